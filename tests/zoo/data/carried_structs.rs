//! Structs that loops hand on from iteration to iteration, under a name, in a fold or in an `Option`.

use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy, Debug)]
struct Pair {
    a: f64,
    b: f64,
}

#[differentiate]
fn step(s: Pair, z: f64) -> Pair {
    Pair {
        a: s.a * z + s.b,
        b: s.b + z.sin(),
    }
}

mod folded {
    use autodiff::{Differentiable, differentiate};
    #[derive(Differentiable, Clone, Copy, Debug)]
    struct S {
        a: f64,
        b: f64,
    }
    #[differentiate]
    impl S {
        fn step(self, z: f64) -> S {
            S {
                a: self.a * z + self.b,
                b: self.b + z.sin(),
            }
        }
        fn run(self, zs: &[f64]) -> S {
            zs.iter().fold(self, |s, &z| s.step(z))
        }
        fn run2(init: S, zs: &[f64]) -> S {
            zs.iter().fold(init, |s, z| s.step(*z))
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let s = S { a: 1.0, b: p[0] }.run(p);
        let t = S::run2(s, p);
        s.a * s.b + t.a
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod folded_in_a_tuple {
    use super::{Pair, step};
    use autodiff::differentiate;
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let (s, n, t) = p
            .iter()
            .fold((Pair { a: 1.0, b: 0.5 }, 0, 0.0), |(s, n, t), &z| {
                let s2 = step(s, z);
                (s2, n + 1, t + s.a * s2.b)
            });
        s.a * s.b * n as f64 + t
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod folded_in_branches {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct S {
        a: Vec<f64>,
        b: f64,
    }
    #[differentiate]
    fn step(s: &S, z: f64) -> S {
        S {
            a: s.a.iter().map(|x| x * z).collect(),
            b: s.b + z.sin(),
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let s = p.iter().fold(
            S {
                a: vec![p[0], p[1]],
                b: 0.5,
            },
            |s, &z| if z > 0.2 { step(&s, z) } else { s },
        );
        let (t, n) = p
            .iter()
            .fold((S { a: vec![], b: 1.0 }, 0usize), |(mut t, n), &z| {
                t.a.push(z * t.b);
                t.b *= z;
                (t, n + 1)
            });
        s.a[0] * s.a[1] * s.b + t.a.iter().sum::<f64>() * t.b * n as f64
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, 0.1], [0.288, 0.868, 1.352, 0.096] }
}

mod assigned {
    use super::{Pair, step};
    use autodiff::differentiate;
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut s = Pair { a: 1.0, b: 0.5 };
        for &z in p {
            s = step(s, z);
        }
        s.a * s.b
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod exchanged_and_chosen {
    use super::{Pair, step};
    use autodiff::differentiate;
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut s = Pair { a: p[0], b: 0.5 };
        let mut t = s;
        let mut k = 0;
        while k < 4 {
            let z = p[k];
            let next = step(s, z);
            if next.a > 0.5 {
                t = s;
                s = next;
            } else {
                s = step(t, z * 2.0);
            }
            if k == 2 {
                std::mem::swap(&mut s, &mut t);
            }
            k += 1;
        }
        s.a * s.b + t.a
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, 0.1], [0.288, 0.868, 1.352, 0.096] }
}

mod pushed {
    use super::{Pair, step};
    use autodiff::differentiate;
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut s = Pair { a: 1.0, b: 0.5 };
        let mut path = Vec::new();
        for &z in p {
            s = step(s, z);
            path.push(s);
        }
        let mut all = Vec::with_capacity(p.len() + 1);
        all.push(s);
        for &z in p {
            if z > 0.5 {
                all.push(step(s, z));
            }
        }
        path.iter().map(|s| s.a * s.b).sum::<f64>()
            + all.iter().map(|s| s.b).sum::<f64>()
            + path.last().unwrap().a
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod the_nearest {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Hit {
        t: f64,
        n: [f64; 2],
    }
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Ball {
        c: f64,
        r: f64,
    }
    #[differentiate]
    impl Ball {
        fn hit(&self, x: f64) -> Option<Hit> {
            let d = self.r * self.r - (x - self.c) * (x - self.c);
            if d < 0.0 {
                return None;
            }
            let t = d.sqrt();
            Some(Hit {
                t,
                n: [x * t, self.c],
            })
        }
    }
    #[differentiate]
    fn nearest(balls: &[Ball], x: f64) -> Option<Hit> {
        let mut best: Option<Hit> = None;
        for ball in balls {
            if let Some(hit) = ball.hit(x) {
                match best {
                    Some(b) if b.t <= hit.t => {}
                    _ => best = Some(hit),
                }
            }
        }
        best
    }
    #[differentiate]
    fn nearest2(balls: &[Ball], x: f64) -> Option<Hit> {
        let mut best = None;
        let mut limit = f64::INFINITY;
        for ball in balls {
            if let Some(hit) = ball.hit(x) {
                if hit.t < limit {
                    limit = hit.t;
                    best = Some(hit);
                }
            }
        }
        best
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let balls = [
            Ball { c: p[0], r: p[1] },
            Ball { c: p[2], r: 2.0 },
            Ball { c: 50.0, r: 0.1 },
        ];
        let a = nearest(&balls, p[3]).map_or(0.0, |h| h.t * h.n[0] + h.n[1]);
        let b = match nearest2(&balls, 0.5) {
            Some(h) => h.t * h.n[1],
            None => 0.0,
        };
        let c = match nearest2(&balls, 1000.0) {
            Some(h) => h.t * h.n[1],
            None => p[0] * p[1],
        };
        a + b + c
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, 0.1], [0.288, 0.868, 1.352, 0.096] }
}

mod the_best {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct S {
        a: f64,
        b: f64,
    }
    #[differentiate]
    impl S {
        fn new(x: f64) -> Self {
            S { a: x, b: x * x }
        }
        fn better(&self, o: &S) -> bool {
            self.b > o.b
        }
        fn score(&self) -> f64 {
            self.a * self.b
        }
    }
    #[differentiate]
    fn pick(p: &[f64]) -> S {
        let mut best: Option<S> = None;
        for &x in p {
            let s = S::new(x);
            best = match best {
                None => Some(s),
                Some(b) => {
                    if s.better(&b) {
                        Some(s)
                    } else {
                        Some(b)
                    }
                }
            };
        }
        best.unwrap()
    }
    #[differentiate]
    fn pick2(p: &[f64]) -> f64 {
        let mut best: Option<(usize, S)> = None;
        for (i, &x) in p.iter().enumerate() {
            let s = S::new(x);
            if best.as_ref().map_or(true, |(_, b)| s.better(b)) {
                best = Some((i, s));
            }
        }
        let Some((i, s)) = best else { return 0.0 };
        s.score() * (i as f64 + 1.0)
    }
    #[differentiate]
    fn pick3(p: &[f64]) -> f64 {
        let mut prev: Option<S> = None;
        let mut total = 0.0;
        for &x in p {
            let s = S::new(x);
            if let Some(q) = prev {
                total += q.a * s.b;
            }
            prev = Some(s);
        }
        if let Some(q) = prev.take() {
            total += q.score();
        }
        total
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        pick(p).score() + pick2(p) * 2.0 + pick3(p)
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, 0.1], [0.288, 0.868, 1.352, 0.096] }
}
