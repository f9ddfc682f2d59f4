//! Patterns inside of patterns, and `?` inside of expressions.

mod errors {
    use autodiff::differentiate;
    #[derive(Debug, PartialEq)]
    enum VolError {
        NoVega,
        MaxIter(usize),
    }
    #[differentiate]
    fn solve(a: f64, b: f64) -> Result<f64, VolError> {
        if a > 10.0 {
            return Err(VolError::NoVega);
        }
        if b > 5.0 {
            return Err(VolError::MaxIter(3));
        }
        Ok(a * b + a.sin())
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let x = match solve(p[0], p[1]) {
            Ok(v) => v,
            Err(VolError::NoVega) => f64::NAN,
            Err(VolError::MaxIter(_)) => 0.0,
        };
        let y = match solve(p[0] + 20.0, p[1]) {
            Ok(v) => v,
            Err(VolError::NoVega) => p[0] * p[0],
            Err(VolError::MaxIter(_)) => 0.0,
        };
        let z = match solve(p[0], p[1] + 20.0) {
            Ok(v) => v,
            Err(VolError::NoVega) => p[0] * p[0],
            Err(VolError::MaxIter(1..=9)) => p[1] * 3.0,
            Err(_) => 1.0,
        };
        x + y + z
    }

    crate::support::whole_functions! { top => [0.3, 0.9], [0.288, 0.868] }
}

