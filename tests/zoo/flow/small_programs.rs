//! Iterators, strings and early exits as they stand together in programs.

mod iterators {
    use autodiff::differentiate;
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let a = p
            .windows(2)
            .rev()
            .map(|w| w[0] - w[1])
            .fold(0.0, |a, d| 0.5 * a + d * d);
        let b: f64 = p
            .iter()
            .zip(&p[1..])
            .zip(&p[2..])
            .map(|((a, b), c)| a * b * c)
            .sum();
        let c = p
            .chunks(2)
            .map(|c| c.iter().sum::<f64>())
            .map(|s| s * s)
            .sum::<f64>();
        let d = (1..p.len())
            .rev()
            .step_by(2)
            .map(|i| p[i] * p[i - 1])
            .sum::<f64>();
        let (lo, hi) = p
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), &x| {
                (lo.min(x), hi.max(x))
            });
        let e: Vec<f64> = p
            .iter()
            .scan(1.0, |acc, &x| {
                *acc *= 1.0 + 0.1 * x;
                Some(*acc)
            })
            .collect();
        let f = e
            .iter()
            .rev()
            .skip_while(|x| **x > 1.3)
            .map(|x| x * x)
            .sum::<f64>();
        let g = p
            .iter()
            .enumerate()
            .filter(|(i, x)| i % 2 == 0 && **x > 0.0)
            .map(|(i, x)| x * i as f64)
            .chain(e.iter().copied().take(2))
            .sum::<f64>();
        let mut h = p.iter().peekable();
        let mut k = 0.0;
        while let Some(x) = h.next() {
            if let Some(y) = h.peek() {
                k += x * **y;
            }
        }
        let m: f64 = (0..3)
            .flat_map(|i| (0..=i).map(move |j| (i, j)))
            .map(|(i, j)| p[i] * p[j])
            .sum();
        let n = p.iter().any(|x| *x < 0.0) as usize as f64;
        let o = p.iter().map(|x| x.abs()).fold(f64::NAN, f64::max);
        let q = std::iter::zip(p, &e).map(|(a, b)| a * b).last().unwrap();
        let r: Vec<(usize, f64)> = p
            .iter()
            .copied()
            .enumerate()
            .filter(|&(_, x)| x > 0.5)
            .collect();
        let s: f64 = r.iter().map(|&(i, x)| x * i as f64).sum();
        a + b + c + d + lo * hi + f + g + k + m + n * p[0] + o + q + s
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, -0.2, 0.7], [0.288, 0.868, 1.352, -0.192, 0.676] }
}

mod a_fit {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Fit {
        c: Vec<f64>,
        err: f64,
        it: usize,
    }
    #[differentiate]
    fn fit(x: &[f64], y: &[f64], tol: f64) -> Result<Fit, String> {
        if x.len() != y.len() {
            return Err(format!("{} and {}", x.len(), y.len()));
        }
        let mut c = vec![0.1, 0.1];
        let loss = |c: &[f64]| {
            x.iter()
                .zip(y)
                .map(|(x, y)| (c[0] + c[1] * x - y).powi(2))
                .sum::<f64>()
        };
        for it in 0..8 {
            let mut g = [0.0; 2];
            for (x, y) in x.iter().zip(y) {
                let r = c[0] + c[1] * x - y;
                g[0] += r;
                g[1] += r * x;
            }
            for (c, g) in c.iter_mut().zip(&g) {
                *c -= 0.1 * g;
            }
            let err = loss(&c);
            if err < tol {
                return Ok(Fit { c, err, it });
            }
            if !err.is_finite() {
                return Err("diverged".to_string());
            }
        }
        let err = loss(&c);
        Ok(Fit { c, err, it: 99 })
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let x = [0.0, 1.0, 2.0];
        let a = fit(&x, &p[..3], 1.0).map_or(0.0, |f| f.c[0] * f.c[1] + f.err * f.it as f64);
        let b = match fit(&x, &p[2..], 1e-9) {
            Ok(Fit { c, err, it }) if it > 50 => c[1] * err,
            Ok(f) => f.c[0],
            Err(_) => 0.0,
        };
        let c = fit(&x, &p[..2], 1.0).map(|f| f.err).unwrap_or(p[4] * p[4]);
        a + b + c
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, -0.2, 0.7], [0.288, 0.868, 1.352, -0.192, 0.676] }
}

mod a_score {
    use autodiff::differentiate;
    #[differentiate]
    fn score(text: &str, w: &[f64]) -> f64 {
        let mut total = 0.0;
        for (i, c) in text.chars().rev().enumerate() {
            if c.is_alphabetic() {
                total += w[(c as usize - 'a' as usize) % w.len()] * (i + 1) as f64;
            } else if c.is_ascii_digit() {
                total += w[0] * (c as u8 - b'0') as f64;
            } else {
                total *= 1.1;
            }
        }
        let b = text.as_bytes();
        for w2 in b.windows(2) {
            if w2[0] == w2[1] {
                total += w[1] * w[1];
            }
        }
        if text.is_empty() {
            w[2]
        } else {
            total * text.len() as f64
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        score("ab1 cc", p)
            + score("", p)
            + "abc".chars().filter(|c| *c != 'b').count() as f64 * p[0]
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}
