//! Functions whose result has a length that no argument tells: it is written, or follows from what the result is put into.

use autodiff::{Differentiable, differentiate};

#[differentiate]
fn softmax<const N: usize>(logits: &[f64]) -> [f64; N] {
    let mut out = [0.0; N];
    let mut total = 0.0;
    for (o, l) in out.iter_mut().zip(logits) {
        *o = l.exp();
        total += *o;
    }
    for o in &mut out {
        *o /= total;
    }
    out
}

#[differentiate]
fn filled<const R: usize, const C: usize>(p: &[f64], by: f64) -> [[f64; C]; R] {
    let mut m = [[by; C]; R];
    for i in 0..R {
        m[i][i % C] = p[i % p.len()] * (N_ROWS - i) as f64;
    }
    m
}

const N_ROWS: usize = 5;

#[derive(Differentiable, Clone, Debug)]
struct Block<const D: usize> {
    weights: [[f64; D]; 2],
    bias: [f64; D],
}

#[differentiate]
fn of_length<const N: usize>(p: &[f64]) -> f64 {
    let a = softmax::<N>(p);
    let b: [f64; N] = softmax(&[p[1], p[0]]);
    a[0] * b[1]
}

#[differentiate]
fn block(p: &[f64]) -> f64 {
    let block: Block<3> = Block {
        weights: filled(p, p[0]),
        bias: softmax(p),
    };
    block.weights[1][1] * block.bias[0] + block.weights[0][2] * block.bias[1]
}

#[differentiate]
fn written(a: &[f64]) -> f64 {
    let s = softmax::<2>(a);
    s[0] * s[0] - s[1]
}

#[differentiate]
fn annotated(a: &[f64]) -> f64 {
    let s: [f64; 2] = softmax(a);
    let m: [[f64; 3]; 2] = filled(a, s[0]);
    m[0][0] * m[0][1] + m[1][1]
}

#[differentiate]
fn in_loops(a: &[f64]) -> f64 {
    let mut sum = 0.0;
    for x in a {
        let s = softmax::<2>(&[*x, a[0]]);
        let t: [f64; 3] = if *x > 0.0 {
            softmax(a)
        } else {
            [0.5, s[0], *x]
        };
        sum += s[0] * x * t[1] + of_length::<2>(a);
    }
    sum
}

crate::support::whole_functions! { written annotated in_loops block }
