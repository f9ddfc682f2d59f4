use autodiff::{Differentiable, differentiate};
use std::collections::VecDeque;

#[derive(Differentiable, Clone)]
struct Delay {
    buf: VecDeque<f64>,
}

#[differentiate]
impl Delay {
    fn calm(&mut self) -> f64 {
        self.buf.retain(|x| *x < 1.0);
        self.buf.len() as f64 * self.buf[0]
    }
}

#[differentiate]
fn sorted(q: &mut VecDeque<f64>) -> f64 {
    q.make_contiguous().sort_by(|a, b| a.total_cmp(b));
    q[0]
}

fn main() {}
