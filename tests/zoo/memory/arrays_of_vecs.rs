//! `Vec`s that change their lengths inside of arrays, tuples, structs and enums in arrays, and copies of
//! such in each iteration.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Debug)]
pub struct Track {
    gain: f64,
    taps: Vec<f64>,
}

#[derive(Differentiable, Clone, Debug)]
pub enum Part {
    List(Vec<f64>),
    One(f64),
}

#[derive(Differentiable, Clone, Debug)]
enum Stage {
    Filling { at: f64, seen: Vec<f64> },
    Done,
}

#[differentiate]
impl Stage {
    /// What is in the variant grows before the whole is assigned.
    fn advance(&mut self, by: f64) -> f64 {
        match self {
            Stage::Filling { at, seen } => {
                seen.push(*at);
                *at = by * seen[0];
                let sum = seen.iter().sum();
                if seen.len() > 2 {
                    *self = Stage::Done;
                }
                sum
            }
            Stage::Done => by,
        }
    }
}

slices! {
    grown_in_a_variant(p) {
        let mut stage = Stage::Filling { at: p[0], seen: vec![p[1]] };
        (0..4).map(|i| stage.advance(p[i % 2]) * (i + 1) as f64).sum::<f64>()
    } at [0.5, 0.7, 1.2];

    shortened_and_grown(p) {
        let mut q = [vec![p[0], p[1]], vec![p[2], p[1]]];
        let mut s = 0.4;
        for _ in 0..3 {
            q[0].truncate(1);
            q[0].resize(2, s);
            s = s * 0.5 + q[0][0] * q[1][1] * 0.7 + q[0][1] * 0.2;
        }
        s + q[0][0] * q[0][1] + q[1][0]
    } at [0.5, 0.7, 1.2];

    pushed_and_popped(p) {
        let mut q = [vec![p[0]], vec![p[1]]];
        let mut t = p[2];
        for k in 0..3 {
            q[0].push(p[k] * t);
            let l = q[0].len();
            t += q[0][l - 1] * q[0][l / 2];
        }
        let x = q[0].pop().unwrap();
        q[1].extend([t, x]);
        t += q[1][2] * q[1][1];
        q[0].clear();
        let more = q[1].clone();
        q[0].extend(&more);
        q[1] = vec![p[2], t, t * t];
        t * q[1][1] * q[0][0] * 0.1
    } at [0.5, 0.7, 1.2];

    in_structs_and_tuples(p) {
        let mut tracks = [Track { gain: p[0], taps: vec![p[1]] }, Track { gain: p[1], taps: vec![] }];
        let mut t = 0.0;
        for k in 0..3 {
            tracks[k % 2].taps.push(p[k]);
            let l = tracks[k % 2].taps.len();
            t += tracks[k % 2].gain * tracks[k % 2].taps[l - 1];
        }
        let mut h = ([vec![p[0], p[1]]], p[2]);
        h.0[0].truncate(1);
        h.0[0].resize(3, p[1] * t);
        t * h.1 + h.0[0][0] * h.0[0][2]
    } at [0.5, 0.7, 1.2];

    copied_in_each_iteration(p) {
        let mut track = Track { gain: p[0], taps: p.to_vec() };
        let mut t = 0.0;
        for i in 0..3 {
            let taps = track.taps.clone();
            track.gain = taps[0] * p[i];
            t += taps[i] * track.gain;
            track.taps[i] = t;
        }
        t * track.taps[1]
    } at [0.5, 0.7, 1.2];

    in_enums(p) {
        let mut parts = [Part::List(vec![p[0], p[1]]), Part::One(p[2])];
        if let Part::List(v) = &mut parts[0] {
            v.truncate(1);
            v.resize(2, p[2] * 2.0);
        }
        let mut t = 1.0;
        for part in &parts {
            match part {
                Part::List(v) => t += v[0] * v[1],
                Part::One(k) => t *= k,
            }
        }
        t
    } at [0.5, 0.7, 1.2];
}
