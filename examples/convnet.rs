//! A small convolutional network on handwritten digits, trained on all processors.
//!
//! `cargo run --release --example convnet`

mod support;

use anyhow::{Result, ensure};
use autodiff::check::Check;
use autodiff::nn::{affine, conv2d, cross_entropy, dropout, l2_regularization, max_pool2d, relu};
use autodiff::{differentiate, sum_over_samples};
use indicatif::{ProgressBar, ProgressStyle};
use plotters::prelude::*;
use std::time::Instant;
use support::data::{self, Sample};
use support::picture;
use support::random::Random;

/// Filters of 3 by 3: twelve that look at the pixels, 24 that look at what those found. In between only
/// the largest of each two by two is kept, so 8 x 8 pixels become 4 x 4.
const FIRST: usize = 12 * 9;
const SECOND: usize = 24 * 12 * 9;
const FEATURES: usize = 24 * 16;
const EPOCHS: usize = 60;
/// The probability of a feature to be kept while the network learns.
const KEEP: f64 = 0.7;

/// What is positive after a convolution that keeps the size of the image.
#[differentiate]
fn convolve(image: &[f64], shape: [usize; 3], filters: &[f64], count: usize) -> Vec<f64> {
    let found: Vec<f64> = conv2d(image, shape, filters, [count, 3, 3], 1, 1);
    found.iter().map(|&x| relu(x)).collect()
}

#[differentiate]
fn features(p: &[f64], pixels: &[f64]) -> Vec<f64> {
    let edges: Vec<f64> = convolve(pixels, [1, 8, 8], &p[..FIRST], 12);
    let pooled: Vec<f64> = max_pool2d(&edges, [12, 8, 8], 2);
    convolve(&pooled, [12, 4, 4], &p[FIRST..FIRST + SECOND], 24)
}

/// The scores of the ten digits.
#[differentiate]
fn classify(p: &[f64], features: &[f64]) -> Vec<f64> {
    let (w, b) = p[FIRST + SECOND..].split_at(10 * FEATURES);
    affine(w, b, features)
}

/// The loss on one digit; only the features under the mask are seen.
#[differentiate(wrt(p))]
fn loss(p: &[f64], pixels: &[f64], mask: &[bool], keep: f64, label: usize) -> f64 {
    let seen: Vec<f64> = dropout(&features(p, pixels), mask, keep);
    cross_entropy(&classify(p, &seen), label) + l2_regularization(p, 1e-4)
}

/// A digit as the network gets to see it while it learns.
struct Lesson {
    pixels: Vec<f64>,
    mask: Vec<bool>,
    label: usize,
}

impl Lesson {
    /// Half of the digits are moved a little, and some of the features are hidden.
    fn new(digit: &Sample, random: &mut Random) -> Self {
        let moved = random.symmetric() < 0.0;
        Lesson {
            pixels: if moved {
                shaken(&digit.x, random)
            } else {
                digit.x.clone()
            },
            mask: (0..FEATURES)
                .map(|_| random.symmetric() < 2.0 * KEEP - 1.0)
                .collect(),
            label: digit.label,
        }
    }
}

/// A digit moved by up to one pixel to each side: it is the same digit.
fn shaken(pixels: &[f64], random: &mut Random) -> Vec<f64> {
    let (down, right) = (random.below(3), random.below(3));
    let pixel = |i: usize| {
        let (y, x) = (i / 8 + down, i % 8 + right);
        let inside = (1..=8).contains(&y) && (1..=8).contains(&x);
        if inside {
            pixels[(y - 1) * 8 + x - 1]
        } else {
            0.0
        }
    };
    (0..64).map(pixel).collect()
}

