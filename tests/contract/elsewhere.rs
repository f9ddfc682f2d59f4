//! Functions that other modules call.

pub(crate) mod layers {
    use autodiff::differentiate;

    /// The logistic function.
    #[differentiate]
    #[inline]
    #[must_use]
    pub(crate) fn sigmoid(x: f64) -> f64 {
        1.0 / (1.0 + (-x).exp())
    }

    /// A scaled sum, three calls above [`sigmoid`](fn@sigmoid).
    #[differentiate]
    pub(crate) fn dense(w: &[f64], x: &[f64], out: &mut [f64]) {
        let n = x.len();
        for i in 0..out.len() {
            out[i] = sigmoid(super::rows::dot(&w[i * n..(i + 1) * n], x));
        }
    }
}

pub(crate) mod rows {
    #[autodiff::differentiate]
    pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
        let mut s = 0.0;
        for i in 0..a.len() {
            s += super::products::product(a[i], b[i]);
        }
        s
    }
}

mod products {
    use autodiff::differentiate;

    #[differentiate]
    pub(super) fn product(a: f64, b: f64) -> f64 {
        a * b
    }
}
