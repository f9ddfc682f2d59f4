//! Snapshots: copies of memory that a call reads and that is written later, for the backward pass of
//! the call.
//!
//! Calls of one block read the same snapshot as long as nobody writes what it is a copy of. Nobody
//! writes a snapshot either, so that it needs no shadow of its own: what a call's backward pass adds
//! to the adjoint of the snapshot is added to that of the original.

use crate::analysis::Structure;
use crate::ir::*;
use rustc_hash::FxHashMap;

#[derive(Default)]
pub(super) struct Snapshots {
    taken: Vec<Snapshot>,
    /// Those that are moved on at once, and what they are copies of.
    moved: Vec<(Memory, Place)>,
}

struct Snapshot {
    memory: Memory,
    of: Place,
    block: BlockId,
    /// That of the call which it was taken for.
    position: usize,
}

impl Snapshots {
    /// A snapshot that still holds what the place holds when the statement at the position runs.
    pub(super) fn find(
        &self,
        structure: &Structure<'_>,
        place: &Place,
        block: BlockId,
        position: usize,
    ) -> Option<Memory> {
        let holds = |s: &&Snapshot| {
            s.block == block
                && s.of == *place
                && !structure.is_written_within(place.memory, s.position..position)
        };
        self.taken.iter().find(holds).map(|s| s.memory)
    }

    /// The statement that takes a snapshot.
    pub(super) fn take(
        &mut self,
        function: &mut Function,
        place: &Place,
        block: BlockId,
        position: usize,
    ) -> (Memory, Stmt) {
        let (memory, alloc) = copy(function, place);
        let of = place.clone();
        self.taken.push(Snapshot {
            memory,
            of,
            block,
            position,
        });
        (memory, alloc)
    }

    /// The same of content that is moved away, where the place will be looked at again.
    pub(super) fn take_to_move(
        &mut self,
        function: &mut Function,
        place: &Place,
    ) -> (Memory, Stmt) {
        let (memory, alloc) = copy(function, place);
        self.moved.push((memory, place.clone()));
        (memory, alloc)
    }

    /// What each snapshot is a copy of.
    pub(super) fn originals(self) -> FxHashMap<Memory, Place> {
        let taken = self.taken.into_iter().map(|s| (s.memory, s.of));
        taken.chain(self.moved).collect()
    }
}

/// A copy of what stands at a place.
pub(super) fn copy(function: &mut Function, place: &Place) -> (Memory, Stmt) {
    let info = function.memory(place.memory).clone();
    let ty = match function.place_type(place) {
        Some(Type::Slice(item)) => Type::Vec(item),
        Some(ty) => ty,
        None => Type::Unknown,
    };
    // In a pattern, the name of a constant is no variable.
    let name = match info.origin {
        Origin::Const(_) => info.name.to_lowercase(),
        _ => info.name,
    };
    let memory = function.new_memory(MemoryInfo {
        ty,
        name,
        span: info.span,
        origin: Origin::Local,
    });
    let init = Init::Clone(place.clone());
    (memory, Stmt::Alloc { memory, init })
}
