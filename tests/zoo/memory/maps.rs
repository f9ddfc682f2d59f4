//! Maps that stay in the function, by keys that carry no gradient.

use crate::support::whole_functions;
use autodiff::{Differentiable, differentiate};
use std::collections::{BTreeMap, HashMap};

#[derive(Clone, Debug, Differentiable)]
pub struct Account {
    balance: f64,
    rate: f64,
}

/// Ratings that games change: read with a default, written, and summed up.
#[differentiate]
pub fn rated(p: &[f64]) -> f64 {
    let games = [
        (3_u32, 7_u32, 1.0),
        (7, 2, 0.0),
        (3, 2, 0.5),
        (2, 3, 1.0),
        (7, 3, 0.0),
    ];
    let mut ratings: HashMap<u32, f64> = HashMap::new();
    let mut loss = 0.0;
    for (home, away, result) in games {
        let a = *ratings.get(&home).unwrap_or(&p[0]);
        let b = ratings.get(&away).copied().unwrap_or(0.3);
        let e = 1.0 / (1.0 + (b - a - p[1]).exp());
        loss -= result * e.ln() + (1.0 - result) * (1.0 - e).ln();
        ratings.insert(home, a + p[2] * (result - e));
        ratings.insert(away, b - p[2] * (result - e));
    }
    let spread = ratings[&2] * ratings[&3] - ratings.len() as f64;
    loss + spread * ratings[&7] + if ratings.contains_key(&4) { 9.0 } else { p[0] }
}

/// Sums by key, in every way that an entry has.
#[differentiate]
pub fn gathered(p: &[f64]) -> f64 {
    let mut sums = BTreeMap::new();
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    let mut lists: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for i in 0..12_i64 {
        let x = p[i as usize % 3] * (1.0 + 0.1 * i as f64);
        *sums.entry(i * 7 % 5 - 2).or_insert(0.5) += x * x;
        *counts.entry(i % 4).or_default() += 1;
        lists.entry((i % 3) as usize).or_default().push(x.sin());
        sums.entry(i % 2)
            .and_modify(|s| *s *= x)
            .or_insert_with(|| x + p[0]);
    }
    let mut total = 0.0;
    for (key, sum) in &sums {
        total += sum * (*key as f64 + 0.5);
    }
    for (key, list) in lists.iter() {
        total *= list[0] + list.len() as f64 - p[1] * *key as f64;
    }
    total + counts[&3] as f64 * p[2] + sums.len() as f64
}

/// What is there is changed, taken, copied, and collected from items.
#[differentiate]
pub fn changed(p: &[f64]) -> f64 {
    let mut curve: BTreeMap<u32, f64> =
        [30, 90, 180].iter().zip(p).map(|(d, r)| (*d, *r)).collect();
    let before = curve.clone();
    for (days, rate) in curve.iter_mut() {
        *rate *= p[0] + *days as f64 / 100.0;
    }
    curve.extend([(60, p[1]), (90, p[2] * p[1])]);
    if let Some(rate) = curve.get_mut(&180) {
        *rate = rate.sin();
    }
    let taken = curve.remove(&30).unwrap_or(1.0);
    let none = curve.remove(&31).unwrap_or(p[0]);
    let keys: u32 = curve.keys().sum();
    let mut total = taken * none + keys as f64 * 0.01;
    while curve.len() < 9 {
        let next = curve.len() as u32 * 50;
        let last = curve[&90];
        curve.insert(next, last * p[1] + next as f64 * 0.01);
        total += before[&180] * curve[&next];
    }
    for v in curve.values_mut() {
        *v += total.cos();
    }
    curve
        .into_values()
        .fold(total, |a, b| a + 0.1 * a.sin() * b)
}

/// Structs as values, in a branch and by letters.
#[differentiate]
pub fn structs(p: &[f64]) -> f64 {
    let mut accounts = BTreeMap::from([
        (
            'b',
            Account {
                balance: p[0],
                rate: p[1],
            },
        ),
        (
            'a',
            Account {
                balance: p[2],
                rate: 0.3,
            },
        ),
    ]);
    for letter in "abcab".chars() {
        if !accounts.contains_key(&letter) {
            accounts.insert(
                letter,
                Account {
                    balance: p[1] * p[2],
                    rate: 0.1,
                },
            );
        } else if let Some(account) = accounts.get_mut(&letter) {
            account.balance *= 1.0 + account.rate;
        }
    }
    let (mut total, b) = (0.0, &accounts[&'b']);
    for account in accounts.values() {
        total += account.balance * account.balance * b.rate;
    }
    total + b.balance
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Species {
    Fox,
    Hare,
}

/// By pairs and by an enum; what was there before, and the items in a range.
#[differentiate]
pub fn keyed(p: &[f64]) -> f64 {
    let mut cells: HashMap<(i32, usize), f64> = HashMap::new();
    let mut total = 0.0;
    for i in 0..9 {
        let (row, column) = (i / 3 - 1, (i % 2) as usize);
        match cells.insert((row, column), p[i as usize % 3] + 0.1 * i as f64) {
            Some(old) => total += old * p[0],
            None => total *= p[1],
        }
        if let Some(above) = cells.get(&(row - 1, column)) {
            total += above * above;
        }
    }
    let mut herds = BTreeMap::new();
    herds.insert(Species::Hare, p[0]);
    herds.insert(Species::Fox, p[1] * p[2]);
    *herds.entry(Species::Hare).or_insert(1.0) *= p[2];
    let mut litters: BTreeMap<(Species, i32), f64> = BTreeMap::new();
    litters.insert((Species::Hare, 2), total);
    litters.insert((Species::Fox, 2), p[1]);
    total += litters.remove(&(Species::Hare, 2)).unwrap_or(0.0) * litters[&(Species::Fox, 2)];
    let marks: BTreeMap<i32, f64> = (0..8)
        .map(|i| (3 * i, p[i as usize % 3] * i as f64))
        .collect();
    let inside: f64 = marks.range(4..12).map(|(k, v)| v * *k as f64).sum();
    let up_to: f64 = marks.range(..=6).map(|(_, v)| v.sin()).sum();
    let next = marks.range(13..).next().map_or(0.0, |(_, v)| *v);
    total * herds[&Species::Hare] + herds[&Species::Fox] + inside * up_to + next
}

#[differentiate]
fn halved(m: [f64; 2]) -> [f64; 2] {
    [m[0] / 2.0, m[1].sin()]
}

/// Maps that are assigned, moved and exchanged.
#[differentiate]
pub fn assigned(p: &[f64]) -> f64 {
    let mut sum = 0.0;
    let mut now: BTreeMap<usize, f64> = BTreeMap::new();
    for (i, x) in p.iter().enumerate() {
        now.insert(i % 2, *x);
    }
    for round in 0..3 {
        let mut next = now.clone();
        for (key, x) in &now {
            *next.entry((key * 2 + round) % 5).or_insert(0.5) += x.sin();
        }
        let before = now;
        now = next;
        sum += before.values().sum::<f64>() * now.len() as f64;
    }
    let mut other: BTreeMap<usize, f64> = BTreeMap::new();
    other.insert(1, p[2]);
    std::mem::swap(&mut now, &mut other);
    let mut pairs: BTreeMap<usize, [f64; 2]> = BTreeMap::new();
    for k in [1, 2, 1] {
        pairs.insert(k, halved([p[k], p[0]]));
    }
    sum + now[&1] * other.values().product::<f64>() + pairs[&1][0] * pairs[&2][1]
}

whole_functions! { rated gathered changed structs keyed assigned }
