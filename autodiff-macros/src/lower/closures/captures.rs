//! What a closure captures.

use crate::ir::{Arg, Origin, Param, Passed, Target, Use};
use crate::lower::*;
use std::collections::BTreeSet;

/// What a closure's code mentions and does not make itself.
#[derive(Default)]
pub(in crate::lower) struct Free {
    pub(in crate::lower) values: BTreeSet<Value>,
    pub(in crate::lower) memories: BTreeSet<Memory>,
    pub(in crate::lower) functions: BTreeSet<String>,
    pub(in crate::lower) changes: bool,
}

impl<'a> Lowerer<'a> {
    /// Notes what the statements and the result mention.
    pub(in crate::lower) fn free(
        &self,
        stmts: &[Stmt],
        result: &Operand,
        params: &[Param],
        free: &mut Free,
    ) {
        let (mut defined, mut made) = (BTreeSet::new(), BTreeSet::new());
        for param in params {
            defined.extend(param.binding.values());
            made.extend(param.binding.memories());
        }
        for stmt in &self.prelude {
            defined.extend(stmt.defines());
        }
        let mut block = Block {
            id: self.function.body.id,
            stmts: stmts.to_vec(),
            yields: Vec::new(),
        };
        block.walk(&mut |stmt| {
            defined.extend(stmt.defines());
            match stmt {
                Stmt::For(l) => {
                    defined.insert(l.var);
                    defined.extend(l.carried.iter().map(|c| c.inside));
                }
                Stmt::While(l) => defined.extend(l.carried.iter().map(|c| c.inside)),
                Stmt::Alloc { memory, .. } => {
                    made.insert(*memory);
                }
                Stmt::Call(call) => {
                    if let Target::Argument(name) = &call.target {
                        free.functions.insert(name.clone());
                    }
                    for arg in &call.args {
                        if let Arg::Function {
                            passed: Passed::Argument(name),
                            ..
                        } = arg
                        {
                            free.functions.insert(name.clone());
                        }
                    }
                }
                _ => {}
            }
        });
        let outside = |memory: &Memory| {
            let origin = &self.function.memory(*memory).origin;
            !made.contains(memory) && !matches!(origin, Origin::Const(_))
        };
        block.all_uses(&mut |used| match used {
            Use::Value(value) => {
                free.values.insert(*value);
            }
            Use::Place(place, access) => {
                if outside(&place.memory) {
                    free.memories.insert(place.memory);
                    free.changes |= access.writes();
                }
            }
            Use::Moved(memory) => free.changes |= outside(memory),
        });
        free.values.extend(result.values());
        free.changes |= result.memories().iter().any(outside);
        free.values.retain(|value| !defined.contains(value));
    }
}
