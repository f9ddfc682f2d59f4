//! What `m[i]` of a type of the user's gives is a copy here, so that nothing may be written to a part
//! of it: `m[i][j] = x` would be lost.

use super::messages as m;
use super::*;
use crate::ir::{Init, Target, Use};

impl Lowerer<'_> {
    /// Says so for each write to such a copy.
    pub(super) fn check_index_writes(&mut self) {
        let (mut results, mut copies) = (HashMap::new(), HashMap::new());
        let mut written = Vec::new();
        self.function.body.walk(&mut |stmt| {
            match stmt {
                Stmt::Call(call) => {
                    if let (Target::Operator { name: "index", .. }, Some(result)) =
                        (&call.target, call.result)
                    {
                        results.insert(result, call.span);
                    }
                }
                Stmt::Alloc {
                    memory,
                    init: Init::Operand(Operand::Value(value)),
                } => {
                    if let Some(span) = results.get(value) {
                        copies.insert(*memory, *span);
                    }
                }
                _ => {}
            }
            stmt.clone().uses(&mut |used| {
                if let Use::Place(place, access) = used
                    && access.writes()
                    && let Some(span) = copies.get(&place.memory)
                {
                    written.push((place.memory, *span));
                }
            });
        });
        for (memory, span) in written {
            // A variable of the user's may be a copy that is meant to change.
            if self.function.memory(memory).name == "index" {
                self.error(span, m::INDEX_WRITTEN);
            }
        }
    }
}
