//! The zoo: calls, methods, traits, generic functions, closures, and what is done through them; functions by construct, at points.

// The functions are written the way that shows the construct, not the way clippy prefers.
#![allow(clippy::all, clippy::unwrap_used, nonstandard_style, dead_code)]
#![allow(unused_braces, unused_parens, unused_assignments)]

#[path = "../../support/mod.rs"]
mod support;

mod asked;
mod asked_methods;
mod boxed_functions;
mod calls;
mod calls_in_loops;
mod changing_closures;
mod checkpoints;
mod closures_in_blocks;
mod closures_of_generic_types;
mod default_methods;
mod defined_by_file;
mod defined_methods;
mod fallible_conversions;
mod fluent_values;
mod fresh_shadows;
mod function_fields;
mod function_tables;
mod functions;
mod functions_in_methods;
mod functions_in_traits;
mod fused_iterations;
mod generic_items;
mod generic_methods;
mod generic_records;
mod generic_results;
mod generic_shapes;
mod generic_traits;
mod generics;
mod gradients_alone;
mod graphs;
mod impls;
mod indexed_by_arrays;
mod indexed_fields;
mod inner_items;
mod iterators_in_bodies;
mod known_by_fields;
mod lending_functions;
mod lent_elsewhere;
mod lent_shared;
mod made_and_converted;
mod made_by_macros;
mod made_in_modules;
mod made_of_items;
mod methods;
mod methods_by_use;
mod methods_of_floats;
mod methods_of_lists;
mod methods_that_tell;
mod mixtures;
mod modules_inside;
mod modules_like_std;
mod objects_by_trait;
mod open_types_of_others;
mod operators;
mod operators_by_type;
mod operators_in_modules;
mod operators_on_references;
mod own_iterators;
mod phases;
mod read_elsewhere;
mod receivers;
mod recursion;
mod returned_closures;
mod run_again;
mod sharing;
mod short_ways;
mod sums;
mod told_lengths;
mod told_operands;
mod trait_objects;
mod trait_paths;
mod traits;
mod untold_lengths;
mod untyped_closures;
mod unused_results;
mod vector_lists;
mod vector_spaces;
mod wanted;
