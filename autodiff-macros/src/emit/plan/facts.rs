//! Where each value is defined and used, and what each statement does to memory.

use crate::ir::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// What defines a value.
#[derive(Clone, Copy, Debug)]
pub(in crate::emit) enum Definition<'a> {
    /// A parameter, or part of the adjoint of the result.
    Given,
    Expr(&'a Expr),
    /// The result of this position of an `if`.
    If(&'a Stmt, usize),
    Variable(&'a For),
    Inside(&'a Carried),
    Result(&'a Carried),
    /// A result of a call, and how many are bound beside it.
    Call {
        alone: bool,
    },
}

/// A place in the code: statements are counted in the order in which they stand, the ends of
/// blocks included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Site {
    pub(super) at: usize,
    pub(super) block: BlockId,
}

#[derive(Clone, Debug)]
pub(super) enum Effect {
    Touch {
        place: Place,
        access: Access,
        /// Whether a `&mut` to it exists while the statement's operands are evaluated.
        borrowed: bool,
        /// Whether lengths may change.
        reshapes: bool,
    },
    /// The memory is not to be had under its name any more.
    Moved(Memory),
    Rewind(BlockId),
    /// Cursors of any block may have moved.
    RewindAll,
    /// The end of what may happen: an assertion.
    Check,
}

pub(super) struct Parent {
    pub(super) block: BlockId,
    pub(super) is_loop: bool,
}

pub(in crate::emit) struct Facts<'a> {
    pub(super) definitions: Vec<Definition<'a>>,
    pub(super) sites: Vec<Option<Site>>,
    pub(super) uses: Vec<Vec<Site>>,
    pub(super) effects: Vec<Vec<Effect>>,
    /// The block of each position.
    pub(super) blocks: Vec<BlockId>,
    pub(super) parents: FxHashMap<BlockId, Parent>,
    /// The position of the end of each block.
    pub(super) ends: FxHashMap<BlockId, usize>,
    /// Memories that something is written to or that are borrowed mutably.
    pub(super) written: FxHashSet<Memory>,
    pub(super) mentioned: FxHashSet<Memory>,
    /// Values that a region hands to a variable of the same name: to the user one variable.
    pub(super) handed_on: FxHashSet<Value>,
    function: &'a Function,
    block: BlockId,
}

impl<'a> Facts<'a> {
    pub(super) fn of(function: &'a Function) -> Self {
        let values = function.values.len();
        let mut facts = Facts {
            definitions: vec![Definition::Given; values],
            sites: vec![None; values],
            uses: vec![Vec::new(); values],
            effects: Vec::new(),
            blocks: Vec::new(),
            parents: FxHashMap::default(),
            ends: FxHashMap::default(),
            written: FxHashSet::default(),
            mentioned: FxHashSet::default(),
            handed_on: FxHashSet::default(),
            function,
            block: function.body.id,
        };
        facts.block(&function.body);
        let end = facts.effects.len().saturating_sub(1);
        facts.operand(&function.result, end);
        facts
    }

    /// How often the value is used.
    pub(super) fn count(&self, value: Value) -> usize {
        self.uses[value.index()].len()
    }

    /// Whether anybody reads what the loop carries; the flag of an early exit often is only looked
    /// at by the loop.
    pub(super) fn is_variable(&self, carried: &Carried) -> bool {
        self.count(carried.inside) + self.count(carried.result) > 0
    }

    fn next(&mut self) -> usize {
        self.effects.push(Vec::new());
        self.blocks.push(self.block);
        self.effects.len() - 1
    }

    fn block(&mut self, block: &'a Block) {
        let outer = std::mem::replace(&mut self.block, block.id);
        for stmt in &block.stmts {
            let at = self.next();
            self.stmt(stmt, at);
        }
        let at = self.next();
        self.ends.insert(block.id, at);
        for value in &block.yields {
            self.used(*value, at);
        }
        self.block = outer;
    }

    fn inner(&mut self, block: &'a Block, is_loop: bool) {
        let parent = Parent {
            block: self.block,
            is_loop,
        };
        self.parents.insert(block.id, parent);
        self.block(block);
    }

    fn define(&mut self, value: Value, at: usize, block: BlockId, definition: Definition<'a>) {
        self.definitions[value.index()] = definition;
        self.sites[value.index()] = Some(Site { at, block });
    }

    fn used(&mut self, value: Value, at: usize) {
        let block = self.block;
        self.uses[value.index()].push(Site { at, block });
    }

    fn stmt(&mut self, stmt: &'a Stmt, at: usize) {
        let here = self.block;
        match stmt {
            Stmt::If {
                condition,
                then,
                els,
                results,
            } => {
                self.used(*condition, at);
                for (i, result) in results.iter().enumerate() {
                    self.define(*result, at, here, Definition::If(stmt, i));
                }
                for branch in [then, els] {
                    self.hand_on(&branch.yields, results.iter().copied());
                    self.inner(branch, false);
                }
            }
            Stmt::For(l) => {
                self.used(l.from, at);
                self.used(l.to, at);
                self.carried(&l.carried, at, l.body.id);
                self.define(l.var, at, l.body.id, Definition::Variable(l));
                self.hand_on(&l.body.yields, l.carried.iter().map(|c| c.inside));
                self.inner(&l.body, true);
            }
            Stmt::While(l) => {
                self.carried(&l.carried, at, l.condition.id);
                self.hand_on(&l.body.yields, l.carried.iter().map(|c| c.inside));
                self.inner(&l.condition, true);
                self.inner(&l.body, true);
            }
            _ => self.simple(stmt, at),
        }
    }

    fn hand_on(&mut self, yields: &[Value], to: impl Iterator<Item = Value>) {
        let name = |value: Value| self.function.value(value).name.as_ref().map(|n| &n.text);
        let same = yields.iter().copied().zip(to);
        let same = same.filter(|(from, to)| name(*from).is_some() && name(*from) == name(*to));
        self.handed_on.extend(same.map(|(from, _)| from));
    }

    fn carried(&mut self, carried: &'a [Carried], at: usize, inside: BlockId) {
        let here = self.block;
        for c in carried {
            self.used(c.init, at);
            self.define(c.inside, at, inside, Definition::Inside(c));
            self.define(c.result, at, here, Definition::Result(c));
        }
    }

    fn simple(&mut self, stmt: &'a Stmt, at: usize) {
        let here = self.block;
        let defined = stmt.defines();
        for value in &defined {
            let definition = match stmt {
                Stmt::Let { expr, .. } => Definition::Expr(expr),
                Stmt::Call(call) => Definition::Call {
                    alone: call.recorded.is_none(),
                },
                _ => Definition::Call {
                    alone: defined.len() == 1,
                },
            };
            self.define(*value, at, here, definition);
        }
        let borrows = match stmt {
            Stmt::Call(_)
            | Stmt::Backward(_)
            | Stmt::Accumulate { .. }
            | Stmt::Fill { .. }
            | Stmt::Swap { .. }
            | Stmt::Lengthen { .. }
            | Stmt::Copy { .. }
            | Stmt::Zero { .. }
            | Stmt::View { .. } => true,
            // A variable is borrowed in two phases, an element of a `Vec` and what is in a variant are not.
            Stmt::Push { place, .. } | Stmt::Truncate { place, .. } => {
                let is_behind =
                    |p: &Projection| matches!(p, Projection::Index(_) | Projection::Payload(..));
                place.path.iter().any(is_behind)
            }
            // Neither is a part of a slice, or a list behind a reference, whose length its own index cannot ask for
            // then.
            Stmt::Store { place, .. } | Stmt::Update { place, .. } => {
                let is_behind = place.path.len() > 1 || self.is_lent_list(place.memory);
                is_behind && self.is_measured(&place.values(), place.memory)
            }
            _ => false,
        };
        let reshapes = matches!(
            stmt,
            Stmt::Call(_)
                | Stmt::Swap { .. }
                | Stmt::Assign { .. }
                | Stmt::Push { .. }
                | Stmt::Truncate { .. }
                | Stmt::Lengthen { .. }
                | Stmt::Let {
                    expr: Expr::Pop(_),
                    ..
                }
        );
        stmt.look(&mut |used| match used {
            Use::Value(value) => self.used(*value, at),
            Use::Moved(memory) => {
                self.mentioned.insert(*memory);
                self.effects[at].push(Effect::Moved(*memory));
            }
            Use::Place(place, access) => {
                self.mentioned.insert(place.memory);
                if access.writes() {
                    self.written.insert(place.memory);
                }
                self.effects[at].push(Effect::Touch {
                    place: place.clone(),
                    access,
                    borrowed: borrows && access.writes(),
                    reshapes: reshapes && access.writes(),
                });
            }
        });
        match stmt {
            // Read as a whole, a local of a type that is not `Copy` is moved out of.
            Stmt::Let {
                value,
                expr: Expr::Load(place),
            } if place.path.is_empty()
                && self.function.memory(place.memory).origin == Origin::Local
                && !self.function.value(*value).ty.is_copy() =>
            {
                self.effects[at].push(Effect::Moved(place.memory));
            }
            Stmt::Rewind { block, .. } => self.effects[at].push(Effect::Rewind(*block)),
            Stmt::Backward(call) if call.cache.at == At::Itself => {
                self.effects[at].push(Effect::RewindAll);
            }
            Stmt::Turn { .. } => self.effects[at].push(Effect::RewindAll),
            // The cache is put together when the result has moved away.
            Stmt::Record { .. } if here == self.function.body.id => {
                let moved = self.function.result.memories().into_iter();
                self.effects[at].extend(moved.map(Effect::Moved));
            }
            // Behind it the name of the memory may mean the span.
            Stmt::View { place, .. } => self.effects[at].push(Effect::Moved(place.memory)),
            Stmt::Check(_) => self.effects[at].push(Effect::Check),
            _ => {}
        }
    }

    /// Whether one of the values is computed from a length in the memory.
    fn is_measured(&self, values: &[Value], memory: Memory) -> bool {
        values
            .iter()
            .any(|value| match &self.definitions[value.index()] {
                Definition::Expr(Expr::Len(place)) => place.memory == memory,
                Definition::Expr(expr @ (Expr::Binary(..) | Expr::Method(..))) => {
                    let mut operands = Vec::new();
                    Expr::clone(expr).uses(&mut |used| {
                        if let Use::Value(value) = used {
                            operands.push(*value);
                        }
                    });
                    self.is_measured(&operands, memory)
                }
                _ => false,
            })
    }

    /// Whether the memory is a list behind a reference. The index of a slice or an array is no call.
    fn is_lent_list(&self, memory: Memory) -> bool {
        let info = self.function.memory(memory);
        let lent = matches!(
            self.function.passing(memory),
            Some(Passing::Ref | Passing::RefMut)
        );
        (lent || matches!(info.origin, Origin::Shadow(_)))
            && !matches!(info.ty, Type::Array(..) | Type::Slice(_))
    }

    fn operand(&mut self, operand: &Operand, at: usize) {
        for value in operand.values() {
            self.used(value, at);
        }
        for memory in operand.memories() {
            self.mentioned.insert(memory);
            self.effects[at].push(Effect::Moved(memory));
        }
    }
}
