//! Sums over iterations that use memory from outside one after the other. Where none reads what another has
//! left there, value and gradient share one loop; only running it tells, and where one does, the passes
//! stand apart.

use crate::support::{scalars, slices};
use autodiff::differentiate;

#[differentiate]
fn scaled(x: &[f64], by: f64, out: &mut [f64]) {
    for (o, v) in out.iter_mut().zip(x) {
        *o = (v * by).sin();
    }
}

/// Leaves all but the first.
#[differentiate]
fn first_only(x: f64, out: &mut [f64]) {
    out[0] = x * x + 0.5 * out[1];
    if x > 0.0 {
        out[1] = x;
    }
}

#[differentiate]
fn refilled(x: f64, count: usize, out: &mut Vec<f64>) {
    out.clear();
    for i in 0..count {
        out.push(x * i as f64);
    }
}

#[differentiate]
fn norm(x: &[f64]) -> f64 {
    x.iter().map(|v| v * v * 0.5).sum()
}

slices! {
    written_by_calls(a) {
        let mut out = vec![0.0; a.len()];
        let mut sum = 0.0;
        for &x in a {
            scaled(a, x, &mut out);
            for j in 0..out.len() { out[j] += out[j] * x; }
            scaled(&out.clone(), 0.5 + x, &mut out);
            sum += norm(&out);
        }
        sum
    } at [0.5, 1.25, -0.75], [-0.5, 0.25];
    written_by_loops(a) {
        let n = a.len();
        let (mut rows, mut seen) = ([[0.0; 2]; 3], vec![1.0; n]);
        let mut sum = 0.0;
        for i in 0..n {
            for row in rows.iter_mut() { row.fill(a[i]); row[1] *= a[0]; }
            for j in 0..n { seen[j] = (a[j] * rows[j % 3][1]).exp(); }
            let mut last = 0.0;
            for j in 0..n { last = norm(&seen[j..]) + (last * a[j]).sin(); }
            sum -= last * norm(&rows[1]);
        }
        2.0 * sum
    } at [0.5, 0.25, -0.75], [-0.5, 0.25];
    what_one_leaves_to_the_next(a) {
        let mut out = vec![a[0]; 2];
        let mut sum = 0.0;
        for &x in a {
            first_only(x, &mut out);
            sum += norm(&out);
        }
        sum
    } at [0.5, 1.25, -0.75], [-0.5, 0.25], [0.5, -0.25];
    only_the_first_finds_something(a) {
        let mut out = vec![a[0] * a[1]; 3];
        let mut sum = 0.0;
        for (i, &x) in a.iter().enumerate() {
            if i > 0 { scaled(&[x, x * x, 0.5], x, &mut out); }
            let y = norm(&out);
            sum += y * norm(&out[1..]);
        }
        sum
    } at [0.5, 1.25, -0.75], [-0.5, 0.25];
    of_another_length_each_time(a) {
        let mut out = vec![a[1]];
        let mut sum = 0.0;
        for (i, &x) in a.iter().enumerate() {
            refilled(x, i + 1, &mut out);
            sum += norm(&out);
        }
        sum
    } at [0.5, 1.25, -0.75], [-0.5, 0.25];
    of_one_length_from_the_first_on(a) {
        let mut out: Vec<f64> = Vec::new();
        let mut sum = 0.0;
        for &x in a {
            refilled(x, 3, &mut out);
            sum += norm(&out);
        }
        sum
    } at [0.5, 1.25, -0.75], [-0.5, 0.25];
    never(a) {
        let mut out = vec![a[0]; 2];
        let mut sum = a[1];
        for i in 3..a.len() {
            scaled(a, a[i], &mut out);
            sum += norm(&out);
        }
        sum * a[0]
    } at [0.5, 1.25, -0.75], [-0.5, 0.25];
    read_behind(a) {
        let mut out = vec![0.0; a.len()];
        let mut sum = 0.0;
        for &x in a {
            scaled(a, x, &mut out);
            sum += norm(&out);
        }
        sum + out[0] * out[1]
    } at [0.5, 1.25, -0.75], [-0.5, 0.25];
    beside_loops_that_record(a) {
        let mut weights = vec![0.0; a.len()];
        let (mut rounds, mut x) = (0, a[0]);
        while x < 2.0 && rounds < 4 { x = x.exp(); rounds += 1; }
        for (w, v) in weights.iter_mut().zip(a) { *w = (v * x).cos(); }
        for k in 0..3 { weights[0] += (weights[1] * k as f64).sin(); }
        let mut out = vec![0.0; a.len()];
        let mut sum = 0.0;
        for &w in &weights {
            scaled(a, w, &mut out);
            sum += norm(&out);
        }
        let mut product = 1.0;
        for w in &weights { product *= w.sin() + norm(&weights[1..]); }
        sum + product
    } at [0.5, 1.25, -0.75], [-0.5, 0.25];
}

