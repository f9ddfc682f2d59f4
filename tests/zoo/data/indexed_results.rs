//! What an operator, a function or a method gives is indexed by an `Index` of its own.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use std::ops::{Add, Index, Mul, Neg};

#[derive(Clone, Copy, Differentiable)]
struct Pair {
    x: f64,
    y: f64,
}

#[derive(Clone, Differentiable)]
struct Square {
    entries: Vec<f64>,
    size: usize,
}

/// The last element is the first.
#[derive(Clone, Differentiable)]
struct Reversed {
    items: Vec<f64>,
}

#[differentiate]
impl Index<usize> for Pair {
    type Output = f64;
    fn index(&self, i: usize) -> &f64 {
        if i == 0 { &self.x } else { &self.y }
    }
}

#[differentiate]
impl Add for Pair {
    type Output = Pair;
    fn add(self, o: Pair) -> Pair {
        Pair {
            x: self.x + o.x,
            y: self.y + o.y,
        }
    }
}

#[differentiate]
impl Mul<f64> for Pair {
    type Output = Pair;
    fn mul(self, k: f64) -> Pair {
        Pair {
            x: self.x * k,
            y: self.y * k,
        }
    }
}

#[differentiate]
impl Pair {
    fn turned(&self, t: f64) -> Pair {
        Pair {
            x: self.x * t - self.y,
            y: self.y * t + self.x,
        }
    }
}

#[differentiate]
impl Index<(usize, usize)> for Square {
    type Output = f64;
    fn index(&self, (i, j): (usize, usize)) -> &f64 {
        &self.entries[i * self.size + j]
    }
}

#[differentiate]
impl Mul for Square {
    type Output = Square;
    fn mul(self, o: Square) -> Square {
        let size = self.size;
        let mut entries = vec![0.0; size * size];
        for i in 0..size {
            for j in 0..size {
                for k in 0..size {
                    entries[i * size + j] += self[(i, k)] * o[(k, j)];
                }
            }
        }
        Square { entries, size }
    }
}

#[differentiate]
impl Neg for Square {
    type Output = Square;
    fn neg(self) -> Square {
        Square {
            entries: self.entries.iter().map(|v| -2.0 * v).collect(),
            size: self.size,
        }
    }
}

#[differentiate]
impl Square {
    fn transposed(&self) -> Square {
        let n = self.size;
        Square {
            entries: (0..n * n).map(|k| self[(k % n, k / n)]).collect(),
            size: n,
        }
    }
}

#[differentiate]
impl Index<usize> for Reversed {
    type Output = f64;
    fn index(&self, i: usize) -> &f64 {
        &self.items[self.items.len() - 1 - i]
    }
}

#[differentiate]
impl Reversed {
    fn of(x: &[f64]) -> Reversed {
        Reversed { items: x.to_vec() }
    }

    fn scaled(&self, k: f64) -> Reversed {
        Reversed {
            items: self.items.iter().map(|v| v * k).collect(),
        }
    }
}

#[differentiate]
fn sines(x: &[f64], k: f64) -> Reversed {
    Reversed {
        items: x.iter().map(|v| v.sin() * k).collect(),
    }
}

slices! {
    of_operators(a) {
        let v = Pair { x: a[0], y: a[1] };
        let first = if a[2] > 0.0 { a[2] } else { (v * a[3] + v.turned(a[0]))[0] };
        first * v[1] + (v * a[2])[1]
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];

    by_pairs_in_a_loop(a) {
        let b = Square { entries: a.to_vec(), size: 2 };
        let c = Square { entries: vec![a[3], a[0], 0.5, a[1]], size: 2 };
        let mut s = 0.0;
        for i in 0..2 {
            let at = (i, 1 - i);
            s += (b.clone() * c.clone())[(i, 0)] * b.transposed()[(0, 1)] + (-b.clone())[at];
            if s > 0.1 { s *= (b.transposed() * c.transposed())[(1, i)]; }
        }
        s
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];

    /// The index is evaluated once, behind what is indexed.
    of_functions(a) {
        let w = Reversed::of(a);
        let mut count = 0usize;
        let s = w.scaled(2.0)[1] * sines(a, a[2])[0] + Reversed::of(&a[1..])[{ count += 1; count }];
        s * (sines(a, s)[2] + sines(&a[1..3], s)[count])
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];
}
