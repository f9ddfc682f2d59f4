//! The state of the lowering, in the parts that belong together.

use super::builder::Deferred;
use super::calls::{absorbed, trait_calls};
use super::closures::{closure_params, function_arguments};
use super::memory::{growing, lists_of_references};
use super::{collections, library};
use crate::ir::{Memory, Type, Value};
use proc_macro2::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// What the code around asks of the expression that is about to be lowered.
#[derive(Default)]
pub(super) struct Around {
    /// Whether the expression is what a loop or the function is left with.
    pub(super) leaving: bool,
    /// Whether it stands under a `?`, which converts errors.
    pub(super) converts: bool,
    /// The arguments of the call about to be lowered that are variables which may be lent as mutable.
    pub(super) lent: Vec<usize>,
    /// Whether the method call about to be lowered has to give an `Option`.
    pub(super) asks_option: bool,
    /// Whether it is to give a function.
    pub(super) asks_function: bool,
    /// Whether the errors of what is about to be matched are told apart.
    pub(super) asks_error: bool,
    /// The type of an array that it gives, where it asks for it.
    pub(super) expected: Option<Type>,
    /// The same for expressions at the ends of branches, by their addresses in the syntax tree.
    pub(super) expected_at: FxHashMap<usize, Type>,
    /// That of the last expression of the body about to be lowered.
    pub(super) expected_last: Option<Type>,
    /// What a `let` writes for what may be in an `Option` that is empty at first.
    pub(super) annotated_inside: Option<Type>,
    /// Where in it references are, if there are any.
    pub(super) annotated_lent: Vec<lists_of_references::Path>,
    /// The type that a `let` writes for a literal.
    pub(super) annotated: Option<syn::Path>,
    /// The function that is about to be called, and the position of the argument that is read.
    pub(super) passing_to: Option<(crate::ir::Tokens, usize)>,
    /// The arguments of the call that is about to be noted which are taken for something with a gradient.
    pub(super) open_arguments: Vec<usize>,
    /// What a closure that is passed on is handed, as far as the definition of what it is passed to is in sight.
    pub(super) handed: Vec<Option<Type>>,
    /// What the head of a loop lends that is being read.
    pub(super) lent_by_head: Option<Vec<library::lent::Lent>>,
    /// Whether what is read next is unwrapped, and gives a slice.
    pub(super) unwraps_slice: bool,
}

/// Parts of matrices that are lent, and names that may be those of matrices.
#[derive(Default)]
pub(super) struct Matrices {
    /// The variables that stand for parts of matrices, which they change.
    pub(super) named_parts: Vec<library::lent::NamedPart>,
    /// What has been written since such variables have gone back, copies of parts among it.
    pub(super) changed_parts: FxHashSet<crate::ir::Memory>,
    /// The copies of parts that the statements around us change, whether they have gone back on some way or not.
    pub(super) changed_here: FxHashSet<crate::ir::Memory>,
    /// The copies of parts whose matrices have been written otherwise since.
    pub(super) outdated_parts: FxHashSet<crate::ir::Memory>,
    /// Whether a part is going back into its matrix.
    pub(super) going_back: bool,
    /// The parts of matrices that are lent to the iterations around us.
    pub(super) lent_parts: Vec<(library::parts::Part, crate::ir::Place)>,
    /// The matrices that are lent as views to the calls around us.
    pub(super) passed_views: Vec<crate::ir::Place>,
    /// The arguments that are tuples or arrays of references, and the types of their copies.
    pub(super) lent_together: Vec<(String, Type)>,
    /// What variables stand for that are views which change a matrix: arguments, and copies of parts.
    pub(super) changing_views: FxHashSet<crate::ir::Memory>,
    /// What the function says of types that are called like matrices of a library.
    pub(super) matrix_names: library::names::Names,
}

/// Functions that are read as their bodies, and the names in them.
#[derive(Default)]
pub(super) struct Inlined {
    /// The names that patterns bind, in functions that are read as their bodies, too; and the numbers of these.
    pub(super) bound_names: FxHashSet<String>,
    pub(super) absorbed: FxHashMap<u64, absorbed::Renamed>,
    /// How many of such bodies we are in.
    pub(super) bodies: usize,
    /// How many bodies of closures we are in, those that functions are read as among them.
    pub(super) applied: usize,
}

/// What is settled when everything has been read.
#[derive(Default)]
pub(super) struct Pending {
    pub(super) deferred: Vec<(Value, Deferred)>,
    /// Types of parts that are assigned, or that a type parameter's methods give; unless something
    /// else is found they are floats.
    pub(super) assigned: Vec<Type>,
    /// Types of what is cast; unless something else is found they are integers.
    pub(super) cast: Vec<Type>,
    /// What is counted from a number of an open type on.
    pub(super) counted: Vec<Counted>,
    /// Types that a caller must be able to name.
    pub(super) wanted: Vec<(Type, Span)>,
    /// What is read of the errors of calls, which has to be an integer.
    pub(super) error_parts: Vec<(Type, Span)>,
    /// The variables that zeros stand for, by these.
    pub(super) unset_names: FxHashMap<Value, String>,
    /// The variables among them of which there is no zero.
    pub(super) unset: Vec<String>,
    /// What functions of types make whose names leave out the generic arguments.
    pub(super) made_bare: Vec<MadeBare>,
}

/// `from + index` in the type of `from`: `result` adds `cast`.
#[derive(Clone, Copy)]
pub(super) struct Counted {
    pub(super) from: Value,
    pub(super) index: Value,
    pub(super) cast: Value,
    pub(super) result: Value,
}

/// What a function of a type made whose name leaves out the generic arguments.
pub(super) struct MadeBare {
    pub(super) ty: Type,
    pub(super) path: syn::Path,
    pub(super) function: String,
    pub(super) span: Span,
}

/// Functions that are passed to functions, and what is known of them.
#[derive(Default)]
pub(super) struct Handing {
    /// The closures that are passed to functions.
    pub(super) passed: Vec<function_arguments::PassedClosure>,
    /// The parameters of closures that are passed on which no type is written of.
    pub(super) bare_params: Vec<closure_params::Bare>,
    /// What the bounds of type parameters say.
    pub(super) said_by_bounds: trait_calls::Said,
    /// The operators that bounds ask for.
    pub(super) asked_operators: Vec<super::types::vector_spaces::AskedOperator>,
}

/// What is known of `Vec`s beside what is in them.
#[derive(Default)]
pub(super) struct Lists {
    /// The `Vec`s that the loops around us fill, innermost last.
    pub(super) growing: Vec<growing::Growing>,
    /// The `Vec`s that were made without an item.
    pub(super) empty: FxHashSet<Memory>,
    /// The sets and the heaps.
    pub(super) ordered: FxHashMap<Memory, collections::ordered::Kind>,
    /// Whether the user writes tuples of one item, which here stand for `Reverse`.
    pub(super) tuples_of_one: bool,
    /// The parts of the items of lists that are references or functions in the user's code.
    pub(super) lists: lists_of_references::Lists,
    /// The maps in arguments that have been read, by their places.
    pub(super) maps_read: Vec<(crate::ir::Place, std::rc::Rc<collections::maps::Map>)>,
}
