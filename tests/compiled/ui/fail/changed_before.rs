use autodiff::{Differentiable, differentiate};

#[derive(Differentiable)]
struct Walk {
    at: f64,
}

#[differentiate]
impl Walk {
    fn get(&mut self, x: f64) -> Option<f64> {
        self.at *= x;
        (self.at < 9.0).then_some(self.at)
    }

    fn moved(&mut self, x: f64) -> Option<f64> {
        Some(self.at + self.get(x)?)
    }
}

#[differentiate]
fn both(walk: &mut Walk, x: f64) -> Option<f64> {
    Some(walk.at * walk.get(x)?)
}

fn main() {}
