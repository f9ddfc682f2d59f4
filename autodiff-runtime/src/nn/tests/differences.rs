//! Gradients against central differences, each through a function that calls the gate.

use super::numbers;
use crate::nn::*;
use crate::{check, differentiate};

/// A sum of `y` with weights, so that each element has an adjoint of its own.
#[differentiate]
fn weigh(y: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (i, y) in y.iter().enumerate() {
        sum += (i as f64 * 1.7 + 0.5).sin() * y;
    }
    sum
}

/// A function of a slice of so many numbers that calls a gate, and the test that checks it.
macro_rules! check_gate {
    ($($name:ident of $n:literal: |$p:ident| $body:expr;)*) => {$(
        #[test]
        fn $name() {
            #[differentiate(companion = gate_companion)]
            fn gate($p: &[f64]) -> f64 {
                $body
            }
            let x = numbers($n);
            let report = check::gradient(gate, gate_companion::gradient, &x).unwrap();
            assert_eq!(report.compared, $n);
        }
    )*};
}

check_gate! {
    dot_of_few of 6: |p| dot(&p[..3], &p[3..]);
    dot_of_many of 38: |p| dot(&p[..19], &p[19..]);
    dot_with_itself of 9: |p| dot(p, p);
    axpy_into_a_buffer of 7: |p| {
        let mut y = p[4..].to_vec();
        axpy(p[0], &p[1..4], &mut y);
        weigh(&y)
    };
    matvec_of_a_matrix of 8: |p| weigh(&matvec(&p[..6], &p[6..]));
    matvec_of_a_wide_matrix of 40: |p| weigh(&matvec(&p[..30], &p[30..]));
    affine_layer of 11: |p| weigh(&affine(&p[..6], &p[6..9], &p[9..]));
    matmul_of_two of 14: |p| weigh(&matmul(&p[..6], &p[6..], 2));
    matmul_with_itself of 9: |p| weigh(&matmul(p, p, 3));
    outer_product of 5: |p| weigh(&outer(&p[..2], &p[2..]));
    relu_each of 5: |p| p.iter().map(|&x| relu(x) * relu(x + 0.1)).sum();
    leaky_relu_each of 5: |p| p.iter().map(|&x| leaky_relu(x, p[0])).sum();
    elu_each of 5: |p| p.iter().map(|&x| elu(x, p[0] * 2.0)).sum();
    sigmoid_each of 5: |p| p.iter().map(|&x| sigmoid(x) * x).sum();
    tanh_each of 5: |p| p.iter().map(|&x| tanh(x) * x).sum();
    softplus_each of 5: |p| p.iter().map(|&x| softplus(x) * x).sum();
    maxout_of_several of 5: |p| maxout(p) * maxout(&p[2..]);
    softmax_of_scores of 5: |p| weigh(&softmax(p));
    log_softmax_of_scores of 5: |p| weigh(&log_softmax(p));
    log_sum_exp_of_scores of 5: |p| log_sum_exp(p) * p[0];
    hinge_loss of 6: |p| hinge(p, 2) * p[1];
    cross_entropy_loss of 6: |p| cross_entropy(p, 2) * p[1];
    mean_squared_error_loss of 8: |p| mean_squared_error(&p[..4], &p[4..]);
    l2_regularization_with_its_strength of 6: |p| l2_regularization(p, p[3]);
    norm_of_a_vector of 6: |p| norm(p) * norm(&p[..2]);
    conv2d_plain of 26: |p| weigh(&conv2d(&p[..20], [1, 4, 5], &p[20..], [1, 2, 3], 1, 0));
    conv2d_of_channels of 68: |p| weigh(&conv2d(&p[..32], [2, 4, 4], &p[32..], [2, 3, 3], 1, 1));
    conv2d_with_strides of 58: |p| weigh(&conv2d(&p[..50], [2, 5, 5], &p[50..], [1, 2, 2], 2, 1));
    conv2d_mostly_of_padding of 13: |p| weigh(&conv2d(&p[..4], [1, 2, 2], &p[4..], [1, 3, 3], 3, 4));
    max_pool2d_of_channels of 40: |p| weigh(&max_pool2d(p, [2, 4, 5], 2));
    layer_norm_of_all of 12: |p| weigh(&layer_norm(&p[..4], &p[4..8], &p[8..], 0.1));
    layer_norm_with_its_epsilon of 4: |p| weigh(&layer_norm(p, p, &p[..4], p[0] * p[0]));
    dropout_of_some of 4: |p| weigh(&dropout(p, &[true, false, true, true], p[0] + 0.2));
    a_network_in_a_loop of 12: |p| {
        let mut sum = 0.0;
        let mut state = vec![0.1, -0.2];
        for t in 0..3 {
            let z: Vec<f64> = affine(&p[..4], &p[4..6], &state);
            state = z.iter().map(|&z| tanh(z)).collect();
            sum += cross_entropy(&matvec(&p[6..12], &state), t);
        }
        sum
    };
}
