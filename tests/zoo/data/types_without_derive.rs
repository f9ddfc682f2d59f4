//! Structs and enums that do not derive `Differentiable`: what stands beside them comes with the first attribute of
//! their module, or of one inside.

use crate::support::{scalars, slices};
use autodiff::{Differentiable, differentiate};

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Call,
    Put,
}

#[derive(Clone, Copy)]
enum Exercise {
    European,
    Every(usize),
    Above { level: f64 },
}

/// Holds others that do not derive either.
#[derive(Clone)]
struct Contract {
    side: Side,
    exercise: Exercise,
    strikes: [f64; 2],
}

#[derive(Differentiable, Clone)]
struct Book {
    contracts: Vec<Contract>,
    spread: f64,
}

#[allow(dead_code)]
struct Unused(std::thread::ThreadId);

mod inner {
    use super::{Exercise, Side};
    use autodiff::differentiate;

    #[differentiate]
    pub(super) fn sign(side: Side) -> f64 {
        match side {
            Side::Call => 1.0,
            Side::Put => -1.0,
        }
    }

    #[differentiate]
    pub(super) fn weight(exercise: &Exercise, step: usize, x: f64) -> f64 {
        match exercise {
            Exercise::European => x,
            Exercise::Every(n) if step % n == 0 => x * x,
            Exercise::Every(_) => 1.0,
            Exercise::Above { level } => (x - level).tanh(),
        }
    }
}

#[differentiate]
mod taken_as_a_whole {
    #[derive(Clone, Copy)]
    pub enum Shape {
        Round(f64),
        Flat,
    }

    pub struct Part {
        pub shape: Shape,
        pub mass: f64,
    }

    impl Part {
        pub fn energy(&self, v: f64) -> f64 {
            let factor = match self.shape {
                Shape::Round(r) => 1.0 + r * r,
                Shape::Flat => 1.0,
            };
            0.5 * self.mass * factor * v * v
        }
    }
}
use taken_as_a_whole::{Part, Shape};

#[differentiate]
fn value(book: &Book, s: f64) -> f64 {
    let mut sum = 0.0;
    for (step, contract) in book.contracts.iter().enumerate() {
        let k = contract.strikes[step % 2];
        if contract.side == Side::Put && step == 1 {
            continue;
        }
        let payoff = (inner::sign(contract.side) * (s - k)).exp();
        sum += inner::weight(&contract.exercise, step, payoff) - book.spread;
    }
    sum
}

#[differentiate]
pub fn made(x: f64, y: f64) -> f64 {
    let exercise = if x > 0.5 {
        Exercise::Above { level: x * y }
    } else {
        Exercise::Every(2)
    };
    let one = Contract {
        side: Side::Call,
        exercise,
        strikes: [x, y],
    };
    let other = Contract {
        side: Side::Put,
        exercise: Exercise::European,
        ..one.clone()
    };
    let contracts = vec![one, other.clone(), other];
    value(
        &Book {
            contracts,
            spread: x * x,
        },
        y,
    )
}

#[differentiate]
pub fn parts(x: f64, y: f64) -> f64 {
    let mut sum = 0.0;
    for shape in [Shape::Round(x), Shape::Flat] {
        sum += Part { shape, mass: y }.energy(x + y);
    }
    sum
}

#[differentiate]
pub fn lent(x: &[f64]) -> f64 {
    let mut contract = Contract {
        side: Side::Put,
        exercise: Exercise::European,
        strikes: [x[0], x[1]],
    };
    contract.strikes[0] *= x[2];
    if contract.strikes[0] < x[1] {
        contract.exercise = Exercise::Above {
            level: contract.strikes[0],
        };
    }
    let contracts = vec![contract];
    value(
        &Book {
            contracts,
            spread: 0.0,
        },
        x[2],
    )
}

scalars! {
    in_branches(x: f64, y: f64) { made(x, y) } at (0.3, 0.7), (0.8, 0.4);
    in_a_differentiated_module(x: f64, y: f64) { parts(x, y) } at (0.3, 0.7);
}

slices! {
    changed(x) { lent(x) } at [0.3, 0.9, 0.7], [0.9, 0.1, 1.7];
}

/// What `wrt` leaves out need not derive either.
struct Obstacle {
    x: f64,
    r: f64,
}

#[differentiate(wrt(path))]
fn clearance(path: &[f64], obstacles: &[Obstacle]) -> f64 {
    let mut sum = 0.0;
    for p in path {
        sum += obstacles
            .iter()
            .map(|o| ((p - o.x).powi(2) - o.r * o.r).exp())
            .sum::<f64>();
    }
    sum
}

#[test]
fn constants() {
    let obstacles = [Obstacle { x: 0.3, r: 0.2 }, Obstacle { x: -0.4, r: 0.1 }];
    let path = [0.1, 0.5];
    let gradient = clearance::gradient(&path, &obstacles);
    let (h, at) = (1e-5, |a, b| clearance(&[a, b], &obstacles));
    assert!((gradient[0] - (at(0.1 + h, 0.5) - at(0.1 - h, 0.5)) / (2.0 * h)).abs() < 1e-8);
    assert!((gradient[1] - (at(0.1, 0.5 + h) - at(0.1, 0.5 - h)) / (2.0 * h)).abs() < 1e-8);
}

type Triple = [f64; 3];

/// What holds itself, parameters, other names of types, references and objects.
enum Tree {
    Leaf(f64),
    Moved(Box<Tree>, Triple),
    Both { left: Box<Tree>, right: Box<Tree> },
}

struct Grid<'a, T, const N: usize> {
    xs: &'a [T],
    weights: [f64; N],
}

#[differentiate]
trait Kernel {
    fn at(&self, x: f64) -> f64;
}

struct Wide(f64);

#[differentiate]
impl Kernel for Wide {
    fn at(&self, x: f64) -> f64 {
        (-self.0 * x * x).exp()
    }
}

struct Sum {
    kernels: Vec<Box<dyn Kernel>>,
}

#[differentiate]
fn of_tree(tree: &Tree, x: f64) -> f64 {
    match tree {
        Tree::Leaf(v) => v * x,
        Tree::Moved(inner, [a, b, _]) => of_tree(inner, a * x + b),
        Tree::Both { left, right } => of_tree(left, x) * of_tree(right, x * x),
    }
}

#[differentiate]
impl<'a, const N: usize> Grid<'a, f64, N> {
    fn sum(&self) -> f64 {
        self.xs
            .iter()
            .zip(self.weights)
            .map(|(x, w)| x * x * w)
            .sum()
    }
}

slices! {
    holds_itself(x) {
        let left = Box::new(Tree::Leaf(x[0]));
        let inner = Box::new(Tree::Leaf(x[0] * x[1]));
        let right = Box::new(Tree::Moved(inner, [x[0], x[1], 2.0]));
        of_tree(&Tree::Both { left, right }, x[1])
    } at [0.8, 1.3];
    with_parameters(x) {
        let grid = Grid { xs: &x[1..], weights: [x[0], 0.5] };
        grid.sum()
    } at [0.8, 1.3, -0.4];
    objects(x) {
        let sum = Sum { kernels: vec![Box::new(Wide(x[0])), Box::new(Wide(x[1] * x[1]))] };
        sum.kernels.iter().map(|k| k.at(x[1])).sum::<f64>()
    } at [0.8, 1.3];
}
