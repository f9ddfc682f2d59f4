//! Aggregates that are assigned, replaced and taken as a whole.

use crate::support::{scalars, slices};
use autodiff::Differentiable;

#[derive(Differentiable, Clone)]
struct State {
    x: f64,
    path: Vec<f64>,
}

scalars! {
    rows_assigned(x, y) {
        let mut m = vec![vec![x, y], vec![y, x * y]];
        for _ in 0..2 {
            let mut next = vec![vec![0.0; 2]; 2];
            for i in 0..2 { for j in 0..2 { for k in 0..2 { next[i][j] += m[i][k] * m[k][j]; } } }
            m = next;
        }
        m[0][0] + m[0][1] * m[1][0]
    } at (0.75, -0.5), (-0.5, 0.25);
    rows_of_another_shape(x, y) {
        let mut m = vec![vec![x, y], vec![y]];
        if x > -3.0 { m = vec![vec![m[0][1] * m[1][0]], vec![x, y, x], vec![y]]; }
        m[0][0] * m[1][2] + m[2][0]
    } at (0.75, -0.5), (-0.5, 0.25);
    one_row_assigned(x, y) {
        let mut m = vec![vec![x, y], vec![y]];
        m[0] = vec![m[0][1] * x; 3];
        m[1] = m[0].clone();
        m[0][2] * m[1][1] + m[1][0]
    } at (0.75, -0.5), (-0.5, 0.25);
    replaced_vec(x, y) {
        let mut v = vec![x, y];
        let old = std::mem::replace(&mut v, vec![x * y; 3]);
        v[2] * old[0] + v[0] * old[1]
    } at (0.75, -0.5), (-0.5, 0.25);
    replaced_array(x, y) {
        let mut v = [x, y];
        for _ in 0..2 { let old = std::mem::replace(&mut v, [y * x, x]); v[0] += old[1] * old[0]; }
        v[0] * v[1]
    } at (0.75, -0.5), (-0.5, 0.25);
    taken(x, y) {
        let mut v = vec![x, y];
        let old = std::mem::take(&mut v);
        v.push(old[0] * old[1]);
        v[0] * old[1] + old[0]
    } at (0.75, -0.5), (-0.5, 0.25);
    struct_assigned(x: f64, y: f64) {
        let mut s = State { x, path: vec![y] };
        for i in 0..3 {
            let next = s.x * s.path[i] + y;
            let mut path = s.path.clone();
            path.push(next);
            s = State { x: next, path };
        }
        s.x * s.path[2] + s.path[0]
    } at (0.75, -0.5), (-0.5, 0.25);
    struct_replaced(x: f64, y: f64) {
        let mut s = State { x, path: vec![y, x * y] };
        let old = std::mem::replace(&mut s, State { x: y * y, path: vec![] });
        s.path.push(old.x * s.x);
        s.path[0] * old.path[1]
    } at (0.75, -0.5), (-0.5, 0.25);
}

slices! {
    parts_of_one_list(a) {
        let mut rows = vec![vec![a[0], a[1]], vec![a[1]], vec![]];
        let (left, right) = rows.split_at_mut(2);
        std::mem::swap(&mut left[0], &mut right[0]);
        let mut states = vec![
            State { x: a[0], path: vec![a[1], a[0]] },
            State { x: a[1], path: vec![] },
        ];
        if let [first, .., last] = &mut states[..] {
            std::mem::swap(&mut first.path, &mut last.path);
            std::mem::swap(&mut first.x, &mut last.x);
        }
        states[1].path.push(rows[2][1] * a[0]);
        states[1].path.iter().product::<f64>() * states[0].x + rows[1][0]
    } at [0.75, -0.5, 0.25], [0.5, 0.25];
    layers(a) {
        let mut table = vec![a.to_vec()];
        for step in 1..a.len() {
            let last = &table[table.len() - 1];
            let next: Vec<f64> = (0..a.len() - step).map(|i| last[i] * last[i + 1] + 0.5).collect();
            table.push(next);
        }
        table[a.len() - 1][0]
    } at [0.75, -0.5, 0.25], [0.5, 0.25];
}

mod parts_of_items {
    use autodiff::differentiate;

    #[differentiate]
    fn parts(p: &[f64]) -> f64 {
        let mut numbers = vec![(p[0], p[1]), (p[2], p[3])];
        let mut lists = vec![(vec![p[0]], vec![p[1], p[2]])];
        for item in numbers.iter_mut() {
            std::mem::swap(&mut item.0, &mut item.1);
        }
        for item in &mut lists {
            std::mem::swap(&mut item.0, &mut item.1);
            item.0[1] *= p[3];
        }
        let mut deep = [[(vec![p[0]], [vec![p[1]]])]];
        let d = &mut deep[0][0];
        std::mem::swap(&mut d.0, &mut d.1[0]);
        numbers[0].0 * 2.0
            + numbers[1].1 * lists[0].0[1]
            + deep[0][0].0[0] * deep[0][0].1[0][0].sin()
    }

    crate::support::whole_functions! { parts => [0.3, 0.7, -0.4, 1.1], [0.8, -0.6, 0.9, 0.2] }
}
