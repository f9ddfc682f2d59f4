//! Adjoints that a caller does not want: what is wanted does not change by what is not, whatever the
//! function is and however it is called.

/// Modules with a function `f` that is called with these arguments: with passes that leave out what
/// nobody wants, and without such. Value and gradient are the same to the last bit, and the gradient is
/// right along one direction of the first argument.
macro_rules! wanted {
    ($($(#[$doc:meta])* $name:ident($first:expr $(, $value:expr)*) { $($items:tt)* })*) => {$(
        $(#[$doc])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            #[::autodiff::differentiate]
            mod on {
                $($items)*
            }

            #[::autodiff::differentiate(without(wanted))]
            mod off {
                $($items)*
            }

            #[test]
            fn is_the_same() {
                let first: [f64; 3] = $first;
                let (value, gradient) = on::f::value_and_gradient(&first $(, $value)*);
                let (other, expected) = off::f::value_and_gradient(&first $(, $value)*);
                assert_eq!(value.to_bits(), other.to_bits());
                assert_eq!(value.to_bits(), on::f(&first $(, $value)*).to_bits());
                assert_eq!(gradient, expected);
                assert_eq!(on::f::gradient(&first $(, $value)*), expected);
                let of = |x: &[f64]| off::f(&[x[0], x[1], x[2]] $(, $value)*);
                let numeric = $crate::support::gradient_by_differences(&of, &first);
                $crate::support::assert_close(stringify!($name), &first, &gradient[..3], &numeric, 1e-7);
            }
        }
    )*};
}

const A: [f64; 3] = [0.5, -1.25, 0.75];
const B: [f64; 3] = [1.5, 0.25, -0.5];

wanted! {
    /// What is recorded for one argument is read before the function calls itself, which moves the cursors.
    self_calling(A, 0.5, 3) {
        pub fn minors(x: &[f64], by: f64, n: usize) -> f64 {
            if n == 0 { return by; }
            let mut sum = 0.0;
            for i in 0..n {
                let e = (x[i] * sum).exp();
                if e > 0.75 { sum += e * minors(x, by * e * 0.5, n - 1) * x[i]; }
                let mut j = 0;
                while j < 2 { sum = (sum - x[i] * x[j]).sin(); j += 1; }
                sum += minors(x, e.sin(), n / 2) * x[i];
            }
            sum
        }

        #[differentiate(wrt(a))]
        pub fn f(a: &[f64; 3], by: f64, n: usize) -> f64 { minors(a, by, n) }
    }

    /// Nothing has to be recorded where the factors are data.
    linear_in_place(A, &B) {
        pub fn turn(re: &mut [f64], by: &[f64]) {
            let mut half = 1;
            while half < re.len() {
                for i in half..re.len() {
                    let moved = re[i - half] * by[i];
                    re[i] += moved;
                    re[i - half] -= 0.5 * moved;
                }
                half *= 2;
            }
        }

        #[differentiate(wrt(a))]
        pub fn f(a: &[f64; 3], b: &[f64]) -> f64 {
            let mut re = a.to_vec();
            turn(&mut re, b);
            for r in re.iter_mut() { *r = r.sin(); }
            turn(&mut re, b);
            re[0] * re[1] + re[2]
        }
    }

    layers(A, &B) {
        pub fn dense(w: &[f64], b: &[f64], x: &[f64], out: &mut [f64]) {
            for i in 0..out.len() {
                let mut sum = b[i];
                for j in 0..x.len() { sum += w[i] * x[j] * x[j]; }
                out[i] = sum.tanh();
            }
        }

        // In each call something else is data.
        #[differentiate(wrt(a))]
        pub fn f(a: &[f64; 3], b: &[f64]) -> f64 {
            let mut hidden = vec![0.0; 3];
            dense(a, b, b, &mut hidden);
            let mut scores = vec![0.0; 3];
            dense(b, a, &hidden, &mut scores);
            let mut last = [0.0; 2];
            dense(b, b, &scores, &mut last);
            dense(b, b, b, &mut hidden);
            last[0] * last[1] + hidden[0] + scores[2]
        }
    }

    /// What is left out is handed through three functions, some of it together.
    nested(A, &B, 0.5) {
        pub fn inner(x: &[f64], y: &[f64], t: f64) -> f64 {
            let mut state = t;
            for i in 0..x.len().min(y.len()) { state = (state * x[i] + y[i]).sin(); }
            state
        }

        pub fn middle(x: &[f64], y: &[f64], s: f64, t: f64) -> f64 {
            let mixed: Vec<f64> = x.iter().zip(y).map(|(x, y)| x * y * s).collect();
            let mut sum = 0.0;
            for i in 0..3 { sum += inner(&mixed, y, t) * inner(x, &mixed[i..], s * t); }
            sum
        }

        pub fn outer(x: &[f64], y: &[f64], s: f64) -> f64 {
            if s > 0.0 { middle(x, y, s, 0.25) + middle(y, x, 1.5, s) } else { middle(x, x, s, s) }
        }

        #[differentiate(wrt(a))]
        pub fn f(a: &[f64; 3], b: &[f64], s: f64) -> f64 {
            outer(a, b, s) * outer(b, a, -s) + outer(a, a, 2.0 * s) + middle(b, a, a[0], s)
        }
    }

    /// Calls in loops and branches record into one cache.
    in_loops(A, &B, 4) {
        pub fn step(y: &[f64], p: &[f64], h: f64) -> Vec<f64> {
            let mut next = y.to_vec();
            for i in 0..y.len() {
                let mut k = y[i];
                while k.abs() > 0.25 {
                    k = 0.5 * k * p[i].cos() * h;
                }
                next[i] += h * k * p[i];
            }
            next
        }

        #[differentiate(wrt(a))]
        pub fn f(a: &[f64; 3], b: &[f64], n: usize) -> f64 {
            let mut y = a.to_vec();
            for i in 0..n {
                y = step(&y, b, 0.5);
                if i % 2 == 0 {
                    y[0] *= step(b, &y, 0.25)[1];
                } else if y[1] > -100.0 {
                    y = step(&y, b, 1.0 + y[2] * y[2]);
                }
            }
            y[0] + y[1] * y[2]
        }
    }

    /// A function that calls itself.
    again(A, &B) {
        pub fn fold(x: &[f64], by: &[f64], t: f64) -> f64 {
            if x.len() < 2 {
                return x.iter().sum::<f64>() * by[0] + t;
            }
            let mut half = Vec::new();
            for i in 0..x.len() / 2 {
                half.push(x[2 * i] * by[i] + x[2 * i + 1] * t);
            }
            fold(&half, by, 0.5 * t) + fold(&x[1..], &by[..1], t)
        }

        #[differentiate(wrt(a))]
        pub fn f(a: &[f64; 3], b: &[f64]) -> f64 {
            fold(a, b, 0.75) * fold(b, b, a[0]) + fold(b, a, 0.5)
        }
    }

    /// What the inner call needs, the outer one cannot leave out: its shadow has to be there.
    again_in_place(A, &B) {
        pub fn smooth(re: &mut [f64], x: &[f64], by: &[f64], n: usize) {
            let mut mixed = Vec::new();
            for i in 0..re.len() {
                re[i] = re[i] * by[i] + x[i];
                mixed.push(x[i] * by[i] * re[0]);
            }
            if n > 0 {
                smooth(re, &mixed, by, n - 1);
            }
        }

        #[differentiate(wrt(a))]
        pub fn f(a: &[f64; 3], b: &[f64]) -> f64 {
            let mut first = a.to_vec();
            smooth(&mut first, b, b, 2);
            let mut second = b.to_vec();
            smooth(&mut second, a, b, 2);
            let mut third = b.to_vec();
            smooth(&mut third, b, a, 1);
            first[0] * second[1] + third[2]
        }
    }

    /// Two functions that call each other.
    by_turns(A, &B, 3) {
        #[differentiate(boxed(odd))]
        pub fn even(x: f64, by: &[f64], n: usize) -> f64 {
            let mut sum = x;
            for b in by {
                sum = (sum * b).sin();
            }
            if n == 0 { sum } else { odd(sum, by, n - 1) * x }
        }

        #[differentiate(boxed(even))]
        pub fn odd(x: f64, by: &[f64], n: usize) -> f64 {
            if n == 0 { x * by[0] } else { even(x * by[1], by, n - 1) + x }
        }

        #[differentiate(wrt(a))]
        pub fn f(a: &[f64; 3], b: &[f64], n: usize) -> f64 {
            even(a[0], b, n) + odd(0.5, a, n) * even(a[1], a, n + 1) + a[2]
        }
    }

    generic(A, 0.5) {
        pub fn weigh<T: num_traits::Float, const N: usize>(x: &[T; N], w: &[T; N], t: T) -> T {
            let mut sum = t;
            for i in 0..N {
                sum = sum * x[i] + (x[i] * w[i]).sin();
            }
            sum
        }

        pub fn shift<const N: usize>(x: &mut [f64], by: &[f64; N]) -> [f64; N] {
            let mut kept = [0.0; N];
            for i in 0..N {
                kept[i] = x[i] * by[i] * by[i];
                x[i] += kept[i] * x[0];
            }
            kept
        }

        #[differentiate(wrt(a))]
        pub fn f(a: &[f64; 3], t: f64) -> f64 {
            let mut local = a.to_vec();
            let kept = shift::<2>(&mut local, &[t, 2.0]);
            let more = shift(&mut local, a);
            weigh(a, &[1.5, 0.5, 2.0], t) + weigh::<f64, 2>(&kept, &[t, t], kept[0]) * more[2] * local[1]
        }
    }

    /// What comes back is a tuple, an `Option`, a struct; what goes in is moved, or lent twice.
    shapes(A, &B) {
        #[derive(Clone, autodiff::Differentiable)]
        pub struct Pair {
            pub left: Vec<f64>,
            pub right: f64,
        }

        pub fn halves(x: Vec<f64>, y: &[f64], t: f64) -> (f64, Vec<f64>) {
            let mut sum = t;
            for i in 0..x.len() {
                sum += (x[i] * y[i]).exp() * t;
            }
            (sum, x)
        }

        pub fn checked(x: &[f64], y: &[f64]) -> Option<f64> {
            let mut product = 1.0;
            for i in 0..x.len() {
                if y[i] > 10.0 {
                    return None;
                }
                product *= x[i] + y[i] * y[i];
            }
            Some(product)
        }

        pub fn joined(pair: &Pair, by: &Pair) -> Pair {
            let mut left = pair.left.clone();
            for (l, b) in left.iter_mut().zip(&by.left) {
                *l *= b.cos() * by.right;
            }
            Pair { left, right: pair.right * by.right }
        }

        #[differentiate(wrt(a))]
        pub fn f(a: &[f64; 3], b: &[f64]) -> f64 {
            let (sum, back) = halves(a.to_vec(), b, 0.5);
            let (other, data) = halves(b.to_vec(), &back, sum);
            let data = Pair { left: data, right: 2.0 };
            let own = Pair { left: back, right: other };
            let both = joined(&own, &data);
            let product = checked(a, b).unwrap_or(0.0) * checked(b, &both.left).unwrap_or(1.0);
            product + both.right + joined(&data, &own).left[1]
        }
    }

    /// Functions as arguments, functions with a derivative of their own, loops that run again, and
    /// methods are called as ever.
    others(A, &B) {
        #[derive(Clone, autodiff::Differentiable)]
        pub struct Weights {
            pub w: [f64; 3],
        }

        impl Weights {
            pub fn apply(&self, x: &[f64], t: f64) -> f64 {
                let mut sum = t;
                for i in 0..3 {
                    sum = (sum * x[i] + self.w[i]).sin();
                }
                sum
            }

            pub fn twice(&self, x: &[f64]) -> f64 {
                self.apply(x, 0.5) + self.apply(&self.w, x[0])
            }
        }

        pub fn summed(g: impl Fn(f64) -> f64, x: &[f64], y: &[f64]) -> f64 {
            let mut sum = 0.0;
            for i in 0..x.len() {
                sum += g(x[i]) * y[i] * y[i];
            }
            sum
        }

        #[differentiate(backward = scaled_backward)]
        pub fn scaled(x: &[f64], t: f64) -> f64 {
            x.iter().sum::<f64>() * t
        }

        #[differentiate(skip)]
        pub fn scaled_backward(x: &[f64], d_x: &mut [f64], t: f64, _result: f64, d: f64) -> f64 {
            for d_x in d_x.iter_mut() {
                *d_x += d * t;
            }
            x.iter().sum::<f64>() * d
        }

        pub fn kept(x: &[f64], y: &[f64], n: usize) -> f64 {
            let mut state = x[0];
            #[checkpoint]
            for i in 0..n {
                state = (state * x[i % 3] + y[i % 3]).sin();
            }
            state
        }

        #[differentiate(wrt(a))]
        pub fn f(a: &[f64; 3], b: &[f64]) -> f64 {
            let weights = Weights { w: *a };
            let data = Weights { w: [b[0], b[1], 2.0] };
            let t = a[0];
            summed(|x| (x * t).sin(), b, b) * summed(f64::exp, a, b)
                + scaled(b, a[1]) * scaled(a, 2.0)
                + kept(a, b, 7)
                + kept(b, a, 5)
                + weights.twice(b) * data.twice(a)
                + data.apply(b, a[2])
        }
    }
}

#[autodiff::differentiate]
fn turned(re: &mut [f64], by: &[f64]) {
    for k in 0..4 {
        for i in k..re.len() {
            let moved = re[i - k] * by[i];
            re[i] += moved;
        }
    }
}

#[autodiff::differentiate(wrt(a))]
fn turned_by(a: [f64; 100], by: &[f64]) -> f64 {
    let mut a = a;
    turned(&mut a, by);
    a[99]
}

/// Neither records nor a shadow are made for the factors.
#[test]
fn what_is_not_wanted_takes_no_memory() {
    let by: Vec<f64> = (0..100).map(|i| 0.01 * f64::from(i)).collect();
    let info = allocation_counter::measure(|| {
        assert_ne!(turned_by::gradient([0.5; 100], &by)[50], 0.0);
    });
    assert_eq!(info.bytes_total, 0, "{info:?}");
}
