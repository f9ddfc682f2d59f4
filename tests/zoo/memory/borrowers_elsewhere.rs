//! Structs that hold references and are defined in another file or module, under names without their lifetimes.

use crate::copied_borrowers::views;
use autodiff::{check, differentiate};

mod imported {
    use crate::copied_borrowers::views::View;
    use autodiff::differentiate;

    #[differentiate]
    pub fn total(view: &View, t: f64) -> f64 {
        view.xs.iter().map(|x| (x * t).sin() * view.scale).sum()
    }
}

#[differentiate]
fn doubled(view: &views::View, t: f64) -> f64 {
    2.0 * imported::total(view, t) * view.scale
}

#[differentiate]
fn in_a_loop(x: &[f64]) -> f64 {
    let view = views::View {
        xs: &x[1..],
        scale: x[0],
    };
    let mut sum = 0.0;
    for i in 0..3 {
        sum += doubled(&view, sum + f64::from(i));
    }
    sum
}

mod inside {
    #[derive(autodiff::Differentiable)]
    pub struct Lent<'l> {
        pub xs: &'l [f64],
    }
}

#[differentiate]
fn of_a_module(lent: &inside::Lent, t: f64) -> f64 {
    lent.xs[0] * t
}

#[differentiate]
fn in_a_branch(x: &[f64]) -> f64 {
    match x[0] > 0.0 {
        true => of_a_module(&inside::Lent { xs: &x[1..] }, x[0]),
        false => 0.0,
    }
}

#[test]
fn lifetimes_are_known_wherever_the_struct_is_defined() {
    check::gradient(in_a_loop, in_a_loop::gradient, &[0.5, 1.25, -0.75]).unwrap();
    check::gradient(in_a_branch, in_a_branch::gradient, &[0.5, 1.25]).unwrap();
}
