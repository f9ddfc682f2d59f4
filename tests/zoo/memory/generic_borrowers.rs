//! Structs that hold references, passed to functions that are generic over a trait of theirs: what these record has no
//! lifetime.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[differentiate]
mod operators {
    use super::*;

    pub trait Operator {
        type State: Clone;
        fn apply(&self, x: &[f64], y: &mut [f64]);
        fn diagonal(&self) -> Vec<f64>;
        fn start(&self, x: f64) -> Self::State;
        fn advance(&self, state: &Self::State, before: f64) -> Self::State;
        fn energy(&self, state: &Self::State) -> f64;
        fn bound(&self) -> usize {
            3
        }
    }

    #[derive(Differentiable)]
    pub struct Laplacian<'a> {
        pub conductivity: &'a [f64],
        pub shift: f64,
    }

    #[derive(Differentiable)]
    pub struct Table<'x, 'y> {
        pub xs: &'x [f64],
        pub ys: &'y Vec<f64>,
        pub order: usize,
    }

    #[derive(Differentiable)]
    pub struct Scaled(pub f64);

    #[derive(Differentiable, Clone)]
    pub struct Two {
        pub a: f64,
        pub b: Vec<f64>,
    }

    impl Operator for Laplacian<'_> {
        type State = [f64; 2];
        fn apply(&self, x: &[f64], y: &mut [f64]) {
            y.fill(0.0);
            for (i, k) in self.conductivity.iter().enumerate() {
                let flux = k * (x[i + 1] - x[i]).sin();
                y[i] -= flux;
                y[i + 1] += flux + self.shift * x[i];
            }
        }
        fn diagonal(&self) -> Vec<f64> {
            let n = self.conductivity.len() + 1;
            (0..n)
                .map(|i| self.shift + if i < n - 1 { self.conductivity[i] } else { 0.5 })
                .collect()
        }
        fn start(&self, x: f64) -> [f64; 2] {
            [x * self.shift, self.conductivity[0]]
        }
        fn advance(&self, state: &[f64; 2], before: f64) -> [f64; 2] {
            [state[1] * before, state[0] + self.conductivity[1]]
        }
        fn energy(&self, state: &[f64; 2]) -> f64 {
            state[0] * state[0] + state[1].sin()
        }
    }

    impl<'x, 'y> Operator for Table<'x, 'y> {
        type State = Two;
        fn apply(&self, x: &[f64], y: &mut [f64]) {
            for i in 0..y.len() {
                y[i] = x[i] * self.xs[i % self.xs.len()] + self.ys[i % self.ys.len()];
            }
        }
        fn diagonal(&self) -> Vec<f64> {
            self.ys
                .iter()
                .cycle()
                .take(4)
                .map(|y| y * y + 1.0)
                .collect()
        }
        fn start(&self, x: f64) -> Two {
            Two {
                a: x,
                b: self.ys.clone(),
            }
        }
        fn advance(&self, state: &Two, before: f64) -> Two {
            Two {
                a: state.a * before + state.b[0],
                b: state.b.iter().map(|b| b * self.xs[0]).collect(),
            }
        }
        fn energy(&self, state: &Two) -> f64 {
            state.a.powi(self.order as i32) * state.b.iter().sum::<f64>()
        }
    }

    impl Operator for Scaled {
        type State = f64;
        fn apply(&self, x: &[f64], y: &mut [f64]) {
            for (x, y) in x.iter().zip(y.iter_mut()) {
                *y = self.0 * x * x;
            }
        }
        fn diagonal(&self) -> Vec<f64> {
            vec![self.0, 2.0, self.0 * self.0, 1.0]
        }
        fn start(&self, x: f64) -> f64 {
            x + self.0
        }
        fn advance(&self, state: &f64, before: f64) -> f64 {
            state * self.0 + before
        }
        fn energy(&self, state: &f64) -> f64 {
            state.cos()
        }
    }

    fn dot(a: &[f64], b: &[f64]) -> f64 {
        a.iter().zip(b).map(|(x, y)| x * y).sum()
    }

    /// Private, and generic itself; called by what is public.
    fn residual<A: Operator>(a: &A, x: &[f64]) -> f64 {
        let mut y = vec![0.0; x.len()];
        a.apply(x, &mut y);
        dot(&y, &y)
    }

    pub fn search(a: &impl Operator, x: &[f64], scale: f64) -> f64 {
        let mut step = scale;
        let mut n = 0;
        while n < a.bound() {
            let moved: Vec<f64> = x.iter().map(|x| x * (1.0 + 0.1 * step)).collect();
            if residual(a, &moved) > 50.0 {
                step *= 0.5;
            } else {
                step *= 1.25;
            }
            n += 1;
        }
        step * residual(a, x)
    }

    pub fn solve<A: Operator>(a: &A, b: &[f64], steps: usize) -> Vec<f64> {
        let inverse: Vec<f64> = a.diagonal().iter().map(|d| d.recip()).collect();
        let scaled =
            |r: &[f64]| -> Vec<f64> { r.iter().zip(&inverse).map(|(r, d)| r * d).collect() };
        let mut x = scaled(b);
        let mut ax = vec![0.0; b.len()];
        for _ in 0..steps {
            a.apply(&x, &mut ax);
            let d = scaled(&ax);
            for i in 0..x.len() {
                x[i] += 0.1 * (b[i] - ax[i]) * d[i];
            }
            x[0] += 0.01 * search(a, &x, 0.5);
        }
        x
    }

    pub fn path<A: Operator>(a: &A, x: f64, steps: usize) -> f64 {
        let mut state = a.start(x);
        let mut before = x;
        let mut sum = 0.0;
        for _ in 0..steps {
            state = a.advance(&state, before);
            before = a.energy(&state) * 0.3;
            sum += before;
        }
        sum + a.energy(&state)
    }

    /// Objects of an object.
    #[derive(Differentiable)]
    pub struct Relaxed<A> {
        pub inner: A,
        pub omega: f64,
    }

    impl<A: Operator> Relaxed<A> {
        pub fn smooth(&self, x: &[f64]) -> f64 {
            let mut y = x.to_vec();
            for _ in 0..2 {
                let mut out = vec![0.0; y.len()];
                self.inner.apply(&y, &mut out);
                for (y, o) in y.iter_mut().zip(&out) {
                    *y += self.omega * o.sin();
                }
            }
            residual(&self.inner, &y)
        }
    }
}
use operators::{Laplacian, Relaxed, Scaled, Table, path, search, solve};

