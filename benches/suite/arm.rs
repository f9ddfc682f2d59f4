//! How far the tip of a robot's arm with six joints is from where it should be; a thousand postures a
//! call.

use crate::case::{Case, keep, numbers};
use autodiff::differentiate;
use std::hint::black_box;

const LENGTHS: [f64; 6] = [0.3, 0.5, 0.4, 0.2, 0.15, 0.1];
const TARGET: [f64; 3] = [0.4, -0.3, 0.6];

/// Each joint turns about the arm's third axis; then the arm goes on along its first axis, and what
/// follows is twisted by a right angle.
#[differentiate]
fn miss(angles: &[f64; 6]) -> f64 {
    let mut x = [1.0, 0.0, 0.0];
    let mut y = [0.0, 1.0, 0.0];
    let mut z = [0.0, 0.0, 1.0];
    let mut tip = [0.0; 3];
    for j in 0..6 {
        let (sin, cos) = angles[j].sin_cos();
        for i in 0..3 {
            let along = cos * x[i] + sin * y[i];
            let across = cos * y[i] - sin * x[i];
            tip[i] += LENGTHS[j] * along;
            x[i] = along;
            y[i] = z[i];
            z[i] = -across;
        }
    }
    let mut sum = 0.0;
    for i in 0..3 {
        sum += (tip[i] - TARGET[i]).powi(2);
    }
    sum
}

/// Records the sines and cosines and the axes after each joint.
fn by_hand(angles: &[f64; 6], d_angles: &mut [f64; 6]) -> f64 {
    let mut x = [1.0, 0.0, 0.0];
    let mut y = [0.0, 1.0, 0.0];
    let mut z = [0.0, 0.0, 1.0];
    let mut tip = [0.0; 3];
    let mut turns = [(0.0, 0.0); 6];
    let mut alongs = [[0.0; 3]; 6];
    let mut acrosses = [[0.0; 3]; 6];
    for j in 0..6 {
        let (sin, cos) = angles[j].sin_cos();
        turns[j] = (sin, cos);
        for i in 0..3 {
            let along = cos * x[i] + sin * y[i];
            let across = cos * y[i] - sin * x[i];
            tip[i] += LENGTHS[j] * along;
            alongs[j][i] = along;
            acrosses[j][i] = across;
            x[i] = along;
            y[i] = z[i];
            z[i] = -across;
        }
    }
    let mut sum = 0.0;
    let mut d_tip = [0.0; 3];
    for i in 0..3 {
        let off = tip[i] - TARGET[i];
        sum += off * off;
        d_tip[i] = 2.0 * off;
    }
    let (mut d_x, mut d_y, mut d_z) = ([0.0; 3], [0.0; 3], [0.0; 3]);
    for j in (0..6).rev() {
        let (sin, cos) = turns[j];
        let mut d_angle = 0.0;
        for i in 0..3 {
            let d_along = d_x[i] + LENGTHS[j] * d_tip[i];
            let d_across = -d_z[i];
            // The derivative of `along` by the angle is `across`, and that of `across` is `-along`.
            d_angle += d_along * acrosses[j][i] - d_across * alongs[j][i];
            d_z[i] = d_y[i];
            d_x[i] = d_along * cos - d_across * sin;
            d_y[i] = d_along * sin + d_across * cos;
        }
        d_angles[j] = d_angle;
    }
    sum
}

pub fn cases() -> Vec<Case> {
    let count = 1000;
    let all: &Vec<[f64; 6]> = keep(numbers(6 * count, 0.0).as_chunks().0.to_vec());
    vec![Case::new(
        "arm with 6 joints, 1000 postures",
        6 * count,
        move || black_box(all).iter().map(miss).sum(),
        move |g| {
            let mut sum = 0.0;
            for (angles, g) in black_box(all).iter().zip(g.as_chunks_mut::<6>().0) {
                sum += miss::value_and_gradient_into(angles, g);
            }
            sum
        },
        move |g| {
            let mut sum = 0.0;
            for (angles, g) in black_box(all).iter().zip(g.as_chunks_mut::<6>().0) {
                sum += by_hand(angles, g);
            }
            sum
        },
    )]
}
