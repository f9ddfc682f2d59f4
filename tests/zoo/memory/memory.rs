//! Local arrays and `Vec`s: made, filled, copied, overwritten, swapped.

use crate::support::{scalars, slices};

scalars! {
    array_literal(x, y) { let a = [x, y, x * y]; a[0] * a[2] + a[1] } at (1.5, -0.75), (-2.0, 0.5);
    array_repeat(x, y) { let mut a = [x; 3]; a[1] = y; a[0] * a[1] + a[2] } at (1.5, -0.75), (-2.0, 0.5);
    array_of_zeros(x, y) { let mut a = [0.0; 4]; a[0] = x; a[3] = a[0] * y; a[0] + a[3] * a[3] } at (1.5, -0.75), (-2.0, 0.5);
    array_overwritten(x, y) { let mut a = [x, y]; a[0] = a[0] * a[1]; a[0] = a[0] * a[0]; a[1] = a[0]; a[0] + a[1] * y } at (1.5, -0.75), (-2.0, 0.5);
    array_compound(x, y) { let mut a = [x, y]; a[0] *= a[1]; a[1] += a[0]; a[0] -= a[1]; a[1] /= 3.0 + x; a[0] * a[1] } at (1.5, -0.75), (-2.0, 0.5);
    array_copy(x, y) { let a = [x, y]; let mut b = a; b[0] *= a[1]; a[0] * b[0] } at (1.5, -0.75), (-2.0, 0.5);
    nested_array(x, y) {
        let mut m = [[x, y], [y, x * x]];
        m[0][1] *= m[1][1];
        m[1] = m[0];
        m[0][0] * m[1][1] - m[0][1] * m[1][0] + m[1][0]
    } at (1.5, -0.75), (-2.0, 0.5);
    nested_repeat(x, y) { let mut m = [[0.0; 3]; 2]; m[1][2] = x; m[0] = [y, x, y * x]; m[1][2] * m[0][2] } at (1.5, -0.75), (-2.0, 0.5);
    loop_over_array(x, y) { let a = [x, y, x - y]; let mut s = 0.0; for v in a { s += v * v; } for v in &a { s *= v; } s } at (1.5, -0.75), (-2.0, 0.5);
    array_in_loop(x, y) { let mut s = y; for _ in 0..3 { let mut a = [s, x]; a[0] *= a[1]; s = a[0] + a[1]; } s } at (1.5, -0.75), (-2.0, 0.5);
    carried_array(x, y) {
        let mut a = [x, y];
        for _ in 0..3 { let t = a[0]; a[0] = a[1] * x; a[1] = t.sin(); }
        a[0] * a[1]
    } at (1.5, -0.75), (-2.0, 0.5);
    array_in_branch(x, y) {
        let mut a = [x, y];
        if x > y { a[0] = y * y; } else { a = [y * x, x]; }
        a[0] * a[1]
    } at (1.5, -0.75), (-2.0, 0.5);
    array_by_branch(x, y) { let a = if x > y { [x, y * x] } else { [y, y] }; a[0] * a[1] } at (1.5, -0.75), (-2.0, 0.5);
    vec_literal(x, y) { let a = vec![x, y, x * y]; a[0] * a[2] + a[1] } at (1.5, -0.75), (-2.0, 0.5);
    vec_repeat(x: f64, y: f64) { let mut a = vec![x; 3]; a[1] = y; a[0] * a[1] + a[2] * a.len() as f64 } at (1.5, -0.75), (-2.0, 0.5);
    swap_elements(x, y) { let mut a = [x, y, x * y]; a.swap(0, 2); a[0] *= x; a.swap(1, 0); a[0] * a[1] + a[2] } at (1.5, -0.75), (-2.0, 0.5);
    swap_variables(x, y) { let mut a = x * y; let mut b = y; std::mem::swap(&mut a, &mut b); a * a * b } at (1.5, -0.75), (-2.0, 0.5);
    swap_arrays(x, y) { let mut a = [x, y]; let mut b = [y * y, x]; std::mem::swap(&mut a, &mut b); a[0] * b[0] + a[1] * b[1] * b[1] } at (1.5, -0.75), (-2.0, 0.5);
    fill(x, y) { let mut a = [x, y, y]; a.fill(x * y); a[1] *= y; a[0] * a[1] + a[2] } at (1.5, -0.75), (-2.0, 0.5);
    fill_part(x, y) { let mut a = [x, y, y]; a[1..].fill(x * x); a[0] * a[1] + a[2] } at (1.5, -0.75), (-2.0, 0.5);
    copy_from_slice(x, y) { let a = [x, y]; let mut b = [y, x * y, x]; b[1..].copy_from_slice(&a); b[0] * b[1] + b[2] * b[2] } at (1.5, -0.75), (-2.0, 0.5);
    reference_to_scalar(x, y) { let mut v = x; let r = &mut v; *r *= y; *r += 1.0; v * x } at (1.5, -0.75), (-2.0, 0.5);
    shared_reference(x, y) { let v = x * y; let r = &v; *r * *r + x } at (1.5, -0.75), (-2.0, 0.5);
    reference_to_element(x, y) { let mut a = [x, y]; let r = &mut a[1]; *r = *r * x; *r *= *r; a[0] * a[1] } at (1.5, -0.75), (-2.0, 0.5);
    tuple_in_variable(x, y) { let mut t = (x, y); t.0 *= t.1; t.1 += t.0; t.0 * t.1 } at (1.5, -0.75), (-2.0, 0.5);
    tuple_with_array(x, y) { let mut t = ([x, y], x * y); t.0[1] *= t.1; t.1 = t.0[1]; t.0[0] * t.1 } at (1.5, -0.75), (-2.0, 0.5);
    array_of_tuples(x, y) { let mut a = [(x, y), (y, x * x)]; a[0].1 *= a[1].1; let (p, q) = a[0]; p * q + a[1].0 } at (1.5, -0.75), (-2.0, 0.5);
    matrix_power(x, y) {
        let m = [[x, y], [y, 0.5]];
        let mut p = [[1.0, 0.0], [0.0, 1.0]];
        for _ in 0..3 {
            let mut next = [[0.0; 2]; 2];
            for i in 0..2 { for j in 0..2 { for k in 0..2 { next[i][j] += p[i][k] * m[k][j]; } } }
            p = next;
        }
        p[0][0] + p[0][1] * p[1][0]
    } at (1.25, -0.75), (-0.5, 0.5);
    recurrence_table(x, y) {
        let mut t = [0.0; 6];
        t[0] = x;
        t[1] = y;
        for i in 2..6 { t[i] = 0.5 * t[i - 1] * t[i - 2] + x; }
        t[5] * t[4]
    } at (1.25, -0.75), (-0.5, 0.5);
    ring_buffer(x: f64) {
        let mut ring = [x; 3];
        for i in 0..7 { ring[i % 3] = 0.5 * ring[(i + 1) % 3] + x * ring[(i + 2) % 3] + i as f64; }
        ring[0] + ring[1] * ring[2]
    } at (0.75), (-0.5);
}

