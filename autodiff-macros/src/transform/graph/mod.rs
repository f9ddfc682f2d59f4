//! The function that runs the user's function and tells a builder every gate that it comes through.
//!
//! Each active scalar has a *wire* beside it, a number that the builder gives; where a scalar is a
//! result of an `if` or carried by a loop, so is its wire. Which wires stand in memory, the builder
//! keeps: loads, stores and copies are told to it. A call is one gate.

mod calls;
mod gates;
mod memory;

use super::backward::{LocalPartials, Primal};
use crate::analysis::{Activity, Asked, Options, Plan, Problem, Structure};
use crate::ir::*;
use crate::transform::known::Known;
use proc_macro2::Span;
use rustc_hash::FxHashMap;

const HINT: &str = "leave `graph` out of the attribute, or move this to a function of its own";

/// The graph function of a function as it was read; or what cannot be drawn. The cache of each call
/// stands in a variable, under the name that the layout has for it.
pub(crate) fn graph(function: &Function) -> Result<(Function, Layout), Vec<Problem>> {
    let structure = Structure::of(function);
    let activity = Activity::of(function, &Asked::ALL);
    let originals = FxHashMap::default();
    let options = Options {
        recompute: true,
        stored: false,
        share: false,
        rerun: false,
        alone: true,
        entries: false,
        snapshots: &originals,
    };
    let plan = Plan::of(function, &structure, &activity, options);
    let primal = Primal {
        function,
        structure: &structure,
        activity: &activity,
        plan: &plan,
        known: &Known::of(function),
        originals: &originals,
        sums: false,
    };
    let mut drawing = Drawing {
        primal: &primal,
        partials: LocalPartials::new(&primal),
        wires: FxHashMap::default(),
        stmts: Vec::new(),
        problems: Vec::new(),
    };
    drawing.parameters();
    let body = drawing.block(&function.body, |_, _| Vec::new());
    drawing.stmts = body.stmts.clone();
    let wire = match function.result {
        Operand::Value(result) if function.value(result).ty.is_float() => drawing.wire(result),
        _ => {
            let first = function.params.first().map(|param| param.span);
            drawing.cannot(first.unwrap_or_else(Span::call_site), "what is no number");
            Value(0)
        }
    };
    if !drawing.problems.is_empty() {
        return Err(drawing.problems);
    }
    let mut drawn = drawing.partials.finish();
    drawn.body = Block {
        stmts: drawing.stmts,
        ..body
    };
    drawn.result = Operand::Value(wire);
    super::simplify::simplify(&mut drawn, Some(function));
    Ok((drawn, plan.layout))
}

struct Drawing<'a> {
    primal: &'a Primal<'a>,
    partials: LocalPartials<'a>,
    /// The wire of each active scalar.
    wires: FxHashMap<Value, Value>,
    /// The statements of the block that is being written.
    stmts: Vec<Stmt>,
    problems: Vec<Problem>,
}

