//! What is behind a `Box` taken out and put in as a whole: copies of structs, numbers, parts of an enum that moves.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy, Debug)]
struct Pair {
    a: f64,
    b: f64,
}

#[derive(Differentiable, Clone, Debug)]
enum Tree {
    Leaf(Box<f64>),
    Pair(Box<Pair>),
    Product(Box<Tree>, Box<Tree>),
}

#[derive(Differentiable, Clone, Debug)]
struct Node {
    pair: Box<Pair>,
    scale: Box<f64>,
    next: Option<Box<Node>>,
}

#[differentiate]
fn value(tree: Tree) -> f64 {
    match tree {
        Tree::Leaf(x) => {
            let x = *x;
            x * x
        }
        Tree::Pair(pair) => {
            let Pair { a, b } = *pair;
            a.sin() * b
        }
        Tree::Product(left, right) => {
            let left = *left;
            value(left) * value(*right)
        }
    }
}

#[differentiate]
fn swapped(node: &mut Node, by: f64) {
    let pair = *node.pair;
    *node.scale *= by;
    *node.scale += pair.a * *node.scale;
    *node.pair = Pair {
        a: pair.b * *node.scale,
        b: pair.a,
    };
    node.pair.b += by;
}

#[differentiate]
fn length(node: &Node) -> f64 {
    let own = *node.pair;
    match &node.next {
        Some(next) => own.a * own.b + length(&**next) * *next.scale,
        None => own.a.exp() * *node.scale,
    }
}

scalars! {
    out_of_fields(x: f64, y: f64) {
        let last = Node { pair: Box::new(Pair { a: x, b: y }), scale: Box::new(x * y), next: None };
        let mut node = Node { next: Some(Box::new(last.clone())), ..last };
        swapped(&mut node, y);
        length(&node) * *node.scale
    } at (0.5, 1.25), (0.75, -0.5);
    out_of_variants(x: f64, y: f64) {
        let leaf = Tree::Leaf(Box::new(x * y));
        let pair = Tree::Pair(Box::new(Pair { a: x, b: y }));
        value(Tree::Product(Box::new(leaf), Box::new(pair.clone()))) + value(pair)
    } at (0.5, 1.25), (0.75, -0.5);
    out_of_variables(x: f64, y: f64) {
        let number = Box::new(x.sin());
        let pair = Box::new(Pair { a: *number * y, b: *number });
        let copy = *pair;
        copy.a * pair.b + *number * copy.b
    } at (0.5, 1.25), (0.75, -0.5);
}
