//! Straight lines of scalars, over a thousand points a call: a neuron, and an expression of fifty
//! operations.

use crate::case::{Case, keep, numbers};
use crate::peers;
use autodiff::differentiate;
use num_dual::{DualNum, DualSVec64};
use std::hint::black_box;

#[differentiate]
fn neuron(w: &[f64; 3], x: &[f64; 2]) -> f64 {
    let z = w[0] * x[0] + w[1] * x[1] + w[2];
    1.0 / (1.0 + (-z).exp())
}

fn neuron_by_hand(w: &[f64; 3], d_w: &mut [f64; 3], x: &[f64; 2], d_x: &mut [f64; 2]) -> f64 {
    let z = w[0] * x[0] + w[1] * x[1] + w[2];
    let y = 1.0 / (1.0 + (-z).exp());
    let d_z = y * (1.0 - y);
    *d_w = [d_z * x[0], d_z * x[1], d_z];
    *d_x = [d_z * w[0], d_z * w[1]];
    y
}

#[differentiate]
fn expression(x: f64, y: f64, z: f64) -> f64 {
    let a = x * y + 0.5 * z;
    let b = a * a - x * z + 1.5;
    let c = (a * y - z).sin();
    let d = b / (2.0 + c * c);
    let e = d * x - a * c + y * y;
    let f = (0.1 * e).exp();
    let g = f * d + e * 0.25 - z * a;
    let h = g / (1.0 + f);
    let i = h * h - g * c + x;
    let j = (1.0 + i * i).ln();
    let k = j * h - i * 0.125 + d * y;
    let l = k * k + e * f - j;
    l * 0.5 + k * x - (h + y) * z
}

fn expression_by_hand(x: f64, y: f64, z: f64) -> (f64, [f64; 3]) {
    let a = x * y + 0.5 * z;
    let b = a * a - x * z + 1.5;
    let (c, cos) = (a * y - z).sin_cos();
    let under_d = 1.0 / (2.0 + c * c);
    let d = b * under_d;
    let e = d * x - a * c + y * y;
    let f = (0.1 * e).exp();
    let g = f * d + e * 0.25 - z * a;
    let under_h = 1.0 / (1.0 + f);
    let h = g * under_h;
    let i = h * h - g * c + x;
    let square = 1.0 + i * i;
    let j = square.ln();
    let k = j * h - i * 0.125 + d * y;
    let l = k * k + e * f - j;
    let value = l * 0.5 + k * x - (h + y) * z;

    let d_k = k + x;
    let d_j = d_k * h - 0.5;
    let d_i = d_j * 2.0 * i / square - 0.125 * d_k;
    let d_h = d_k * j + 2.0 * d_i * h - z;
    let d_g = d_h * under_h - d_i * c;
    let d_f = 0.5 * e + d_g * d - d_h * h * under_h;
    let d_e = 0.5 * f + 0.25 * d_g + 0.1 * d_f * f;
    let d_d = d_k * y + d_g * f + d_e * x;
    let d_b = d_d * under_d;
    let d_c = -(d_i * g + d_e * a + 2.0 * d_b * d * c);
    let d_sine = d_c * cos;
    let d_a = 2.0 * d_b * a + d_sine * y - d_e * c - d_g * z;
    let d_x = k + d_i + d_e * d - d_b * z + d_a * y;
    let d_y = d_k * d - z + 2.0 * d_e * y + d_sine * a + d_a * x;
    let d_z = 0.5 * d_a - (h + y) - d_g * a - d_b * x - d_sine;
    (value, [d_x, d_y, d_z])
}

fn expression_of_duals(v: &[DualSVec64<3>; 3]) -> DualSVec64<3> {
    let [x, y, z] = *v;
    let a = x * y + z * 0.5;
    let b = a * a - x * z + 1.5;
    let c = (a * y - z).sin();
    let d = b / (c * c + 2.0);
    let e = d * x - a * c + y * y;
    let f = (e * 0.1).exp();
    let g = f * d + e * 0.25 - z * a;
    let h = g / (f + 1.0);
    let i = h * h - g * c + x;
    let j = (i * i + 1.0).ln();
    let k = j * h - i * 0.125 + d * y;
    let l = k * k + e * f - j;
    l * 0.5 + k * x - (h + y) * z
}

const POINTS: usize = 1000;

pub fn cases() -> Vec<Case> {
    vec![neuron_case(), expression_case()]
}

fn neuron_case() -> Case {
    let x: &Vec<[f64; 2]> = keep(numbers(2 * POINTS, 0.0).as_chunks().0.to_vec());
    let w = keep([0.5, -0.75, 0.25]);
    Case::new(
        "neuron, 1000 points",
        5 * POINTS,
        move || black_box(x).iter().map(|x| neuron(w, x)).sum(),
        move |g| {
            let mut sum = 0.0;
            for (x, g) in black_box(x).iter().zip(g.as_chunks_mut::<5>().0) {
                let (value, (d_w, d_x)) = neuron::value_and_gradient(w, x);
                g[..3].copy_from_slice(&d_w);
                g[3..].copy_from_slice(&d_x);
                sum += value;
            }
            sum
        },
        move |g| {
            let mut sum = 0.0;
            for (x, g) in black_box(x).iter().zip(g.as_chunks_mut::<5>().0) {
                let (mut d_w, mut d_x) = ([0.0; 3], [0.0; 2]);
                sum += neuron_by_hand(w, &mut d_w, x, &mut d_x);
                g[..3].copy_from_slice(&d_w);
                g[3..].copy_from_slice(&d_x);
            }
            sum
        },
    )
    .dual(move |g| {
        let mut sum = 0.0;
        for (x, g) in black_box(x).iter().zip(g.as_chunks_mut::<5>().0) {
            sum += peers::with_duals(&[w[0], w[1], w[2], x[0], x[1]], g, |v| {
                let z = v[0] * v[3] + v[1] * v[4] + v[2];
                ((-z).exp() + 1.0).recip()
            });
        }
        sum
    })
}

fn expression_case() -> Case {
    let points: &Vec<[f64; 3]> = keep(numbers(3 * POINTS, 0.0).as_chunks().0.to_vec());
    Case::new(
        "expression of 50 operations, 1000 points",
        3 * POINTS,
        move || {
            let of = |&[x, y, z]: &[f64; 3]| expression(x, y, z);
            black_box(points).iter().map(of).sum()
        },
        move |g| {
            let mut sum = 0.0;
            for (&[x, y, z], g) in black_box(points).iter().zip(g.as_chunks_mut::<3>().0) {
                let (value, (d_x, d_y, d_z)) = expression::value_and_gradient(x, y, z);
                *g = [d_x, d_y, d_z];
                sum += value;
            }
            sum
        },
        move |g| {
            let mut sum = 0.0;
            for (&[x, y, z], g) in black_box(points).iter().zip(g.as_chunks_mut::<3>().0) {
                let (value, gradient) = expression_by_hand(x, y, z);
                *g = gradient;
                sum += value;
            }
            sum
        },
    )
    .dual(move |g| {
        let mut sum = 0.0;
        for (point, g) in black_box(points).iter().zip(g.as_chunks_mut::<3>().0) {
            sum += peers::with_duals(point, g, expression_of_duals);
        }
        sum
    })
}
