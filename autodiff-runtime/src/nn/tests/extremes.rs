//! Where numbers overflow, vanish, tie, or are missing.

use crate::nn::*;

const INFINITY: f64 = f64::INFINITY;

#[test]
fn activations_at_their_ends() {
    assert_eq!(relu(-1e308), 0.0);
    assert!(relu(f64::NAN).is_nan() && leaky_relu(f64::NAN, 0.1).is_nan());
    assert!(elu(f64::NAN, 1.0).is_nan() && maxout(&[1.0, f64::NAN, 2.0]).is_nan());
    assert_eq!((relu::gradient(0.0), relu::gradient(1e-300)), (0.0, 1.0));
    assert_eq!(leaky_relu::gradient(0.0, 0.1), (0.1, 0.0));
    assert_eq!(elu::gradient(0.0, 0.5).0, 0.5);
    assert_eq!(
        (elu(-1e4, 0.5), elu::gradient(-1e4, 0.5)),
        (-0.5, (0.0, -1.0))
    );
    for (x, y) in [(1e4, 1.0), (-1e4, 0.0), (INFINITY, 1.0), (-INFINITY, 0.0)] {
        assert_eq!((sigmoid(x), sigmoid::gradient(x)), (y, 0.0));
    }
    let tiny = sigmoid::gradient(-700.0) / (-700f64).exp();
    assert!((tiny - 1.0).abs() < 1e-12);
    assert_eq!((softplus(1e4), softplus::gradient(1e4)), (1e4, 1.0));
    assert_eq!((softplus(-1e4), softplus::gradient(-1e4)), (0.0, 0.0));
    assert_eq!((softplus(INFINITY), softplus(-INFINITY)), (INFINITY, 0.0));
    assert_eq!((tanh(1e4), tanh::gradient(1e4)), (1.0, 0.0));
}

#[test]
fn ties_go_to_the_first() {
    assert_eq!(maxout::gradient(&[1.0, 3.0, 3.0]), [0.0, 1.0, 0.0]);
    let (pooled, cache) = max_pool2d::forward(&[2.0; 4], [1, 2, 2], 2);
    let mut d_image = [0.0; 4];
    max_pool2d::backward(&cache, &[2.0; 4], &mut d_image, vec![5.0]);
    assert_eq!((pooled, d_image), (vec![2.0], [5.0, 0.0, 0.0, 0.0]));
}

/// The adjoint of the scores for an adjoint of what `softmax` and `log_softmax` give.
fn adjoints(scores: &[f64], d: &[f64]) -> [Vec<f64>; 2] {
    let mut of_both = [vec![0.0; d.len()], vec![0.0; d.len()]];
    let (_, cache) = softmax::forward(scores);
    softmax::backward(&cache, scores, &mut of_both[0], d.to_vec());
    let (_, cache) = log_softmax::forward(scores);
    log_softmax::backward(&cache, scores, &mut of_both[1], d.to_vec());
    of_both
}

#[test]
fn large_scores() {
    let scores = [1e4, -1e4, 1e4];
    assert_eq!(softmax(&scores), [0.5, 0.0, 0.5]);
    assert_eq!(log_sum_exp(&scores), 1e4 + 2f64.ln());
    assert_eq!(log_sum_exp::gradient(&scores), [0.5, 0.0, 0.5]);
    assert_eq!(cross_entropy(&scores, 1), 2e4 + 2f64.ln());
    assert_eq!(cross_entropy::gradient(&scores, 1), [0.5, -1.0, 0.5]);
    let [of_softmax, of_log] = adjoints(&scores, &[1.0, 0.0, 0.0]);
    assert_eq!(of_softmax, [0.25, 0.0, -0.25]);
    assert_eq!(of_log, [0.5, 0.0, -0.5]);
    assert_eq!(hinge::gradient(&scores, 1), [1.0, -2.0, 1.0]);
}

