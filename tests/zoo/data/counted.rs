//! Counted pointers: what is behind them is read, by whoever holds one.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use std::rc::Rc;
use std::sync::Arc;

#[derive(Differentiable, Clone, Debug)]
pub enum Node {
    Const(f64),
    Var(usize),
    Add(Rc<Node>, Rc<Node>),
    Mul(Rc<Node>, Rc<Node>),
    Sin(Arc<Node>),
}

#[differentiate]
pub fn eval(e: &Node, env: &[f64]) -> f64 {
    match e {
        Node::Const(c) => *c,
        Node::Var(i) => env[*i],
        Node::Add(a, b) => eval(a, env) + eval(b, env),
        Node::Mul(a, b) => eval(a, env) * eval(b, env),
        Node::Sin(a) => eval(a, env).sin(),
    }
}

#[derive(Differentiable, Clone, Debug)]
pub struct Material {
    density: f64,
    stiffness: f64,
}

#[derive(Differentiable, Clone, Debug)]
pub struct Bar {
    length: f64,
    material: Rc<Material>,
}

#[differentiate]
impl Material {
    fn speed(&self) -> f64 {
        (self.stiffness / self.density).sqrt()
    }
}

#[differentiate]
impl Bar {
    fn time(&self) -> f64 {
        self.length / self.material.speed() + self.material.density
    }
}

slices! {
    /// One node is in the tree twice.
    trees(a) {
        let x = Rc::new(Node::Var(0));
        let k = Rc::new(Node::Const(a[1]));
        let product = Node::Mul(x.clone(), Rc::clone(&k));
        let e = Node::Add(
            Rc::new(Node::Mul(Rc::new(product), k)),
            Rc::new(Node::Sin(Arc::new(Node::Mul(x, Rc::new(Node::Var(1)))))),
        );
        eval(&e, a)
    } at [0.7, -0.4], [-1.2, 0.3];

    fields(a) {
        let steel = Rc::new(Material { density: a[0] * a[0] + 1.0, stiffness: 2.0 + a[1] });
        let bars = [
            Bar { length: a[1], material: steel.clone() },
            Bar { length: a[0], material: Rc::clone(&steel) },
        ];
        let mut total = steel.speed() * steel.density;
        for bar in &bars {
            total += bar.time() * bar.material.stiffness;
        }
        total
    } at [0.7, -0.4], [-1.2, 0.3];
}
