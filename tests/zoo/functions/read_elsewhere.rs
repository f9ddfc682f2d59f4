//! Functions that are read as their bodies where they are called, in another module of the file: what they name there is
//! named by its path.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[differentiate]
pub mod series {
    use super::*;
    use std::collections::VecDeque;
    use std::f64::consts::{FRAC_PI_4, PI as HALF_TURN};

    pub const SCALE: f64 = 0.75;
    const OWN: f64 = 0.5;

    #[derive(Differentiable, Clone, Copy)]
    pub enum Link {
        Plain,
        Power { of: f64 },
    }

    #[derive(Differentiable)]
    pub struct Design {
        pub rows: Vec<Vec<f64>>,
        pub offset: f64,
        pub link: Link,
    }

    #[derive(Differentiable)]
    pub struct Arma<'a> {
        pub constant: f64,
        pub ar: &'a [f64],
        pub ma: &'a [f64],
    }

    pub fn dot(a: &[f64], b: &[f64]) -> f64 {
        a.iter().zip(b).map(|(x, y)| x * y).sum()
    }

    impl Design {
        pub fn weight(&self, x: f64) -> f64 {
            x * self.offset + OWN
        }

        pub fn predictor<'a>(&'a self, beta: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
            let (intercept, slopes) = beta.split_first().unwrap();
            self.rows
                .iter()
                .map(move |row| *intercept * SCALE + dot(row, slopes) * FRAC_PI_4)
        }

        pub fn linked<'a>(&'a self, xs: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
            xs.iter().map(|x| match self.link {
                Link::Plain => *x + HALF_TURN,
                Link::Power { of } => self.weight(*x) * of.max(f64::EPSILON),
            })
        }

        pub fn first(&self) -> &[f64] {
            &self.rows[0]
        }
    }

    impl<'a> Arma<'a> {
        pub fn new(p: usize, theta: &'a [f64]) -> Self {
            let (ar, ma) = theta[1..].split_at(p);
            Self {
                constant: theta[0],
                ar,
                ma,
            }
        }

        pub fn residual(&self, y: &[f64]) -> f64 {
            let mut past: VecDeque<f64> = VecDeque::from(vec![0.25; self.ma.len()]);
            let mut sum = 0.0;
            for t in self.ar.len()..y.len() {
                let mut e = y[t] - self.constant;
                for (k, phi) in self.ar.iter().enumerate() {
                    e -= phi * y[t - 1 - k];
                }
                for (theta, before) in self.ma.iter().zip(past.iter()) {
                    e -= theta * before;
                }
                past.push_front(e);
                past.pop_back();
                sum += e * e;
            }
            sum
        }
    }

    pub fn halves<'a>(xs: &'a [f64], k: f64) -> (&'a [f64], &'a [f64]) {
        assert!(xs.len() > 1, "too short");
        xs.split_at(if k > SCALE { 1 } else { 2 })
    }

    pub fn each(xs: &[f64], mut f: impl FnMut(f64)) {
        for x in xs {
            f(x * SCALE);
        }
    }

    pub mod inner {
        use super::{Arma, Design, halves};

        pub fn rows(of: &Design) -> impl Iterator<Item = f64> + '_ {
            of.rows.iter().map(|row| super::dot(row, row))
        }

        #[autodiff::differentiate]
        pub fn from_inside(p: &[f64]) -> f64 {
            let model = Arma::new(1, p);
            let (a, b) = halves(p, 0.1);
            model.residual(p) + a[0] * b[0]
        }
    }
}
use series::{Arma, Design, Link, each, halves};

/// Of the same name as one there, and something else.
#[differentiate]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a[0] - b[0]
}

const SCALE: f64 = -3.0;

// What macros put into modules of their own is not where the file shows it.
#[differentiate]
fn of_iterators(p: &[f64]) -> f64 {
    let design = Design {
        rows: vec![p[1..3].to_vec(), p[2..4].to_vec()],
        offset: p[0],
        link: Link::Power { of: p[3] },
    };
    let fit: f64 = design.predictor(&p[..3]).map(|e| e.sin()).sum();
    let linked: f64 = design.linked(&p[1..]).map(|x| x * x).sum();
    fit * SCALE + linked * design.first()[1] + dot(p, &p[1..])
}

#[differentiate]
fn of_borrowers(p: &[f64]) -> f64 {
    let mut s = 0.0;
    for k in 1..3 {
        let model = Arma::new(k, p);
        s += model.residual(p) * model.ar[0];
    }
    s
}

#[differentiate]
fn of_parts(p: &[f64]) -> f64 {
    let (a, b) = halves(p, p[0]);
    let mut sum = 0.0;
    each(p, |x| sum += x * x * a[0]);
    sum + b[0] * a[0]
}

#[differentiate]
fn of_modules_around(p: &[f64]) -> f64 {
    series::inner::from_inside(p)
}

slices! {
    of_iterators_called(p) {
        of_iterators(p)
    } at [0.4, 0.3, -0.7, 0.9, 0.2], [1.4, 0.1, 0.3, 1.4, -0.5];
    of_borrowers_called(p) {
        of_borrowers(p)
    } at [0.4, 0.3, -0.7, 0.9, 0.2], [1.4, 0.1, 0.3, 1.4, -0.5];
    of_parts_called(p) {
        of_parts(p)
    } at [0.4, 0.3, -0.7, 0.9, 0.2], [1.4, 0.1, 0.3, 1.4, -0.5];
    of_modules_around_called(p) {
        of_modules_around(p)
    } at [0.4, 0.3, -0.7, 0.9, 0.2], [1.4, 0.1, 0.3, 1.4, -0.5];
}
