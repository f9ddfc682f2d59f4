//! The benchmark's determinant, by minors of minors.

use crate::case::{Case, keep, numbers};
use crate::objectives::det::determinant;
use std::hint::black_box;

/// An expansion on its way: the matrix, the columns that are left, and what was recorded of each call.
struct Expansion<'a> {
    a: &'a [f64],
    n: usize,
    next: Vec<usize>,
    columns: Vec<usize>,
    minors: Vec<f64>,
}

impl Expansion<'_> {
    /// Records the columns and minors of each call after those of the calls it makes.
    fn forward(&mut self, row: usize) -> f64 {
        if row == self.n {
            return 1.0;
        }
        let (mut det, mut sign, mut link) = (0.0, 1.0, self.n);
        while self.next[link] != self.n {
            let column = self.next[link];
            self.next[link] = self.next[column];
            let minor = self.forward(row + 1);
            det += sign * self.a[row * self.n + column] * minor;
            self.columns.push(column);
            self.minors.push(minor);
            self.next[link] = column;
            sign = -sign;
            link = column;
        }
        det
    }

    fn backward(&self, row: usize, at: &mut usize, d_a: &mut [f64], d_det: f64) {
        let count = self.n - row;
        for k in (0..count).rev() {
            *at -= 1;
            let index = row * self.n + self.columns[*at];
            let d_product = if k % 2 == 0 { d_det } else { -d_det };
            d_a[index] += d_product * self.minors[*at];
            if count > 1 {
                self.backward(row + 1, at, d_a, d_product * self.a[index]);
            }
        }
    }
}

fn by_hand(a: &[f64], n: usize, d_a: &mut [f64]) -> f64 {
    let mut next: Vec<usize> = (1..=n).collect();
    next.push(0);
    let mut expansion = Expansion {
        a,
        n,
        next,
        columns: Vec::new(),
        minors: Vec::new(),
    };
    let value = expansion.forward(0);
    d_a.fill(0.0);
    let mut at = expansion.columns.len();
    expansion.backward(0, &mut at, d_a, 1.0);
    value
}

pub fn cases() -> Vec<Case> {
    [5, 8].map(case).into()
}

fn case(n: usize) -> Case {
    let a = keep(numbers(n * n, 0.0));
    Case::new(
        format!("determinant by minors, n = {n}"),
        n * n,
        move || determinant(black_box(a), n),
        move |g| determinant::value_and_gradient_into(black_box(a), g, n),
        move |g| by_hand(black_box(a), n, g),
    )
}
