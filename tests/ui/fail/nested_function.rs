use autodiff::differentiate;

#[differentiate]
fn outer(x: f64) -> f64 {
    #[differentiate]
    fn inner(x: f64) -> f64 {
        x * x
    }
    inner(x) + x
}

fn main() {}
