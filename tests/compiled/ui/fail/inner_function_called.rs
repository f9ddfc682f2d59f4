use autodiff::differentiate;

#[differentiate]
fn sum(x: f64, n: usize) -> f64 {
    fn weight(i: usize) -> f64 {
        1.0 / (i + 1) as f64
    }
    fn square<T: Copy + std::ops::Mul<Output = T>>(x: T) -> T {
        x * x
    }
    weight(n) * square(x)
}

fn main() {
    sum(1.0, 2);
}
