//! What is left early with structs, arrays and enums: functions, closures and loops.

mod an_option_of_a_struct {
    use autodiff::{Differentiable, differentiate};
    #[derive(Differentiable, Clone, Debug)]
    struct Mat {
        n: usize,
        d: Vec<f64>,
    }
    #[differentiate]
    impl Mat {
        fn at(&self, i: usize, j: usize) -> f64 {
            self.d[i * self.n + j]
        }
        fn cholesky(&self) -> Option<Mat> {
            let n = self.n;
            let mut l = Mat {
                n,
                d: vec![0.0; n * n],
            };
            for i in 0..n {
                for j in 0..=i {
                    let mut s = self.at(i, j);
                    for k in 0..j {
                        s -= l.d[i * n + k] * l.d[j * n + k];
                    }
                    if i == j {
                        if s <= 0.0 {
                            return None;
                        }
                        l.d[i * n + i] = s.sqrt();
                    } else {
                        l.d[i * n + j] = s / l.d[j * n + j];
                    }
                }
            }
            Some(l)
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let m = Mat {
            n: 2,
            d: vec![p[0], p[1], p[1], p[2]],
        };
        match m.cholesky() {
            Some(l) => l.d[0] + 2.0 * l.d[2] + 3.0 * l.d[3],
            None => 0.0,
        }
    }

    crate::support::whole_functions! { top => [2.0, 0.5, 1.5], [1.92, 0.484, 1.448] }
}

mod a_result_of_rows {
    use autodiff::differentiate;
    #[derive(Debug, Clone, PartialEq)]
    enum E {
        NotPd { at: usize },
        Other,
    }
    #[differentiate]
    fn cholesky(a: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, E> {
        let n = a.len();
        let mut l = vec![vec![0.0; n]; n];
        for i in 0..n {
            for j in 0..=i {
                let s: f64 = (0..j).map(|k| l[i][k] * l[j][k]).sum();
                if i == j {
                    let d = a[i][i] - s;
                    if d <= 0.0 {
                        return Err(E::NotPd { at: i });
                    }
                    l[i][i] = d.sqrt();
                } else {
                    l[i][j] = (a[i][j] - s) / l[j][j];
                }
            }
        }
        Ok(l)
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let m = vec![vec![p[0], p[1]], vec![p[1], p[2]]];
        match cholesky(&m) {
            Ok(l) => l[0][0] + 2.0 * l[1][0] + 3.0 * l[1][1],
            Err(_) => 0.0,
        }
    }

    crate::support::whole_functions! { top => [2.0, 0.5, 1.5], [1.92, 0.484, 1.448] }
}

mod found_or_not {
    use autodiff::{Differentiable, differentiate};
    #[derive(Differentiable, Clone, Copy, Debug)]
    struct P {
        x: f64,
        y: f64,
    }
    #[differentiate]
    fn find(xs: &[f64], limit: f64) -> Option<P> {
        let mut s = 0.0;
        for &x in xs {
            s += x * x;
            if s > limit {
                return Some(P { x: s, y: x * limit });
            }
        }
        None
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let a = match find(p, 0.5) {
            Some(q) => q.x * q.y,
            None => 0.0,
        };
        let b = find(p, 100.0).map_or(p[0], |q| q.x);
        a + b
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod a_struct {
    use autodiff::{Differentiable, differentiate};
    #[derive(Differentiable, Clone, Copy, Debug)]
    struct P {
        x: f64,
        y: f64,
    }
    #[differentiate]
    fn find(xs: &[f64], limit: f64) -> P {
        let mut s = 0.0;
        for &x in xs {
            s += x * x;
            if s > limit {
                return P { x: s, y: x * limit };
            }
        }
        P { x: s, y: 0.5 * s }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let a = find(p, 0.5);
        let b = find(p, 100.0);
        a.x * a.y + b.x * b.y
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod an_enum {
    use autodiff::{Differentiable, differentiate};
    #[derive(Differentiable, Clone, Debug)]
    enum Root {
        Exact(f64),
        Between { lo: f64, hi: f64 },
        None,
    }
    #[differentiate]
    fn find(xs: &[f64]) -> Root {
        let mut i = 0;
        while i + 1 < xs.len() {
            if xs[i] == 0.0 {
                return Root::Exact(xs[i + 1]);
            }
            if xs[i] < 0.5 && xs[i + 1] > 0.5 {
                return Root::Between {
                    lo: xs[i],
                    hi: xs[i + 1],
                };
            }
            i += 1;
        }
        Root::None
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        match find(p) {
            Root::Exact(x) => x,
            Root::Between { lo, hi } => lo * hi * hi,
            Root::None => p[0],
        }
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod a_tuple {
    use autodiff::{Differentiable, differentiate};
    #[derive(Differentiable, Clone, Debug)]
    struct P {
        x: f64,
        y: Vec<f64>,
    }
    #[differentiate]
    fn outer(xs: &[f64]) -> Result<(P, f64), String> {
        let mut acc = P { x: 0.0, y: vec![] };
        for (i, &x) in xs.iter().enumerate() {
            if x < 0.0 {
                return Err(format!("negative at {i}"));
            }
            acc.x += x;
            acc.y.push(x * acc.x);
        }
        let s = acc.y.iter().sum();
        Ok((acc, s))
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        match outer(p) {
            Ok((q, s)) => q.x * s + q.y[1],
            Err(_) => 0.0,
        }
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod a_vec_of_structs {
    use autodiff::{Differentiable, differentiate};
    #[derive(Differentiable, Clone, Copy, Debug)]
    struct P {
        x: f64,
        y: f64,
    }
    #[differentiate]
    fn outer(xs: &[f64]) -> Vec<P> {
        let mut out = Vec::new();
        for w in xs.windows(2) {
            out.push(P { x: w[0], y: w[1] });
            if w[1] > 1.0 {
                return out;
            }
        }
        out
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        outer(p).iter().map(|q| q.x * q.y).sum()
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}
