//! Which loops have iterations that are independent of each other, but for sums.

use super::Primal;
use crate::analysis::Definition;
use crate::ir::*;
use crate::transform::moves;
use rustc_hash::FxHashSet;

impl Primal<'_> {
    /// If no iteration needs what another one made, except to add to it: the memories from outside that
    /// iterations use one after the other. That none reads there what another one has left is likely, no
    /// more.
    pub(super) fn reused_if_independent(&self, l: &For) -> Option<Vec<Memory>> {
        let sums = l.exit.is_none() && self.activity.block(&l.body) && self.carries_only_sums(l);
        let reused = self.written_outside(l).filter(|_| sums)?;
        let scratch = reused.iter().all(|memory| self.is_scratch(l, *memory));
        // What is passed by value is passed once more where the body gives up.
        let mut params = self.function.params.iter();
        let again = params.all(|p| p.passing != Passing::Value || p.ty.is_copy());
        let tried = again && scratch && self.records_in(l.body.id);
        (reused.is_empty() || tried).then_some(reused)
    }

    fn carries_only_sums(&self, l: &For) -> bool {
        l.carried.iter().zip(&l.body.yields).all(|(c, next)| {
            if !self.activity.value(c.inside) {
                return true;
            }
            let adds = matches!(
                self.structure.definition(*next),
                Definition::Let(Expr::Binary(Binary::Add | Binary::Sub, left, _)) if *left == c.inside
            );
            adds && l.body.count(c.inside) == 1 && l.body.count(*next) == 1
        })
    }

    /// The active memories from outside that iterations write; `None` where what they only read there
    /// does not stay as it is, or where one is moved away.
    fn written_outside(&self, l: &For) -> Option<Vec<Memory>> {
        let position = self.structure.position_of(l.var);
        let mut inside = FxHashSet::default();
        l.body.walk(&mut |stmt| {
            if let Stmt::Alloc { memory, .. } = stmt {
                inside.insert(*memory);
            }
        });
        let (mut written, mut unstable, mut kept) =
            (FxHashSet::default(), FxHashSet::default(), true);
        l.body.walk(&mut |stmt| {
            stmt.look(&mut |used| match used {
                Use::Place(Place { memory, .. }, access)
                    if self.activity.memory(*memory) && !inside.contains(memory) =>
                {
                    if access.writes() {
                        written.insert(*memory);
                    } else if !self.structure.is_stable(*memory, position, l.body.id) {
                        unstable.insert(*memory);
                    }
                }
                Use::Moved(memory) if self.activity.memory(*memory) => {
                    kept &= inside.contains(memory);
                }
                _ => {}
            });
        });
        let mut all: Vec<Memory> = written.iter().copied().collect();
        all.sort();
        (kept && unstable.is_subset(&written)).then_some(all)
    }

    /// Whether the memory is a local of numbers that keeps its length, that nothing reads behind the loop,
    /// and that an iteration begins by writing.
    fn is_scratch(&self, l: &For, memory: Memory) -> bool {
        let function = self.function;
        let body = &function.body;
        let local = (self.structure.allocation(memory)).is_some_and(|a| a.0 == body.id);
        if !local || !is_of_numbers(&function.memory(memory).ty) {
            return false;
        }
        let here = |stmt: &&Stmt| matches!(stmt, Stmt::For(of) if of.body.id == l.body.id);
        let behind = body.stmts.iter().skip_while(|stmt| !here(stmt)).skip(1);
        let mut behind = behind.filter(|stmt| moves::touches(stmt, memory));
        if function.result.memories().contains(&memory) || behind.next().is_some() {
            return false;
        }
        let mut first = None;
        let mut simple = true;
        l.body.walk(&mut |stmt| {
            let accesses = accesses(stmt, memory);
            let Some(access) = accesses.first() else {
                return;
            };
            let passed = matches!(stmt, Stmt::Call(_)) && *access == Access::Update;
            first.get_or_insert(passed || *access == Access::Write);
            simple &= matches!(
                stmt,
                Stmt::Let { .. }
                    | Stmt::Store { .. }
                    | Stmt::Update { .. }
                    | Stmt::Fill { .. }
                    | Stmt::Copy { .. }
                    | Stmt::Alloc { .. }
                    | Stmt::Call(_)
            );
        });
        simple && first == Some(true) && !moves::is_moved(function, memory)
    }

    /// Whether anything is recorded in the block, at any depth.
    pub(super) fn records_in(&self, block: BlockId) -> bool {
        let mut fields = self.plan.layout.fields.iter();
        fields.any(|info| self.structure.around(info.block).any(|b| b == block))
    }
}

/// Numbers whose type is no parameter, and arrays and `Vec`s of them.
fn is_of_numbers(ty: &Type) -> bool {
    match ty {
        Type::Float(Float::Generic(_)) => false,
        Type::Float(_) => true,
        Type::Array(item, _) | Type::Vec(item) => is_of_numbers(item),
        _ => false,
    }
}

/// How the statement itself touches the content of the memory.
fn accesses(stmt: &Stmt, memory: Memory) -> Vec<Access> {
    let mut found = Vec::new();
    stmt.look(&mut |used| {
        if let Use::Place(place, access) = used
            && place.memory == memory
            && access != Access::Length
        {
            found.push(access);
        }
    });
    found
}
