//! How many iterations a loop has, and which of them is which.

use super::Backward;
use crate::analysis::Definition;
use crate::ir::*;

impl Backward<'_> {
    fn starts_at_zero(&self, l: &For) -> bool {
        matches!(
            self.primal.structure.definition(l.from),
            Definition::Let(expr) if expr.is_number(0.0)
        )
    }

    /// How many iterations a counted loop has.
    pub(super) fn trips(&mut self, l: &For) -> Value {
        if let Some(field) = self.primal.plan.trips(l.body.id) {
            return self.recorded_trips(field, l.body.id);
        }
        let usize_loop = self.primal.function.value(l.var).ty == Type::USIZE;
        if usize_loop && !l.inclusive && self.starts_at_zero(l) {
            return self.value(l.to);
        }
        let path = if l.inclusive {
            "trips_inclusive"
        } else {
            "trips"
        };
        let (from, to) = (self.value(l.from), self.value(l.to));
        let one = self.int(&Type::USIZE, integer(1));
        self.int(&Type::USIZE, Expr::Runtime(path, vec![from, to, one]))
    }

    /// How many iterations ran before the one of this loop variable.
    pub(super) fn ordinal(&mut self, l: &For, var: Value) -> Value {
        let ty = self.primal.function.value(l.var).ty.clone();
        let wide = wide(&ty);
        let here = self.cast(var, &ty, &wide);
        let count = if l.reversed {
            self.back_from_end(l, &wide, here)
        } else if self.starts_at_zero(l) {
            var
        } else {
            let from = self.value(l.from);
            let from = self.cast(from, &ty, &wide);
            self.int(&wide, Expr::Binary(Binary::Sub, here, from))
        };
        let ty = self.out.value(count).ty.clone();
        self.cast(count, &ty, &Type::USIZE)
    }

    /// The loop variable in the iteration of this ordinal.
    pub(super) fn var_of(&mut self, l: &For, ordinal: Value) -> Value {
        let ty = self.primal.function.value(l.var).ty.clone();
        let wide = wide(&ty);
        let steps = self.cast(ordinal, &Type::USIZE, &wide);
        let var = if l.reversed {
            self.back_from_end(l, &wide, steps)
        } else if self.starts_at_zero(l) {
            steps
        } else {
            let from = self.value(l.from);
            let from = self.cast(from, &ty, &wide);
            self.int(&wide, Expr::Binary(Binary::Add, from, steps))
        };
        let var = self.cast(var, &wide, &ty);
        let name = self.primal.function.value(l.var).name.clone();
        if var != ordinal {
            self.out.values[var.index()].name = name;
        }
        var
    }

    /// `last - x`, where the range ends.
    fn back_from_end(&mut self, l: &For, wide: &Type, x: Value) -> Value {
        let ty = self.primal.function.value(l.to).ty.clone();
        let to = self.value(l.to);
        let mut last = self.cast(to, &ty, wide);
        if !l.inclusive {
            let one = self.int(wide, integer(1));
            last = self.int(wide, Expr::Binary(Binary::Sub, last, one));
        }
        self.int(wide, Expr::Binary(Binary::Sub, last, x))
    }

    fn cast(&mut self, value: Value, from: &Type, to: &Type) -> Value {
        if from == to {
            value
        } else {
            self.int(to, Expr::Cast(value, to.clone()))
        }
    }
}

/// What the number of an iteration is computed in: `127 - -128` is no `i8`.
fn wide(ty: &Type) -> Type {
    match ty {
        Type::Int("i8" | "i16" | "i32") => Type::Int("isize"),
        _ => ty.clone(),
    }
}
