//! Dense networks: one hidden layer, one example.

use crate::case::{Case, keep, numbers, parts};
use crate::peers;
use autodiff::differentiate;
use reverse::Var;
use std::hint::black_box;

#[differentiate]
fn dense(w: &[f64], b: &[f64], x: &[f64], out: &mut [f64]) {
    for i in 0..out.len() {
        let row = &w[i * x.len()..(i + 1) * x.len()];
        let mut sum = b[i];
        for j in 0..x.len() {
            sum += row[j] * x[j];
        }
        out[i] = sum;
    }
}

/// The cross-entropy of the softmax of two layers.
#[differentiate(wrt(w1, b1, w2, b2))]
fn loss(w1: &[f64], b1: &[f64], w2: &[f64], b2: &[f64], x: &[f64], label: usize) -> f64 {
    let mut hidden = vec![0.0; b1.len()];
    dense(w1, b1, x, &mut hidden);
    for h in &mut hidden {
        *h = h.tanh();
    }
    let mut scores = vec![0.0; b2.len()];
    dense(w2, b2, &hidden, &mut scores);
    let mut sum = 0.0;
    for s in &scores {
        sum += s.exp();
    }
    sum.ln() - scores[label]
}

struct Network {
    inputs: usize,
    hidden: usize,
    outputs: usize,
    w1: Vec<f64>,
    b1: Vec<f64>,
    w2: Vec<f64>,
    b2: Vec<f64>,
    x: Vec<f64>,
    label: usize,
}

impl Network {
    fn new(inputs: usize, hidden: usize, outputs: usize) -> Self {
        let scaled = |count: usize, seed: f64, fan: usize| -> Vec<f64> {
            let scale = 1.0 / (fan as f64).sqrt();
            numbers(count, seed).iter().map(|v| v * scale).collect()
        };
        Network {
            inputs,
            hidden,
            outputs,
            w1: scaled(inputs * hidden, 0.0, inputs),
            b1: scaled(hidden, 1.0, 1),
            w2: scaled(hidden * outputs, 2.0, hidden),
            b2: scaled(outputs, 3.0, 1),
            x: numbers(inputs, 4.0),
            label: 1,
        }
    }

    fn lengths(&self) -> [usize; 4] {
        [&self.w1, &self.b1, &self.w2, &self.b2].map(|of| of.len())
    }

    fn by_hand(&self, g: &mut [f64]) -> f64 {
        let [d_w1, d_b1, d_w2, d_b2] = parts(g, self.lengths());
        let dense = |w: &[f64], b: &[f64], x: &[f64], out: &mut [f64]| {
            for ((row, b), out) in w.chunks_exact(x.len()).zip(b).zip(out) {
                let mut sum = *b;
                for (w, x) in row.iter().zip(x) {
                    sum += w * x;
                }
                *out = sum;
            }
        };
        let mut hidden = vec![0.0; self.hidden];
        dense(&self.w1, &self.b1, &self.x, &mut hidden);
        for h in &mut hidden {
            *h = h.tanh();
        }
        dense(&self.w2, &self.b2, &hidden, d_b2);
        let score = d_b2[self.label];
        let mut sum = 0.0;
        for d in d_b2.iter_mut() {
            *d = d.exp();
            sum += *d;
        }
        let scale = 1.0 / sum;
        for d in d_b2.iter_mut() {
            *d *= scale;
        }
        d_b2[self.label] -= 1.0;
        d_b1.fill(0.0);
        let rows = (self.w2.chunks_exact(self.hidden)).zip(d_w2.chunks_exact_mut(self.hidden));
        for ((w, d_w), &d) in rows.zip(&*d_b2) {
            for (d_w, h) in d_w.iter_mut().zip(&hidden) {
                *d_w = d * h;
            }
            for (d_h, w) in d_b1.iter_mut().zip(w) {
                *d_h += d * w;
            }
        }
        for (d, h) in d_b1.iter_mut().zip(&hidden) {
            *d *= 1.0 - h * h;
        }
        for (d_w, &d) in d_w1.chunks_exact_mut(self.inputs).zip(&*d_b1) {
            for (d_w, x) in d_w.iter_mut().zip(&self.x) {
                *d_w = d * x;
            }
        }
        sum.ln() - score
    }

    fn on_tape<'a>(&self, v: &[Var<'a>]) -> Var<'a> {
        let (w1, rest) = v.split_at(self.w1.len());
        let (b1, rest) = rest.split_at(self.b1.len());
        let (w2, b2) = rest.split_at(self.w2.len());
        let hidden: Vec<Var<'a>> = (w1.chunks_exact(self.inputs).zip(b1))
            .map(|(w, b)| {
                let terms = w.iter().zip(&self.x).map(|(w, x)| *w * *x);
                terms.fold(*b, |sum, term| sum + term).tanh()
            })
            .collect();
        let scores: Vec<Var<'a>> = (w2.chunks_exact(self.hidden).zip(b2))
            .map(|(w, b)| w.iter().zip(&hidden).fold(*b, |sum, (w, h)| sum + *w * *h))
            .collect();
        peers::sum(scores.iter().map(Var::exp)).ln() - scores[self.label]
    }
}

pub fn cases() -> Vec<Case> {
    [(16, 32, 4), (64, 128, 10), (784, 128, 10)]
        .map(case)
        .into()
}

fn case((inputs, hidden, outputs): (usize, usize, usize)) -> Case {
    let net = keep(Network::new(inputs, hidden, outputs));
    let name = format!("network {inputs}-{hidden}-{}", net.outputs);
    let Network {
        w1,
        b1,
        w2,
        b2,
        x,
        label,
        ..
    } = net;
    Case::new(
        name,
        net.lengths().iter().sum(),
        move || loss(black_box(w1), b1, w2, b2, x, *label),
        move |g| {
            let [d_w1, d_b1, d_w2, d_b2] = parts(g, net.lengths());
            let w1 = black_box(w1);
            loss::value_and_gradient_into(w1, d_w1, b1, d_b1, w2, d_w2, b2, d_b2, x, *label)
        },
        move |g| black_box(net).by_hand(g),
    )
    .tape(move |g| peers::on_tape(&[w1, b1, w2, b2], g, |v| net.on_tape(v)))
}
