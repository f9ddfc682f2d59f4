//! Decides, before anything is printed, what has a `let`, what shares a variable and what is folded
//! into its use.

mod anchor;
mod facts;
mod fold;
mod live;
mod webs;

pub(super) use facts::Definition;
pub(super) use fold::{Boolean, Fate};
pub(super) use webs::Web;

use crate::ir::*;
use anchor::Annotated;
use facts::Facts;
use rustc_hash::{FxHashMap, FxHashSet};
use webs::Webs;

pub(super) struct Plan<'a> {
    function: &'a Function,
    facts: Facts<'a>,
    fates: Vec<Fate>,
    webs: Webs,
    annotated: Annotated,
    /// What leaves the function: the user should not meet a negative zero.
    returned: FxHashSet<Value>,
    returned_memories: FxHashSet<Memory>,
    /// Results of calls that are moved into memory at once, and so are it from the beginning.
    becomes: FxHashMap<Value, Memory>,
}

impl<'a> Plan<'a> {
    pub(super) fn of(function: &'a Function) -> Self {
        let facts = Facts::of(function);
        let round = |keep: &FxHashSet<Value>| {
            let fates = fold::fates(function, &facts, keep);
            let webs = Webs::of(function, &facts, &fates);
            (fates, webs)
        };
        // What cannot be assigned where it is computed is better folded into the assignment.
        let mut keep = webs::ends_of_iterations(function, &facts);
        let (_, first) = round(&keep);
        keep.retain(|value| first.is_carried(first.web(*value)));
        let (fates, webs) = round(&keep);
        let annotated = anchor::annotated(function, &facts, &fates, &webs);
        let mut plan = Plan {
            function,
            facts,
            fates,
            webs,
            annotated,
            returned: FxHashSet::default(),
            returned_memories: FxHashSet::default(),
            becomes: FxHashMap::default(),
        };
        plan.returns_operand(&function.result);
        plan.find_moves(&function.body);
        plan
    }

    fn returns_operand(&mut self, operand: &Operand) {
        for value in operand.values() {
            self.returns(value);
        }
        for memory in operand.memories() {
            self.returns_memory(memory);
        }
    }

    fn returns_memory(&mut self, memory: Memory) {
        if !self.returned_memories.insert(memory) {
            return;
        }
        self.function.body.walk(&mut |stmt| {
            if let Stmt::Alloc {
                memory: to,
                init: Init::Operand(operand),
            } = stmt
                && *to == memory
            {
                self.returns_operand(operand);
            }
        });
    }

    fn find_moves(&mut self, block: &Block) {
        for stmt in &block.stmts {
            if let Stmt::Alloc {
                memory,
                init: Init::Operand(Operand::Value(value)),
            } = stmt
                && matches!(self.definition(*value), Definition::Call { .. })
                && self.is_used_once(*value)
                && self.facts.sites[value.index()].is_some_and(|site| site.block == block.id)
            {
                self.becomes.insert(*value, *memory);
            }
            for inner in stmt.blocks() {
                self.find_moves(inner);
            }
        }
    }

    fn returns(&mut self, value: Value) {
        if !self.returned.insert(value) {
            return;
        }
        match self.definition(value) {
            Definition::If(stmt, i) => {
                for branch in stmt.blocks() {
                    self.returns(branch.yields[i]);
                }
            }
            Definition::Inside(c) | Definition::Result(c) => self.returns(c.init),
            Definition::Expr(Expr::Aggregate(operand)) => {
                self.returns_operand(operand);
            }
            Definition::Expr(Expr::Load(place)) if place.path.is_empty() => {
                self.returns_memory(place.memory);
            }
            _ => {}
        }
    }

    pub(super) fn fate(&self, value: Value) -> Fate {
        self.fates[value.index()]
    }

    pub(super) fn definition(&self, value: Value) -> Definition<'a> {
        self.facts.definitions[value.index()]
    }

    pub(super) fn is_used(&self, value: Value) -> bool {
        self.facts.count(value) > 0
    }

    pub(super) fn is_used_once(&self, value: Value) -> bool {
        self.facts.count(value) == 1
    }

    pub(super) fn is_returned(&self, value: Value) -> bool {
        self.returned.contains(&value)
    }

    pub(super) fn is_returned_memory(&self, memory: Memory) -> bool {
        self.returned_memories.contains(&memory)
    }

    /// The memory that the value is from the beginning.
    pub(super) fn becomes(&self, value: Value) -> Option<Memory> {
        self.becomes.get(&value).copied()
    }

    pub(super) fn is_variable(&self, carried: &Carried) -> bool {
        self.facts.is_variable(carried)
    }

    pub(super) fn is_mentioned(&self, memory: Memory) -> bool {
        self.facts.mentioned.contains(&memory)
    }

    pub(super) fn is_written(&self, memory: Memory) -> bool {
        self.facts.written.contains(&memory)
    }

    pub(super) fn web(&self, value: Value) -> Web {
        self.webs.web(value)
    }

    pub(super) fn is_mutable(&self, web: Web) -> bool {
        self.webs.is_carried(web)
    }

    pub(super) fn has_typed_literal(&self, value: Value) -> bool {
        self.annotated.literals.contains(&value)
    }

    pub(super) fn has_typed_variable(&self, web: Web) -> bool {
        self.annotated.variables.contains(&web)
    }

    pub(super) fn has_typed_memory(&self, memory: Memory) -> bool {
        self.annotated.memories.contains(&memory)
    }

    /// What the variable is called, as far as that has been said: by the user, or by the operation.
    pub(super) fn name(&self, web: Web) -> Option<&Name> {
        let members = self.webs.members(web);
        let names = || {
            let inside = |v: &&Value| matches!(self.definition(**v), Definition::Inside(_));
            let (first, others): (Vec<&Value>, Vec<&Value>) = members.iter().partition(inside);
            let all = first.into_iter().chain(others);
            all.filter_map(|v: &Value| self.function.value(*v).name.as_ref())
        };
        names().find(|name| name.by_user).or_else(|| names().next())
    }

    /// The variables that printing the value reads.
    pub(super) fn reads(&self, value: Value) -> FxHashSet<Web> {
        let mut found = FxHashSet::default();
        live::leaves(&self.facts, &self.fates, value, &mut |v| {
            found.insert(self.web(v));
        });
        found
    }

    /// How the `if` is printed as `&&` or `||`.
    pub(super) fn boolean(&self, stmt: &Stmt) -> Option<Boolean> {
        fold::boolean(self.function, &self.facts, &self.fates, stmt)
    }
}