slices! {
    to_vec(a) { let mut b = a.to_vec(); b[0] *= b[1]; b[1] = b[0] * a[0]; b[0] + b[1] } at [1.5, -0.75], [-2.0, 0.5];
    vec_of_computed_length(a) {
        let mut b = vec![0.0; a.len()];
        for i in 0..a.len() { b[i] = a[i] * a[i]; }
        let mut s = 0.0;
        for i in 0..b.len() { s += b[i] * a[b.len() - 1 - i]; }
        s
    } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    vec_of_active_value(a) { let mut b = vec![a[0] * a[1]; a.len()]; for i in 0..a.len() { b[i] *= a[i]; } let mut s = 0.0; for x in &b { s += x * x; } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    clone_of_vec(a) { let b = a.to_vec(); let mut c = b.clone(); c[0] = b[1] * c[1]; b[0] * c[0] + c[1] } at [1.5, -0.75], [-2.0, 0.5];
    iterated_in_place(a) {
        let mut b = a.to_vec();
        for _ in 0..3 { for i in 1..b.len() { b[i] = 0.5 * b[i] + b[i - 1] * a[0]; } b[0] = b[b.len() - 1].sin(); }
        b[0] * b[1]
    } at [1.25, -0.75, 0.5], [-0.5, 0.5];
    double_buffer(a) {
        let mut now = a.to_vec();
        let mut next = vec![0.0; a.len()];
        for _ in 0..3 {
            for i in 0..a.len() { let left = if i > 0 { now[i - 1] } else { 0.0 }; next[i] = 0.5 * now[i] * now[i] + 0.25 * left; }
            std::mem::swap(&mut now, &mut next);
        }
        let mut s = 0.0;
        for x in &now { s += x; }
        s
    } at [1.25, -0.75, 0.5], [-0.5, 0.5];
    elements_changed_in_loop(a) { let mut b = a.to_vec(); for x in b.iter_mut() { *x = *x * *x + 1.0; } for x in &mut b { *x *= a[0]; } b[0] * b[1] } at [1.25, -0.75], [-0.5, 0.5];
    scratch_of_a_row(a) {
        let mut s = 0.0;
        for i in 0..a.len() {
            let mut row = vec![0.0; a.len()];
            for j in 0..a.len() { row[j] = a[i] * a[j]; }
            for j in 0..a.len() { row[j] = row[j].tanh() + row[a.len() - 1 - j]; }
            s += row[0] * row[1];
        }
        s
    } at [1.25, -0.75, 0.5], [-0.5, 0.5];
    histogram(a) { let mut h = [0.0; 3]; for i in 0..a.len() { h[i * 2 % 3] += a[i] * a[i]; } h[0] * h[1] + h[2] * a[0] } at [1.25, -0.75, 0.5, 2.0], [-0.5, 0.5];
    softmax(a) {
        let mut p = vec![0.0; a.len()];
        let mut sum = 0.0;
        for i in 0..a.len() { p[i] = a[i].exp(); sum += p[i]; }
        for i in 0..a.len() { p[i] /= sum; }
        -(p[0].ln()) * p[1]
    } at [1.25, -0.75, 0.5], [-0.5, 0.5];
    cholesky(a) {
        let n = 2;
        let mut l = [[0.0; 2]; 2];
        let m = [[2.0 + a[0] * a[0], a[0]], [a[0], 3.0 + a[1] * a[1]]];
        for i in 0..n {
            for j in 0..=i {
                let mut sum = m[i][j];
                for k in 0..j { sum -= l[i][k] * l[j][k]; }
                if i == j { l[i][j] = sum.sqrt(); } else { l[i][j] = sum / l[j][j]; }
            }
        }
        l[0][0].ln() + l[1][1].ln() + l[1][0]
    } at [1.25, -0.75], [-0.5, 0.5];
    insertion_sort(a) {
        let mut b = a.to_vec();
        for i in 1..b.len() { let mut j = i; while j > 0 && b[j - 1] > b[j] { b.swap(j - 1, j); j -= 1; } }
        let mut s = 0.0;
        for i in 0..b.len() { s += b[i] * b[i] * (i + 1) as f64; }
        s
    } at [1.25, -0.75, 0.5], [-0.5, 0.5], [3.0, 2.0, 1.0, 2.5];
    sub_slice_of_local(a) { let mut b = a.to_vec(); let tail = &mut b[1..]; tail[0] *= a[0]; for x in tail { *x += 1.0; } b[0] * b[1] } at [1.25, -0.75, 0.5], [-0.5, 0.5];
    first_and_last(a) { let p = a.first().unwrap(); let q = a.last().unwrap(); p * q * a[a.len() - 1] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    element_if_there(a) { let p = a.get(1).unwrap(); let q = a.get(7).copied().unwrap_or(a[0] * a[0]); p * q } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    if_let_element(a) { let p = if let Some(x) = a.get(2) { x * a[0] } else { a[0] * a[1] }; p * a[1] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    match_of_option(a) { let p = match a.get(2) { Some(x) if *x > 0.0 => x * a[0], Some(_) => 1.0, None => a[0] * a[0] }; p * a[1] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    let_else_goes_on(a) { let mut s = a[0]; for i in 0..4 { let Some(x) = a.get(i) else { continue }; s = s * x + a[1]; } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    while_let_element(a) { let (mut i, mut s) = (0, 1.0); while let Some(x) = a.get(i) { i += 1; if *x < 0.0 { continue; } s = s * x + a[1]; } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    split_first(a) { let (p, rest) = a.split_first().unwrap(); p * rest[0] + rest.iter().map(|x| x * x).sum::<f64>() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    split_first_mut(a) { let mut b = a.to_vec(); let (p, rest) = b.split_first_mut().unwrap(); *p *= rest[0]; rest[0] += *p * a[0]; b[0] * b[1] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    last_mut(a) { let mut b = a.to_vec(); if let Some(x) = b.last_mut() { *x *= a[0]; } *b.first_mut().unwrap() += a[1]; b[0] * b[1] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    slice_pattern(a) { match a { [p, q] => p * q * q, [p, .., q] => p * p * q, _ => 0.0 } } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    converted_to_array(a) { let b: [f64; 2] = a[..2].try_into().unwrap(); b[0] * b[1] * a[0] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    array_from_function(a) { let b: [f64; 3] = std::array::from_fn(|i| a[0] * (i as f64) + a[1]); b[0] * b[2] * b[1] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    array_of_arrays_from_function(a) { let b: [[f64; 2]; 2] = std::array::from_fn(|i| [a[i], a[0] * a[1]]); b[0][1] * b[1][0] + b[1][1] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    array_mapped_to_tuples(a) { let b = [a[0], a[1]].map(|x| (x * x, x.sin())); b[0].0 * b[1].1 + b[1].0 } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    best_so_far(a) { let mut best: Option<(usize, f64)> = None; for (i, x) in a.iter().enumerate() { match best { Some((_, y)) if y >= x * x => {} _ => best = Some((i, x * x)) } } let (i, y) = best.unwrap(); y * a[i] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    previous_item(a) { let mut before = None; let mut s = a[0]; for x in a { if let Some(y) = before { s += x * y; } before = Some(*x); } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    taken(a) { let mut b = a.to_vec(); let c = std::mem::take(&mut b); let mut s = c[0] * c[1]; let t = std::mem::take(&mut s); s += t * c[0]; s * t + b.len() as f64 } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    replaced_in_loop(a) { let mut now = a.to_vec(); let mut s = 0.5; for _ in 0..2 { let next: Vec<f64> = now.iter().map(|x| x * a[0] * 0.5).collect(); let old = std::mem::replace(&mut now, next); s += old[0] * now[1]; } s * now[0] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    pushed_in_loop(a) { let mut b = vec![a[0]]; for i in 0..3 { let next = b[i] * a[1] + b.last().unwrap() * b.len() as f64; b.push(next); } b[3] * b[1] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    pushed_squares(a) { let mut b = Vec::new(); for x in a { b.push(x * x); } b.push(a[0]); b.extend_from_slice(a); b.iter().map(|x| x * x).sum::<f64>() * b[1] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    chunks_changed(a) { let mut b = [a[0], a[1], a[0] * a[1], a[0]]; for (c, x) in b.chunks_exact_mut(2).zip(a) { c[0] *= x; c[1] += c[0]; } b[1] * b[3] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    chosen_references(a) { let (p, q) = if a[0] > 0.0 { (&a[0], &a[1]) } else { (&a[1], &a[0]) }; p * p * q } at [1.5, -0.75, 0.5], [-2.0, 0.5];
}