#[test]
fn infinite_scores_share_alike() {
    for (scores, p) in [
        ([-INFINITY; 4], [0.25; 4]),
        ([1.0, -INFINITY, 1.0, -INFINITY], [0.5, 0.0, 0.5, 0.0]),
        ([INFINITY, 1e4, INFINITY, -INFINITY], [0.5, 0.0, 0.5, 0.0]),
    ] {
        assert_eq!(softmax(&scores), p);
        assert_eq!(log_sum_exp::gradient(&scores), p);
        assert_eq!(log_softmax(&scores), p.map(f64::ln));
        assert_eq!(cross_entropy(&scores, 0), -p[0].ln());
        let d = cross_entropy::gradient(&scores, 0);
        assert_eq!(d, [p[0] - 1.0, p[1], p[2], p[3]]);
        for d in adjoints(&scores, &[1.0, -2.0, 0.5, 0.0]).concat() {
            assert!(d.is_finite());
        }
    }
    assert_eq!(log_sum_exp(&[-INFINITY; 3]), -INFINITY);
    assert_eq!(log_sum_exp(&[0.0, INFINITY]), INFINITY);
    assert_eq!(cross_entropy(&[0.0, -INFINITY], 1), INFINITY);
    assert!(softmax(&[0.0, f64::NAN]).iter().all(|p| p.is_nan()));
}

#[test]
fn norms() {
    assert_eq!(norm::gradient(&[0.0; 3]), [0.0; 3]);
    assert_eq!(norm(&[3e-200, 4e-200]), 5e-200);
    let unit = norm::gradient(&[3e200, -4e200]);
    assert!((unit[0] - 0.6).abs() < 1e-15 && (unit[1] + 0.8).abs() < 1e-15);
    assert_eq!(norm(&[1.0, -INFINITY]), INFINITY);
    assert!(norm(&[1.0, f64::NAN]).is_nan() && norm(&[f64::NAN]).is_nan());
}

#[test]
fn a_constant_layer_is_its_bias() {
    for x in [[1e4; 3], [-1e4; 3]] {
        let y = layer_norm(&x, &[1.0; 3], &[0.1, 0.2, 0.3], 1e-5);
        assert_eq!(y, [0.1, 0.2, 0.3]);
        let (_, cache) = layer_norm::forward(&x, &[1.0; 3], &[0.0; 3], 1e-5);
        let (mut d_x, mut d_gain, mut d_bias) = ([0.0; 3], [0.0; 3], [0.0; 3]);
        let d_y = vec![1.0, -1.0, 0.0];
        layer_norm::backward(
            &cache,
            &x,
            &mut d_x,
            &[1.0; 3],
            &mut d_gain,
            &[0.0; 3],
            &mut d_bias,
            d_y,
        );
        let steep = 1.0 / 1e-5f64.sqrt();
        assert!((d_x[0] - steep).abs() < 1e-9 * steep && d_x[2].abs() < 1e-9 * steep);
        assert_eq!((d_gain, d_bias), ([0.0; 3], [1.0, -1.0, 0.0]));
    }
}

#[test]
fn nothing() {
    let none: [f64; 0] = [];
    assert_eq!(dot(&none, &none), 0.0);
    assert_eq!((norm(&none), l2_regularization(&none, 1.0)), (0.0, 0.0));
    assert_eq!((maxout(&none), log_sum_exp(&none)), (-INFINITY, -INFINITY));
    assert!(mean_squared_error(&none, &none).is_nan());
    for gradient in [
        norm::gradient(&none),
        maxout::gradient(&none),
        log_sum_exp::gradient(&none),
    ] {
        assert!(gradient.is_empty());
    }
    assert_eq!(affine(&none, &[1.0, 2.0], &none), [1.0, 2.0]);
    assert_eq!(hinge(&[3.0], 0), 0.0);
    assert_eq!(cross_entropy(&[-1e4], 0), 0.0);
    for empty in [
        softmax(&none),
        log_softmax(&none),
        matvec(&none, &none),
        matvec(&none, &[1.0]),
        matmul(&none, &none, 0),
        outer(&none, &[1.0]),
        max_pool2d(&none, [0, 4, 4], 2),
        conv2d(&none, [1, 0, 4], &none, [0, 1, 1], 1, 1),
        layer_norm(&none, &none, &none, 1e-5),
        dropout(&none, &[], 0.5),
    ] {
        assert!(empty.is_empty());
    }
    let [of_softmax, of_log] = adjoints(&none, &none);
    assert!(of_softmax.is_empty() && of_log.is_empty());
}
