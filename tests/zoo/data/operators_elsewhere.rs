//! Operators on fields, elements and constants whose types are structs of another file, which another one hands on.

use crate::handed_on::prelude::Particle;
use crate::handed_on::{Arrow, Weighed, walked};
use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy)]
enum Push {
    Along { direction: Arrow, gain: f64 },
    By(Arrow),
    No,
}

#[derive(Differentiable, Clone)]
struct Swarm {
    particles: Vec<Particle>,
    drift: Arrow,
}

#[differentiate]
impl Push {
    fn force(&self, command: f64) -> Arrow {
        match self {
            Push::Along { direction, gain } => *direction * (gain * command.tanh()),
            Push::By(arrow) => *arrow * command,
            Push::No => Arrow::ZERO,
        }
    }
}

#[differentiate]
impl Swarm {
    fn step(&mut self, pushes: &[Push], commands: &[f64], dt: f64) {
        let mut force = Arrow::ZERO;
        for (push, &command) in pushes.iter().zip(commands) {
            force += push.force(command);
        }
        for p in self.particles.iter_mut() {
            p.speed += (force + self.drift) * dt;
            p.at += p.speed * (Arrow::HALF * dt);
        }
    }

    fn momentum(&self) -> Arrow {
        self.particles
            .iter()
            .fold(Arrow::ZERO, |sum, p| sum + p.speed)
    }
}

#[differentiate]
fn apart(a: &Particle, b: &Particle) -> f64 {
    let d = b.at * -1.0 + a.at;
    d.dot(d)
}

#[differentiate]
fn steps(x: &[f64]) -> f64 {
    let particles = x.chunks_exact(4).map(|c| Particle {
        at: Arrow { x: c[0], y: c[1] },
        speed: Arrow { x: c[2], y: c[3] },
    });
    let particles = particles.collect();
    let mut swarm = Swarm {
        particles,
        drift: Arrow { x: x[0], y: 0.3 },
    };
    let pushes = [
        Push::By(swarm.drift),
        Push::No,
        Push::Along {
            direction: Arrow { x: 1.0, y: x[1] },
            gain: 2.0,
        },
    ];
    let mut sum = 0.0;
    for i in 0..2 {
        swarm.step(&pushes, &x[i..], 0.1);
        if i == 1 {
            sum += apart(&swarm.particles[0], &swarm.particles[1]);
        }
    }
    let arrows = [swarm.drift, swarm.particles[0].at];
    sum += arrows.iter().map(Weighed::weight).sum::<f64>();
    let momentum = swarm.momentum();
    sum + momentum.dot(swarm.particles[0].at)
}

/// Closures that are told what they are handed, and methods of a field whose names floats and lists have, too.
#[differentiate]
fn walks(x: &[f64]) -> f64 {
    let start = Particle {
        at: Arrow { x: x[0], y: x[1] },
        speed: Arrow { x: x[2], y: 0.3 },
    };
    let end = walked(
        |t, p| Particle {
            at: p.at + p.speed * (x[3] + t),
            speed: p.speed * p.at.len(),
        },
        start.clone(),
        2,
    );
    let top = end.at.max(start.speed);
    let further = top + end.at * -1.0;
    let mut sum = further.len() + end.at.len() * start.at.len();
    for _ in 0..2 {
        if sum > 0.0 {
            sum += top.walked(|t, a| a * (0.5 + t) + end.speed, 2).len();
        }
    }
    sum
}

slices! {
    closures_and_methods(x) {
        walks(x)
    } at [0.3, 0.7, -0.4, 0.9];


    fields_with_operators(x) {
        steps(x)
    } at [0.3, 0.7, -0.4, 0.9, 1.1, -0.2, 0.6, 0.5];
}
