//! What is taken in front of `continue`, `break` and `return`: rustc does not follow the flags that say that the rest
//! is skipped.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Debug)]
struct Bare {
    p: Vec<f64>,
    v: f64,
}

#[derive(Differentiable, Clone, Copy, Debug)]
struct Pt {
    x: f64,
    y: f64,
}

#[derive(Differentiable, Clone, Debug)]
struct Body {
    pts: Vec<Pt>,
    m: f64,
}

#[derive(Differentiable, Clone, Debug)]
enum Shape {
    Poly(Vec<f64>),
    Body(Body),
    Empty,
}

#[differentiate]
fn found(x: &[f64], limit: f64) -> Option<Body> {
    for i in 0..3 {
        let b = Body {
            pts: vec![Pt { x: x[i], y: x[0] }],
            m: x[1],
        };
        for j in 0..2 {
            if b.m * x[i] > limit + j as f64 {
                return Some(b);
            }
        }
    }
    None
}

#[differentiate]
fn scaled(b: Body, k: f64) -> Body {
    let Body { mut pts, m } = b;
    for p in pts.iter_mut() {
        p.x *= k;
    }
    Body { pts, m: m * k }
}

#[differentiate]
fn one_of(x: &[f64], k: usize) -> Vec<f64> {
    let a = vec![x[0], x[1]];
    let b = vec![x[2] * x[2]; 2];
    for i in 0..4 {
        if i == k {
            return a;
        }
        if x[i % 3] > 1.0 && k > 2 {
            return b;
        }
    }
    let mut c = b;
    c.extend(a);
    c
}

#[differentiate]
impl Body {
    fn eaten(self, x: f64) -> f64 {
        self.pts[0].x * x + self.m
    }

    fn seen(&self, x: f64) -> f64 {
        self.pts[0].y * x
    }

    fn grown(mut self, x: f64) -> Body {
        self.pts[0].y *= x;
        self
    }
}

#[differentiate]
fn eaten_at_last(x: &[f64], n: usize) -> f64 {
    let b = Body {
        pts: vec![Pt { x: x[0], y: x[1] }],
        m: x[2],
    };
    for i in 0..n {
        if i == 1 {
            let y = b.eaten(x[1]);
            return y * y;
        }
    }
    b.seen(x[0])
}

#[differentiate]
fn eaten_by_two(x: &[f64], n: usize) -> Option<f64> {
    let mut b = Body {
        pts: vec![Pt { x: x[0], y: x[1] }],
        m: x[2],
    };
    for i in 0..n {
        b = b.grown(1.5 * x[0]);
        if i == 2 {
            let c = b.grown(x[1]);
            return Some(c.seen(x[2]) + c.eaten(x[0]));
        }
        b.pts[0].x *= 1.1;
    }
    if n > 100 {
        return None;
    }
    Some(b.eaten(x[2]))
}

