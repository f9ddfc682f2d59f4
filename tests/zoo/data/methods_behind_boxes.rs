//! Methods that change what is behind a `Box` in a variant, a field, an `Option` or a list.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Debug)]
enum Tree {
    Leaf(f64),
    Sum(Box<Tree>, Box<Tree>),
    Scaled { by: f64, inner: Box<Tree> },
}

#[derive(Differentiable, Clone, Debug)]
struct Layer {
    w: f64,
}

#[derive(Differentiable, Clone, Debug)]
struct Net {
    first: Box<Layer>,
    next: Option<Box<Net>>,
    all: Vec<Box<Layer>>,
}

#[differentiate]
impl Tree {
    fn value(&self, t: f64) -> f64 {
        match self {
            Tree::Leaf(x) => x * t,
            Tree::Sum(a, b) => a.value(t) + b.value(t * 0.75),
            Tree::Scaled { by, inner } => by * inner.value(t + by),
        }
    }

    fn bump(&mut self, t: f64) {
        match self {
            Tree::Leaf(x) => *x += t * *x,
            Tree::Sum(a, b) => {
                a.bump(t);
                if t > 0.125 {
                    b.bump(t * 0.5 + a.value(t));
                }
            }
            Tree::Scaled { by, inner } => {
                *by *= t;
                inner.bump(*by);
            }
        }
    }
}

#[differentiate]
impl Layer {
    fn step(&mut self, t: f64) -> f64 {
        self.w *= t;
        self.w + t
    }

    fn read(&self, t: f64) -> f64 {
        self.w * t
    }
}

#[differentiate]
impl Net {
    fn run(&mut self, t: f64) -> f64 {
        let a = self.first.step(t);
        let b = self.first.read(a);
        if let Some(next) = &mut self.next {
            return b * next.run(a);
        }
        for layer in self.all.iter_mut() {
            if t > 0.125 {
                layer.step(b);
            }
        }
        self.all[0].step(a) + self.all[1].read(b)
    }
}

slices! {
    /// A tree whose branches change, some of them under a condition only.
    tree(a) {
        let leaf = Box::new(Tree::Leaf(a[0]));
        let scaled = Tree::Scaled { by: a[1], inner: Box::new(Tree::Leaf(a[1])) };
        let mut tree = Tree::Sum(leaf, Box::new(scaled));
        for x in a {
            if *x > 0.0 {
                tree.bump(*x);
            }
        }
        tree.value(a[0])
    } at [0.75, 0.5], [0.25, -0.5, 0.1875], [-0.5, 0.0625];

    /// What is behind pointers in fields and lists, changed and read again.
    net(a) {
        let layers = vec![Box::new(Layer { w: a[1] }), Box::new(Layer { w: a[0] })];
        let last = Net { first: Box::new(Layer { w: a[0] }), next: None, all: layers };
        let mut net = Net { first: Box::new(Layer { w: a[1] }), next: Some(Box::new(last)), all: Vec::new() };
        net.run(a[1]) + net.run(a[0])
    } at [0.75, 0.5], [0.25, -0.5], [-0.5, 0.75];
}
