//! What is given to a variable whose type only a later use tells: an argument, a field, the items taken out of it.

use crate::support::{scalars, slices};
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Ball {
    centre: [f64; 3],
    radius: f64,
}

#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Celsius(f64);

#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Kelvin(f64);

#[differentiate]
impl From<Celsius> for Kelvin {
    fn from(c: Celsius) -> Kelvin {
        Kelvin(c.0 * c.0 + 273.15)
    }
}

#[differentiate]
pub fn radiated(t: Kelvin) -> f64 {
    (t.0 / 300.0).powi(4)
}

#[differentiate]
impl Ball {
    fn distance(&self, p: [f64; 3]) -> f64 {
        let d: f64 = p
            .iter()
            .zip(&self.centre)
            .map(|(a, b)| (a - b).powi(2))
            .sum();
        d.sqrt() - self.radius
    }
}

#[differentiate]
pub fn length(p: &[f64; 3]) -> f64 {
    p.iter().map(|v| v * v).sum::<f64>().sqrt()
}

/// The steps along a ray until it meets the ball.
#[differentiate]
pub fn trace(ball: &Ball, origin: [f64; 3], dir: [f64; 3]) -> Option<f64> {
    let mut t = 0.0;
    for _ in 0..60 {
        let p = std::array::from_fn(|i| origin[i] + t * dir[i]);
        let d = ball.distance(p);
        if d < 1e-12 {
            return Some(t);
        }
        t += d;
        if t > 20.0 {
            break;
        }
    }
    None
}

scalars! {
    an_argument(x: f64, y: f64) {
        let p = std::array::from_fn(|i| x * (i + 1) as f64 + y);
        let q = p;
        length(&p) * q[0] + q[2]
    } at (1.25, 0.5), (-0.75, 1.5);

    a_field(x: f64, y: f64) {
        let centre = std::array::from_fn(|i| x + i as f64 * y);
        let ball = Ball { centre, radius: y };
        ball.distance([0.5, x, 3.0]) * centre[1]
    } at (1.25, 0.5), (-0.75, 1.5);

    taken_apart(x: f64, y: f64) {
        let items = std::array::from_fn(|i| (x * (i + 1) as f64).sin() * y);
        let [a, b, c] = items;
        a * b + c * items[0]
    } at (1.25, 0.5), (-0.75, 1.5);

    converted(x: f64, y: f64) {
        let t = Celsius(x * y).into();
        let warm = radiated(t);
        warm * x
    } at (1.25, 0.5), (-0.75, 1.5);

    traced(x: f64, y: f64) {
        let ball = Ball { centre: [0.1 * x, 0.2 * y, 3.0], radius: 1.0 };
        let near = trace(&ball, [0.0, 0.1 * x, -1.0], [0.0, 0.0, 1.0]);
        near.unwrap_or(0.0) + trace(&ball, [9.0, 0.0, 0.0], [0.0, 0.0, 1.0]).unwrap_or(x)
    } at (1.25, 0.5), (-0.75, 1.5);
}

slices! {
    a_part(x) {
        let head = x[1..4].try_into().unwrap();
        let s = length(&head);
        let tail = match x[0] > 0.0 {
            true => x[..3].try_into().unwrap(),
            false => head,
        };
        s * length(&tail) * x[0]
    } at [0.5, -1.25, 0.75, 2.0], [-1.5, 0.5, 0.25, 1.0];
}
