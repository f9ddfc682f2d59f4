//! Loops that are left early, with what has no zero.

mod a_question_mark_in_a_loop {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    enum Step {
        Accept { x: f64, f: f64 },
        Reject(f64),
        Done,
    }
    #[differentiate]
    fn trial(x: f64, k: usize) -> Option<Step> {
        if k > 7 {
            return None;
        }
        if k == 3 {
            return Some(Step::Done);
        }
        Some(if k % 2 == 0 {
            Step::Accept {
                x: x * 0.9,
                f: x.sin(),
            }
        } else {
            Step::Reject(x * x)
        })
    }
    #[differentiate]
    fn run(x0: f64, limit: usize) -> Option<Step> {
        let mut x = x0;
        let mut k = 0;
        let mut total = 0.0;
        while k < limit {
            match trial(x, k)? {
                Step::Accept { x: y, f } => {
                    x = y;
                    total += f;
                }
                Step::Reject(r) => {
                    total -= r;
                    x += 0.1 * r;
                }
                Step::Done => return Some(Step::Accept { x, f: total }),
            }
            k += 1;
        }
        Some(Step::Reject(total * x))
    }
    #[differentiate]
    fn value(s: Option<Step>) -> f64 {
        match s {
            Some(Step::Accept { x, f }) => x * f,
            Some(Step::Reject(r)) => r * 2.0,
            Some(Step::Done) => 1.0,
            None => 0.0,
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        value(run(p[0], 6)) + value(run(p[1], 2)) * value(run(p[2], 1)) + value(run(p[3], 20))
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, 0.1], [0.288, 0.868, 1.352, 0.096] }
}

mod two_loops_at_once {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Out {
        xs: Vec<f64>,
        n: usize,
        total: f64,
    }
    #[differentiate]
    fn run(p: &[f64], limit: f64) -> Out {
        let mut xs = vec![];
        let mut total = 0.0;
        'outer: for i in 0..3 {
            for j in 0..p.len() {
                if j > i + 1 {
                    continue 'outer;
                }
                let v = p[j] * (i + 1) as f64;
                total += v * v;
                xs.push(v);
                if total > limit {
                    return Out { n: i, xs, total };
                }
            }
        }
        Out {
            xs,
            n: 99,
            total: total * 2.0,
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let a = run(p, 1.0);
        let b = run(p, 100.0);
        a.total * a.xs[0] + a.n as f64 * p[0] + b.total * b.xs[2] + b.xs.len() as f64 * p[1]
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, 0.1], [0.288, 0.868, 1.352, 0.096] }
}

mod closures {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct S {
        a: f64,
        b: f64,
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let f = |x: f64| -> S {
            if x < 0.5 {
                return S { a: x, b: x * x };
            }
            S {
                a: 2.0 * x,
                b: p[0],
            }
        };
        let g = |x: f64| {
            for &q in p {
                if q > x {
                    return S { a: q * x, b: q };
                }
            }
            S { a: 0.0, b: x }
        };
        let mut s = 0.0;
        for &x in p {
            let r = f(x);
            s += r.a * r.b;
            let h = g(x);
            s += h.a * h.b;
        }
        s
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, 0.1], [0.288, 0.868, 1.352, 0.096] }
}

mod loops {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct S {
        a: f64,
        b: f64,
    }
    #[differentiate]
    fn make(x: f64, y: f64) -> S {
        S { a: x * y, b: x + y }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut i = 0;
        let mut x = p[0];
        let s = loop {
            x = x * 1.1 + 0.05;
            if x > 0.6 {
                break make(x, p[1]);
            }
            if i > 10 {
                break S { a: 0.0, b: 0.0 };
            }
            i += 1;
        };
        let (t, y) = loop {
            x += p[2];
            if x > 3.0 {
                break (make(x, p[3]), x * x);
            }
        };
        s.a * s.b + t.a * t.b * y
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, 0.1], [0.288, 0.868, 1.352, 0.096] }
}

