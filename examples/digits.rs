//! Trains a two-layer network on handwritten digits.
//!
//! `cargo run --release --example digits`
//!
//! The network and its loss are plain functions; their gradient is checked numerically on one batch
//! before the training starts. The loss curve is drawn to `target/digits-loss.svg`.

mod support;

use anyhow::{Result, ensure};
use autodiff::check::Check;
use autodiff::differentiate;
use indicatif::{ProgressBar, ProgressStyle};
use plotters::prelude::*;
use std::path::Path;
use std::time::Instant;
use support::data::{self, Sample};
use support::picture;
use support::random::Random;

const PIXELS: usize = 64;
const HIDDEN: usize = 48;
const CLASSES: usize = 10;
/// The parameters stand in one vector: two layers, the weights of each row by row, then its biases.
const SIZES: [usize; 4] = [HIDDEN * PIXELS, HIDDEN, CLASSES * HIDDEN, CLASSES];

const EPOCHS: usize = 60;
const BATCH: usize = 32;
const RATE: f64 = 0.15;
const DECAY: f64 = 1e-3;

/// out = w x + b, with `w` row by row.
#[differentiate]
fn dense(w: &[f64], b: &[f64], x: &[f64], out: &mut [f64]) {
    let n = x.len();
    for i in 0..out.len() {
        let mut z = b[i];
        for j in 0..n {
            z += w[i * n + j] * x[j];
        }
        out[i] = z;
    }
}

#[differentiate]
fn relu(x: &mut [f64]) {
    for v in x.iter_mut() {
        if *v < 0.0 {
            *v = 0.0;
        }
    }
}

/// The scores of the ten digits for one image.
#[differentiate]
fn forward(w1: &[f64], b1: &[f64], w2: &[f64], b2: &[f64], image: &[f64], scores: &mut [f64]) {
    let mut hidden = [0.0; HIDDEN];
    dense(w1, b1, image, &mut hidden);
    relu(&mut hidden);
    dense(w2, b2, &hidden, scores);
}

/// -ln of the probability that softmax gives to the right digit.
#[differentiate]
fn cross_entropy(scores: &[f64], label: usize) -> f64 {
    let mut highest = scores[0];
    for &score in scores {
        highest = highest.max(score);
    }
    let mut sum = 0.0;
    for &score in scores {
        sum += (score - highest).exp();
    }
    sum.ln() + highest - scores[label]
}

#[differentiate]
fn squares(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += v * v;
    }
    sum
}

/// The mean loss over a batch, and a penalty on large weights.
#[differentiate(wrt(w1, b1, w2, b2))]
fn loss(
    w1: &[f64],
    b1: &[f64],
    w2: &[f64],
    b2: &[f64],
    images: &[f64],
    labels: &[usize],
    decay: f64,
) -> f64 {
    let mut sum = 0.0;
    for k in 0..labels.len() {
        let mut scores = [0.0; CLASSES];
        let image = &images[k * PIXELS..(k + 1) * PIXELS];
        forward(w1, b1, w2, b2, image, &mut scores);
        sum += cross_entropy(&scores, labels[k]);
    }
    sum / labels.len() as f64 + 0.5 * decay * (squares(w1) + squares(w2))
}

fn parts(all: &[f64]) -> [&[f64]; 4] {
    let mut rest = all;
    SIZES.map(|size| {
        let (part, tail) = rest.split_at(size);
        rest = tail;
        part
    })
}

fn parts_mut(all: &mut [f64]) -> [&mut [f64]; 4] {
    let mut rest = all;
    SIZES.map(|size| {
        let (part, tail) = std::mem::take(&mut rest).split_at_mut(size);
        rest = tail;
        part
    })
}

fn loss_of(parameters: &[f64], data: &Digits) -> f64 {
    let [w1, b1, w2, b2] = parts(parameters);
    loss(w1, b1, w2, b2, &data.images, &data.labels, DECAY)
}

/// The loss; `gradient` is overwritten.
fn loss_and_gradient(parameters: &[f64], gradient: &mut [f64], data: &Digits) -> f64 {
    let [w1, b1, w2, b2] = parts(parameters);
    let [d_w1, d_b1, d_w2, d_b2] = parts_mut(gradient);
    let Digits { images, labels } = data;
    loss::value_and_gradient_into(
        w1, d_w1, b1, d_b1, w2, d_w2, b2, d_b2, images, labels, DECAY,
    )
}

fn accuracy(parameters: &[f64], data: &Digits) -> f64 {
    let [w1, b1, w2, b2] = parts(parameters);
    let mut right = 0;
    for (image, &label) in data.images.chunks_exact(PIXELS).zip(&data.labels) {
        let mut scores = [0.0; CLASSES];
        forward(w1, b1, w2, b2, image, &mut scores);
        right += usize::from(data::best(&scores) == label);
    }
    right as f64 / data.labels.len() as f64
}

