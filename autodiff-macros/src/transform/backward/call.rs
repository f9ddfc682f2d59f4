//! The backward pass of a call: a call of the callee's backward function.

use super::Backward;
use crate::analysis::unused_result;
use crate::ir::*;

impl Backward<'_> {
    pub(super) fn adjoint_of_call(&mut self, call: &Call, field: Field) {
        let at = self.at(field);
        let seed = call.result.and_then(|result| self.seed_of(call, result));
        let mut args = Vec::new();
        let mut results = Vec::new();
        let mut returned = Vec::new();
        let mut written = Vec::new();
        // A part of what is written may be read, as a snapshot.
        let mut borrowed: Vec<Place> = (call.args.iter())
            .filter_map(|arg| match arg {
                Arg::RefMut(place) => Some(Place::whole(place.memory)),
                _ => None,
            })
            .collect();
        let mut later = Vec::new();
        let only = self.only_side(call);
        let mut rest = call.args.iter().enumerate();
        while let Some((at, arg)) = rest.next() {
            let open = call.open.contains(&at);
            let unread = only.is_some_and(|side| (side == Face::Left) != (at == 0));
            match arg {
                Arg::Struct(borrower) => {
                    let mut fields = rest.by_ref().map(|(_, arg)| arg.clone());
                    args.push(self.borrower_argument(borrower, &mut fields, &mut later));
                }
                Arg::Operand(operand) => {
                    let ty = self.primal.function.operand_type(operand);
                    if !ty.carries_gradient() && !open || unread {
                        continue;
                    }
                    if !self.primal.activity.operand(operand) {
                        results.push(None);
                        continue;
                    }
                    let value = self.returned_by_call(call, operand);
                    results.push(Some(value));
                    returned.push((operand.clone(), value));
                }
                Arg::Function {
                    passed, captures, ..
                } => args.push(BackwardArg::Function {
                    passed: passed.clone(),
                    captures: *captures,
                }),
                Arg::Ref(_) if at == 0 && call.target.is_shaped() => {}
                Arg::Ref(place) if unread => {
                    let place = self.primal_place(place);
                    args.push(BackwardArg::Ref {
                        place,
                        shadow: None,
                    });
                }
                Arg::Ref(place) => {
                    let shadow = self.shadow_argument(
                        place,
                        open,
                        &mut borrowed,
                        Place::is_apart,
                        &mut later,
                    );
                    if call.target.is_linear() {
                        args.extend(shadow.map(BackwardArg::RefMut));
                        continue;
                    }
                    let place = self.primal_place(place);
                    args.push(BackwardArg::Ref { place, shadow });
                }
                Arg::RefMut(place) => {
                    let shadow = self.shadow_argument(
                        place,
                        open,
                        &mut written,
                        Place::lent_apart,
                        &mut later,
                    );
                    args.extend(shadow.map(BackwardArg::RefMut));
                }
            }
        }
        self.stmts
            .push(Stmt::Backward(Box::new(crate::ir::Backward {
                target: call.target.clone(),
                cache: Recorded { field, at },
                args,
                seed: seed.map(Operand::Value),
                results,
                only,
                span: call.span,
            })));
        self.stmts.append(&mut later);
        for (operand, value) in returned {
            self.give_back(&operand, value);
        }
    }

    /// The operand whose adjoint is wanted, of a function of two operands that can give it alone.
    fn only_side(&self, call: &Call) -> Option<Face> {
        let [left, right] = &call.args[..] else {
            return None;
        };
        let function = self.primal.function;
        let states = [left, right].map(|arg| {
            let (ty, active) = match arg {
                Arg::Operand(operand) => (
                    function.operand_type(operand),
                    self.primal.activity.operand(operand),
                ),
                Arg::Ref(place) => (
                    function.place_type(place)?,
                    self.primal.activity.memory(place.memory),
                ),
                Arg::RefMut(_) | Arg::Function { .. } | Arg::Struct(_) => return None,
            };
            ty.carries_gradient().then_some(active)
        });
        match states {
            _ if !call.target.has_sides() => None,
            [Some(true), Some(false)] => Some(Face::Left),
            [Some(false), Some(true)] => Some(Face::Right),
            _ => None,
        }
    }

    /// The adjoint of the result; nothing for a result that carries none.
    fn seed_of(&mut self, call: &Call, result: Value) -> Option<Value> {
        let ty = self.primal.function.value(result).ty.clone();
        if !ty.carries_gradient() {
            // Its gradient is a unit, unless the callee's signature says something else.
            let unit = Expr::Aggregate(Operand::Unit);
            return (ty != Type::Unit || call.is_open())
                .then(|| self.emit_like(result, Type::Unit, unit));
        }
        if let Some(seed) = self.take(result) {
            return Some(seed);
        }
        let info = ValueInfo {
            ty: ty.gradient(),
            name: None,
            span: call.span,
        };
        let like = unused_result(self.primal.function, self.primal.activity, call);
        let like = like.map(|result| self.value(result));
        Some(self.emit(info, Expr::Zero(like)))
    }

    fn returned_by_call(&mut self, call: &Call, operand: &Operand) -> Value {
        let function = self.primal.function;
        let name = match operand {
            Operand::Value(v) => function.value(*v).name.as_ref().map(|n| n.text.clone()),
            Operand::Memory(m) => Some(function.memory(*m).name.clone()),
            _ => None,
        };
        self.out.new_value(ValueInfo {
            ty: function.operand_type(operand).gradient(),
            name: Name::made(format!("d_{}", name.as_deref().unwrap_or("argument"))),
            span: call.span,
        })
    }

    /// Hands the adjoint of an argument by value to what it was.
    fn give_back(&mut self, operand: &Operand, value: Value) {
        if let Operand::Value(primal) = operand {
            self.add(*primal, value, false);
            return;
        }
        let info = self.out.value(value).clone();
        let part = self.out.new_memory(MemoryInfo {
            ty: info.ty,
            name: "d_argument".into(),
            span: info.span,
            origin: Origin::Local,
        });
        self.stmts.push(Stmt::Alloc {
            memory: part,
            init: Init::Operand(Operand::Value(value)),
        });
        self.distribute(operand, &Place::whole(part));
    }

    /// The shadow that goes with a reference. A shadow cannot be lent twice to one call, and an
    /// argument that nothing flows into has none: such get a temporary, and so do those that are taken for something
    /// with a gradient.
    pub(super) fn shadow_argument(
        &mut self,
        place: &Place,
        open: bool,
        borrowed: &mut Vec<Place>,
        is_apart: fn(&Place, &Place) -> bool,
        later: &mut Vec<Stmt>,
    ) -> Option<Place> {
        let function = self.primal.function;
        let ty = function.place_type(place).unwrap_or(Type::Unknown);
        if !ty.carries_gradient() && !open {
            return None;
        }
        let active = self.primal.activity.memory(place.memory);
        let original = self.primal.originals.get(&place.memory).unwrap_or(place);
        if active && borrowed.iter().all(|other| is_apart(other, original)) {
            borrowed.push(original.clone());
            return Some(self.shadow_place(original));
        }
        let info = function.memory(place.memory);
        let temporary = self.out.new_memory(MemoryInfo {
            ty: ty.gradient(),
            name: format!("d_{}", info.name),
            span: info.span,
            origin: Origin::Local,
        });
        let like = if self.scope.memories.contains_key(&place.memory) {
            self.primal_place(place)
        } else {
            self.place_for_length(original)
        };
        self.stmts.push(Stmt::Alloc {
            memory: temporary,
            init: Init::ZeroLike(like),
        });
        if active {
            let to = self.shadow_place(original);
            let from = Place::whole(temporary);
            later.push(Stmt::Accumulate { to, from });
        }
        Some(Place::whole(temporary))
    }
}
