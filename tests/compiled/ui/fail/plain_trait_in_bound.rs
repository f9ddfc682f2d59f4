use autodiff::differentiate;

mod kernels {
    pub trait Kernel {
        fn eval(&self, r: f64) -> f64;
    }
}

use kernels::Kernel;

#[differentiate]
fn total<K: Kernel>(k: &K, xs: &[f64]) -> f64 {
    xs.iter().map(|&x| k.eval(x)).sum()
}

#[differentiate]
fn behind(k: &dyn Kernel, x: f64) -> f64 {
    k.eval(x)
}

fn main() {}
