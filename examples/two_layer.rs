//! A two-layer network in some twenty lines: forward, loss, update; and the data.
//!
//! `cargo run --release --example two_layer`

mod support;

use anyhow::{Result, ensure};
use autodiff::differentiate;
use autodiff::nn::{affine, cross_entropy, sigmoid};
use support::data;
use support::random::Random;

const HIDDEN: usize = 8;

#[differentiate]
fn scores(w1: &[f64], b1: &[f64], w2: &[f64], b2: &[f64], x: &[f64]) -> Vec<f64> {
    let z: Vec<f64> = affine(w1, b1, x);
    let hidden: Vec<f64> = z.iter().map(|&z| sigmoid(z)).collect();
    affine(w2, b2, &hidden)
}

#[differentiate(wrt(w1, b1, w2, b2))]
fn loss(w1: &[f64], b1: &[f64], w2: &[f64], b2: &[f64], x: &[f64], label: usize) -> f64 {
    cross_entropy(&scores(w1, b1, w2, b2, x), label)
}

fn step(parameters: &mut [f64], gradient: &[f64]) {
    for (p, d) in parameters.iter_mut().zip(gradient) {
        *p -= 0.05 * d;
    }
}

fn main() -> Result<()> {
    let mut flowers = data::iris()?;
    data::standardise(&mut flowers);
    let (mut training, held_out) = data::split(&flowers);
    let mut random = Random(1);
    random.shuffle(&mut training);

    let (mut w1, mut b1) = (random.weights(HIDDEN * 4, 4), vec![0.0; HIDDEN]);
    let (mut w2, mut b2) = (random.weights(3 * HIDDEN, HIDDEN), vec![0.0; 3]);
    for epoch in 0..=100 {
        let mut sum = 0.0;
        for flower in &training {
            let (loss, (d_w1, d_b1, d_w2, d_b2)) =
                loss::value_and_gradient(&w1, &b1, &w2, &b2, &flower.x, flower.label);
            sum += loss;
            step(&mut w1, &d_w1);
            step(&mut b1, &d_b1);
            step(&mut w2, &d_w2);
            step(&mut b2, &d_b2);
        }
        if epoch % 20 == 0 {
            println!("epoch {epoch:>3}: loss {:.4}", sum / training.len() as f64);
        }
    }

    let right = data::accuracy(&held_out, |x| scores(&w1, &b1, &w2, &b2, x));
    println!(
        "{:.0} % of {} held-out flowers are right",
        100.0 * right,
        held_out.len()
    );
    ensure!(right >= 0.9, "the network should get 90 % right");
    Ok(())
}
