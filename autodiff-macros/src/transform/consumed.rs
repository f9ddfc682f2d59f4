//! What calls take, made explicit.
//!
//! `model.fitted(x)` is written alike whether the method borrows the model or takes it. Where a
//! variable of the function's own is not used behind the call, the call may have taken it. A variable
//! that a call takes and that is assigned later, as in `s = step(s)`, is given as a copy: the backward
//! pass asks for the shape of what was there.

use crate::ir::*;
use rustc_hash::FxHashSet;

/// Marks the calls behind which nothing uses what they are called on, and copies what is given away
/// and used again.
pub(super) fn make_explicit(function: &mut Function) {
    let id = function.body.id;
    let empty = Block {
        id,
        stmts: Vec::new(),
        yields: Vec::new(),
    };
    let mut body = std::mem::replace(&mut function.body, empty);
    let mut used: FxHashSet<_> = function.result.memories().into_iter().collect();
    for param in function
        .params
        .iter()
        .filter(|p| p.passing != Passing::Value)
    {
        used.extend(param.binding.memories());
    }
    let mut replaced = FxHashSet::default();
    body.walk(&mut |stmt| match stmt {
        Stmt::Assign { place, .. } if place.path.is_empty() => {
            replaced.insert(place.memory);
        }
        Stmt::Swap { a, b } => {
            let whole = [a, b].into_iter().filter(|place| place.path.is_empty());
            replaced.extend(whole.map(|place| place.memory));
        }
        _ => {}
    });
    let mut pass = Pass { function, replaced };
    pass.block(&mut body, &mut used);
    function.body = body;
}

struct Pass<'a> {
    function: &'a mut Function,
    /// What is given another content as a whole somewhere.
    replaced: FxHashSet<Memory>,
}

impl Pass<'_> {
    /// From the end to the beginning; `later` is what is used behind.
    fn block(&mut self, block: &mut Block, later: &mut FxHashSet<Memory>) {
        let mut stmts = Vec::new();
        for mut stmt in std::mem::take(&mut block.stmts).into_iter().rev() {
            match &mut stmt {
                Stmt::If { then, els, .. } => {
                    let mut other = later.clone();
                    self.block(then, later);
                    self.block(els, &mut other);
                    later.extend(other);
                }
                Stmt::For(_) | Stmt::While(_) => {
                    for inner in stmt.blocks_mut().into_iter().rev() {
                        // The next iteration uses it again, unless it makes it anew.
                        inner.all_uses(&mut |used| {
                            later.extend(memory_of(&used));
                        });
                        inner.walk(&mut |stmt| {
                            if let Stmt::Alloc { memory, .. } = stmt {
                                later.remove(memory);
                            }
                        });
                        self.block(inner, later);
                    }
                }
                _ => {}
            }
            let mut copies = Vec::new();
            self.explicit(&mut stmt, later, &mut copies);
            stmt.uses(&mut |used| {
                later.extend(memory_of(&used));
            });
            for copy in &mut copies {
                copy.uses(&mut |used| {
                    later.extend(memory_of(&used));
                });
            }
            match &stmt {
                Stmt::Alloc { memory, .. } => {
                    later.remove(memory);
                }
                // What was there is not used again, and may have been taken.
                Stmt::Assign { place, .. } if place.path.is_empty() => {
                    later.remove(&place.memory);
                }
                _ => {}
            }
            stmts.push(stmt);
            stmts.append(&mut copies);
        }
        stmts.reverse();
        block.stmts = stmts;
    }

    fn explicit(&mut self, stmt: &mut Stmt, later: &FxHashSet<Memory>, copies: &mut Vec<Stmt>) {
        let Stmt::Call(call) = stmt else { return };
        if let (Target::Method { .. }, Some(Arg::Ref(place) | Arg::RefMut(place))) =
            (&call.target, call.args.first())
            && place.path.is_empty()
        {
            call.consumes = !later.contains(&place.memory);
        }
        for arg in &mut call.args {
            if let Arg::Operand(Operand::Memory(memory)) = arg
                && (later.contains(memory) || self.replaced.contains(memory))
            {
                *memory = copied(self.function, *memory, copies);
            }
        }
    }
}

fn memory_of(used: &Use<'_>) -> Option<Memory> {
    match used {
        Use::Place(place, _) => Some(place.memory),
        Use::Moved(memory) => Some(**memory),
        Use::Value(_) => None,
    }
}

/// A copy of the memory, made before what is about to take it; none of what is copied anyway.
pub(super) fn copied(function: &mut Function, memory: Memory, stmts: &mut Vec<Stmt>) -> Memory {
    if function.memory(memory).ty.is_copy() {
        return memory;
    }
    let copy = function.new_memory(MemoryInfo {
        origin: Origin::Local,
        ..function.memory(memory).clone()
    });
    stmts.push(Stmt::Alloc {
        memory: copy,
        init: Init::Clone(Place::whole(memory)),
    });
    copy
}
