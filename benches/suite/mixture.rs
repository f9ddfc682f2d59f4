//! The benchmark's mixture of Gaussians: 1000 points, 25 components.

use crate::case::{Case, keep, numbers, parts};
use crate::objectives::gmm::{log_posterior, wishart_constant};
use std::f64::consts::PI;
use std::hint::black_box;

struct Mixture {
    d: usize,
    x: Vec<f64>,
    m: i64,
    gamma: f64,
    alpha: Vec<f64>,
    mu: Vec<f64>,
    q: Vec<f64>,
    l: Vec<f64>,
}

/// The sum of products, and each entry's share of a column of the adjoint: both in one loop, the sum
/// in four lanes.
fn column(l: &[f64], d_l: &mut [f64], d_out: &[f64], coordinate: f64) -> f64 {
    let mut lanes = [0.0; 4];
    let (l, l_rest) = l.as_chunks::<4>();
    let (d_l, d_l_rest) = d_l.as_chunks_mut::<4>();
    let (d_out, d_out_rest) = d_out.as_chunks::<4>();
    for ((l, d_l), d_out) in l.iter().zip(d_l).zip(d_out) {
        for i in 0..4 {
            lanes[i] += l[i] * d_out[i];
            d_l[i] += d_out[i] * coordinate;
        }
    }
    let mut sum = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
    for ((l, d_l), d_out) in l_rest.iter().zip(d_l_rest).zip(d_out_rest) {
        sum += l * d_out;
        *d_l += d_out * coordinate;
    }
    sum
}

impl Mixture {
    fn new(d: usize, k: usize, n: usize) -> Self {
        let small = |count, seed| numbers(count, seed).iter().map(|x| 0.25 * x).collect();
        Mixture {
            d,
            x: numbers(n * d, 0.0),
            m: 1,
            gamma: 1.25,
            alpha: numbers(k, 1.0),
            mu: numbers(k * d, 2.0),
            q: small(k * d, 3.0),
            l: small(k * d * (d - 1) / 2, 4.0),
        }
    }

    fn lengths(&self) -> [usize; 4] {
        [&self.alpha, &self.mu, &self.q, &self.l].map(|of| of.len())
    }

    /// The backward pass of a point follows its forward pass at once: nothing is recorded but the
    /// point's own terms.
    fn by_hand(&self, g: &mut [f64]) -> f64 {
        let [d_alpha, d_mu, d_q, d_l] = parts(g, self.lengths());
        let (d, k, n) = (self.d, self.alpha.len(), self.x.len() / self.d);
        let below = d * (d - 1) / 2;
        let exp_q: Vec<f64> = self.q.iter().map(|q| q.exp()).collect();
        let sum_q: Vec<f64> = self.q.chunks_exact(d).map(|q| q.iter().sum()).collect();
        for d in [&mut *d_alpha, d_mu, d_q, d_l] {
            d.fill(0.0);
        }
        let mut centred = vec![0.0; k * d];
        let mut scaled = vec![0.0; k * d];
        let mut beta = vec![0.0; k];
        let mut d_scaled = vec![0.0; d];
        let mut value = 0.0;
        for point in self.x.chunks_exact(d) {
            for j in 0..k {
                let here = j * d..(j + 1) * d;
                let (centred, scaled) = (&mut centred[here.clone()], &mut scaled[here.clone()]);
                for ((c, x), mu) in centred.iter_mut().zip(point).zip(&self.mu[here.clone()]) {
                    *c = x - mu;
                }
                for ((s, e), c) in scaled.iter_mut().zip(&exp_q[here]).zip(&*centred) {
                    *s = e * c;
                }
                let mut l = &self.l[j * below..(j + 1) * below];
                for i in 0..d {
                    let (column, rest) = l.split_at(d - i - 1);
                    for (s, l) in scaled[i + 1..].iter_mut().zip(column) {
                        *s += l * centred[i];
                    }
                    l = rest;
                }
                let mut square = 0.0;
                for s in &*scaled {
                    square += s * s;
                }
                beta[j] = self.alpha[j] + sum_q[j] - 0.5 * square;
            }
            let max = beta.iter().fold(f64::NEG_INFINITY, |m, b| m.max(*b));
            let mut sum = 0.0;
            for b in &mut beta {
                *b = (*b - max).exp();
                sum += *b;
            }
            value += max + sum.ln();
            for j in 0..k {
                let weight = beta[j] / sum;
                d_alpha[j] += weight;
                let here = j * d..(j + 1) * d;
                let centred = &centred[here.clone()];
                for (d, s) in d_scaled.iter_mut().zip(&scaled[here.clone()]) {
                    *d = -weight * s;
                }
                let d_mu = &mut d_mu[here.clone()];
                let d_q = &mut d_q[here.clone()];
                let exp_q = &exp_q[here];
                let mut l = &self.l[j * below..(j + 1) * below];
                let mut d_l = &mut d_l[j * below..(j + 1) * below];
                for i in 0..d {
                    let (l_column, l_rest) = l.split_at(d - i - 1);
                    let (d_l_column, d_l_rest) = d_l.split_at_mut(d - i - 1);
                    let sum = column(l_column, d_l_column, &d_scaled[i + 1..], centred[i]);
                    d_q[i] += d_scaled[i] * centred[i];
                    d_mu[i] -= sum + d_scaled[i] * exp_q[i];
                    (l, d_l) = (l_rest, d_l_rest);
                }
            }
        }
        let square = self.gamma * self.gamma;
        let mut prior = k as f64 * wishart_constant(d, self.m, self.gamma);
        for j in 0..k {
            let weight = d_alpha[j];
            let mut frobenius = 0.0;
            for i in j * d..(j + 1) * d {
                frobenius += exp_q[i] * exp_q[i];
                d_q[i] = (d_q[i] - square * exp_q[i]) * exp_q[i] + weight + self.m as f64;
            }
            let here = j * below..(j + 1) * below;
            for (l, d_l) in self.l[here.clone()].iter().zip(&mut d_l[here]) {
                frobenius += l * l;
                *d_l -= square * l;
            }
            prior -= 0.5 * square * frobenius - self.m as f64 * sum_q[j];
        }
        let max = self.alpha.iter().fold(f64::NEG_INFINITY, |m, a| m.max(*a));
        let sum: f64 = self.alpha.iter().map(|a| (a - max).exp()).sum();
        for (d, a) in d_alpha.iter_mut().zip(&self.alpha) {
            *d -= n as f64 * (a - max).exp() / sum;
        }
        value - n as f64 * (0.5 * d as f64 * (2.0 * PI).ln() + max + sum.ln()) + prior
    }
}

pub fn cases() -> Vec<Case> {
    [10, 32, 64].map(case).into()
}

fn case(d: usize) -> Case {
    let all = keep(Mixture::new(d, 25, 1000));
    let Mixture {
        x,
        m,
        gamma,
        alpha,
        mu,
        q,
        l,
        ..
    } = all;
    Case::new(
        format!("mixture, d = {d}"),
        all.lengths().iter().sum(),
        move || log_posterior(d, black_box(x), *m, *gamma, alpha, mu, q, l),
        move |g| {
            let [d_alpha, d_mu, d_q, d_l] = parts(g, all.lengths());
            let x = black_box(x);
            log_posterior::value_and_gradient_into(
                d, x, *m, *gamma, alpha, d_alpha, mu, d_mu, q, d_q, l, d_l,
            )
        },
        move |g| black_box(all).by_hand(g),
    )
}
