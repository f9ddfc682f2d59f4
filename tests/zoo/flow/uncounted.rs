//! Iterators of which nobody knows in front of the loop how many items they give.

mod for_loops {
    use autodiff::differentiate;
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut s = 0.0;
        for (i, x) in p.iter().filter(|x| **x > 0.0).take(3).enumerate() {
            if i == 1 {
                continue;
            }
            s += x * x * (i + 1) as f64;
            if s > 50.0 {
                break;
            }
        }
        for x in p.iter().filter(|x| **x > 0.0).chain(p.iter().rev()) {
            if *x < 0.0 {
                break;
            }
            s += x.sin();
        }
        'outer: for k in 0..3 {
            for x in p
                .iter()
                .skip_while(|x| **x < 0.5)
                .chain(p.iter().filter(|x| **x < 0.8))
            {
                if *x < 0.0 && k == 1 {
                    break 'outer;
                }
                if *x > 1.0 {
                    continue 'outer;
                }
                s += x * (k + 1) as f64;
            }
            s *= 1.1;
        }
        for (a, b) in p.iter().filter(|x| **x > 0.0).zip(p.iter().skip(1)) {
            s += a * b;
            if a * b > 1.0 {
                break;
            }
        }
        for (a, b) in p.iter().zip(p.iter().filter(|x| **x > 0.0)) {
            s += a * b * b;
        }
        s
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, -0.2, 0.7], [0.288, 0.868, 1.352, -0.192, 0.676] }
}

mod chains {
    use autodiff::differentiate;
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let a = p
            .iter()
            .filter(|x| **x > 0.0)
            .skip(1)
            .step_by(2)
            .map(|x| x * x)
            .fold(0.5, |a, x| a * x + x);
        let b: Vec<f64> = p
            .iter()
            .map(|x| x * 2.0)
            .filter(|x| *x > 0.0)
            .chain(std::iter::once(p[0] * p[1]))
            .collect();
        let c = b
            .iter()
            .rev()
            .zip(p.iter().filter(|x| **x < 1.0))
            .map(|(a, b)| a * b)
            .sum::<f64>();
        let d = p
            .iter()
            .flat_map(|x| [*x, x * x])
            .zip(p.iter().cycle())
            .map(|(a, b)| a * b)
            .sum::<f64>();
        let e = p.iter().cycle().skip(3).take(7).map(|x| x * x).sum::<f64>();
        let f: f64 = p
            .iter()
            .scan(1.0, |s, x| {
                *s *= 1.0 + 0.1 * x;
                if *s > 1.2 { None } else { Some(*s) }
            })
            .zip(p)
            .map(|(a, b)| a * b)
            .sum();
        let g = p
            .iter()
            .enumerate()
            .filter(|(i, _)| i % 2 == 0)
            .map(|(_, x)| x)
            .zip(1..)
            .map(|(x, k)| x * k as f64)
            .sum::<f64>();
        let h = p
            .iter()
            .filter(|x| **x > 0.0)
            .take(0)
            .map(|x| x * 5.0)
            .sum::<f64>();
        let i = p.iter().filter(|x| **x > 0.0).last().unwrap()
            * p.iter().filter(|x| **x > 0.0).nth(1).unwrap();
        let j = p.iter().filter(|x| **x > 0.0).count() as f64;
        a + c + d + e + f + g + h + i + j * p[0] + b.len() as f64
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, -0.2, 0.7], [0.288, 0.868, 1.352, -0.192, 0.676] }
}

mod endless {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct S {
        a: f64,
        b: f64,
    }
    #[differentiate]
    fn next(s: &S) -> S {
        S {
            a: s.a * 0.8 + s.b,
            b: s.b * 0.9,
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let s0 = S { a: p[0], b: p[1] };
        let total: f64 = std::iter::successors(Some(s0), |s| Some(next(s)))
            .take(4)
            .map(|s| s.a * s.b)
            .sum();
        let last = std::iter::successors(Some(p[2]), |x| Some(x * 0.5 + p[0]))
            .take_while(|x| *x > 0.2)
            .take(6)
            .last()
            .unwrap();
        let mut state = p[0];
        let mut n = 0;
        let t: f64 = std::iter::from_fn(|| {
            n += 1;
            state = state * 1.1 + 0.1;
            if n < 5 { Some(state) } else { None }
        })
        .sum();
        let mut u = p[1];
        let v: Vec<f64> = std::iter::repeat_with(|| {
            u *= 0.9;
            u * u
        })
        .take(3)
        .collect();
        let fib: Vec<f64> = std::iter::successors(Some((p[0], p[1])), |&(a, b)| Some((b, a + b)))
            .map(|(a, _)| a)
            .take(5)
            .collect();
        total + last + t * state + v[0] * v[2] + fib[4] * fib[2]
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod integers {
    use autodiff::differentiate;
    #[differentiate]
    fn f(p: &[f64], labels: &[usize], blank: usize) -> f64 {
        let ext: Vec<usize> = std::iter::once(blank)
            .chain(labels.iter().flat_map(|&l| [l, blank]))
            .collect();
        let n = ext.len();
        ext.iter().map(|&i| p[i] * p[i]).sum::<f64>() * n as f64
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        f(p, &[1, 2, 1], 0)
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod named_functions {
    use autodiff::differentiate;
    #[differentiate]
    fn safe(x: f64) -> Option<f64> {
        if x > 0.0 { Some(x.ln()) } else { None }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let a: f64 = p.iter().filter_map(|&x| safe(x)).sum();
        let b: f64 = p.iter().copied().filter_map(safe).sum();
        let c = safe(p[0]).and_then(|x| safe(-x)).unwrap_or(1.0);
        let d = safe(p[0]).and_then(|x| safe(x)).unwrap_or(p[1]);
        let e = p.iter().copied().find_map(safe).unwrap();
        let f = Some(p[1]).and_then(safe).map_or(0.0, |x| x * x);
        let g = p.iter().map(|&x| safe(x).unwrap_or(0.5)).sum::<f64>();
        a + b * c + d + e + f + g
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, -0.5], [0.288, 0.868, 1.352, -0.48] }
}
