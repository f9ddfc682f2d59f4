//! An index as what it is in the first iteration of a loop that counts from zero.

use super::regular::number_of;
use super::spans::Known;
use super::terms::Terms;
use crate::ir::*;

/// Values that are added and subtracted, and a number.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Offset {
    added: Vec<Value>,
    subtracted: Vec<Value>,
    number: isize,
}

impl Offset {
    /// The same with a number added or subtracted.
    pub(super) fn moved(&self, op: Binary, by: usize) -> Option<Self> {
        let by = isize::try_from(by).ok()?;
        let number = match op {
            Binary::Sub => self.number.checked_sub(by)?,
            _ => self.number.checked_add(by)?,
        };
        Some(Offset {
            number,
            ..self.clone()
        })
    }

    /// The same with a value added or subtracted.
    pub(super) fn moved_by(&self, op: Binary, by: Value) -> Option<Self> {
        let mut moved = self.clone();
        let values = match op {
            Binary::Sub => &mut moved.subtracted,
            _ => &mut moved.added,
        };
        values.push(by);
        values.sort();
        Some(moved)
    }

    /// Whether something is added that may be as much as what is subtracted.
    pub(super) fn is_forward(&self) -> bool {
        let back = self.number < 0 || !self.subtracted.is_empty();
        !(back && self.added.is_empty())
    }

    pub(super) fn terms(&self, known: &Known) -> Terms {
        let sum = |terms: Terms, values: &[Value], times| {
            let parts = values.iter().map(|by| Terms::of(*by, known));
            parts.fold(terms, |sum, part| sum.plus(&part, times))
        };
        let number = Terms::number(self.number as i64);
        sum(sum(number, &self.added, 1), &self.subtracted, -1)
    }

    /// The value of it before the loop, if it is not zero. The loop may not run, so nothing may fail:
    /// what is subtracted, or added to a difference, wraps.
    pub(super) fn before_loop(
        &self,
        function: &mut Function,
        like: Value,
        stmts: &mut Vec<Stmt>,
    ) -> Option<Value> {
        let wraps = !self.subtracted.is_empty() || self.number < 0;
        let added = self.added.iter().map(|by| ("wrapping_add", *by));
        let subtracted = self.subtracted.iter().map(|by| ("wrapping_sub", *by));
        let mut parts: Vec<_> = added.chain(subtracted).collect();
        if self.number != 0 {
            let method = match self.number < 0 {
                true => "wrapping_sub",
                false => "wrapping_add",
            };
            let number = integer(self.number.unsigned_abs());
            parts.push((method, number_of(function, like, number, stmts)));
        }
        let (_, first) = *parts.first()?;
        let mut sum = first;
        for (method, by) in parts.drain(1..) {
            let expr = match wraps {
                true => Expr::Method(method, vec![sum, by]),
                false => Expr::Binary(Binary::Add, sum, by),
            };
            sum = number_of(function, like, expr, stmts);
        }
        Some(sum)
    }
}
