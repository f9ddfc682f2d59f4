//! The forward function: the user's function, with records of what the backward pass will read.

use crate::analysis::{Item, Plan, Source};
use crate::ir::*;

/// Adds to the prepared function the records of the plan.
pub(crate) fn forward(function: &Function, plan: &Plan) -> Function {
    let mut forward = function.clone();
    let mut body = forward.body.clone();
    let returned = forward.result.memories();
    Recorder {
        plan,
        function: &mut forward,
        returned,
    }
    .block(&mut body, &[], true);
    forward.body = body;
    forward
}

struct Recorder<'a> {
    plan: &'a Plan,
    function: &'a mut Function,
    /// Memories that are moved into the result, and so cannot be moved into the cache.
    returned: Vec<Memory>,
}

impl Recorder<'_> {
    /// `bound` are the values that exist when the block begins.
    fn block(&mut self, block: &mut Block, bound: &[Value], is_body: bool) {
        let mut stmts = Vec::new();
        let mut whole = Vec::new();
        for value in bound {
            stmts.extend(self.record_value(*value));
        }
        if is_body {
            for param in &self.function.params {
                for value in param.binding.values() {
                    whole.extend(self.record_value(value));
                }
            }
        }
        for (at, mut stmt) in std::mem::take(&mut block.stmts).into_iter().enumerate() {
            let counted = self.enter(&mut stmt, &mut stmts);
            if let Stmt::Call(call) = &mut stmt {
                call.recorded = self.plan.call(block.id, at);
            }
            if let Some(reserve) = self.reserve(&stmt, is_body, &mut stmts) {
                stmts.extend(reserve);
            }
            let defined = stmt.defines();
            stmts.push(stmt);
            for record in defined.into_iter().filter_map(|v| self.record_value(v)) {
                // Outside loops and branches the cache is put together at the end.
                let target = if is_body { &mut whole } else { &mut stmts };
                target.push(record);
            }
            if let Some((field, count)) = counted {
                let record = Stmt::Record {
                    field,
                    operand: Operand::Value(count),
                    clone: false,
                };
                let target = if is_body { &mut whole } else { &mut stmts };
                target.push(record);
            }
        }
        for (field, (source, home)) in (0..).map(Field).zip(&self.plan.sources) {
            if let Source::Item(Item::Memory(memory)) = source
                && *home == block.id
            {
                self.record_memory(field, *memory, &mut stmts, &mut whole);
            }
        }
        stmts.append(&mut whole);
        block.stmts = stmts;
    }

    /// A memory is moved into the cache at the end; if it is moved elsewhere, it is cloned before.
    fn record_memory(
        &self,
        field: Field,
        memory: Memory,
        stmts: &mut Vec<Stmt>,
        end: &mut Vec<Stmt>,
    ) {
        let is_copy = self.function.memory(memory).ty.is_copy();
        let moved = stmts.iter().position(|stmt| moves(stmt, memory));
        let record = Stmt::Record {
            field,
            operand: Operand::Memory(memory),
            clone: !is_copy && (moved.is_some() || self.returned.contains(&memory)),
        };
        match moved.filter(|_| !is_copy) {
            None => end.push(record),
            Some(at) => stmts.insert(at, record),
        }
    }

    fn record_value(&self, value: Value) -> Option<Stmt> {
        Some(Stmt::Record {
            field: self.plan.field(Item::Value(value))?,
            operand: Operand::Value(value),
            clone: false,
        })
    }

    /// Records inside the statement's blocks. A loop whose iterations are counted gets a counter.
    fn enter(&mut self, stmt: &mut Stmt, before: &mut Vec<Stmt>) -> Option<(Field, Value)> {
        match stmt {
            Stmt::If { then, els, .. } => {
                self.block(then, &[], false);
                self.block(els, &[], false);
                None
            }
            Stmt::For(l) => {
                let mut bound = vec![l.var];
                bound.extend(l.carried.iter().map(|c| c.inside));
                self.block(&mut l.body, &bound, false);
                let field = self.plan.trips(l.body.id)?;
                let count = self.count(&mut l.carried, &mut l.body, before);
                Some((field, count))
            }
            Stmt::While(l) => {
                let bound: Vec<_> = l.carried.iter().map(|c| c.inside).collect();
                self.block(&mut l.body, &bound, false);
                let field = self.plan.trips(l.body.id)?;
                let count = self.count(&mut l.carried, &mut l.body, before);
                Some((field, count))
            }
            _ => None,
        }
    }

    fn count(
        &mut self,
        carried: &mut Vec<Carried>,
        body: &mut Block,
        before: &mut Vec<Stmt>,
    ) -> Value {
        let mut counter = || {
            self.function.new_value(ValueInfo {
                ty: Type::USIZE,
                name: Name::made("iterations"),
                span: proc_macro2::Span::call_site(),
            })
        };
        let (init, inside, one, next, result) =
            (counter(), counter(), counter(), counter(), counter());
        for (value, number) in [(init, 0), (one, 1)] {
            self.function.values[value.index()].name = None;
            let stmt = Stmt::Let {
                value,
                expr: integer(number),
            };
            if value == init {
                before.push(stmt);
            } else {
                body.stmts.push(stmt);
            }
        }
        body.stmts.push(Stmt::Let {
            value: next,
            expr: Expr::Binary(Binary::Add, inside, one),
        });
        body.yields.push(next);
        carried.push(Carried {
            init,
            inside,
            result,
        });
        result
    }

    /// Storage for the records of a loop over `0..n`, sized once.
    fn reserve(&mut self, stmt: &Stmt, is_body: bool, stmts: &mut [Stmt]) -> Option<Vec<Stmt>> {
        let Stmt::For(l) = stmt else { return None };
        let from_zero = stmts.iter().any(
            |s| matches!(s, Stmt::Let { value, expr } if *value == l.from && expr.is_number(0.0)),
        );
        let index = self.function.value(l.var).ty == Type::USIZE;
        if !is_body || !from_zero || l.inclusive || !index {
            return None;
        }
        let fields = (0..).map(Field).zip(&self.plan.sources);
        let here = fields.filter(|(_, (_, block))| *block == l.body.id);
        Some(
            here.map(|(field, _)| Stmt::Reserve { field, count: l.to })
                .collect(),
        )
    }
}

/// Whether the statement, or one inside it, moves the memory away.
fn moves(stmt: &Stmt, memory: Memory) -> bool {
    let mut moved = false;
    stmt.clone().uses(&mut |used| {
        moved |= matches!(used, Use::Moved(m) if *m == memory);
    });
    moved || (stmt.blocks().iter()).any(|b| b.stmts.iter().any(|s| moves(s, memory)))
}
