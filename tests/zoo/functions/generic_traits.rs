//! Traits with a type parameter that is a float, and implementations that are generic over floats.

use autodiff::{Differentiable, differentiate};
use num_traits::Float;
#[differentiate]
trait Act<T> {
    fn call(&self, x: T) -> T;
    fn all(&self, xs: &[T], out: &mut [T]);
}
#[differentiate]
trait Model {
    fn at(&self, x: f64) -> f64;
    fn fit(&mut self, by: f64);
}
#[derive(Differentiable, Clone)]
struct Swish<T> {
    beta: T,
}
#[derive(Differentiable, Clone)]
struct Elu;
#[differentiate]
impl<T: Float> Act<T> for Swish<T> {
    fn call(&self, x: T) -> T {
        x / (T::one() + (-self.beta * x).exp())
    }
    fn all(&self, xs: &[T], out: &mut [T]) {
        for (o, x) in out.iter_mut().zip(xs) {
            *o = self.call(*x) * self.beta;
        }
    }
}
#[differentiate]
impl<T: Float> Act<T> for Elu {
    fn call(&self, x: T) -> T {
        if x > T::zero() { x * x } else { x.exp_m1() }
    }
    fn all(&self, xs: &[T], out: &mut [T]) {
        for (o, &x) in out.iter_mut().zip(xs) {
            *o = x * x;
        }
    }
}
#[derive(Differentiable, Clone)]
struct Line<T> {
    a: T,
    b: T,
}
#[differentiate]
impl Model for Line<f64> {
    fn at(&self, x: f64) -> f64 {
        self.a * x + self.b
    }
    fn fit(&mut self, by: f64) {
        self.a *= by;
    }
}
#[derive(Differentiable, Clone)]
struct Scaled<T> {
    k: T,
    n: usize,
}
#[differentiate]
trait Weighing {
    type S;
    fn weight(&self, x: Self::S) -> Self::S;
}
#[differentiate]
impl<T: Float> Weighing for Scaled<T> {
    type S = T;
    fn weight(&self, x: T) -> T {
        self.k * x * self.k.sin()
    }
}
#[differentiate]
fn layer<F: Float, A: Act<F>>(w: &[F], x: &[F], act: &A) -> Vec<F> {
    let mut out = vec![F::zero(); x.len()];
    act.all(x, &mut out);
    w.chunks(x.len())
        .map(|row| {
            act.call(
                row.iter()
                    .zip(&out)
                    .fold(F::zero(), |s, (&w, &x)| s + w * x),
            )
        })
        .collect()
}
#[differentiate]
fn twice<A: Act<f64>>(act: &A, x: f64) -> f64 {
    let y = act.call(x);
    act.call(y) * x
}
#[differentiate]
fn top(p: &[f64]) -> f64 {
    let x = [0.7, -1.1];
    let w1 = [p[0], p[1], p[2], -p[0], p[3], 0.4];
    let w2 = [p[3], p[2], 0.9];
    let s = Swish { beta: p[1] };
    let h = layer(&w1, &x, &s);
    let out = layer(&w2, &h, &Elu);
    let mut line = Line { a: p[0], b: p[1] };
    line.fit(p[2]);
    let mut own = [0.0; 2];
    s.all(&x, &mut own);
    let w = Scaled { k: p[3], n: 1 };
    out[0] * twice(&s, p[2])
        + twice(&Elu, p[3])
        + s.call(p[0])
        + Elu.call(p[1])
        + line.at(p[0])
        + own[0] * own[1]
        + w.weight(p[0])
}

crate::support::whole_functions! { top => [0.5, -0.3, 0.8, 0.2], [1.2, 0.4, -0.6, 0.9] }

/// A trait that is implemented for all types of another one.
mod for_all_types {
    use crate::support::slices;
    use autodiff::{Differentiable, differentiate};

    #[differentiate]
    pub trait Kernel {
        fn at(&self, x: f64) -> f64;
    }

    #[differentiate]
    pub trait Twice: Kernel {
        fn twice(&self, x: f64) -> f64;
    }

    #[differentiate]
    impl<K: Kernel> Twice for K {
        fn twice(&self, x: f64) -> f64 {
            self.at(self.at(x))
        }
    }

    #[derive(Differentiable)]
    struct Wave {
        k: f64,
    }

    #[differentiate]
    impl Kernel for Wave {
        fn at(&self, x: f64) -> f64 {
            (self.k * x).sin()
        }
    }

    #[differentiate]
    fn some<A: Twice>(a: &A, x: f64) -> f64 {
        let mut sum = 0.0;
        for _ in 0..3 {
            if sum < 1.0 {
                sum += a.twice(x + sum) * x;
            }
        }
        sum
    }

    slices! {
        by_its_bound(a) { some(&Wave { k: a[0] }, a[1]) } at [0.5, 0.75], [1.75, -0.25];
    }
}
