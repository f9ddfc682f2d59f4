//! Maps as arguments, whose gradients are maps with the same keys.

use crate::support::Subject;
use autodiff::{Differentiable, differentiate};
use std::collections::{BTreeMap, HashMap};

#[derive(Differentiable, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    Bond,
    Share,
}

#[derive(Differentiable, Clone, Debug)]
pub struct Position {
    count: f64,
    tag: u32,
}

#[derive(Differentiable, Clone, Debug)]
pub struct Model {
    k: f64,
}

#[differentiate]
impl Model {
    fn value(&self, prices: &BTreeMap<u32, f64>, held: &BTreeMap<u32, Position>) -> f64 {
        let mut total = 0.0;
        for (id, position) in held.iter() {
            if position.tag < 9 {
                total += self.k * position.count * prices.get(id).unwrap_or(&0.5);
            }
        }
        total
    }
}

#[differentiate(wrt(x))]
fn scaled(m: &HashMap<(u8, char), f64>, x: f64) -> f64 {
    let mut s = x;
    for i in 0..2u8 {
        s *= m[&(i, 'a')];
    }
    s
}

#[differentiate]
fn in_range(m: &BTreeMap<i64, [f64; 2]>, x: f64) -> Vec<f64> {
    let mut out = Vec::new();
    for (k, v) in m.range(0..5) {
        out.push(v[0] * x + *k as f64 * v[1]);
    }
    out
}

#[differentiate]
fn by_name(m: &HashMap<String, f64>, name: &str, names: &[String], x: f64) -> f64 {
    let mut s =
        m["a"] * x + m.get("none").copied().unwrap_or(x) + m.get(name).copied().unwrap_or(1.0);
    for n in names {
        s += m[n] * m[n];
        if let Some(v) = m.get(n) {
            s *= v;
        }
    }
    for (key, v) in m {
        s += v * v * key.len() as f64;
    }
    if m.contains_key("none") { s * 2.0 } else { s }
}

#[differentiate]
fn portfolio(
    prices: &BTreeMap<u32, f64>,
    held: &BTreeMap<u32, Position>,
    rates: &HashMap<(u8, char), f64>,
    tables: &BTreeMap<i64, [f64; 2]>,
    by_kind: &HashMap<Kind, Vec<f64>>,
    named: &HashMap<String, f64>,
    names: &[String],
    x: f64,
) -> f64 {
    let model = Model { k: x };
    let mut local = prices.clone();
    local.insert(7, x * x);
    let mut total = 0.0;
    for i in 0..2 {
        total += model.value(prices, held) * (i + 1) as f64 + scaled(rates, x);
        if let Some(p) = prices.get(&i) {
            total *= p + 1.0;
        }
    }
    for (kind, v) in by_kind {
        if *kind == Kind::Share {
            total += v[0] * v[0];
        }
    }
    total += in_range(tables, x).iter().sum::<f64>() * local[&7] * local[&1];
    total += by_kind[&Kind::Bond][1] * prices.values().sum::<f64>() * prices.len() as f64;
    total + by_name(named, "b", names, x)
}

fn names() -> [String; 2] {
    ["b".to_string(), "a".to_string()]
}

type Maps = (
    BTreeMap<u32, f64>,
    BTreeMap<u32, Position>,
    HashMap<(u8, char), f64>,
    BTreeMap<i64, [f64; 2]>,
    HashMap<Kind, Vec<f64>>,
    HashMap<String, f64>,
);

fn maps(v: &[f64]) -> Maps {
    let held = |count, tag| Position { count, tag };
    (
        [(1, v[0]), (2, v[1])].into(),
        [(2, held(v[2], 0)), (5, held(2.0, 1))].into(),
        [((0, 'a'), v[3]), ((1, 'a'), v[4])].into(),
        [(-1, [9.0; 2]), (3, [v[5], 1.0])].into(),
        [(Kind::Share, vec![v[6]]), (Kind::Bond, vec![2.0, v[7]])].into(),
        [("a".to_string(), v[8]), ("b".to_string(), v[9])].into(),
    )
}

#[test]
fn gradients_are_maps() {
    let plain = |v: &[f64]| {
        let (a, b, c, d, e, f) = maps(v);
        vec![portfolio(&a, &b, &c, &d, &e, &f, &names(), v[10])]
    };
    let derived = |v: &[f64], seeds: &[Vec<f64>]| {
        let (a, b, c, d, e, f) = maps(v);
        let (value, cache) = portfolio::forward(&a, &b, &c, &d, &e, &f, &names(), v[10]);
        let adjoints = seeds.iter().map(|seed| {
            let mut da = autodiff::zero_gradient(&a);
            let mut db = autodiff::zero_gradient(&b);
            let mut dc = autodiff::zero_gradient(&c);
            let mut dd = autodiff::zero_gradient(&d);
            let mut de = autodiff::zero_gradient(&e);
            let mut df = autodiff::zero_gradient(&f);
            let dx = portfolio::backward(
                &cache,
                &a,
                &mut da,
                &b,
                &mut db,
                &c,
                &mut dc,
                &d,
                &mut dd,
                &e,
                &mut de,
                &f,
                &mut df,
                &names(),
                &mut [(), ()],
                seed[0],
            );
            vec![
                da[&1],
                da[&2],
                db[&2].count,
                dc[&(0, 'a')],
                dc[&(1, 'a')],
                dd[&3][0],
                de[&Kind::Share][0],
                de[&Kind::Bond][1],
                df["a"],
                df["b"],
                dx,
            ]
        });
        (vec![value], adjoints.collect())
    };
    let subject = Subject {
        name: "portfolio",
        plain: &plain,
        derived: &derived,
    };
    subject.check(&[0.3, 0.7, 0.2, 0.5, 0.9, 1.1, 0.4, 0.8, 0.6, 1.2, -0.7]);
}