slices! {
    matrix_free(p) {
        let x = solve(&Laplacian { conductivity: &p[..3], shift: p[3] }, &p[1..5], 2);
        x.iter().map(|x| x.sin()).sum::<f64>()
    } at [0.4, 0.3, -0.7, 0.9, 0.2, 0.8], [1.4, 0.1, 0.3, -0.4, -0.5, 1.1];
    of_two_lifetimes(p) {
        let ys = vec![p[0], p[1] * 0.5];
        let table = Table { xs: &p[2..4], ys: &ys, order: 2 };
        let mut s = search(&table, &p[1..5], p[5]) + path(&table, p[4], 3);
        for k in 0..2 {
            s += solve(&table, &p[..4], k)[0] * search(&table, &p[k..], 0.75);
        }
        s
    } at [0.4, 0.3, -0.7, 0.9, 0.2, 0.8], [1.4, 0.1, 0.3, -0.4, -0.5, 1.1];
    by_states(p) {
        let a = Laplacian { conductivity: p, shift: p[1] };
        let b = Scaled(p[2]);
        path(&a, p[0], 3) * path(&b, p[3], 2) + solve(&b, &p[..4], 1)[1].sin()
    } at [0.4, 0.3, 0.7, 0.9, 0.2, 0.8], [0.4, 0.1, 0.3, 0.4, -0.5, 1.1];
    in_methods_of_generic_types(p) {
        let relaxed = Relaxed { inner: Scaled(p[0]), omega: p[1] };
        relaxed.smooth(&p[2..]).sin() * relaxed.smooth(p).cos()
    } at [0.4, 0.3, -0.7, 0.9, 0.2, 0.8], [1.4, 0.1, 0.3, -0.4, -0.5, 1.1];
}
