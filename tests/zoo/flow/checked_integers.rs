//! Arithmetic of integers that may not come out, `?` in closures, enums and functions that count.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Clone, Copy, PartialEq, Differentiable)]
enum Team {
    Lions,
    Bears,
}

#[derive(Clone, Differentiable)]
struct League {
    rating: [f64; 2],
    k: f64,
}

#[differentiate]
impl League {
    fn play(&mut self, home: Team, away: Team) -> f64 {
        let (h, a) = (home as usize, away as usize);
        let expected = 1.0 / (1.0 + (self.rating[a] - self.rating[h]).exp());
        self.rating[h] += self.k * (1.0 - expected);
        self.rating[a] -= self.k * (1.0 - expected);
        expected
    }
}

#[differentiate]
fn factorial(n: usize) -> f64 {
    (1..=n).map(|i| i as f64).product()
}

#[differentiate]
fn below(x: &[f64], bound: f64) -> usize {
    x.iter().filter(|x| **x < bound).count()
}

#[differentiate]
fn over_indices(f: impl Fn(usize) -> f64, n: usize) -> f64 {
    (0..n).map(|i| f(i)).sum()
}

#[differentiate]
fn counted(f: impl Fn(usize, f64) -> f64, x: f64) -> f64 {
    f(1, x) + f(2, x * x)
}

slices! {
    checked(a) {
        let mut s = 0.0;
        for t in 0..a.len() {
            if let Some(k) = t.checked_sub(1) {
                s += a[k] * a[t];
            }
            if let Some(k) = t.checked_add_signed(-1) {
                s += a[k].sin();
            }
            match usize::try_from(t as isize - 1) {
                Ok(k) => s += a[k] * 0.5,
                Err(_) => s -= a[0],
            }
            let r = 7usize.checked_div(t).unwrap_or(1);
            s += a[r % a.len()] * t.checked_rem(2).map_or(0.5, |r| r as f64);
            let n: u32 = (t as u32).checked_add(3).unwrap();
            s *= 1.0 + 0.25 * f64::from(n);
        }
        s
    } at [0.5, 0.75], [0.25, -0.5, 1.5];

    tried_in_closures(a) {
        let pair = |i: usize| Some(*a.get(i)? * 2.0 + *a.get(i + 1)?);
        let safe = |x: f64, y: f64| {
            if y < 0.125 {
                return None;
            }
            Some(x / y)
        };
        let around: Vec<f64> = (0..a.len() as isize)
            .map(|i| {
                (-1..=1isize)
                    .filter_map(|d| {
                        let j = usize::try_from(i + d).ok()?;
                        let v = a.get(j)?;
                        Some(v * v)
                    })
                    .sum()
            })
            .collect();
        let mut s = around[0] * around[1];
        for i in 0..3 {
            s += pair(i).unwrap_or(0.5) * (i as f64 + 1.0);
            s += pair(i).and_then(|v| safe(v, a[0])).map_or(-1.0, |v| v.sin());
        }
        s
    } at [0.5, 0.75], [0.25, -0.5], [-0.5, 1.5];

    enums_as_indices(a) {
        let mut league = League { rating: [a[0], a[1]], k: 0.5 };
        let games = [(Team::Lions, Team::Bears), (Team::Bears, Team::Lions)];
        let found: f64 = games.iter().map(|&(home, away)| league.play(home, away)).sum();
        found + league.rating[0] * league.rating[1]
    } at [0.5, 0.75], [0.25, -0.5];

    counting(a) {
        let k = a[0];
        let at = below(a, 0.375);
        over_indices(|_| k, 3) + over_indices(|i| k * (i * i) as f64, 3) / factorial(3)
            + counted(|n, x| n as f64 * x * k, a[1]) + a[at % 2]
    } at [0.5, 0.75], [0.25, -0.5];
}
