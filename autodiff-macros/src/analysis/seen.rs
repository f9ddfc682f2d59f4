//! The elements of a matrix that stays as it is are seen where they stand.
//!
//! Lowering makes a `Vec` of them. Where each is only read by its position, and nobody changes or takes the
//! matrix meanwhile, a copy is as good as the matrix itself: the forward pass makes none, and the backward
//! pass looks at the matrix again.

use super::Structure;
use crate::ir::*;
use rustc_hash::{FxHashMap, FxHashSet};

#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The matrix whose elements a memory holds.
    matrices: FxHashMap<Memory, Place>,
    /// The memory that the result of a call goes into.
    results: FxHashMap<Value, Memory>,
}

impl Seen {
    pub(super) fn of(function: &Function, structure: &Structure<'_>) -> Self {
        let mut found = Candidates::default();
        found.block(&function.body);
        if found.calls.is_empty() {
            return Seen::default();
        }
        found.kept.extend(function.result.memories());
        found.used.extend(function.result.values());
        let mut seen = Seen::default();
        for (value, (memory, place, block)) in &found.homes {
            let position = structure.position_of(*value);
            let stays = structure.is_stable(place.memory, position, *block)
                && function.passing(place.memory) != Some(Passing::RefMut)
                && !found.taken.contains(&place.memory)
                && place.path.iter().all(is_plain);
            let alone = found.used.iter().filter(|used| *used == value).count() == 1;
            if stays && alone && !found.kept.contains(memory) {
                seen.matrices.insert(*memory, place.clone());
                seen.results.insert(*value, *memory);
            }
        }
        seen
    }

    pub(super) fn matrix(&self, memory: Memory) -> Option<&Place> {
        self.matrices.get(&memory)
    }

    pub(super) fn memory(&self, result: Value) -> Option<Memory> {
        self.results.get(&result).copied()
    }
}

fn is_plain(projection: &Projection) -> bool {
    matches!(
        projection,
        Projection::Index(_) | Projection::Field(_) | Projection::Member(_)
    )
}

#[derive(Default)]
struct Candidates {
    /// Calls that give the elements of a matrix.
    calls: FxHashMap<Value, (Place, BlockId)>,
    /// The same with the memory that the elements go into.
    homes: FxHashMap<Value, (Memory, Place, BlockId)>,
    /// What is read otherwise than element by element.
    kept: FxHashSet<Memory>,
    /// What a method may take.
    taken: FxHashSet<Memory>,
    /// Every use of a value.
    used: Vec<Value>,
}

impl Candidates {
    fn block(&mut self, block: &Block) {
        for stmt in &block.stmts {
            self.stmt(stmt, block.id);
            stmt.blocks()
                .into_iter()
                .for_each(|inner| self.block(inner));
        }
        self.used.extend(&block.yields);
    }

    fn stmt(&mut self, stmt: &Stmt, block: BlockId) {
        match stmt {
            Stmt::Call(call) => self.call(call, block),
            Stmt::Alloc {
                memory,
                init: Init::Operand(Operand::Value(value)),
            } => {
                if let Some((place, home)) = self.calls.get(value)
                    && *home == block
                {
                    self.homes.insert(*value, (*memory, place.clone(), block));
                }
            }
            _ => {}
        }
        let element = match stmt {
            Stmt::Let {
                expr: Expr::Load(place),
                ..
            } if matches!(place.path[..], [Projection::Index(_)]) => Some(place.memory),
            _ => None,
        };
        stmt.look(&mut |used| match used {
            Use::Value(value) => self.used.push(*value),
            Use::Place(place, access) => {
                let length = matches!(access, Access::Length) && place.path.is_empty();
                if !length && element != Some(place.memory) {
                    self.kept.insert(place.memory);
                }
            }
            Use::Moved(memory) => {
                self.kept.insert(*memory);
            }
        });
    }

    fn call(&mut self, call: &Call, block: BlockId) {
        if let Some(Arg::Ref(place)) = call.args.first() {
            match call.result {
                Some(value) if call.target.is_elements() => {
                    self.calls.insert(value, (place.clone(), block));
                }
                _ if call.consumes => {
                    self.taken.insert(place.memory);
                }
                _ => {}
            }
        }
    }
}
