//! `for` over every form of range, `while`, `loop`, and leaving them early.

use crate::support::scalars;

scalars! {
    power(x) { let mut p = 1.0; for _ in 0..5 { p *= x; } p } at (1.25), (-0.75);
    sum_of_powers(x) { let mut p = 1.0; let mut s = 0.0; for _ in 0..4 { p *= x; s += p; } s } at (1.25), (-0.75);
    ordinal(x: f64) { let mut s = 0.0; for i in 0..4 { s += (i as f64 + 1.0) * x; s *= x; } s } at (1.25), (-0.75);
    inclusive(x: f64) { let mut s = x; for i in 1..=4 { s = s * x + i as f64; } s } at (1.25), (-0.75);
    reversed(x: f64) { let mut s = x; for i in (1..5).rev() { s = s * x + i as f64; } s } at (1.25), (-0.75);
    reversed_inclusive(x: f64) { let mut s = x; for i in (0..=3).rev() { s = s * x + i as f64; } s } at (1.25), (-0.75);
    stepped(x: f64) { let mut s = x; for i in (0..7).step_by(3) { s = s * x + i as f64; } s } at (1.25), (-0.75);
    stepped_inclusive(x: f64) { let mut s = x; for i in (1..=7).step_by(2) { s = s * x + i as f64; } s } at (1.25), (-0.75);
    reversed_and_stepped(x: f64) {
        let mut s = x;
        for i in (0..7).rev().step_by(2) { s = s * x + i as f64; }
        for i in (0..7).step_by(2).rev() { s = s * x - i as f64; }
        s
    } at (1.25), (-0.75);
    negative_bounds(x: f64) { let mut s = x; for i in -2..3 { s = s * x + f64::from(i); } s } at (1.25), (-0.75);
    computed_bounds(x: f64) { let n = 2 + 1; let mut s = x; for i in n - 1..2 * n { s = s * x + i as f64; } s } at (0.75), (-0.5);
    typed_bounds(x: f64) { let mut s = x; for i in 0u8..4u8 { s = s * x + f64::from(i); } s } at (1.25), (-0.75);
    no_iterations(x: f64) { let mut s = x; for i in 3..3 { s *= x * i as f64; } for _ in 5..2 { s *= x; } s } at (1.25), (-0.75);
    one_iteration(x) { let mut s = x; for _ in 0..1 { s *= x; } s } at (1.25), (-0.75);
    local_of_the_body(x) { let mut s = 0.0; for _ in 0..3 { let v = x * s + 1.0; let w = v * v; s += w * x; } s } at (0.75), (-0.5);
    carried_by_assignment(x) { let mut s = x; for _ in 0..3 { s = (s * x).sin(); } s } at (1.25), (-0.75);
    two_carried(x, y) {
        let mut a = x;
        let mut b = y;
        for _ in 0..4 { a = a * 0.5 + b * x; b = b * 0.25 - a * y; }
        a * b
    } at (1.25, -0.75), (-0.5, 0.5);
    rotation(x, y, z) {
        let (mut a, mut b, mut c) = (x, y, z);
        for _ in 0..4 { let t = a; a = b * x; b = c; c = t; }
        a * b + c
    } at (1.25, -0.75, 0.5), (-0.5, 0.5, 2.0);
    fibonacci(x, y) {
        let (mut a, mut b) = (x, y);
        for _ in 0..5 { (a, b) = (b, a + b * 0.5); }
        a * b
    } at (1.25, -0.75), (-0.5, 0.5);
    nested(x, y) {
        let mut s = 0.0;
        for _ in 0..3 { let mut p = x; for _ in 0..2 { p *= y + s; } s += p * x; }
        s
    } at (1.25, -0.75), (-0.5, 0.5);
    triangular(x: f64) {
        let mut s = 1.0;
        for i in 0..4 { for j in 0..i { s += x * (i * j) as f64; } for j in i..4 { s *= 0.5 + x / (j + 1) as f64; } }
        s
    } at (0.75), (-0.5);
    branch_in_loop(x: f64) {
        let mut s = x;
        for i in 0..6 { if i % 3 == 1 { s *= x; } else if s > 0.5 { s -= 0.25 * x; } else { s += x * x; } }
        s
    } at (1.25), (-0.8);
    while_loop(x) { let mut v = x; while v * v > 0.5 { v *= 0.6; } v * x } at (1.25), (-3.0), (0.1);
    while_counting(x: f64) { let mut i = 0; let mut v = x; while i < 4 { v = v * x + i as f64; i += 1; } v } at (1.25), (-0.75);
    while_two_conditions(x: f64) {
        let mut i = 0;
        let mut v = x;
        while i < 10 && v.abs() < 8.0 { v = v * x + 0.5; i += 1; }
        v
    } at (1.75), (-0.75);
    newton(x) {
        let mut r = x;
        let mut change = 1.0;
        while change > 1e-3 { let next = 0.5 * (r + x / r); change = (next - r).abs(); r = next; }
        r
    } at (2.0), (5.0);
    endless(x: f64) { let mut v = x; let mut n = 0; loop { v = v * x + 1.0; n += 1; if n == 4 { break; } } v } at (1.25), (-0.75);
    break_with_value(x) { let mut v = x; let w = loop { v *= 0.5; if v.abs() < 0.6 { break v * x; } }; w * w } at (1.6), (-3.0);
    breaks(x: f64) { let mut v = x; for i in 0..10 { if i == 4 { break; } v *= x; } v } at (1.25), (-0.75);
    breaks_on_value(x) { let mut v = x; for _ in 0..10 { v *= 1.5; if v.abs() > 4.0 { break; } v += 0.1 * x; } v * x } at (1.25), (-0.75), (0.01);
    continues(x: f64) { let mut v = x; for i in 0..6 { if i % 2 == 0 { continue; } v *= x + 1.0; } v } at (1.25), (-0.75);
    continues_on_value(x) { let mut v = x; for _ in 0..5 { v += 0.25; if v > 1.0 { v *= 0.5; continue; } v *= x; } v } at (1.3), (-0.7);
    break_and_continue(x: f64) {
        let mut v = x;
        for i in 0..8 { if i == 1 { continue; } if i == 5 { break; } v = v * x + 1.0; if v > 20.0 { break; } v -= x; }
        v
    } at (1.25), (-0.75), (3.0);
    labelled_break(x: f64) {
        let mut v = x;
        'outer: for i in 0..4 { for j in 0..4 { v += x * j as f64; if i * j == 2 { break 'outer; } } v *= x; }
        v
    } at (1.25), (-0.75);
    labelled_continue(x: f64) {
        let mut v = x;
        'outer: for i in 0..4 { for j in 0..3 { if j > i { continue 'outer; } v = v * x + j as f64; } v += 1.0; }
        v
    } at (0.75), (-0.5);
    labelled_block(x) { let v = 'done: { if x > 1.0 { break 'done x * x; } x.exp() }; v * x } at (1.25), (-0.75);
    return_in_loop(x: f64) { let mut v = x; for i in 0..6 { v *= 1.5; if v > 4.0 { return v * x * i as f64; } } v + x } at (1.25), (-0.75);
    return_in_nested_loops(x, y) {
        let mut v = x;
        for _ in 0..4 { for _ in 0..3 { v += y; if v.abs() > 3.0 { return v * x; } } v *= x; }
        v * y
    } at (1.25, 0.75), (-0.5, -0.25);
    return_in_while(x) { let mut v = x; while v < 50.0 { v = v * v + 1.0; if v > 3.0 { return v.ln(); } } v * x } at (1.25), (-0.75), (60.0);
    exit_only_in_else(x: f64) { let mut v = x; for i in 0..6 { if i < 3 { v += x * x; } else { break; } v *= 0.75; } v } at (1.25), (-0.75);
    trapezoid(a: f64, b: f64) {
        let n = 8;
        let h = (b - a) / n as f64;
        let mut s = 0.5 * ((a * a).exp() + (b * b).exp());
        for i in 1..n { let t = a + i as f64 * h; s += (t * t).exp(); }
        s * h
    } at (0.25, 1.0), (-0.5, 0.75);
    runge_kutta(x, rate) {
        let mut y = x;
        let h = 0.25;
        for _ in 0..4 {
            let k1 = rate * y * (1.0 - y);
            let y2 = y + 0.5 * h * k1;
            let k2 = rate * y2 * (1.0 - y2);
            let y3 = y + 0.5 * h * k2;
            let k3 = rate * y3 * (1.0 - y3);
            let y4 = y + h * k3;
            let k4 = rate * y4 * (1.0 - y4);
            y += h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
        }
        y
    } at (0.25, 1.5), (0.75, -0.5);
    mandelbrot(cx, cy) {
        let (mut x, mut y) = (0.0, 0.0);
        for _ in 0..5 { if x * x + y * y > 4.0 { break; } let t = x * x - y * y + cx; y = 2.0 * x * y + cy; x = t; }
        x * x + y * y
    } at (0.25, 0.3), (1.25, -0.75);
    agm(a, b) { let (mut a, mut b) = (a, b); for _ in 0..4 { let mean = 0.5 * (a + b); b = (a * b).sqrt(); a = mean; } a } at (1.25, 2.5), (3.0, 0.75);
    continued_fraction(x) { let mut f = 1.0; for _ in 0..5 { f = 1.0 + x / (1.0 + f); } f } at (1.25), (0.5);
    zeta(s: f64) { let mut sum = 0.0; for n in 1..=6 { sum += (n as f64).powf(-s); } sum } at (1.25), (-0.75);
}
