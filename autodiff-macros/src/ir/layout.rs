//! What a forward pass leaves for the backward pass.

use super::{BlockId, Callee, Field, Type};

/// The cache of a function: its fields mirror the control flow.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    pub(crate) fields: Vec<FieldInfo>,
    /// Whether it holds many calls, one after the other: what a call records once is kept together,
    /// what its loops record stands behind that of the calls before, and is read from the end.
    pub(crate) is_shared: bool,
    /// Fields that are recorded at one time, of which a `Vec` holds tuples: it is called as the first of them.
    pub(crate) rows: Vec<Vec<Field>>,
    /// How much it is to run the function again; nothing where that is much, or not known.
    pub(crate) work: Option<Work>,
    /// The copies of lists that the backward pass reads.
    pub(crate) lent: Vec<Lent>,
}

/// What becomes of the copies of a list.
#[derive(Clone, Debug)]
pub(crate) struct Lent {
    pub(crate) record: Field,
    /// The caches of the calls that they are handed to, and at which position among the arguments.
    pub(crate) readers: Vec<(Field, usize)>,
    /// Whether they are needed as what they are copies of, be it no slice.
    pub(crate) is_whole: bool,
    /// Whether somebody else looks at parts of them, or at their length.
    pub(crate) is_looked_at: bool,
}

/// How many operations the forward pass of a function is.
#[derive(Clone, Debug)]
pub(crate) struct Work {
    /// Those of its own.
    pub(crate) own: usize,
    /// The caches of the calls in it, to which those of what they call are added.
    pub(crate) calls: Vec<Field>,
}

#[derive(Clone, Debug)]
pub(crate) struct FieldInfo {
    /// The name of the user's variable, or of the operation that made the value.
    pub(crate) name: String,
    pub(crate) ty: FieldType,
    pub(crate) storage: Storage,
    /// The block that it is recorded in.
    pub(crate) block: BlockId,
    /// A sentence for the field's documentation, or nothing.
    pub(crate) doc: Option<String>,
    /// Of a call: for each of its arguments, whether its adjoint is wanted; nothing if all are.
    pub(crate) wanted: Vec<Wanted>,
}

/// Whether the caller wants the adjoint of an argument.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Wanted {
    Always,
    Never,
    /// Always, and its shadow holds nothing yet.
    Fresh,
    /// If that of one of these arguments of its own is wanted.
    With(Vec<usize>),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FieldType {
    Value(Type),
    /// The cache of a call: `<f as ::autodiff::Function<(args,)>>::Cache`
    Cache(Callee),
    /// The same behind a `Box`: of a call of a function that this one is called by.
    Boxed(Callee),
    /// The cache of many calls: `<f as ::autodiff::Function<(args,)>>::Calls`
    Calls(Callee),
    /// The shared cache that it would be a field of: of a call of the function itself.
    Itself,
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
    /// Copies of slices, made inside a loop: `Slices<T>`, all in one piece of memory. The field is of
    /// the type that is lent: `[T]`, or `Vec<T>` where what is called may ask for that.
    Slices,
    /// What is called records as often as it runs.
    Calls,
}

impl FieldType {
    /// What is called, of the cache of a call of another function.
    pub(crate) fn callee(&self) -> Option<&Callee> {
        match self {
            FieldType::Cache(callee) | FieldType::Boxed(callee) | FieldType::Calls(callee) => {
                Some(callee)
            }
            FieldType::Value(_) | FieldType::Itself => None,
        }
    }
}

impl Storage {
    /// Whether there is one record for each time that the block ran.
    pub(crate) fn is_repeated(self) -> bool {
        matches!(self, Storage::Stack | Storage::Slices)
    }
}

impl Layout {
    /// Whether the field stands beside others that a call records once, in a shared cache.
    pub(crate) fn is_once(&self, field: Field) -> bool {
        let storage = self.field(field).storage;
        self.is_shared && !storage.is_repeated() && storage != Storage::Calls
    }

    /// The fields whose records stand together in one `Vec` with those of this one.
    pub(crate) fn row(&self, field: Field) -> Option<&[Field]> {
        let row = self.rows.iter().find(|row| row.contains(&field))?;
        Some(row)
    }

    /// Whether the field's records stand in the `Vec` of another one.
    pub(crate) fn is_in_row_of_another(&self, field: Field) -> bool {
        self.row(field).is_some_and(|row| row[0] != field)
    }

    pub(crate) fn field(&self, field: Field) -> &FieldInfo {
        &self.fields[field.index()]
    }
}
