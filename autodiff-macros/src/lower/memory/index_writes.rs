//! What `m[i]` of a type of the user's gives is a copy here, and so is a part of a point or an isometry: nothing
//! may be written to a part of it, since `m[i][j] = x` would be lost.

use crate::ir::{Init, Target, Use};
use crate::lower::messages as m;
use crate::lower::*;

impl Lowerer<'_> {
    /// Says so for each write to such a copy, in the function and in the closures that it passes on.
    pub(in crate::lower) fn check_index_writes(&mut self) {
        let functions = std::iter::once(&self.function).chain(&self.function.closures);
        let writes: Vec<_> = functions.flat_map(writes).collect();
        for (span, message) in writes {
            self.error(span, message);
        }
    }
}

/// What copies of parts are called that are no variables of the user's.
const NAMES: [&str; 4] = ["index", "coordinates", "rotation_part", "translation_part"];

/// Whether a call gives a copy of what is a part for the user.
fn gives_part(target: &Target) -> bool {
    match target {
        Target::Operator { name, .. } => *name == "index",
        Target::Function(path) => NAMES[1..]
            .iter()
            .any(|name| path.text().replace(' ', "") == format!("::autodiff::library::{name}")),
        _ => false,
    }
}

/// Where what is indexed is written.
fn writes(function: &Function) -> Vec<(Span, m::Message)> {
    let (mut results, mut copies) = (FxHashMap::default(), FxHashMap::default());
    let mut spans = Vec::new();
    function.body.walk(&mut |stmt| {
        match stmt {
            Stmt::Call(call) => {
                if let (true, Some(result)) = (gives_part(&call.target), call.result) {
                    let message = match call.target {
                        Target::Operator { .. } => m::INDEX_WRITTEN,
                        _ => m::MOTION_WRITTEN,
                    };
                    results.insert(result, (call.span, message));
                }
            }
            // A variable of the user's may be a copy that is meant to change.
            Stmt::Alloc {
                memory,
                init: Init::Operand(Operand::Value(value)),
            } if NAMES.contains(&function.memory(*memory).name.as_str()) => {
                if let Some(found) = results.get(value) {
                    copies.insert(*memory, *found);
                }
            }
            _ => {}
        }
        stmt.look(&mut |used| {
            if let Use::Place(place, access) = used
                && access.writes()
                && let Some(found) = copies.get(&place.memory)
            {
                spans.push(*found);
            }
        });
    });
    spans
}
