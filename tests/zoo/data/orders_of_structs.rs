//! Structs that are compared by an `Ord` or a `PartialOrd` of theirs.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use std::cmp::Ordering;

#[derive(Differentiable, Clone, Debug)]
pub struct Node {
    cost: f64,
    id: u32,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Node {}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Node {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.cost as i32)
            .cmp(&(other.cost as i32))
            .then(self.id.cmp(&other.id))
    }
}

#[differentiate]
fn nodes(a: &[f64]) -> Vec<Node> {
    a.iter()
        .enumerate()
        .map(|(i, x)| Node {
            cost: 8.0 * x,
            id: i as u32 % 2,
        })
        .collect()
}

slices! {
    /// Of equal ones `min` gives the first, `max` the last.
    chosen(a) {
        let all = nodes(a);
        let by = all.iter().min_by(|a, b| a.cmp(b)).unwrap().cost;
        let most = all.iter().max_by(|a, b| b.cmp(a).reverse().then(a.id.cmp(&b.id))).map_or(0.0, |n| n.cost);
        let (least, last) = (all.iter().min().unwrap(), all.iter().max().unwrap());
        by * 2.0 + least.cost * last.cost + most.sin()
    } at [0.5, 0.75, 0.3, 0.52], [0.2, 0.3, 0.45, -0.3];

    compared(a) {
        let all = nodes(a);
        let mut s = 0.0;
        for i in 1..all.len() {
            let (x, y) = (&all[i - 1], &all[i]);
            s += match x.cmp(y) {
                Ordering::Less => x.cost * y.cost,
                Ordering::Equal => x.cost,
                Ordering::Greater => y.cost * a[0],
            };
            if x.partial_cmp(y).unwrap().is_gt() { s *= 1.25; }
        }
        s
    } at [0.5, 0.75, 0.3, 0.52], [0.2, 0.3, 0.45, -0.3];
}
