//! Closures that capture references which come to refer to something else: they see what these refer to where they are
//! made, unless they move them themselves.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[differentiate]
pub fn by_reference_of(x: &[f64]) -> f64 {
    let mut rest = x;
    let f = |k: f64| k * rest[0];
    rest = &rest[2..];
    f(2.0) * rest[0]
}
#[differentiate]
pub fn by_move_of(x: &[f64]) -> f64 {
    let rows = vec![vec![x[0], x[1]], vec![x[2], x[3]]];
    let mut best = &rows[0];
    let f = move |k: f64| k * best[0];
    best = &rows[1];
    f(2.0) * best[0]
}
#[differentiate]
pub fn by_an_iterator_of(x: &[f64]) -> f64 {
    let mut rest = x;
    let it = rest.iter().map(|v| v * rest[0]);
    rest = &rest[2..];
    it.sum::<f64>() * rest[0]
}
#[derive(Differentiable, Clone, Copy)]
pub struct Tab<'a> {
    xs: &'a [f64],
    acc: f64,
}
#[differentiate]
impl<'a> Tab<'a> {
    fn go(&mut self) {
        self.xs = &self.xs[1..];
        self.acc *= 2.0;
    }
    fn val(&self) -> f64 {
        self.acc * self.xs[0]
    }
}
#[differentiate]
pub fn own_fields_of(x: &[f64]) -> f64 {
    let mut t = Tab {
        xs: &x[1..],
        acc: x[3],
    };
    let f = move |k: f64| k * t.acc * t.xs[1];
    t.acc *= x[2];
    f(2.0) * t.acc
}
#[differentiate]
pub fn methods_of(x: &[f64]) -> f64 {
    let mut t = Tab { xs: x, acc: x[3] };
    let g = move |k: f64| k * t.val();
    t.go();
    let mut h = || t.go();
    h();
    g(2.0) * t.val()
}
#[differentiate]
pub fn an_option_of(x: &[f64]) -> f64 {
    let mut z: Option<[f64; 2]> = None;
    let g = move |k: f64| z.map_or(k, |w| w[0]);
    z = Some([x[0], x[1]]);
    g(x[2]) + z.map_or(0.0, |w| w[1])
}
#[derive(Differentiable, Clone, Copy)]
pub struct Par {
    a: f64,
    b: f64,
}
#[differentiate]
pub fn options_in_a_loop_of(x: &[f64]) -> f64 {
    let ps: Vec<Par> = x.iter().map(|v| Par { a: *v, b: v * v }).collect();
    let mut best: Option<&Par> = None;
    let mut s = x[0];
    for p in &ps {
        let g = move |k: f64| best.map_or(k, |q| q.b * k);
        best = Some(p);
        s += g(p.a) * 0.5;
    }
    s + best.map_or(0.0, |q| q.b)
}
#[differentiate]
pub fn that_moves_it_of(x: &[f64]) -> f64 {
    let mut rest = x;
    let mut next = || {
        let (head, tail) = rest.split_at(1);
        rest = tail;
        head[0]
    };
    let a = next();
    let b = next();
    a * b + rest[0]
}
#[differentiate]
pub fn that_moves_its_own_of(x: &[f64]) -> f64 {
    let mut rest = x;
    let mut next = move || {
        let (head, tail) = rest.split_at(1);
        rest = tail;
        head[0]
    };
    let a = next();
    let b = next();
    a * b + rest[0]
}
#[differentiate]
pub fn in_a_loop_of(x: &[f64]) -> f64 {
    let mut best = &x[0];
    let mut s = 0.0;
    for y in x {
        let f = move || best * 2.0;
        if y > best {
            best = y;
        }
        s += f() * y;
    }
    s * best
}
#[differentiate]
pub fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x)) * 0.5
}

#[differentiate]
pub fn passed_on_of(x: &[f64]) -> f64 {
    let mut rest = x;
    let f = |k: f64| (k * rest[0]).sin();
    rest = &rest[2..];
    twice(&f, x[1]) * rest[0] + twice(f, rest[1])
}

slices! {
    passed_on(a) { passed_on_of(a) } at [0.7, -0.4, 1.3, 0.6], [-0.5, 0.25, 0.75, 1.5];
    by_reference(a) { by_reference_of(a) } at [0.7, -0.4, 1.3, 0.6], [-0.5, 0.25, 0.75, 1.5];
    by_move(a) { by_move_of(a) } at [0.7, -0.4, 1.3, 0.6], [-0.5, 0.25, 0.75, 1.5];
    by_an_iterator(a) { by_an_iterator_of(a) } at [0.7, -0.4, 1.3, 0.6], [-0.5, 0.25, 0.75, 1.5];
    own_fields(a) { own_fields_of(a) } at [0.7, -0.4, 1.3, 0.6], [-0.5, 0.25, 0.75, 1.5];
    methods(a) { methods_of(a) } at [0.7, -0.4, 1.3, 0.6], [-0.5, 0.25, 0.75, 1.5];
    an_option(a) { an_option_of(a) } at [0.7, -0.4, 1.3, 0.6], [-0.5, 0.25, 0.75, 1.5];
    options_in_a_loop(a) { options_in_a_loop_of(a) } at [0.7, -0.4, 1.3, 0.6], [-0.5, 0.25, 0.75, 1.5];
    that_moves_it(a) { that_moves_it_of(a) } at [0.7, -0.4, 1.3, 0.6], [-0.5, 0.25, 0.75, 1.5];
    that_moves_its_own(a) { that_moves_its_own_of(a) } at [0.7, -0.4, 1.3, 0.6], [-0.5, 0.25, 0.75, 1.5];
    in_a_loop(a) { in_a_loop_of(a) } at [0.7, -0.4, 1.3, 0.6], [-0.5, 0.25, 0.75, 1.5];
}
