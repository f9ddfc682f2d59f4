//! Patterns behind a reference to what a call has just given: `match &shape(x) { … }`.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};

#[derive(Clone, Debug, Differentiable)]
pub enum Shape {
    Disc(f64),
    Rect { w: f64, h: f64 },
}

#[differentiate]
pub fn shape(x: f64) -> Shape {
    if x > 1.0 {
        Shape::Disc(x * x)
    } else {
        Shape::Rect {
            w: x,
            h: 2.0 * x * x,
        }
    }
}

#[differentiate]
pub fn above(x: f64) -> Option<f64> {
    if x > 0.5 { Some(x * x) } else { None }
}

#[differentiate]
pub fn grow(total: &mut f64, by: &f64) {
    *total = *total * *by + by;
}

scalars! {
    /// Alone, in a tuple, and behind a reference that changes what is there.
    enums(x: f64, y: f64) {
        let alone = match &shape(x) {
            Shape::Disc(r) => r * y,
            Shape::Rect { w, h } => *w * *h,
        };
        let both = match &(shape(x), shape(y)) {
            (Shape::Disc(r), Shape::Rect { w, .. }) => r * w,
            (Shape::Rect { h, .. }, _) => *h * y,
            _ => x,
        };
        let changed = match &mut shape(y) {
            Shape::Disc(r) => {
                *r *= x;
                *r * y
            }
            Shape::Rect { w, h } => {
                *w += *h;
                *w * x
            }
        };
        alone + both * changed
    } at (0.3, 1.4), (1.7, 0.45), (0.8, 0.45), (1.3, 1.6);
    /// What the names are handed to is called.
    options(x: f64, y: f64) {
        let mut total = y;
        for i in 0..3 {
            if let Some(v) = &above(x + i as f64 * 0.25) {
                grow(&mut total, v);
            }
            let Shape::Disc(r) = &shape(y + i as f64 * 0.3) else {
                total += x;
                continue;
            };
            total *= r.sin();
        }
        total + match &above(y) {
            Some(v) => *v * x,
            None => x * 3.0,
        }
    } at (0.3, 1.4), (1.7, 0.45), (0.8, 0.45), (0.1, 0.6);
    /// Collected in each iteration, and left unset where it failed.
    collected(x: f64, y: f64) {
        let mut total = y;
        for i in 0..3 {
            let found: Option<Vec<f64>> = (0..=i).map(|k| above(x + k as f64 * 0.25)).collect();
            if let Some(v) = found {
                total += v.iter().sum::<f64>() * x;
            } else {
                total *= 0.5 * y;
            }
        }
        total
    } at (0.3, 1.4), (1.7, 0.45), (0.8, 0.45);
}
