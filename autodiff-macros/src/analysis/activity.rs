//! Activity: which values and memories carry derivatives from an argument to an output.
//!
//! A value is *varied* if an argument's float can change it, *useful* if it can change an output,
//! and *active* if it is both.

use super::Asked;
use crate::ir::*;

#[derive(Clone, Debug, Default)]
pub(crate) struct Activity {
    values: Flags<Value>,
    memories: Flags<Memory>,
    varied: Flags<Value>,
    asked: Asked,
    /// What is called that has a companion, although nothing of it may be active here.
    pub(super) differentiated: Vec<Target>,
}

#[derive(Default)]
struct Facts {
    values: Flags<Value>,
    memories: Flags<Memory>,
    changed: bool,
}

impl Facts {
    fn value(&mut self, function: &Function, value: Value) {
        if function.value(value).ty.carries_gradient() {
            self.changed |= self.values.insert(value);
        }
    }

    fn memory(&mut self, function: &Function, memory: Memory) {
        if function.memory(memory).ty.carries_gradient()
            && !matches!(function.memory(memory).origin, Origin::Const(_))
        {
            self.changed |= self.memories.insert(memory);
        }
    }

    fn operand(&mut self, function: &Function, operand: &Operand) {
        for value in operand.values() {
            self.value(function, value);
        }
        for memory in operand.memories() {
            self.memory(function, memory);
        }
    }

    fn has(&self, operand: &Operand) -> bool {
        operand.values().iter().any(|v| self.values.contains(v))
            || operand.memories().iter().any(|m| self.memories.contains(m))
    }
}

/// The operands whose derivative the expression passes on, and the memory it reads.
pub(crate) fn differentiable(expr: &Expr) -> (Vec<Value>, Option<Memory>) {
    match expr {
        Expr::Unary(_, v) | Expr::Cast(v, _) => (vec![*v], None),
        Expr::Binary(op, a, b) if !op.is_comparison() => (vec![*a, *b], None),
        Expr::Rule(rule, operands) => {
            let flows = |i: usize| rule.partials.get(i).is_some_and(|p| p.is_some());
            let flowing = operands.iter().enumerate().filter(|(i, _)| flows(*i));
            (flowing.map(|(_, v)| *v).collect(), None)
        }
        Expr::Aggregate(operand) => (operand.values(), None),
        Expr::Load(place) => (Vec::new(), Some(place.memory)),
        _ => (Vec::new(), None),
    }
}

fn init_operands(init: &Init) -> Vec<Operand> {
    match init {
        Init::Operand(operand) => vec![operand.clone()],
        Init::VecOf(items) => items.clone(),
        Init::Repeat { value, .. } => vec![value.clone()],
        Init::Clone(place) | Init::Seen(place) => vec![Operand::Memory(place.memory)],
        Init::Borrower(_, places) => {
            let memories = places.iter().map(|place| Operand::Memory(place.memory));
            memories.collect()
        }
        Init::Inside { of, .. } => vec![Operand::Value(*of)],
        Init::NoError | Init::Zero | Init::ZeroVec(_) | Init::ZeroLike(_) | Init::Spare(..) => {
            Vec::new()
        }
    }
}

fn carried_of(stmt: &Stmt) -> Option<(&[Carried], &Block)> {
    match stmt {
        Stmt::For(l) => Some((&l.carried, &l.body)),
        Stmt::While(l) => Some((&l.carried, &l.body)),
        _ => None,
    }
}

impl Activity {
    pub(crate) fn of(function: &Function, asked: &Asked) -> Self {
        let mut varied = Facts::default();
        for (at, param) in function.params.iter().enumerate() {
            if asked.has(at) {
                varied.operand(function, &param.binding);
            }
        }
        fix(&mut varied, |facts| {
            forwards(function, &function.body, facts)
        });
        let mut useful = Facts::default();
        useful.operand(function, &function.result);
        for param in &function.params {
            if param.passing == Passing::RefMut {
                useful.operand(function, &param.binding);
            }
        }
        fix(&mut useful, |facts| {
            backwards(function, &function.body, &varied, facts);
        });
        let differentiated = match asked.0 {
            None => Vec::new(),
            Some(_) => Activity::of(function, &Asked::ALL).called(function),
        };
        Activity {
            asked: asked.clone(),
            differentiated,
            values: varied.values.and(&useful.values),
            memories: varied.memories.and(&useful.memories),
            varied: varied.values,
        }
    }

