//! Patterns: what they ask, and what they bind.

pub(super) mod conditional;
pub(super) mod constant_names;
pub(super) mod errors;
pub(super) mod matching;
pub(super) mod mutable_bindings;
pub(super) mod of_variants;
pub(super) mod parts;
pub(super) mod pattern;
