//! Clean-up of generated code: nothing that is computed twice, carried unchanged, or never read.
//!
//! Each pass leaves the numbers as they are and can be switched off.

mod carried;
mod common;
mod dead;

use crate::ir::Function;

pub(crate) fn simplify(function: &mut Function) {
    carried::unchanged(function);
    common::computed_twice(function);
    dead::never_read(function);
}
