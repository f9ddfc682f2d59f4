//! `Vec`s that become longer and shorter as the function runs.

use crate::support::{scalars, slices};

scalars! {
    push(x, y) { let mut v = vec![x]; v.push(y); v.push(x * y); v[0] * v[1] + v[2] } at (1.5, -0.75), (-2.0, 0.5);
    push_under_condition(x, y) {
        let mut v = vec![y];
        if x > 0.0 { v.push(x * x); }
        v.push(x * y);
        v[1] * v[0] + v[v.len() - 1]
    } at (1.5, -0.75), (-2.0, 0.5);
    push_what_was_read(x, y) {
        let mut v = vec![x, y];
        for i in 0..3 { let next = v[i] * v[i + 1] + 0.5 * x; v.push(next); }
        v[4] * v[3] + v[2]
    } at (1.5, -0.75), (-0.5, 0.5);
    push_twice_each_time(x: f64, y: f64) {
        let mut v = Vec::new();
        for i in 0..3 { v.push(x * i as f64); v.push(y * x); }
        let mut s = 0.0;
        for a in &v { s += a * a; }
        s
    } at (1.5, -0.75), (-0.5, 0.5);
    pop(x, y) {
        let mut v = vec![x, y, x * y];
        let last = v.pop().unwrap();
        v[0] *= last;
        let next = v.pop().unwrap_or(1.0);
        v.push(next * last);
        v[0] * v[1] + last
    } at (1.5, -0.75), (-2.0, 0.5);
    stack(x, y) {
        let mut v = vec![x, y, x - y];
        let mut s = 1.0;
        while let Some(top) = v.pop() {
            s += top * top * s;
            if v.len() == 1 && s < 1.0e3 { v.push(0.5 * s); s += 1.0e3; }
        }
        0.001 * s
    } at (1.5, -0.75), (-2.0, 0.5);
    pop_nothing(x, y) { let mut v = vec![x]; v.pop(); match v.pop() { Some(a) => a * y, None => x * y + y } } at (1.5, -0.75), (-2.0, 0.5);
    clear_and_fill(x: f64, y: f64) {
        let mut v = vec![x, y];
        let s = v[0] * v[1];
        v.clear();
        v.push(s * s);
        v.push(x);
        v[0] * v[1] + v.len() as f64
    } at (1.5, -0.75), (-2.0, 0.5);
    truncate(x, y) { let mut v = vec![x, y, x * y, y]; let s = v[2]; v.truncate(2); v.truncate(7); v.push(s * v[1]); v[0] * v[2] } at (1.5, -0.75), (-2.0, 0.5);
    resize(x, y) { let mut v = vec![x, y]; v.resize(4, x * y); v[3] *= v[2]; let s = v[3]; v.resize(1, 0.0); v[0] * s } at (1.5, -0.75), (-2.0, 0.5);
    extend(x, y) {
        let a = [x, y, x * y];
        let mut v = vec![y];
        if x < 5.0 { v.extend(a.iter().map(|b| b * b)); }
        v.extend_from_slice(&a[1..]);
        let mut s = 0.0; for b in &v { s += b * b; } s
    } at (1.5, -0.75), (-2.0, 0.5);
    append(x, y) {
        let mut v = vec![x];
        let mut w = vec![y, x * y];
        v.append(&mut w);
        w.push(v[1] * v[2]);
        w[0] * v[0]
    } at (1.5, -0.75), (-2.0, 0.5);
    insert_and_remove(x, y) {
        let mut v = vec![x, y];
        v.insert(1, x * y);
        v.insert(0, y * y);
        let r = v.remove(2);
        let s = v.swap_remove(0);
        v[0] * v[1] + r * s
    } at (1.5, -0.75), (-2.0, 0.5);
    moved_after_growth(x, y) {
        let mut v = vec![x];
        v.push(y);
        let w = v;
        let mut u = w;
        u.push(u[0] * u[1]);
        u[2] * u[0] + u[1]
    } at (1.5, -0.75), (-2.0, 0.5);
    rows(x, y) {
        let mut rows = Vec::new();
        for i in 0..3 {
            let mut row = vec![x; i + 1];
            row.push(y);
            if i != 1 { rows.push(row); }
        }
        rows[0][1] * rows[1][0] + rows[1][3] * rows[0][0]
    } at (1.5, -0.75), (-2.0, 0.5);
    triangle(x, y) {
        let mut t = vec![vec![x, y, x * y]];
        while t[t.len() - 1].len() > 1 {
            let last = t.len() - 1;
            let mut next = Vec::new();
            for i in 1..t[last].len() { if i < 9 { next.push(t[last][i] * t[last][i - 1] + x); } }
            t.push(next);
        }
        t[2][0] + t[1][1]
    } at (1.25, -0.75), (-0.5, 0.5);
    push_into_row(x, y) {
        let mut t = vec![vec![x], vec![y]];
        t[1].push(x * y);
        let p = t[1][1] * t[1][0];
        t[0].push(p);
        t[0][1] * t[0][0]
    } at (1.5, -0.75), (-2.0, 0.5);
    pairs(x, y) {
        let mut v = vec![(x, y)];
        if x > y { v.push((y, x * x)); } else { v.push((x * y, y)); }
        let (a, b) = v[1];
        a * b + v[0].0
    } at (1.5, -0.75), (-2.0, 0.5);
    arrays(x, y) {
        let mut v = vec![[x, y]];
        for i in 0..2 { if i == 1 || x < 0.0 { v.push([y * v[0][0], x]); } }
        let last = v[v.len() - 1];
        v.truncate(1);
        last[0] * last[1] + v[0][1]
    } at (1.5, -0.75), (-2.0, 0.5);
    swap_while_growing(x, y) {
        let mut now = vec![x];
        let mut next = Vec::with_capacity(8);
        for _ in 0..3 {
            next.clear();
            for i in 0..now.len() { next.push(now[i] * y); next.push(now[i] + 0.25); }
            std::mem::swap(&mut now, &mut next);
        }
        let mut s = 0.0;
        for a in &now { s += a * a; }
        s
    } at (1.25, -0.75), (-0.5, 0.5);
    assigned_longer(x, y) {
        let mut v = vec![x, y];
        for _ in 0..2 {
            let w: Vec<_> = (0..v.len() + 1).map(|i| if i < v.len() { v[i] * y } else { x }).collect();
            v = w;
        }
        v[0] * v[3] + v[2]
    } at (1.5, -0.75), (-2.0, 0.5);
    swapped_lengths(x, y) {
        let mut a = vec![x];
        let mut b = vec![y, x * y, x];
        if x > 0.0 { std::mem::swap(&mut a, &mut b); }
        let mut s = 1.0;
        for v in &a { s *= v; }
        for v in &b { s += v * v; }
        s
    } at (1.5, -0.75), (-2.0, 0.5);
}

