//! Types that a trait leaves open, of which only what a function calls speaks.

use autodiff::{Differentiable, check, differentiate};

#[differentiate]
mod models {
    use super::*;

    pub trait Model {
        type State: Clone;
        const N: usize;
        fn init(&self, x: &[f64]) -> Self::State;
        fn step(&self, s: &Self::State, h: f64) -> Self::State;
        fn out(&self, s: &Self::State) -> f64 {
            self.raw(s) * 2.0
        }
        fn raw(&self, s: &Self::State) -> f64;
        fn mutate(&mut self, k: f64);
        fn total(&mut self, x: &[f64]) -> f64 {
            self.mutate(0.5);
            let mut s = self.init(x);
            for _ in 0..Self::N {
                s = self.step(&s, 0.1);
            }
            self.out(&s)
        }
    }
    #[derive(Differentiable, Clone, Debug)]
    pub struct P {
        pub q: f64,
        pub v: f64,
    }
    #[derive(Differentiable, Clone, Debug)]
    pub struct Osc {
        pub w: f64,
        pub c: Vec<f64>,
    }
    impl Model for Osc {
        type State = P;
        const N: usize = 4;
        fn init(&self, x: &[f64]) -> P {
            P { q: x[0], v: x[1] }
        }
        fn step(&self, s: &P, h: f64) -> P {
            let P { q, v } = s;
            P {
                q: q + h * v,
                v: v - h * self.w * q,
            }
        }
        fn raw(&self, s: &P) -> f64 {
            s.q * s.q + self.c.iter().sum::<f64>() * s.v
        }
        fn mutate(&mut self, k: f64) {
            self.w *= k;
            if let Some(c) = self.c.first_mut() {
                *c *= k;
            }
        }
    }
    #[derive(Differentiable, Clone, Debug)]
    pub struct Dec(pub f64);
    impl Model for Dec {
        type State = Vec<f64>;
        const N: usize = 2;
        fn init(&self, x: &[f64]) -> Vec<f64> {
            x.to_vec()
        }
        fn step(&self, s: &Vec<f64>, h: f64) -> Vec<f64> {
            s.iter().map(|y| y - h * self.0 * y).collect()
        }
        fn raw(&self, s: &Vec<f64>) -> f64 {
            s.iter().product()
        }
        fn out(&self, s: &Self::State) -> f64 {
            self.raw(s) + self.0
        }
        fn mutate(&mut self, k: f64) {
            self.0 += k;
        }
    }
    pub fn drive<M: Model>(m: &M, x: &[f64], n: usize) -> f64 {
        let mut s = m.init(x);
        let mut t = 0.0;
        for i in 0..n {
            s = m.step(&s, 0.1 * (i as f64 + 1.0));
            t += m.out(&s);
        }
        t
    }
    pub fn drive_mut<M: Model>(m: &mut M, x: &[f64]) -> f64 {
        m.mutate(2.0);
        drive(m, x, 2) + m.total(x)
    }
    #[derive(Differentiable, Clone, Debug)]
    pub struct Wrap<M> {
        pub m: M,
        pub k: f64,
    }
    impl<M: Model> Wrap<M> {
        pub fn go(&self, x: &[f64]) -> f64 {
            drive(&self.m, x, 3) * self.k
        }
        pub fn go_mut(&mut self, x: &[f64]) -> f64 {
            self.k *= 2.0;
            drive_mut(&mut self.m, x) * self.k
        }
        pub fn unwrap_it(self) -> M {
            self.m
        }
    }
    pub fn f(x: &[f64]) -> f64 {
        let o = Osc {
            w: x[2],
            c: vec![x[0], x[1]],
        };
        let mut d = Dec(x[1]);
        let mut w = Wrap {
            m: o.clone(),
            k: x[0],
        };
        let mut s = drive(&o, x, 2) + drive(&d, x, 3) + drive_mut(&mut d, x) + w.go(x);
        for _ in 0..2 {
            s += w.go_mut(x);
        }
        let inner = w.unwrap_it();
        s + inner.w + inner.c[0]
    }
}
use models::f;

#[test]
fn callers_ask_what_their_callees_ask() {
    check::gradient(f, f::gradient, &[0.5, 1.25, 0.75]).unwrap();
}
