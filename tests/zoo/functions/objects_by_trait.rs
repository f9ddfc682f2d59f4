//! Type parameters whose trait the file implements for structs alone: their values are objects, wherever they come from.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[differentiate]
pub mod densities {
    use super::*;

    pub trait Density {
        type Point: Copy;
        fn ln_pdf(&self, x: Self::Point) -> f64;
        fn mean(&self) -> Option<f64>;
        fn pdf(&self, x: Self::Point) -> f64 {
            self.ln_pdf(x).exp()
        }
        fn widen(&mut self, by: f64);
    }

    #[derive(Differentiable, Clone, Copy)]
    pub struct Normal {
        pub mu: f64,
        pub sigma: f64,
    }

    #[derive(Differentiable, Clone)]
    pub struct Pair(pub [Normal; 2]);

    #[derive(Differentiable, Clone)]
    pub struct Mixture<D> {
        pub weights: Vec<f64>,
        pub components: Vec<D>,
    }

    impl Density for Normal {
        type Point = f64;
        fn ln_pdf(&self, x: f64) -> f64 {
            let z = (x - self.mu) / self.sigma;
            -0.5 * z * z - self.sigma.ln()
        }
        fn mean(&self) -> Option<f64> {
            (self.sigma > 0.0).then_some(self.mu)
        }
        fn widen(&mut self, by: f64) {
            self.sigma *= 1.0 + by * by;
        }
    }

    impl Density for Pair {
        type Point = f64;
        fn ln_pdf(&self, x: f64) -> f64 {
            self.0[0].ln_pdf(x) * self.0[1].pdf(x)
        }
        fn mean(&self) -> Option<f64> {
            Some(self.0[0].mean()? * self.0[1].mean()?)
        }
        fn widen(&mut self, by: f64) {
            for part in self.0.iter_mut() {
                part.widen(by);
            }
        }
    }

    impl<D: Density<Point = f64>> Mixture<D> {
        pub fn ln_likelihood(&self, xs: &[f64]) -> f64 {
            let total: f64 = self.weights.iter().sum();
            xs.iter()
                .map(|&x| {
                    let parts = self.weights.iter().zip(self.components.iter());
                    parts.map(|(w, d)| w / total * d.pdf(x)).sum::<f64>().ln()
                })
                .sum()
        }

        pub fn best(&self, x: f64) -> f64 {
            let mut best = f64::NEG_INFINITY;
            for k in 0..self.components.len() {
                let here = self.components[k].ln_pdf(x);
                if here > best {
                    best = here;
                }
            }
            best + best
        }

        pub fn mean(&self) -> Option<f64> {
            let mut m = 0.0;
            for (w, d) in self.weights.iter().zip(&self.components) {
                m += w * d.mean()?;
            }
            Some(m)
        }

        pub fn widened(mut self, by: f64) -> Self {
            for d in self.components.iter_mut() {
                d.widen(by);
            }
            self
        }
    }

    /// Speaks of the open type in a method of a block that leaves it open.
    #[derive(Differentiable)]
    pub struct Chain<D> {
        pub states: Vec<D>,
        pub start: Vec<f64>,
    }

    impl<D: Density> Chain<D> {
        pub fn filter(&self, xs: &[D::Point]) -> f64 {
            let k = self.states.len();
            let mut alpha: Vec<f64> = (0..k)
                .map(|s| self.start[s] + self.states[s].ln_pdf(xs[0]))
                .collect();
            for &x in &xs[1..] {
                alpha = (0..k)
                    .map(|to| {
                        let sum: f64 = alpha.iter().map(|a| (a * 0.1).sin()).sum();
                        sum + self.states[to].ln_pdf(x)
                    })
                    .collect();
            }
            alpha.iter().sum()
        }
    }

    pub fn total<D: Density<Point = f64>>(all: Vec<D>, x: f64) -> f64 {
        all.into_iter().map(|d| d.ln_pdf(x)).sum()
    }
}
use densities::{Chain, Mixture, Normal, Pair, total};

#[differentiate]
fn normals(p: &[f64]) -> Vec<Normal> {
    p.chunks(2)
        .map(|c| Normal {
            mu: c[0],
            sigma: 1.0 + c[1] * c[1],
        })
        .collect()
}

slices! {
    mixtures(p) {
        let components: Vec<Normal> = p[..4].chunks(2).map(|c| Normal { mu: c[0], sigma: 1.0 + c[1] * c[1] }).collect();
        let mix = Mixture { weights: vec![p[4].exp(), 1.0], components };
        let mut s = mix.ln_likelihood(&p[4..]) + mix.mean().unwrap_or(0.0);
        for x in &p[4..] {
            s += mix.best(*x);
        }
        if s < 100.0 {
            s += mix.widened(p[0]).best(p[1]);
        }
        s
    } at [0.4, 0.3, -0.7, 0.9, 0.2, 0.8], [1.4, 0.1, 0.3, -0.4, -0.5, 1.1];
    of_pairs(p) {
        let a = Normal { mu: p[0], sigma: 1.0 + p[1] * p[1] };
        let b = Normal { mu: p[2], sigma: 2.0 + p[3] };
        let mix = Mixture { weights: vec![1.0, p[4].exp()], components: vec![Pair([a, b]), Pair([b, a])] };
        mix.best(p[5]) * mix.best(0.5) + mix.mean().unwrap_or(0.0) + total(mix.components.clone(), p[4])
    } at [0.4, 0.3, -0.7, 0.9, 0.2, 0.8];
    chains(p) {
        let chain = Chain { states: normals(&p[..4]), start: p[3..5].to_vec() };
        chain.filter(&p[4..]) * chain.filter(&[0.5, p[0]]) + total(chain.states, p[0])
    } at [0.4, 0.3, -0.7, 0.9, 0.2, 0.8];
}
