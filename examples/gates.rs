//! Two circuits of gates: what flows forward, and what flows back.
//!
//! `cargo run --example gates`

use autodiff::differentiate;
use autodiff::nn::sigmoid;

#[differentiate]
fn f(x: f64, y: f64, z: f64) -> f64 {
    let q = x + y;
    q * z
}

/// What goes into the neuron's nonlinearity.
#[differentiate]
fn linear(w: &[f64; 3], x: &[f64; 2]) -> f64 {
    let first = w[0] * x[0];
    let second = w[1] * x[1];
    first + second + w[2]
}

/// The sigmoid is a single gate here, whose derivative is known: y (1 - y).
#[differentiate]
fn neuron(w: &[f64; 3], x: &[f64; 2]) -> f64 {
    sigmoid(linear(w, x))
}

#[differentiate]
fn negate(x: f64) -> f64 {
    -x
}

#[differentiate]
fn exp(x: f64) -> f64 {
    x.exp()
}

#[differentiate]
fn add_one(x: f64) -> f64 {
    x + 1.0
}

#[differentiate]
fn invert(x: f64) -> f64 {
    1.0 / x
}

type Function = fn(f64) -> f64;

fn close(a: &[f64], b: &[f64], tolerance: f64) -> bool {
    a.iter().zip(b).all(|(a, b)| (a - b).abs() < tolerance)
}

fn main() {
    let (value, cache) = f::forward(-2.0, 5.0, -4.0);
    let (dx, dy, dz) = f::backward(&cache, 1.0);
    println!("f = (x + y) z at (-2, 5, -4): q = {}, f = {value}", cache.q);
    println!("df/dx = {dx}, df/dy = {dy}, df/dz = {dz}\n");
    assert_eq!((value, dx, dy, dz), (-12.0, -4.0, -4.0, 3.0));

    // 1 / (1 + exp(-(w0 x0 + w1 x1 + w2))), the sigmoid as four gates. Each multiplies what comes back
    // with its own derivative.
    let (w, x) = ([2.0, -3.0, -3.0], [-1.0, -2.0]);
    let (z, cache) = linear::forward(&w, &x);
    let gates: [(&str, Function, Function); 4] = [
        ("-z", negate, negate::gradient),
        ("exp(-z)", exp, exp::gradient),
        ("1 + exp(-z)", add_one, add_one::gradient),
        ("1 / (1 + exp(-z))", invert, invert::gradient),
    ];
    let mut values = vec![z];
    for (_, gate, _) in gates {
        values.push(gate(values[values.len() - 1]));
    }
    let y = values[4];
    let mut gradients = [1.0; 5];
    for i in (0..4).rev() {
        gradients[i] = gradients[i + 1] * gates[i].2(values[i]);
    }
    let (mut d_w, mut d_x) = ([0.0; 3], [0.0; 2]);
    linear::backward(&cache, &w, &mut d_w, &x, &mut d_x, gradients[0]);

    println!("gate                   value  gradient");
    let row = |name: &str, value: f64, gradient: f64| {
        println!("{name:<20} {value:>7.2} {gradient:>9.2}");
    };
    for (name, value, gradient) in [
        ("w0", w[0], d_w[0]),
        ("x0", x[0], d_x[0]),
        ("w1", w[1], d_w[1]),
        ("x1", x[1], d_x[1]),
        ("w2", w[2], d_w[2]),
        ("z", z, gradients[0]),
    ] {
        row(name, value, gradient);
    }
    for (i, (name, ..)) in gates.iter().enumerate() {
        row(name, values[i + 1], gradients[i + 1]);
    }

    // The same neuron with the fused gate.
    let (fused, (w_fused, x_fused)) = neuron::value_and_gradient(&w, &x);
    println!("\nfused: {fused:.4}, gradient {w_fused:.4?} and {x_fused:.4?}");
    assert!(close(&[fused], &[y], 1e-15));
    assert!(close(&w_fused, &d_w, 1e-15) && close(&x_fused, &d_x, 1e-15));
    assert!(close(&d_w, &[-0.20, -0.39, 0.20], 5e-3));
    assert!(close(&d_x, &[0.39, -0.59], 5e-3));

    // A step along the gradient of the weights raises the output.
    let raised = [0, 1, 2].map(|i| w[i] + 0.1 * d_w[i]);
    let after = neuron(&raised, &x);
    println!("after a step along the gradient: {after:.4}");
    assert!(after > y);
}
