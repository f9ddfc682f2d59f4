//! Value and gradient in one body.
//!
//! Where the iterations of a loop are independent and the adjoint of what they sum up is known
//! before the loop runs, the backward pass of an iteration follows its forward pass at once, and
//! nothing is recorded but by what stands inside of the iteration.
//!
//! Iterations that use the same memory one after the other are independent if none reads what another
//! has left there. Then the adjoint of what an iteration found there is zero; where it is another, the
//! body gives up.

use super::gathered::records_are_at_hand;
use super::terms::Adjoints;
use super::{Backward, Primal, Scope};
use crate::ir::*;
use crate::transform::forward;
use crate::transform::moves::{may_take, moves, touches, writes};
use rustc_hash::{FxHashMap, FxHashSet};

/// A function that takes the arguments with their shadows, overwrites the shadows, and returns the
/// value beside the adjoints of what is passed by value; if there is a loop that gains from it.
pub(crate) fn fused(primal: &Primal<'_>) -> Option<Function> {
    let function = primal.function;
    let Operand::Value(result) = function.result else {
        return None;
    };
    let mutable = (function.params.iter()).any(|p| p.passing == Passing::RefMut);
    if mutable || !function.value(result).ty.is_float() {
        return None;
    }
    let mut reused = FxHashMap::default();
    for stmt in &function.body.stmts {
        if let Stmt::For(l) = stmt
            && let Some(memories) = primal.reused_if_independent(l)
        {
            reused.insert(l.body.id, memories);
        }
    }
    let loops: FxHashSet<BlockId> = reused.keys().copied().collect();
    if loops.is_empty() || !records_are_at_hand(primal, &loops) {
        return None;
    }
    let mut backward = Backward {
        primal,
        out: function.clone(),
        stmts: Vec::new(),
        scope: Scope::default(),
        adjoints: Adjoints::default(),
        local: loops,
        gathered: FxHashSet::default(),
    };
    backward.local.insert(function.body.id);
    backward.shadows_of_arguments();
    backward.forward_body(&reused);
    if backward.local.len() == 1 || !records_are_at_hand(primal, &backward.local) {
        return None;
    }
    let fields = backward.gathered_outside();
    if !fields.is_empty() {
        let mut fused = backward
            .local
            .iter()
            .filter(|block| **block != function.body.id);
        if !fused.any(|block| primal.records_in(*block)) {
            // There is little to gain.
            return None;
        }
        backward.stmts.push(Stmt::Turn { fields });
    }
    let one = backward.emit_like(result, function.value(result).ty.clone(), float(1.0));
    backward.add(result, one, false);
    backward.adjoint_block(&function.body);
    let mut parts = vec![Operand::Value(result)];
    match backward.returned() {
        Operand::Unit => {}
        adjoints => parts.push(adjoints),
    }
    backward.out.result = match parts.len() {
        1 => parts.remove(0),
        _ => Operand::Tuple(parts),
    };
    backward.out.body.stmts = backward.stmts;
    Some(backward.out)
}

