//! Which arguments each part of a backward pass works for.
//!
//! A caller may not want the adjoints of all arguments. What is computed, added up and recorded only
//! for those that it leaves out is left out with them. A part works for what can be reached from it:
//! the argument whose shadow it writes, or that of another part which reads what it makes.

use crate::ir::*;
use rustc_hash::FxHashMap;

/// A set of arguments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments(u64);

impl Arguments {
    const NONE: Arguments = Arguments(0);
    /// What is wanted by every caller.
    pub(crate) const ALWAYS: Arguments = Arguments(u64::MAX);
    /// More arguments than this are not told apart.
    pub(crate) const MOST: usize = 63;

    pub(crate) fn of(positions: &[usize]) -> Self {
        Arguments(positions.iter().fold(0, |set, at| set | 1 << at))
    }

    pub(super) fn and(self, other: Arguments) -> Self {
        Arguments(self.0 | other.0)
    }

    pub(crate) fn has(self, other: Arguments) -> bool {
        self.0 & other.0 == other.0
    }

    pub(crate) fn is_empty(self) -> bool {
        self == Arguments::NONE
    }

    pub(crate) fn positions(self) -> Vec<usize> {
        (0..Arguments::MOST)
            .filter(|at| self.0 >> at & 1 == 1)
            .collect()
    }
}

pub(crate) struct Demand<'a> {
    backward: &'a Function,
    layout: &'a Layout,
    /// The arguments that a caller may leave out.
    optional: Arguments,
    /// Whether there is another one, that it may not.
    has_others: bool,
    values: Vec<Arguments>,
    memories: Vec<Arguments>,
    fields: Vec<Arguments>,
    /// What is read with the cursor of a block.
    cursors: FxHashMap<BlockId, Arguments>,
    changed: bool,
    /// Whether it is known what is for nobody: that runs as often as what stands around it.
    is_settled: bool,
}

impl<'a> Demand<'a> {
    /// `optional` are the positions of the arguments that a caller may leave out.
    pub(crate) fn of(backward: &'a Function, layout: &'a Layout, optional: &[usize]) -> Self {
        let mut demand = Demand {
            backward,
            layout,
            optional: Arguments::of(optional),
            has_others: false,
            values: vec![Arguments::NONE; backward.values.len()],
            memories: vec![Arguments::NONE; backward.memories.len()],
            fields: vec![Arguments::NONE; layout.fields.len()],
            cursors: FxHashMap::default(),
            changed: false,
            is_settled: false,
        };
        let params = || backward.params.iter().enumerate();
        demand.has_others =
            params().any(|(at, param)| param.ty.carries_gradient() && !optional.contains(&at));
        for (i, info) in (0..).zip(&backward.memories) {
            if let Origin::Shadow(at) = info.origin {
                let argument = demand.argument(at);
                demand.memory(Memory(i), argument);
            }
        }
        let returned = params()
            .filter(|(_, param)| param.passing == Passing::Value && param.ty.carries_gradient());
        let returned: Vec<usize> = returned.map(|(at, _)| at).collect();
        match (&backward.result, &returned[..]) {
            (Operand::Tuple(items), [_, _, ..]) if items.len() == returned.len() => {
                for (item, at) in items.iter().zip(returned) {
                    let argument = demand.argument(at);
                    demand.operand(item, argument);
                }
            }
            (operand, [at]) => {
                let argument = demand.argument(*at);
                demand.operand(operand, argument);
            }
            (operand, _) => demand.operand(operand, Arguments::ALWAYS),
        }
        for is_settled in [false, true] {
            demand.is_settled = is_settled;
            demand.changed = true;
            while std::mem::take(&mut demand.changed) {
                demand.block(&backward.body, Arguments::ALWAYS);
            }
        }
        demand
    }

    fn argument(&self, at: usize) -> Arguments {
        match at < Arguments::MOST && self.optional.has(Arguments::of(&[at])) {
            true => Arguments::of(&[at]),
            false => Arguments::ALWAYS,
        }
    }

    /// Whom the value is computed for.
    fn value_for(&self, value: Value) -> Arguments {
        self.values.get(value.index()).copied().unwrap_or_default()
    }

    pub(crate) fn memory_for(&self, memory: Memory) -> Arguments {
        let found = self.memories.get(memory.index()).copied();
        self.normal(found.unwrap_or_default())
    }

    pub(crate) fn result_for(&self, value: Value) -> Arguments {
        self.normal(self.value_for(value))
    }

