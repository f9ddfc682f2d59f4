//! What is stored in memory that is kept for something else is read there again instead of being recorded, unless it
//! has been overwritten since.

use crate::support::slices;

slices! {
    /// The second layer needs what the first made in its place.
    in_place(a) {
        let mut h = vec![0.0; a.len()];
        for i in 0..a.len() { h[i] = (1.5 * a[i]).tanh(); }
        let mut sum = 0.0;
        for j in 0..2 { for i in 0..h.len() { sum += h[i] * h[i] * a[j]; } }
        sum
    } at [0.5, -0.25, 0.75], [1.5, 0.25];

    /// Beside what stood there before, and in a branch.
    over_others(a) {
        let mut h = a.to_vec();
        for i in 0..h.len() {
            h[i] += 0.5;
            if i > 0 { h[i] = (h[i] * a[0]).exp(); }
        }
        h.iter().map(|h| h * h * h).sum::<f64>() * a[1]
    } at [0.5, -0.25, 0.75], [1.5, 0.25];

    /// Changed behind the loop, from an iteration on, and by a swap.
    changed_later(a) {
        let mut h = vec![0.0; a.len()];
        for i in 0..a.len() { h[i] = a[i].tanh(); }
        for i in 1..a.len() { h[i] *= a[0]; }
        let mut g = vec![0.5; a.len()];
        for i in 0..a.len() { g[i] = (a[i] * h[i]).exp(); }
        std::mem::swap(&mut g, &mut h);
        let mut sum = 0.0;
        for i in 0..a.len() { sum += h[i] * h[i] + g[i] * g[i] * h[i]; }
        sum
    } at [0.5, -0.25, 0.75], [1.5, 0.25];

    /// Several iterations have one place, or the next one changes what this one has stored.
    shared_places(a) {
        let mut h = vec![0.25; a.len() + 1];
        let mut g = vec![0.25; 2];
        for i in 0..a.len() {
            if i > 0 { h[i - 1] *= a[0]; }
            h[i] = a[i].exp();
            g[i % 2] = a[i].tanh() * g[i % 2];
            g[0] = (g[1] * a[i]).tanh();
        }
        let mut sum = 0.0;
        for h in &h { for g in &g { sum += h * h * g * g; } }
        sum
    } at [0.5, -0.25, 0.75], [1.5, 0.25];

    /// A loop around: of each row a place of its own, and one list for all of them.
    rows(a) {
        let mut all = [[0.0; 3]; 2];
        let mut h = vec![0.0; 3];
        let mut sum = 0.0;
        for t in 0..2 {
            for i in 0..3 {
                all[t][i] = (a[t] * (i + 1) as f64).sin().exp();
                h[i] = (a[t] + h[i]).tanh();
                sum += h[i] * h[i];
            }
            for i in 0..3 { sum += h[i] * all[t][i] * all[0][i]; }
        }
        for row in &all { for x in row { sum += x * x * a[0]; } }
        for h in &h { sum += h * h * a[1]; }
        sum
    } at [0.5, -0.25, 0.75], [1.5, 0.25];

    /// Each iteration of a loop that may end has a list of its own.
    left_early(a) {
        let mut sum = 1.0;
        for t in 0..4 {
            let mut h = vec![0.0; a.len()];
            for i in (0..a.len()).rev() {
                if a[i] > 1.25 { break; }
                h[i] = (a[i] * sum).tanh();
            }
            for i in 0..a.len() { sum += h[i] * h[i] * a[t % 2]; }
            if sum > 2.0 { break; }
        }
        sum
    } at [0.5, -0.25, 0.75], [1.5, 0.25];

    /// A line without loops, where indices and lists come before and after.
    in_a_line(a) {
        let early = a[0].exp();
        let mut h = vec![0.0; 4];
        h[0] = early;
        let late = a[1].tanh();
        let k = 2 * (a.len() % 2);
        h[k] = late;
        h[1] = (early * late).sin().abs().sqrt();
        h[3] = h[1].exp();
        h[1] = 0.5;
        let mut sum = 0.0;
        for x in &h { sum += x * x * early; }
        sum
    } at [0.5, 0.25, 0.75], [1.5, 0.25];
}

/// A layer that is handed on to a function, and a loop over such.
mod layers {
    macro_rules! layers {
        ($name:ident $(, $without:tt)?) => {
            #[::autodiff::differentiate $($without)?]
            pub mod $name {
                pub fn squares(h: &[f64], w: &[f64], out: &mut [f64]) {
                    for i in 0..out.len() {
                        for j in 0..h.len() {
                            out[i] += 0.25 * h[j] * h[j] * w[i];
                        }
                    }
                }

                pub fn layer(w: &[f64], x: &[f64]) -> f64 {
                    let mut h = vec![0.0; x.len()];
                    squares(x, w, &mut h);
                    for h in &mut h {
                        *h = h.tanh();
                    }
                    let mut out = vec![0.0; x.len()];
                    squares(&h, w, &mut out);
                    for i in 0..out.len() {
                        out[i] = out[i].exp() * h[i];
                    }
                    out.iter().zip(&h).map(|(o, h)| o * o * h).sum()
                }

                pub fn deep(w: &[f64], x: &[f64]) -> f64 {
                    let mut sum = 1.0;
                    let mut h = x.to_vec();
                    for _ in 0..3 {
                        let mut g = vec![0.0; h.len()];
                        squares(&h, w, &mut g);
                        for i in 0..g.len() {
                            g[i] = (g[i] * sum).sin().exp();
                        }
                        sum += 0.25 * layer(w, &g);
                        h = g;
                    }
                    sum
                }
            }
        };
    }
    layers!(on);
    layers!(off, (without(stored)));

    #[test]
    fn numbers_are_the_same() {
        let (w, x) = ([0.5, -0.25, 0.75], [0.25, 0.5, -0.5]);
        let both = on::deep::value_and_gradient(&w, &x);
        assert_eq!(both, off::deep::value_and_gradient(&w, &x));
        assert_eq!(on::layer::gradient(&w, &x), off::layer::gradient(&w, &x));
        let of = |w: &[f64]| on::deep(w, &x);
        autodiff::check::gradient(of, |w| on::deep::gradient(w, &x).0, &w).unwrap();
    }

    /// What stands in memory is not in the cache.
    #[test]
    fn nothing_is_recorded_twice() {
        let (_, cache) = on::layer::forward(&[0.5, -0.25], &[0.25, 0.5]);
        let (_, with) = off::layer::forward(&[0.5, -0.25], &[0.25, 0.5]);
        assert!(size_of_val(&cache) < size_of_val(&with));
    }
}
