use autodiff::differentiate;

trait Kernel {
    fn value(&self, x: f64) -> f64;
}

#[differentiate]
fn applied(x: f64, kernel: &dyn Kernel) -> f64 {
    kernel.value(x) * x
}

fn main() {}
