//! Bundle adjustment: a sparse Jacobian, two rows from each forward pass.

use super::{Evaluation, Runs, copies, no_function, output, read, require, reserved};
use crate::objectives::ba::{reprojection_error, weight_error};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::hint::black_box;

#[derive(Deserialize)]
struct Input {
    n: usize,
    m: usize,
    p: usize,
    cam: [f64; 11],
    x: [f64; 3],
    w: f64,
    feat: [f64; 2],
}

/// Cameras, points and observations; observation `i` is of point `i mod m` by camera `i mod n`.
struct Problem {
    cameras: Vec<[f64; 11]>,
    points: Vec<[f64; 3]>,
    weights: Vec<f64>,
    features: Vec<[f64; 2]>,
}

/// A matrix in rows of which only some columns are kept.
struct Sparse {
    /// Where each row begins, and where the last one ends.
    rows: Vec<usize>,
    columns: Vec<usize>,
    values: Vec<f64>,
}

pub fn evaluate(function: &str, input: &Value) -> Result<Evaluation, String> {
    let runs: Runs = read(input)?;
    let input: Input = read(input)?;
    let Input { n, m, p, .. } = input;
    let some = n >= 1 && m >= 1 && p >= 1;
    require(some, "`n`, `m` and `p` have to be 1 or more")?;
    let problem = Problem {
        cameras: copies(input.cam, n)?,
        points: copies(input.x, m)?,
        weights: copies(input.w, p)?,
        features: copies(input.feat, p)?,
    };
    match function {
        "objective" => {
            let mut errors = copies([0.0; 2], p)?;
            let mut weight_errors = copies(0.0, p)?;
            let ((), times) =
                runs.time(|| black_box(&problem).errors(&mut errors, &mut weight_errors));
            output(
                &json!({
                    "reproj_error": { "elements": errors[0], "repeated": p },
                    "w_err": { "element": weight_errors[0], "repeated": p },
                }),
                times,
            )
        }
        "jacobian" => {
            let entries = p.saturating_mul(31);
            let mut jacobian = Sparse {
                rows: reserved(p.saturating_mul(3).saturating_add(1))?,
                columns: reserved(entries)?,
                values: reserved(entries)?,
            };
            let ((), times) = runs.time(|| black_box(&problem).jacobian(&mut jacobian));
            output(
                &json!({
                    "rows": ends(&jacobian.rows),
                    "cols": ends(&jacobian.columns),
                    "vals": ends(&jacobian.values),
                }),
                times,
            )
        }
        _ => no_function(function),
    }
}

/// The first thirty items and the last one.
fn ends<T: Copy + Serialize>(of: &[T]) -> Vec<T> {
    of.iter().take(30).chain(of.last()).copied().collect()
}

impl Problem {
    fn errors(&self, errors: &mut [[f64; 2]], weight_errors: &mut [f64]) {
        let (n, m) = (self.cameras.len(), self.points.len());
        for i in 0..self.weights.len() {
            let (camera, point) = (&self.cameras[i % n], &self.points[i % m]);
            errors[i] = reprojection_error(camera, point, self.weights[i], &self.features[i]);
            weight_errors[i] = weight_error(self.weights[i]);
        }
    }

    fn jacobian(&self, out: &mut Sparse) {
        let (n, m) = (self.cameras.len(), self.points.len());
        let first_weight = 11 * n + 3 * m;
        out.rows.clear();
        out.columns.clear();
        out.values.clear();
        out.rows.push(0);
        for i in 0..self.weights.len() {
            let (camera, point) = (&self.cameras[i % n], &self.points[i % m]);
            let (weight, feature) = (self.weights[i], &self.features[i]);
            let (_, cache) = reprojection_error::forward(camera, point, weight, feature);
            for d_error in [[1.0, 0.0], [0.0, 1.0]] {
                let (mut d_camera, mut d_point, mut d_feature) = ([0.0; 11], [0.0; 3], [0.0; 2]);
                let d_weight = reprojection_error::backward(
                    &cache,
                    camera,
                    &mut d_camera,
                    point,
                    &mut d_point,
                    feature,
                    &mut d_feature,
                    d_error,
                );
                out.columns.extend((0..11).map(|j| 11 * (i % n) + j));
                out.columns.extend((0..3).map(|j| 11 * n + 3 * (i % m) + j));
                out.columns.push(first_weight + i);
                out.values.extend_from_slice(&d_camera);
                out.values.extend_from_slice(&d_point);
                out.values.push(d_weight);
                out.rows.push(out.values.len());
            }
        }
        for (i, &weight) in self.weights.iter().enumerate() {
            out.columns.push(first_weight + i);
            out.values.push(weight_error::gradient(weight));
            out.rows.push(out.values.len());
        }
    }
}
