//! The zoo: structs and enums, and what is made of them; functions by construct, at points.

// The functions are written the way that shows the construct, not the way clippy prefers.
#![allow(clippy::all, clippy::unwrap_used, nonstandard_style, dead_code)]
#![allow(unused_braces, unused_parens, unused_assignments)]

#[path = "../../support/mod.rs"]
mod support;

mod assigned_fields;
mod associated_constants;
mod boxes;
mod carried_structs;
mod changed_fields;
mod constants_of_structs;
mod counted;
mod defaults;
mod defined_elsewhere;
mod defined_structs;
mod enum_methods;
mod enums;
mod field_integers;
mod generic_aliases;
mod generic_enums;
mod handed_on;
mod imported_variants;
mod indexed_results;
mod kept_structs;
mod lifetimes;
mod methods_behind_boxes;
mod mixtures_of_types;
mod moved_parts;
mod named_like_options;
mod names_of_numbers;
mod names_of_ours;
mod of_another_file;
mod operators_elsewhere;
mod options_lent;
mod orders_of_structs;
mod payloads;
mod popped_structs;
mod results_elsewhere;
mod spelled_types;
mod states;
mod struct_aliases;
mod structs;
mod structs_by_condition;
mod structs_chosen;
mod structs_passed;
mod structs_results;
mod taken_out;
mod types_seen_from_inside;
mod types_without_derive;
