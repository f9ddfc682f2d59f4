//! Structs and enums that programs keep while they go on: the best so far, a state, a bracket.

mod copies_that_may_not_be_there {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct S {
        w: f64,
        v: f64,
    }
    #[differentiate]
    fn pick(ss: &[S], limit: f64) -> f64 {
        let best = ss
            .iter()
            .copied()
            .filter(|s| s.w > limit)
            .min_by(|a, b| a.v.total_cmp(&b.v));
        let first = ss.iter().copied().find(|s| s.w > limit);
        best.map_or(0.5, |s| s.w * s.v)
            + match first {
                Some(s) => s.v,
                None => 1.5,
            }
    }
    #[differentiate]
    fn changed(p: &[f64]) -> f64 {
        let mut ss: Vec<S> = p.iter().map(|&x| S { w: x * x, v: x }).collect();
        let best = ss
            .iter()
            .copied()
            .max_by(|a, b| a.w.total_cmp(&b.w))
            .unwrap();
        for s in ss.iter_mut() {
            s.w *= 2.0;
            s.v += 1.0;
        }
        let m = ss.iter_mut().min_by(|a, b| a.v.total_cmp(&b.v)).unwrap();
        m.v *= 3.0;
        let rows: Vec<[f64; 2]> = p.windows(2).map(|w| [w[0], w[1]]).collect();
        let r = rows
            .into_iter()
            .max_by(|a, b| a[1].total_cmp(&b[1]))
            .unwrap();
        best.w * best.v + ss.iter().map(|s| s.w * s.v).sum::<f64>() + r[0] * r[1]
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
        pick(&ss, 0.3) + pick(&ss, 100.0) * p[0] + pick(&ss[..0], 0.0) + changed(p)
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, -0.2, 0.7], [0.288, 0.868, 1.352, -0.192, 0.676] }
}

