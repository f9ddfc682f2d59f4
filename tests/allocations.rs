//! Gradients that record nothing allocate nothing beyond their results.

use allocation_counter::{AllocationInfo, measure};
use kernels::{dot, horner, logistic, polynomials};
use std::hint::black_box;

#[path = "../benches/suite/slices/kernels.rs"]
mod kernels;

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
    let bytes = blocks * LENGTH * size_of::<f64>();
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
/// size.
#[test]
fn gradient_of_horner() {
    let (x, _) = numbers();
    let info = measure(|| drop(black_box(horner::gradient(&x, 0.5))));
    assert_blocks(&info, 2);
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
