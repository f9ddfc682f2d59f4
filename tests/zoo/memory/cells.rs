//! `Cell`s and `RefCell`s that stay in the function, and `Option`s in fields that are replaced.

use crate::support::whole_functions;
use autodiff::{Differentiable, differentiate};
use std::cell::{Cell, RefCell};

/// Counted calls, and a sum that closures add to.
#[differentiate]
pub fn counted(p: &[f64]) -> f64 {
    let total = Cell::new(0.0);
    let calls = Cell::new(0);
    let f = |x: f64| {
        calls.set(calls.get() + 1);
        x * x
    };
    for x in p {
        total.set(total.get() + f(*x) * calls.get() as f64);
    }
    let before = total.replace(p[0] * total.get());
    // Items that are passed over are evaluated.
    let skipped: f64 = p
        .iter()
        .map(|x| {
            total.set(total.get() + x);
            total.get() * x
        })
        .skip(1)
        .sum();
    before * skipped + total.get() + f(p[1])
}

#[derive(Differentiable, Clone, Copy)]
struct State {
    x: f64,
    v: f64,
}

/// Lists and structs behind `borrow_mut`.
#[differentiate]
pub fn borrowed(p: &[f64]) -> f64 {
    let list = RefCell::new(vec![p[0]]);
    let add = |x: f64| list.borrow_mut().push(x);
    for x in &p[1..] {
        add(x * p[0]);
    }
    let second = list.borrow()[1];
    add(second.sin());
    let state = RefCell::new(State { x: p[0], v: p[1] });
    for _ in 0..3 {
        let mut s = state.borrow_mut();
        s.x += s.v * 0.5;
        s.v = s.x.sin() * p[2];
    }
    let product = list.borrow().iter().product::<f64>();
    let last = state.into_inner();
    product * last.x + last.v + list.into_inner()[2]
}

#[derive(Differentiable, Clone)]
struct Keeper {
    kept: Option<f64>,
    last: f64,
}

#[differentiate]
impl Keeper {
    fn put(&mut self, x: f64) -> f64 {
        let old = self.kept.replace(x * self.last);
        self.last = x;
        old.unwrap_or(0.5)
    }
}

#[differentiate]
pub fn replaced(p: &[f64]) -> f64 {
    let mut keeper = Keeper {
        kept: None,
        last: 2.0,
    };
    keeper.put(p[0]) + keeper.put(p[1]) * keeper.put(p[2]) + keeper.kept.unwrap()
}

whole_functions! { counted borrowed replaced }
