//! Implementations for pairs of others, where the result of one is the argument of the other.

use autodiff::{Differentiable, differentiate};

#[differentiate]
trait Stage {
    type In;
    type Out;
    fn run(&mut self, input: Self::In) -> Self::Out;
}

#[derive(Differentiable)]
struct Envelope {
    attack: f64,
    level: f64,
}

#[derive(Differentiable)]
struct Compressor {
    ratio: f64,
    knee: f64,
}

#[derive(Differentiable)]
struct Then<A, B> {
    first: A,
    second: B,
}

#[differentiate]
impl Stage for Envelope {
    type In = f64;
    type Out = (f64, f64);
    fn run(&mut self, x: f64) -> (f64, f64) {
        self.level += self.attack * (x.abs() - self.level);
        (x, self.level)
    }
}

#[differentiate]
impl Stage for Compressor {
    type In = (f64, f64);
    type Out = f64;
    fn run(&mut self, (x, level): (f64, f64)) -> f64 {
        let over = level - self.knee;
        if over <= 0.0 {
            x
        } else {
            x / (1.0 + self.ratio * over)
        }
    }
}

#[differentiate]
impl<A, B> Stage for Then<A, B>
where
    A: Stage,
    B: Stage<In = A::Out>,
{
    type In = A::In;
    type Out = B::Out;
    fn run(&mut self, input: A::In) -> B::Out {
        let mid = self.first.run(input);
        self.second.run(mid)
    }
}

#[differentiate]
fn top(p: &[f64]) -> f64 {
    let mut chain = Then {
        first: Envelope {
            attack: p[0],
            level: 0.0,
        },
        second: Compressor {
            ratio: p[1],
            knee: p[2],
        },
    };
    (0..24)
        .map(|n| p[3] * (0.7 * n as f64 + 0.2).sin())
        .map(|x| chain.run(x))
        .map(|y| y.powi(2))
        .sum::<f64>()
        .sqrt()
}

crate::support::whole_functions! { top => [0.4, 1.6, 0.25, 0.9], [0.3, 0.8, 0.4, 1.2] }
