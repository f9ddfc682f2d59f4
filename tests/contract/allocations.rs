//! Gradients that record nothing allocate nothing beyond their results.

use allocation_counter::{AllocationInfo, measure};
use autodiff::{Record, differentiate};
use kernels::{dot, horner, logistic, polynomials};
use std::hint::black_box;

#[path = "../../benches/suite/slices/kernels.rs"]
mod kernels;
#[path = "../../benches/suite/layers/kernels.rs"]
mod layers;

const LENGTH: usize = 1000;

fn numbers() -> (Vec<f64>, Vec<f64>) {
    let x = (0..LENGTH).map(|i| (i as f64).sin()).collect();
    let y = (0..LENGTH)
        .map(|i| if i % 3 == 0 { 1.0 } else { -1.0 })
        .collect();
    (x, y)
}

/// Fails unless exactly this many blocks of `LENGTH` floats were allocated.
fn assert_blocks(info: &AllocationInfo, blocks: usize) {
    assert_blocks_of(info, blocks, LENGTH);
}

/// The same of `length` floats.
fn assert_blocks_of(info: &AllocationInfo, blocks: usize, length: usize) {
    let bytes = blocks * length * size_of::<f64>();
    assert_eq!(
        (info.count_total as usize, info.bytes_total as usize),
        (blocks, bytes),
        "{info:?}"
    );
}

#[test]
fn gradient_of_dot() {
    let (x, y) = numbers();
    assert_blocks(&measure(|| drop(black_box(dot::gradient(&x, &y)))), 2);
    let (mut d_x, mut d_y) = (x.clone(), y.clone());
    let into = measure(|| {
        black_box(dot::value_and_gradient_into(&x, &mut d_x, &y, &mut d_y));
    });
    assert_blocks(&into, 0);
    let backward = measure(|| {
        let (_, cache) = dot::forward(&x, &y);
        dot::backward(&cache, &x, &mut d_x, &y, &mut d_y, 1.0);
    });
    assert_blocks(&backward, 0);
}

#[test]
fn gradient_of_logistic() {
    let (x, y) = numbers();
    assert_blocks(
        &measure(|| drop(black_box(logistic::gradient(0.5, &x, &y)))),
        2,
    );
    let (mut d_x, mut d_y) = (x.clone(), y.clone());
    let into = measure(|| {
        black_box(logistic::value_and_gradient_into(
            0.5, &x, &mut d_x, &y, &mut d_y,
        ));
    });
    assert_blocks(&into, 0);
}

#[test]
fn gradient_of_polynomials() {
    let (x, _) = numbers();
    assert_blocks(&measure(|| drop(black_box(polynomials::gradient(&x)))), 1);
    let mut d_x = x.clone();
    let into = measure(|| {
        black_box(polynomials::value_and_gradient_into(&x, &mut d_x));
    });
    assert_blocks(&into, 0);
}

/// Horner's scheme in `x` reads the values it carried: they are recorded, in one block of known
/// size. What the only call records once takes none.
#[test]
fn gradient_of_horner() {
    let (x, _) = numbers();
    let info = measure(|| drop(black_box(horner::gradient(&x, 0.5))));
    let (blocks, bytes) = (info.count_total, info.bytes_total as usize);
    assert_eq!((blocks, bytes / LENGTH), (2, 2 * size_of::<f64>()));
}

#[differentiate]
fn cell(w: &[f64], x: f64) -> f64 {
    let mut y = x;
    for v in w {
        y = (y * v).sin();
    }
    y
}

/// Records in its own loop and in calls, copies a slice for them, and calls itself.
#[differentiate]
fn chain(w: &[f64], state: &mut [f64], depth: usize) -> f64 {
    let mut total = 0.0;
    for i in 0..state.len() {
        state[i] = cell(w, state[i] + total) * cell(&state[..i], total);
        total += state[i] * state[i];
    }
    if depth == 0 {
        total
    } else {
        total * chain(w, state, depth - 1)
    }
}

/// A training loop allocates nothing after its first step.
#[test]
fn caches_are_kept() {
    let w = [0.5, 1.25, -0.75];
    let (mut d_w, mut state) = ([0.0; 3], [0.0; 4]);
    let mut cache = Record::new();
    let mut step = || {
        state = [0.5, -0.25, 1.5, 0.75];
        chain::value_and_gradient_with(&mut cache, &w, &mut d_w, &mut state, 3)
    };
    let first = measure(|| {
        black_box(step());
    });
    assert!(first.count_total > 1, "{first:?}");
    let second = measure(|| {
        black_box(step());
    });
    // The adjoint of what the call changes is dropped: it is a `Vec` of the entry's own.
    assert_blocks_of(&second, 1, 4);
    let value = step();
    let mut state = [0.5, -0.25, 1.5, 0.75];
    let (expected, gradient) = chain::value_and_gradient(&w, &mut state, 3);
    assert_eq!((value, &d_w[..]), (expected, &gradient[..]));
}

/// Its iterations are independent, and record in a loop, in a branch and in calls.
#[differentiate(wrt(w))]
fn loss(w: &[f64], points: &[f64], scale: f64) -> f64 {
    let mut total = 0.0;
    for point in points.chunks_exact(2) {
        let mut y = scale * point[0];
        for v in w {
            y = (y * v).sin();
        }
        if y > 0.0 {
            y = cell(w, y).exp();
        }
        total += (y - point[1]) * cell(w, point[1]);
    }
    total
}

