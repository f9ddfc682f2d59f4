//! What functions of other files hand to the functions that they are passed.

use crate::ir::Target;
use crate::lower::closures::function_parameters;
use crate::lower::source::results::{Meant, called, called_method};
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// What the argument at a position, which is a function, is handed by what another file defines.
    pub(in crate::lower) fn handed_elsewhere(
        &mut self,
        target: &Target,
        position: usize,
    ) -> Vec<Option<Type>> {
        let found = match target {
            Target::Function(path) => {
                let path: Option<syn::Path> = syn::parse2(path.stream().clone()).ok();
                path.and_then(|path| called(&path))
            }
            Target::Method {
                receiver: owner,
                name,
            }
            | Target::Associated { owner, name, .. } => {
                let owner = self.defined_name(owner);
                owner.and_then(|owner| called_method(&owner, name))
            }
            _ => None,
        };
        let Some((meant, signature)) = found else {
            return Vec::new();
        };
        let Some(syn::FnArg::Typed(input)) = signature.inputs.iter().nth(position) else {
            return Vec::new();
        };
        let handed = function_parameters::handed(&signature.generics, &input.ty);
        handed
            .into_iter()
            .map(|ty| self.handed_type(ty, &meant))
            .collect()
    }

    fn handed_type(&mut self, ty: &syn::Type, meant: &Meant) -> Option<Type> {
        match types::plain(ty) {
            syn::Type::Reference(reference) => {
                let behind = self.handed_type(&reference.elem, meant)?;
                Some(Type::Ref(Box::new(behind), reference.mutability.is_some()))
            }
            ty if meant.is_called_the_same(ty) => Some(self.type_from(ty)),
            ty => self.declared_argument(ty),
        }
    }
}
