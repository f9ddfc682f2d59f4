//! Copies that Rust makes without a word, and changes of the variable that they were made of: arrays gone
//! over by value, what `move` closures capture, and what a pattern leaves of an array.

use crate::support::{assert_close, gradient_by_differences, slices};
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Scale {
    by: f64,
    at: [f64; 2],
}

#[differentiate]
impl Scale {
    pub fn spread(&mut self, k: f64) -> f64 {
        let mut sum = 0.0;
        for x in self.at {
            self.at[1] += x * k;
            sum += x * self.at[1];
        }
        sum * self.by
    }
}

#[differentiate]
impl Scale {
    pub fn items(self) -> impl Iterator<Item = f64> {
        self.at.into_iter().map(move |x| x * self.by)
    }
}

#[differentiate]
pub fn itemised(p: &[f64]) -> f64 {
    let mut s = Scale {
        by: p[0],
        at: [p[1], p[2]],
    };
    let items = s.items();
    s.by = 5.0 * p[1];
    s.at[0] = 2.0;
    items.sum::<f64>() * s.by + s.at[0]
}

#[test]
fn an_iterator_has_what_it_was_made_of() {
    let p = [0.5, 0.7, 1.2];
    let expected = gradient_by_differences(&|p| itemised(p), &p);
    assert_close("itemised", &p, &itemised::gradient(&p), &expected, 1e-8);
}

slices! {
    gone_over_by_value(p) {
        let mut a = [p[0], p[1], p[2]];
        let mut t = 0.0;
        for x in a {
            a[2] += x * x;
            t += x * a[2];
        }
        for (i, x) in a.into_iter().enumerate() {
            a[2] += x * i as f64;
            t *= x + a[2];
        }
        for (x, y) in a.into_iter().zip(p) {
            a[0] = x * y;
            t += x * a[0];
        }
        t + a.into_iter().map(|x| { a[1] += x; x * a[1] }).sum::<f64>()
    } at [0.5, 0.7, 1.2];

    rows_and_pairs_by_value(p) {
        let mut t = 0.0;
        let mut m = [[p[0], p[1]], [p[2], p[0]]];
        for r in m {
            m[1][0] += r[0];
            t += r[1] * r[0] * m[1][0];
        }
        let mut pairs = [(p[0], 1), (p[1], 0)];
        for (x, n) in pairs {
            pairs[n].0 += x;
            t += pairs[1].0 * x;
        }
        t
    } at [0.5, 0.7, 1.2];

    kept_under_a_name(p) {
        let mut a = [p[0], p[1]];
        let items = a.into_iter();
        a[1] = 5.0 * p[2];
        let mut v = vec![p[0], p[2]];
        let more = v.into_iter();
        v = vec![p[1]];
        items.sum::<f64>() * a[1] + more.map(|x| x * v[0]).sum::<f64>()
    } at [0.5, 0.7, 1.2];

    in_a_field(p) {
        let mut s = Scale { by: p[0], at: [p[1], p[2]] };
        s.spread(p[0]) * s.at[1]
    } at [0.5, 0.7, 1.2];

    captured_arrays(p) {
        let mut a = [p[0], p[1]];
        let g = move |k: f64| a[0] * k + a[1];
        a[0] = 4.0 * p[1];
        let mut t = g(p[2]) + a[0];
        let items = p.iter().map(move |x| a[0] * x);
        a[0] = 2.0;
        t += items.sum::<f64>() * a[0];
        for i in 0..3 {
            let f = move |x: f64| a[0] * x + a[1];
            a[0] = f(p[i]);
            a[1] = f(a[0]);
        }
        t + a[0] * a[1]
    } at [0.5, 0.7, 1.2];

    captured_tuples_structs_options(p) {
        let mut q = (p[0], p[1]);
        let h = move |x: f64| q.0 * x * q.1;
        q.0 = 3.0;
        q.1 = 5.0 * p[0];
        let mut t = h(p[2]) * q.0 * q.1;
        let mut s = Scale { by: p[0], at: [p[1], 1.0] };
        let h = move |x: f64| s.by * x * s.at[0];
        s.by = 4.0;
        s.at[0] = p[2];
        t += h(p[2]) + s.by * s.at[0];
        let mut o = Some(p[1]);
        let f = move |x: f64| o.unwrap_or(2.0) * x;
        o = None;
        t + f(p[0]) + o.unwrap_or(1.0)
    } at [0.5, 0.7, 1.2];

    of_its_own(p) {
        let mut c = [p[0], 0.0];
        let mut f = move |x: f64| { c[1] += x * c[0]; c[1] };
        let first = f(p[1]);
        c[0] = p[2];
        first * f(p[2]) * c[0] + c[1]
    } at [0.5, 0.7, 1.2];

    rest_of_an_array(p) {
        let mut a = [p[0], p[1], p[2]];
        let [u, v @ ..] = a;
        a[2] = 9.0 * p[0];
        let mut t = u * v[1] * a[2];
        let mut m = [[p[0], p[1]], [p[1], p[2]]];
        for i in 0..2 {
            let [x, r @ ..] = m[i];
            m[i][1] = 6.0 * p[0];
            t += x * r[0] * m[i][1];
        }
        let [y, s @ ..] = &a;
        t + y * s[0]
    } at [0.5, 0.7, 1.2];
}
