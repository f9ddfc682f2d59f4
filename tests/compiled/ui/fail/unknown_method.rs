use autodiff::differentiate;
use special::Special;

mod special {
    pub trait Special {
        fn bessel(self) -> f64;
    }

    impl Special for f64 {
        fn bessel(self) -> f64 {
            self.tanh()
        }
    }
}

#[differentiate]
fn gelu(x: f64) -> f64 {
    x * x.bessel()
}

fn main() {}
