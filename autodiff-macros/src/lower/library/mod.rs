//! Matrices of nalgebra and ndarray.

pub(super) mod arrays;
pub(super) mod changes;
pub(super) mod chunks;
pub(super) mod constructors;
pub(super) mod fields;
pub(super) mod foreign;
pub(super) mod forms;
pub(super) mod given_elsewhere;
pub(super) mod guesses;
pub(super) mod in_order;
pub(super) mod lanes;
pub(super) mod lent;
pub(super) mod lists;
pub(super) mod methods;
pub(super) mod names;
pub(super) mod parts;
pub(super) mod perhaps;
pub(super) mod products;
pub(super) mod resized;
pub(super) mod slices;
pub(super) mod table;
pub(super) mod types;
pub(super) mod views;
pub(super) mod written;
pub(super) mod zip;
