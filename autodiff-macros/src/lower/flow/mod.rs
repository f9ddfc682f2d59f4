//! Branches, loops and the ways out of them.

pub(super) mod branch;
pub(super) mod checkpoints;
pub(super) mod choices;
pub(super) mod evaluation_order;
pub(super) mod exits;
pub(super) mod flags;
pub(super) mod given_by_one;
pub(super) mod leaving;
pub(super) mod loops;
pub(super) mod merging;
pub(super) mod taken_before;
