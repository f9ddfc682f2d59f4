//! A call is one gate: its partials come from the callee's own backward pass, which runs once for
//! each number that the call gives.

use super::Drawing;
use crate::ir::*;

/// An argument that a gradient flows to.
enum Taken {
    /// By value: a number, or an aggregate.
    Value(Operand),
    /// Behind a reference; whether that is mutable.
    Place(Place, bool),
}

impl Drawing<'_> {
    pub(super) fn call(&mut self, call: &Call, field: Field) {
        let Some(taken) = self.taken(call) else {
            return;
        };
        let function = self.primal.function;
        self.draw("enter", vec![DrawArg::Text(label(&call.target))]);
        for argument in &taken {
            match argument {
                Taken::Value(Operand::Value(value)) if self.is_number(*value) => {
                    let wire = self.wire(*value);
                    self.draw("takes_wire", vec![DrawArg::Value(wire)]);
                }
                Taken::Value(Operand::Value(value)) => {
                    let content = DrawArg::Aggregate(*value);
                    self.draw("takes", vec![DrawArg::Result(*value), content]);
                }
                Taken::Value(Operand::Memory(memory)) => self.takes(&Place::whole(*memory)),
                Taken::Value(_) => {}
                Taken::Place(place, _) => self.takes(place),
            }
        }
        let mut copy = call.clone();
        copy.recorded = Some(field);
        self.stmts.push(Stmt::Call(Box::new(copy)));
        let mut gives = 0;
        if let Some(result) = call.result.filter(|result| self.is_active(*result)) {
            gives += 1;
            if self.is_number(result) {
                let args = vec![self.title(result), DrawArg::Value(result)];
                let wire = self.draw_wire(result, "gives_wire", args);
                self.wires.insert(result, wire);
            } else {
                let ty = &function.value(result).ty;
                if ty.contains(&|ty| matches!(ty, Type::Option(_))) {
                    self.cannot(call.span, "what may be an error");
                }
                let title = self.title(result);
                let args = vec![title, DrawArg::Result(result), DrawArg::Aggregate(result)];
                self.draw("gives", args);
            }
        }
        for argument in &taken {
            if let Taken::Place(place, true) = argument {
                gives += 2;
                let title = DrawArg::Text(function.memory(place.memory).name.clone());
                let path = DrawArg::Path(place.clone());
                self.draw("gives", vec![title, path, DrawArg::Content(place.clone())]);
            }
        }
        let is_scalar = call.result.is_some_and(|result| self.is_number(result));
        if gives == 1 && is_scalar {
            self.backward(call, field, &taken);
        } else {
            self.for_each_output(|this| this.backward(call, field, &taken));
        }
        self.draw("leave", Vec::new());
    }

    fn is_number(&self, value: Value) -> bool {
        self.primal.function.value(value).ty.is_float()
    }

    /// The arguments that a gradient flows to; nothing if the call cannot be drawn.
    fn taken(&mut self, call: &Call) -> Option<Vec<Taken>> {
        let function = self.primal.function;
        if call.is_open() || call.calls_argument() {
            self.cannot(call.span, "such a call");
            return None;
        }
        let mut taken = Vec::new();
        for arg in &call.args {
            match arg {
                Arg::Operand(operand) if !function.operand_type(operand).carries_gradient() => {}
                Arg::Operand(operand @ (Operand::Value(_) | Operand::Memory(_))) => {
                    taken.push(Taken::Value(operand.clone()));
                }
                Arg::Ref(place) | Arg::RefMut(place) => {
                    let ty = function.place_type(place).unwrap_or(Type::Unknown);
                    if ty.carries_gradient() {
                        let mutable = matches!(arg, Arg::RefMut(_));
                        taken.push(Taken::Place(place.clone(), mutable));
                    }
                }
                Arg::Operand(_) | Arg::Function { .. } | Arg::Struct(_) => {
                    self.cannot(call.span, "a call with such an argument");
                    return None;
                }
            }
        }
        Some(taken)
    }

    fn takes(&mut self, place: &Place) {
        let content = DrawArg::Content(place.clone());
        self.draw("takes", vec![DrawArg::Path(place.clone()), content]);
    }

    /// A loop over the numbers that the call gives.
    fn for_each_output(&mut self, row: impl FnOnce(&mut Self)) {
        let from = self.index(integer(0));
        let to = self.new_index("outputs");
        let draw = Draw {
            what: "outputs",
            args: Vec::new(),
            result: Some(to),
        };
        self.stmts.push(Stmt::Draw(Box::new(draw)));
        let var = self.new_index("_output");
        let outer = std::mem::take(&mut self.stmts);
        row(self);
        let stmts = std::mem::replace(&mut self.stmts, outer);
        let id = self.partials.function().new_block();
        self.stmts.push(Stmt::For(Box::new(For {
            var,
            from,
            to,
            inclusive: false,
            reversed: false,
            carried: Vec::new(),
            exit: None,
            body: Block {
                id,
                stmts,
                yields: Vec::new(),
            },
            span: proc_macro2::Span::call_site(),
        })));
    }

    fn new_index(&mut self, name: &str) -> Value {
        self.partials.function().new_value(ValueInfo {
            ty: Type::USIZE,
            name: Name::made(name),
            span: proc_macro2::Span::call_site(),
        })
    }

    /// One pass backward through the call, with an adjoint of one for one of its outputs.
    fn backward(&mut self, call: &Call, field: Field, taken: &[Taken]) {
        let function = self.primal.function;
        let seed = call.result.and_then(|result| self.seed(call, result));
        let (mut passed, mut results, mut told) = (Vec::new(), Vec::new(), Vec::new());
        let mut shadows = Vec::new();
        for argument in taken {
            if let Taken::Place(place, true) = argument {
                let shadow = self.shadow(place);
                self.draw("seed_into", vec![DrawArg::ContentMut(shadow.clone())]);
                shadows.push(shadow);
            }
        }
        let mut shadows = shadows.into_iter();
        for arg in &call.args {
            match arg {
                Arg::Operand(operand) => {
                    let ty = function.operand_type(operand);
                    if !ty.carries_gradient() {
                        continue;
                    }
                    let span = call.span;
                    let name = Name::made("d_argument");
                    let ty = ty.gradient();
                    let value = self
                        .partials
                        .function()
                        .new_value(ValueInfo { ty, name, span });
                    results.push(Some(value));
                    told.push(DrawArg::Aggregate(value));
                }
                Arg::Ref(place) => {
                    let ty = function.place_type(place).unwrap_or(Type::Unknown);
                    let shadow = ty.carries_gradient().then(|| self.shadow(place));
                    told.extend(shadow.clone().map(DrawArg::Content));
                    let place = place.clone();
                    passed.push(BackwardArg::Ref { place, shadow });
                }
                Arg::RefMut(place) => {
                    let ty = function.place_type(place).unwrap_or(Type::Unknown);
                    if ty.carries_gradient()
                        && let Some(shadow) = shadows.next()
                    {
                        told.push(DrawArg::Content(shadow.clone()));
                        passed.push(BackwardArg::RefMut(shadow));
                    }
                }
                Arg::Function { .. } | Arg::Struct(_) => {}
            }
        }
        let at = At::Whole;
        self.stmts.push(Stmt::Backward(Box::new(Backward {
            target: call.target.clone(),
            cache: Recorded { field, at },
            args: passed,
            seed: seed.map(Operand::Value),
            results,
            only: None,
            span: call.span,
        })));
        for content in told {
            self.draw("partials", vec![content]);
        }
        self.draw("next_output", Vec::new());
    }

    /// The adjoint of the result: one where it is the output that the pass is about.
    fn seed(&mut self, call: &Call, result: Value) -> Option<Value> {
        let ty = self.primal.function.value(result).ty.clone();
        if !ty.carries_gradient() {
            let value = self.partials.function().value_like(result, Type::Unit);
            let expr = Expr::Aggregate(Operand::Unit);
            (ty != Type::Unit || call.is_open())
                .then(|| self.stmts.push(Stmt::Let { value, expr }))?;
            return Some(value);
        }
        let value = self.partials.function().value_like(result, ty.gradient());
        let args = match self.is_number(result) {
            true => Vec::new(),
            false => vec![DrawArg::Aggregate(result)],
        };
        let draw = Draw {
            what: if args.is_empty() { "seed" } else { "seed_like" },
            args,
            result: Some(value),
        };
        self.stmts.push(Stmt::Draw(Box::new(draw)));
        Some(value)
    }

    /// Zeros in the shape of a place.
    fn shadow(&mut self, place: &Place) -> Place {
        let function = self.primal.function;
        let (info, ty) = (function.memory(place.memory), function.place_type(place));
        let memory = self.partials.function().new_memory(MemoryInfo {
            ty: ty.unwrap_or(Type::Unknown).gradient(),
            name: format!("d_{}", info.name),
            span: info.span,
            origin: Origin::Local,
        });
        let init = Init::ZeroLike(place.clone());
        self.stmts.push(Stmt::Alloc { memory, init });
        Place::whole(memory)
    }
}

/// What a call is called in the graph.
fn label(target: &Target) -> String {
    let text = match target {
        Target::Operator { name, .. } => match name.trim_end_matches("_assign") {
            "add" => "+",
            "sub" => "-",
            "mul" => "*",
            "div" => "/",
            other => other,
        },
        other => other.text(),
    };
    let path = text
        .split('<')
        .next()
        .unwrap_or(text)
        .trim_end_matches([' ', ':']);
    path.rsplit("::").next().unwrap_or(path).trim().to_owned()
}
