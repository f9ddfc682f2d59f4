//! Shadows that a function is the first to add to: those that it overwrites need not be filled with zeros,
//! all others are. Whatever stands in the buffers, gradients are the same as without such passes.

use autodiff::differentiate;

#[differentiate]
fn dense(w: &[f64], b: &[f64], x: &[f64], out: &mut [f64]) {
    for i in 0..out.len() {
        let row = &w[i * x.len()..(i + 1) * x.len()];
        let mut sum = b[i];
        for j in 0..x.len() {
            sum += row[j] * x[j];
        }
        out[i] = sum;
    }
}

/// Parts of its rows only.
#[differentiate]
fn without_last(w: &[f64], b: &[f64], x: &[f64], out: &mut [f64]) {
    for i in 0..out.len() {
        let row = &w[i * x.len()..(i + 1) * x.len()];
        let mut sum = b[i];
        for j in 0..x.len() - 1 {
            sum += row[j] * x[j];
        }
        out[i] = sum;
    }
}

/// The first element of each row before and after the others.
#[differentiate]
fn first_again(w: &[f64], b: &[f64], x: &[f64], out: &mut [f64]) {
    for i in 0..out.len() {
        let row = &w[i * x.len()..(i + 1) * x.len()];
        let mut sum = b[i] * row[0];
        for j in 0..x.len() {
            sum += row[j] * x[j];
        }
        out[i] = sum + row[0] * row[0];
    }
}

/// Its first argument is added to in no order that tells.
#[differentiate]
fn gathered(w: &[f64], at: &[usize], b: &[f64], out: &mut [f64]) {
    for i in 0..out.len() {
        let k = at[i];
        out[i] = w[k] * b[i] + w[0];
    }
}

/// Each iteration adds to two elements, one of which is the next iteration's.
#[differentiate]
fn ring(w: &[f64], b: &[f64], out: &mut [f64]) {
    for i in 0..out.len() {
        let next = (i + 1) % w.len();
        out[i] = w[i] * w[next] + b[i];
    }
}

/// The same, the neighbour first.
#[differentiate]
fn ring_backwards(w: &[f64], b: &[f64], out: &mut [f64]) {
    for i in 0..out.len() {
        let next = (i + 1) % w.len();
        out[i] = w[next] * b[i] * w[i];
    }
}

/// Hands what it gets on.
#[differentiate]
fn twice(w: &[f64], b: &[f64], x: &[f64], out: &mut [f64]) {
    let mut between = vec![0.0; x.len()];
    dense(w, b, x, &mut between);
    dense(w, b, &between, out);
}

/// Some rows only.
#[differentiate]
fn above(w: &[f64], b: &[f64], x: &[f64], out: &mut [f64]) {
    for i in 0..out.len() {
        if b[i] > 0.0 {
            let row = &w[i * x.len()..(i + 1) * x.len()];
            let mut sum = b[i];
            for j in 0..x.len() {
                sum += row[j] * x[j];
            }
            out[i] = sum;
        }
    }
}

const ONE: f64 = 1.0;

/// Speaks of more than its argument, so that calls of it stay calls.
#[differentiate]
fn bent(x: f64) -> f64 {
    x / (ONE + x * x)
}

/// One element of each in an iteration, beside calls.
#[differentiate]
fn each(w: &[f64], b: &[f64], out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = bent(w[i]) * b[i];
    }
}

/// The same, and one of them once more behind the loop.
#[differentiate]
fn each_and_first(w: &[f64], b: &[f64], out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = w[i] * bent(b[i]) + b[i];
    }
    out[0] += w[0] * b[0];
}

macro_rules! both_ways {
    ($($name:ident ($w:ident, $b:ident, $x:ident, $outputs:ident) $body:block)*) => {$(
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            #[differentiate(wrt($w, $b))]
            pub fn fresh($w: &[f64], $b: &[f64], $x: &[f64], $outputs: usize) -> f64 $body
            #[differentiate(wrt($w, $b), without(wanted))]
            pub fn filled($w: &[f64], $b: &[f64], $x: &[f64], $outputs: usize) -> f64 $body
            // Where the loss is not fused, a backward pass of its own calls those of the layers.
            #[differentiate(wrt($w, $b), without(fuse))]
            pub fn fresh_apart($w: &[f64], $b: &[f64], $x: &[f64], $outputs: usize) -> f64 $body
            #[differentiate(wrt($w, $b), without(fuse, wanted))]
            pub fn filled_apart($w: &[f64], $b: &[f64], $x: &[f64], $outputs: usize) -> f64 $body
        }
        #[test]
        fn $name() {
            compare!(self::$name::{filled, fresh});
            compare!(self::$name::{filled_apart, fresh_apart});
        }
    )*};
}

