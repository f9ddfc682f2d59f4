use autodiff::differentiate;

fn scale_backward(_d_x: &mut [f64]) {}

#[differentiate(backward = scale_backward)]
fn scale(x: &mut [f64]) {
    x[0] *= 2.0;
}

fn main() {}
