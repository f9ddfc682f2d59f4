use autodiff::{Differentiable, differentiate};

#[differentiate]
trait Step {
    fn step(&mut self, by: f64);
    fn at(&self) -> f64;
}

#[derive(Differentiable)]
struct Walk<'a> {
    x: f64,
    scale: &'a [f64],
}

#[differentiate]
impl Step for Walk<'_> {
    fn step(&mut self, by: f64) {
        self.x += by * self.scale[0];
    }
    fn at(&self) -> f64 {
        self.x
    }
}

#[differentiate]
fn walked(scale: &[f64], by: f64) -> f64 {
    let mut walk = Walk { x: by, scale };
    walk.step(by);
    walk.at()
}

#[differentiate]
fn generic<S: Step>(step: &S, x: f64) -> f64 {
    if x > 1.0 { generic(step, x - 1.0) } else { step.at() * x }
}

#[differentiate]
fn lent(scale: &[f64], x: f64) -> f64 {
    let walk = Walk { x, scale };
    generic(&walk, x)
}

#[differentiate]
trait Rule {
    fn of(x: f64) -> f64;
}

#[differentiate]
fn applied<R: Rule>(x: f64) -> f64 {
    R::of(x) * x
}

struct Square;

#[differentiate]
impl Rule for Square {
    fn of(x: f64) -> f64 {
        x * x
    }
}

#[differentiate]
fn by_rule(x: f64) -> f64 {
    applied::<Square>(x)
}

fn main() {}
