//! Sums over slices: dot product, log-sum-exp, logistic loss, polynomials.

mod by_hand;
mod kernels;

use crate::case::{Case, keep, numbers};
use crate::objectives::lse::log_sum_exp;
use crate::peers;
use kernels::{dot, horner, logistic, polynomials};
use std::hint::black_box;

pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for n in [100, 10_000, 1_000_000] {
        cases.push(dot_case(n));
    }
    for n in [100, 10_000, 1_000_000] {
        cases.push(log_sum_exp_case(n));
    }
    cases.extend([logistic_case(), polynomials_case(), horner_case()]);
    cases
}

fn dot_case(n: usize) -> Case {
    let (a, b) = (keep(numbers(n, 0.0)), keep(numbers(n, 1.0)));
    let case = Case::new(
        format!("dot, n = {n}"),
        2 * n,
        move || dot(black_box(a), black_box(b)),
        move |g| {
            let (d_a, d_b) = g.split_at_mut(n);
            dot::value_and_gradient_into(black_box(a), d_a, black_box(b), d_b)
        },
        move |g| {
            let (d_a, d_b) = g.split_at_mut(n);
            by_hand::dot(black_box(a), d_a, black_box(b), d_b)
        },
    );
    if n > 10_000 {
        return case;
    }
    case.tape(move |g| {
        peers::on_tape(&[a, b], g, |v| {
            let (a, b) = v.split_at(n);
            peers::sum(a.iter().zip(b).map(|(a, b)| *a * *b))
        })
    })
}

fn log_sum_exp_case(n: usize) -> Case {
    let x = keep(numbers(n, 0.0));
    let case = Case::new(
        format!("log-sum-exp, n = {n}"),
        n,
        move || log_sum_exp(black_box(x)),
        move |g| log_sum_exp::value_and_gradient_into(black_box(x), g),
        move |g| by_hand::log_sum_exp(black_box(x), g),
    );
    if n > 10_000 {
        // The adjoint of the maximum is zero but for rounding, of a million terms here.
        return case.within(1e-6);
    }
    case.tape(move |g| {
        peers::on_tape(&[x], g, |v| {
            let max = x.iter().fold(f64::NEG_INFINITY, |m, x| m.max(*x));
            peers::sum(v.iter().map(|v| (*v - max).exp())).ln() + max
        })
    })
}

const LENGTH: usize = 10_000;

fn logistic_case() -> Case {
    let x = keep(numbers(LENGTH, 0.0));
    let y: &[f64] = keep(
        x.iter()
            .map(|x| (x * 1e3).cos().signum())
            .collect::<Vec<_>>(),
    );
    let w = 0.75;
    Case::new(
        "logistic loss, n = 10000",
        2 * LENGTH + 1,
        move || logistic(black_box(w), black_box(x), black_box(y)),
        move |g| {
            let (d_w, g) = g.split_at_mut(1);
            let (d_x, d_y) = g.split_at_mut(LENGTH);
            let (x, y) = (black_box(x), black_box(y));
            let (value, d) = logistic::value_and_gradient_into(black_box(w), x, d_x, y, d_y);
            d_w[0] = d;
            value
        },
        move |g| {
            let (d_w, g) = g.split_at_mut(1);
            let (d_x, d_y) = g.split_at_mut(LENGTH);
            let (value, d) = by_hand::logistic(black_box(w), black_box(x), d_x, black_box(y), d_y);
            d_w[0] = d;
            value
        },
    )
}

fn polynomials_case() -> Case {
    let x = keep(numbers(LENGTH, 0.0));
    Case::new(
        "polynomial of each number, n = 10000",
        LENGTH,
        move || polynomials(black_box(x)),
        move |g| polynomials::value_and_gradient_into(black_box(x), g),
        move |g| by_hand::polynomials(black_box(x), g),
    )
}

fn horner_case() -> Case {
    let c = keep(numbers(LENGTH, 0.0));
    let x = 0.9995;
    Case::new(
        "polynomial of degree 9999, Horner",
        LENGTH + 1,
        move || horner(black_box(c), black_box(x)),
        move |g| {
            let (d_x, d_c) = g.split_at_mut(1);
            let (value, d) = horner::value_and_gradient_into(black_box(c), d_c, black_box(x));
            d_x[0] = d;
            value
        },
        move |g| {
            let (d_x, d_c) = g.split_at_mut(1);
            let (value, d) = by_hand::horner(black_box(c), d_c, black_box(x));
            d_x[0] = d;
            value
        },
    )
}
