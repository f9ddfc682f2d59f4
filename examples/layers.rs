//! A network of modules: each layer is a struct that keeps its parameters, and of its last forward
//! pass what its backward pass needs. The layers themselves are differentiated functions.
//!
//! `cargo run --release --example layers`

mod support;

use anyhow::{Result, ensure};
use autodiff::nn::{affine, cross_entropy, softplus};
use autodiff::{Function, differentiate};
use support::data::{self, Sample};
use support::random::Random;

/// What the forward pass of a function leaves for its backward pass.
type CacheOf<F> = <F as Function<()>>::Cache;

/// From the blobs below to those above, and back. As in Caffe, `bottom` is where a layer's input comes
/// from, and `top` is where its output goes.
trait Layer {
    fn forward(&mut self, bottom: Vec<f64>) -> Vec<f64>;

    /// The adjoint of what came in; those of the parameters are added up in the layer.
    fn backward(&mut self, d_top: Vec<f64>) -> Vec<f64>;

    /// Moves the parameters against their gradient, which starts anew.
    fn update(&mut self, _rate: f64) {}
}

/// w x + b.
struct InnerProduct {
    w: Vec<f64>,
    b: Vec<f64>,
    d_w: Vec<f64>,
    d_b: Vec<f64>,
    bottom: Vec<f64>,
    cache: Option<CacheOf<affine>>,
}

impl InnerProduct {
    fn new(inputs: usize, outputs: usize, random: &mut Random) -> Self {
        InnerProduct {
            w: random.weights(outputs * inputs, inputs),
            b: vec![0.0; outputs],
            d_w: vec![0.0; outputs * inputs],
            d_b: vec![0.0; outputs],
            bottom: Vec::new(),
            cache: None,
        }
    }
}

impl Layer for InnerProduct {
    fn forward(&mut self, bottom: Vec<f64>) -> Vec<f64> {
        let (top, cache) = affine::forward(&self.w, &self.b, &bottom);
        (self.bottom, self.cache) = (bottom, Some(cache));
        top
    }

    fn backward(&mut self, d_top: Vec<f64>) -> Vec<f64> {
        let mut d_bottom = vec![0.0; self.bottom.len()];
        let cache = self.cache.take().expect("the forward pass comes first");
        affine::backward(
            &cache,
            &self.w,
            &mut self.d_w,
            &self.b,
            &mut self.d_b,
            &self.bottom,
            &mut d_bottom,
            d_top,
        );
        d_bottom
    }

    fn update(&mut self, rate: f64) {
        for (p, d) in [(&mut self.w, &mut self.d_w), (&mut self.b, &mut self.d_b)] {
            for (p, d) in p.iter_mut().zip(d) {
                *p -= rate * std::mem::take(d);
            }
        }
    }
}

/// A smooth rectifier of each number.
#[differentiate]
fn rectify(x: &[f64]) -> Vec<f64> {
    x.iter().map(|&x| softplus(x)).collect()
}

#[derive(Default)]
struct Rectifier {
    bottom: Vec<f64>,
    cache: Option<CacheOf<rectify>>,
}

impl Layer for Rectifier {
    fn forward(&mut self, bottom: Vec<f64>) -> Vec<f64> {
        let (top, cache) = rectify::forward(&bottom);
        (self.bottom, self.cache) = (bottom, Some(cache));
        top
    }

    fn backward(&mut self, d_top: Vec<f64>) -> Vec<f64> {
        let mut d_bottom = vec![0.0; self.bottom.len()];
        let cache = self.cache.take().expect("the forward pass comes first");
        rectify::backward(&cache, &self.bottom, &mut d_bottom, d_top);
        d_bottom
    }
}

/// A network is a list of layers.
struct Net(Vec<Box<dyn Layer>>);

impl Net {
    fn scores(&mut self, x: &[f64]) -> Vec<f64> {
        let through = |blob, layer: &mut Box<dyn Layer>| layer.forward(blob);
        self.0.iter_mut().fold(x.to_vec(), through)
    }

    /// Adds to the gradients, and returns the loss and the adjoint of the input.
    fn loss(&mut self, x: &[f64], label: usize) -> (f64, Vec<f64>) {
        let scores = self.scores(x);
        let (loss, d_scores) = cross_entropy::value_and_gradient(&scores, label);
        let back = |d_blob, layer: &mut Box<dyn Layer>| layer.backward(d_blob);
        (loss, self.0.iter_mut().rev().fold(d_scores, back))
    }

    fn update(&mut self, rate: f64) {
        self.0.iter_mut().for_each(|layer| layer.update(rate));
    }
}

fn main() -> Result<()> {
    let (training, held_out) = data::split(&data::digits()?);
    let mut random = Random(5);
    let mut net = Net(vec![
        Box::new(InnerProduct::new(64, 32, &mut random)),
        Box::<Rectifier>::default(),
        Box::new(InnerProduct::new(32, 24, &mut random)),
        Box::<Rectifier>::default(),
        Box::new(InnerProduct::new(24, 10, &mut random)),
    ]);

    // The adjoint that arrives at the pixels is right if everything above them is.
    let Sample { x, label } = &training[0];
    let (_, analytic) = net.loss(x, *label);
    let report = autodiff::check::gradient(|x| net.loss(x, *label).0, |_| &analytic, x)?;
    println!("gradient of the pixels against central differences: {report}");
    net.update(0.0);

    let mut order: Vec<&Sample> = training.iter().collect();
    for epoch in 1..=40 {
        random.shuffle(&mut order);
        let mut sum = 0.0;
        for batch in order.chunks(10) {
            for sample in batch {
                sum += net.loss(&sample.x, sample.label).0;
            }
            net.update(0.02);
        }
        if epoch % 10 == 0 {
            println!("epoch {epoch}: loss {:.4}", sum / order.len() as f64);
        }
    }
    let right = held_out
        .iter()
        .filter(|s| data::best(&net.scores(&s.x)) == s.label);
    let right = right.count() as f64 / held_out.len() as f64;
    println!(
        "{:.1} % of {} held-out digits are right",
        100.0 * right,
        held_out.len()
    );
    ensure!(right >= 0.95, "the network should get 95 % right");
    Ok(())
}
