//! Clean-up of generated code: nothing that is computed twice, carried unchanged, or never read.
//!
//! Each pass leaves the numbers as they are and can be switched off.

mod carried;
mod common;
mod dead;
mod merge;
mod unit;

use crate::ir::Function;

/// Memories from `generated` on are shadows and their like; the order of sums in others is the
/// user's.
pub(crate) fn simplify(function: &mut Function, generated: usize) {
    carried::unchanged(function);
    common::computed_twice(function);
    unit::factors(function);
    merge::contributions(function, generated);
    dead::never_read(function);
}