mod moved_out {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Out {
        xs: Vec<f64>,
        total: f64,
    }
    #[differentiate]
    fn whiles(p: &[f64], limit: f64) -> Out {
        let mut xs = vec![];
        let mut total = 0.0;
        let mut i = 0;
        while i < p.len() {
            total += p[i] * p[i];
            xs.push(total);
            if total > limit {
                return Out { xs, total };
            }
            i += 1;
        }
        Out {
            total: total * 2.0,
            xs,
        }
    }
    #[differentiate]
    fn loops(p: &[f64], limit: f64) -> Option<Vec<f64>> {
        let mut xs = vec![];
        let mut i = 0;
        loop {
            if i == p.len() {
                return None;
            }
            xs.push(p[i] * p[i]);
            if xs[i] > limit {
                if i > 1 {
                    return Some(xs);
                } else {
                    xs[i] *= 2.0;
                }
            }
            i += 1;
        }
    }
    #[differentiate]
    fn inner(p: &[f64], limit: f64) -> Result<(Vec<f64>, Out), String> {
        for k in 0..3 {
            let mut xs = p.to_vec();
            for x in xs.iter_mut() {
                *x *= (k + 1) as f64;
            }
            if xs[0] > limit {
                let total = xs[1];
                return Ok((
                    xs,
                    Out {
                        xs: vec![total * 2.0],
                        total,
                    },
                ));
            }
        }
        Err("none".into())
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let a = whiles(p, 1.0);
        let b = whiles(p, 100.0);
        let c = loops(p, 0.5).map_or(0.0, |v| v.iter().sum());
        let d = loops(p, 50.0).map_or(p[0], |v| v.iter().sum());
        let e = match inner(p, 0.5) {
            Ok((v, o)) => v[0] * v[2] + o.xs[0] * o.total,
            Err(_) => 0.0,
        };
        a.total * a.xs[0] + b.total * b.xs[2] + c * d + e
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, 0.1], [0.288, 0.868, 1.352, 0.096] }
}

mod parts_of_a_result {
    use autodiff::differentiate;
    #[differentiate]
    fn bs(y: &[f64; 2], h: f64) -> ([f64; 2], f64) {
        let k = [y[1], -y[0]];
        (
            [y[0] + h * k[0], y[1] + h * k[1]],
            (k[0] * k[0] + k[1]).abs(),
        )
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut y = [p[0], p[1]];
        let mut t = 0.0;
        let mut h = 0.1;
        while t < 1.0 {
            let (next, err) = bs(&y, h);
            if err < 10.0 {
                y = next;
                t += h;
            }
            h = (h * (0.9 + 0.01 * err)).min(0.3);
        }
        y[0] * y[1]
    }

    crate::support::whole_functions! { top => [0.3, 0.9], [0.288, 0.868] }
}

mod kinds_of_errors {
    use autodiff::differentiate;
    #[derive(Debug)]
    enum Fail {
        Negative(usize),
        Big { at: usize, limit: f64 },
    }
    #[differentiate]
    fn check(x: f64, at: usize) -> Result<f64, Fail> {
        if x < 0.0 {
            return Err(Fail::Negative(at));
        }
        if x > 2.0 {
            return Err(Fail::Big { at, limit: 2.0 });
        }
        Ok(x.sqrt())
    }
    #[differentiate]
    fn table(p: &[f64], k: f64) -> Result<Vec<[f64; 2]>, Fail> {
        let mut rows = Vec::new();
        for (i, &x) in p.iter().enumerate() {
            for j in 0..2 {
                let y = check(x * k + j as f64 * 0.1, i)?;
                rows.push([y, x * y]);
            }
        }
        Ok(rows)
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let a = match table(p, 1.0) {
            Ok(r) => r.iter().map(|r| r[0] * r[1]).sum(),
            Err(_) => 0.0,
        };
        let b = match table(p, 2.0) {
            Ok(r) => r[0][0],
            Err(Fail::Negative(_)) => p[0],
            Err(Fail::Big { .. }) => p[2] * 3.0,
        };
        let c = table(p, -1.0).map_or(p[1] * p[1], |r| r[0][1]);
        a + b + c
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, 0.1], [0.288, 0.868, 1.352, 0.096] }
}

/// Ranges without an end, which only a `break` or a `return` leaves.
mod open_ranges {
    use autodiff::differentiate;

    #[differentiate]
    fn root(a: f64) -> Result<f64, usize> {
        let mut x = a;
        for turn in 1.. {
            let next = 0.5 * (x + a / x);
            if (next - x).abs() < 1e-14 {
                return Ok(next);
            }
            if turn > 60 {
                return Err(turn);
            }
            x = next;
        }
        unreachable!()
    }

    #[differentiate]
    fn series(x: f64) -> f64 {
        let (mut sum, mut term) = (0.0, 1.0);
        'terms: for n in (1u32..) {
            if n % 7 == 3 {
                continue;
            }
            sum += term;
            term *= x / f64::from(n);
            for k in 0_usize.. {
                if k > 3 {
                    break;
                }
                if term.abs() < 1e-13 {
                    break 'terms;
                }
                sum += term * 1e-3 * k as f64;
            }
        }
        sum
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let roots: Result<f64, usize> = p.iter().map(|x| root(x * x + 0.1)).sum();
        series(p[0]) * series(p[1]) + roots.unwrap_or(0.0)
    }

    crate::support::whole_functions! { top }
}
