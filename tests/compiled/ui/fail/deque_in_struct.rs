use autodiff::{Differentiable, differentiate};
use std::collections::VecDeque;

#[derive(Differentiable, Clone)]
struct Delay {
    buf: VecDeque<f64>,
    gain: f64,
}

#[differentiate]
impl Delay {
    fn process(&mut self, x: f64) -> f64 {
        let d = self.buf.pop_front().unwrap_or(0.0);
        self.buf.push_back(x + self.gain * d);
        d
    }

    fn mean(&self) -> f64 {
        self.buf.iter().sum::<f64>() * self.gain
    }
}

#[differentiate]
fn made(gain: f64) -> f64 {
    let delay = Delay {
        buf: VecDeque::from(vec![0.0; 4]),
        gain,
    };
    delay.gain
}

fn main() {}