/// Images of 64 pixels between 0 and 1, one after the other, and what they show.
struct Digits {
    images: Vec<f64>,
    labels: Vec<usize>,
}

impl Digits {
    fn new<'a>(samples: impl IntoIterator<Item = &'a Sample>) -> Self {
        let (mut images, mut labels) = (Vec::new(), Vec::new());
        for sample in samples {
            images.extend_from_slice(&sample.x);
            labels.push(sample.label);
        }
        Digits { images, labels }
    }
}

/// One entry an epoch.
struct Progress {
    loss: f64,
    held_out_error: f64,
}

fn draw(history: &[Progress], path: &Path) -> Result<()> {
    let top = history.iter().map(|p| p.loss).fold(0.0, f64::max);
    let root = SVGBackend::new(path, (800, 480)).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .caption("Training on handwritten digits", ("sans-serif", 22))
        .margin(12)
        .x_label_area_size(42)
        .y_label_area_size(56)
        .build_cartesian_2d(1..history.len(), (0.005..1.1 * top).log_scale())?;
    chart
        .configure_mesh()
        .x_desc("epoch")
        .y_desc("loss, share of errors")
        .draw()?;
    let losses: Vec<f64> = history.iter().map(|p| p.loss).collect();
    let errors: Vec<f64> = history.iter().map(|p| p.held_out_error).collect();
    for (name, color, curve) in [
        ("loss on the training set", BLUE, losses),
        ("errors on the held-out third", RED, errors),
    ] {
        let points = (1..).zip(curve);
        chart
            .draw_series(LineSeries::new(points, color.stroke_width(2)))?
            .label(name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 20, y)], color.stroke_width(2)));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperRight)
        .border_style(BLACK)
        .background_style(WHITE)
        .draw()?;
    root.present()?;
    Ok(())
}

fn main() -> Result<()> {
    let start = Instant::now();
    let mut samples = data::digits()?;
    let mut random = Random(2026);
    random.shuffle(&mut samples);
    let third = samples.len() / 3;
    let (held_out, training) = samples.split_at_mut(third);
    let held_out = Digits::new(&*held_out);

    // The biases are zero.
    let mut parameters = vec![0.0; SIZES.iter().sum()];
    let [w1, _, w2, _] = parts_mut(&mut parameters);
    w1.copy_from_slice(&random.weights(HIDDEN * PIXELS, PIXELS));
    w2.copy_from_slice(&random.weights(CLASSES * HIDDEN, HIDDEN));

    let batch = Digits::new(&training[..BATCH]);
    let report = Check::new().directions(50).run(
        |p| loss_of(p, &batch),
        |p| {
            let mut gradient = vec![0.0; p.len()];
            loss_and_gradient(p, &mut gradient, &batch);
            gradient
        },
        &parameters,
    )?;
    println!("gradient against central differences on one batch: {report}");

    let bar = ProgressBar::new(EPOCHS as u64).with_style(ProgressStyle::with_template(
        "{bar:40} epoch {pos}/{len}  {msg}",
    )?);
    let mut gradient = vec![0.0; parameters.len()];
    let mut history = Vec::new();
    for epoch in 0..EPOCHS {
        random.shuffle(training);
        // The steps shrink towards the end of the training.
        let rate = RATE * (1.0 - epoch as f64 / EPOCHS as f64);
        let mut sum = 0.0;
        let mut batches = 0;
        for chosen in training.chunks(BATCH) {
            sum += loss_and_gradient(&parameters, &mut gradient, &Digits::new(chosen));
            batches += 1;
            for (p, d) in parameters.iter_mut().zip(&gradient) {
                *p -= rate * d;
            }
        }
        let progress = Progress {
            loss: sum / f64::from(batches),
            held_out_error: 1.0 - accuracy(&parameters, &held_out),
        };
        bar.set_message(format!(
            "loss {:.4}, held-out accuracy {:.1} %",
            progress.loss,
            100.0 * (1.0 - progress.held_out_error)
        ));
        bar.inc(1);
        history.push(progress);
    }
    bar.finish();

    let picture = picture::path("digits-loss.svg")?;
    draw(&history, &picture)?;
    let reached = accuracy(&parameters, &held_out);
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "accuracy on {} held-out digits: {:.2} % after {seconds:.1} s; loss curve in {}",
        held_out.labels.len(),
        100.0 * reached,
        picture.display()
    );
    ensure!(reached >= 0.96, "the network should get 96 % right");
    ensure!(
        seconds < 60.0,
        "the training should take less than a minute"
    );
    Ok(())
}
