//! What statements do to the wires that stand in memory.

use super::Drawing;
use crate::ir::*;

impl Drawing<'_> {
    pub(super) fn memory(&mut self, stmt: &Stmt) {
        if let Stmt::Alloc { memory, init } = stmt {
            self.stmts.push(stmt.clone());
            if self.primal.activity.memory(*memory) {
                self.begin(&Place::whole(*memory), init);
            }
            return;
        }
        let is_active = |place: &Place| self.primal.activity.memory(place.memory);
        match stmt {
            Stmt::Store { place, value } if is_active(place) => {
                self.stmts.push(stmt.clone());
                self.assign(place, &Operand::Value(*value));
            }
            Stmt::Update {
                place,
                value,
                subtract,
            } if is_active(place) => self.update(stmt, place, *value, *subtract),
            Stmt::Fill { place, value } if is_active(place) => {
                self.stmts.push(stmt.clone());
                let length = self.index(Expr::Len(place.clone()));
                let wire = self.wire(*value);
                let args = vec![
                    DrawArg::Path(place.clone()),
                    DrawArg::Value(wire),
                    DrawArg::Value(length),
                ];
                self.draw("fill", args);
            }
            Stmt::Copy { to, from } if is_active(to) => {
                self.stmts.push(stmt.clone());
                self.copy(to, from);
            }
            Stmt::Assign { place, operand, .. } if is_active(place) => {
                self.assign(place, operand);
                self.stmts.push(stmt.clone());
            }
            Stmt::Push { place, operand } if is_active(place) => {
                let length = self.index(Expr::Len(place.clone()));
                self.assign(&place.then(Projection::Index(length)), operand);
                self.stmts.push(stmt.clone());
            }
            Stmt::Swap { a, b } if is_active(a) || is_active(b) => {
                if is_range(a) || is_range(b) {
                    let span = self.primal.function.memory(a.memory).span;
                    self.cannot(span, "parts of slices that are exchanged");
                }
                self.stmts.push(stmt.clone());
                let paths = vec![DrawArg::Path(a.clone()), DrawArg::Path(b.clone())];
                self.draw("swap", paths);
            }
            // What is cut off is not read again, and what is pushed there is told.
            other => self.stmts.push(other.clone()),
        }
    }

    /// How the wires of a memory begin.
    fn begin(&mut self, place: &Place, init: &Init) {
        match init {
            Init::Operand(operand) => self.assign(place, operand),
            Init::VecOf(items) => self.assign(place, &Operand::Array(items.clone())),
            Init::Clone(from) => self.copy(place, from),
            Init::Repeat { value, .. } => {
                if let Operand::Value(value) = value
                    && self.primal.function.value(*value).ty.is_float()
                {
                    let wire = self.wire(*value);
                    let place = DrawArg::Path(place.clone());
                    self.draw("store", vec![place, DrawArg::Value(wire)]);
                } else if !self.primal.activity.operand(value) {
                    self.draw("clear", vec![DrawArg::Path(place.clone())]);
                } else {
                    // The first element, and copies of it.
                    let first = self.index(integer(0));
                    self.assign(&place.then(Projection::Index(first)), value);
                    let length = self.index(Expr::Len(place.clone()));
                    let place = DrawArg::Path(place.clone());
                    self.draw("repeat", vec![place, DrawArg::Value(length)]);
                }
            }
            _ => {
                let span = self.primal.function.memory(place.memory).span;
                self.cannot(span, "what may be an error");
            }
        }
    }

    /// The wires of an operand, part by part, come to stand at a place.
    fn assign(&mut self, place: &Place, operand: &Operand) {
        let parts: Vec<(Projection, &Operand)> = match operand {
            Operand::Unit | Operand::Failure(_) => Vec::new(),
            Operand::Value(value) => {
                let to = DrawArg::Path(place.clone());
                if self.primal.function.value(*value).ty.is_float() {
                    let wire = self.wire(*value);
                    self.draw("store", vec![to, DrawArg::Value(wire)]);
                } else if self.is_active(*value) {
                    self.draw("copy", vec![to, DrawArg::Result(*value)]);
                } else {
                    self.draw("clear", vec![to]);
                }
                return;
            }
            Operand::Memory(memory) => {
                self.copy(place, &Place::whole(*memory));
                return;
            }
            Operand::Tuple(items) => {
                let items = items.iter().enumerate();
                items
                    .map(|(i, item)| (Projection::Field(i), item))
                    .collect()
            }
            Operand::Array(items) => {
                let items = items.iter().enumerate();
                items
                    .map(|(i, item)| (Projection::Index(self.index(integer(i))), item))
                    .collect()
            }
            Operand::Struct(_, fields) => {
                let fields = fields.iter();
                fields
                    .map(|(name, item)| (Projection::Member(name.clone()), item))
                    .collect()
            }
            Operand::Variant {
                variant, fields, ..
            } => {
                let payload = |name: &String| Projection::Payload(variant.clone(), name.clone());
                let fields = fields.iter();
                fields.map(|(name, item)| (payload(name), item)).collect()
            }
        };
        self.draw("clear", vec![DrawArg::Path(place.clone())]);
        for (part, item) in parts {
            self.assign(&place.then(part), item);
        }
    }

    fn copy(&mut self, to: &Place, from: &Place) {
        let paths = vec![DrawArg::Path(to.clone()), DrawArg::Path(from.clone())];
        if !is_range(to) && !is_range(from) {
            self.draw("copy", paths);
            return;
        }
        let length = self.index(Expr::Len(from.clone()));
        let args = paths.into_iter().chain([DrawArg::Value(length)]);
        self.draw("copy_elements", args.collect());
    }

    /// `place += value` is a gate of its own.
    fn update(&mut self, stmt: &Stmt, place: &Place, value: Value, subtract: bool) {
        let ty = self.primal.function.value(value).ty.clone();
        let number = |this: &mut Self, expr| {
            let number = this.partials.function().value_like(value, ty.clone());
            this.stmts.push(Stmt::Let {
                value: number,
                expr,
            });
            number
        };
        let before = number(self, Expr::Load(place.clone()));
        let path = DrawArg::Path(place.clone());
        let args = vec![path.clone(), DrawArg::Value(before)];
        let old = self.draw_wire(value, "load", args);
        self.stmts.push(stmt.clone());
        let after = number(self, Expr::Load(place.clone()));
        let one = number(self, float(1.0));
        let (label, partial) = match subtract {
            true => ("-", number(self, Expr::Unary(Unary::Neg, one))),
            false => ("+", one),
        };
        let wire = self.wire(value);
        let args = vec![
            DrawArg::Text(String::new()),
            DrawArg::Text(label.into()),
            DrawArg::Value(after),
            DrawArg::Partials(vec![(old, one), (wire, partial)]),
        ];
        let new = self.draw_wire(value, "gate", args);
        self.draw("store", vec![path, DrawArg::Value(new)]);
    }
}

fn is_range(place: &Place) -> bool {
    matches!(place.path.last(), Some(Projection::Range(..)))
}
