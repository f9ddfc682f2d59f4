//! What functions of another file give, as their definitions there say: chains of calls that are given one
//! result twice, whose types would double with each call if they were those of the calls.

use crate::of_another_file as far;
use crate::of_another_file::{Spot, halves, mixed as mingled, perhaps, turned};
use crate::support::scalars;
use autodiff::differentiate;

#[differentiate]
fn of_structs(x: f64, y: f64) -> f64 {
    let a = Spot { x, y };
    let b = turned(&a, &a);
    let c = turned(&b, &b);
    let d = turned(&c, &b);
    let e = turned(&d, &d);
    let f = turned(&e, &e);
    let g = turned(&f, &f);
    let h = turned(&g, &g);
    let i = turned(&h, &h);
    let j = turned(&i, &i);
    let k = turned(&j, &j);
    turned(&k, &k).x
}

#[differentiate]
fn of_arrays(x: f64, y: f64) -> f64 {
    let a = mingled(&[x, y], &[y, x]);
    let b = mingled(&a, &a);
    let c = far::mixed(&b, &b);
    let d = mingled(&c, &c);
    let e = far::mixed(&d, &d);
    let f = mingled(&e, &c);
    let g = mingled(&f, &f);
    let h = mingled(&g, &g);
    let i = mingled(&h, &h);
    let j = mingled(&i, &i);
    let k = mingled(&j, &j);
    k[0] * k[1]
}

#[differentiate]
fn of_other_kinds(x: f64, y: f64) -> f64 {
    let mut sum = 0.0;
    let mut state = mingled(&[x, y], &[x, x]);
    for i in 0..3 {
        let (half, rest) = halves(state[0], y);
        sum += half * rest[0] + rest[1];
        if let Some(found) = perhaps(half) {
            sum += found;
        }
        if i == 1 {
            state = far::mixed(&state, &state);
        }
    }
    sum
}

/// A struct of the name that the other file gives to one of its own.
mod with_an_own_spot {
    use crate::of_another_file::turned;
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Copy)]
    struct Spot {
        y: f64,
    }

    #[differentiate]
    pub fn of_two_kinds(x: f64, y: f64) -> f64 {
        let own = Spot { y };
        let other = crate::of_another_file::Spot { x, y: own.y };
        let given = turned(&other, &other);
        let given = turned(&given, &given);
        given.x * own.y
    }
}
use with_an_own_spot::of_two_kinds;

scalars! {
    results_that_are_structs(x: f64, y: f64) {
        of_structs(x, y) + of_two_kinds(x, y)
    } at (0.7, 0.4), (1.1, 0.2);

    results_that_are_arrays(x: f64, y: f64) {
        of_arrays(x, y) * y
    } at (0.7, 0.4), (1.1, 0.2);

    results_of_other_kinds(x: f64, y: f64) {
        of_other_kinds(x, y)
    } at (0.7, 0.4), (-0.6, 0.8);
}
