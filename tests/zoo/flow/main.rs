//! The zoo: expressions, branches, loops, matches and exits; functions by construct, at points.

// The functions are written the way that shows the construct, not the way clippy prefers.
#![allow(clippy::all, clippy::unwrap_used, nonstandard_style, dead_code)]
#![allow(unused_braces, unused_parens, unused_assignments)]

#[path = "../../support/mod.rs"]
mod support;

mod alternating;
mod arithmetic;
mod arrays_from_branches;
mod branches;
mod checked_integers;
mod choices;
mod chosen_items;
mod collected_or_missing;
mod constant_arguments;
mod constant_loops;
mod conversions;
mod copies;
mod early_exits;
mod error_payloads;
mod errors_made;
mod expected_types;
mod exponentials;
mod imported_functions;
mod left_loops;
mod left_structs;
mod long_chains;
mod loops;
mod matched_in_macros;
mod matched_results;
mod matches;
mod mutable_bindings;
mod names;
mod nested_patterns;
mod operands_that_leave;
mod optional;
mod options_looped_over;
mod other_names;
mod own_macros;
mod pairs_told_later;
mod practice;
mod reading;
mod rest_in_tuples;
mod results_by_alias;
mod returned_by_bodies;
mod skipped_effects;
mod sliced_patterns;
mod small_programs;
mod strings;
mod taken_and_left;
mod texts;
mod told_later;
mod told_types;
mod uncounted;
mod unknown;
mod unseen_parts;
