//! Fields assigned what a call gives: a number, an array, a struct; its type is known nowhere else.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Debug)]
pub struct Inner {
    a: f64,
}

#[derive(Differentiable, Clone, Debug)]
pub struct Filter {
    row: [f64; 2],
    square: [[f64; 2]; 2],
    inner: Inner,
    k: f64,
}

#[differentiate]
pub fn turned(p: &[f64; 2]) -> [f64; 2] {
    [p[0] * p[1], p[1]]
}

#[differentiate]
pub fn turned_square(p: &[[f64; 2]; 2]) -> [[f64; 2]; 2] {
    [[p[0][0] * p[1][0], p[1][0]], p[0]]
}

#[differentiate]
pub fn squared(l: &Inner) -> Inner {
    Inner { a: l.a * l.a }
}

#[differentiate]
pub fn scaled(k: f64, w: f64) -> f64 {
    k * k * w
}

#[differentiate]
impl Filter {
    pub fn assigned(&mut self, w: f64) {
        self.row = turned(&self.row);
        self.square = turned_square(&self.square);
        self.inner = squared(&self.inner);
        self.k = scaled(self.k, w);
    }

    pub fn assigned_and_changed(&mut self, w: f64) {
        self.row = turned(&self.row);
        self.row[0] += w;
        self.square = turned_square(&self.square);
        self.square[0][1] += w;
        self.square[1][1] *= w;
        self.inner = squared(&self.inner);
        self.inner.a += w;
        self.k = scaled(self.k, w);
        self.k += w;
    }
}

#[differentiate]
pub fn started(a: f64, b: f64) -> Filter {
    Filter {
        row: [a, b],
        square: [[a, b], [1.0, a * b]],
        inner: Inner { a: b },
        k: a,
    }
}

#[differentiate]
pub fn seen(f: &Filter) -> f64 {
    f.row[0] * f.row[1] + f.square[0][0] * f.square[1][1] + f.square[0][1] * f.inner.a + f.k
}

slices! {
    assigned(a) {
        let mut f = started(a[0], a[1]);
        f.assigned(a[1]);
        f.assigned(a[0]);
        seen(&f)
    } at [0.7, 1.1];

    assigned_and_changed(a) {
        let mut f = started(a[0], a[1]);
        for &x in a {
            f.assigned_and_changed(x);
        }
        f.assigned(a[0]);
        seen(&f)
    } at [0.7, 1.1];

    assigned_in_place(a) {
        let mut f = started(a[0], a[1]);
        for &x in a {
            f.k = scaled(f.k, x);
            if x > 1.0 {
                f.row = turned(&f.row);
            } else {
                f.inner = squared(&f.inner);
            }
        }
        seen(&f)
    } at [0.7, 1.1];
}
