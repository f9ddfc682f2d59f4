//! Structs with references as arguments, their lifetimes left out.

use crate::support::{assert_close, gradient_by_differences};
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Image<'a> {
    data: &'a [f64],
    scale: f64,
    width: usize,
}

#[differentiate]
pub fn sum(img: &Image<'_>, k: f64) -> f64 {
    let mut s = 0.0;
    for i in 0..img.data.len() {
        let y = img.data[i] * img.scale;
        s += y * y * k * img.data[i % img.width];
    }
    s
}

#[differentiate]
pub fn both(r#in: Image<'_>, k: f64) -> f64 {
    sum(&r#in, k) * sum(&r#in, r#in.scale)
}

#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Tree<'a> {
    split: &'a [f64],
    leaves: &'a [f64],
    depth: usize,
}

#[differentiate]
impl Tree<'_> {
    pub fn eval(&self, x: f64) -> f64 {
        let mut s = 0.0;
        for i in 0..self.depth {
            s += self.split[i] * x * self.leaves[i] * s + self.leaves[i];
        }
        s
    }
}

#[test]
fn blocks_may_leave_them_out() {
    let value = |x: &[f64]| {
        Tree {
            split: &x[..2],
            leaves: &x[2..4],
            depth: 2,
        }
        .eval(x[4])
    };
    let x = [0.7, 1.3, 0.4, 1.1, 0.9];
    let tree = Tree {
        split: &x[..2],
        leaves: &x[2..4],
        depth: 2,
    };
    let (d_tree, d_x) = tree.eval_gradient(x[4]);
    let gradient = [d_tree.split, d_tree.leaves, vec![d_x]].concat();
    assert_close(
        "blocks",
        &x,
        &gradient,
        &gradient_by_differences(&value, &x),
        1e-8,
    );
}

#[test]
fn lifetimes_may_be_left_out() {
    let value = |x: &[f64]| {
        let img = Image {
            data: &x[2..],
            scale: x[0],
            width: 2,
        };
        both(img, x[1])
    };
    let point = [0.7, 1.3, 0.4, 1.1, 0.9];
    let img = Image {
        data: &point[2..],
        scale: point[0],
        width: 2,
    };
    let (d_img, d_k) = both::gradient(img, point[1]);
    let gradient = [vec![d_img.scale, d_k], d_img.data].concat();
    assert_close(
        "lifetimes",
        &point,
        &gradient,
        &gradient_by_differences(&value, &point),
        1e-8,
    );
}
