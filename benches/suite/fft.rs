//! A Fourier transform in place, a filter, and the transform back.

use crate::case::{Case, keep, numbers};
use autodiff::differentiate;
use std::f64::consts::PI;
use std::hint::black_box;

/// The transform of a power of two of numbers, in bit-reversed order.
#[differentiate]
fn forth(re: &mut [f64], im: &mut [f64], cos: &[f64], sin: &[f64]) {
    let n = re.len();
    let mut half = n / 2;
    while half > 0 {
        let stride = n / (2 * half);
        for start in (0..n).step_by(2 * half) {
            for k in 0..half {
                let (i, j) = (start + k, start + k + half);
                let (c, s) = (cos[k * stride], sin[k * stride]);
                let (d_re, d_im) = (re[i] - re[j], im[i] - im[j]);
                re[i] += re[j];
                im[i] += im[j];
                re[j] = d_re * c + d_im * s;
                im[j] = d_im * c - d_re * s;
            }
        }
        half /= 2;
    }
}

/// The transform back, but for the factor.
#[differentiate]
fn back(re: &mut [f64], im: &mut [f64], cos: &[f64], sin: &[f64]) {
    let n = re.len();
    let mut half = 1;
    while half < n {
        let stride = n / (2 * half);
        for start in (0..n).step_by(2 * half) {
            for k in 0..half {
                let (i, j) = (start + k, start + k + half);
                let (c, s) = (cos[k * stride], sin[k * stride]);
                let (turned_re, turned_im) = (re[j] * c - im[j] * s, im[j] * c + re[j] * s);
                re[j] = re[i] - turned_re;
                im[j] = im[i] - turned_im;
                re[i] += turned_re;
                im[i] += turned_im;
            }
        }
        half *= 2;
    }
}

/// The energy of what is left of a signal after the filter.
#[differentiate(wrt(signal))]
fn filtered(signal: &[f64], filter: &[f64], cos: &[f64], sin: &[f64]) -> f64 {
    let n = signal.len();
    let mut re = signal.to_vec();
    let mut im = vec![0.0; n];
    forth(&mut re, &mut im, cos, sin);
    for i in 0..n {
        re[i] *= filter[i];
        im[i] *= filter[i];
    }
    back(&mut re, &mut im, cos, sin);
    let mut sum = 0.0;
    for i in 0..n {
        sum += re[i] * re[i] + im[i] * im[i];
    }
    sum / (n * n) as f64
}

/// The adjoint of `back` is `forth`, that of `forth` is `back`: each is the other's conjugate
/// transpose.
fn by_hand(signal: &[f64], filter: &[f64], cos: &[f64], sin: &[f64], g: &mut [f64]) -> f64 {
    let n = signal.len();
    let mut im = vec![0.0; n];
    g.copy_from_slice(signal);
    forth(g, &mut im, cos, sin);
    let filtered = |g: &mut [f64], im: &mut [f64]| {
        for ((re, im), f) in g.iter_mut().zip(im).zip(filter) {
            *re *= f;
            *im *= f;
        }
    };
    filtered(g, &mut im);
    back(g, &mut im, cos, sin);
    let scale = 1.0 / (n * n) as f64;
    let mut sum = 0.0;
    for (re, im) in g.iter_mut().zip(&mut im) {
        sum += *re * *re + *im * *im;
        *re *= 2.0 * scale;
        *im *= 2.0 * scale;
    }
    forth(g, &mut im, cos, sin);
    filtered(g, &mut im);
    back(g, &mut im, cos, sin);
    sum * scale
}

pub fn cases() -> Vec<Case> {
    let n = 1024;
    let turns = |f: fn(f64) -> f64| -> Vec<f64> {
        (0..n / 2)
            .map(|k| f(2.0 * PI * k as f64 / n as f64))
            .collect()
    };
    let (cos, sin) = (keep(turns(f64::cos)), keep(turns(f64::sin)));
    let (signal, filter) = (keep(numbers(n, 0.0)), keep(numbers(n, 1.0)));
    vec![Case::new(
        "FFT and back, n = 1024",
        n,
        move || filtered(black_box(signal), filter, cos, sin),
        move |g| filtered::value_and_gradient_into(black_box(signal), g, filter, cos, sin),
        move |g| by_hand(black_box(signal), filter, cos, sin, g),
    )]
}
