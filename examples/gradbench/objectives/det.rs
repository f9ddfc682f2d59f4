//! The determinant by expansion along the first row, again and again.

use autodiff::differentiate;

/// The determinant of the rows of the `ell` × `ell` matrix `a` from `row` on, in the columns that are
/// linked: `next[ell]` is the first, `next[c]` the one after column `c`, and `ell` ends the list.
#[differentiate]
pub fn minor(a: &[f64], ell: usize, row: usize, next: &mut [usize]) -> f64 {
    if row == ell {
        return 1.0;
    }
    let mut det = 0.0;
    let mut sign = 1.0;
    let mut link = ell;
    while next[link] != ell {
        let column = next[link];
        next[link] = next[column];
        det += sign * a[row * ell + column] * minor(a, ell, row + 1, next);
        next[link] = column;
        sign = -sign;
        link = column;
    }
    det
}

#[differentiate]
pub fn determinant(a: &[f64], ell: usize) -> f64 {
    let mut next: Vec<usize> = (1..=ell).collect();
    next.push(0);
    minor(a, ell, 0, &mut next)
}
