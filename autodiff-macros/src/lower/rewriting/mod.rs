//! The function is rewritten before it is read: each of these takes syntax and gives syntax.

pub(super) mod annotated_calls;
pub(super) mod changing_views;
pub(super) mod elsewhere;
pub(super) mod fluent_temporaries;
pub(super) mod from_module;
pub(super) mod function_aliases;
pub(super) mod groups;
pub(super) mod guards;
pub(super) mod hygiene;
pub(super) mod imports;
pub(super) mod in_macros;
pub(super) mod inner_items;
pub(super) mod inner_names;
pub(super) mod into_numbers;
pub(super) mod lengths_of_result;
pub(super) mod lifetimes;
pub(super) mod matches_macros;
pub(super) mod numbered_references;
pub(super) mod objects_made;
pub(super) mod open_ranges;
pub(super) mod own_macros;
pub(super) mod returned_closures;
pub(super) mod returned_ends;
pub(super) mod storages;
pub(super) mod structs_made;
pub(super) mod told_by_result;
