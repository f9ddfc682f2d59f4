//! Sums that are looked at while they run: the order of the iterations matters to their adjoints.

use crate::support::{scalars, slices};

slices! {
    weighted_by_what_came_before(a) {
        let mut s = 0.0;
        let mut t = 0.0;
        for i in 0..a.len() { s += a[i] * a[0]; t += s * a[i]; }
        t + s
    } at [1.5, -2.0, 0.5, 3.0], [0.75, 0.25];
    squares_of_running_sums(a) { let mut s = 0.0; let mut t = 0.0; for x in a { s += x; t += s * s; } t } at [1.5, -2.0, 0.5], [0.75, 0.25];
    written_down(a) {
        let mut s = 0.0;
        let mut sums = vec![0.0; a.len()];
        for i in 0..a.len() { s += a[i]; sums[i] = s; }
        let mut t = 0.0;
        for i in 0..a.len() { t += sums[i] * a[a.len() - 1 - i]; }
        t
    } at [1.5, -2.0, 0.5], [0.75, 0.25];
    over_inner_sums(a) {
        let mut s = a[1];
        let mut out = 0.0;
        for _ in 0..3 {
            for x in a.iter() { s += 0.2 * x * x; }
            out += s.sin();
        }
        out
    } at [1.5, -2.0, 0.5], [0.75, 0.25];
    inside_inner_loops(a) {
        let mut s = 0.0;
        let mut out = 0.0;
        for x in a { for y in a { s += x * y; out += s * y; } }
        out
    } at [1.5, -2.0, 0.5], [0.75, 0.25];
    under_a_condition(a) {
        let mut s = 0.0;
        let mut t = 1.0;
        for x in a { s += x * x; if s > 1.0 { t += s * x; } }
        t
    } at [1.5, -2.0, 0.5], [0.75, 0.25, 1.25];
}

scalars! {
    of_products(x, y) { let mut s = 0.0; let mut p = 1.0; for _ in 0..4 { s += x * y; p *= s + 0.5; } p } at (1.5, 0.75), (-0.5, 0.5);
    position_and_speed(x, y) { let mut v = 0.0; let mut p = x; for _ in 0..5 { v -= 0.1 * y; p += 0.1 * v * y; } p } at (1.5, 0.75), (-0.5, 0.5);
}
