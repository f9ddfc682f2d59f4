//! Arrays, slices and `Vec`s, their elements, and what else stands in memory.

pub(super) mod arrays_in_slices;
pub(super) mod constructors;
pub(super) mod copied_now;
pub(super) mod elements;
pub(super) mod filled_arrays;
pub(super) mod growing;
pub(super) mod index_writes;
pub(super) mod kept;
pub(super) mod lengths;
pub(super) mod lent_items;
pub(super) mod lent_rows;
pub(super) mod lists_of_borrowers;
pub(super) mod lists_of_references;
pub(super) mod memory_methods;
pub(super) mod memory_options;
pub(super) mod moving;
pub(super) mod place;
pub(super) mod pointers;
pub(super) mod stored;
pub(super) mod taken_off;
pub(super) mod unset;
mod zeros;
