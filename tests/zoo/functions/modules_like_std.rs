//! Modules of one's own that are called like those of `std`.

use crate::support::whole_functions;
use autodiff::differentiate;

#[differentiate]
mod mem {
    pub fn swap(a: &mut f64, b: &mut f64) {
        let t = *a * 2.0;
        *a = *b * 3.0;
        *b = t;
    }

    pub fn take(x: &mut f64) -> f64 {
        let y = *x * *x;
        *x = 1.0;
        y
    }
}

#[differentiate]
mod cmp {
    pub fn max(x: f64, y: f64) -> f64 {
        x * y
    }
}

#[differentiate]
pub fn mixed(p: &[f64]) -> f64 {
    let (mut x, mut y) = (p[0], p[1]);
    mem::swap(&mut x, &mut y);
    let z = self::mem::take(&mut y);
    std::mem::swap(&mut x, &mut y);
    let w = std::mem::replace(&mut x, p[2]);
    cmp::max(x, y) + z * std::cmp::max(p.len(), 2) as f64 + w
}

whole_functions! { mixed }
