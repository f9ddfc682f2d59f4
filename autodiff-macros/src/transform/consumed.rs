//! What is taken, made explicit.
//!
//! `model.fitted(x)` is written alike whether the method borrows the model or takes it. Where a
//! variable of the function's own is not used behind the call, the call may have taken it. A variable
//! that a call takes and that is assigned later, as in `s = step(s)`, is given as a copy: the backward
//! pass asks for the shape of what was there.
//!
//! Where a `break`, a `continue` or a `return` stands behind what takes a variable, flags say that the rest is
//! skipped, which rustc does not follow: to it, the next iteration and what stands behind a branch use the variable.
//! So a copy is taken there. Of a method in a loop that may end early, nobody knows whether it takes its receiver: it
//! is told that it may, which costs a copy where it does.

use super::moves;
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
    let mut pass = Pass {
        function,
        replaced,
        may_leave: false,
    };
    let mut later = Later {
        outside: used.clone(),
        all: used,
    };
    pass.block(&mut body, &mut later);
    function.body = body;
}

struct Pass<'a> {
    function: &'a mut Function,
    /// What is given another content as a whole somewhere.
    replaced: FxHashSet<Memory>,
    /// Whether we are in a loop that may end early.
    may_leave: bool,
}

impl Pass<'_> {
    /// From the end to the beginning; `later` is what is used behind.
    fn block(&mut self, block: &mut Block, later: &mut Later) {
        let mut stmts = Vec::new();
        for mut stmt in std::mem::take(&mut block.stmts).into_iter().rev() {
            match &mut stmt {
                Stmt::If { then, els, .. } => {
                    let mut in_then = later.outside_of_inner();
                    let mut in_els = later.outside_of_inner();
                    self.block(then, &mut in_then);
                    self.block(els, &mut in_els);
                    later.all = in_then.all;
                    later.all.extend(in_els.all);
                }
                Stmt::For(_) | Stmt::While(_) => {
                    // The next iteration uses it again, unless it makes it anew.
                    let (mut found, mut made) = Default::default();
                    for inner in stmt.blocks() {
                        found_by(&inner.stmts, &mut made, &mut found);
                    }
                    later.all.extend(found);
                    let outer = self.may_leave;
                    self.may_leave |= match &stmt {
                        Stmt::For(l) => l.exit.is_some(),
                        _ => true,
                    };
                    for inner in stmt.blocks_mut().into_iter().rev() {
                        let mut in_loop = later.outside_of_inner();
                        self.block(inner, &mut in_loop);
                        later.all.extend(in_loop.all);
                    }
                    self.may_leave = outer;
                }
                _ => {}
            }
            let mut copies = Vec::new();
            self.explicit(&mut stmt, later, &mut copies);
            for memory in made_by(&stmt) {
                later.forget(memory);
            }
            for stmt in copies.iter().chain([&stmt]) {
                later.all.extend(used_by(stmt));
            }
            stmts.push(stmt);
            stmts.append(&mut copies);
        }
        stmts.reverse();
        block.stmts = stmts;
    }

    fn explicit(&mut self, stmt: &mut Stmt, later: &Later, copies: &mut Vec<Stmt>) {
        let Stmt::Call(call) = stmt else {
            let used = used_by(stmt);
            for memory in used.intersection(&later.outside) {
                moves::move_copy(self.function, stmt, *memory, copies);
            }
            return;
        };
        if let (Target::Method { .. }, Some(Arg::Ref(place) | Arg::RefMut(place))) =
            (&call.target, call.args.first())
            && place.path.is_empty()
        {
            let (all, outside) = (&later.all, &later.outside);
            call.consumes =
                !all.contains(&place.memory) || self.may_leave && outside.contains(&place.memory);
        }
        for arg in &mut call.args {
            if let Arg::Operand(Operand::Memory(memory)) = arg
                && (later.all.contains(memory) || self.replaced.contains(memory))
            {
                *memory = copied(self.function, *memory, copies);
            }
        }
    }
}

/// What is used behind a statement.
struct Later {
    all: FxHashSet<Memory>,
    /// What is used behind the block that the statement stands in, or in its next iteration.
    outside: FxHashSet<Memory>,
}

impl Later {
    /// Of the end of a block that stands here.
    fn outside_of_inner(&self) -> Later {
        Later {
            all: self.all.clone(),
            outside: self.all.clone(),
        }
    }

    fn forget(&mut self, memory: Memory) {
        self.all.remove(&memory);
        self.outside.remove(&memory);
    }
}

/// Collects what statements use of what they do not make before; `made` is what they make in any case.
fn found_by(stmts: &[Stmt], made: &mut FxHashSet<Memory>, found: &mut FxHashSet<Memory>) {
    for stmt in stmts {
        found.extend(used_by(stmt).difference(made));
        made.extend(made_by(stmt));
        if let Stmt::If { then, els, .. } = stmt {
            let mut made_by_then = made.clone();
            let mut made_by_els = made.clone();
            found_by(&then.stmts, &mut made_by_then, found);
            found_by(&els.stmts, &mut made_by_els, found);
            made.extend(made_by_then.intersection(&made_by_els));
        } else {
            let mut made_inside = made.clone();
            for block in stmt.blocks() {
                found_by(&block.stmts, &mut made_inside, found);
            }
        }
    }
}

/// What a statement uses, but for content that it replaces as a whole.
fn used_by(stmt: &Stmt) -> FxHashSet<Memory> {
    let mut used = FxHashSet::default();
    stmt.look(&mut |operand| match operand {
        Use::Place(place, Access::Write) if replaces(stmt, place) => {}
        Use::Place(place, _) => {
            used.insert(place.memory);
        }
        Use::Moved(memory) => {
            used.insert(*memory);
        }
        Use::Value(_) => {}
    });
    used
}

/// The memories that a statement gives a new content as a whole; what was there is not used again, and may have been
/// taken.
fn made_by(stmt: &Stmt) -> impl Iterator<Item = Memory> {
    let (whole, error) = match stmt {
        Stmt::Alloc { memory, init } => match init {
            Init::Inside { error, .. } => (Some(*memory), *error),
            _ => (Some(*memory), None),
        },
        Stmt::Assign { place, .. } if place.path.is_empty() => (Some(place.memory), None),
        _ => (None, None),
    };
    whole.into_iter().chain(error)
}

fn replaces(stmt: &Stmt, place: &Place) -> bool {
    matches!(stmt, Stmt::Assign { place: to, .. } if to == place && to.path.is_empty())
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