    /// Whom the field is recorded for.
    pub(crate) fn field_for(&self, field: Field) -> Arguments {
        let info = self.layout.field(field);
        let found = match self.cursors.get(&info.block) {
            Some(found) => *found,
            None => self.fields.get(field.index()).copied().unwrap_or_default(),
        };
        let is_value = matches!(info.ty, FieldType::Value(_));
        match is_value && info.storage.is_repeated() && !found.is_empty() {
            true => self.normal(found),
            false => Arguments::ALWAYS,
        }
    }

    /// A call that wants nothing at all is not made.
    fn normal(&self, set: Arguments) -> Arguments {
        let others = Arguments(!self.optional.0);
        let all = !self.has_others && set.has(self.optional);
        match set.0 & others.0 != 0 || all && !set.is_empty() {
            true => Arguments::ALWAYS,
            false => set,
        }
    }

    fn value(&mut self, value: Value, set: Arguments) {
        grow(&mut self.changed, self.values.get_mut(value.index()), set);
    }

    fn memory(&mut self, memory: Memory, set: Arguments) {
        let known = self.memories.get_mut(memory.index());
        grow(&mut self.changed, known, set);
    }

    fn operand(&mut self, operand: &Operand, set: Arguments) {
        for value in operand.values() {
            self.value(value, set);
        }
        for memory in operand.memories() {
            self.memory(memory, set);
        }
    }

    fn recorded(&mut self, recorded: &Recorded, set: Arguments) {
        let known = self.fields.get_mut(recorded.field.index());
        grow(&mut self.changed, known, set);
        if let At::Cursor {
            block,
            cursor: true,
            ordinal,
        } = recorded.at
        {
            let known = self.cursors.entry(block).or_default();
            grow(&mut self.changed, Some(known), set);
            ordinal.iter().for_each(|v| self.value(*v, set));
        }
    }

    /// Whom what the statement makes, or changes, is for.
    fn made_for(&self, stmt: &Stmt) -> Arguments {
        let mut set = Arguments::NONE;
        for value in stmt.defines() {
            set = set.and(self.value_for(value));
        }
        let memory = |memory: Memory| self.memories.get(memory.index()).copied();
        let mut written = |of: Memory| set = set.and(memory(of).unwrap_or_default());
        match stmt {
            Stmt::Alloc { memory, .. } | Stmt::Recall { memory, .. } => written(*memory),
            Stmt::View {
                memories, place, ..
            } => {
                memories.iter().for_each(|memory| written(*memory));
                written(place.memory);
            }
            Stmt::Rewind { block, .. } => {
                set = set.and(self.cursors.get(block).copied().unwrap_or_default());
            }
            Stmt::If { .. } | Stmt::For(_) | Stmt::While(_) => {
                for inner in stmt.blocks().into_iter().flat_map(|block| &block.stmts) {
                    set = set.and(self.made_for(inner));
                }
            }
            Stmt::Call(call) if call.target.is_entry_of_adjoint() => {
                for arg in &call.args {
                    if let Arg::RefMut(place) = arg {
                        written(place.memory);
                    }
                }
            }
            Stmt::Backward(call) => {
                for arg in &call.args {
                    match arg {
                        BackwardArg::Ref { shadow, .. } => {
                            shadow.iter().for_each(|place| written(place.memory));
                        }
                        BackwardArg::RefMut(place) => written(place.memory),
                        BackwardArg::Function { .. } => return Arguments::ALWAYS,
                    }
                }
            }
            Stmt::Let { .. }
            | Stmt::Store { .. }
            | Stmt::Update { .. }
            | Stmt::Fill { .. }
            | Stmt::Copy { .. }
            | Stmt::Assign { .. }
            | Stmt::Push { .. }
            | Stmt::Truncate { .. }
            | Stmt::Lengthen { .. }
            | Stmt::Swap { .. }
            | Stmt::Accumulate { .. }
            | Stmt::Zero { .. } => stmt.look(&mut |used| {
                if let Use::Place(place, access) = used
                    && access.writes()
                {
                    written(place.memory);
                }
            }),
            _ => return Arguments::ALWAYS,
        }
        set
    }

    /// Whether the statement can stand under a condition: what it leaves behind has a zero that stands
    /// for it where nobody wants it.
    fn can_be_left_out(&self, stmt: &Stmt) -> bool {
        let memory = matches!(
            stmt,
            Stmt::Alloc { .. } | Stmt::Recall { .. } | Stmt::View { .. }
        );
        let has_zero = |value: &Value| {
            let ty = &self.backward.value(*value).ty;
            ty.is_float() || ty.is_integer() || *ty == Type::Bool
        };
        !memory && stmt.defines().iter().all(has_zero)
    }

