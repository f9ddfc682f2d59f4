//! Values that calls take: methods with `self`, structs given away and put back, and types that are
//! not `Clone`, of which the cache gets copies all the same.

use crate::support::{scalars, slices};
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable)]
pub enum Kind {
    Flat,
    Curved(f64),
}

#[derive(Differentiable)]
pub struct Wave {
    pub level: f64,
    pub parts: Vec<f64>,
    pub kind: Kind,
    pub inner: Option<Box<Wave>>,
}

#[differentiate]
impl Wave {
    pub fn new(x: f64) -> Self {
        Wave {
            level: x,
            parts: vec![x * x, 1.0],
            kind: Kind::Curved(0.5 * x),
            inner: None,
        }
    }

    pub fn with(mut self, y: f64) -> Self {
        self.parts.push(y);
        self
    }

    pub fn around(self, other: Wave) -> Self {
        Wave {
            inner: Some(Box::new(other)),
            ..self
        }
    }

    pub fn flattened(self) -> Self {
        Wave {
            kind: Kind::Flat,
            ..self
        }
    }

    pub fn step(&mut self, x: f64) {
        self.level *= x;
        self.parts[0] += self.level * x;
    }

    pub fn energy(&self) -> f64 {
        let curved = match &self.kind {
            Kind::Flat => 1.0,
            Kind::Curved(c) => c * self.level,
        };
        let inside = match &self.inner {
            Some(wave) => wave.energy(),
            None => 0.5,
        };
        self.level * self.parts[0] * curved + inside * self.parts[1]
    }

    pub fn ended(self, x: f64) -> f64 {
        let last = self.parts.len() - 1;
        self.level * x * self.parts[last] + self.parts[0]
    }
}

#[differentiate]
pub fn stepped(wave: Wave, x: f64) -> Wave {
    Wave {
        level: wave.level * x,
        ..wave
    }
}

#[differentiate]
pub fn scaled(state: &mut [f64], x: f64) -> Option<f64> {
    state[0] *= x;
    if x > 0.1 { Some(state[0]) } else { None }
}

#[derive(Differentiable)]
pub struct Report {
    pub sum: f64,
    pub parts: [f64; 2],
}

#[differentiate]
pub fn reported(state: &mut [f64], x: f64) -> Report {
    state[1] += x * state[0];
    Report {
        sum: state[1],
        parts: [x, state[0]],
    }
}

scalars! {
    /// Each method takes the receiver and gives another.
    builders(x: f64, y: f64) {
        let wave = Wave::new(x).with(x * y).flattened().with(y);
        wave.energy() + Wave::new(y).around(wave).ended(x)
    } at (0.7, -0.4), (1.2, 0.9);

    /// The last call on a variable that could be changed takes it.
    taken_at_last(x: f64, y: f64) {
        let mut wave = Wave::new(x);
        wave.step(y);
        wave.level += 0.5 * y;
        let before = wave.energy();
        before * wave.with(y).ended(x)
    } at (0.7, -0.4);

    taken_in_a_branch(x: f64, y: f64) {
        let wave = Wave::new(x);
        if x > y { wave.ended(y) } else { wave.with(x).ended(x) * 0.5 }
    } at (0.7, -0.4), (-0.3, 0.6);

    /// A struct goes into a function and comes back.
    put_back(x: f64, y: f64) {
        let mut wave = Wave::new(x);
        for _ in 0..3 {
            wave = stepped(wave, y);
            wave.parts[1] += 0.1 * x;
        }
        wave.energy() * wave.parts[1]
    } at (0.7, 1.4);

    given_away_and_new(x: f64, y: f64) {
        let mut wave = Wave::new(x);
        let end = wave.ended(y);
        wave = Wave::new(end * y);
        wave.energy() + end
    } at (0.7, 1.4);

    result_unused(x: f64, y: f64) {
        let mut state = [x, y, 1.0];
        let _ = scaled(&mut state, x);
        let _report = reported(&mut state, y);
        state[0] * state[1]
    } at (0.7, 1.4), (-0.5, 0.3);
}

slices! {
    arrays_as_vecs(a) {
        let local = [a[0], a[1], a[0] * a[1]];
        let mut total = 1.0;
        for e in local.to_vec().into_iter().chain(local.to_vec()) {
            total *= 1.5 + e * 0.5;
        }
        let mut longer = local.to_vec();
        longer.push(total);
        longer[3] * longer[2]
    } at [0.4, -0.7, 0.3];

    several_taken(a) {
        let waves: Vec<Wave> = a.iter().map(|&x| Wave::new(x).with(0.5 * x)).collect();
        waves.iter().map(|wave| wave.energy()).sum::<f64>()
    } at [0.4, -0.7, 0.3];
}
