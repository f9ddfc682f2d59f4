//! Maps, sets, heaps and cells that stay in the function.

pub(super) mod cells;
pub(super) mod deques;
pub(super) mod heaps;
pub(super) mod map_methods;
mod map_parameters;
pub(super) mod maps;
pub(super) mod ordered;