mod rays {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    enum Tree {
        Leaf(f64),
        Node(Box<Tree>, Box<Tree>),
    }
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Ray {
        o: f64,
        d: f64,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Scene {
        balls: Vec<Ball>,
        bias: f64,
    }
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Ball {
        c: f64,
        r: f64,
    }
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Hit {
        t: f64,
        n: f64,
        id: usize,
    }
    #[differentiate]
    impl Ball {
        fn hit(&self, ray: &Ray, id: usize) -> Option<Hit> {
            let b = (self.c - ray.o) * ray.d;
            let disc = b * b - (self.c - ray.o) * (self.c - ray.o) + self.r * self.r;
            if disc < 0.0 {
                return None;
            }
            for sign in [-1.0, 1.0] {
                let t = b + sign * disc.sqrt();
                if t > 0.001 {
                    return Some(Hit {
                        t,
                        n: (ray.o + t * ray.d - self.c) / self.r,
                        id,
                    });
                }
            }
            None
        }
    }
    #[differentiate]
    impl Scene {
        fn nearest(&self, ray: &Ray) -> Option<Hit> {
            let mut best: Option<Hit> = None;
            for (id, ball) in self.balls.iter().enumerate() {
                if let Some(hit) = ball.hit(ray, id) {
                    if best.map_or(true, |b| hit.t < b.t) {
                        best = Some(hit);
                    }
                }
            }
            best
        }
        fn trace(&self, ray: Ray, depth: usize) -> f64 {
            let Some(Hit { t, n, id }) = self.nearest(&ray) else {
                return self.bias * ray.d;
            };
            if depth == 0 {
                return t * n;
            }
            let next = Ray {
                o: ray.o + t * ray.d,
                d: -ray.d * 0.9,
            };
            t * n * (id + 1) as f64 + 0.5 * self.trace(next, depth - 1)
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let scene = Scene {
            balls: vec![
                Ball {
                    c: 2.0 + p[0],
                    r: p[1],
                },
                Ball {
                    c: -1.0 + p[3],
                    r: p[4],
                },
            ],
            bias: p[2],
        };
        scene.trace(Ray { o: p[0], d: p[1] }, 3) + scene.trace(Ray { o: 100.0, d: p[1] }, 1)
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, -0.2, 0.7], [0.288, 0.868, 1.352, -0.192, 0.676] }
}

mod a_state_machine {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    enum Phase {
        Start,
        Rising { from: f64 },
        Falling(f64, usize),
        Done(Vec<f64>),
    }
    #[differentiate]
    fn run(p: &[f64]) -> f64 {
        let mut phase = Phase::Start;
        let mut total = 0.0;
        for (i, &x) in p.iter().enumerate() {
            phase = match phase {
                Phase::Start => Phase::Rising { from: x },
                Phase::Rising { from } if x > from => {
                    total += x - from;
                    Phase::Rising { from: x * 0.9 }
                }
                Phase::Rising { from } => Phase::Falling(from * x, i),
                Phase::Falling(top, k) => {
                    total += top * k as f64;
                    Phase::Done(vec![top, x])
                }
                Phase::Done(v) => {
                    total += v[0] * v[1];
                    Phase::Done(v)
                }
            };
        }
        match phase {
            Phase::Done(v) => total + v.iter().sum::<f64>(),
            Phase::Falling(t, _) => total * t,
            Phase::Rising { from } => from * total,
            Phase::Start => 0.0,
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        run(p) + run(&p[..2]) + run(&p[..4])
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, -0.2, 0.7], [0.288, 0.868, 1.352, -0.192, 0.676] }
}

mod a_bracket {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Bracket {
        a: f64,
        b: f64,
        fa: f64,
        fb: f64,
    }
    #[differentiate]
    fn poly(p: &[f64], x: f64) -> f64 {
        p.iter().rev().fold(0.0, |acc, c| acc * x + c) - 1.0
    }
    #[differentiate]
    fn shrink(p: &[f64], br: Bracket) -> Bracket {
        let m = 0.5 * (br.a + br.b);
        let fm = poly(p, m);
        if fm * br.fa <= 0.0 {
            Bracket { b: m, fb: fm, ..br }
        } else {
            Bracket { a: m, fa: fm, ..br }
        }
    }
    #[differentiate]
    fn secant(p: &[f64], mut br: Bracket, tol: f64) -> Result<Bracket, String> {
        let mut n = 0;
        while (br.b - br.a).abs() > tol {
            br = shrink(p, br);
            n += 1;
            if n > 40 {
                return Err(format!("no convergence after {n}"));
            }
        }
        Ok(br)
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let br = Bracket {
            a: 0.0,
            b: 1.0,
            fa: poly(p, 0.0),
            fb: poly(p, 1.0),
        };
        let out = secant(p, br, 0.3);
        let (x, w) = match out {
            Ok(b) => (b.a - b.fa * (b.b - b.a) / (b.fb - b.fa), b.b),
            Err(_) => (0.0, 0.0),
        };
        let y = secant(p, br, -1.0).map_or(p[0], |b| b.a);
        x * x + w + y
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod two_at_once {
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
        let mut lo = mk(p[0], p[0]);
        let mut hi = lo;
        for w in p.windows(2) {
            let s = mk(w[0], w[1]);
            if s.w < lo.w {
                lo = s;
            }
            if s.w > hi.w {
                hi = s;
            }
            if s.v > 2.2 {
                return (lo, hi);
            }
        }
        (hi, lo)
    }
    #[differentiate]
    fn opts(p: &[f64]) -> (Option<S>, f64) {
        let mut last: Option<S> = None;
        let mut n = 0.0;
        for &x in p {
            if x < 0.0 {
                last = None;
                n += 1.0;
                continue;
            }
            last = match last {
                None => Some(mk(x, n)),
                Some(s) => Some(S { w: s.w + x, ..s }),
            };
        }
        (last, n)
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let (a, b) = two(p);
        let (c, d) = two(&p[1..3]);
        let (o, n) = opts(p);
        let s = a;
        let a = mk(s.v, b.w);
        let t = if p[0] > 0.0 {
            let q = a;
            q
        } else {
            b
        };
        a.w * b.v + c.w * d.v * 0.5 + o.map_or(0.0, |s| s.w * s.v) + n * p[0] + t.v
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, -0.2, 0.7], [0.288, 0.868, 1.352, -0.192, 0.676] }
}

/// A list begins as copies of a struct, whose adjoint is the sum of theirs.
mod copies {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Default)]
    struct Filter {
        gain: f64,
        taps: Vec<f64>,
        state: f64,
    }

    #[differentiate]
    impl Filter {
        fn of(gain: f64, tap: f64) -> Filter {
            Filter {
                gain,
                taps: vec![tap, gain * tap],
                ..Default::default()
            }
        }
        fn process(&mut self, x: f64) -> f64 {
            self.state = self.taps[1] * self.state + self.taps[0] * x;
            self.gain * self.state
        }
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut filters = vec![Filter::of(p[0], p[1]); 3];
        let mut total = 0.0;
        for x in p {
            total += filters.iter_mut().fold(*x, |x, filter| filter.process(x));
            let pair = vec![Filter::of(*x, 0.5); if *x > 0.5 { 2 } else { 1 }];
            total += pair.iter().map(|f| f.gain * f.taps[0]).sum::<f64>();
        }
        total * filters[1].state
    }

    crate::support::whole_functions! { top }
}
