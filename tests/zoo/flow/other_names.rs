//! Names of the standard library's that stand for something else, and functions of its own by their paths.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};
use std::ops::Mul;

#[derive(Differentiable, Clone)]
enum Solved {
    Ok(f64),
    Err(f64, usize),
    None,
}
#[differentiate]
fn solve(x: f64) -> Solved {
    if x > 1.0 {
        Solved::Ok(x * x)
    } else if x > 0.0 {
        Solved::Err(x, 2)
    } else {
        Solved::None
    }
}

scalars! {
    variants_of_another_enum(x: f64, y: f64) {
        let mut s = match solve(x) {
            Solved::Ok(v) => v * y,
            Solved::Err(v, n) => v * n as f64 * y,
            Solved::None => x * y,
        };
        if let Solved::Ok(v) = solve(y) {
            s *= v;
        }
        s
    } at (1.25, 0.5), (0.75, 1.5);

    operators_as_functions(x, y) {
        let v = [x, y, x * y];
        let sum = v.iter().copied().fold(0.0, std::ops::Add::add);
        let negated = v.map(std::ops::Neg::neg);
        v.into_iter().fold(1.0, Mul::mul) * sum + std::ops::Div::div(negated[1], x)
    } at (1.25, 0.5), (0.75, 1.5);
}
