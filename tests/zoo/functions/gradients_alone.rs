//! `gradient` without the value is the gradient that stands beside it.

/// Modules with a function `f` that is called with these arguments, as they are and computing the value
/// all the same.
macro_rules! alone {
    ($($name:ident($($value:expr),+) { $($items:tt)* })*) => {$(
        mod $name {
            #[::autodiff::differentiate]
            mod on {
                $($items)*
            }

            #[::autodiff::differentiate(without(value))]
            mod off {
                $($items)*
            }

            #[test]
            fn is_the_same() {
                let gradient = on::f::gradient($($value),+);
                assert_eq!(gradient, off::f::gradient($($value),+));
                assert_eq!(gradient, on::f::value_and_gradient($($value),+).1);
            }
        }
    )*};
}

alone! {
    fused(&[0.5, -1.25, 2.0], &[1.5, 0.25, -0.75], 0.5) {
        pub fn f(w: &[f64], x: &[f64], t: f64) -> f64 {
            let mut sum = 0.0;
            for i in 0..w.len() {
                sum += w[i] * x[i] + 0.5 * x[i];
            }
            sum + t * t
        }
    }
    fused_by_value(0.75, 5) {
        pub fn f(t: f64, n: usize) -> f64 {
            let mut sum = 0.0;
            for i in 0..n {
                sum += t * i as f64;
            }
            sum
        }
    }
    fused_for_one(&[0.5, -1.25, 2.0], &[1.5, 0.25, -0.75], 0.5) {
        #[differentiate(wrt(w))]
        pub fn f(w: &[f64], x: &[f64], t: f64) -> f64 {
            w.iter().zip(x).map(|(w, x)| w * x).sum::<f64>() + t
        }
    }
    two_passes([0.5, -1.25], &[1.5, 0.25], 0.5) {
        pub fn f(w: [f64; 2], x: &[f64], t: f64) -> f64 {
            let mut kept = Vec::new();
            let mut state = t;
            for x in x {
                state = (state * x).sin();
                kept.push(state);
            }
            let mut last = w[0];
            for (i, k) in kept.iter().enumerate() {
                last = 0.5 * last + w[i] + k;
            }
            last
        }
    }
    two_passes_for_one(&[1.5, 0.25], &mut [0.5, 0.75], 0.5) {
        #[differentiate(wrt(t))]
        pub fn f(x: &[f64], m: &mut [f64], t: f64) -> f64 {
            let mut state = t;
            for i in 0..x.len() {
                state *= x[i] * m[i];
                m[i] += state;
            }
            let mut total = state;
            for m in m.iter() {
                total += m;
            }
            assert!(total < 100.0);
            total
        }
    }
}

#[autodiff::differentiate]
impl Scale {
    fn applied(&self, x: &[f64]) -> f64 {
        let mut sum = 0.0;
        for x in x {
            sum += self.0 * x;
        }
        assert!(sum < 10.0, "too much");
        sum
    }
}

#[derive(Clone, autodiff::Differentiable)]
struct Scale(f64);

#[test]
fn methods_too() {
    let (d_self, d_x) = Scale(2.0).applied_gradient(&[1.0, -3.0]);
    assert_eq!((d_self.0, d_x), (-2.0, vec![2.0, 2.0]));
}

#[test]
#[should_panic = "too much"]
fn what_is_asserted_is_looked_at() {
    Scale(2.0).applied_gradient(&[7.0]);
}
