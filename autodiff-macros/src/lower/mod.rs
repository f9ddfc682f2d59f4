//! From the user's syntax to the intermediate representation.
//!
//! Scalars become values, arrays become memory, references become places that are known only here.
//! Names are resolved, types inferred, patterns taken apart, iterators and closures dissolved, early
//! exits brought into structured form. Whatever is not understood is a located error; lowering goes
//! on after it with a poisoned outcome, so that all errors of a function are found at once.

mod absorbed;
mod annotated_calls;
mod applied;
mod arguments;
mod arrays_in_slices;
mod assign;
mod associated_types;
mod borrowers;
mod branch;
mod builder;
mod called_bodies;
mod calls;
mod captures;
mod changed_borrowers;
mod checked;
mod checkpoints;
mod choices;
mod closure_params;
mod closures;
mod collections;
mod conditional_compilation;
mod constructors;
mod consts;
mod conversions;
mod copied_now;
mod declared;
mod describe;
mod elements;
mod elsewhere;
mod evaluation_order;
mod exits;
mod expectations;
mod expected_ends;
mod expected_fields;
mod expr;
mod fields;
mod finish;
mod flags;
mod floats;
mod fluent;
mod fluent_temporaries;
mod function_aliases;
mod function_arguments;
mod function_fields;
mod function_parameters;
mod function_tables;
mod generic_arguments;
mod generic_methods;
mod generics;
mod growing;
mod hygiene;
mod imports;
mod index_writes;
mod infer;
mod inner_functions;
mod inner_items;
mod inner_names;
mod iteration;
mod kept;
mod leaving;
mod lenders;
mod lending;
mod lengths;
mod lent_shared;
mod library;
mod lifetimes;
mod lists_of_references;
mod loops;
mod macros;
mod mapping;
mod markers;
mod memory_methods;
mod memory_options;
mod merging;
mod messages;
mod methods;
mod methods_of_floats;
mod methods_of_lists;
mod motions;
mod mutability;
mod objects;
mod objects_made;
mod open_ranges;
mod operators;
mod options;
mod orders;
mod outcome;
mod overloaded;
mod owner;
mod parameter_calls;
mod paths;
mod patterns;
mod place;
mod pointers;
mod prune;
mod reading;
mod returned_closures;
mod returned_ends;
mod scalar_names;
mod scan;
mod scope;
mod second_reading;
mod signature;
mod source;
mod stmt;
mod stored;
mod strings;
mod structs;
mod structs_made;
mod taken_off;
mod takes;
mod template_sources;
mod templates;
mod tracing;
mod trait_calls;
mod trait_objects;
mod type_names;
mod types;
mod unset;
mod user_methods;
mod variants;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use annotated_calls::with_annotated;
pub(crate) use associated_types::{associated_types, open_associated_types};
pub(crate) use called_bodies::{is_read_as_body, may_be_read_as_body};
pub(crate) use changed_borrowers::changes_borrower;
pub(crate) use floats::{counts, counts_by_reference, has_floats, has_name};
pub(crate) use fluent_temporaries::with_built;
pub(crate) use function_aliases::without_function_aliases;
pub(crate) use generic_methods::may_be_told_arguments;
pub(crate) use generics::{Parameter, bounds, named, parameter, sized, with_floats};
pub(crate) use iteration::parameters::{takes_iterators, with_iterators};
pub(crate) use lenders::{gives_borrower, standing_name};
pub(crate) use lending::{gives_part, lends, number};
pub(crate) use library::foreign::is_of_elements;
pub(crate) use lifetimes::{own_lifetime, with_lifetimes};
pub(crate) use objects::{may_change_objects, object_parameters};
pub(crate) use objects_made::with_objects_made;
pub(crate) use open_ranges::with_counters;
pub(crate) use owner::{Neighbour, Owner, is_shared, passing, speaks_of_self};
pub(crate) use source::generic_aliases::without_aliases;
pub(crate) use source::methods_defined::{is_for_std_alone, is_list};
pub(crate) use source::operators::{converts_references, is_only_conversion_of_references};
pub(crate) use source::plain_traits::is_plain_trait;
pub(crate) use source::twice_defined::{OfSeveral, of_several};
pub(crate) use trait_objects::{has_objects, is_boxed_object, with_lasting_objects};
pub(crate) use {
    checkpoints::without_checkpoints, elsewhere::elsewhere, fluent::without_receiver_given,
    function_fields::holds_functions, function_parameters::function_parameters, hygiene::separate,
    imports::qualified, inner_items::lifted, markers::marker_parameters, reading::function,
    reading::signature, returned_closures::uncurried, stored::InMemory, types::is_number,
};

