//! Objects passed to functions that are generic over their trait.

use autodiff::{Differentiable, check, differentiate};

#[differentiate]
mod systems {
    use super::*;

    pub trait System {
        fn rhs(&self, y: &[f64]) -> f64;
    }
    #[derive(Differentiable)]
    pub struct A {
        pub k: f64,
    }
    impl System for A {
        fn rhs(&self, y: &[f64]) -> f64 {
            y[0] * self.k
        }
    }
    fn helper<S>(s: &S, y: &[f64]) -> f64
    where
        S: System + ?Sized,
    {
        s.rhs(y)
    }
    fn imp(s: &(impl System + ?Sized), y: &[f64]) -> f64 {
        s.rhs(y) * y[1]
    }
    fn step<S: System + ?Sized>(s: &S, y: &[f64], out: &mut [f64]) {
        out[0] += helper(s, y) * y[0] + helper(s, &y[1..]) * imp(s, y);
    }
    #[derive(Differentiable)]
    pub struct B(pub f64);
    impl System for B {
        fn rhs(&self, y: &[f64]) -> f64 {
            y[1].sin() * self.0
        }
    }
    pub fn f(x: &[f64], o: &dyn System) -> f64 {
        let b: Box<dyn System> = Box::new(A { k: x[1] });
        let mut s = [0.0];
        for i in 0..2 {
            step(b.as_ref(), &x[i..], &mut s);
            step(o, x, &mut s);
            if i > 0 {
                step(&A { k: x[0] }, x, &mut s)
            }
        }
        s[0]
    }
    pub fn of_a_list(x: &[f64]) -> f64 {
        let systems: Vec<(Box<dyn System>, f64)> =
            vec![(Box::new(A { k: x[0] }), x[1]), (Box::new(B(x[1])), 2.0)];
        let mut sum = [1.0];
        for (system, weight) in &systems {
            let before = sum[0];
            step(system.as_ref(), x, &mut sum);
            sum[0] += weight * before;
        }
        sum[0]
    }
}
use systems::*;

const AT: [f64; 3] = [0.5, 1.25, 0.75];

#[test]
fn bodies_stand_for_calls_with_objects() {
    let a = A { k: 2.0 };
    check::gradient(|x: &[f64]| f(x, &a), |x: &[f64]| f::gradient(x, &a).0, &AT).unwrap();
    let (_, d_a) = f::gradient(&AT, &a);
    let h = 1e-6;
    let difference = (f(&AT, &A { k: 2.0 + h }) - f(&AT, &A { k: 2.0 - h })) / (2.0 * h);
    assert!((d_a.get::<AGradient>().unwrap().k - difference).abs() < 1e-7);
    check::gradient(of_a_list, of_a_list::gradient, &AT).unwrap();
}
