//! The numerical check finds what is wrong with a backward pass, and where.
//!
//! `cargo run --release --example gradient_check`

mod support;

use anyhow::{Result, ensure};
use autodiff::check::{self, Check};
use autodiff::differentiate;
use support::data;

/// ln(1 + exp(x)), with its derivative stated right.
#[differentiate(backward = softplus_backward)]
fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

fn softplus_backward(x: f64, _result: f64, d_result: f64) -> f64 {
    d_result / (1.0 + (-x).exp())
}

/// The same, with a sign forgotten: this is the derivative at `-x`.
#[differentiate(backward = forgetful_backward)]
fn forgetful(x: f64) -> f64 {
    softplus(x)
}

fn forgetful_backward(x: f64, _result: f64, d_result: f64) -> f64 {
    d_result / (1.0 + x.exp())
}

/// The logistic loss of a classifier that tells one species from the others, in its right form.
#[differentiate(wrt(w))]
fn loss(w: &[f64], x: &[f64], sign: f64) -> f64 {
    let mut score = w[0];
    for i in 0..x.len() {
        score += w[i + 1] * x[i];
    }
    softplus(-sign * score)
}

/// And with the gate whose derivative is wrong.
#[differentiate(wrt(w))]
fn wrong_loss(w: &[f64], x: &[f64], sign: f64) -> f64 {
    let mut score = w[0];
    for i in 0..x.len() {
        score += w[i + 1] * x[i];
    }
    forgetful(-sign * score)
}

fn main() -> Result<()> {
    let report = check::scalar(softplus, softplus::gradient, 0.7)?;
    println!("softplus: {report}");
    let Err(mismatch) = check::scalar(forgetful, forgetful::gradient, 0.7) else {
        anyhow::bail!("the wrong derivative went unnoticed");
    };
    println!("the forgetful one: {mismatch}\n");
    // At 0 both derivatives are 1/2: a check should look at points that are not special.
    check::scalar(forgetful, forgetful::gradient, 0.0)?;

    let w = [0.3, -0.2, 0.5, 0.1, -0.4];
    let mut found = 0;
    for flower in data::iris()? {
        let (x, sign) = (flower.x, if flower.label == 1 { 1.0 } else { -1.0 });
        let right = check::gradient(|w| loss(w, &x, sign), |w| loss::gradient(w, &x, sign), &w);
        let report = right?;
        // One slope in a random direction is enough to notice; the worst component is named.
        let wrong = Check::new().directions(1).run(
            |w| wrong_loss(w, &x, sign),
            |w| wrong_loss::gradient(w, &x, sign),
            &w,
        );
        if let Err(mismatch) = wrong {
            if found == 0 {
                println!("a loss with softplus: {report}\nwith the forgetful one: {mismatch}");
            }
            found += 1;
        }
    }
    println!("noticed at {found} of 150 flowers");
    ensure!(
        found == 150,
        "each flower should show that the derivative is wrong"
    );
    Ok(())
}
