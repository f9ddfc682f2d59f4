//! Traits: methods of differentiated implementations, called on concrete types and through bounds.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};

#[differentiate]
pub trait Kernel {
    fn eval(&self, r: f64) -> f64;

    /// Writes through its argument.
    fn fill(&self, x: &[f64], out: &mut [f64]);

    fn widen(&mut self, by: f64);

    fn name(&self) -> &'static str {
        "kernel"
    }

    fn parameters(&self) -> usize;
}

#[derive(Differentiable, Clone, Debug)]
pub struct Rbf {
    pub length: f64,
}

#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Cauchy {
    pub scale: f64,
}

#[differentiate]
impl Kernel for Rbf {
    fn eval(&self, r: f64) -> f64 {
        let q = r / self.length;
        (-0.5 * q * q).exp()
    }

    fn fill(&self, x: &[f64], out: &mut [f64]) {
        for i in 0..out.len() {
            out[i] += self.eval(x[i]) * x[0];
        }
    }

    fn widen(&mut self, by: f64) {
        self.length *= by;
    }

    fn parameters(&self) -> usize {
        1
    }
}

impl Cauchy {
    const ORDER: usize = 3;
}

#[differentiate]
impl Kernel for Cauchy {
    fn eval(&self, r: f64) -> f64 {
        let mut s = 1.0;
        for _ in 0..Self::ORDER {
            s += r * r / self.scale;
        }
        1.0 / s
    }

    fn fill(&self, x: &[f64], out: &mut [f64]) {
        for (o, x) in out.iter_mut().zip(x) {
            *o = self.eval(*x) + *o * self.scale;
        }
    }

    fn widen(&mut self, by: f64) {
        self.scale += by * by;
    }

    fn name(&self) -> &'static str {
        "cauchy"
    }

    fn parameters(&self) -> usize {
        1
    }
}

#[differentiate]
pub fn gram<K: Kernel>(k: &K, xs: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..xs.len() {
        for j in 0..i {
            let y = k.eval(xs[i] - xs[j]);
            s += y * y * xs[j];
        }
    }
    s
}

#[differentiate]
pub fn by_impl(kernel: &impl Kernel, x: f64) -> f64 {
    let mut out = [x, 0.5];
    kernel.fill(&[x, x * x], &mut out);
    kernel.eval(x) * out[0] + out[1]
}

#[differentiate]
pub fn passed_on<A, B>(a: &A, b: &B, x: f64) -> f64
where
    A: Kernel,
    B: Kernel + Clone,
{
    if x > 0.0 {
        by_impl(a, x) * gram(b, &[x, 0.5])
    } else {
        b.eval(x) - a.eval(b.eval(x))
    }
}

#[differentiate]
pub fn over_a_list<K: Kernel>(kernels: &[K], x: f64) -> f64 {
    let mut s = 0.0;
    for k in kernels {
        s += k.eval(x + s);
    }
    s
}

#[differentiate]
pub fn widened<K: Kernel + Clone>(k: &mut K, x: f64) -> f64 {
    let before = k.eval(x);
    k.widen(x);
    before * k.eval(x)
}

scalars! {
    on_a_concrete_type(x: f64, y: f64) {
        let k = Rbf { length: y };
        let mut c = Cauchy { scale: x };
        c.widen(y);
        k.eval(x) * c.eval(y) + k.eval(c.eval(x))
    } at (0.5, 1.25), (0.75, -0.5);
    generic_function(x: f64, y: f64) {
        let k = Rbf { length: y };
        let c = Cauchy { scale: 1.5 + x };
        gram(&k, &[x, y, 0.25]) + gram(&c, &[x, y]) * x
    } at (0.5, 1.25), (0.75, -0.5);
    through_impl(x: f64, y: f64) {
        let k = Rbf { length: y };
        let c = Cauchy { scale: 1.5 + y };
        by_impl(&k, x) + by_impl(&c, y) + passed_on(&k, &c, x)
    } at (0.5, 1.25), (-0.75, 0.5);
    lists(x: f64, y: f64) {
        over_a_list(&[Cauchy { scale: y }, Cauchy { scale: 1.5 }], x)
    } at (0.5, 1.25), (-0.75, 0.5);
    changed(x: f64, y: f64) {
        let mut k = Rbf { length: y };
        let mut c = Cauchy { scale: y };
        widened(&mut k, x) + widened(&mut c, y) + k.length * c.scale
    } at (0.5, 1.25), (-0.75, 0.5);
}

/// The trait can still be made an object of.
#[test]
fn trait_objects() {
    let kernels: Vec<Box<dyn Kernel>> = Vec::new();
    assert!(kernels.is_empty());
}

#[test]
fn the_items_of_a_trait() {
    let k = Rbf { length: 0.75 };
    let (value, cache) = k.eval_forward(0.5);
    let mut d_k = RbfGradient { length: 0.0 };
    let d_r = k.eval_backward(&cache, &mut d_k, 1.0);
    assert_eq!(value, k.eval(0.5));
    assert_eq!(k.eval_gradient(0.5), (d_k, d_r));
    fn generic<K: Kernel + Differentiable>(k: &K) -> (f64, K::EvalCache) {
        k.eval_forward(0.25)
    }
    assert_eq!(generic(&k).0, k.eval(0.25));
    assert_eq!(k.name(), "kernel");
}
