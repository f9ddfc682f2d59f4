//! What a forward pass leaves for the backward pass.

use super::{Callee, Field, Type};

/// The cache of a function: its fields mirror the control flow.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    pub(crate) fields: Vec<FieldInfo>,
}

#[derive(Clone, Debug)]
pub(crate) struct FieldInfo {
    /// The name of the user's variable, or of the operation that made the value.
    pub(crate) name: String,
    pub(crate) ty: FieldType,
    pub(crate) storage: Storage,
    /// A sentence for the field's documentation, or nothing.
    pub(crate) doc: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FieldType {
    Value(Type),
    /// The cache of a call: `<f as ::autodiff::Function<(args,)>>::Cache`
    Cache(Callee),
    /// The same behind a `Box`: of a call of a function that this one is called by.
    Boxed(Callee),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Storage {
    /// Recorded once in each call: `T`.
    Whole,
    /// Recorded in a branch outside loops: `Option<T>`.
    Branch,
    /// Recorded once in each iteration of a loop with so many: `[T; n]`.
    Array(usize),
    /// Recorded inside a loop: `Vec<T>`, in the order in which it happened.
    Stack,
}

impl Layout {
    pub(crate) fn field(&self, field: Field) -> &FieldInfo {
        &self.fields[field.index()]
    }
}
