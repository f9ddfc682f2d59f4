//! A linear classifier of irises, with the losses of the support vector machine and of softmax.
//!
//! `cargo run --release --example linear_classifier`

mod support;

use anyhow::{Result, ensure};
use autodiff::nn::{cross_entropy, hinge, l2_regularization, matvec};
use autodiff::{check, differentiate};
use support::data::{self, Sample};

const FEATURES: usize = 5;
const CLASSES: usize = 3;

/// The mean multiclass SVM loss over all samples, and a penalty on large weights.
#[differentiate(wrt(w))]
fn svm_loss(w: &[f64], x: &[f64], labels: &[usize]) -> f64 {
    let mut sum = 0.0;
    for (x, &label) in x.chunks_exact(FEATURES).zip(labels) {
        sum += hinge(&matvec(w, x), label);
    }
    sum / labels.len() as f64 + l2_regularization(w, 1e-3)
}

/// The mean softmax loss over all samples, and a penalty on large weights.
#[differentiate(wrt(w))]
fn softmax_loss(w: &[f64], x: &[f64], labels: &[usize]) -> f64 {
    let mut sum = 0.0;
    for (x, &label) in x.chunks_exact(FEATURES).zip(labels) {
        sum += cross_entropy(&matvec(w, x), label);
    }
    sum / labels.len() as f64 + l2_regularization(w, 1e-3)
}

/// The loss at `w`; the gradient is overwritten.
type Loss = fn(&[f64], &mut [f64], &[f64], &[usize]) -> f64;

fn train(loss: Loss, samples: &[Sample]) -> Vec<f64> {
    let x: Vec<f64> = samples.iter().flat_map(|s| s.x.clone()).collect();
    let labels: Vec<usize> = samples.iter().map(|s| s.label).collect();
    let mut w = vec![0.0; CLASSES * FEATURES];
    let mut d_w = w.clone();
    for step in 0..=2000 {
        let loss = loss(&w, &mut d_w, &x, &labels);
        if step % 500 == 0 {
            println!("  step {step:>4}: loss {loss:.4}");
        }
        for (w, d_w) in w.iter_mut().zip(&d_w) {
            *w -= 0.1 * d_w;
        }
    }
    w
}

fn main() -> Result<()> {
    let mut flowers = data::iris()?;
    data::standardise(&mut flowers);
    for flower in &mut flowers {
        // The bias is the weight of a feature that is always 1.
        flower.x.push(1.0);
    }
    let (training, held_out) = data::split(&flowers);

    let w: Vec<f64> = (0..CLASSES * FEATURES).map(|i| (i as f64).sin()).collect();
    let Sample { x, label } = &training[60];
    for (f, gradient) in [
        (
            svm_loss as fn(&_, &_, &_) -> _,
            svm_loss::gradient as fn(&_, &_, &_) -> _,
        ),
        (softmax_loss, softmax_loss::gradient),
    ] {
        let report = check::gradient(|w| f(w, x, &[*label]), |w| gradient(w, x, &[*label]), &w)?;
        println!("gradient against central differences: {report}");
    }

    for (name, loss) in [
        ("SVM", svm_loss::value_and_gradient_into as Loss),
        ("softmax", softmax_loss::value_and_gradient_into),
    ] {
        println!("{name}");
        let w = train(loss, &training);
        let [seen, unseen] =
            [&training, &held_out].map(|samples| data::accuracy(samples, |x| matvec(&w, x)));
        println!(
            "  right: {:.1} % of the training set, {:.1} % of the held-out third",
            100.0 * seen,
            100.0 * unseen
        );
        ensure!(unseen >= 0.9, "the classifier should get 90 % right");
    }
    Ok(())
}