impl Drawing<'_> {
    fn cannot(&mut self, span: Span, what: &str) {
        self.problems.push(Problem {
            span,
            what: format!("a graph of {what} cannot be drawn"),
            hint: HINT,
            variable: None,
        });
    }

    fn is_active(&self, value: Value) -> bool {
        self.primal.activity.value(value)
    }

    /// Whether it is a number that has a wire.
    fn has_wire(&self, value: Value) -> bool {
        self.is_active(value) && self.primal.function.value(value).ty.is_float()
    }

    fn new_wire(&mut self, of: Value) -> Value {
        let span = self.primal.function.value(of).span;
        self.partials.function().new_value(ValueInfo {
            ty: Type::USIZE,
            name: Name::made(match &self.primal.function.value(of).name {
                Some(name) => format!("wire_{}", name.text),
                None => "wire".into(),
            }),
            span,
        })
    }

    fn draw(&mut self, what: &'static str, args: Vec<DrawArg>) {
        let result = None;
        let draw = Draw { what, args, result };
        self.stmts.push(Stmt::Draw(Box::new(draw)));
    }

    /// The same with a new wire as its result.
    fn draw_wire(&mut self, of: Value, what: &'static str, args: Vec<DrawArg>) -> Value {
        let wire = self.new_wire(of);
        let result = Some(wire);
        let draw = Draw { what, args, result };
        self.stmts.push(Stmt::Draw(Box::new(draw)));
        wire
    }

    /// The wire of a number; what nothing flows through has one of its own each time.
    fn wire(&mut self, value: Value) -> Value {
        match self.wires.get(&value) {
            Some(wire) => *wire,
            None => self.draw_wire(value, "constant", vec![DrawArg::Value(value)]),
        }
    }

    /// The name that a wire is drawn with.
    fn title(&self, value: Value) -> DrawArg {
        let name = self.primal.function.value(value).name.as_ref();
        let name = name.filter(|name| name.by_user);
        DrawArg::Text(name.map(|name| name.text.clone()).unwrap_or_default())
    }

    /// An index that is no value of the user's.
    fn index(&mut self, expr: Expr) -> Value {
        let value = self.partials.function().new_value(ValueInfo {
            ty: Type::USIZE,
            name: None,
            span: Span::call_site(),
        });
        self.stmts.push(Stmt::Let { value, expr });
        value
    }

    fn parameters(&mut self) {
        let function = self.primal.function;
        for param in &function.params {
            let title = || DrawArg::Text(param.name.clone());
            match &param.binding {
                Operand::Value(value) if self.has_wire(*value) => {
                    let args = vec![title(), DrawArg::Value(*value)];
                    let wire = self.draw_wire(*value, "input", args);
                    self.wires.insert(*value, wire);
                }
                Operand::Value(value) if self.is_active(*value) => {
                    self.draw("argument", vec![title(), DrawArg::Result(*value)]);
                }
                Operand::Memory(memory) if self.primal.activity.memory(*memory) => {
                    let path = DrawArg::Path(Place::whole(*memory));
                    self.draw("argument", vec![title(), path]);
                }
                _ => {}
            }
            if let Type::Function(_) = param.ty {
                self.cannot(param.span, "a function that takes functions");
            }
        }
    }

    /// A block with the wires of its gates; `more` gives what it yields beside its own.
    fn block(
        &mut self,
        block: &Block,
        more: impl FnOnce(&mut Self, &Block) -> Vec<Value>,
    ) -> Block {
        // What stands before the function's first statement belongs to it.
        let is_body = block.id == self.primal.function.body.id;
        let outer = match is_body {
            true => Vec::new(),
            false => std::mem::take(&mut self.stmts),
        };
        for (at, stmt) in block.stmts.iter().enumerate() {
            self.stmt(block, at, stmt);
        }
        let mut yields = block.yields.clone();
        yields.extend(more(self, block));
        Block {
            id: block.id,
            stmts: std::mem::replace(&mut self.stmts, outer),
            yields,
        }
    }

    fn stmt(&mut self, block: &Block, at: usize, stmt: &Stmt) {
        match stmt {
            Stmt::Let { value, expr } => {
                self.stmts.push(stmt.clone());
                if self.is_active(*value) {
                    self.gate(*value, expr);
                }
            }
            Stmt::If {
                condition,
                then,
                els,
                results,
            } => self.branches(*condition, then, els, results),
            Stmt::For(l) => {
                let mut l = l.clone();
                let wired = self.before_loop(&l.carried);
                l.body = self.block(&l.body, |this, body| this.yielded(&body.yields, &wired));
                l.carried.extend(self.behind_loop(wired));
                self.stmts.push(Stmt::For(l));
            }
            Stmt::While(l) => {
                let mut l = l.clone();
                let wired = self.before_loop(&l.carried);
                l.condition = self.block(&l.condition, |_, _| Vec::new());
                l.body = self.block(&l.body, |this, body| this.yielded(&body.yields, &wired));
                l.carried.extend(self.behind_loop(wired));
                self.stmts.push(Stmt::While(l));
            }
            Stmt::Call(call) => match self.primal.plan.call(block.id, at) {
                Some(field) => self.call(call, field),
                None => self.stmts.push(stmt.clone()),
            },
            other => self.memory(other),
        }
    }

    fn branches(&mut self, condition: Value, then: &Block, els: &Block, results: &[Value]) {
        for result in results {
            self.check_aggregate(*result);
        }
        let wired: Vec<(usize, Value)> = results.iter().copied().enumerate().collect();
        let wired: Vec<_> = (wired.into_iter())
            .filter(|(_, v)| self.has_wire(*v))
            .collect();
        let yielded = |this: &mut Self, block: &Block| {
            let wires = wired.iter().map(|(at, _)| this.wire(block.yields[*at]));
            wires.collect()
        };
        let (then, els) = (self.block(then, yielded), self.block(els, yielded));
        let mut results = results.to_vec();
        for (_, value) in &wired {
            let wire = self.new_wire(*value);
            self.wires.insert(*value, wire);
            results.push(wire);
        }
        self.stmts.push(Stmt::If {
            condition,
            then,
            els,
            results,
        });
    }

    /// What a region hands on is a number, or has no wires.
    fn check_aggregate(&mut self, value: Value) {
        if self.is_active(value) && !self.has_wire(value) {
            let span = self.primal.function.value(value).span;
            self.cannot(span, "a value of this type that branches or loops change");
        }
    }

    /// The carried values that have wires, each with the wires that are carried beside it.
    fn before_loop(&mut self, carried: &[Carried]) -> Vec<(usize, Carried, Carried)> {
        let mut wired = Vec::new();
        for (at, c) in carried.iter().enumerate() {
            self.check_aggregate(c.inside);
            if !self.has_wire(c.inside) {
                continue;
            }
            let init = self.wire(c.init);
            let (inside, result) = (self.new_wire(c.inside), self.new_wire(c.result));
            self.wires.insert(c.inside, inside);
            let wires = Carried {
                init,
                inside,
                result,
            };
            wired.push((at, c.clone(), wires));
        }
        wired
    }

    fn yielded(&mut self, yields: &[Value], wired: &[(usize, Carried, Carried)]) -> Vec<Value> {
        wired
            .iter()
            .map(|(at, ..)| self.wire(yields[*at]))
            .collect()
    }

    fn behind_loop(&mut self, wired: Vec<(usize, Carried, Carried)>) -> Vec<Carried> {
        let wires = wired.into_iter().map(|(_, c, wires)| {
            self.wires.insert(c.result, wires.result);
            wires
        });
        wires.collect()
    }
}
