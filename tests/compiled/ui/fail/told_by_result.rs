use autodiff::{Differentiable, differentiate};

#[differentiate]
trait Encoder<const D: usize> {
    fn encode(&self, x: &[f64]) -> [f64; D];
}

#[derive(Differentiable)]
struct Linear<'a> {
    weights: &'a [f64],
}

#[differentiate]
impl<const D: usize> Encoder<D> for Linear<'_> {
    fn encode(&self, x: &[f64]) -> [f64; D] {
        let mut out = [0.0; D];
        for (o, w) in out.iter_mut().zip(self.weights) {
            *o = w * x[0];
        }
        out
    }
}

#[differentiate]
fn encoded(weights: &[f64], x: &[f64]) -> f64 {
    let encoder = Linear { weights };
    let y: [f64; 3] = encoder.encode(x);
    y[0] + y[1]
}

fn main() {}
