//! Enums, structs and functions of another file: bare variants, generic types without their arguments, methods named
//! like those of slices and floats, and numbers that nothing annotates.

use crate::of_another_file::Kind::{Linear, Scaled as Times, Square};
use crate::of_another_file::{Found, Holder, List, Pair, Source, Vector};
use crate::of_another_file::{Kind, doubled, is_even, look};
use crate::support::scalars;
use autodiff::differentiate;

#[differentiate]
fn by_kind(kind: Kind, x: f64) -> f64 {
    match kind {
        Linear => 2.0 * x,
        Square => x * x,
        Times(k) => k * x,
    }
}

#[differentiate]
fn of_kinds(x: f64, y: f64) -> f64 {
    let mut s = by_kind(Times(y), x) + by_kind(Linear, y);
    for kind in [Linear, Square, Times(x)] {
        if kind != Linear {
            s += by_kind(kind, y);
        }
    }
    s
}

#[differentiate]
fn asked<S: Source>(source: &S, x: f64) -> f64 {
    let kind: Kind = source.kind(x);
    by_kind(kind, x)
}

#[differentiate]
fn held(holder: &Holder, x: f64) -> f64 {
    match &holder.found {
        Found::Value(v) => v * x,
        Found::Pair { a, b } => a * b * x,
        Found::Missing => x * x,
    }
}

#[differentiate]
fn turned(x: f64, y: f64) -> f64 {
    let v = Vector { x, y };
    let mut s = v.to_owned().x * v.x;
    for v in [v, Vector { x: y, y: s }] {
        if v.x > 0.0 {
            s += v.to_owned().abs() * v.x;
        }
    }
    s
}

mod all {
    use crate::of_another_file::*;
    use autodiff::differentiate;

    #[differentiate]
    pub(super) fn like_ours(x: f64) -> f64 {
        let mut y = x;
        let taken = mem::take(&mut y);
        stop_gradient(taken) * y
    }
}

scalars! {
    brought_by_a_star(x: f64, y: f64) {
        all::like_ours(x) * y
    } at (1.25, 0.5), (0.75, 1.5);

    not_copied(x: f64, y: f64) {
        turned(x, y) * turned(y, x)
    } at (1.25, 0.5), (0.75, 1.5);

    bare_variants(x: f64, y: f64) {
        of_kinds(x, y) * x
    } at (1.25, 0.5), (0.75, 1.5);

    generic_without_arguments(x: f64, y: f64) {
        let found = look(x, y);
        let mut s = match found {
            Found::Value(v) => v * x,
            Found::Pair { a, b } => a * b,
            Found::Missing => y * y,
        };
        if let Found::Value(v) = look(y, x) {
            s *= v;
        }
        let pair = Pair { a: s, b: y };
        let made = Found::Value(pair.first());
        if let Found::Value(v) = made {
            s += v * Pair::of(x, y).a;
        }
        let holder = Holder { found: Found::Pair { a: x, b: s }, list: List::new() };
        s + held(&holder, y)
    } at (1.25, 0.5), (0.75, 1.5);

    names_of_methods(x: f64, y: f64) {
        let mut list = List::new();
        list.push(x);
        list.push(y);
        let v = Vector { x, y: x * y };
        let w = v.add(Vector { x: y, y: x });
        list.max(y) * list.len() as f64 + w.abs() + asked(&list, y)
    } at (1.25, 0.5), (0.75, 1.5);

    counted_elsewhere(x: f64, y: f64) {
        let n = doubled(2);
        let mut s = 0.0;
        for i in 0..n {
            s += if is_even(i) { x * y } else { x.sin() * i as f64 };
        }
        s
    } at (1.25, 0.5), (0.75, 1.5);
}
