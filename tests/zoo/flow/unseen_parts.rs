//! Arrays and `Option`s whose type nothing in the function says: rows of fields, parts of results,
//! `map` of either.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Filter {
    p: [[f64; 2]; 2],
    k: f64,
}

#[differentiate]
impl Filter {
    pub fn update(&mut self, h: f64) {
        let first = self.p[0];
        for i in 0..2 {
            for (a, b) in self.p[i].iter_mut().zip(first) {
                *a -= 0.25 * h * b;
            }
        }
        self.k *= h;
    }
}

#[differentiate]
pub fn quadratic(x: &[f64; 2], k: f64) -> (f64, [f64; 2]) {
    (x[0] * x[1] * k, [x[1] * k, x[0] * x[0]])
}

#[differentiate]
pub fn pair(a: f64) -> Result<[f64; 2], String> {
    if a > 1.0 {
        return Err("too large".into());
    }
    Ok([a, a * a])
}

type Quaternion = [f64; 4];

#[differentiate]
pub fn scaled(q: Quaternion, k: f64) -> Quaternion {
    q.map(|c| c * k)
}

#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Vector([f64; 3]);

#[differentiate]
impl Vector {
    pub fn times(&self, k: f64) -> Vector {
        Vector(self.0.map(|c| c * k))
    }

    pub fn inner(&self) -> [f64; 3] {
        self.0
    }
}

#[differentiate]
pub fn small(a: f64) -> Option<f64> {
    if a > 1.0 { None } else { Some(a * a) }
}

#[differentiate]
pub fn handed_on(a: f64) -> Option<f64> {
    small(a).map(|v| v * a)
}

#[differentiate]
pub fn tried(a: f64) -> Option<f64> {
    let y = small(a).map(|v| v * 2.0)?;
    Some(y * a)
}

slices! {
    row_of_a_field(a) {
        let mut f = Filter { p: [[a[0], a[1]], [1.0, a[0]]], k: a[1] };
        f.update(a[1]);
        f.update(a[0]);
        f.p[0][0] * f.p[1][1] + f.p[0][1] * f.k
    } at [0.7, 1.3];

    array_in_a_result(a) {
        let mut x = [a[0], a[1]];
        let mut s = 0.0;
        for _ in 0..3 {
            let (v, g) = quadratic(&x, a[1]);
            s += v;
            for (xi, gi) in x.iter_mut().zip(g) {
                *xi -= 0.1 * gi;
            }
        }
        s + x[0] * x[1]
    } at [0.7, 1.3];

    array_or_error(a) {
        let p = pair(a[0]).unwrap();
        p[0] * p[1] * a[1]
    } at [0.7, 1.3];

    mapped_alias(a) {
        let q = scaled([a[0], a[1], 1.0, a[1]], a[0]);
        q[0] * q[1] + q[2] * q[3]
    } at [0.7, 1.3];

    mapped_field(a) {
        let v = Vector([a[0], a[1], 0.5]).times(a[1]);
        let w = v.inner().map(|c| c * c);
        w[0] * w[1] + w[2]
    } at [0.7, 1.3];

    mapped_option(a) {
        let mut s = 0.0;
        for &x in a {
            s += small(x).map(|v| v * x).unwrap_or_default();
            s += small(x).filter(|v| *v > 0.1).map(|v| v + x).unwrap_or(x);
            s *= match small(x).map(|v| v + 1.0) {
                Some(y) => y * x,
                None => x,
            };
            if let Some(y) = small(x).map(|v| v * v) {
                s += y;
            }
        }
        let o: Option<f64> = small(a[0]).map(|v| v * 3.0);
        s * o.unwrap_or_default() + handed_on(a[0]).unwrap_or_default() + tried(a[1]).unwrap_or(a[0])
    } at [0.7, 1.3], [0.7, 0.3];

    default_of_what_is_missing(a) {
        let first = a.first().map(|v| v * v).unwrap_or_default();
        let none: Option<f64> = None;
        first + none.unwrap_or_default() + a.get(7).copied().unwrap_or_default()
    } at [0.7, 1.3];
}
