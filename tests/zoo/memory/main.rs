//! The zoo: slices, arrays, Vecs, iterators and references to them; functions by construct, at points.

// The functions are written the way that shows the construct, not the way clippy prefers.
#![allow(clippy::all, clippy::unwrap_used, nonstandard_style, dead_code)]
#![allow(unused_braces, unused_parens, unused_assignments)]

#[path = "../../support/mod.rs"]
mod support;

mod aggregates;
mod arrays_of_others;
mod arrays_of_vecs;
mod arrays_repeated;
mod borrowers;
mod borrowers_elsewhere;
mod captured_references;
mod cells;
mod changed_borrowers;
mod copied_borrowers;
mod copies_in_silence;
mod counted_beside;
mod cursors;
mod deques;
mod emptied_lists;
mod exchanged;
mod fallible_borrowers;
mod folding;
mod generic_blocks;
mod generic_borrowers;
mod growing;
mod growing_passed;
mod held_deques;
mod indexing;
mod iterators;
mod late_copies;
mod lent;
mod lent_apart;
mod lent_items;
mod lent_iterators;
mod lent_lists;
mod lent_rows;
mod lent_to_change;
mod lists_of_borrowers;
mod maps;
mod maps_in_structs;
mod maps_passed;
mod memory;
mod moving_references;
mod neighbours;
mod nested_borrowers;
mod numbered_references;
mod options_of_references;
mod ordered;
mod out_of_range;
mod passed_iterators;
mod popped_lists;
mod put_back;
mod references_in_values;
mod replaced;
mod returned_early;
mod reused_memory;
mod room_rows;
mod rows_apart;
mod searched;
mod sets_and_heaps;
mod shortened_elements;
mod snapshots;
mod stored;
mod taken;
mod taken_in_loops;
mod uncounted_beside;
mod unset_structs;
mod vec_methods;
mod windows;
mod writing;
