//! From the user's syntax to the intermediate representation.
//!
//! Scalars become values, arrays become memory, references become places that are known only here.
//! Names are resolved, types inferred, patterns taken apart, iterators and closures dissolved, early
//! exits brought into structured form. Whatever is not understood is a located error; lowering goes
//! on after it with a poisoned outcome, so that all errors of a function are found at once.

mod assign;
mod builder;
mod calls;
mod closures;
mod collections;
mod conditional_compilation;
mod consts;
mod expr;
mod finish;
mod flow;
mod iteration;
mod library;
mod macros;
mod memory;
mod messages;
mod methods;
mod motions;
mod mutability;
mod operands;
mod operators;
mod options;
mod orders;
mod outcome;
mod owner;
mod paths;
mod patterns;
mod prune;
mod reading;
mod rewriting;
mod scalar_methods;
mod scan;
mod scope;
mod second_reading;
mod signature;
mod source;
mod state;
mod stmt;
mod strings;
mod structs;
mod templates;
mod types;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use calls::called_bodies::{is_read_as_body, may_be_read_as_body};
pub(crate) use calls::changed_borrowers::{changes_borrower, moves_reference};
pub(crate) use calls::fluent::without_receiver_given;
pub(crate) use calls::generic_methods::{has_untold_lengths, may_be_told_arguments};
pub(crate) use calls::inherited_bodies::OfTrait;
pub(crate) use calls::lenders::{gives_borrower, standing_name};
pub(crate) use calls::lending::{gives_part, lends, number};
pub(crate) use calls::light_functions::is_light;
pub(crate) use calls::untold_floats::makes_float;
pub(crate) use closures::function_fields::holds_functions;
pub(crate) use closures::function_parameters::function_parameters;
pub(crate) use flow::checkpoints::without_checkpoints;
pub(crate) use iteration::parameters::{takes_iterators, with_iterators};
pub(crate) use library::foreign::is_of_elements;
pub(crate) use memory::stored::InMemory;
pub(crate) use owner::{Neighbour, Owner, is_shared, passing, speaks_of_self};
pub(crate) use reading::{function, signature};
pub(crate) use rewriting::annotated_calls::with_annotated;
pub(crate) use rewriting::changing_views::with_views_as_references;
pub(crate) use rewriting::elsewhere::elsewhere;
pub(crate) use rewriting::floats_of_matrices::with_floats_of_matrices;
pub(crate) use rewriting::fluent_temporaries::with_built;
pub(crate) use rewriting::function_aliases::without_function_aliases;
pub(crate) use rewriting::groups::Parentheses;
pub(crate) use rewriting::hygiene::separate;
pub(crate) use rewriting::imports::qualified;
pub(crate) use rewriting::inner_items::lifted;
pub(crate) use rewriting::into_numbers::{takes_numbers, with_numbers_taken};
pub(crate) use rewriting::lifetimes::{own_lifetime, with_lifetimes};
pub(crate) use rewriting::matches_macros::with_matches;
pub(crate) use rewriting::numbered_references::with_numbers;
pub(crate) use rewriting::objects_made::with_objects_made;
pub(crate) use rewriting::open_ranges::with_counters;
pub(crate) use rewriting::own_macros::with_own_macros;
pub(crate) use rewriting::pairs_told_later::with_pairs;
pub(crate) use rewriting::returned_closures::uncurried;
pub(crate) use rewriting::storages::without_storages;
pub(crate) use rewriting::told_by_result::with_told;
pub(crate) use source::calling::calling_back;
pub(crate) use source::definitions::derives_differentiable;
pub(crate) use source::definitions::is_function_of_file;
pub(crate) use source::generic_aliases::without_aliases;
pub(crate) use source::methods_defined::{is_for_std_alone, is_list};
pub(crate) use source::operators::{converts_references, is_only_conversion_of_references};
pub(crate) use source::plain_traits::is_plain_trait;
pub(crate) use source::struct_aliases::without_names_of_structs;
pub(crate) use source::twice_defined::{OfSeveral, of_several};
pub(crate) use source::underived::{is_underived, underived};
pub(crate) use structs::trait_objects::{has_objects, is_boxed_object, with_lasting_objects};
pub(crate) use types::associated_types::{associated_types, open_associated_types};
pub(crate) use types::floats::{counts, counts_by_reference, has_floats, has_name, reads_receiver};
pub(crate) use types::generics::{Parameter, bounds, named, parameter, sized, with_floats};
pub(crate) use types::is_number;
pub(crate) use types::markers::marker_parameters;
pub(crate) use types::objects::{holds, may_change_object, may_change_objects, object_parameters};
pub(crate) use types::open_types::taken_by_calls;
pub(crate) use types::vector_spaces::{asked_operators, is_about_number, vectors};