impl Backward<'_> {
    fn shadows_of_arguments(&mut self) {
        let function = self.primal.function;
        for (i, info) in function.memories.iter().enumerate() {
            let memory = Memory(i as u32);
            let home = self.primal.structure.allocation(memory).map(|a| a.0);
            if home.is_none_or(|block| self.local.contains(&block)) {
                self.scope.memories.insert(memory, memory);
            }
            if let Origin::Param(at) = info.origin
                && function.params[at].passing == Passing::Ref
                && info.ty.carries_gradient()
                && self.primal.activity.asks_for(at)
            {
                let shadow = self.new_shadow(memory, Origin::Shadow(at));
                self.scope.shadows.insert(memory, shadow);
                let place = Place::whole(shadow);
                self.stmts.push(Stmt::Zero { place });
            }
        }
        for param in &function.params {
            for value in param.binding.values() {
                self.scope.values.insert(value, value);
            }
        }
    }

    /// The user's statements; the loops that are fused include their backward passes.
    fn forward_body(&mut self, reused: &FxHashMap<BlockId, Vec<Memory>>) {
        let body = &self.primal.function.body;
        for (at, stmt) in body.stmts.iter().enumerate() {
            if let Stmt::For(l) = stmt
                && let Some(reused) = reused.get(&l.body.id)
            {
                if self.fuse(body, stmt, l, reused) {
                    continue;
                }
                // The adjoint is not known before the loop; such a loop is fused with nothing.
                self.local.remove(&l.body.id);
            }
            self.forward_stmt(body, at, stmt);
        }
    }

    fn forward_stmt(&mut self, block: &Block, at: usize, stmt: &Stmt) {
        let mut copy = stmt.clone();
        if let Stmt::Call(call) = &mut copy {
            call.recorded = self.primal.plan.call(block.id, at);
            for arg in &mut call.args {
                if let Arg::Ref(place) = arg {
                    let here = self.scope.memories.get(&place.memory);
                    place.memory = here.copied().unwrap_or(place.memory);
                }
            }
        }
        let primal = self.primal;
        if !copy.blocks().is_empty() {
            let (plan, structure) = (primal.plan, primal.structure);
            let (before, trips) = forward::inside(
                &mut self.out,
                plan,
                structure,
                primal.known,
                primal.originals,
                &mut copy,
            );
            self.stmts.extend(before);
            let body = match stmt {
                Stmt::For(l) => Some(l.body.id),
                Stmt::While(l) => Some(l.body.id),
                _ => None,
            };
            self.scope.trips.extend(body.zip(trips));
        }
        self.stmts.push(copy);
        for value in stmt.defines() {
            self.scope.values.insert(value, value);
        }
    }

    /// One loop for the forward and the backward pass; says whether that was possible.
    fn fuse(&mut self, block: &Block, stmt: &Stmt, l: &For, reused: &[Memory]) -> bool {
        let written = self.stmts.len();
        let position = self.primal.structure.position_of(l.var);
        let mut seeds = Vec::new();
        for (i, c) in l.carried.iter().enumerate() {
            if !self.primal.activity.value(c.inside) {
                continue;
            }
            match self.early_adjoint(c.result, position) {
                Some(seed) => seeds.push((i, seed)),
                None => {
                    self.stmts.truncate(written);
                    return false;
                }
            }
        }
        for memory in reused {
            let like = Place::whole(*memory);
            self.allocate_shadow(*memory, Init::ZeroLike(like));
        }
        self.shadows_for(block, stmt);
        let outer = self.enter();
        self.scope.values.insert(l.var, l.var);
        for c in &l.carried {
            self.scope.values.insert(c.inside, c.inside);
        }
        let fields = self.gathered_in(l.body.id);
        if !fields.is_empty() {
            let fields = fields.clone();
            self.stmts.push(Stmt::Forget { fields });
        }
        for (at, stmt) in l.body.stmts.iter().enumerate() {
            if !self.reads_original(&l.body, at) {
                self.forward_stmt(&l.body, at, stmt);
            }
        }
        self.settle(reused);
        if !fields.is_empty() {
            self.stmts.push(Stmt::Turn { fields });
        }
        for (i, seed) in &seeds {
            self.add(l.body.yields[*i], *seed, false);
        }
        self.adjoint_block(&l.body);
        for c in &l.carried {
            self.adjoints.remove(&c.inside);
        }
        let mut yields = l.body.yields.clone();
        let sums = self.sums_over_iterations(&mut yields);
        let (stmts, _) = self.leave(outer);
        let mut fused = l.clone();
        fused.body.stmts = stmts;
        fused.body.yields = yields;
        fused.carried.extend(self.start_sums(&sums));
        self.stmts.push(Stmt::For(Box::new(fused)));
        self.settle(reused);
        for value in stmt.defines() {
            self.scope.values.insert(value, value);
        }
        for (i, seed) in seeds {
            self.add(l.carried[i].init, seed, false);
        }
        self.finish_sums(sums);
        true
    }

    /// Gives up unless what the iteration before has read of these memories was its own.
    fn settle(&mut self, reused: &[Memory]) {
        for memory in reused {
            let shadow = Place::whole(self.scope.shadows[memory]);
            let of = Place::whole(*memory);
            self.stmts.push(Stmt::Settle { shadow, of });
        }
    }

    /// Whether a statement only copies, for the backward pass of a call, what the rest of the iteration
    /// leaves as it is. Then the backward pass reads the original.
    fn reads_original(&mut self, body: &Block, at: usize) -> bool {
        let Stmt::Alloc { memory, .. } = &body.stmts[at] else {
            return false;
        };
        let Some(original) = self.primal.originals.get(memory) else {
            return false;
        };
        let function = self.primal.function;
        let takes =
            |stmt: &Stmt| moves(stmt, original.memory) || may_take(function, stmt, original.memory);
        let mut later = body.stmts[at + 1..].iter();
        let kept = original.path.is_empty()
            && later.all(|stmt| {
                let lent = matches!(stmt, Stmt::Call(_)) || !touches(stmt, *memory);
                lent && !writes(stmt, original.memory) && !takes(stmt)
            });
        if kept {
            self.scope.memories.insert(*memory, original.memory);
        }
        kept
    }

    /// A fused loop's adjoint has been taken care of; what flows into its results is known.
    pub(super) fn skip_fused(&mut self, l: &For) -> bool {
        let fused = self.local.contains(&l.body.id);
        if fused {
            for c in &l.carried {
                self.adjoints.remove(&c.result);
            }
        }
        fused
    }
}
