//! Value and gradient in one body.
//!
//! Where the iterations of a loop are independent and the adjoint of what they sum up is known
//! before the loop runs, the backward pass of an iteration follows its forward pass at once, and
//! nothing is recorded.

use super::terms::Adjoints;
use super::{Backward, Primal, Scope};
use crate::analysis::{Item, Source};
use crate::ir::*;
use crate::transform::forward;
use crate::transform::moves::is_moved;
use std::collections::HashSet;

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
    let loops: HashSet<BlockId> = (function.body.stmts.iter())
        .filter_map(|stmt| match stmt {
            Stmt::For(l) if primal.is_independent(l) => Some(l.body.id),
            _ => None,
        })
        .collect();
    if loops.is_empty() || !records_are_local(primal, &loops) {
        return None;
    }
    let mut backward = Backward {
        primal,
        out: function.clone(),
        stmts: Vec::new(),
        scope: Scope::default(),
        adjoints: Adjoints::default(),
        local: loops,
        gathered: HashSet::new(),
    };
    backward.local.insert(function.body.id);
    backward.shadows_of_arguments();
    backward.forward_body();
    if backward.local.len() == 1 || !records_are_local(primal, &backward.local) {
        return None;
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

/// Whether everything that is recorded is at hand in one body: it stands outside loops and
/// branches, or in a loop that is fused. What blocks inside of such a loop record can be gathered in each
/// iteration.
fn records_are_local(primal: &Primal<'_>, loops: &HashSet<BlockId>) -> bool {
    let body = primal.function.body.id;
    let fields = primal.plan.layout.fields.iter();
    fields
        .zip(&primal.plan.sources)
        .all(|(info, (source, block))| {
            if *block != body && !loops.contains(block) {
                let repeated = info.storage.is_repeated() || info.storage == Storage::Calls;
                let mut around = primal.structure.around(*block);
                let inside = around.any(|b| b != body && loops.contains(&b));
                return repeated && inside && info.ty != FieldType::Itself;
            }
            match source {
                Source::Item(Item::Memory(memory)) => !is_moved(primal.function, *memory),
                Source::Trips(_) => *block != body,
                Source::Item(Item::Value(_)) | Source::Call(..) => true,
            }
        })
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
    fn forward_body(&mut self) {
        let body = &self.primal.function.body;
        for (at, stmt) in body.stmts.iter().enumerate() {
            if let Stmt::For(l) = stmt
                && self.local.contains(&l.body.id)
                && !self.fuse(body, stmt, l)
            {
                // The adjoint is not known before the loop; such a loop is fused with nothing.
                self.local.remove(&l.body.id);
                self.forward_stmt(body, at, stmt);
            } else if !matches!(stmt, Stmt::For(l) if self.local.contains(&l.body.id)) {
                self.forward_stmt(body, at, stmt);
            }
        }
    }

    fn forward_stmt(&mut self, block: &Block, at: usize, stmt: &Stmt) {
        let mut copy = stmt.clone();
        if let Stmt::Call(call) = &mut copy {
            call.recorded = self.primal.plan.call(block.id, at);
        }
        let primal = self.primal;
        if block.id != primal.function.body.id && !copy.blocks().is_empty() {
            let (plan, structure) = (primal.plan, primal.structure);
            let (before, trips) =
                forward::inside(&mut self.out, plan, structure, primal.originals, &mut copy);
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

    /// The fields whose records an iteration of a fused loop makes and reads: what blocks inside of it
    /// record, and calls in it.
    fn gathered_in(&mut self, body: BlockId) -> Vec<Field> {
        let primal = self.primal;
        let fields = (0..).map(Field).zip(&primal.plan.layout.fields);
        let inside = fields.filter(|(_, info)| {
            let calls = info.storage == Storage::Calls && info.ty != FieldType::Itself;
            let own = info.block == body && calls;
            own || info.block != body && primal.structure.around(info.block).any(|b| b == body)
        });
        let fields: Vec<Field> = inside.map(|(field, _)| field).collect();
        self.gathered.extend(&fields);
        fields
    }

    /// One loop for the forward and the backward pass; says whether that was possible.
    fn fuse(&mut self, block: &Block, stmt: &Stmt, l: &For) -> bool {
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
            self.forward_stmt(&l.body, at, stmt);
        }
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
        for value in stmt.defines() {
            self.scope.values.insert(value, value);
        }
        for (i, seed) in seeds {
            self.add(l.carried[i].init, seed, false);
        }
        self.finish_sums(sums);
        true
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