slices! {
    eaten_or_not(x) { eaten_at_last(x, 3) * eaten_at_last(x, 1) + eaten_at_last(x, 0) }
        at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    eaten_by_one_of_two(x) { eaten_by_two(x, 5).unwrap() * eaten_by_two(x, 1).unwrap() + eaten_by_two(x, 0).unwrap_or(2.0) }
        at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    eaten_before_break(x) {
    let b = Body { pts: vec![Pt { x: x[0], y: x[1] }], m: x[2] };
    let mut r = x[1];
    let mut i = 0;
    loop {
        if i == 3 { r += b.eaten(x[0]); break; }
        if r > 100.0 { break; }
        r *= b.seen(x[2]) + 1.0;
        i += 1;
    }
    r
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    eaten_before_continue(x) {
    let mut b = Body { pts: vec![Pt { x: x[0], y: x[1] }], m: x[2] };
    let mut r = x[1];
    for i in 0..4 {
        if i == 1 {
            r += b.eaten(x[0]);
            b = Body { pts: vec![Pt { x: r, y: x[0] }], m: r };
            continue;
        }
        r *= b.seen(x[2]);
    }
    r + b.seen(x[0])
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    eaten_for_outer(x) {
    let b = Body { pts: vec![Pt { x: x[0], y: x[1] }], m: x[2] };
    let found = 'out: {
        for i in 0..4 {
            for j in 0..3 {
                if i + j == 3 { break 'out b.eaten(x[1]); }
            }
        }
        b.seen(x[2]) * x[0]
    };
    found * x[0]
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    labeled(x) {
    let mut rows: Vec<Vec<f64>> = Vec::new();
    'outer: for i in 0..3 {
        let mut r = vec![x[i]];
        for j in 0..3 {
            if j == i { continue; }
            if r.len() > 1 && i == 1 {
                rows.push(r);
                continue 'outer;
            }
            r.push(x[j] * x[i]);
        }
        rows.push(r);
    }
    rows[0][1] * rows[1][0] + rows[1][1] * rows[2][2]
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    bare(x) {
    let mut all = Vec::new();
    'o: for i in 0..3 {
        let b = Bare { p: vec![x[i], x[0]], v: x[1] };
        for j in 0..3 {
            if b.p[0] * j as f64 > 1.0 { all.push(b); continue 'o; }
        }
        if b.v > 5.0 { break; }
        all.push(b);
    }
    all.iter().map(|b| b.p[0] * b.p[1] * b.v).sum::<f64>()
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    nested_if(x) {
    let mut rows = Vec::new();
    for i in 0..3 {
        let r = vec![x[i], x[0] * x[1]];
        if i > 0 {
            if r[0] > 1.0 { rows.push(r); continue; }
        }
        rows.push(r);
    }
    rows[0][0] * rows[1][0] + rows[2][1]
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    loop_best(x) {
    let mut out: Vec<Vec<f64>> = Vec::new();
    let mut best = vec![x[0]];
    for i in 0..4 {
        best.push(x[i % 3] * x[1]);
        if i % 2 == 0 {
            out.push(best);
            best = vec![x[2]; i + 1];
            continue;
        }
        best[0] *= x[0];
    }
    out.iter().map(|r| r.iter().product::<f64>()).sum::<f64>() + best.iter().sum::<f64>()
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    copy_struct(x) {
    let p = Pt { x: x[0], y: x[1] };
    let mut q = Pt { x: x[2], y: 0.5 };
    let mut s = 0.0;
    for i in 0..4 {
        if i == 1 { q = p; continue; }
        s += q.x * p.y + q.y;
        if s > 10.0 { break; }
        q = Pt { x: q.y, ..p };
    }
    s + q.x
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    opt_body(x) {
    let a = match found(x, 0.3) { Some(b) => b.pts[0].x * b.m, None => 1.0 };
    let b = if let Some(b) = found(x, 1.1) { b.pts[0].x * b.pts[0].y } else { 2.0 };
    a * b
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    shapes(x) {
    let mut total = 0.0;
    let mut kept = Vec::new();
    for i in 0..3 {
        let s = match i { 0 => Shape::Poly(vec![x[0], x[1]]), 1 => Shape::Body(Body { pts: vec![Pt { x: x[1], y: x[2] }], m: x[0] }), _ => Shape::Empty };
        match s {
            Shape::Poly(c) if c[0] > 5.0 => { total += c[1]; }
            Shape::Poly(c) => { kept.push(c); continue; }
            Shape::Body(b) => {
                if b.m > 0.1 { kept.push(vec![b.m * b.pts[0].x]); continue; }
                total += b.m;
            }
            Shape::Empty => break,
        }
        total += 1.0;
    }
    kept.iter().flatten().map(|v| v * v).sum::<f64>() + total
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    step_loop(x) {
    let mut b = Body { pts: vec![Pt { x: x[0], y: x[1] }], m: x[2] };
    let mut n = 0;
    while n < 5 {
        n += 1;
        let next = scaled(b, x[1]);
        if next.m > 1.5 {
            b = next;
            break;
        }
        if n == 2 { b = scaled(next, 0.5); continue; }
        b = next;
    }
    b.m * b.pts[0].x
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    tuple_loop(x) {
    let mut st = (vec![x[0]], x[1]);
    for i in 0..4 {
        let next = (vec![st.0[0] * x[2], st.1], st.1 + 0.1);
        if next.1 > 1.25 && i > 0 {
            st = next;
            break;
        }
        let (mut v, s) = next;
        v[0] += 0.2;
        if i == 1 { st = (v, s * 2.0); continue; }
        st = (v, s);
    }
    st.0[0] * st.1
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    either(x) {
    let a = one_of(x, 0);
    let b = one_of(x, 3);
    let c = one_of(x, 9);
    a[0] * b[1] + c.iter().sum::<f64>()
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    boxed(x) {
    let mut b = Box::new(Body { pts: vec![], m: x[0] });
    for i in 0..3 {
        let n = Box::new(Body { pts: vec![Pt { x: x[i], y: b.m }], m: b.m * x[1] });
        if n.m > 0.9 { b = n; break; }
        b = n;
    }
    b.m * b.pts[0].y
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    last_only(x) {
    let w = vec![x[0], x[1]];
    let mut out: Vec<Vec<f64>> = vec![];
    let n = 3;
    for i in 0..n {
        if i + 1 == n { out.push(w); break; }
        out.push(vec![x[i] * 2.0, w[0]]);
    }
    out[0][0] * out[2][1] + out[1][1]
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    opt_replace(x) {
    let mut cur: Option<Body> = None;
    let mut s = 0.0;
    for i in 0..4 {
        let b = Body { pts: vec![Pt { x: x[i % 3], y: 1.0 }], m: x[0] * i as f64 };
        match cur {
            None => { cur = Some(b); continue; }
            Some(ref old) if old.m > b.m => { s += old.m; }
            Some(old) => { s += old.pts[0].x * b.m; cur = Some(b); }
        }
    }
    s
} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

}