    /// Whom the statement runs for, in a block that runs for `around`.
    pub(crate) fn runs_for(&self, stmt: &Stmt, around: Arguments) -> Arguments {
        let set = self.normal(self.made_for(stmt));
        match set.is_empty() {
            true if self.is_settled => around,
            false if !self.can_be_left_out(stmt) => around,
            _ => set,
        }
    }

    fn block(&mut self, block: &Block, around: Arguments) {
        for stmt in block.stmts.iter().rev() {
            let set = self.runs_for(stmt, around);
            if !set.is_empty() {
                self.stmt(stmt, set);
            }
        }
    }

    fn stmt(&mut self, stmt: &Stmt, set: Arguments) {
        match stmt {
            Stmt::If {
                condition,
                then,
                els,
                results,
            } => {
                self.value(*condition, set);
                for branch in [then, els] {
                    for (result, value) in results.iter().zip(&branch.yields) {
                        self.value(*value, self.value_for(*result));
                    }
                    self.block(branch, set);
                }
            }
            Stmt::For(l) => {
                self.value(l.from, set);
                self.value(l.to, set);
                let exit = l.exit.and_then(|at| l.body.yields.get(at));
                exit.iter().for_each(|value| self.value(**value, set));
                self.carried(&l.carried, &l.body);
                self.block(&l.body, set);
            }
            Stmt::While(l) => {
                for value in &l.condition.yields {
                    self.value(*value, set);
                }
                self.carried(&l.carried, &l.body);
                self.block(&l.condition, set);
                self.block(&l.body, set);
            }
            _ => self.simple(stmt, set),
        }
    }

    fn carried(&mut self, carried: &[Carried], body: &Block) {
        for (c, next) in carried.iter().zip(&body.yields) {
            let set = self.value_for(c.inside).and(self.value_for(c.result));
            self.value(c.init, set);
            self.value(*next, set);
        }
    }

    fn simple(&mut self, stmt: &Stmt, set: Arguments) {
        // What is added to is not read by that.
        let adds = matches!(
            stmt,
            Stmt::Update { .. }
                | Stmt::Accumulate { .. }
                | Stmt::Backward(_)
                | Stmt::Push { .. }
                | Stmt::Truncate { .. }
                | Stmt::Lengthen { .. }
        );
        let is_view = matches!(stmt, Stmt::View { .. });
        stmt.look(&mut |used| match used {
            Use::Value(value) => self.value(*value, set),
            Use::Moved(memory) => self.memory(*memory, set),
            Use::Place(_, Access::Write) => {}
            Use::Place(_, Access::Update) if adds => {}
            Use::Place(..) if is_view => {}
            // The shadows of arguments have the right lengths for everybody.
            Use::Place(place, Access::Length)
                if matches!(self.backward.memory(place.memory).origin, Origin::Shadow(_)) => {}
            Use::Place(place, _) => self.memory(place.memory, set),
        });
        match stmt {
            Stmt::Let {
                expr: Expr::Recorded(recorded),
                ..
            }
            | Stmt::Recall { from: recorded, .. } => self.recorded(recorded, set),
            Stmt::Backward(call) => {
                self.recorded(&call.cache, set);
                // The adjoint of what was changed is turned into another one.
                for arg in &call.args {
                    if let BackwardArg::RefMut(place) = arg {
                        self.memory(place.memory, set);
                    }
                }
            }
            Stmt::Call(call) if call.target.is_entry_of_adjoint() => {
                for arg in &call.args {
                    if let Arg::RefMut(place) = arg {
                        self.memory(place.memory, set);
                    }
                }
            }
            // Spans and their slice are the same memory.
            Stmt::View {
                memories, place, ..
            } => {
                let all = || memories.iter().chain([&place.memory]);
                let sets = all().filter_map(|of| self.memories.get(of.index()).copied());
                let set = sets.fold(Arguments::NONE, Arguments::and);
                all().for_each(|memory| self.memory(*memory, set));
            }
            _ => {}
        }
    }
}

fn grow(changed: &mut bool, known: Option<&mut Arguments>, set: Arguments) {
    if let Some(known) = known {
        *changed |= !known.has(set);
        *known = known.and(set);
    }
}
