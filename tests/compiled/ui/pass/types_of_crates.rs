//! Operators on fields, elements and constants of a type of another crate, and on what its constructors give.

use autodiff::{Differentiable, differentiate};
use autodiff_compiled::Arrow;

#[derive(Clone, Differentiable)]
struct Particle {
    at: Arrow,
    speed: Arrow,
}

#[derive(Clone, Copy, Differentiable)]
enum Push {
    Along { direction: Arrow, gain: f64 },
    By(Arrow),
}

#[differentiate]
impl Push {
    fn force(&self, command: f64) -> Arrow {
        match self {
            Push::Along { direction, gain } => *direction * (gain * command.tanh()),
            Push::By(arrow) => *arrow * command,
        }
    }
}

#[differentiate]
fn step(p: &mut Particle, pushes: &[Push], commands: &[f64]) {
    let mut force = Arrow::ZERO;
    for (push, &command) in pushes.iter().zip(commands) {
        force += push.force(command);
    }
    p.speed += (force + Arrow::new(commands[0], 0.3) * 0.5) * 0.1;
    if p.speed.x > 0.0 {
        p.at += p.speed * 0.1;
    }
}

#[differentiate]
fn f(x: &[f64]) -> f64 {
    let mut p = Particle {
        at: Arrow::new(x[0], x[1]),
        speed: Arrow::new(x[2], 0.2),
    };
    let along = Push::Along {
        direction: Arrow { x: 1.0, y: x[1] },
        gain: 2.0,
    };
    let mut total = Arrow::ZERO;
    for i in 0..3 {
        let by = Push::By(p.at);
        step(&mut p, &[along, by], &x[i..]);
        total = total + p.at * x[i];
    }
    total.dot(p.speed + p.at)
}

fn main() {
    let x = [0.7, -0.4, 0.3, 0.9, 0.5];
    let gradient = f::gradient(&x);
    for i in 0..x.len() {
        let at = |h: f64| {
            let mut moved = x;
            moved[i] += h;
            f(&moved)
        };
        let difference = (at(1e-6) - at(-1e-6)) / 2e-6;
        assert!((gradient[i] - difference).abs() < 1e-7, "{i}: {} and {difference}", gradient[i]);
    }
}
