//! Their values and gradients as a careful person writes them: shadows are overwritten.

pub fn dot(a: &[f64], d_a: &mut [f64], b: &[f64], d_b: &mut [f64]) -> f64 {
    let mut s = 0.0;
    for (a, b) in a.iter().zip(b) {
        s += a * b;
    }
    d_a.copy_from_slice(b);
    d_b.copy_from_slice(a);
    s
}

pub fn log_sum_exp(x: &[f64], d_x: &mut [f64]) -> f64 {
    let mut max = x[0];
    for &v in x {
        if v > max {
            max = v;
        }
    }
    let mut sum = 0.0;
    for (v, d) in x.iter().zip(d_x.iter_mut()) {
        *d = (v - max).exp();
        sum += *d;
    }
    let scale = 1.0 / sum;
    for d in d_x {
        *d *= scale;
    }
    max + sum.ln()
}

pub fn logistic(w: f64, x: &[f64], d_x: &mut [f64], y: &[f64], d_y: &mut [f64]) -> (f64, f64) {
    let n = x.len();
    let (y, d_x, d_y) = (&y[..n], &mut d_x[..n], &mut d_y[..n]);
    let mut s = 0.0;
    let mut d_w = 0.0;
    for i in 0..n {
        let e = (-y[i] * w * x[i]).exp();
        s += (1.0 + e).ln();
        let d_margin = -e / (1.0 + e);
        d_w += d_margin * y[i] * x[i];
        d_x[i] = d_margin * y[i] * w;
        d_y[i] = d_margin * w * x[i];
    }
    (s, d_w)
}

pub fn polynomials(x: &[f64], d_x: &mut [f64]) -> f64 {
    let mut s = 0.0;
    for (&v, d) in x.iter().zip(d_x) {
        s += 1.0 + v * (0.5 + v * (-0.25 + v * (2.0 + v * (0.125 - v))));
        *d = 0.5 + v * (-0.5 + v * (6.0 + v * (0.5 - v * 5.0)));
    }
    s
}

/// No backward pass at all: the derivative with respect to `x` is carried along with the value.
pub fn horner(coefficients: &[f64], d_coefficients: &mut [f64], x: f64) -> (f64, f64) {
    let (mut p, mut d_x) = (0.0, 0.0);
    for c in coefficients.iter().rev() {
        d_x = d_x * x + p;
        p = p * x + c;
    }
    let mut power = 1.0;
    for d in d_coefficients {
        *d = power;
        power *= x;
    }
    (p, d_x)
}
