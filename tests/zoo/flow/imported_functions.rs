//! Functions of the standard library under the names that imports give them.

mod at_the_top {
    use autodiff::differentiate;
    use std::iter::{self, from_fn, once, repeat as forever, successors};
    use std::mem::{replace, swap};

    #[differentiate]
    fn arithmetic_geometric(a: f64, g: f64) -> f64 {
        successors(Some((a, g)), |&(a, g)| {
            Some(((a + g) / 2.0, (a * g).sqrt()))
        })
        .find(|(a, g)| (a - g).abs() < 1e-12)
        .map(|(a, _)| a)
        .unwrap()
    }

    #[differentiate]
    fn series(x: f64) -> f64 {
        let terms = successors(Some((0u32, x)), move |&(n, t)| {
            let n = n + 1;
            Some((n, -t * x * x / n as f64))
        });
        terms
            .map(|(n, t)| t / (2 * n + 1) as f64)
            .take_while(|t| t.abs() > 1e-15)
            .sum()
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let (mut a, mut b) = (p[0], p[1] * p[2]);
        swap(&mut a, &mut b);
        let old = replace(&mut a, b * b);
        let mut state = old;
        let sum: f64 = from_fn(|| {
            state *= 0.5;
            if state > 0.05 { Some(state) } else { None }
        })
        .sum();
        let weights: Vec<f64> = once(p[0])
            .chain(forever(a).take(2))
            .chain(iter::once(sum))
            .collect();
        let powers: f64 = successors(Some(1.0), |t| Some(t * 0.5 * p[1]))
            .take(12)
            .step_by(3)
            .sum();
        weights.iter().zip(p).map(|(w, x)| w * x).sum::<f64>()
            + arithmetic_geometric(p[1], p[2]) * series(p[0])
            + powers * b
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod in_the_function {
    use autodiff::differentiate;

    /// Not that of the library.
    #[differentiate]
    fn once(x: f64) -> f64 {
        x * x
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        use std::iter::repeat_n;
        let sum: f64 = repeat_n(p[0], 3).enumerate().map(|(i, x)| x * p[i]).sum();
        sum + once(p[1])
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}
