//! The energy of a deformed elastic solid (neo-Hooke), of the 3 × 3 matrix of its deformation; a
//! thousand matrices a call.

use crate::case::{Case, keep, numbers};
use crate::peers;
use autodiff::differentiate;
use num_dual::{DualNum, DualSVec64};
use std::hint::black_box;

#[differentiate]
fn determinant(f: &[[f64; 3]; 3]) -> f64 {
    f[0][0] * (f[1][1] * f[2][2] - f[1][2] * f[2][1])
        - f[0][1] * (f[1][0] * f[2][2] - f[1][2] * f[2][0])
        + f[0][2] * (f[1][0] * f[2][1] - f[1][1] * f[2][0])
}

#[differentiate]
fn energy(f: &[[f64; 3]; 3]) -> f64 {
    let mut squares = 0.0;
    for row in f {
        for x in row {
            squares += x * x;
        }
    }
    let volume = determinant(f).ln();
    0.5 * (squares - 3.0) - volume + 0.75 * volume * volume
}

fn by_hand(f: &[[f64; 3]; 3], d_f: &mut [f64; 9]) -> f64 {
    let mut squares = 0.0;
    for row in f {
        for x in row {
            squares += x * x;
        }
    }
    let [[a, b, c], [d, e, g], [h, i, j]] = *f;
    let minors = [e * j - g * i, d * j - g * h, d * i - e * h];
    let determinant = a * minors[0] - b * minors[1] + c * minors[2];
    let volume = determinant.ln();
    let scale = (1.5 * volume - 1.0) / determinant;
    *d_f = [
        a + scale * minors[0],
        b - scale * minors[1],
        c + scale * minors[2],
        d + scale * (c * i - b * j),
        e + scale * (a * j - c * h),
        g + scale * (b * h - a * i),
        h + scale * (b * g - c * e),
        i + scale * (c * d - a * g),
        j + scale * (a * e - b * d),
    ];
    0.5 * (squares - 3.0) - volume + 0.75 * volume * volume
}

fn of_duals(f: &[DualSVec64<9>; 9]) -> DualSVec64<9> {
    let squares = (f.iter().map(|x| x * x)).fold(DualSVec64::from_re(0.0), |sum, x| sum + x);
    let determinant = f[0] * (f[4] * f[8] - f[5] * f[7]) - f[1] * (f[3] * f[8] - f[5] * f[6])
        + f[2] * (f[3] * f[7] - f[4] * f[6]);
    let volume = determinant.ln();
    (squares - 3.0) * 0.5 - volume + volume * volume * 0.75
}

pub fn cases() -> Vec<Case> {
    let count = 1000;
    let noise = numbers(9 * count, 0.0);
    let deformed = |n: &[f64; 9]| -> [[f64; 3]; 3] {
        std::array::from_fn(|i| {
            std::array::from_fn(|j| 0.2 * n[3 * i + j] + if i == j { 1.0 } else { 0.0 })
        })
    };
    let all: &Vec<[[f64; 3]; 3]> = keep(noise.as_chunks().0.iter().map(deformed).collect());
    let case = Case::new(
        "3x3 matrix, 1000 of them",
        9 * count,
        move || black_box(all).iter().map(energy).sum(),
        move |g| {
            let mut sum = 0.0;
            for (f, g) in black_box(all).iter().zip(g.as_chunks_mut::<9>().0) {
                let (value, d_f) = energy::value_and_gradient(f);
                g.copy_from_slice(d_f.as_flattened());
                sum += value;
            }
            sum
        },
        move |g| {
            let mut sum = 0.0;
            for (f, g) in black_box(all).iter().zip(g.as_chunks_mut::<9>().0) {
                sum += by_hand(f, g);
            }
            sum
        },
    );
    vec![case.dual(move |g| {
        let mut sum = 0.0;
        for (f, g) in black_box(all).iter().zip(g.as_chunks_mut::<9>().0) {
            let flat = std::array::from_fn(|i| f[i / 3][i % 3]);
            sum += peers::with_duals(&flat, g, of_duals);
        }
        sum
    })]
}