mod structs_in_options {
    use autodiff::{Differentiable, differentiate};
    #[derive(Differentiable, Clone, Copy, Debug)]
    struct Hit {
        t: f64,
        normal: [f64; 2],
        id: usize,
    }
    #[differentiate]
    fn hit(a: f64, b: f64) -> Option<Hit> {
        let d = a * a - b;
        if d < 0.0 {
            return None;
        }
        Some(Hit {
            t: d.sqrt(),
            normal: [a, b],
            id: 1,
        })
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let x = match hit(p[2], p[1]) {
            Some(Hit { t, normal, .. }) => t * normal[0] + normal[1],
            None => 0.0,
        };
        let y = if let Some(Hit {
            t,
            normal: [nx, ny],
            id,
        }) = hit(p[2], p[0])
        {
            t * nx * ny * id as f64
        } else {
            p[0]
        };
        let z = match hit(p[0], p[1]) {
            Some(h) if h.t > 1.0 => h.t,
            Some(_) => 1.0,
            None => p[0] * p[1],
        };
        x + y + z
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod options_in_tuples {
    use autodiff::differentiate;
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let a = p.iter().position(|x| *x > 0.5);
        let b = p.iter().position(|x| *x > 5.0);
        let x = match (a, b) {
            (Some(i), Some(j)) => p[i] * p[j],
            (Some(i), None) => p[i] * 2.0,
            (None, _) => 0.0,
        };
        let y = match p.iter().copied().enumerate().find(|(_, x)| *x > 0.5) {
            Some((i, x)) if i > 5 => x,
            Some((i, x)) => x * x + i as f64,
            None => 1.0,
        };
        let z = match (p.first(), p.get(7)) {
            (Some(a), None) => a * 3.0,
            (Some(a), Some(b)) => a * b,
            _ => 0.0,
        };
        x + y + z
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod at {
    use autodiff::differentiate;
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut s = 0.0;
        for (i, x) in p.iter().enumerate() {
            s += match i {
                n @ 0..=1 => x * n as f64 + x,
                n @ (2 | 3) => x * x * n as f64,
                _ => 0.0,
            };
        }
        if let Some(v @ 0.0..=1.0) = Some(p[1]) {
            s += v * v;
        }
        if let all @ [a, ..] = p {
            s += a * all[1];
        }
        s
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod slices {
    use autodiff::differentiate;
    #[differentiate]
    fn poly(c: &[f64], x: f64) -> f64 {
        match c {
            [] => 0.0,
            [c0] => *c0,
            [c0, rest @ ..] => c0 + x * poly(rest, x),
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let a = match p {
            [a, .., b] => a * b,
            [a] => *a,
            [] => 0.0,
        };
        let b = if let [x, y, z] = p { x * y + z } else { 0.0 };
        let c = if let &[x, y, z] = p { x * y * z } else { 0.0 };
        let [u, v, w] = *p else { return 0.0 };
        let d = match p {
            &[a, b, ..] if a > 5.0 => a + b,
            &[a, ref rest @ ..] => a * rest[0],
            _ => 0.0,
        };
        a + b + c + poly(p, 0.7) + u * v * w + d
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod tried {
    use autodiff::differentiate;
    #[differentiate]
    fn at(xs: &[f64], i: usize) -> Option<f64> {
        xs.get(i).copied()
    }
    #[differentiate]
    fn f(xs: &[f64], x: f64, k: usize) -> Option<f64> {
        if x > 0.0 && at(xs, k)? > 0.5 || at(xs, k + 1)? < x {
            return Some(x * at(xs, k)?);
        }
        let big = x > 1.0 || xs.get(k + 2)? > &0.6;
        Some(if big { x * x } else { at(xs, 0)? * x })
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut s = 0.0;
        for k in 0..6 {
            s += f(p, p[k % 5] * 0.9, k).unwrap_or(p[0] * k as f64);
        }
        match p {
            all @ [first, .., last] if all.len() > 2 => s += first * last,
            _ => {}
        }
        if let [a, mid @ .., b] = p {
            s += a * b * mid.iter().sum::<f64>();
        }
        let pair @ (u, v) = (p[0], p[1]);
        s + pair.0 * v + u
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, 0.2, 0.7], [0.288, 0.868, 1.352, 0.192, 0.676] }
}

mod a_table {
    use autodiff::{Differentiable, differentiate};
    #[derive(Differentiable, Clone, Debug)]
    struct T {
        xs: Vec<f64>,
        ys: Vec<f64>,
    }
    #[differentiate]
    impl T {
        fn at(&self, x: f64) -> Option<f64> {
            if x < *self.xs.first()? || x > *self.xs.last()? {
                return None;
            }
            let i = self
                .xs
                .iter()
                .rposition(|&a| a <= x)?
                .min(self.xs.len() - 2);
            let t = (x - self.xs[i]) / (self.xs[i + 1] - self.xs[i]);
            Some(self.ys[i] + t * (self.ys.get(i + 1)? - self.ys[i]))
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let t = T {
            xs: vec![0.0, 1.0, 2.0],
            ys: p.to_vec(),
        };
        t.at(p[2]).unwrap_or(0.0) + t.at(5.0).unwrap_or(p[0] * p[0])
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod steps {
    use autodiff::differentiate;
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let t = p[0];
        let i = (t.floor() as usize).min(2);
        let u = t - i as f64;
        let j = (p[1] / 0.5).floor().max(0.0).min(2.0) as usize;
        let k = t.round().clamp(0.0, p.len() as f64 - 1.0) as usize;
        let m = t.ceil() as i32;
        let n = t.trunc() as usize;
        p[i] * (1.0 - u) + p[i + 1] * u + p[j] * p[k] + m as f64 * p[n]
    }

    crate::support::whole_functions! { top => [1.3, 0.9, 1.4, 0.2], [1.248, 0.868, 1.352, 0.192] }
}

mod an_interpolation {
    use autodiff::differentiate;
    #[differentiate]
    fn lerp(c: &[f64], x: f64) -> f64 {
        let n = c.len();
        let i = (x.floor().max(0.0) as usize).min(n - 2);
        let t = x - i as f64;
        c[i] + t * (c[i + 1] - c[i])
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut s = 0.0;
        let mut x = p[0];
        for _ in 0..4 {
            s += lerp(p, x);
            x = 0.5 * x + 0.1;
        }
        s
    }

    crate::support::whole_functions! { top => [1.3, 0.9, 1.4, 0.2], [1.248, 0.868, 1.352, 0.192] }
}

mod lent_rows {
    use autodiff::{Differentiable, differentiate};
    #[derive(Differentiable, Clone, Debug)]
    struct M {
        n: usize,
        d: Vec<f64>,
    }
    #[differentiate]
    impl M {
        fn row(&self, i: usize) -> &[f64] {
            &self.d[i * self.n..(i + 1) * self.n]
        }
        fn dot(&self, i: usize, j: usize) -> f64 {
            self.row(i)
                .iter()
                .zip(self.row(j))
                .map(|(a, b)| a * b)
                .sum()
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let m = M {
            n: 2,
            d: p.to_vec(),
        };
        m.dot(0, 1) * p[0]
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, 0.2], [0.288, 0.868, 1.352, 0.192] }
}

mod a_condition_that_calls {
    use autodiff::differentiate;
    #[differentiate]
    fn at(xs: &[f64], i: usize) -> Option<f64> {
        xs.get(i).copied()
    }
    #[differentiate]
    fn f(xs: &[f64], x: f64, k: usize) -> Option<f64> {
        while at(xs, k).is_some() && x < 0.5 {
            return None;
        }
        Some(x * xs[0])
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        f(p, p[0], 0).unwrap_or(p[1]) + f(p, p[1], 0).unwrap_or(0.0)
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}
