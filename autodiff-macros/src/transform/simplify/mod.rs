//! Clean-up of generated code: nothing that is computed twice, carried unchanged, or never read.
//!
//! Each pass leaves the numbers as they are and can be switched off.

mod bounded;
mod carried;
mod common;
mod dead;
mod first;
mod merge;
mod signs;
mod twice;
mod unit;

use crate::ir::{Function, Use, Value};
pub(super) use dead::never_read;
use rustc_hash::FxHashMap;
pub(super) use signs::subtractions;

/// What stands in `primal`, too, is the user's: of its memories the order of sums, of its values how they are computed.
pub(crate) fn simplify(function: &mut Function, primal: Option<&Function>) {
    let (memories, values) = primal.map_or((0, 0), |of| (of.memories.len(), of.values.len()));
    carried::unchanged(function);
    common::computed_twice(function);
    unit::factors(function);
    twice::products(function, values);
    bounded::guards(function);
    signs::meet(function, values);
    merge::contributions(function, memories);
    first::contributions(function);
    never_read(function);
}

/// Values that are other values. The other may be renamed in turn.
#[derive(Default)]
struct Renames(FxHashMap<Value, Value>);

impl Renames {
    fn add(&mut self, from: Value, to: Value) {
        self.0.insert(from, to);
    }

    fn resolve(&self, mut value: Value) -> Value {
        while let Some(next) = self.0.get(&value) {
            value = *next;
        }
        value
    }

    /// In all uses of the function.
    fn apply(&self, function: &mut Function) {
        function.body.all_uses(&mut |used| {
            if let Use::Value(v) = used {
                *v = self.resolve(*v);
            }
        });
        function
            .result
            .for_leaves(&mut |v| *v = self.resolve(*v), &mut |_| {});
    }
}
