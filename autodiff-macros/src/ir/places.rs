//! The types of places and small builders of values, shared by the stages.

use super::*;

impl Function {
    /// The type of what stands at a place; `None` if it cannot be told.
    pub(crate) fn place_type(&self, place: &Place) -> Option<Type> {
        let mut ty = self.memory(place.memory).ty.clone();
        for projection in &place.path {
            ty = match projection {
                Projection::Index(_) => ty.element()?,
                Projection::Range(..) => match ty {
                    Type::Array(item, _) | Type::Vec(item) | Type::Slice(item) => Type::Slice(item),
                    other => Type::Slice(Box::new(other.element()?)),
                },
                Projection::Field(i) => match ty {
                    Type::Tuple(items) => items.get(*i)?.clone(),
                    _ => return None,
                },
            };
        }
        Some(ty)
    }

    /// The type of an operand.
    pub(crate) fn operand_type(&self, operand: &Operand) -> Type {
        match operand {
            Operand::Unit => Type::Unit,
            Operand::Value(v) => self.value(*v).ty.clone(),
            Operand::Memory(m) => self.memory(*m).ty.clone(),
            Operand::Tuple(items) => {
                Type::Tuple(items.iter().map(|item| self.operand_type(item)).collect())
            }
            Operand::Array(items) => match items.first() {
                Some(item) => {
                    let len = proc_macro2::Literal::usize_unsuffixed(items.len());
                    let tree = proc_macro2::TokenTree::Literal(len);
                    let item = self.operand_type(item);
                    Type::Array(Box::new(item), Tokens::new(tree.into()))
                }
                None => Type::Unknown,
            },
        }
    }

    /// What a caller knows of a function it calls.
    pub(crate) fn callee(&self, call: &Call) -> Callee {
        let reference = |place: &Place, mutable| {
            let ty = self.place_type(place).unwrap_or(Type::Unknown);
            Type::Ref(Box::new(ty), mutable)
        };
        let args = call.args.iter().map(|arg| match arg {
            Arg::Operand(operand) => self.operand_type(operand),
            Arg::Ref(place) => reference(place, false),
            Arg::RefMut(place) => reference(place, true),
        });
        Callee {
            path: call.callee.clone(),
            args: args.collect(),
        }
    }

    /// A new value, unnamed, at the place in the source of another.
    pub(crate) fn value_like(&mut self, other: Value, ty: Type) -> Value {
        let span = self.value(other).span;
        self.new_value(ValueInfo {
            ty,
            name: None,
            span,
        })
    }
}
