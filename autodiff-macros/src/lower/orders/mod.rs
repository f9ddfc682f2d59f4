//! How values compare, and what is sorted and chosen by it.

pub(super) mod orderings;
pub(super) mod reversed;
pub(super) mod sorting;
mod struct_orders;
pub(super) mod tuple_orders;
