//! References and iterators that a branch chooses.

use crate::support::{scalars, slices};

scalars! {
    array(x, y) { let (a, b) = ([x, y], [y, x * y]); let r = if x > 0.0 { &a } else { &b }; r[0] * r[1] + a[0] } at (1.5, -0.75), (-2.0, 0.5);
    written_through(x, y) {
        let mut a = [x, y];
        let mut b = [y, x];
        let r = if x > 0.0 { &mut a } else { &mut b };
        r[0] *= r[1];
        r[1] += 0.5;
        a[0] * b[0] + a[1] * b[1]
    } at (1.5, -0.75), (-2.0, 0.5);
    variable(x, y) {
        let mut p = x * y;
        let mut q = y;
        { let r = if x > 0.0 { &mut p } else { &mut q }; *r *= 3.0 + x; }
        p * q
    } at (1.5, -0.75), (-2.0, 0.5);
    pair(x, y) {
        let (a, b) = ([x, y], [y, x * y]);
        let mut s = 0.0;
        for i in 0..3 {
            let (from, to) = if i % 2 == 0 { (&a, &b) } else { (&b, &a) };
            s += from[0] * to[1] * x;
        }
        s
    } at (1.5, -0.75), (-2.0, 0.5);
}

slices! {
    slice_of_match(a) {
        let half = a.len() / 2;
        let part = match a.len() { 0..=2 => &a[..], 3 => &a[1..], _ => &a[half..] };
        let mut s = 0.0;
        for i in 0..part.len() { s += part[i] * part[0]; }
        s
    } at [1.5, -2.0, 0.5, 3.0], [0.75, 0.25], [0.75, 0.5, -0.25];
    with_continue(a) {
        let mut s = a[0];
        for i in 0..a.len() {
            let row = if i == 1 { continue; } else if i == 0 { &a[1..] } else { a };
            s = s * 0.5 + row[0] * row[row.len() - 1];
        }
        s
    } at [1.5, -2.0, 0.5, 3.0], [0.75, 0.25];
    double_buffer(a) {
        let mut p = a.to_vec();
        let mut q = vec![0.0; a.len()];
        for step in 0..3 {
            let (from, to) = if step % 2 == 0 { (&p, &mut q) } else { (&q, &mut p) };
            for i in 0..from.len() { to[i] = from[i] * from[(i + 1) % from.len()] + 0.5; }
        }
        q.iter().map(|x| x * x).sum::<f64>()
    } at [1.5, -2.0, 0.5], [0.75, 0.25];
}
