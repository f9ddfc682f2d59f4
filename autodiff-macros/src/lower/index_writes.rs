//! What `m[i]` of a type of the user's gives is a copy here, so that nothing may be written to a part
//! of it: `m[i][j] = x` would be lost.

use super::messages as m;
use super::*;
use crate::ir::{Init, Target, Use};

impl Lowerer<'_> {
    /// Says so for each write to such a copy, in the function and in the closures that it passes on.
    pub(super) fn check_index_writes(&mut self) {
        let functions = std::iter::once(&self.function).chain(&self.function.closures);
        let spans: Vec<_> = functions.flat_map(writes).collect();
        for span in spans {
            self.error(span, m::INDEX_WRITTEN);
        }
    }
}

/// Where what is indexed is written.
fn writes(function: &Function) -> Vec<Span> {
    let (mut results, mut copies) = (FxHashMap::default(), FxHashMap::default());
    let mut spans = Vec::new();
    function.body.walk(&mut |stmt| {
        match stmt {
            Stmt::Call(call) => {
                if let (Target::Operator { name: "index", .. }, Some(result)) =
                    (&call.target, call.result)
                {
                    results.insert(result, call.span);
                }
            }
            // A variable of the user's may be a copy that is meant to change.
            Stmt::Alloc {
                memory,
                init: Init::Operand(Operand::Value(value)),
            } if function.memory(*memory).name == "index" => {
                if let Some(span) = results.get(value) {
                    copies.insert(*memory, *span);
                }
            }
            _ => {}
        }
        stmt.look(&mut |used| {
            if let Use::Place(place, access) = used
                && access.writes()
                && let Some(span) = copies.get(&place.memory)
            {
                spans.push(*span);
            }
        });
    });
    spans
}