use crate::diagnostics::Errors;
use crate::ir::{Block, Function, Memory, Operand, Stmt, Type, Value};
use calls::absorbed;
use consts::Constant;
use flow::checkpoints;
use flow::exits::{Flow, Level};
use outcome::Outcome;
use proc_macro2::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use scan::Facts;
use scope::{Scope, Slot, SlotInfo};
use state::{Around, Handing, Inlined, Lists, Matrices, Pending};
use types::generics;
use types::infer::Infer;

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
    scope: Scope,
    /// The memories that a variable of the user's stands for, and in how many loops it is declared.
    owned: FxHashMap<Memory, usize>,
    /// The mutable scalars, each with its present value.
    slots: Vec<SlotInfo>,
    /// The slots in whose scope we are: what branches merge and loops carry.
    alive: Vec<Slot>,
    /// The variables that belong to closures.
    of_closures: FxHashSet<Slot>,
    /// The blocks under construction, innermost last.
    open: Vec<Vec<Stmt>>,
    /// Literals that stand before everything else.
    prelude: Vec<Stmt>,
    booleans: [Option<Value>; 2],
    /// Integer literals, for lengths that are known.
    integers: FxHashMap<Value, u64>,
    levels: Vec<Level>,
    /// The flags that end loops, as seen inside.
    ends: Vec<Value>,
    flow: Flow,
    consts: Vec<Constant>,
    /// What is assumed of the functions that lend.
    lending: Vec<crate::ir::Pin>,
    /// Whether the signature is being read: what it says, callers have to see.
    in_signature: bool,
    /// What the user's patterns call what is in variants.
    payload_names: Vec<(crate::ir::Place, String)>,
    /// Where the error is kept that the function returns.
    failure: Option<Memory>,
    /// The generic parameters of the function that are types or constants.
    generics: Vec<String>,
    /// What the loop asks for whose body has just been lowered.
    checkpoint: Option<checkpoints::Asked>,
    /// Whether what came to nothing is read again, with more guesses.
    second_reading: bool,
    /// What may still be lowered: inlining closures in closures grows without bounds.
    fuel: u32,
    /// What is asked of the next expression.
    around: Around,
    matrices: Matrices,
    inlined: Inlined,
    pending: Pending,
    handing: Handing,
    vecs: Lists,
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
            scope: Scope::default(),
            owned: FxHashMap::default(),
            slots: Vec::new(),
            alive: Vec::new(),
            of_closures: FxHashSet::default(),
            open: vec![Vec::new()],
            prelude: Vec::new(),
            booleans: [None; 2],
            integers: FxHashMap::default(),
            levels: Vec::new(),
            ends: Vec::new(),
            flow: Flow::Falls,
            consts: Vec::new(),
            lending: Vec::new(),
            failure: None,
            in_signature: false,
            payload_names: Vec::new(),
            generics: Vec::new(),
            checkpoint: None,
            second_reading: false,
            around: Around::default(),
            matrices: Matrices {
                matrix_names: library::names::Names::of(item, owner),
                ..Matrices::default()
            },
            inlined: Inlined {
                bound_names: absorbed::bound_names(&item.sig, &item.block),
                ..Inlined::default()
            },
            pending: Pending::default(),
            handing: Handing::default(),
            vecs: Lists {
                tuples_of_one: orders::reversed::has_tuples_of_one(&item.block),
                ..Lists::default()
            },
            fuel: FUEL,
        }
    }
}
