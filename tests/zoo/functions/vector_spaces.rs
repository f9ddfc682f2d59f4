//! Functions that are generic over what is added and scaled: integrators and their states.

use super::phases::{Phase, phase};
use crate::support::scalars;
use autodiff::{Differentiable, differentiate};
use std::ops::{Add, AddAssign, Mul, Sub};

#[differentiate]
fn rk4<S: Copy + Add<Output = S> + Mul<f64, Output = S>>(
    f: impl Fn(f64, S) -> S,
    t: f64,
    y: S,
    h: f64,
) -> S {
    let k1 = f(t, y);
    let k2 = f(t + h / 2.0, y + k1 * (h / 2.0));
    let k3 = f(t + h / 2.0, y + k2 * (h / 2.0));
    let k4 = f(t + h, y + k3 * h);
    y + (k1 + k2 * 2.0 + k3 * 2.0 + k4) * (h / 6.0)
}

/// The number stands on the left.
#[differentiate]
fn heun<S, F>(f: F, y0: S, h: f64, steps: usize) -> S
where
    S: Copy + Add<Output = S>,
    f64: Mul<S, Output = S>,
    F: Fn(S) -> S,
{
    let mut y = y0;
    for _ in 0..steps {
        let k = f(y);
        let next = f(y + h * k);
        y = y + (h / 2.0) * (k + next);
    }
    y
}

#[differentiate]
fn euler<S: Copy + AddAssign + Mul<f64, Output = S>>(
    f: impl Fn(f64, S) -> S,
    y0: S,
    h: f64,
    steps: usize,
) -> S {
    let (mut y, mut t) = (y0, 0.0);
    while t < h * (steps as f64 - 0.5) {
        y += f(t, y) * h;
        t += h;
    }
    y
}

/// A name of the bounds, and a generic function that calls another one.
pub trait State: Copy + Add<Output = Self> + Mul<f64, Output = Self> {}
impl<T: Copy + Add<Output = T> + Mul<f64, Output = T>> State for T {}

#[differentiate]
fn richardson<S: State + Sub<Output = S>>(f: impl Fn(f64, S) -> S, y: S, h: f64) -> S {
    let whole = rk4(|t, y: S| f(t, y), 0.0, y, h);
    let mut halves = y;
    for i in 0..2 {
        halves = rk4(|t, y: S| f(t, y), i as f64 * h / 2.0, halves, h / 2.0);
    }
    if h > 0.0 {
        halves + (halves - whole) * (1.0 / 15.0)
    } else {
        whole
    }
}

/// Stages from a table.
#[differentiate]
fn explicit<S: State>(f: impl Fn(f64, S) -> S, y: S, h: f64) -> S {
    const A: [[f64; 3]; 3] = [[0.0; 3], [0.5, 0.0, 0.0], [-1.0, 2.0, 0.0]];
    const B: [f64; 3] = [1.0 / 6.0, 2.0 / 3.0, 1.0 / 6.0];
    let mut k: Vec<S> = Vec::new();
    for i in 0..3 {
        let mut at = y;
        for j in 0..i {
            at = at + k[j] * (h * A[i][j]);
        }
        k.push(f(h * i as f64 / 2.0, at));
    }
    k.iter().zip(B).fold(y, |sum, (&k, b)| sum + k * (h * b))
}

#[derive(Differentiable, Clone, Copy)]
struct Integrator<S> {
    state: S,
    h: f64,
}

#[differentiate]
impl<S: Copy + Add<Output = S> + Mul<f64, Output = S>> Integrator<S> {
    fn step(&mut self, rate: S) {
        self.state = self.state + rate * self.h;
    }

    fn peek(&self, rate: S) -> S {
        self.state + rate * self.h
    }

    fn run(&mut self, f: impl Fn(S) -> S, steps: usize) {
        for _ in 0..steps {
            let rate = f(self.state);
            self.step(rate);
        }
    }
}

/// The state is for the system to say.
#[differentiate]
trait System {
    type State: Copy + Add<Output = Self::State> + Mul<f64, Output = Self::State>;
    fn rate(&self, t: f64, y: Self::State) -> Self::State;
}

#[derive(Differentiable, Clone)]
struct Spring {
    stiffness: f64,
}

#[derive(Differentiable, Clone)]
struct Decay {
    rate: f64,
}

#[differentiate]
impl System for Spring {
    type State = Phase;
    fn rate(&self, t: f64, y: Phase) -> Phase {
        Phase {
            x: y.v,
            v: t - self.stiffness * y.x,
        }
    }
}

#[differentiate]
impl System for Decay {
    type State = f64;
    fn rate(&self, t: f64, y: f64) -> f64 {
        t - self.rate * y.sin()
    }
}

#[differentiate]
fn midpoint<M: System>(system: &M, y0: M::State, h: f64, steps: usize) -> M::State {
    let mut y = y0;
    for i in 0..steps {
        let t = h * i as f64;
        let k = system.rate(t, y);
        y = y + system.rate(t + h / 2.0, y + k * (h / 2.0)) * h;
    }
    y
}

scalars! {
    steps_of_structs(x: f64, y: f64) {
        let end = rk4(|t, s: Phase| phase(s.v, t - y * s.x), 0.5, phase(x, y), 0.25 * x);
        end.x + 2.0 * end.v * y
    } at (0.75, 1.5), (0.25, -0.5);

    steps_of_numbers(x: f64, y: f64) {
        rk4(|t, s: f64| t - y * s.sin(), 0.5, x, 0.25) * y
    } at (0.75, 1.5), (0.25, -0.5);

    numbers_on_the_left(x: f64, y: f64) {
        let a = heun(|s: Phase| phase(s.v, -y * s.x), phase(x, y), 0.125, 3);
        a.x * a.v + heun(|s: f64| -y * s * s, x, 0.125, 3)
    } at (0.75, 1.5), (0.25, -0.5);

    assigned(x: f64, y: f64) {
        let a = euler(|t, s: Phase| phase(s.v, t - y * s.x), phase(x, y), 0.125, 3);
        a.x * a.v + euler(|t, s: f64| t - y * s * s, x, 0.125, 3)
    } at (0.75, 1.5), (0.25, -0.5);

    generic_in_generic(x: f64, y: f64) {
        let a = richardson(|t, s: Phase| phase(s.v, t - y * s.x.sin()), phase(x, y), 0.25);
        let b = explicit(|t, s: Phase| phase(s.v * y, t - s.x), a, 0.25);
        a.x * b.v + b.x + explicit(|t, s: f64| t * y - s, x, 0.5)
    } at (0.75, 1.5), (0.25, -0.5);

    held_in_a_struct(x: f64, y: f64) {
        let mut a = Integrator { state: phase(x, y), h: x * 0.25 };
        a.step(phase(y, x));
        a.run(|s: Phase| phase(s.v, -y * s.x), 3);
        let mut b = Integrator { state: x, h: y * 0.25 };
        b.step(y);
        b.run(|s: f64| -y * s, 2);
        let ahead = a.peek(phase(x, x));
        a.state.x * ahead.v + ahead.x + b.state * b.peek(x)
    } at (0.75, 1.5), (0.25, -0.5);

    states_of_systems(x: f64, y: f64) {
        let a = midpoint(&Spring { stiffness: y }, phase(x, y), 0.25, 3);
        a.x * a.v + midpoint(&Decay { rate: y }, x, 0.25, 3)
    } at (0.75, 1.5), (0.25, -0.5);
}
