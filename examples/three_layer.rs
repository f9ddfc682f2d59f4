//! A three-layer network that tells irises apart by their petals, and a map of what it answers.
//!
//! `cargo run --release --example three_layer`

mod support;

use anyhow::{Result, ensure};
use autodiff::nn::{affine, cross_entropy, l2_regularization, softmax, tanh};
use autodiff::{differentiate, sum_over_samples};
use plotters::prelude::*;
use support::data::{self, Sample};
use support::random::Random;
use support::{minimise, picture};

const HIDDEN: usize = 6;
/// The parameters stand in one vector: for each layer the weights row by row, then the biases.
const PARAMETERS: usize = 2 * HIDDEN + HIDDEN + HIDDEN * HIDDEN + HIDDEN + HIDDEN * 3 + 3;

/// One layer: as many outputs as there are biases.
#[differentiate]
fn layer(w: &[f64], b: &[f64], x: &[f64]) -> Vec<f64> {
    let z: Vec<f64> = affine(w, b, x);
    z.iter().map(|&z| tanh(z)).collect()
}

#[differentiate]
fn scores(p: &[f64], x: &[f64]) -> Vec<f64> {
    let (w1, p) = p.split_at(2 * HIDDEN);
    let (b1, p) = p.split_at(HIDDEN);
    let (w2, p) = p.split_at(HIDDEN * HIDDEN);
    let (b2, p) = p.split_at(HIDDEN);
    let (w3, b3) = p.split_at(3 * HIDDEN);
    let first = layer(w1, b1, x);
    let second = layer(w2, b2, &first);
    affine(w3, b3, &second)
}

/// The loss on one sample, and a share of the penalty on large weights.
#[differentiate(wrt(p))]
fn loss(p: &[f64], x: &[f64], label: usize) -> f64 {
    cross_entropy(&scores(p, x), label) + l2_regularization(p, 1e-3)
}

/// Colours the plane by what the network answers, the paler the less sure it is.
fn draw(p: &[f64], flowers: &[Sample]) -> Result<()> {
    let path = picture::path("three-layer.svg")?;
    let root = SVGBackend::new(&path, (720, 520)).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .caption("Irises by their petals", ("sans-serif", 20))
        .margin(12)
        .x_label_area_size(40)
        .y_label_area_size(52)
        .build_cartesian_2d(0.5..7.5, 0.0..2.75)?;
    let colors = [
        (RGBColor(230, 120, 20), "setosa"),
        (RGBColor(20, 140, 90), "versicolor"),
        (RGBColor(90, 70, 200), "virginica"),
    ];
    let (columns, rows) = (90, 70);
    let (dx, dy) = (7.0 / f64::from(columns), 2.75 / f64::from(rows));
    for (column, row) in (0..columns).flat_map(|c| (0..rows).map(move |r| (c, r))) {
        let (x, y) = (0.5 + f64::from(column) * dx, f64::from(row) * dy);
        let probabilities = softmax(&scores(p, &[x + 0.5 * dx, y + 0.5 * dy]));
        let class = data::best(&probabilities);
        let (color, _) = colors[class];
        let shade = color.mix(0.45 * (probabilities[class] - 1.0 / 3.0) / (2.0 / 3.0));
        chart.draw_series([Rectangle::new([(x, y), (x + dx, y + dy)], shade.filled())])?;
    }
    for (class, (color, name)) in colors.into_iter().enumerate() {
        let dots = flowers.iter().filter(|flower| flower.label == class);
        chart
            .draw_series(
                dots.map(|flower| Circle::new((flower.x[0], flower.x[1]), 3, color.filled())),
            )?
            .label(name)
            .legend(move |place| Circle::new(place, 4, color.filled()));
    }
    chart
        .configure_mesh()
        .disable_mesh()
        .x_desc("length of the petal in cm")
        .y_desc("width of the petal in cm")
        .draw()?;
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .border_style(BLACK.mix(0.3))
        .background_style(WHITE.mix(0.9))
        .draw()?;
    root.present()?;
    println!("what the network answers: {}", path.display());
    Ok(())
}

fn main() -> Result<()> {
    let mut flowers = data::iris()?;
    for flower in &mut flowers {
        flower.x.drain(..2);
    }
    let (training, held_out) = data::split(&flowers);
    let mut p = Random(3).weights(PARAMETERS, 2 * HIDDEN);

    let objective = |p: &[f64], gradient: &mut [f64]| {
        sum_over_samples(&training, p, gradient, |p, d_p, flower: &Sample| {
            loss::value_and_gradient_into(p, d_p, &flower.x, flower.label)
        })
    };
    let least = minimise::lbfgs(objective, &mut p, 300)?;
    let right = data::accuracy(&held_out, |x| scores(&p, x));
    println!(
        "loss {:.4} a flower after L-BFGS",
        least / training.len() as f64
    );
    println!(
        "{:.0} % of {} held-out flowers are right",
        100.0 * right,
        held_out.len()
    );
    draw(&p, &flowers)?;
    ensure!(right >= 0.9, "the network should get 90 % right");
    Ok(())
}
