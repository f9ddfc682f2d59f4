use autodiff::differentiate;

#[differentiate]
trait Kernel {
    fn at(&self, x: f64) -> f64;
}

#[differentiate]
fn of(kernel: &dyn Kernel, x: f64) -> f64 {
    kernel.at(x)
}

fn main() {}
