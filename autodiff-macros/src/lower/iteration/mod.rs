//! Iterators: chains of adaptors, and what ends them.

pub(super) mod beside;
pub(super) mod chains;
pub(super) mod collecting;
pub(super) mod consume;
pub(super) mod counted;
pub(super) mod cursors;
pub(super) mod effects;
pub(super) mod folds;
pub(super) mod iterators;
pub(super) mod keeping;
pub(super) mod own;
pub(super) mod parameters;
pub(super) mod sequential;
pub(super) mod shapes;
