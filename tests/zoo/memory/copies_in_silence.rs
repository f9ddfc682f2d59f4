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

/// The left operand, and a receiver by value, are what they were before the right side changed them.
mod operands {
    use autodiff::{Differentiable, differentiate};
    use std::ops::{Add, Mul};

    #[derive(Differentiable, Clone, Copy)]
    struct V {
        x: f64,
        y: f64,
    }

    #[differentiate]
    impl Add for V {
        type Output = V;
        fn add(self, other: V) -> V {
            V {
                x: self.x + other.x,
                y: self.y * other.y,
            }
        }
    }

    #[differentiate]
    impl Mul<f64> for V {
        type Output = V;
        fn mul(self, k: f64) -> V {
            V {
                x: self.x * k,
                y: self.y * k,
            }
        }
    }

    #[differentiate]
    impl V {
        fn up(&mut self, k: f64) -> V {
            self.x += k;
            self.y *= k;
            *self
        }
        fn dot(self, other: V) -> f64 {
            self.x * other.x + self.y * other.y
        }
    }

    #[differentiate]
    fn next(v: &mut V) -> f64 {
        v.x *= v.y;
        v.y += 0.5;
        v.x
    }

    #[derive(Differentiable, Clone, Copy)]
    struct Walk {
        at: V,
        k: f64,
    }

    #[differentiate]
    impl Walk {
        fn step(&mut self) -> V {
            self.at.x *= 2.0 * self.k;
            self.at
        }
        fn go(&mut self) -> f64 {
            self.at.dot(self.step()) + (self.at + self.step()).x
        }
        fn seen(self, x: f64) -> f64 {
            self.k * x + self.at.x
        }
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut v = V { x: p[0], y: p[1] };
        let a = v + v.up(p[2]);
        let b = v * next(&mut v);
        let c = v + v * next(&mut v) + v;
        let mut w = Walk { at: v, k: p[1] };
        let d = w.seen({
            w.k = 2.0;
            w.at.x = 1.0;
            p[1]
        }) + w.k;
        a.x * b.y + c.x * c.y + d + w.go() + v.dot(v + v)
    }

    crate::support::whole_functions! { top => [0.5, 0.7, 1.2] }
}

/// Fields of tuples, and of structs that hold references.
mod parts {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct Taps {
        v: Vec<f64>,
    }

    #[derive(Differentiable)]
    struct Held<'a> {
        x: &'a [f64],
        k: [f64; 2],
        s: f64,
    }

    #[differentiate]
    fn of_tuple(t: (f64, [f64; 2]), x: f64) -> f64 {
        t.0 * x + t.1[0] * t.1[1]
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut t = ([p[0], p[1]], 1.0);
        let mut s = 0.1;
        for x in t.0 {
            t.0[1] += x;
            s += x;
        }
        s += t.0[1] * t.1;
        let f = move |x: f64| t.0[0] * x + t.0[1];
        t.0[0] = 7.0;
        s += f(p[1]) * t.0[0];
        let a = &mut t.0;
        for x in *a {
            a[1] += x * x;
            s += x;
        }
        let mut u = Taps { v: p.to_vec() };
        let it = u.v.into_iter().map(|x| x * 2.0);
        u.v = vec![9.0, p[1]];
        s += it.sum::<f64>() * u.v[1];
        for x in u.v {
            u.v = vec![x, s];
            s = s * 0.5 + x * u.v[0];
        }
        let mut t = (p.to_vec(), p[0]);
        let f = move |x: f64| t.0[0] * x;
        t.0 = vec![9.0];
        s += f(p[2]) * t.0[0];
        let mut t = (p[0], [p[1], p[2]]);
        let f = move |x: f64| of_tuple(t, x);
        t.1 = [1.0, p[0]];
        s += f(p[1]) * t.1[1];
        let v = p.to_vec();
        let mut r = Held {
            x: &v,
            k: [p[0], p[1]],
            s: 0.1,
        };
        for z in r.k {
            r.k[1] += z * 0.1;
            r.s += z;
        }
        s + r.k[1] * r.s * r.x[0]
    }

    crate::support::whole_functions! { top => [0.5, 0.7, 1.2] }
}
