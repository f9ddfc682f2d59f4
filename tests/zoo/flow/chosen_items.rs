//! Structs and arrays that an iterator chooses, and what ends with the first item that is missing.

mod chosen {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct S {
        w: f64,
        v: f64,
    }
    #[differentiate]
    impl S {
        fn score(&self) -> f64 {
            self.w * self.v
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let ss: Vec<S> = p
            .iter()
            .map(|&x| S {
                w: x * x,
                v: x + 1.0,
            })
            .collect();
        let best = ss.iter().min_by(|a, b| a.w.total_cmp(&b.w)).unwrap();
        let far = ss
            .iter()
            .filter(|s| s.v > 1.0)
            .max_by(|a, b| a.score().partial_cmp(&b.score()).unwrap())
            .unwrap();
        let first = ss.iter().find(|s| s.w > 0.5).map_or(0.0, |s| s.score());
        let (i, third) = ss
            .iter()
            .enumerate()
            .rev()
            .find(|(_, s)| s.v > 1.5)
            .unwrap();
        let rows = [[p[0], p[1]], [p[2], p[3]]];
        let row = rows.iter().max_by(|a, b| a[0].total_cmp(&b[0])).unwrap();
        let w = p
            .windows(2)
            .min_by(|a, b| (a[0] * a[1]).total_cmp(&(b[0] * b[1])))
            .unwrap();
        let sum = ss
            .iter()
            .copied()
            .reduce(|a, b| S {
                w: a.w + b.w,
                v: a.v * b.v,
            })
            .unwrap();
        let made = p
            .iter()
            .map(|x| S {
                w: x.sin(),
                v: x * 2.0,
            })
            .max_by(|a, b| a.w.total_cmp(&b.w))
            .unwrap();
        let last = ss.last().unwrap();
        let none = ss
            .iter()
            .find(|s| s.w > 100.0)
            .copied()
            .unwrap_or(S { w: p[0], v: p[1] });
        best.score()
            + far.w
            + first
            + third.w * i as f64
            + row[0] * row[1]
            + w[0] * w[1]
            + sum.v
            + made.w * made.v
            + last.v
            + none.score()
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, -0.2, 0.7], [0.288, 0.868, 1.352, -0.192, 0.676] }
}

mod filtered {
    use autodiff::{Differentiable, differentiate};
    #[derive(Differentiable, Clone, Copy, Debug)]
    struct Hit {
        t: f64,
        w: f64,
    }
    #[derive(Differentiable, Clone, Copy, Debug)]
    struct Ball {
        c: f64,
        r: f64,
    }
    #[differentiate]
    impl Ball {
        fn hit(&self, x: f64) -> Option<Hit> {
            let d = self.r * self.r - (x - self.c) * (x - self.c);
            if d < 0.0 {
                None
            } else {
                Some(Hit {
                    t: d.sqrt(),
                    w: self.c * x,
                })
            }
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let balls = vec![
            Ball { c: p[0], r: p[1] },
            Ball { c: p[2], r: 1.0 },
            Ball { c: 10.0, r: 0.1 },
        ];
        let hit = balls
            .iter()
            .filter_map(|b| b.hit(0.5))
            .min_by(|a, b| a.t.total_cmp(&b.t));
        let total: f64 = balls
            .iter()
            .filter_map(|b| b.hit(0.6))
            .map(|h| h.t * h.w)
            .sum();
        match hit {
            Some(h) => h.t * h.w + total,
            None => 0.0,
        }
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, -0.5], [0.288, 0.868, 1.352, -0.48] }
}

mod by_keys {
    use autodiff::differentiate;
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let k = [3usize, 1, 2];
        let i = (0..3).max_by_key(|&i| k[i]).unwrap();
        let j = (0..3).min_by_key(|&i| k[i]).unwrap();
        let (m, x) = p.iter().enumerate().max_by_key(|(i, _)| k[*i]).unwrap();
        let y = p
            .iter()
            .zip(&k)
            .min_by_key(|(_, k)| **k)
            .map(|(x, _)| *x)
            .unwrap();
        p[i] * p[j] * 2.0 + x * (m as f64 + 1.0) + y * y
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod until_missing {
    use autodiff::differentiate;
    #[differentiate]
    fn safe(x: f64) -> Option<f64> {
        if x > 0.0 { Some(x.ln()) } else { None }
    }
    #[differentiate]
    fn check(x: f64) -> Result<f64, String> {
        if x < 5.0 {
            Ok(x * x)
        } else {
            Err(format!("{x}"))
        }
    }
    #[differentiate]
    fn all(p: &[f64], k: f64) -> Option<f64> {
        let v: Vec<f64> = p.iter().map(|&x| safe(x * k)).collect::<Option<Vec<_>>>()?;
        let t = p.iter().try_fold(1.0, |a, &x| {
            let r = safe(a + x * k);
            if let Some(y) = r { Some(y * x) } else { None }
        })?;
        Some(v[0] * v[1] + t)
    }
    #[differentiate]
    fn rows(p: &[f64], k: f64) -> Result<Vec<f64>, String> {
        p.iter().map(|&x| check(x * k)).collect()
    }
    #[differentiate]
    fn sums(p: &[f64], k: f64) -> Result<f64, String> {
        let v: Vec<f64> = p.iter().map(|&x| check(x * k)).collect::<Result<_, _>>()?;
        let w = p.iter().try_fold(0.5, |a, &x| check(a + x))?;
        Ok(v.iter().sum::<f64>() * w)
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let a = all(p, 1.0).unwrap_or(p[0]) + all(p, -1.0).unwrap_or(p[1]);
        let o: Option<Vec<f64>> = p.iter().map(|&x| safe(x)).collect();
        let b = o.map_or(0.0, |v| v.iter().sum());
        let c = match rows(p, 1.0) {
            Ok(v) => v.iter().product(),
            Err(_) => 0.0,
        };
        let d = match rows(p, 10.0) {
            Ok(v) => v[0],
            Err(_) => p[2],
        };
        let e = sums(p, 1.0).unwrap_or(0.0) + sums(p, 9.0).unwrap_or(p[1]);
        a + b + c + d + e
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, 0.2, 0.7], [0.288, 0.868, 1.352, 0.192, 0.676] }
}

mod parted {
    use autodiff::differentiate;
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let (a, b): (Vec<f64>, Vec<f64>) = p.iter().map(|x| (x.sin(), x * x)).unzip();
        let (c, d): (Vec<f64>, Vec<f64>) = p.iter().copied().partition(|x| *x > 0.5);
        let s: f64 = a.iter().zip(&b).map(|(a, b)| a * b).sum();
        s + c.iter().product::<f64>() + d.iter().map(|x| x.exp()).sum::<f64>()
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod from_behind {
    use autodiff::differentiate;
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let a = p.iter().rev().find(|x| **x < 1.0).unwrap();
        let b = p.iter().rev().position(|x| *x < 1.0).unwrap();
        let c = p.iter().rposition(|x| *x < 1.0).unwrap();
        a * a + p[b] * p[c]
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}
