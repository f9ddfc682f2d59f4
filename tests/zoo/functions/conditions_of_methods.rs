//! Conditions that methods of traits have, and that implementations have on what only the trait speaks of.

use autodiff::{Differentiable, check, differentiate};

#[differentiate]
mod objectives {
    use super::*;
    use num_traits::Float;
    use std::iter::Sum;
    pub trait Named {
        fn weight(&self) -> f64;
    }
    pub trait Obj<T> {
        fn ev(&self, x: &[T]) -> T;
        fn pen(&self, x: &[T], lo: T) -> T
        where
            T: Float + Sum,
        {
            let s: T = x.iter().map(|&v| (v - lo) * v).sum();
            self.ev(x) + s * self.ev(x)
        }
        fn by<F>(&self, x: &[T], f: F) -> T
        where
            F: Fn(T) -> T,
            T: Float + Sum,
        {
            x.iter().map(|&v| f(v)).sum::<T>() * self.ev(x)
        }
        fn sized(&self, x: &[T]) -> T
        where
            Self: Sized,
            T: Float,
        {
            self.ev(x) * self.ev(x)
        }
    }
    pub trait Weighted {
        fn base(&self, x: f64) -> f64;
        fn total(&self, x: f64) -> f64
        where
            Self: Named,
        {
            self.base(x) * self.weight()
        }
    }
    #[derive(Differentiable)]
    pub struct S<T> {
        pub k: T,
    }
    impl Named for S<f64> {
        fn weight(&self) -> f64 {
            self.k * self.k
        }
    }
    impl Weighted for S<f64> {
        fn base(&self, x: f64) -> f64 {
            x * x
        }
    }
    impl<T: Float> Obj<T> for S<T> {
        fn ev(&self, x: &[T]) -> T {
            x[0] * self.k
        }
    }
    #[derive(Differentiable)]
    pub struct R<O, T> {
        pub o: O,
        pub w: T,
    }
    impl<T: Float, O: Obj<T>> Obj<T> for R<O, T> {
        fn ev(&self, x: &[T]) -> T {
            self.o.ev(x) * x[1] * self.w
        }
    }
    fn genr<T: Float + Sum, O: Obj<T>>(o: &O, x: &[T]) -> T {
        o.pen(x, x[0]) + o.sized(x)
    }
    fn weigh<W: Weighted + Named>(w: &W, x: f64) -> f64 {
        w.total(x)
    }
    pub fn f(x: &[f64]) -> f64 {
        let s = S { k: x[0] };
        let mut t = s.by(x, |v| v.sin() * x[1]);
        for i in 0..3 {
            t += s.total(x[i]) + weigh(&s, x[i]);
        }
        let r = R {
            w: 1.0,
            o: S { k: x[2] },
        };
        t + s.pen(x, x[1]) + r.pen(x, x[0]) + genr(&s, x) + genr(&r, x) + s.sized(x)
    }

    #[derive(Differentiable)]
    pub struct Shifted<'a, T, O> {
        pub inner: O,
        pub offset: &'a [T],
    }
    impl<T: Float, O: Obj<T>> Obj<T> for Shifted<'_, T, O> {
        fn ev(&self, x: &[T]) -> T {
            let moved: Vec<T> = x.iter().zip(self.offset).map(|(&a, &b)| a - b).collect();
            self.inner.ev(&moved)
        }
    }
    #[derive(Differentiable)]
    pub struct Open<O> {
        pub o: O,
    }
    impl<T: Float, O: Obj<T>> Obj<T> for Open<O> {
        fn ev(&self, x: &[T]) -> T {
            self.o.ev(x) * x[1]
        }
    }
    pub fn shifted(x: &[f64]) -> f64 {
        let (s, r) = (
            S { k: x[0] },
            R {
                w: x[1],
                o: Shifted {
                    inner: S { k: x[2] },
                    offset: &x[1..],
                },
            },
        );
        let mut sum = Open { o: s }.ev(x);
        for i in 0..2 {
            if sum > -100.0 {
                sum += r.pen(&x[i..], x[1]);
            }
        }
        sum
    }
}
use objectives::{f, shifted};

#[test]
fn bodies_are_inherited_with_their_conditions() {
    check::gradient(f, f::gradient, &[0.5, 1.25, 0.75]).unwrap();
    check::gradient(shifted, shifted::gradient, &[0.5, 1.25, 0.75]).unwrap();
}
