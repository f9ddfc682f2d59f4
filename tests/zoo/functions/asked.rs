//! `wrt`: what is asked for does not change by what is not, and nothing is done for the rest.

use autodiff::differentiate;

/// The same body with respect to everything, to some of its arguments, and to these by the passes
/// that give everything. The adjoints of what is asked for are the same numbers.
macro_rules! asked {
    ($($name:ident ($($arg:ident: $ty:ty = $value:expr),+) wrt($($asked:ident),+) $body:block)*) => {$(
        mod $name {
            use super::*;

            #[differentiate]
            pub fn all($($arg: $ty),+) -> f64 $body

            #[differentiate(wrt($($asked),+))]
            pub fn some($($arg: $ty),+) -> f64 $body

            #[differentiate(wrt($($asked),+), without(wrt))]
            pub fn by_all($($arg: $ty),+) -> f64 $body

            #[test]
            fn is_the_same() {
                let (value, whole) = all::value_and_gradient($($value),+);
                #[allow(unused_variables)]
                let ($($arg),+) = whole;
                let expected = ($($asked.clone()),+);
                for (other, gradient) in [
                    some::value_and_gradient($($value),+),
                    by_all::value_and_gradient($($value),+),
                    (value, some::gradient($($value),+)),
                ] {
                    assert_eq!(other.to_bits(), value.to_bits());
                    assert_eq!(format!("{gradient:?}"), format!("{expected:?}"));
                }
            }
        }
    )*};
}

#[differentiate]
fn product(a: f64, b: f64, by: &[f64]) -> f64 {
    (a * b).sin() * by[0] + by[1].exp()
}

#[differentiate]
fn scale(out: &mut [f64], by: &[f64]) {
    for i in 0..out.len() {
        out[i] *= by[i] * by[i];
    }
}

const W: [f64; 3] = [0.5, -1.25, 2.0];
const X: [f64; 3] = [1.5, 0.25, -0.75];

asked! {
    scalars(a: f64 = 0.75, b: f64 = -1.5, c: f64 = 2.0) wrt(a, c) {
        let q = a * b.sin();
        let r = b.exp() * c;
        (q * r).tanh() + b
    }
    one(a: f64 = 0.75, b: f64 = -1.5) wrt(a, b) {
        a / b
    }
    fused(w: &[f64] = &W, x: &[f64] = &X, bias: f64 = 0.5) wrt(w, bias) {
        let mut sum = 0.0;
        for i in 0..w.len() {
            let z = (w[i] * x[i] + bias).tanh();
            sum += z * z;
        }
        sum
    }
    recorded(w: &[f64] = &W, x: &[f64] = &X, y: &[f64] = &X) wrt(w, y) {
        let mut state = 1.0;
        for i in 0..w.len() {
            let turned = x[i].cos() * state;
            state = (turned * w[i] + state * x[i]).sin();
        }
        let mut sum = state;
        for i in 0..y.len() {
            sum *= y[i];
        }
        sum
    }
    in_place(w: &[f64] = &W, x: &[f64] = &X, twist: f64 = 0.5) wrt(w, x) {
        let mut re = w.to_vec();
        let mut k = 0;
        while k < 4 {
            for i in 0..re.len() {
                let difference = re[i] - x[i];
                re[i] += difference * twist.cos();
            }
            k += 1;
        }
        let mut sum = 0.0;
        for r in &re {
            sum += r * r;
        }
        sum
    }
    calls(w: &[f64] = &W, x: &[f64] = &X, a: f64 = 0.5) wrt(w, a) {
        let mut state = w.to_vec();
        let mut sum = product(0.25, a, x);
        for i in 0..3 {
            scale(&mut state, x);
            let part = product(state[i], x[i], &state);
            sum += part * product(x[0], x[1], x);
        }
        sum
    }
    branches(w: &[f64] = &W, x: &[f64] = &X, a: f64 = 0.5) wrt(w, a) {
        let mut best = a;
        for i in 0..w.len() {
            if w[i] * x[i] > best {
                best = w[i] * x[i];
            } else if x[i] > 1.0 {
                best += x[i] * x[i] * a;
            }
        }
        best
    }
    own(v: Vec<f64> = W.to_vec(), w: Vec<f64> = X.to_vec(), a: f64 = 3.0) wrt(v, a) {
        let (mut v, mut w) = (v, w);
        v.push(a);
        std::mem::swap(&mut v, &mut w);
        w[0] * w[3] * v[1] + a
    }
    nothing(a: f64 = 0.5, b: f64 = 1.5) wrt(a, b) {
        let _ = a;
        b
    }
}

/// Nobody asks for the adjoint of the squares of the data: their values are all that is recorded.
#[differentiate(wrt(a))]
fn lean(a: f64, xs: &[f64]) -> f64 {
    let mut state = a;
    for x in xs {
        state = state * 0.5 + x.sin() * x.exp();
    }
    state
}

#[test]
fn what_is_not_asked_for_is_not_recorded() {
    let xs = [0.5; 100];
    let info = allocation_counter::measure(|| {
        assert_eq!(lean::gradient(0.25, &xs), 0.5f64.powi(100));
    });
    assert_eq!(info.count_total, 0, "{info:?}");
    let (value, cache) = lean::forward(0.25, &xs);
    let mut d_xs = [0.0; 100];
    let d_a = lean::backward(&cache, &xs, &mut d_xs, 1.0);
    assert_eq!(value, lean(0.25, &xs));
    assert_eq!(d_a, 0.5f64.powi(100));
    assert!((d_xs[99] - 0.5f64.exp() * (0.5f64.sin() + 0.5f64.cos())).abs() < 1e-12);
}

#[derive(autodiff::Differentiable, Clone, Debug)]
struct Model {
    w: f64,
    b: f64,
}

#[differentiate]
impl Model {
    #[differentiate(wrt(self))]
    fn loss(&self, xs: &[f64], ys: &[f64]) -> f64 {
        let mut sum = 0.0;
        let mut before = 0.0;
        for (x, y) in xs.iter().zip(ys) {
            let error = (self.w * x + self.b).tanh() - y + 0.125 * before;
            sum += error * error;
            before = error;
        }
        sum
    }
}

#[test]
fn of_a_method() {
    let model = Model { w: 0.75, b: -0.25 };
    let (value, gradient) = model.loss_value_and_gradient(&W, &X);
    let (same, cache) = model.loss_forward(&W, &X);
    let mut d_model = autodiff::zero_gradient(&model);
    let (mut d_w, mut d_x) = ([0.0; 3], [0.0; 3]);
    model.loss_backward(&cache, &mut d_model, &W, &mut d_w, &X, &mut d_x, 1.0);
    assert_eq!((value, &gradient), (same, &d_model));
}
