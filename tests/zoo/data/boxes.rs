//! Types of the user's behind a `Box`: recursive enums, fields.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Debug)]
pub enum Tree {
    Constant(f64),
    Variable,
    Negative(Box<Tree>),
    Sum(Box<Tree>, Box<Tree>),
    Scaled { by: f64, tree: Box<Tree> },
}

#[differentiate]
impl Tree {
    pub fn at(&self, x: f64) -> f64 {
        match self {
            Tree::Constant(c) => *c,
            Tree::Variable => x,
            Tree::Negative(a) => -a.at(x),
            // What a method that calls itself gives is passed on.
            Tree::Sum(a, b) => blend(a.at(x), b.at(x)),
            Tree::Scaled { by, tree } => by * tree.at(x * by),
        }
    }
}

#[differentiate]
fn blend(a: f64, b: f64) -> f64 {
    a + 0.5 * a * b + b
}

#[differentiate]
fn product(tree: &Tree, x: f64) -> f64 {
    match tree {
        Tree::Constant(c) => c * x,
        Tree::Variable => x * x,
        Tree::Negative(a) => -product(a, x),
        Tree::Sum(a, b) => product(a, x) * product(&**b, x),
        Tree::Scaled { by, tree } => by * product(tree, x),
    }
}

#[derive(Differentiable, Clone, Debug)]
pub struct Leaf {
    pub weight: f64,
}

#[differentiate]
impl Leaf {
    pub fn value(&self, x: f64) -> f64 {
        self.weight * x * x
    }
}

#[derive(Differentiable, Clone, Debug)]
pub struct Node {
    pub left: Box<Leaf>,
    pub right: Leaf,
}

#[differentiate]
fn node(n: &Node, x: f64) -> f64 {
    n.left.value(x) * n.left.weight + n.right.value(x)
}

scalars! {
    methods(x: f64, y: f64) {
        let c = Tree::Constant(x);
        let s = Tree::Sum(Box::new(c), Box::new(Tree::Negative(Box::new(Tree::Variable))));
        let t = Tree::Scaled { by: x, tree: Box::new(s) };
        t.at(y) * t.at(x)
    } at (0.5, 1.25), (-0.75, 0.5);
    functions(x: f64, y: f64) {
        let c = Tree::Scaled { by: y, tree: Box::new(Tree::Constant(x)) };
        let t = Tree::Sum(Box::new(c), Box::new(Tree::Negative(Box::new(Tree::Variable))));
        product(&t, y) + t.at(x)
    } at (0.5, 1.25), (-0.75, 0.5);
    fields(x: f64, y: f64) {
        let n = Node { left: Box::new(Leaf { weight: x }), right: Leaf { weight: y } };
        node(&n, y) * n.left.weight
    } at (0.5, 1.25), (-0.75, 0.5);
    variables(x: f64, y: f64) {
        let leaf = Box::new(Leaf { weight: x });
        leaf.value(y) * leaf.weight
    } at (0.5, 1.25), (-0.75, 0.5);
}

/// Numbers behind a `Box` that the function makes.
mod numbers {
    use autodiff::differentiate;

    #[differentiate]
    fn either(x: f64) -> f64 {
        let mut boxed = Box::new(x * x);
        *boxed += x;
        if *boxed > 1.0 {
            *boxed * x
        } else {
            return *boxed;
        }
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut total = 0.0;
        for x in p {
            let scaled = Box::new(either(*x) + total);
            let by = |y: f64| *scaled * y;
            total += by(p[0]) + *scaled;
        }
        let last = Box::new(total.sin());
        *last
    }

    crate::support::whole_functions! { top }
}
