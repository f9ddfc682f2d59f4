//! What a loop mentions and does not make itself.

use crate::ir::*;
use std::collections::BTreeSet;

#[derive(Default)]
pub(super) struct Free {
    pub(super) values: BTreeSet<Value>,
    pub(super) read: BTreeSet<Memory>,
    pub(super) written: BTreeSet<Memory>,
    pub(super) moved: BTreeSet<Memory>,
    pub(super) called: Vec<Callee>,
    pub(super) calls_arguments: bool,
    pub(super) fails: bool,
}

impl Free {
    /// Of the iterations of the loop, and where they begin; what it carries begins before it.
    pub(super) fn of(stmt: &Stmt) -> Self {
        let mut free = Free::default();
        let (mut defined, mut made) = (BTreeSet::new(), BTreeSet::new());
        bound(stmt, &mut defined);
        for block in stmt.blocks() {
            block.walk(&mut |stmt| {
                defined.extend(stmt.defines());
                bound(stmt, &mut defined);
                match stmt {
                    Stmt::Alloc { memory, init } => {
                        made.insert(*memory);
                        if let Init::Inside { error, .. } = init {
                            made.extend(error);
                        }
                    }
                    Stmt::Call(call) => {
                        free.calls_arguments |= call.calls_argument();
                        free.called.push(Callee {
                            target: call.target.clone(),
                            args: Vec::new(),
                        });
                    }
                    Stmt::Fail(_) => free.fails = true,
                    _ => {}
                }
            });
            block.look_all(&mut |used| match used {
                Use::Value(value) => {
                    free.values.insert(*value);
                }
                Use::Place(place, access) => {
                    let list = match access.writes() {
                        true => &mut free.written,
                        false => &mut free.read,
                    };
                    list.insert(place.memory);
                }
                Use::Moved(memory) => {
                    free.moved.insert(*memory);
                    free.read.insert(*memory);
                }
            });
        }
        if let Stmt::For(l) = stmt {
            free.values.insert(l.from);
            free.values.extend(l.reversed.then_some(l.to));
        }
        free.values.retain(|value| !defined.contains(value));
        for list in [&mut free.read, &mut free.written, &mut free.moved] {
            list.retain(|memory| !made.contains(memory));
        }
        free
    }

    /// Constants are everywhere to be had.
    pub(super) fn without_constants(mut self, function: &Function) -> Self {
        let constant =
            |memory: &Memory| matches!(function.memory(*memory).origin, Origin::Const(_));
        for list in [&mut self.read, &mut self.written, &mut self.moved] {
            list.retain(|memory| !constant(memory));
        }
        self
    }
}

/// What a loop defines for its iterations.
fn bound(stmt: &Stmt, defined: &mut BTreeSet<Value>) {
    let carried = match stmt {
        Stmt::For(l) => {
            defined.insert(l.var);
            &l.carried
        }
        Stmt::While(l) => &l.carried,
        _ => return,
    };
    defined.extend(carried.iter().map(|c| c.inside));
}
