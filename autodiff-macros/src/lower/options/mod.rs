//! `Option`s and `Result`s: in the function, from elsewhere, and out of it.

pub(super) mod by_condition;
pub(super) mod changes;
pub(super) mod ends;
pub(super) mod failures;
pub(super) mod held;
mod into_errors;
pub(super) mod lent_contents;
pub(super) mod looped_over;
pub(super) mod opened;
pub(super) mod pairs;
pub(super) mod results;
mod told_by_errors;
pub(super) mod tries;
pub(super) mod variables;
