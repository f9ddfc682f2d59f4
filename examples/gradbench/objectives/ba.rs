//! Bundle adjustment: how far a point, seen by a camera, lies from where it was observed.

use autodiff::differentiate;

#[differentiate]
pub fn cross(a: &[f64; 3], b: &[f64; 3]) -> [f64; 3] {
    [
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    ]
}

#[differentiate]
pub fn dot(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// `x` turned about the axis `r` by its length, after Rodrigues.
#[differentiate]
pub fn rotated(r: &[f64; 3], x: &[f64; 3]) -> [f64; 3] {
    let squared = dot(r, r);
    if squared == 0.0 {
        let c = cross(r, x);
        return [x[0] + c[0], x[1] + c[1], x[2] + c[2]];
    }
    let theta = squared.sqrt();
    let (sin, cos) = theta.sin_cos();
    let axis = [r[0] / theta, r[1] / theta, r[2] / theta];
    let c = cross(&axis, x);
    let along = dot(&axis, x) * (1.0 - cos);
    [
        x[0] * cos + c[0] * sin + axis[0] * along,
        x[1] * cos + c[1] * sin + axis[1] * along,
        x[2] * cos + c[2] * sin + axis[2] * along,
    ]
}

/// Where the camera sees the point. The camera is its rotation (3), centre (3), focal length,
/// principal point (2) and radial distortion (2).
#[differentiate]
pub fn projected(camera: &[f64; 11], point: &[f64; 3]) -> [f64; 2] {
    let rotation = [camera[0], camera[1], camera[2]];
    let moved = [
        point[0] - camera[3],
        point[1] - camera[4],
        point[2] - camera[5],
    ];
    let p = rotated(&rotation, &moved);
    let (u, v) = (p[0] / p[2], p[1] / p[2]);
    let squared = u * u + v * v;
    let distortion = 1.0 + camera[9] * squared + camera[10] * squared * squared;
    [
        camera[6] * u * distortion + camera[7],
        camera[6] * v * distortion + camera[8],
    ]
}

/// The weighted difference between the projection and the observation.
#[differentiate]
pub fn reprojection_error(
    camera: &[f64; 11],
    point: &[f64; 3],
    weight: f64,
    feature: &[f64; 2],
) -> [f64; 2] {
    let p = projected(camera, point);
    [weight * (p[0] - feature[0]), weight * (p[1] - feature[1])]
}

#[differentiate]
pub fn weight_error(weight: f64) -> f64 {
    1.0 - weight * weight
}