    pub(crate) fn value(&self, value: Value) -> bool {
        self.values.contains(&value)
    }

    /// Whether the adjoint of the argument of this position is wanted.
    pub(crate) fn asks_for(&self, at: usize) -> bool {
        self.asked.has(at)
    }

    pub(crate) fn memory(&self, memory: Memory) -> bool {
        self.memories.contains(&memory)
    }

    /// Whether an argument can change the value, be it of use or not.
    pub(crate) fn varied(&self, value: Value) -> bool {
        self.varied.contains(&value)
    }

    pub(crate) fn operand(&self, operand: &Operand) -> bool {
        operand.values().iter().any(|v| self.value(*v))
            || operand.memories().iter().any(|m| self.memory(*m))
    }

    /// Whether the call has to be differentiated: something active goes in and comes out.
    pub(crate) fn call(&self, call: &Call) -> bool {
        let into = call.calls_argument()
            || call.args.iter().any(|arg| match arg {
                Arg::Operand(operand) => self.operand(operand),
                Arg::Ref(place) | Arg::RefMut(place) => self.memory(place.memory),
                Arg::Function { .. } | Arg::Struct(_) => false,
            });
        let out = call.result.is_some_and(|v| self.value(v))
            || call
                .args
                .iter()
                .any(|arg| matches!(arg, Arg::RefMut(place) if self.memory(place.memory)));
        into && out
    }

    /// Whether the backward pass has anything to do for the block or what stands in it.
    pub(crate) fn block(&self, block: &Block) -> bool {
        let mut found = block.yields.iter().any(|v| self.value(*v));
        block.walk(&mut |stmt| found |= self.stmt(stmt));
        found
    }

    fn stmt(&self, stmt: &Stmt) -> bool {
        stmt.defines().iter().any(|v| self.value(*v))
            || match stmt {
                Stmt::Store { place, .. }
                | Stmt::Update { place, .. }
                | Stmt::Fill { place, .. }
                | Stmt::Assign { place, .. }
                | Stmt::Push { place, .. }
                | Stmt::Truncate { place, .. }
                | Stmt::Copy { to: place, .. }
                | Stmt::Swap { a: place, .. } => self.memory(place.memory),
                Stmt::Alloc { memory, .. } => self.memory(*memory),
                Stmt::Call(call) => self.call(call),
                _ => false,
            }
    }
}

fn fix(facts: &mut Facts, mut round: impl FnMut(&mut Facts)) {
    loop {
        facts.changed = false;
        round(facts);
        if !facts.changed {
            return;
        }
    }
}

fn forwards(function: &Function, block: &Block, facts: &mut Facts) {
    for stmt in &block.stmts {
        match stmt {
            Stmt::Let { value, expr } => {
                let (values, memory) = differentiable(expr);
                if values.iter().any(|v| facts.values.contains(v))
                    || memory.is_some_and(|m| facts.memories.contains(&m))
                {
                    facts.value(function, *value);
                }
            }
            Stmt::Store { place, value }
            | Stmt::Update { place, value, .. }
            | Stmt::Fill { place, value }
                if facts.values.contains(value) =>
            {
                facts.memory(function, place.memory);
            }
            Stmt::Assign { place, operand, .. } | Stmt::Push { place, operand }
                if facts.has(operand) =>
            {
                facts.memory(function, place.memory);
            }
            Stmt::Alloc { memory, init } if init_operands(init).iter().any(|o| facts.has(o)) => {
                facts.memory(function, *memory);
            }
            Stmt::Copy { to, from } if facts.memories.contains(&from.memory) => {
                facts.memory(function, to.memory);
            }
            Stmt::Swap { a, b }
                if (facts.memories.contains(&a.memory) || facts.memories.contains(&b.memory)) =>
            {
                facts.memory(function, a.memory);
                facts.memory(function, b.memory);
            }
            Stmt::Call(call) => {
                let varied = |arg: &Arg| match arg {
                    Arg::Operand(operand) => facts.has(operand),
                    Arg::Ref(place) | Arg::RefMut(place) => facts.memories.contains(&place.memory),
                    Arg::Function { .. } | Arg::Struct(_) => false,
                };
                if call.calls_argument() || call.args.iter().any(varied) {
                    call_outputs(function, call, facts);
                }
            }
            _ => {}
        }
        for inner in stmt.blocks() {
            forwards(function, inner, facts);
        }
        if let Stmt::If {
            then, els, results, ..
        } = stmt
        {
            for ((result, a), b) in results.iter().zip(&then.yields).zip(&els.yields) {
                if facts.values.contains(a) || facts.values.contains(b) {
                    facts.value(function, *result);
                }
            }
        }
        if let Some((carried, body)) = carried_of(stmt) {
            for (c, next) in carried.iter().zip(&body.yields) {
                if facts.values.contains(&c.init) || facts.values.contains(next) {
                    facts.value(function, c.inside);
                    facts.value(function, c.result);
                }
            }
        }
    }
}

