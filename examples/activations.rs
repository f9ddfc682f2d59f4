//! All activation functions and their derivatives, as one picture.
//!
//! `cargo run --release --example activations`

mod support;

use anyhow::Result;
use autodiff::check;
use autodiff::differentiate;
use autodiff::nn::{elu, leaky_relu, maxout, relu, sigmoid, softplus, tanh};
use plotters::prelude::*;
use support::picture::{self, Curve, Frame};

#[differentiate]
fn leaky(x: f64) -> f64 {
    leaky_relu(x, 0.1)
}

#[differentiate]
fn exponential(x: f64) -> f64 {
    elu(x, 1.0)
}

/// The largest of three linear functions.
#[differentiate]
fn maxout_of_lines(x: f64) -> f64 {
    maxout(&[-0.5 * x - 1.0, 0.2 * x, x - 1.0])
}

type Function = fn(f64) -> f64;

const FUNCTIONS: [(&str, Function, Function); 7] = [
    ("sigmoid", sigmoid, sigmoid::gradient),
    ("tanh", tanh, tanh::gradient),
    ("softplus", softplus, softplus::gradient),
    ("ReLU", relu, relu::gradient),
    ("leaky ReLU, slope 0.1", leaky, leaky::gradient),
    ("ELU, alpha 1", exponential, exponential::gradient),
    (
        "maxout of three lines",
        maxout_of_lines,
        maxout_of_lines::gradient,
    ),
];

fn main() -> Result<()> {
    let path = picture::path("activations.svg")?;
    let root = SVGBackend::new(&path, (1080, 560)).into_drawing_area();
    root.fill(&WHITE)?;
    for ((name, f, derivative), area) in FUNCTIONS.iter().zip(root.split_evenly((2, 4))) {
        let sampled = |f: &Function| {
            let at = |i| f64::from(i) / 50.0;
            (-200..=200).map(|i| (at(i), f(at(i)))).collect()
        };
        let curves = [
            Curve {
                name: "value",
                color: BLUE,
                points: sampled(f),
            },
            Curve {
                name: "derivative",
                color: RED,
                points: sampled(derivative),
            },
        ];
        let frame = Frame {
            title: name,
            x: ("", -4.0..4.0),
            y: ("", -1.5..4.0),
        };
        picture::curves(&area, &frame, SeriesLabelPosition::UpperLeft, &curves)?;
    }
    root.present()?;

    println!("function                   f(-2)  f'(-2)   f(0.5) f'(0.5)    f(20)  f'(20)");
    for (name, f, derivative) in FUNCTIONS {
        print!("{name:<22}");
        for x in [-2.0, 0.5, 20.0] {
            print!("  {:>7.3} {:>7.3}", f(x), derivative(x));
        }
        println!();
        for x in [-3.1, -2.0, -0.4, 0.5, 1.9, 20.0] {
            check::scalar(f, derivative, x)?;
        }
    }
    println!(
        "all derivatives agree with central differences; curves in {}",
        path.display()
    );
    Ok(())
}
