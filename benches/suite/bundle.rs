//! The benchmark's bundle adjustment: the Jacobian of the errors of 2000 observations, whose rows come
//! in pairs from one forward pass.

use crate::case::{Case, keep, numbers};
use crate::objectives::ba::reprojection_error;
use std::hint::black_box;

struct Observation {
    camera: [f64; 11],
    point: [f64; 3],
    weight: f64,
    feature: [f64; 2],
}

impl Observation {
    fn new(noise: &[f64; 17]) -> Self {
        Observation {
            camera: std::array::from_fn(|i| {
                [0.5, 0.5, 0.5, 0.2, 0.2, 0.2, 2.0, 0.1, 0.1, 0.1, 0.1][i] * noise[i]
            }),
            point: [noise[11], noise[12], 5.0 + noise[13]],
            weight: noise[14],
            feature: [noise[15], noise[16]],
        }
    }

    fn errors(&self) -> [f64; 2] {
        reprojection_error(&self.camera, &self.point, self.weight, &self.feature)
    }

    fn generated(&self, rows: &mut [[f64; 15]; 2]) -> [f64; 2] {
        let Observation {
            camera,
            point,
            weight,
            feature,
        } = self;
        let (errors, cache) = reprojection_error::forward(camera, point, *weight, feature);
        for (row, d_error) in rows.iter_mut().zip([[1.0, 0.0], [0.0, 1.0]]) {
            let (mut d_camera, mut d_point, mut d_feature) = ([0.0; 11], [0.0; 3], [0.0; 2]);
            row[14] = reprojection_error::backward(
                &cache,
                camera,
                &mut d_camera,
                point,
                &mut d_point,
                feature,
                &mut d_feature,
                d_error,
            );
            row[..11].copy_from_slice(&d_camera);
            row[11..14].copy_from_slice(&d_point);
        }
        errors
    }

    /// One matrix of partial derivatives by the rotated point serves both rows.
    fn by_hand(&self, rows: &mut [[f64; 15]; 2]) -> [f64; 2] {
        let Observation {
            camera: c,
            point,
            weight,
            feature,
        } = self;
        let x = [point[0] - c[3], point[1] - c[4], point[2] - c[5]];
        let squared = c[0] * c[0] + c[1] * c[1] + c[2] * c[2];
        let theta = squared.sqrt();
        let (sin, cos) = theta.sin_cos();
        let inverse = 1.0 / theta;
        let k = [c[0] * inverse, c[1] * inverse, c[2] * inverse];
        let cross = |a: &[f64; 3], b: &[f64; 3]| {
            [
                a[1] * b[2] - a[2] * b[1],
                a[2] * b[0] - a[0] * b[2],
                a[0] * b[1] - a[1] * b[0],
            ]
        };
        let dot = |a: &[f64; 3], b: &[f64; 3]| a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
        let turned = cross(&k, &x);
        let kx = dot(&k, &x);
        let along = kx * (1.0 - cos);
        let p: [f64; 3] = std::array::from_fn(|i| x[i] * cos + turned[i] * sin + k[i] * along);
        let depth = 1.0 / p[2];
        let (u, v) = (p[0] * depth, p[1] * depth);
        let rho = u * u + v * v;
        let distortion = 1.0 + c[9] * rho + c[10] * rho * rho;
        let errors = [
            weight * (c[6] * u * distortion + c[7] - feature[0]),
            weight * (c[6] * v * distortion + c[8] - feature[1]),
        ];
        let scale = weight * c[6];
        let d_rho = c[9] + 2.0 * c[10] * rho;
        for (e, row) in rows.iter_mut().enumerate() {
            let here = [u, v][e];
            let mut d_u = 2.0 * scale * here * d_rho * u;
            let mut d_v = 2.0 * scale * here * d_rho * v;
            *[&mut d_u, &mut d_v][e] += scale * distortion;
            let d_p = [d_u * depth, d_v * depth, -(d_u * u + d_v * v) * depth];
            // The adjoint of the rotated point, turned back, is that of the point.
            let d_k_p = dot(&k, &d_p);
            let back = cross(&d_p, &k);
            let d_along = d_k_p * (1.0 - cos);
            let d_x: [f64; 3] =
                std::array::from_fn(|i| d_p[i] * cos + back[i] * sin + k[i] * d_along);
            let x_d_p = cross(&x, &d_p);
            let d_k: [f64; 3] =
                std::array::from_fn(|i| x_d_p[i] * sin + d_p[i] * along + x[i] * d_along);
            let d_theta = sin * (kx * d_k_p - dot(&x, &d_p)) + cos * dot(&turned, &d_p);
            let radial = d_theta - dot(&d_k, &k) * inverse;
            for i in 0..3 {
                row[i] = d_k[i] * inverse + radial * k[i];
                row[3 + i] = -d_x[i];
                row[11 + i] = d_x[i];
            }
            row[6] = weight * here * distortion;
            row[7] = 0.0;
            row[8] = 0.0;
            row[7 + e] = *weight;
            row[9] = scale * here * rho;
            row[10] = row[9] * rho;
            row[14] = c[6] * here * distortion + c[7 + e] - feature[e];
        }
        errors
    }
}

pub fn cases() -> Vec<Case> {
    let count = 2000;
    let noise = numbers(17 * count, 0.0);
    let all: &Vec<Observation> = keep(noise.as_chunks().0.iter().map(Observation::new).collect());
    let jacobian = |rows: fn(&Observation, &mut [[f64; 15]; 2]) -> [f64; 2]| {
        move |g: &mut [f64]| {
            let pairs = g.as_chunks_mut::<15>().0.as_chunks_mut::<2>().0;
            let mut sum = 0.0;
            for (observation, pair) in black_box(all).iter().zip(pairs) {
                let [first, second] = rows(observation, pair);
                sum += first + second;
            }
            sum
        }
    };
    vec![Case::new(
        "bundle adjustment, 2000 observations",
        30 * count,
        move || {
            let of = |observation: &Observation| {
                let [first, second] = observation.errors();
                first + second
            };
            black_box(all).iter().map(of).sum()
        },
        jacobian(Observation::generated),
        jacobian(Observation::by_hand),
    )]
}