fn call_outputs(function: &Function, call: &Call, facts: &mut Facts) {
    if let Some(result) = call.result {
        facts.value(function, result);
    }
    for arg in &call.args {
        if let Arg::RefMut(place) = arg {
            facts.memory(function, place.memory);
        }
    }
}

fn backwards(function: &Function, block: &Block, varied: &Facts, facts: &mut Facts) {
    for stmt in block.stmts.iter().rev() {
        if let Some((carried, body)) = carried_of(stmt) {
            for (c, next) in carried.iter().zip(&body.yields) {
                if facts.values.contains(&c.result) || facts.values.contains(&c.inside) {
                    facts.value(function, c.init);
                    facts.value(function, *next);
                    facts.value(function, c.inside);
                }
            }
        }
        if let Stmt::If {
            then, els, results, ..
        } = stmt
        {
            for ((result, a), b) in results.iter().zip(&then.yields).zip(&els.yields) {
                if facts.values.contains(result) {
                    facts.value(function, *a);
                    facts.value(function, *b);
                }
            }
        }
        for inner in stmt.blocks().into_iter().rev() {
            backwards(function, inner, varied, facts);
        }
        match stmt {
            Stmt::Let { value, expr } if facts.values.contains(value) => {
                let (values, memory) = differentiable(expr);
                values.iter().for_each(|v| facts.value(function, *v));
                if let Some(memory) = memory {
                    facts.memory(function, memory);
                }
            }
            Stmt::Store { place, value }
            | Stmt::Update { place, value, .. }
            | Stmt::Fill { place, value }
                if facts.memories.contains(&place.memory) =>
            {
                facts.value(function, *value);
            }
            Stmt::Assign { place, operand, .. } | Stmt::Push { place, operand }
                if facts.memories.contains(&place.memory) =>
            {
                facts.operand(function, operand);
            }
            Stmt::Alloc { memory, init } if facts.memories.contains(memory) => {
                for operand in init_operands(init) {
                    facts.operand(function, &operand);
                }
            }
            Stmt::Copy { to, from } if facts.memories.contains(&to.memory) => {
                facts.memory(function, from.memory);
            }
            Stmt::Swap { a, b }
                if (facts.memories.contains(&a.memory) || facts.memories.contains(&b.memory)) =>
            {
                facts.memory(function, a.memory);
                facts.memory(function, b.memory);
            }
            Stmt::Call(call) => call_inputs(function, call, varied, facts),
            _ => {}
        }
    }
}

/// What goes into a call is useful if something that comes out of it is. All that a call writes
/// needs a shadow as soon as one of it does.
fn call_inputs(function: &Function, call: &Call, varied: &Facts, facts: &mut Facts) {
    let mut outputs = Facts::default();
    call_outputs(function, call, &mut outputs);
    let changed = outputs.memories.and(&varied.memories);
    if !outputs.values.meets(&facts.values) && !changed.meets(&facts.memories) {
        return;
    }
    for arg in &call.args {
        match arg {
            Arg::Operand(operand) => facts.operand(function, operand),
            Arg::Ref(place) | Arg::RefMut(place) => facts.memory(function, place.memory),
            Arg::Function { .. } | Arg::Struct(_) => {}
        }
    }
}
