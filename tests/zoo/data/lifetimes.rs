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

#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Row<'a, T> {
    items: &'a [T],
    shift: T,
}

#[differentiate]
pub fn shifted(img: &Image, row: &Row<f64>, xs: &[f64]) -> f64 {
    let mut s = 0.0;
    for (x, y) in row.items.iter().zip(xs) {
        s += (x + row.shift) * y * img.scale;
    }
    s
}

#[differentiate]
pub fn around(img: &Image, k: f64) -> f64 {
    let row = Row {
        items: img.data,
        shift: k,
    };
    shifted(img, &row, img.data)
}

#[differentiate]
pub fn both(r#in: Image<'_>, k: f64) -> f64 {
    sum(&r#in, k) * sum(&r#in, r#in.scale) + around(&r#in, k)
}

/// Not even the place of a lifetime is written.
#[test]
fn lifetimes_may_be_left_out_altogether() {
    let (data, items, xs) = ([0.7, 1.3], [0.4, 1.1], [0.9, 0.2]);
    let img = Image {
        data: &data,
        scale: 0.5,
        width: 2,
    };
    let row = Row {
        items: &items,
        shift: 0.3,
    };
    let (d_img, d_row, d_xs) = shifted::gradient(&img, &row, &xs);
    let sum: f64 = items.iter().zip(&xs).map(|(x, y)| (x + 0.3) * y).sum();
    assert!((d_img.scale - sum).abs() < 1e-12);
    assert!((d_row.shift - 0.5 * (xs[0] + xs[1])).abs() < 1e-12);
    assert!((d_row.items[1] - 0.5 * xs[1]).abs() < 1e-12);
    assert!((d_xs[0] - 0.5 * 0.7).abs() < 1e-12);
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

/// A field that is a reference has a second name, and the method calls itself.
#[derive(Differentiable, Clone, Copy)]
struct Knots<'k> {
    at: &'k [f64],
    degree: usize,
}

#[differentiate]
impl Knots<'_> {
    fn basis(&self, i: usize, k: usize, x: f64) -> f64 {
        let t = self.at;
        if k == 0 {
            return if t[i] <= x && x < t[i + 1] { 1.0 } else { 0.0 };
        }
        let mut v = 0.0;
        if t[i + k] > t[i] {
            v += (x - t[i]) / (t[i + k] - t[i]) * self.basis(i, k - 1, x);
        }
        if t[i + k + 1] > t[i + 1] {
            v += (t[i + k + 1] - x) / (t[i + k + 1] - t[i + 1]) * self.basis(i + 1, k - 1, x);
        }
        v
    }
    fn span(&self, x: f64) -> f64 {
        let t = self.at;
        let steps = t.iter().zip(&t[1..]).map(|(a, b)| (b - a) * x);
        steps.sum::<f64>() * t[t.len() - 1]
    }
    fn eval(&self, coef: &[f64], x: f64) -> f64 {
        let sum: f64 = coef
            .iter()
            .enumerate()
            .map(|(i, c)| c * self.basis(i, self.degree, x))
            .sum();
        sum + self.span(x)
    }
}

#[derive(Differentiable, Clone, Copy)]
enum Bend {
    Straight,
    Round { by: f64 },
}

#[differentiate]
impl Bend {
    fn apply(self, x: f64) -> f64 {
        match self {
            Bend::Straight => x,
            Bend::Round { by } => (by * x).tanh(),
        }
    }
}

/// What a method of a field keeps has no lifetime, though the whole has one.
#[derive(Differentiable)]
struct Coder<'a> {
    w: &'a [f64],
    bend: Bend,
}

#[differentiate]
impl<'a> Coder<'a> {
    fn encode(&self, x: [f64; 2]) -> f64 {
        let w = self.w;
        self.bend.apply(w[0] * x[0] + w[1] * x[1] + w[2])
    }
    fn decode(&self, z: f64) -> [f64; 2] {
        [self.w[3] * z + self.w[5], self.w[4] * z]
    }
    fn loss(&self, xs: &[[f64; 2]]) -> f64 {
        xs.iter()
            .map(|&x| {
                let [a, b] = self.decode(self.encode(x));
                (a - x[0]).powi(2) + (b - x[1]).powi(2)
            })
            .sum()
    }
}

crate::support::slices! {
    spline(a) {
        let at = [0.0, 0.0, 0.0, 1.0, 2.0 + 0.1 * a[1], 3.0, 3.0, 3.0];
        Knots { at: &at, degree: 2 }.eval(&[a[0], 1.2, -a[1], 0.9, a[0] * a[1]], 1.37 + 0.1 * a[1])
    } at [0.5, 0.7], [-0.4, 0.3];
    encoder(a) {
        let xs = [[0.5, -0.2], [1.1, a[0]], [-0.9, 0.4]];
        let w = [a[0], -0.7, 0.2, a[1], 0.5, -0.3 * a[0]];
        let bends = [Bend::Straight, Bend::Round { by: a[1] }];
        bends.iter().map(|&bend| Coder { w: &w, bend }.loss(&xs)).sum::<f64>() / 4.0
    } at [0.4, 0.9], [-0.6, 0.8];
}

/// The lifetime of an argument's type is not written at all.
mod omitted {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable)]
    struct Params<'a> {
        alpha: f64,
        nu: &'a [f64],
    }

    #[differentiate]
    fn likelihood(par: &Params, all: &[f64]) -> f64 {
        let nu = par.nu[0];
        all.iter().map(|r| par.alpha * r * r + nu.ln() * r).sum()
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let par = Params {
            alpha: p[0],
            nu: &p[1..],
        };
        likelihood(&par, &[0.5, p[2], -0.9]) * likelihood(&par, p)
    }

    crate::support::whole_functions! { top => [0.7, 0.45, -0.3], [1.3, 0.6, 0.8] }
}

/// A method's cache has the operators of a field in it, which has no lifetime.
mod fields_without {
    use autodiff::{Differentiable, differentiate};
    use std::ops::Mul;

    #[derive(Differentiable, Clone, Copy)]
    struct Direction {
        x: f64,
        y: f64,
    }

    #[differentiate]
    impl Mul<f64> for Direction {
        type Output = Direction;
        fn mul(self, by: f64) -> Direction {
            Direction {
                x: self.x * by.sin(),
                y: self.y * by,
            }
        }
    }

    #[derive(Differentiable)]
    struct Wind<'a> {
        gusts: &'a [f64],
        direction: Direction,
    }

    #[differentiate]
    impl<'a> Wind<'a> {
        fn at(&self, step: usize) -> Direction {
            self.direction * self.gusts[step % self.gusts.len()]
        }
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let wind = Wind {
            gusts: p,
            direction: Direction { x: p[0], y: 0.5 },
        };
        let mut total = wind.at(1).x;
        for step in 0..5 {
            let at = wind.at(step);
            total += if at.x > 0.0 { at.x * at.y } else { at.y.exp() };
        }
        total
    }

    crate::support::whole_functions! { top => [0.7, 0.45, -0.3], [1.3, 0.6, 0.8] }
}
