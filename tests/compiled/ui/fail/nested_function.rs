use autodiff::differentiate;

#[differentiate]
fn outer(x: f64) -> f64 {
    #[differentiate]
    fn inner<T: Copy + std::ops::Mul<Output = T>>(x: T) -> T {
        x * x
    }
    inner(x) + x
}

fn main() {}