use crate::diagnostics::Errors;
use crate::ir::{Block, Function, Memory, Operand, Stmt, Type, Value};
use builder::Deferred;
use consts::Constant;
use exits::{Flow, Level};
use infer::Infer;
use outcome::Outcome;
use proc_macro2::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use scan::Facts;
use scope::{Scope, Slot, SlotInfo};

/// What goes on with the outcome of an expression, wherever control flow lets it.
type Then<'k, 'a> = &'k mut dyn FnMut(&mut Lowerer<'a>, Outcome) -> Outcome;

struct Lowerer<'a> {
    function: Function,
    errors: &'a mut Errors,
    /// The `impl` that the function stands in.
    owner: Option<&'a Owner>,
    /// The type parameters that stand for objects, and those that no value is of.
    objects: FxHashSet<String>,
    infer: Infer,
    facts: Facts,
    /// The variables that are declared with `mut`.
    mutable: FxHashSet<String>,
    /// The names that patterns bind, in functions that are read as their bodies, too; and the numbers of these.
    bound_names: FxHashSet<String>,
    absorbed: FxHashMap<u64, absorbed::Renamed>,
    /// How many of such bodies we are in.
    bodies: usize,
    scope: Scope,
    /// The memories that a variable of the user's stands for, and in how many loops it is declared.
    owned: FxHashMap<Memory, usize>,
    /// The mutable scalars, each with its present value.
    slots: Vec<SlotInfo>,
    /// The slots in whose scope we are: what branches merge and loops carry.
    alive: Vec<Slot>,
    /// The blocks under construction, innermost last.
    open: Vec<Vec<Stmt>>,
    /// Literals that stand before everything else.
    prelude: Vec<Stmt>,
    booleans: [Option<Value>; 2],
    /// Integer literals, for lengths that are known.
    integers: FxHashMap<Value, u64>,
    deferred: Vec<(Value, Deferred)>,
    /// The variables that zeros stand for, by these.
    unset_names: FxHashMap<Value, String>,
    /// The variables among them of which there is no zero.
    unset: Vec<String>,
    /// Types of parts that are assigned, or that a type parameter's methods give; unless something
    /// else is found they are floats.
    assigned: Vec<Type>,
    /// Types of what is cast; unless something else is found they are integers.
    cast: Vec<Type>,
    levels: Vec<Level>,
    /// Whether the expression about to be lowered is what a loop or the function is left with.
    leaving: bool,
    /// The flags that end loops, as seen inside.
    ends: Vec<Value>,
    flow: Flow,
    consts: Vec<Constant>,
    /// What is assumed of the functions that lend.
    lending: Vec<crate::ir::Pin>,
    /// The `Vec`s that the loops around us fill, innermost last.
    growing: Vec<growing::Growing>,
    /// The `Vec`s that were made without an item.
    empty: FxHashSet<Memory>,
    /// The sets and the heaps.
    ordered: FxHashMap<Memory, collections::ordered::Kind>,
    /// Whether the user writes tuples of one item, which here stand for `Reverse`.
    tuples_of_one: bool,
    /// The parts of the items of lists that are references or functions in the user's code.
    lists: lists_of_references::Lists,
    /// Whether the signature is being read: what it says, callers have to see.
    in_signature: bool,
    /// What the user's patterns call what is in variants.
    payload_names: Vec<(crate::ir::Place, String)>,
    /// Whether the expression about to be lowered stands under a `?`, which converts errors.
    converts: bool,
    /// Where the error is kept that the function returns.
    failure: Option<Memory>,
    /// The arguments of the call about to be lowered that are variables which may be lent as mutable.
    lent: Vec<usize>,
    /// Whether the method call about to be lowered has to give an `Option`.
    asks_option: bool,
    /// Whether what is read next is unwrapped, and gives a slice.
    unwraps_slice: bool,
    /// Whether the expression about to be lowered is to give a function.
    asks_function: bool,
    /// Whether the errors of what is about to be matched are told apart.
    asks_error: bool,
    /// What is read of the errors of calls, which has to be an integer.
    error_parts: Vec<(Type, Span)>,
    /// The type of an array that the expression about to be lowered gives, where it asks for it.
    expected: Option<Type>,
    /// The same for expressions at the ends of branches, by their addresses in the syntax tree.
    expected_at: FxHashMap<usize, Type>,
    /// That of the last expression of the body about to be lowered.
    expected_last: Option<Type>,
    /// Types that a caller must be able to name.
    wanted: Vec<(Type, Span)>,
    /// What functions of types make whose names leave out the generic arguments.
    made_bare: Vec<(Type, syn::Path, Span)>,
    /// The closures that are passed to functions.
    passed: Vec<function_arguments::PassedClosure>,
    /// The parameters of closures that are passed on which no type is written of.
    bare_params: Vec<closure_params::Bare>,
    /// The function that is about to be called, and the position of the argument that is read.
    passing_to: Option<(crate::ir::Tokens, usize)>,
    /// What the bounds of type parameters say.
    said_by_bounds: trait_calls::Said,
    /// The type that a `let` writes for a literal.
    annotated: Option<syn::Path>,
    /// What a closure that is passed on is handed, as far as the definition of what it is passed to is in sight.
    handed: Vec<Option<Type>>,
    /// What the head of a loop lends that is being read.
    lent_by_head: Option<Vec<library::lent::Lent>>,
    /// The variables that stand for parts of matrices, which they change.
    named_parts: Vec<(String, library::parts::Part, crate::ir::Place)>,
    /// The parts of matrices that are lent to the iterations around us.
    lent_parts: Vec<(library::parts::Part, crate::ir::Place)>,
    /// The maps in arguments that have been read, by their places.
    maps_read: Vec<(crate::ir::Place, std::rc::Rc<collections::maps::Map>)>,
    /// What the function says of types that are called like matrices of a library.
    matrix_names: library::names::Names,
    /// The generic parameters of the function that are types or constants.
    generics: Vec<String>,
    /// What the loop asks for whose body has just been lowered.
    checkpoint: Option<checkpoints::Asked>,
    /// Whether what came to nothing is read again, with more guesses.
    second_reading: bool,
    /// What may still be lowered: inlining closures in closures grows without bounds.
    fuel: u32,
}