#[differentiate]
fn filled(w: &[f64], x: f64, leaks: f64, layer: &mut [f64]) {
    for i in 0..w.len() {
        layer[i] = (w[i] * x + leaks * layer[i]).tanh();
    }
}

/// The same with a buffer that iterations use one after the other, of which it is tried first whether they
/// are independent: they are, unless something `leaks`.
#[differentiate(wrt(w))]
fn buffered(w: &[f64], points: &[f64], leaks: f64) -> f64 {
    let mut layer = vec![0.0; w.len()];
    let mut total = 0.0;
    for point in points.chunks_exact(2) {
        filled(w, point[0], leaks, &mut layer);
        total += cell(&layer, point[1]);
    }
    total
}

/// What bodies for both passes record goes to the caller's cache, too.
#[test]
fn caches_of_fused_iterations_are_kept() {
    let (w, points) = ([0.5, 1.25, -0.75], [0.5, -0.25, 1.5, 0.75, -1.0, 0.5]);
    let mut d_w = [f64::NAN; 3];
    let mut cache = Record::new();
    for scale in [1.0, 0.5, -1.0] {
        let mut value = 0.0;
        let info = measure(|| {
            value = loss::value_and_gradient_with(&mut cache, &w, &mut d_w, &points, scale);
        });
        // It has seen the longest records in its first step.
        assert_eq!(scale == 1.0, info.count_total > 0, "{info:?}");
        let (expected, gradient) = loss::value_and_gradient(&w, &points, scale);
        assert_eq!((value, &d_w[..]), (expected, &gradient[..]));
    }
    let mut cache = Record::new();
    for (leaks, locals) in [(0.0, None), (0.0, Some(2)), (0.5, None), (0.5, Some(4))] {
        let mut value = 0.0;
        let info = measure(|| {
            value = buffered::value_and_gradient_with(&mut cache, &w, &mut d_w, &points, leaks);
        });
        // The layer and its adjoint are the function's own.
        if let Some(locals) = locals {
            assert_eq!(info.count_total, locals, "{info:?}");
        }
        let (expected, gradient) = buffered::value_and_gradient(&w, &points, leaks);
        assert_eq!((value, &d_w[..]), (expected, &gradient[..]));
    }
}

/// Writes a matrix element by element, and reads what it has written.
#[autodiff::differentiate]
fn distances(at: &[f64]) -> f64 {
    let n = at.len();
    let mut k = nalgebra::DMatrix::<f64>::zeros(n, n);
    for i in 0..n {
        for j in 0..n {
            k[(i, j)] = (at[i] - at[j]).powi(2);
        }
        k[(i, i)] += k[(i, 0)];
    }
    k.sum()
}

/// Reading and writing elements keeps no copies of the matrix: at a hundred rows, a copy for each row
/// would take eight megabytes.
#[test]
fn elements_keep_no_matrices() {
    let at: Vec<f64> = (0..100).map(f64::from).collect();
    let info = measure(|| drop(black_box(distances::gradient(&at))));
    assert!(info.bytes_max < 1 << 21, "{info:?}");
}

#[autodiff::differentiate]
fn swing(start: f64, length: f64, steps: usize) -> f64 {
    let (mut angle, mut speed) = (start, 0.0);
    #[checkpoint]
    for _ in 0..steps {
        speed -= 1e-3 * 9.81 / length * angle.sin();
        angle += 1e-3 * speed;
    }
    angle
}

/// A million iterations would record 24 MB. They are parted into a thousand segments of as many.
#[test]
fn checkpoints_keep_memory_small() {
    let info = measure(|| {
        black_box(swing::gradient(0.5, 1.0, 1_000_000));
    });
    assert!(info.bytes_max < 1 << 17, "{info:?}");
}

/// The network 64-256-10 on 128 samples: what is recorded is moved, not cloned. Besides the gradient and
/// the buffers into which the kernels pack what they multiply, there is one matrix for the adjoint of the
/// hidden values, which is overwritten on the way back.
#[test]
fn gradient_of_a_network_of_matrices() {
    use nalgebra::{DMatrix, DVector};
    use ndarray::{Array1, Array2};
    let wave = |i: usize, j: usize| (1.3 * i as f64 + 0.7 * j as f64).sin();

    let (w1, w2) = (
        DMatrix::from_fn(256, 64, wave),
        DMatrix::from_fn(10, 256, wave),
    );
    let (x, y) = (
        DMatrix::from_fn(64, 128, wave),
        DMatrix::from_fn(10, 128, wave),
    );
    let b1 = DVector::from_fn(256, wave);
    let info = measure(|| {
        black_box(layers::columns::value_and_gradient(&w1, &b1, &w2, &x, &y));
    });
    let hidden = 256 * 128 * size_of::<f64>();
    assert!(info.count_total <= 20, "{info:?}");
    assert!((info.bytes_total as usize) < 7 * hidden, "{info:?}");
    let at = |(i, j)| wave(i, j);
    let (w1, w2) = (
        Array2::from_shape_fn((64, 256), at),
        Array2::from_shape_fn((256, 10), at),
    );
    let (x, y) = (
        Array2::from_shape_fn((128, 64), at),
        Array2::from_shape_fn((128, 10), at),
    );
    let b1 = Array1::from_shape_fn(256, |i| wave(i, 0));
    let info = measure(|| {
        black_box(layers::rows::value_and_gradient(&w1, &b1, &w2, &x, &y));
    });
    assert!(info.count_total <= 17, "{info:?}");
    assert!((info.bytes_total as usize) < 7 * hidden, "{info:?}");
}
