//! Arrays of structs that a closure makes, lists filled with arrays and tuples, and aliases of arrays of structs.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use std::iter::Sum;
use std::ops::{Add, Mul};

#[derive(Differentiable, Clone, Copy, Debug)]
struct C {
    re: f64,
    im: f64,
}

#[differentiate]
impl C {
    fn new(re: f64) -> C {
        C { re, im: re * re }
    }
}

#[differentiate]
impl Add for C {
    type Output = C;
    fn add(self, o: C) -> C {
        C {
            re: self.re + o.re,
            im: self.im + o.im,
        }
    }
}

#[differentiate]
impl Mul for C {
    type Output = C;
    fn mul(self, o: C) -> C {
        C {
            re: self.re * o.re - self.im * o.im,
            im: self.re * o.im + self.im * o.re,
        }
    }
}

#[differentiate]
impl Sum for C {
    fn sum<It: Iterator<Item = C>>(items: It) -> C {
        items.fold(C { re: 0.0, im: 0.0 }, |a, b| a + b)
    }
}

type M2 = [[C; 2]; 2];

#[differentiate]
fn product(a: &M2, b: &M2) -> M2 {
    let entry = |i: usize, j: usize| -> C { (0..2).map(|k| a[i][k] * b[k][j]).sum() };
    [[entry(0, 0), entry(0, 1)], [entry(1, 0), entry(1, 1)]]
}

slices! {
    made_by_closures(p) {
        let pairs = [[p[0], p[1]], [p[1], 2.0], [p[1], p[0] * p[1]]];
        let [a, b, c] = pairs.map(|[re, im]| C { re, im });
        let made: [C; 2] = std::array::from_fn(|i| C::new(p[i] * 2.0));
        let mut s = 0.0;
        for (k, v) in [p[0], p[1]].map(C::new).iter().enumerate() {
            s += v.re * v.im * (k + 1) as f64;
        }
        a.re * b.im + c.im * a.im + made[0].im * made[1].re + s
    } at [0.7, -0.4], [-1.2, 0.3];

    filled_with_lists(p) {
        let mut rows = vec![[0.0; 3]; 2];
        rows[1][2] = p[0];
        let mut s = rows[1][2] * p[1];
        rows.fill([p[0], p[1], p[1] * s]);
        let mut pairs = [(1.0, 2.0); 2];
        pairs.fill((p[0], s));
        let mut lists = vec![vec![1.0], vec![]];
        lists.fill(vec![s, p[1]]);
        for row in &rows { s += row[2] * row[0] * lists[1][0]; }
        s + pairs[1].1 * pairs[0].0
    } at [0.7, -0.4], [-1.2, 0.3];

    by_other_names(p) {
        let (c, d) = (C { re: p[0], im: p[1] }, C { re: 0.3, im: p[1] });
        let m: M2 = [[c, d], [c * d, c]];
        let n = product(&m, &product(&m, &[[d, d], [c, c]]));
        n[0][1].re * n[1][0].im
    } at [0.7, -0.4], [-1.2, 0.3];
}
