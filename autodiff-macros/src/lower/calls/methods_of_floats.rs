//! Methods that a trait of the user's gives to floats: `impl Activation for f64 { fn soft(self) -> f64 { … } }`. A call is
//! read as the body of the method, which stands in the same module.

use crate::ir::{Float, Passing};
use crate::lower::calls::lenders;
use crate::lower::flow::leaving;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// The call of such a method, if there is one of this name that can be read so.
    pub(in crate::lower) fn implemented_method(
        &mut self,
        name: &str,
        operands: &[Value],
        span: Span,
    ) -> Option<Outcome> {
        let (receiver, args) = operands.split_first()?;
        let ty = self.function.value(*receiver).ty.clone();
        let of = match self.infer.shallow(&ty) {
            Type::Float(Float::F64) => "f64",
            Type::Float(Float::F32) => "f32",
            _ => return None,
        };
        let owner = syn::Ident::new(of, span);
        let found = source::methods_defined::methods(&owner, name).into_iter();
        let (_, method) = source::definitions::only(found)?;
        let receiver = match owner::passing(method.sig.receiver()?)? {
            Passing::Value => Outcome::Value(*receiver),
            Passing::Ref => Outcome::Value(*receiver).reference(false),
            Passing::RefMut => return None,
        };
        // `Self` is something else in a method of ours.
        let speaks_of_self =
            speaks_of_self(&method.block) || method.sig.inputs.iter().skip(1).any(speaks_of_self);
        if speaks_of_self || self.is_deep() || method.block.stmts.iter().any(leaving::leaves) {
            return None;
        }
        let function = lenders::written(method.sig, method.block);
        let args = args.iter().map(|arg| Outcome::Value(*arg));
        let args = std::iter::once(receiver).chain(args).collect();
        Some(self.lent_by(&function, args, span))
    }
}
