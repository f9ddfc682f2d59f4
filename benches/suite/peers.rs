//! Other crates: `reverse` records a tape of every operation, `num-dual` carries all partial
//! derivatives forward with each number. Both ask for functions of their own number types.

use nalgebra::SVector;
use num_dual::DualSVec64;
use reverse::{Tape, Var};

/// Value and gradient of a function on a tape; the gradient of its inputs, one after the other.
pub fn on_tape(
    inputs: &[&[f64]],
    gradient: &mut [f64],
    function: impl for<'a> Fn(&[Var<'a>]) -> Var<'a>,
) -> f64 {
    let tape = Tape::new();
    let mut variables = Vec::with_capacity(gradient.len());
    for input in inputs {
        variables.extend(input.iter().map(|x| tape.add_var(*x)));
    }
    let result = function(&variables);
    gradient.copy_from_slice(&result.grad()[..variables.len()]);
    result.val()
}

pub fn sum<'a>(terms: impl Iterator<Item = Var<'a>>) -> Var<'a> {
    terms.reduce(|a, b| a + b).expect("there is a term")
}

/// Value and gradient of a function of dual numbers.
pub fn with_duals<const N: usize>(
    x: &[f64; N],
    gradient: &mut [f64],
    function: impl Fn(&[DualSVec64<N>; N]) -> DualSVec64<N>,
) -> f64 {
    let of = |x: SVector<DualSVec64<N>, N>| function(&x.data.0[0]);
    let (value, all) = num_dual::gradient(of, &SVector::from(*x));
    gradient.copy_from_slice(all.as_slice());
    value
}
