//! Indices as sums of products, so that two that are computed in different ways can be told to be the same, or
//! so many rows apart.

use super::spans::Known;
use crate::ir::*;
use std::collections::BTreeMap;

/// Longer sums are not looked into.
const LONGEST: usize = 8;

/// Nor is what stands deeper in sums of sums.
const DEEPEST: usize = 8;

/// Products of values, sorted, and how often each is added. Without a value, a number.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Terms(BTreeMap<Vec<Value>, i64>);

impl Terms {
    pub(super) fn number(number: i64) -> Self {
        let mut terms = Terms::default();
        terms.add(Vec::new(), number);
        terms
    }

    /// What the value is computed from. `usize` wraps, and so do all identities of sums and products.
    pub(super) fn of(value: Value, known: &Known) -> Self {
        Terms::within(value, known, DEEPEST)
    }

    fn within(value: Value, known: &Known, depth: usize) -> Self {
        let sum = known.sum(value).filter(|_| depth > 0);
        let looked_into = sum.and_then(|expr| {
            let of = |value: &Value| Terms::within(*value, known, depth - 1);
            match expr {
                Expr::Binary(Binary::Add, a, b) => Some(of(a).plus(&of(b), 1)),
                Expr::Binary(Binary::Sub, a, b) => Some(of(a).plus(&of(b), -1)),
                Expr::Binary(Binary::Mul, a, b) => of(a).times(&of(b)),
                _ => None,
            }
        });
        if let Some(number) = known.number(value).and_then(|n| i64::try_from(n).ok()) {
            return Terms::number(number);
        }
        looked_into
            .filter(|terms| terms.0.len() <= LONGEST)
            .unwrap_or_else(|| Terms(BTreeMap::from([(vec![value], 1)])))
    }

    fn add(&mut self, product: Vec<Value>, times: i64) {
        let count = self.0.entry(product.clone()).or_default();
        *count = count.wrapping_add(times);
        if *count == 0 {
            self.0.remove(&product);
        }
    }

    pub(super) fn plus(mut self, other: &Terms, times: i64) -> Self {
        for (product, count) in &other.0 {
            self.add(product.clone(), count.wrapping_mul(times));
        }
        self
    }

    fn times(&self, other: &Terms) -> Option<Self> {
        let mut all = Terms::default();
        if self.0.len() * other.0.len() > LONGEST {
            return None;
        }
        for (a, i) in &self.0 {
            for (b, j) in &other.0 {
                let mut product = [&a[..], b].concat();
                product.sort();
                all.add(product, i.wrapping_mul(*j));
            }
        }
        Some(all)
    }

    /// How often the other fits in, if it does exactly.
    pub(super) fn multiple_of(&self, other: &Terms) -> Option<i64> {
        let (product, count) = other.0.first_key_value()?;
        let times = self.0.get(product).map_or(0, |own| own / count);
        (Terms::default().plus(other, times) == *self).then_some(times)
    }
}

/// In which row of `count` elements each of the offsets begins, if all begin in one of a few rows that lie
/// behind one another: rows do not overlap.
pub(super) fn rows(offsets: &[Terms], count: &Terms) -> Option<Vec<usize>> {
    let first = offsets.first()?;
    let apart = |offset: &Terms| offset.clone().plus(first, -1).multiple_of(count);
    let apart: Vec<i64> = offsets.iter().map(apart).collect::<Option<_>>()?;
    let least = apart.iter().min()?;
    let rows: Vec<usize> = (apart.iter())
        .map(|row| usize::try_from(row - least).ok())
        .collect::<Option<_>>()?;
    let last = *rows.iter().max()?;
    let dense = last < LONGEST && (0..=last).all(|row| rows.contains(&row));
    dense.then_some(rows)
}
