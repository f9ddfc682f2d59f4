//! Constants of types and traits: arrays of them, also by a single letter, and arrays of structs.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone)]
struct Node {
    w: f64,
    x: f64,
}
#[differentiate]
impl Node {
    const W: [f64; 3] = [1.0, 2.0, 3.0];
    fn weighted(&self, y: f64) -> f64 {
        let mut s = Self::W.iter().map(|w| w * self.x * y).sum::<f64>() * Self::W[1];
        for w in Self::W {
            s += w * self.w * y;
        }
        s
    }
    fn taken(self, y: f64) -> f64 {
        self.w * (self.x * y).sin()
    }
}

/// Not `Copy`.
const NODES: [Node; 2] = [Node { w: 1.0, x: 0.5 }, Node { w: 2.0, x: -0.5 }];

trait Rule {
    const C: [f64; 2];
    const K: f64;
}
struct Simpson;
impl Rule for Simpson {
    const C: [f64; 2] = [0.5, 2.0];
    const K: f64 = 3.0;
}

#[differentiate]
fn by_rule<R: Rule>(x: f64) -> f64 {
    let mut s = R::K * x;
    for c in R::C {
        s += (c * x).sin();
    }
    s * R::C[1]
}

scalars! {
    constants_of_types(x: f64, y: f64) {
        let mut s = Node { w: x, x: y }.weighted(x);
        for i in 0..3 {
            s += Node::W[i] * x * y;
        }
        s + by_rule::<Simpson>(x) * Simpson::C[0] * y
    } at (1.25, 0.5), (-0.75, 1.5);

    items_of_a_constant(x: f64, y: f64) {
        let mut s = NODES.into_iter().map(|node| node.taken(x)).sum::<f64>();
        for node in NODES {
            s += node.w * (x * node.x).sin() * y;
        }
        for mut node in NODES {
            node.w *= x;
            s += node.taken(y);
        }
        s
    } at (1.25, 0.5), (-0.75, 1.5);
}
