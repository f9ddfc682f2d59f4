//! Structs that branches give while one of their arms may be left: by `return`, `continue`, `break` and panics.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Debug, Clone, Copy)]
pub struct Ray {
    y: f64,
    theta: f64,
}

#[derive(Differentiable, Debug, Clone)]
pub struct Path {
    rays: Vec<Ray>,
    length: f64,
}

#[differentiate]
pub fn through(ray: Ray, kind: usize, by: f64) -> Option<Ray> {
    let Ray { y, theta } = ray;
    Some(match kind {
        0 => Ray {
            y: y + by * theta.tan(),
            theta,
        },
        1 => Ray {
            y,
            theta: theta - y / (by * by + 1.0),
        },
        2 => {
            let s = 0.6 * (theta + y).sin() * by;
            if s.abs() > 0.9 {
                return None;
            }
            Ray {
                theta: s.asin(),
                ..ray
            }
        }
        _ => ray,
    })
}

#[differentiate]
pub fn folded(a: &[f64]) -> f64 {
    let start = Ray {
        y: a[0],
        theta: 0.25 * a[1],
    };
    let kinds = [0, 1, 2, 0, 2, 3];
    match kinds
        .iter()
        .try_fold(start, |ray, k| through(ray, *k, a[1]))
    {
        Some(ray) => ray.y * a[0] + ray.theta,
        None => a[0] * a[1],
    }
}

#[differentiate]
pub fn early(a: &[f64]) -> f64 {
    let ray = match a.len() {
        2 => Ray {
            y: a[0],
            theta: a[1],
        },
        _ => {
            let s = a[0] * a[1];
            if s > 1.0 {
                return s * a[0];
            }
            Ray { y: s, theta: a[0] }
        }
    };
    ray.y * ray.theta + a[1]
}

#[differentiate]
pub fn in_a_loop(a: &[f64]) -> f64 {
    let mut total = a[0];
    'all: for i in 0..6 {
        let path = if i % 2 == 0 {
            let ray = Ray {
                y: a[0] * i as f64,
                theta: total,
            };
            Path {
                rays: vec![ray, Ray { y: total, ..ray }],
                length: a[1],
            }
        } else {
            let x = a[i % a.len()] * total;
            if i == 3 {
                continue;
            }
            if i == 5 {
                if x < 0.0 {
                    break 'all;
                }
                total += 1.0;
            }
            let rays = vec![Ray { y: x, theta: 0.5 }; i];
            Path {
                rays,
                length: x * a[0],
            }
        };
        total += 0.1 * path.length * path.rays.iter().map(|r| r.y * r.theta).sum::<f64>();
    }
    total
}

slices! {
    tried(a) { folded(a) } at [0.5, 0.75], [2.5, -1.5], [0.25, 0.5];
    returned(a) { early(a) } at [0.5, -1.25, 0.75], [1.5, 0.75], [1.5, 0.75, 1.0];
    skipped(a) { in_a_loop(a) } at [0.5, -1.25, 0.75], [1.5, 0.75], [-0.5, 0.75, 1.0];

    here(a) {
        let mut s = 0.0;
        for i in 0..4 {
            let ray = match i {
                1 => Ray { y: s, theta: a[0] },
                _ => {
                    let t = a[i % 2] * s;
                    if t < -0.25 {
                        s += a[0];
                        continue;
                    }
                    Ray { y: t + a[1], theta: a[0] }
                }
            };
            s += ray.y * ray.theta;
        }
        s
    } at [0.5, -1.25, 0.75], [1.5, 0.75];
}
