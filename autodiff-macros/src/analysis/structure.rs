//! Where everything stands: the block of each value and memory, the region each block is, the order
//! of statements, the writes of each memory.

use super::seen::Seen;
use crate::ir::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// What a block is to the statement it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Region {
    Body,
    Branch,
    ForBody,
    WhileCondition,
    WhileBody,
}

impl Region {
    pub(crate) fn is_loop(self) -> bool {
        !matches!(self, Region::Body | Region::Branch)
    }
}

/// How a value comes about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Definition<'a> {
    Param,
    Let(&'a Expr),
    /// The result of this position of an `if`.
    If(&'a Stmt, usize),
    /// The variable of a counted loop.
    LoopVar,
    /// A carried value at the start of an iteration; what it is before the loop, what the iteration makes of
    /// it, and what it is after the loop.
    Inside {
        init: Value,
        next: Value,
        result: Value,
    },
    /// A carried value after its loop.
    LoopResult,
    Call,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct BlockInfo {
    pub(crate) region: Region,
    pub(crate) parent: Option<BlockId>,
    /// How many loops enclose what stands in the block.
    pub(crate) depth: u32,
}

/// One write of a memory.
#[derive(Clone, Copy, Debug)]
struct Write {
    position: usize,
    block: BlockId,
}

/// Records of more iterations are too large for the stack.
const LARGEST_ARRAY: usize = 256;

/// A loop that runs a constant number of times and stands in nothing but such loops.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Nested {
    /// How often it runs each time.
    pub(crate) trips: usize,
    /// How often it runs in all.
    pub(crate) total: usize,
    /// The body of the outermost loop around it, which may be its own.
    pub(crate) root: BlockId,
}

#[derive(Debug, Default)]
pub(crate) struct Structure<'a> {
    blocks: FxHashMap<BlockId, BlockInfo>,
    values: FxHashMap<Value, (Definition<'a>, BlockId, usize)>,
    /// The block that allocates each local memory, and the allocation.
    memories: FxHashMap<Memory, (BlockId, &'a Init, usize)>,
    writes: FxHashMap<Memory, Vec<Write>>,
    position: usize,
    /// What the float functions of the table give, by function and operands.
    rows: FxHashMap<(&'static str, Vec<Value>), Vec<Value>>,
    /// The bodies of loops that run a constant number of times.
    constant: FxHashMap<BlockId, Nested>,
    /// The length of each `Vec` whose shadow is made from it.
    lengths: FxHashMap<Memory, Value>,
    /// Copies that share the shadow of what they are copies of.
    copies: FxHashSet<Memory>,
    seen: Seen,
}

impl<'a> Structure<'a> {
    pub(crate) fn of(function: &'a Function) -> Self {
        Structure::prepared(function, FxHashMap::default(), FxHashSet::default())
    }

    /// The structure of a prepared function.
    pub(crate) fn prepared(
        function: &'a Function,
        lengths: FxHashMap<Memory, Value>,
        copies: FxHashSet<Memory>,
    ) -> Self {
        let mut structure = Structure {
            lengths,
            copies,
            ..Structure::default()
        };
        for param in &function.params {
            for value in param.binding.values() {
                let place = (Definition::Param, function.body.id, 0);
                structure.values.insert(value, place);
            }
        }
        structure.block(function, &function.body, Region::Body, None);
        structure.seen = Seen::of(function, &structure);
        structure
    }

    fn block(
        &mut self,
        function: &'a Function,
        block: &'a Block,
        region: Region,
        parent: Option<BlockId>,
    ) {
        let outer = parent.map_or(0, |p| self.blocks[&p].depth);
        let info = BlockInfo {
            region,
            parent,
            depth: outer + u32::from(region.is_loop()),
        };
        self.blocks.insert(block.id, info);
        for stmt in &block.stmts {
            self.position += 1;
            self.writes_of(function, stmt, block.id);
            let mut define = |value: Value, definition| {
                let place = (definition, block.id, self.position);
                self.values.insert(value, place);
            };
            match stmt {
                Stmt::Let { value, expr } => {
                    define(*value, Definition::Let(expr));
                    if let Expr::Rule(rule, operands) = expr {
                        let key = (rule.name, operands.clone());
                        self.rows.entry(key).or_default().push(*value);
                    }
                }
                Stmt::If { results, .. } => {
                    for (i, value) in results.iter().enumerate() {
                        define(*value, Definition::If(stmt, i));
                    }
                }
                Stmt::For(l) => {
                    self.constant_nest(function, l, block.id, region);
                    self.values
                        .insert(l.var, (Definition::LoopVar, l.body.id, self.position));
                    self.carried(&l.carried, block.id, &l.body);
                }
                Stmt::While(l) => self.carried(&l.carried, block.id, &l.body),
                Stmt::Call(call) => {
                    if let Some(value) = call.result {
                        define(value, Definition::Call);
                    }
                }
                Stmt::Alloc { memory, init } => {
                    let place = (block.id, init, self.position);
                    self.memories.insert(*memory, place);
                }
                _ => {}
            }
            match stmt {
                Stmt::If { then, els, .. } => {
                    self.block(function, then, Region::Branch, Some(block.id));
                    self.block(function, els, Region::Branch, Some(block.id));
                }
                Stmt::For(l) => {
                    self.block(function, &l.body, Region::ForBody, Some(block.id));
                }
                Stmt::While(l) => {
                    let parent = Some(block.id);
                    self.block(function, &l.condition, Region::WhileCondition, parent);
                    self.block(function, &l.body, Region::WhileBody, parent);
                }
                _ => {}
            }
        }
        self.position += 1;
    }

    fn carried(&mut self, carried: &[Carried], block: BlockId, body: &Block) {
        for (c, next) in carried.iter().zip(&body.yields) {
            let (init, next, result) = (c.init, *next, c.result);
            let inside = Definition::Inside { init, next, result };
            let inside = (inside, body.id, self.position);
            let result = (Definition::LoopResult, block, self.position);
            self.values.insert(c.inside, inside);
            self.values.insert(c.result, result);
        }
    }

    fn writes_of(&mut self, function: &Function, stmt: &Stmt, block: BlockId) {
        let write = Write {
            position: self.position,
            block,
        };
        let mut written = Vec::new();
        stmt.look(&mut |used| match used {
            Use::Place(place, access) if access.writes() => written.push(place.memory),
            // What is moved away may be changed under its new name.
            Use::Moved(memory) => written.push(*memory),
            _ => {}
        });
        if let Stmt::Let { value, expr } = stmt
            && let Expr::Load(place) = expr
            && !function.value(*value).ty.is_copy()
        {
            written.push(place.memory);
        }
        for memory in written {
            self.writes.entry(memory).or_default().push(write);
        }
    }

    pub(crate) fn block_info(&self, block: BlockId) -> BlockInfo {
        self.blocks[&block]
    }

    pub(crate) fn definition(&self, value: Value) -> Definition<'a> {
        self.values[&value].0
    }

    /// The block whose execution makes the value.
    pub(crate) fn block_of(&self, value: Value) -> BlockId {
        self.values[&value].1
    }

    /// The block and all blocks around it.
    pub(crate) fn around(&self, block: BlockId) -> impl Iterator<Item = BlockId> {
        std::iter::successors(Some(block), |block| self.blocks[block].parent)
    }

    /// The variable of the counted loop with this body.
    pub(crate) fn loop_var(&self, body: BlockId) -> Option<Value> {
        let vars = self.values.iter();
        vars.filter(|(_, (d, block, _))| *block == body && matches!(d, Definition::LoopVar))
            .map(|(value, _)| *value)
            .next()
    }

    pub(crate) fn position_of(&self, value: Value) -> usize {
        self.values[&value].2
    }

    /// The allocation of a local memory.
    pub(crate) fn allocation(&self, memory: Memory) -> Option<(BlockId, &'a Init)> {
        self.memories.get(&memory).map(|m| (m.0, m.1))
    }

    /// How many loops enclose what stands in the block.
    pub(crate) fn depth(&self, block: BlockId) -> u32 {
        self.blocks[&block].depth
    }

    pub(crate) fn position_of_memory(&self, memory: Memory) -> usize {
        self.memories.get(&memory).map_or(0, |m| m.2)
    }

    /// A value that the function of the table gives for the operands, and that is there wherever
    /// the block runs.
    pub(crate) fn row(
        &self,
        name: &'static str,
        operands: &[Value],
        block: BlockId,
    ) -> Option<Value> {
        let values = self.rows.get(&(name, operands.to_vec()))?;
        values.iter().copied().find(|value| {
            let home = self.block_of(*value);
            let mut at = Some(block);
            while let Some(here) = at {
                if here == home {
                    return true;
                }
                at = self.blocks[&here].parent;
            }
            false
        })
    }

    /// The nest of loops with constant trip counts that the loop with this body is the innermost of,
    /// if all run a small number of times.
    pub(crate) fn nest(&self, body: BlockId) -> Option<Nested> {
        self.constant.get(&body).copied()
    }

    fn constant_nest(&mut self, function: &Function, l: &For, block: BlockId, region: Region) {
        let outer = self.nest(block);
        let Some(trips) = self.constant_trips(function, l) else {
            return;
        };
        let (times, root) = match outer {
            Some(outer) => (outer.total, outer.root),
            None if region == Region::Body => (1, l.body.id),
            None => return,
        };
        let total = trips.saturating_mul(times);
        if total <= LARGEST_ARRAY {
            let nested = Nested { trips, total, root };
            self.constant.insert(l.body.id, nested);
        }
    }

    fn constant_trips(&self, function: &Function, l: &For) -> Option<usize> {
        let literal = |value: Value| match self.values.get(&value)?.0 {
            Definition::Let(Expr::Literal(tokens)) => tokens
                .text()
                .trim_end_matches("usize")
                .parse::<usize>()
                .ok(),
            _ => None,
        };
        let plain = !l.inclusive && l.exit.is_none() && function.value(l.var).ty == Type::USIZE;
        literal(l.to).filter(|_| plain && literal(l.from) == Some(0))
    }

    pub(crate) fn length(&self, memory: Memory) -> Option<Value> {
        self.lengths.get(&memory).copied()
    }

    /// Whether the memory has a shadow of its own.
    pub(crate) fn has_shadow(&self, memory: Memory) -> bool {
        !self.copies.contains(&memory)
    }

    /// The matrix that the memory need not be a copy of: its elements, which stay as they are.
    pub(crate) fn seen(&self, memory: Memory) -> Option<&Place> {
        self.seen.matrix(memory)
    }

    /// The same of the result of a call.
    pub(crate) fn seen_by(&self, result: Value) -> Option<Memory> {
        self.seen.memory(result)
    }

    pub(crate) fn is_written(&self, memory: Memory) -> bool {
        self.writes.get(&memory).is_some_and(|w| !w.is_empty())
    }

    /// Whether one of the statements at these positions writes the memory.
    pub(crate) fn is_written_within(&self, memory: Memory, positions: Range<usize>) -> bool {
        let writes = self.writes.get(&memory);
        writes.is_some_and(|w| w.iter().any(|write| positions.contains(&write.position)))
    }

    /// Whether the memory still holds, when the function returns (or, for memory that a loop
    /// allocates, when the iteration ends), what it holds at the position in the block.
    pub(crate) fn is_stable(&self, memory: Memory, position: usize, block: BlockId) -> bool {
        let Some(writes) = self.writes.get(&memory) else {
            return true;
        };
        let home = self.memories.get(&memory).map(|m| m.0);
        !writes
            .iter()
            .any(|write| write.position > position || self.shares_loop(write.block, block, home))
    }

    /// Whether a loop, inside the block `home`, encloses both blocks.
    fn shares_loop(&self, a: BlockId, b: BlockId, home: Option<BlockId>) -> bool {
        let loops = |mut block: BlockId| {
            let mut found = Vec::new();
            while Some(block) != home {
                let info = self.blocks[&block];
                if info.region.is_loop() {
                    found.push(block);
                }
                match info.parent {
                    Some(parent) => block = parent,
                    None => break,
                }
            }
            found
        };
        let of_a = loops(a);
        loops(b).iter().any(|block| of_a.contains(block))
    }
}
