//! A sigmoid neuron, gate by gate: what flows forward, and what flows back.
//!
//! `cargo run --example neuron`

use autodiff::differentiate;

/// 1 / (1 + exp(-(w0 x0 + w1 x1 + w2))), one gate a line.
#[differentiate]
fn neuron(w: &[f64; 3], x: &[f64; 2]) -> f64 {
    let first = w[0] * x[0];
    let second = w[1] * x[1];
    let z = first + second + w[2];
    sigmoid(z)
}

/// All of the sigmoid as a single gate, whose derivative is known: y (1 - y).
#[differentiate(backward = sigmoid_backward)]
fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

fn sigmoid_backward(_z: f64, y: f64, d_y: f64) -> f64 {
    d_y * y * (1.0 - y)
}

fn main() {
    let (w, x) = ([2.0, -3.0, -3.0], [-1.0, -2.0]);
    let (y, cache) = neuron::forward(&w, &x);
    let (mut d_w, mut d_x) = ([0.0; 3], [0.0; 2]);
    neuron::backward(&cache, &w, &mut d_w, &x, &mut d_x, 1.0);

    println!("forward: {y:.4}, and the backward pass needs {cache:?}");
    println!("gate                      value   gradient");
    for (name, value, gradient) in [
        ("w0", w[0], d_w[0]),
        ("x0", x[0], d_x[0]),
        ("w1", w[1], d_w[1]),
        ("x1", x[1], d_x[1]),
        ("w2", w[2], d_w[2]),
        ("w0 x0 + w1 x1 + w2", 1.0, d_w[2]),
        ("sigmoid", y, 1.0),
    ] {
        println!("{name:<22} {value:>8.4} {gradient:>10.4}");
    }

    // A step along the gradient of the weights raises the output.
    let raised: Vec<f64> = w.iter().zip(d_w).map(|(w, d)| w + 0.1 * d).collect();
    let after = neuron(&[raised[0], raised[1], raised[2]], &x);
    println!("after a step along the gradient: {after:.4}");

    let expected = ([-0.1966, -0.3932, 0.1966], [0.3932, -0.5898]);
    let close = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 5e-5);
    assert!(close(&d_w, &expected.0) && close(&d_x, &expected.1));
    assert!(after > y);
}
