//! Maps in structs that are arguments.

use crate::support::Subject;
use autodiff::{Differentiable, differentiate};
use std::collections::{BTreeMap, HashMap};

#[derive(Differentiable, Clone, Debug)]
pub struct Rates {
    by: HashMap<String, f64>,
    base: f64,
}

#[derive(Differentiable, Clone, Debug)]
pub struct Market {
    prices: BTreeMap<u32, f64>,
    rate: f64,
    rates: Rates,
}

#[differentiate]
impl Market {
    fn value(&self, id: u32, n: f64) -> f64 {
        if n > 100.0 {
            return 0.0;
        }
        let f = |k: u32| self.prices[&k] * n;
        f(id) * self.rate
    }
    fn total(&self) -> f64 {
        let mut s = 0.0;
        for (k, p) in &self.prices {
            s += p * self.rate.powi(*k as i32);
        }
        s * self.rates.by["usd"]
    }
    fn apart(&self) -> f64 {
        let Market { prices, rate, .. } = self;
        prices[&1] * prices[&2] * rate
    }
}

#[differentiate]
fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x))
}

#[differentiate]
fn sum(m: &BTreeMap<u32, f64>) -> f64 {
    m.values().sum()
}

#[differentiate]
fn priced(m: &Market, name: &str, x: f64) -> f64 {
    let mut s = m.total();
    for i in 1..3 {
        s += m.value(i, x) * m.prices.get(&i).copied().unwrap_or(0.0);
    }
    let known = m.rates.by.get(name).map_or(0.0, |r| r * m.rates.base);
    s + sum(&m.prices) * twice(|y| y * m.prices[&2], x) + known * m.apart()
}

fn market(v: &[f64]) -> Market {
    Market {
        prices: [(1, v[0]), (2, v[1])].into(),
        rate: v[2],
        rates: Rates {
            by: [("usd".to_string(), v[3])].into(),
            base: v[4],
        },
    }
}

#[test]
fn gradients_hold_maps() {
    let plain = |v: &[f64]| vec![priced(&market(v), "usd", v[5])];
    let derived = |v: &[f64], seeds: &[Vec<f64>]| {
        let m = market(v);
        let (value, cache) = priced::forward(&m, "usd", v[5]);
        let adjoints = seeds.iter().map(|seed| {
            let mut d = autodiff::zero_gradient(&m);
            let dx = priced::backward(&cache, &m, &mut d, "usd", seed[0]);
            vec![
                d.prices[&1],
                d.prices[&2],
                d.rate,
                d.rates.by["usd"],
                d.rates.base,
                dx,
            ]
        });
        (vec![value], adjoints.collect())
    };
    let subject = Subject {
        name: "priced",
        plain: &plain,
        derived: &derived,
    };
    subject.check(&[2.0, 3.0, 0.5, 1.2, 0.3, 1.5]);
}
