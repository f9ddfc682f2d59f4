//! Variants under their bare names, which a `use` inside the function brings in.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy, Debug)]
pub enum Op {
    Push(f64),
    Load(usize),
    Scale { by: f64 },
    Mul,
    Square,
}

#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Offset(f64);

#[differentiate]
pub fn eval(program: &[Op], a: &[f64]) -> f64 {
    use Op::{Load, Mul, Push as Constant, Scale, Square};
    let mut top = 1.0;
    let mut below = 0.5;
    for op in program {
        match *op {
            Constant(c) => {
                below = top;
                top = c;
            }
            Load(i) => {
                below = top;
                top = a[i];
            }
            Scale { by } if by > 0.0 => top *= by,
            Scale { by: factor } => top *= factor * factor,
            Mul => top *= below,
            Square => top *= top,
        }
    }
    top
}

#[differentiate]
pub fn all(a: &[f64]) -> f64 {
    use Op::*;
    let program = [
        Load(0),
        Load(1),
        Mul,
        Square,
        Scale { by: a[1] },
        Push(2.0 * a[0]),
        Mul,
    ];
    let shift: Offset = Offset(a[0]);
    eval(&program, a) + shift.0
}

#[differentiate]
pub fn in_macros(a: &[f64]) -> f64 {
    use Op::*;
    let program = vec![Load(0), Push(a[1]), Mul, Scale { by: -a[0] }];
    let first = if matches!(program[0], Load(_)) {
        a[1]
    } else {
        1.0
    };
    let second = if let Push(c) = program[1] { c } else { 2.0 };
    eval(&program, a) * first * second
}

slices! {
    variants_in_an_array(a) {
        all(a)
    } at [0.7, 1.3];

    variants_in_macros(a) {
        in_macros(a)
    } at [0.7, 1.3];
}

/// Imports around the functions do the same; a struct that is called like a variant is no variant.
mod around {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Debug)]
    pub enum Asset {
        Bond { coupon: f64, years: u32 },
        Cash(f64),
        Offset(f64),
    }

    #[derive(Differentiable, Clone, Debug)]
    pub enum Tree {
        Leaf(f64),
        Split(Box<Tree>, Box<Tree>),
    }

    #[derive(Differentiable, Clone, Copy, Debug)]
    pub struct Offset(f64);

    use self::Tree::{Leaf, Split};
    use Asset::*;

    #[differentiate]
    impl Asset {
        fn value(&self, rate: f64) -> f64 {
            match *self {
                Bond { coupon, years } => {
                    (1..=years).map(|t| coupon * (-rate * t as f64).exp()).sum()
                }
                Cash(c) => c,
                Asset::Offset(by) => by * rate,
            }
        }
    }

    #[differentiate]
    pub fn sum(tree: &Tree, x: f64) -> f64 {
        match tree {
            Leaf(v) => v * x,
            Split(left, right) => sum(left, x * x) + sum(right, 2.0 * x),
        }
    }

    #[differentiate]
    pub fn all(a: &[f64]) -> f64 {
        let assets = [
            Bond {
                coupon: a[0],
                years: 3,
            },
            Cash(a[1]),
            Asset::Offset(a[0] * a[1]),
        ];
        let shift = Offset(a[1]);
        let tree = Split(Box::new(Leaf(a[0])), Box::new(Leaf(a[1])));
        assets.iter().map(|asset| asset.value(a[1])).sum::<f64>() * shift.0 + sum(&tree, a[0])
    }
}

slices! {
    imported_around(a) { around::all(a) * a[0] } at [0.7, 0.4], [-0.3, 0.9];
}
