use autodiff::{Differentiable, differentiate};

trait Kernel {
    fn at(&self, r: f64) -> f64;
}

#[derive(Differentiable)]
struct Gaussian {
    width: f64,
}

#[differentiate]
impl Kernel for Gaussian {
    fn at(&self, r: f64) -> f64 {
        (-r * r / self.width).exp()
    }
}

fn main() {}
