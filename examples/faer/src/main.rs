//! How wide are the petals of an iris, to judge by its other measures? A Gaussian process learns what
//! makes two flowers alike, with the matrices of a library that `autodiff` does not know: `faer`.
//!
//! `cargo run --release -p autodiff-faer`

mod matrix;

use anyhow::{Context, Result, ensure};
use autodiff::differentiate;
use faer::linalg::solvers::Solve;
use matrix::{Dense, factors, similarities, surprise};

/// Flowers are alike if their measures, multiplied by `w`, are near one another.
#[differentiate(wrt(w, amplitude, noise))]
fn loss(w: &Dense, amplitude: f64, noise: f64, x: &Dense, y: &Dense) -> f64 {
    let z = x * w;
    let alike: Dense = similarities(&z);
    let k = &alike * amplitude.exp();
    surprise(&k, noise.exp(), y)
}

/// The measures of the flowers, and the width of their petals; all but the mean of them.
fn irises() -> Result<[Dense; 2]> {
    let mut rows = Vec::new();
    for line in include_str!("../../data/iris.csv").lines().skip(1) {
        let numbers: Result<Vec<f64>, _> = line.split(',').take(4).map(str::parse).collect();
        rows.push(numbers.context("a line has no number")?);
    }
    let count = rows.len();
    let mean = |j: usize| rows.iter().map(|row| row[j]).sum::<f64>() / count as f64;
    let means: Vec<f64> = (0..4).map(mean).collect();
    let columns = |from: usize, many: usize| {
        Dense::from_fn(count, many, |i, j| rows[i][from + j] - means[from + j])
    };
    Ok([columns(0, 3), columns(3, 1)])
}

/// Every third flower is held out.
fn parted(all: &Dense) -> [Dense; 2] {
    let columns = all.0.ncols();
    let (rest, third) = (all.0.nrows() * 2 / 3, all.0.nrows() / 3);
    [
        Dense::from_fn(rest, columns, |i, j| all.0[(i / 2 * 3 + i % 2, j)]),
        Dense::from_fn(third, columns, |i, j| all.0[(3 * i + 2, j)]),
    ]
}

/// The root of the mean square of what is predicted wrongly of `y`, from the flowers of `known`.
fn error(w: &Dense, amplitude: f64, noise: f64, known: [&Dense; 2], new: [&Dense; 2]) -> f64 {
    let [x, y] = known;
    let (many, few) = (x.0.nrows(), new[0].0.nrows());
    let all = Dense::from_fn(many + few, 3, |i, j| match i.checked_sub(many) {
        Some(i) => new[0].0[(i, j)],
        None => x.0[(i, j)],
    });
    let k = &similarities(&(&all * w)) * amplitude.exp();
    let of_known = Dense(k.0.get(..many, ..many).to_owned());
    let weights = factors(&of_known, noise.exp()).solve(&y.0);
    let off = k.0.get(many.., ..many) * weights - &new[1].0;
    (off.squared_norm_l2() / few as f64).sqrt()
}

fn main() -> Result<()> {
    let [x, y] = irises()?;
    let [[x, x_new], [y, y_new]] = [parted(&x), parted(&y)];
    let mut w = Dense::from_fn(3, 2, |i, j| if i == j { 0.5 } else { 0.1 });
    let (mut amplitude, mut noise) = (0.0, -2.0);

    // The gradient is what differences say.
    let (first, (d_w, _, d_noise)) = loss::value_and_gradient(&w, amplitude, noise, &x, &y);
    let h = 1e-5;
    let moved = |by: f64| {
        let mut w = w.clone();
        w.0[(2, 1)] += by;
        loss(&w, amplitude, noise, &x, &y)
    };
    let slope = (moved(h) - moved(-h)) / (2.0 * h);
    ensure!((d_w.0[(2, 1)] - slope).abs() < 1e-6 * slope.abs().max(1.0));
    let of_noise = |by: f64| loss(&w, amplitude, noise + by, &x, &y);
    let slope = (of_noise(h) - of_noise(-h)) / (2.0 * h);
    ensure!((d_noise - slope).abs() < 1e-6 * slope.abs().max(1.0));

    let before = error(&w, amplitude, noise, [&x, &y], [&x_new, &y_new]);
    let mut last = first;
    for _ in 0..400 {
        let (value, (d_w, d_amplitude, d_noise)) =
            loss::value_and_gradient(&w, amplitude, noise, &x, &y);
        let rate = 2e-3;
        w.0 -= faer::Scale(rate) * &d_w.0;
        amplitude -= rate * d_amplitude;
        noise -= rate * d_noise;
        last = value;
    }
    let after = error(&w, amplitude, noise, [&x, &y], [&x_new, &y_new]);
    println!(
        "surprise {first:.1} -> {last:.1}, error on held-out flowers {before:.3} -> {after:.3} cm"
    );
    println!("two flowers are alike by {:?}", w.0);
    ensure!(
        last < first - 10.0 && after < 0.22,
        "it has not learnt enough"
    );
    Ok(())
}