slices! {
    positive_ones(a) {
        let mut v = Vec::new();
        for x in a { if *x > 0.0 { v.push(x * x); } }
        let mut s = 0.0;
        for i in 0..v.len() { s += v[i] * (i as f64 + 1.0); }
        s
    } at [1.0, -2.0, 0.5, 3.0], [-1.0, -2.0, -0.25];
    broken_off(a) {
        let mut v = vec![0.5];
        for x in a { if *x < -1.5 { break; } let next = v[v.len() - 1] * x; v.push(next); }
        v.iter().map(|b| b * b).sum::<f64>() + a[0]
    } at [1.0, 1.5, -2.0, 3.0], [-1.0, 0.5, 0.25];
    in_nested_loops(a) {
        let mut v = Vec::new();
        for i in 0..a.len() { for j in 0..i { v.push(a[i] * a[j]); } }
        v.iter().map(|b| b * b).sum::<f64>() + a[0]
    } at [1.0, 1.5, -2.0], [-1.0, 0.5];
    filtered(a) {
        let mut v = Vec::with_capacity(a.len());
        for x in a.iter().filter(|x| **x < 1.0) { v.push(x.sin()); }
        v.extend(a.iter().take_while(|x| **x > 0.0).map(|x| x * x));
        let mut p = 1.0;
        while let Some(b) = v.pop() { p = p * b + 0.5; }
        p
    } at [1.5, -2.0, 0.5, 3.0], [0.75, 0.25, -0.5];
    sliding(a) {
        let mut window: Vec<f64> = Vec::new();
        let mut s = 0.0;
        for &x in a {
            window.push(x);
            if window.len() > 2 { window.remove(0); }
            s += window.iter().product::<f64>();
        }
        s
    } at [1.5, -2.0, 0.5, 3.0], [0.75, 0.25];
    sorted(a) {
        let mut v = a.to_vec();
        v.sort_by(|p, q| p.partial_cmp(q).unwrap());
        v[0] * 2.0 + v[1] * v[v.len() - 1]
    } at [1.5, -2.0, 0.5, 3.0], [0.75, 0.25];
    sorted_down(a) {
        let mut v = a.to_vec();
        v.sort_unstable_by(|p, q| q.total_cmp(p));
        v[0] * 2.0 + v[1] * v[v.len() - 1]
    } at [1.5, -2.0, 0.5, 3.0], [0.75, 0.25];
    median(a) {
        let mut v: Vec<f64> = a.iter().map(|x| x * x).collect();
        v.sort_by(f64::total_cmp);
        let n = v.len();
        if n % 2 == 1 { v[n / 2] } else { 0.5 * (v[n / 2 - 1] + v[n / 2]) }
    } at [1.5, -2.0, 0.5, 3.0], [0.75, 0.25, -2.0];
    /// What was pushed before the loop stays, in whatever way the `Vec` was made.
    begun_before(a) {
        let mut h = Vec::with_capacity(a.len());
        h.push(a[0]);
        for i in 1..a.len() {
            let last = *h.last().unwrap();
            h.push(last * a[i] + last);
        }
        h.iter().sum::<f64>() * h[1]
    } at [1.5, -2.0, 0.5, 3.0], [0.75, 0.25];
    perhaps_begun_before(a) {
        let mut h = Vec::new();
        if a[0] > 1.0 { h.push(a[0] * a[1]); }
        for x in a { h.push(x * a[0]); }
        h.iter().sum::<f64>() * h[0]
    } at [1.5, -2.0, 0.5, 3.0], [0.75, 0.25];
    begun_and_cleared(a) {
        let mut h = Vec::new();
        h.push(a[0]);
        h.clear();
        for x in a { h.push(x * x); }
        h[0] * h[1] + h.len() as f64 * a[0]
    } at [1.5, -2.0, 0.5, 3.0], [0.75, 0.25];
    /// What may change the length in some other way is not foreseen.
    lent_while_it_grows(a) {
        let (mut h, mut other) = (vec![a[0]], vec![a[1]]);
        for x in a {
            h.push(x * h[h.len() - 1]);
            std::mem::swap(&mut h, &mut other);
        }
        for x in a {
            let before = std::mem::take(&mut h);
            h.push(x * before.iter().sum::<f64>());
        }
        for x in a {
            other.push(*x);
            (h, other) = (other, h);
        }
        h[0] * other[0] + h.len() as f64 * a[0]
    } at [1.5, -2.0, 0.5, 3.0], [0.75, 0.25];
}