/// Eight of the first filters, and what they make of some digits.
fn draw(p: &[f64], digits: &[Sample]) -> Result<()> {
    let path = picture::path("convnet-filters.svg")?;
    let root = SVGBackend::new(&path, (860, 560)).into_drawing_area();
    root.fill(&WHITE)?;
    let root = root.titled(
        "Filters of the first layer, and where they find something",
        ("sans-serif", 20),
    )?;
    let tile = |column: usize, row: usize, values: &[f64], size: usize, color: RGBColor| {
        let area = root.margin(10 + 88 * row as i32, 0, 16 + 92 * column as i32, 0);
        let top = values.iter().fold(1e-12, |top: f64, v| top.max(v.abs()));
        let side = 72 / size as i32;
        for (i, value) in values.iter().enumerate() {
            let (x, y) = ((i % size) as i32 * side, (i / size) as i32 * side);
            let shade = if *value < 0.0 { RED } else { color }.mix(value.abs() / top);
            area.draw(&Rectangle::new(
                [(x, y), (x + side, y + side)],
                shade.filled(),
            ))?;
        }
        area.draw(&Rectangle::new(
            [(0, 0), (side * size as i32, side * size as i32)],
            BLACK.mix(0.4),
        ))
    };
    for k in 0..8 {
        tile(k + 1, 0, &p[k * 9..(k + 1) * 9], 3, BLUE)?;
    }
    for (row, digit) in digits.iter().take(5).enumerate() {
        tile(0, row + 1, &digit.x, 8, BLACK)?;
        let found = conv2d(&digit.x, [1, 8, 8], &p[..8 * 9], [8, 3, 3], 1, 1);
        for (k, map) in found.chunks_exact(64).enumerate() {
            let map: Vec<f64> = map.iter().map(|&x| relu(x)).collect();
            tile(k + 1, row + 1, &map, 8, BLUE)?;
        }
    }
    root.present()?;
    println!("filters: {}", path.display());
    Ok(())
}

fn main() -> Result<()> {
    let start = Instant::now();
    let (mut training, held_out) = data::split(&data::digits()?);
    let mut random = Random(7);
    let mut p = random.weights(FIRST, 9);
    p.extend(random.weights(SECOND, 12 * 9));
    p.extend(random.weights(10 * FEATURES, FEATURES));
    p.resize(p.len() + 10, 0.0);

    let Lesson {
        pixels,
        mask,
        label,
    } = Lesson::new(&training[0], &mut random);
    let report = Check::new().directions(20).run(
        |p| loss(p, &pixels, &mask, KEEP, label),
        |p| loss::gradient(p, &pixels, &mask, KEEP, label),
        &p,
    )?;
    println!("gradient against central differences: {report}");

    let bar = ProgressBar::new(EPOCHS as u64).with_style(ProgressStyle::with_template(
        "{bar:40} epoch {pos}/{len}  {msg}",
    )?);
    let mut gradient = vec![0.0; p.len()];
    for epoch in 0..EPOCHS {
        random.shuffle(&mut training);
        let rate = 0.1 * (1.0 - epoch as f64 / EPOCHS as f64);
        let mut sum = 0.0;
        for batch in training.chunks(16) {
            let lessons = batch.iter().map(|digit| Lesson::new(digit, &mut random));
            let lessons: Vec<_> = lessons.collect();
            sum += sum_over_samples(&lessons, &p, &mut gradient, |p, d_p, lesson: &Lesson| {
                let Lesson {
                    pixels,
                    mask,
                    label,
                } = lesson;
                loss::value_and_gradient_into(p, d_p, pixels, mask, KEEP, *label)
            });
            let step = rate / batch.len() as f64;
            for (p, d) in p.iter_mut().zip(&gradient) {
                *p -= step * d;
            }
        }
        bar.set_message(format!("loss {:.4}", sum / training.len() as f64));
        bar.inc(1);
    }
    bar.finish();

    let right = data::accuracy(&held_out, |x| classify(&p, &features(&p, x)));
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{:.2} % of {} held-out digits are right after {seconds:.1} s",
        100.0 * right,
        held_out.len()
    );
    draw(&p, &held_out)?;
    ensure!(right >= 0.98, "the network should get 98 % right");
    ensure!(
        seconds < 120.0,
        "the training should take less than two minutes"
    );
    Ok(())
}