/// Far more expressions than a function has that a person wrote.
const FUEL: u32 = 30_000;

impl<'a> Lowerer<'a> {
    fn new(item: &syn::ItemFn, owner: Option<&'a Owner>, errors: &'a mut Errors) -> Self {
        let mut function = Function::empty(item.sig.ident.to_string());
        function.body.id = function.new_block();
        function.constants = generics::constants(&item.sig.generics)
            .chain(
                owner
                    .into_iter()
                    .flat_map(|owner| generics::constants(&owner.generics)),
            )
            .collect();
        Lowerer {
            function,
            errors,
            owner,
            objects: FxHashSet::default(),
            infer: Infer {
                only_f64: generics::speaks_only_of_f64(item),
                ..Infer::default()
            },
            facts: Facts::default(),
            mutable: FxHashSet::default(),
            bound_names: absorbed::bound_names(&item.sig, &item.block),
            absorbed: FxHashMap::default(),
            bodies: 0,
            scope: Scope::default(),
            owned: FxHashMap::default(),
            slots: Vec::new(),
            alive: Vec::new(),
            open: vec![Vec::new()],
            prelude: Vec::new(),
            booleans: [None; 2],
            integers: FxHashMap::default(),
            deferred: Vec::new(),
            unset_names: FxHashMap::default(),
            unset: Vec::new(),
            assigned: Vec::new(),
            cast: Vec::new(),
            levels: Vec::new(),
            leaving: false,
            ends: Vec::new(),
            flow: Flow::Falls,
            consts: Vec::new(),
            lending: Vec::new(),
            growing: Vec::new(),
            empty: FxHashSet::default(),
            ordered: FxHashMap::default(),
            tuples_of_one: orders::reversed::has_tuples_of_one(&item.block),
            failure: None,
            converts: false,
            lists: Default::default(),
            in_signature: false,
            payload_names: Vec::new(),
            asks_option: false,
            unwraps_slice: false,
            asks_error: false,
            error_parts: Vec::new(),
            asks_function: false,
            lent: Vec::new(),
            expected: None,
            expected_at: FxHashMap::default(),
            expected_last: None,
            wanted: Vec::new(),
            made_bare: Vec::new(),
            passed: Vec::new(),
            bare_params: Vec::new(),
            passing_to: None,
            said_by_bounds: trait_calls::Said::default(),
            annotated: None,
            handed: Vec::new(),
            lent_by_head: None,
            named_parts: Vec::new(),
            lent_parts: Vec::new(),
            maps_read: Vec::new(),
            matrix_names: library::names::Names::of(item, owner),
            generics: Vec::new(),
            checkpoint: None,
            second_reading: false,
            fuel: FUEL,
        }
    }
}
