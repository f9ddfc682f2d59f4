use autodiff::differentiate;

#[differentiate]
trait Kernel {
    fn at(&self, x: f64) -> f64;
}

#[differentiate]
fn changed(kernel: &mut dyn Kernel, x: f64) -> f64 {
    kernel.at(x)
}

#[differentiate]
fn sent(kernel: &(dyn Kernel + Send), x: f64) -> f64 {
    kernel.at(x)
}

#[differentiate]
fn shared(kernel: std::rc::Rc<dyn Kernel>, x: f64) -> f64 {
    kernel.at(x)
}

fn main() {}