scalars! {
    of_numbers(x: f64, y: f64) {
        let mut out = [0.0; 2];
        let mut sum = 0.0;
        for i in 0..4 {
            scaled(&[x, y], i as f64, &mut out);
            sum += norm(&out) * y;
        }
        sum
    } at (0.5, 1.25), (-0.5, 0.25);
    given_up(x: f64, y: f64) {
        let mut out = [y; 2];
        let mut sum = 0.0;
        for i in 0..4 {
            first_only(x * i as f64, &mut out);
            sum += norm(&out);
        }
        sum
    } at (0.5, 1.25), (-0.5, 0.25);
}

/// Nothing is tried with arguments that can be passed but once, nor with numbers of any type.
#[differentiate]
fn owned(model: Vec<f64>, rows: &[f64]) -> f64 {
    let mut out = vec![0.0; model.len()];
    let mut sum = 0.0;
    for &row in rows {
        scaled(&model, row, &mut out);
        let moved = out.clone();
        sum += norm(&moved);
        let mut moved_on = moved;
        moved_on[0] *= row;
        sum += norm(&moved_on);
    }
    sum
}

#[differentiate]
fn doubled<T: num_traits::Float>(x: &[T], by: T, out: &mut [T]) {
    for i in 0..x.len() {
        out[i] = x[i] * by + x[i];
    }
}

#[differentiate]
fn of_any_number<T: num_traits::Float>(model: &[T], rows: &[T]) -> T {
    let mut out = vec![T::zero(); model.len()];
    let mut sum = T::zero();
    for &row in rows {
        doubled(model, row, &mut out);
        for i in 0..model.len() {
            sum = sum + out[i] * out[i];
        }
    }
    sum
}

#[test]
fn arguments_that_are_passed_once() {
    let (model, rows) = ([0.75, -0.5], [0.5, -0.25]);
    let (value, (d_model, d_rows)) = owned::value_and_gradient(model.to_vec(), &rows);
    assert_eq!(value, owned(model.to_vec(), &rows));
    let difference = |step: &dyn Fn(f64) -> f64| (step(1e-6) - step(-1e-6)) / 2e-6;
    let of_model = difference(&|h| owned(vec![0.75 + h, -0.5], &rows));
    let of_rows = difference(&|h| owned(model.to_vec(), &[0.5, -0.25 + h]));
    assert!((d_model[0] - of_model).abs() < 1e-8 && (d_rows[1] - of_rows).abs() < 1e-8);

    let (value, (d_model, _)) = of_any_number::value_and_gradient(&model, &rows);
    assert_eq!(value, of_any_number(&model, &rows));
    let of_model = difference(&|h| of_any_number(&[0.75 + h, -0.5], &rows));
    assert!((d_model[0] - of_model).abs() < 1e-8);
}

#[derive(autodiff::Differentiable, Clone)]
struct Data {
    rows: Vec<f64>,
}

#[differentiate]
impl Data {
    #[differentiate(wrt(model))]
    fn loss(&self, model: &[f64], noise: f64) -> f64 {
        let mut out = vec![0.0; model.len()];
        let mut sum = 0.0;
        for &row in &self.rows {
            scaled(model, row, &mut out);
            sum += norm(&out) * noise;
        }
        sum
    }

    #[differentiate(wrt(model))]
    fn leaking(&self, model: &[f64], noise: f64) -> f64 {
        let mut out = vec![0.0; 2];
        let mut sum = 0.0;
        for &row in &self.rows {
            first_only(model[0] * row, &mut out);
            sum += norm(&out) * noise;
        }
        sum
    }
}

#[test]
fn with_and_without_a_cache_that_is_kept() {
    let data = Data {
        rows: vec![0.5, -0.25, 1.5],
    };
    let model = [0.75, -0.5];
    let (mut kept, mut expected) = ([7.0; 2], [0.0; 2]);
    let (value, cache) = data.loss_forward(&model, 2.0);
    let mut unused = DataGradient { rows: vec![0.0; 3] };
    data.loss_backward(&cache, &mut unused, &model, &mut expected, 1.0);
    let (found, gradient) = data.loss_value_and_gradient(&model, 2.0);
    assert_eq!(found, value);
    crate::support::assert_close("loss", &model, &gradient, &expected, 1e-14);
    let mut cache = autodiff::Record::new();
    for _ in 0..2 {
        let found = data.loss_value_and_gradient_with(&mut cache, &model, &mut kept, 2.0);
        assert_eq!(found, value);
        crate::support::assert_close("kept", &model, &kept, &expected, 1e-14);
    }

    let (value, cache) = data.leaking_forward(&model, 2.0);
    expected.fill(0.0);
    data.leaking_backward(&cache, &mut unused, &model, &mut expected, 1.0);
    let mut cache = autodiff::Record::new();
    for _ in 0..2 {
        kept.fill(f64::NAN);
        let found = data.leaking_value_and_gradient_with(&mut cache, &model, &mut kept, 2.0);
        assert_eq!(found, value);
        crate::support::assert_close("leaking", &model, &kept, &expected, 1e-14);
    }
}
