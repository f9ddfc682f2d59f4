//! Types of the user's that are iterators: gone over by `for`, by chains, item by item.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Debug)]
pub struct Oscillator {
    x: f64,
    v: f64,
    k: f64,
}

#[differentiate]
impl Iterator for Oscillator {
    type Item = (f64, f64);

    fn next(&mut self) -> Option<(f64, f64)> {
        self.v -= 0.1 * self.k * self.x;
        self.x += 0.1 * self.v;
        Some((self.x, self.v))
    }
}

/// Ends by itself, with floats in what decides.
#[derive(Differentiable, Clone, Debug)]
pub struct Decay {
    level: f64,
    factor: f64,
    count: usize,
}

#[differentiate]
impl Decay {
    fn new(level: f64, factor: f64) -> Self {
        Decay {
            level,
            factor,
            count: 0,
        }
    }
    fn scaled(self, by: f64) -> Self {
        Decay {
            level: self.level * by,
            ..self
        }
    }
}

#[differentiate]
impl Iterator for Decay {
    type Item = f64;

    fn next(&mut self) -> Option<Self::Item> {
        if self.count >= 6 || self.level.abs() < 0.02 {
            return None;
        }
        let out = self.level;
        self.level *= self.factor * self.factor / (1.0 + self.factor * self.factor);
        self.count += 1;
        Some(out)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(6 - self.count))
    }
}

#[differentiate]
pub fn handed_on(level: f64, steps: Decay) -> f64 {
    let mut level = level;
    for s in steps {
        level = level.sin() + s * level;
    }
    level
}

slices! {
    chained(a) {
        let swing = Oscillator { x: a[0], v: a[1], k: 2.0 };
        swing.take(7).step_by(2).map(|(x, v)| v * v + a[1] * x * x).sum::<f64>()
    } at [0.7, -0.4], [-1.2, 0.3];

    /// The loop ends where the iterator does, or before.
    looped(a) {
        let mut s = 0.0;
        for (i, x) in Decay::new(a[0], a[1]).enumerate() {
            if i > 3 && a[1] > 1.0 { break; }
            s += x * x * (i + 1) as f64;
        }
        for x in Decay::new(a[1], 0.9).scaled(a[0]) { s = s * 0.5 + x; }
        s + handed_on(a[0], Decay::new(a[1], a[0]))
    } at [0.7, -0.4], [-1.2, 1.3];

    /// What is lent goes on where it was left.
    item_by_item(a) {
        let mut d = Decay { level: a[0], factor: a[1], count: 1 };
        let first = d.next().unwrap_or(0.0);
        let two: f64 = d.by_ref().take(2).sum();
        let mut rest = first * two;
        while let Some(x) = d.next() {
            rest = rest * x + a[0];
        }
        let mut swing = Oscillator { x: a[0], v: a[1], k: a[0] };
        for (x, _) in &mut swing {
            if x < 0.1 { break; }
            rest += x;
        }
        rest + swing.v * swing.x
    } at [0.7, -0.4], [1.2, 1.3];

    adaptors(a) {
        let d = Decay::new(a[0], a[1]);
        let swing = Oscillator { x: a[1], v: a[0], k: 1.0 };
        let zipped: f64 = d.clone().zip(swing).map(|(d, (x, v))| d * x - v).sum();
        let most = d.clone().map(|x| x * x).fold(0.0, |m: f64, x| m.max(x));
        let items: Vec<f64> = d.filter(|x| *x > 0.05).chain(Decay::new(0.5, a[0])).collect();
        let mut swing = Oscillator { x: a[0], v: a[1], k: 3.0 };
        let few: f64 = a.iter().zip(swing.by_ref()).map(|(y, (x, _))| y * x).sum();
        zipped + most + few * swing.x + items.iter().map(|x| x.powi(3)).sum::<f64>()
    } at [0.7, 0.4], [1.2, -1.3];
}
