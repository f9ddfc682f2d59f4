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
