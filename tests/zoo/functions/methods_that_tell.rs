//! Methods of a variable that could be changed which give no numbers with a gradient, and more than one number; and
//! public functions about private types.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Debug)]
struct Model {
    weights: Vec<f64>,
    size: usize,
}
#[differentiate]
impl Model {
    fn sizes(&self) -> (usize, usize) {
        (self.size, self.weights.len())
    }
    fn checked(&self, at: usize) -> Result<usize, String> {
        if at < self.size {
            Ok(at)
        } else {
            Err(format!("no weight {at}"))
        }
    }
    fn above(&self, x: f64) -> Option<usize> {
        self.weights.iter().position(|&weight| weight > x)
    }
    fn grow(&mut self, x: f64) {
        self.weights[0] += x * self.weights[1];
    }
}

#[differentiate]
trait Sized2 {
    fn count(&self) -> usize;
    fn range(&self) -> (usize, usize);
    fn at(&self, i: usize) -> f64;
    fn scale(&mut self, x: f64);
}
#[differentiate]
impl Sized2 for Model {
    fn count(&self) -> usize {
        self.size
    }
    fn range(&self) -> (usize, usize) {
        (1, self.size)
    }
    fn at(&self, i: usize) -> f64 {
        self.weights[i] * self.weights[i]
    }
    fn scale(&mut self, x: f64) {
        self.weights[1] *= x;
    }
}

#[differentiate]
fn of_any<S: Sized2>(s: &mut S, x: f64) -> f64 {
    s.scale(x);
    let (from, to) = s.range();
    let mut sum = s.count() as f64 * x;
    for i in from..to {
        sum += s.at(i);
    }
    sum
}

mod hidden {
    #![allow(private_interfaces)]
    use super::*;

    #[derive(Differentiable, Clone, Copy, Debug)]
    struct Pair {
        a: f64,
        b: f64,
    }
    #[derive(Debug)]
    enum Bad {
        Negative,
    }
    #[derive(Differentiable, Clone, Debug)]
    pub struct Open {
        pair: Pair,
    }
    #[differentiate]
    impl Open {
        pub fn pair(&self) -> Pair {
            self.pair
        }
        pub fn positive(&self, x: f64) -> Result<Pair, Bad> {
            if x > 0.0 {
                Ok(Pair {
                    a: self.pair.a * x,
                    b: x,
                })
            } else {
                Err(Bad::Negative)
            }
        }
    }

    #[differentiate]
    pub fn made(x: f64, y: f64) -> Option<Pair> {
        (x > 0.0).then(|| Pair { a: x * y, b: x })
    }
    #[differentiate]
    pub fn swapped<const N: usize>(pairs: [Pair; N]) -> [Pair; N] {
        let mut pairs = pairs;
        for pair in &mut pairs {
            *pair = Pair {
                a: pair.b,
                b: pair.a * pair.b,
            };
        }
        pairs
    }
    #[differentiate]
    pub fn all(x: f64, y: f64) -> f64 {
        let open = Open {
            pair: made(x, y).unwrap(),
        };
        let [first, second] = swapped([open.pair(), open.positive(x).unwrap()]);
        first.a * first.b + second.b
    }
}

scalars! {
    told_of_what_changes(x: f64, y: f64) {
        let mut model = Model { weights: vec![x, y], size: 2 };
        model.grow(x);
        let (n, m) = model.sizes();
        let at = model.checked(1).unwrap();
        model.grow(y * m as f64);
        let found = model.above(-10.0).unwrap_or(1);
        model.weights[n - 1] * model.weights[found] + model.weights[at]
    } at (0.5, 1.25), (0.75, -1.5);

    told_by_bounds(x: f64, y: f64) {
        let mut model = Model { weights: vec![x, y], size: 2 };
        of_any(&mut model, x * y) * model.weights[1]
    } at (0.5, 1.25), (0.75, -1.5);

    private_types(x: f64, y: f64) {
        hidden::all(x, y)
    } at (0.5, 1.25), (0.75, -1.5);
}