macro_rules! compare {
    (self::$module:ident::{$filled:ident, $fresh:ident}) => {
        // More weights than are used, as many, and no outputs at all.
        for (inputs, outputs, more) in [(3, 3, 4), (3, 2, 0), (2, 3, 0), (4, 0, 0), (1, 3, 2)] {
            let w = numbers(3.max(inputs) * inputs.max(outputs) + more);
            let (b, x) = (numbers(4.max(inputs).max(outputs) + more), numbers(inputs));
            let (value, expected) = $module::$filled::value_and_gradient(&w, &b, &x, outputs);
            let (same, gradient) = $module::$fresh::value_and_gradient(&w, &b, &x, outputs);
            assert_eq!((same, &gradient), (value, &expected));
            let (mut d_w, mut d_b) = (vec![7.0; w.len()], vec![f64::NAN; b.len()]);
            let same =
                $module::$fresh::value_and_gradient_into(&w, &mut d_w, &b, &mut d_b, &x, outputs);
            assert_eq!((same, (d_w, d_b)), (value, expected));
        }
    };
}

both_ways! {
    one_layer(w, b, x, outputs) {
        let mut out = vec![0.0; outputs];
        dense(w, b, x, &mut out);
        let mut sum = 0.0;
        for o in &out {
            sum += o * o * o;
        }
        sum
    }
    shared_weights(w, b, x, outputs) {
        let mut hidden = vec![0.0; x.len()];
        dense(w, b, x, &mut hidden);
        let mut out = vec![0.0; outputs];
        dense(w, b, &hidden, &mut out);
        let mut sum = w[0] * b[1];
        for o in &out {
            sum += o * o;
        }
        sum
    }
    in_a_branch(w, b, x, outputs) {
        let mut out = vec![0.5; outputs];
        if w[0] < 0.0 {
            dense(w, b, x, &mut out);
        }
        let mut sum = 0.0;
        for o in &out {
            sum += o * o;
        }
        sum
    }
    in_a_loop(w, b, x, outputs) {
        let mut out = vec![0.5; outputs];
        let mut sum = 0.0;
        for _ in 0..3 {
            dense(w, b, x, &mut out);
            for o in &out {
                sum += o * o;
            }
        }
        sum
    }
    handed_on(w, b, x, outputs) {
        let mut out = vec![0.0; outputs];
        twice(w, b, x, &mut out);
        let mut sum = 0.0;
        for o in &out {
            sum += o * o;
        }
        sum
    }
    without_order(w, b, x, outputs) {
        let at: Vec<usize> = (0..outputs).map(|i| (i * 5 + x.len()) % 3).collect();
        let mut out = vec![0.0; outputs];
        gathered(w, &at, b, &mut out);
        let mut sum = 0.0;
        for o in &out {
            sum += o * o;
        }
        sum
    }
    one_by_one(w, b, x, outputs) {
        let mut out = vec![0.0; outputs];
        each(w, b, &mut out);
        let mut more = vec![0.5; outputs + 1];
        each_and_first(w, b, &mut more);
        let mut sum = x.len() as f64;
        for o in &out {
            sum += o * o * more[0];
        }
        sum + more[outputs]
    }
    one_by_one_alone(w, b, x, outputs) {
        let mut out = vec![0.0; outputs + 1];
        each_and_first(w, b, &mut out);
        x[0] * out[0] * out[outputs]
    }
    around(w, b, x, outputs) {
        let mut out = vec![0.0; outputs];
        ring(w, b, &mut out);
        let mut sum = x.len() as f64;
        for o in &out {
            sum += o * o;
        }
        sum
    }
    around_backwards(w, b, x, outputs) {
        let mut out = vec![0.0; outputs];
        ring_backwards(w, b, &mut out);
        let mut sum = x.len() as f64;
        for o in &out {
            sum += o * o;
        }
        sum
    }
    parts_of_rows(w, b, x, outputs) {
        let mut out = vec![0.0; outputs];
        without_last(w, b, x, &mut out);
        let mut sum = 0.0;
        for o in &out {
            sum += o * o;
        }
        sum
    }
    rows_again(w, b, x, outputs) {
        let mut out = vec![0.0; outputs];
        first_again(w, b, x, &mut out);
        let mut sum = 0.0;
        for o in &out {
            sum += o * o;
        }
        sum
    }
    some_rows(w, b, x, outputs) {
        let mut out = vec![0.0; outputs];
        above(w, b, x, &mut out);
        let mut sum = 0.0;
        for o in &out {
            sum += o * o;
        }
        sum
    }
}

#[differentiate(wrt(w))]
fn weights(w: &[f64], b: &[f64], x: &[f64]) -> f64 {
    let mut out = [0.0; 2];
    dense(w, b, x, &mut out);
    out[0] * out[1]
}

fn numbers(count: usize) -> Vec<f64> {
    (0..count).map(|i| (1.0 + 1.7 * i as f64).sin()).collect()
}

#[test]
fn one_is_wanted() {
    let (w, b, x) = (numbers(7), numbers(2), numbers(3));
    let mut d_w = vec![f64::INFINITY; 7];
    weights::value_and_gradient_into(&w, &mut d_w, &b, &x);
    assert_eq!(d_w, weights::gradient(&w, &b, &x));
    let row = |i: usize| b[i] + (0..3).map(|j| w[3 * i + j] * x[j]).sum::<f64>();
    let expected: Vec<f64> = (0..6)
        .map(|at| row(1 - at / 3) * x[at % 3])
        .chain([0.0])
        .collect();
    for (d, e) in d_w.iter().zip(&expected) {
        assert!((d - e).abs() < 1e-12, "{d_w:?} and {expected:?}");
    }
}
