//! References that come to refer to another variable.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy)]
struct Point {
    x: f64,
    y: f64,
}

#[derive(Differentiable, Clone)]
struct Two {
    a: Point,
    b: Point,
}

#[differentiate]
fn area(p: &Point, q: f64) -> f64 {
    p.x * p.y * q
}

#[differentiate]
impl Two {
    fn walk(&self, n: usize) -> f64 {
        let mut now = &self.a;
        let mut s = 0.0;
        for i in 0..n {
            s += area(now, s + 0.1) + now.x;
            now = match i % 3 {
                0 => &self.b,
                _ => &self.a,
            };
            if i == 4 {
                break;
            }
        }
        s
    }
}

slices! {
    arrays(p) {
        let a = [p[0], p[1]];
        let b = [p[1] * 2.0, p[0]];
        let mut now = &a;
        let mut s = 0.0;
        for i in 0..4 {
            s += now[0] * now[1] * (i as f64 + 1.0) + now[0];
            if i == 1 { now = &b; }
        }
        s
    } at [0.4, 0.7], [-0.9, 0.2];

    numbers(p) {
        let (a, b, c) = (p[0], p[1], p[0] * p[1]);
        let mut low = &a;
        let mut high = &b;
        if a > b { low = &b; high = &a; }
        let line = |x: f64| x * *low + *high;
        let r = line(c);
        low = &c;
        r * low + *high
    } at [0.4, 0.7], [0.9, 0.2];

    /// One of them changes while the variable refers to the other one.
    lists(p) {
        let a = vec![p[0], p[1]];
        let mut b = vec![p[1] * 2.0, p[0], 1.0];
        let mut now = &a;
        let mut s = 0.0;
        for x in now { s += x * x; }
        b[0] *= s;
        for i in 0..4 {
            for (x, y) in now.iter().zip(now.iter().skip(1)) { s += x * y; }
            if s > 1.0 && i > 0 { now = &b; }
            s += now.len() as f64 * p[0];
            for k in 0..now.len() { s += now[k]; }
        }
        let total: f64 = now.iter().sum();
        now = &a;
        b[1] = p[1];
        s * total + now[0] + b[1]
    } at [0.4, 0.7], [-0.9, 0.2];

    structs(p) {
        let mut two = Two { a: Point { x: p[0], y: p[1] }, b: Point { x: p[1] * 2.0, y: p[0] } };
        let c = Point { x: 1.0, y: p[0] };
        let s = two.walk(5);
        let mut now: &Point = &two.a;
        let mut z = 0.0;
        while z < 1.0 {
            z += now.x.abs() + 0.3;
            if z > 0.5 { now = &c; } else { now = &two.b; }
        }
        let before = now;
        now = &two.a;
        let w = before.y * now.y;
        two.a.x *= 2.0;
        w * s + two.a.x
    } at [0.4, 0.7], [-0.9, 0.2];

    /// Where what it refers to is named beside other variables.
    beside_others(p) {
        let a = p[0] * p[1];
        let b = p[1];
        let mut now = &a;
        let mut s = *now;
        if p[0] > 0.0 { now = &b; }
        {
            let c = s * 3.0;
            s += c * *now;
        }
        s + now * now
    } at [0.4, 0.7], [-0.9, 0.2];
}
