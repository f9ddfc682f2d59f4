//! Types by unusual names: in capitals, aliases of arrays, integers of fields, parts of results, lent parts.

mod in_capitals {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct V3(f64, f64, f64);
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct AABB {
        lo: V3,
        hi: V3,
    }
    #[differentiate]
    impl V3 {
        fn sub(self, o: V3) -> V3 {
            V3(self.0 - o.0, self.1 - o.1, self.2 - o.2)
        }
        fn dot(self, o: V3) -> f64 {
            self.0 * o.0 + self.1 * o.1 + self.2 * o.2
        }
    }
    #[differentiate]
    impl AABB {
        fn of(points: &[V3]) -> Option<AABB> {
            let mut found: Option<AABB> = None;
            for &p in points {
                found = Some(match found {
                    None => AABB { lo: p, hi: p },
                    Some(AABB { lo, hi }) => AABB {
                        lo: V3(lo.0.min(p.0), lo.1.min(p.1), lo.2.min(p.2)),
                        hi: V3(hi.0.max(p.0), hi.1.max(p.1), hi.2.max(p.2)),
                    },
                });
            }
            found
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let vs = vec![
            V3(p[0], p[1], p[2]),
            V3(p[2], p[0] * p[1], 0.5),
            V3(p[1] * 1.1, 0.2, p[0]),
        ];
        let b = AABB::of(&vs).unwrap();
        let d = b.hi.sub(b.lo);
        d.dot(d) * b.lo.0 + AABB::of(&vs[..0]).map_or(p[0], |b| b.lo.1)
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod aliases_of_arrays {
    use autodiff::differentiate;
    type Q = [f64; 4];
    #[differentiate]
    fn qmul(a: Q, b: Q) -> Q {
        [
            a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3],
            a[0] * b[1] + a[1] * b[0],
            a[0] * b[2] + a[2] * b[0] - a[3] * b[1],
            a[3] * b[0],
        ]
    }
    #[differentiate]
    fn norm(a: &Q) -> f64 {
        a.iter().map(|x| x * x).sum::<f64>().sqrt()
    }
    #[differentiate]
    fn scaled(a: Q, k: f64) -> Q {
        a.map(|x| x * k)
    }
    #[differentiate]
    fn filled(a: &Q) -> Q {
        std::array::from_fn(|i| a[i] * a[i])
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let q: Q = [p[0], p[1], p[2], p[3]];
        let r = qmul(q, q);
        let s = scaled(r, 1.0 / norm(&r));
        let t = filled(&s);
        s[0] + 2.0 * s[1] + s[3] + t[2] + t.iter().sum::<f64>()
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, 0.2], [0.288, 0.868, 1.352, 0.192] }
}

mod integers {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Opts {
        steps: usize,
        every: u32,
        order: i32,
        tol: f64,
        shape: (usize, usize),
        idx: Vec<usize>,
    }
    #[differentiate]
    fn count(p: &[f64], o: &Opts) -> (f64, usize, i32) {
        let mut n = 0;
        let mut k = 0;
        for (i, x) in p.iter().enumerate() {
            if *x > o.tol {
                n += 1;
                k -= 2;
            }
            if i > o.steps {
                break;
            }
        }
        (p[n.min(p.len() - 1)] * o.tol, n, k)
    }
    #[differentiate]
    impl Opts {
        fn bump(&mut self, by: usize) -> usize {
            self.steps += by;
            self.shape.0 += 1;
            self.idx[0] += 1;
            self.steps * 2
        }
        fn weight(&self, x: f64) -> f64 {
            x.powi(self.order) * self.every as f64
                + if self.steps > 1 && self.shape.0 == 3 {
                    x
                } else {
                    0.0
                }
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut o = Opts {
            steps: 5,
            every: 2,
            order: 3,
            tol: 0.5,
            shape: (2, 3),
            idx: vec![0, 1, 2],
        };
        let (y, n, k) = count(p, &o);
        let m = o.bump(2);
        let mut total = y * n as f64 + p[0] * k as f64;
        for i in 0..n {
            total += p[i] * (i + 1) as f64;
        }
        if m > 12 {
            total += p[1] * m as f64;
        }
        let (w, h) = o.shape;
        total += p[w - 2] * (h * w) as f64;
        for &i in &o.idx {
            total += p[i] * i as f64;
        }
        let last = o.idx.len() - 1;
        while o.steps % 4 != 0 {
            o.steps += 1;
            total *= 1.01;
        }
        total + o.weight(p[o.idx[last]]) + p[o.idx[0]]
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod parts_of_results {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct S {
        w: f64,
        v: f64,
    }
    #[differentiate]
    fn mk(a: f64, b: f64) -> S {
        S { w: a * b, v: a + b }
    }
    #[differentiate]
    fn two(p: &[f64]) -> (S, S) {
        let a = mk(p[0], p[1]);
        (a, mk(a.v, p[2]))
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let (a, b) = two(p);
        let s = a;
        let a = mk(s.v, b.w);
        a.w * b.v
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod lent_parts {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Layer {
        w: Vec<f64>,
        b: Vec<f64>,
        n: usize,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Net {
        layers: Vec<Layer>,
        scale: f64,
    }
    #[differentiate]
    impl Layer {
        fn row(&self, i: usize) -> &[f64] {
            let n = self.n;
            &self.w[i * n..(i + 1) * n]
        }
        fn bias(&self) -> &Vec<f64> {
            &self.b
        }
        fn at_mut(&mut self, i: usize, j: usize) -> &mut f64 {
            &mut self.w[i * self.n + j]
        }
        fn apply(&self, x: &[f64]) -> Vec<f64> {
            (0..self.b.len())
                .map(|i| {
                    self.row(i).iter().zip(x).map(|(a, b)| a * b).sum::<f64>() + self.bias()[i]
                })
                .collect()
        }
        fn scaled(mut self, k: f64) -> Layer {
            for i in 0..self.b.len() {
                *self.at_mut(i, 0) *= k;
                *self.at_mut(i, 1) += k * k;
            }
            self
        }
    }
    #[differentiate]
    impl Net {
        fn first(&self) -> &Layer {
            &self.layers[0]
        }
        fn out(&self, x: &[f64]) -> f64 {
            self.first().apply(x).iter().sum::<f64>() * self.scale
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let l = Layer {
            w: p.to_vec(),
            b: vec![p[0], p[3]],
            n: 2,
        };
        let net = Net {
            layers: vec![Layer::scaled(l, p[1])],
            scale: p[2],
        };
        net.out(&[0.5, p[0]])
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, 0.2], [0.288, 0.868, 1.352, 0.192] }
}
