//! The classical examples of backpropagation, by name and with their numbers.

use approx::assert_abs_diff_eq;
use autodiff::differentiate;

#[differentiate]
fn f(x: f64, y: f64, z: f64) -> f64 {
    let q = x + y;
    q * z
}

#[test]
fn sum_times_z() {
    let (value, cache) = f::forward(-2.0, 5.0, -4.0);
    assert_eq!(value, -12.0);
    assert_eq!(cache.q, 3.0);
    assert_eq!(f::backward(&cache, 1.0), (-4.0, -4.0, 3.0));
    assert_eq!(f::gradient(-2.0, 5.0, -4.0), (-4.0, -4.0, 3.0));
    assert_eq!(
        f::value_and_gradient(-2.0, 5.0, -4.0),
        (-12.0, (-4.0, -4.0, 3.0))
    );
}

/// The neuron in elementary gates.
#[differentiate]
fn neuron(w: &[f64; 3], x: &[f64; 2]) -> f64 {
    1.0 / (1.0 + (-(w[0] * x[0] + w[1] * x[1] + w[2])).exp())
}

/// The sigmoid as one gate, with its own backward pass.
#[differentiate(backward = sigmoid_backward)]
fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

fn sigmoid_backward(_z: f64, result: f64, d_result: f64) -> f64 {
    d_result * result * (1.0 - result)
}

#[differentiate]
fn neuron_of_gates(w: &[f64; 3], x: &[f64; 2]) -> f64 {
    sigmoid(w[0] * x[0] + w[1] * x[1] + w[2])
}

#[test]
fn sigmoid_neuron() {
    let (w, x) = ([2.0, -3.0, -3.0], [-1.0, -2.0]);
    let (value, (dw, dx)) = neuron::value_and_gradient(&w, &x);
    assert_abs_diff_eq!(value, 0.7310585786300049, epsilon = 1e-15);
    assert_abs_diff_eq!(dw[..], [-0.1966, -0.3932, 0.1966][..], epsilon = 5e-5);
    assert_abs_diff_eq!(dx[..], [0.3932, -0.5898][..], epsilon = 5e-5);

    let (same, (dw_gate, dx_gate)) = neuron_of_gates::value_and_gradient(&w, &x);
    assert_eq!(same, value);
    assert_abs_diff_eq!(dw_gate[..], dw[..], epsilon = 1e-15);
    assert_abs_diff_eq!(dx_gate[..], dx[..], epsilon = 1e-15);
}

#[differentiate]
fn add_gate(x: f64, y: f64) -> f64 {
    x + y
}

#[differentiate]
fn max_gate(x: f64, y: f64) -> f64 {
    x.max(y)
}

#[differentiate]
fn multiply_gate(x: f64, y: f64) -> f64 {
    x * y
}

#[test]
fn add_gate_distributes() {
    let (value, cache) = add_gate::forward(3.0, -4.0);
    assert_eq!((value, add_gate::backward(&cache, 2.0)), (-1.0, (2.0, 2.0)));
}

#[test]
fn max_gate_routes() {
    let (value, cache) = max_gate::forward(2.0, -1.0);
    assert_eq!((value, max_gate::backward(&cache, 2.0)), (2.0, (2.0, 0.0)));
    assert_eq!(max_gate::gradient(-1.0, 2.0), (0.0, 1.0));
    assert_eq!(max_gate::gradient(2.0, 2.0), (0.5, 0.5));
}

#[test]
fn multiply_gate_switches() {
    let (value, cache) = multiply_gate::forward(3.0, -4.0);
    let adjoints = multiply_gate::backward(&cache, 2.0);
    assert_eq!((value, adjoints), (-12.0, (-8.0, 6.0)));
}

#[differentiate]
fn gates_together(x: f64, y: f64, z: f64, w: f64) -> f64 {
    (x * y + z.max(w)) * 2.0
}

#[test]
fn gates_of_one_circuit() {
    let gradient = gates_together::gradient(3.0, -4.0, 2.0, -1.0);
    assert_eq!(gradient, (-8.0, 6.0, 2.0, 0.0));
}

#[differentiate]
fn branching(x: f64, y: f64) -> f64 {
    let s = x * y;
    s * s + s.sin() + x
}

#[test]
fn a_value_that_branches_adds_its_gradients() {
    let (x, y) = (1.5, -0.75);
    let s: f64 = x * y;
    let d_s = 2.0 * s + s.cos();
    let (dx, dy) = branching::gradient(x, y);
    assert_abs_diff_eq!(dx, d_s * y + 1.0, epsilon = 1e-14);
    assert_abs_diff_eq!(dy, d_s * x, epsilon = 1e-14);
}

#[differentiate]
fn relu(x: &[f64], out: &mut [f64]) {
    for i in 0..x.len() {
        out[i] = x[i].max(0.0);
    }
}

/// The Jacobian would have 409,600 rows and columns; the backward pass is one loop.
#[test]
fn elementwise_maximum_of_a_batch() {
    const LENGTH: usize = 4096;
    const BATCH: usize = 100;
    let x: Vec<f64> = (0..LENGTH * BATCH)
        .map(|i| (i as f64 * 0.7).sin())
        .collect();
    let d_out: Vec<f64> = (0..LENGTH * BATCH)
        .map(|i| (i as f64 * 0.3).cos())
        .collect();
    let mut out = vec![0.0; LENGTH * BATCH];
    let ((), cache) = relu::forward(&x, &mut out);
    let mut d_x = vec![0.0; LENGTH * BATCH];
    relu::backward(&cache, &x, &mut d_x, &mut d_out.clone());
    for i in 0..LENGTH * BATCH {
        assert_eq!(out[i], if x[i] > 0.0 { x[i] } else { 0.0 });
        let passed = match x[i].total_cmp(&0.0) {
            std::cmp::Ordering::Greater => d_out[i],
            std::cmp::Ordering::Less => 0.0,
            std::cmp::Ordering::Equal => 0.5 * d_out[i],
        };
        assert_eq!(d_x[i], passed, "element {i} of value {}", x[i]);
    }
}

#[differentiate]
fn norm_of_product(w: &[[f64; 2]; 2], x: &[f64; 2]) -> f64 {
    let q = product(w, x);
    squared_norm(&q)
}

#[differentiate]
fn product(w: &[[f64; 2]; 2], x: &[f64; 2]) -> [f64; 2] {
    let mut q = [0.0; 2];
    for i in 0..2 {
        for j in 0..2 {
            q[i] += w[i][j] * x[j];
        }
    }
    q
}

#[differentiate]
fn squared_norm(q: &[f64; 2]) -> f64 {
    q[0] * q[0] + q[1] * q[1]
}

#[test]
fn squared_norm_of_a_matrix_times_a_vector() {
    let w = [[0.1, 0.5], [-0.3, 0.8]];
    let x = [0.2, 0.4];
    let q = product(&w, &x);
    assert_abs_diff_eq!(q[..], [0.22, 0.26][..], epsilon = 1e-15);
    let dq = squared_norm::gradient(&q);
    assert_abs_diff_eq!(dq[..], [0.44, 0.52][..], epsilon = 1e-15);

    let (value, (dw, dx)) = norm_of_product::value_and_gradient(&w, &x);
    assert_abs_diff_eq!(value, 0.116, epsilon = 1e-15);
    assert_abs_diff_eq!(dw[0][..], [0.088, 0.176][..], epsilon = 1e-15);
    assert_abs_diff_eq!(dw[1][..], [0.104, 0.208][..], epsilon = 1e-15);
    assert_abs_diff_eq!(dx[..], [-0.112, 0.636][..], epsilon = 1e-15);
}
