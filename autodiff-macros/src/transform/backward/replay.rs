//! The beginning of a region: what is read from the cache and what is computed again.

use super::Backward;
use crate::analysis::{Item, Recompute, Region};
use crate::ir::*;
use rustc_hash::FxHashSet;

impl Backward<'_> {
    /// Arguments by value that were recorded.
    pub(super) fn replay_params(&mut self) {
        let function = self.primal.function;
        for param in &function.params {
            for value in param.binding.values() {
                self.recall_value(value);
            }
            if param.passing == Passing::Value {
                for memory in param.binding.memories() {
                    self.recall_memory(memory);
                }
            }
        }
    }

    /// Where a record is found in the current iterations of the loops around.
    pub(super) fn at(&self, field: Field) -> At {
        let block = self.primal.plan.sources[field.index()].1;
        if self.local.contains(&block) && !self.gathered.contains(&field) {
            return At::Whole;
        }
        let plan = self.primal.plan;
        let info = plan.layout.field(field);
        match info.storage {
            Storage::Array(_) => {
                return At::Cursor {
                    block,
                    cursor: false,
                    ordinal: self.scope.nested.get(&block).copied(),
                };
            }
            Storage::Calls if info.ty == FieldType::Itself => return At::Itself,
            Storage::Calls => return At::Last,
            Storage::Whole | Storage::Branch | Storage::Stack | Storage::Slices => {}
        }
        let info = self.primal.structure.block_info(block);
        match (info.depth, info.region) {
            (0, Region::Body) => At::Whole,
            (0, _) => At::Branch,
            (depth, region) => At::Cursor {
                block,
                cursor: plan.layout.is_shared || depth > 1 || !region.is_loop(),
                ordinal: (self.scope.ordinals.get(&block).copied())
                    .filter(|_| !plan.is_recursive(block)),
            },
        }
    }

    /// Whether the records of the block are read from a cursor that moves back.
    pub(super) fn has_cursor(&self, block: BlockId) -> bool {
        let info = self.primal.structure.block_info(block);
        let first = info.depth == 1 && info.region.is_loop() && !self.primal.plan.layout.is_shared;
        let moves = info.depth > 0 && !first;
        moves && !self.local.contains(&block) && self.primal.plan.stacks_in(block)
    }

    /// Makes a recorded value available; says whether it was one.
    pub(super) fn recall_value(&mut self, value: Value) -> bool {
        let Some(field) = self.is_recorded(Item::Value(value)) else {
            return false;
        };
        let at = self.at(field);
        let info = self.primal.function.value(value).clone();
        let here = self.emit(info, Expr::Recorded(Recorded { field, at }));
        self.scope.values.insert(value, here);
        true
    }

    fn recall_memory(&mut self, memory: Memory) -> bool {
        let Some(field) = self.is_recorded(Item::Memory(memory)) else {
            return false;
        };
        let mut info = self.primal.function.memory(memory).clone();
        let kept = self.primal.plan.layout.field(field);
        if let (Storage::Slices, FieldType::Value(ty)) = (kept.storage, &kept.ty) {
            info.ty = ty.clone();
        }
        let here = self.out.new_memory(MemoryInfo {
            origin: Origin::Recalled,
            ..info
        });
        let from = Recorded {
            field,
            at: self.at(field),
        };
        self.stmts.push(Stmt::Recall { memory: here, from });
        self.scope.memories.insert(memory, here);
        true
    }

    /// Everything of a block that its backward pass, or that of a block inside it, reads.
    pub(super) fn replay(&mut self, block: &Block) {
        // Where the function calls itself, what reads the records of the call moves the cursors.
        if self.primal.plan.is_recursive(block.id) {
            self.replay_trips(block);
        }
        for stmt in &block.stmts {
            if let Stmt::Alloc { memory, init } = stmt {
                if !self.recall_memory(*memory)
                    && self.primal.plan.is_replayed(Item::Memory(*memory))
                {
                    self.replay_alloc(*memory, init);
                }
                continue;
            }
            self.replay_values(stmt);
        }
    }

    /// The same of one statement.
    pub(super) fn replay_values(&mut self, stmt: &Stmt) {
        let mut again = false;
        for value in stmt.defines() {
            if self.recall_value(value) || !self.primal.plan.is_replayed(Item::Value(value)) {
                continue;
            }
            match self.primal.plan.stored(value) {
                Some(place) => {
                    let load = Expr::Load(self.primal_place(place));
                    self.replay_as(value, load);
                }
                None => again = true,
            }
        }
        if again {
            self.replay_stmt(stmt);
        }
    }

    fn replay_alloc(&mut self, memory: Memory, init: &Init) {
        let info = self.primal.function.memory(memory).clone();
        let here = self.out.new_memory(info);
        let seen = self.primal.structure.seen(memory);
        let init = match init {
            _ if let Some(matrix) = seen => Init::Seen(self.primal_place(matrix)),
            Init::Operand(operand) => Init::Operand(self.replay_operand(operand)),
            Init::Repeat { value, count } => Init::Repeat {
                value: self.replay_operand(value),
                count: count.clone(),
            },
            Init::Clone(place) => Init::Clone(self.primal_place(place)),
            other => other.clone(),
        };
        self.stmts.push(Stmt::Alloc { memory: here, init });
        self.scope.memories.insert(memory, here);
    }

    pub(super) fn replay_operand(&mut self, operand: &Operand) -> Operand {
        let mut copy = operand.clone();
        copy.for_leaves(&mut |v| *v = self.value(*v), &mut |_| {});
        copy
    }

    fn replay_stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Let { value, expr } => self.replay_let(*value, expr),
            Stmt::If { results, .. } => {
                let recompute = Recompute::of(self.primal.function, self.primal.structure);
                let wanted: Vec<Value> = (results.iter().copied())
                    .filter(|v| !self.scope.values.contains_key(v))
                    .filter(|v| self.primal.plan.is_replayed(Item::Value(*v)))
                    .collect();
                let mut cone: FxHashSet<Value> = wanted.iter().copied().collect();
                for value in &wanted {
                    cone.extend(recompute.cone_values(*value));
                }
                self.replay_if(stmt, &cone);
            }
            _ => {}
        }
    }

    fn replay_let(&mut self, value: Value, expr: &Expr) {
        let expr = self.replay_expr(expr);
        self.replay_as(value, expr);
    }

    fn replay_as(&mut self, value: Value, expr: Expr) {
        let info = self.primal.function.value(value).clone();
        let here = self.emit(info, expr);
        self.scope.values.insert(value, here);
    }

    /// An `if` computed again, as far as the values of the cone go. Records made in its branches
    /// belong to their backward passes and are not touched.
    fn replay_if(&mut self, stmt: &Stmt, cone: &FxHashSet<Value>) {
        let Stmt::If {
            condition,
            then,
            els,
            results,
        } = stmt
        else {
            return;
        };
        let wanted: Vec<usize> = (0..results.len())
            .filter(|i| cone.contains(&results[*i]))
            .collect();
        let condition = self.value(*condition);
        let then = self.replay_branch(then, &wanted, cone);
        let els = self.replay_branch(els, &wanted, cone);
        let mut here = Vec::new();
        for i in wanted {
            let info = self.primal.function.value(results[i]).clone();
            let value = self.out.new_value(info);
            self.scope.values.insert(results[i], value);
            here.push(value);
        }
        self.stmts.push(Stmt::If {
            condition,
            then,
            els,
            results: here,
        });
    }

    fn replay_branch(&mut self, block: &Block, wanted: &[usize], cone: &FxHashSet<Value>) -> Block {
        let outer = self.enter();
        for stmt in &block.stmts {
            if !stmt.defines().iter().any(|v| cone.contains(v)) {
                continue;
            }
            match stmt {
                Stmt::Let { value, expr } => self.replay_let(*value, expr),
                other => self.replay_if(other, cone),
            }
        }
        let yields = (wanted.iter())
            .map(|i| self.value(block.yields[*i]))
            .collect();
        let (stmts, _) = self.leave(outer);
        Block {
            id: self.out.new_block(),
            stmts,
            yields,
        }
    }

    fn replay_expr(&mut self, expr: &Expr) -> Expr {
        let mut copy = expr.clone();
        if let Expr::Load(place) = expr {
            return Expr::Load(self.primal_place(place));
        }
        if let Expr::Is(place, pattern) = expr {
            return Expr::Is(self.primal_place(place), pattern.clone());
        }
        if let Expr::Len(place) = expr {
            return match self.length_by_type(place) {
                Some(length) => Expr::Const(length),
                None => Expr::Len(self.place_for_length(place)),
            };
        }
        copy.uses(&mut |used| {
            if let Use::Value(v) = used {
                *v = self.value(*v);
            }
        });
        copy
    }

    /// The length of an array that is not here, and has no shadow yet whose shape tells it.
    fn length_by_type(&self, place: &Place) -> Option<Tokens> {
        let memory = place.memory;
        let told = self.scope.memories.contains_key(&memory)
            || self.scope.shadows.contains_key(&memory)
            || !place.path.is_empty();
        match &self.primal.function.memory(memory).ty {
            Type::Array(_, length) if !told => {
                let is_name = |text: &str| text.chars().all(|c| c.is_alphanumeric() || c == '_');
                Some(length.clone()).filter(|length| is_name(length.text()))
            }
            _ => None,
        }
    }

    /// What is not passed again is as long as its shadow.
    pub(super) fn place_for_length(&mut self, place: &Place) -> Place {
        if self.scope.memories.contains_key(&place.memory) {
            self.primal_place(place)
        } else {
            self.shadow_place(place)
        }
    }
}
