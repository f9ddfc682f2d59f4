//! Items in the body of a function: constants, aliases, imports and functions, in inner blocks, too.

use crate::support::slices;
use autodiff::differentiate;

mod shapes {
    use autodiff::{Differentiable, differentiate};
    #[derive(Differentiable, Clone, Copy, Debug)]
    pub struct Point {
        pub x: f64,
        pub y: f64,
    }
    #[differentiate]
    impl Point {
        pub fn norm(&self) -> f64 {
            self.x.hypot(self.y)
        }
        pub fn new(x: f64, y: f64) -> Point {
            Point { x, y }
        }
    }
    #[differentiate]
    pub fn dot(a: &[f64], b: &[f64]) -> f64 {
        a.iter().zip(b).map(|(x, y)| x * y).sum()
    }
    #[derive(Differentiable, Clone, Copy, Debug)]
    pub enum Op {
        Add(f64),
        Twice,
    }
    pub const SCALE: f64 = 1.5;
    #[derive(Differentiable, Clone, Copy, Debug)]
    pub struct Grid<const N: usize> {
        pub v: [f64; N],
    }
    #[differentiate]
    impl<const N: usize> Grid<N> {
        pub fn total(&self) -> f64 {
            self.v.iter().sum()
        }
    }
}
const N: usize = 5;
#[differentiate]
pub fn lengths(p: &[f64]) -> f64 {
    const N: usize = 3;
    const M: usize = N + 1;
    let mut a = [[0.0; N + 1]; M];
    for i in 0..M {
        for j in 0..=N {
            a[i][j] = p[(i + j) % 6] * p[i];
        }
    }
    let b: [f64; M * 2] = std::array::from_fn(|i| a[i % M][(i * i) % M].sin());
    let mut sum = 0.0;
    for _ in 0..M {
        let c = a;
        for k in 0..M {
            a[k][0] = c[k][N] * b[k];
        }
        sum += a[1][0];
    }
    sum
}
#[differentiate]
pub fn nested(p: &[f64]) -> f64 {
    let mut s = [0.0; N];
    for i in 0..N {
        const N: usize = 2;
        let mut t = [p[i]; N];
        for _ in 0..N {
            t = [t[1].sin(), t[0] * t[1]];
        }
        s[i] += t[0] + t[1];
    }
    if p[0] > 0.0 {
        const N: usize = 4;
        let u = [p[1]; N];
        s[0] += u.iter().map(|x| x * x).sum::<f64>() * N as f64;
    }
    s.iter().sum::<f64>() + N as f64 * p[5]
}
#[differentiate]
pub fn imported(p: &[f64]) -> f64 {
    use shapes::{
        self,
        Op::{Add, Twice},
        Point, dot,
    };
    use std::f64::consts::PI;
    use std::mem::swap;
    let mut total = 0.0;
    for i in 0..3 {
        let q = Point {
            x: p[i] * PI,
            y: p[i + 1],
        };
        let r: Point = Point::new(q.y, p[0]);
        total += q.norm() * r.norm() + dot(&p[..2], &p[2..4]) * shapes::SCALE;
        let op = if i == 1 { Twice } else { Add(p[4]) };
        match op {
            Twice => total *= 2.0,
            Add(y) => total += y * y,
        }
    }
    let (mut a, mut b) = (p[0], p[1]);
    swap(&mut a, &mut b);
    total + a * a - b
}
#[differentiate]
pub fn aliased(p: &[f64]) -> f64 {
    type Row = [f64; K];
    const K: usize = 2;
    type G = shapes::Grid<K>;
    type Real = f64;
    let g: G = G { v: [p[0], p[1]] };
    let rows: Vec<Row> = p.chunks(K).map(|c| [c[0] * 2.0, c[1].exp()]).collect();
    let mut out: Row = [0.0; K];
    for r in &rows {
        let before: Row = out;
        out[0] += r[0] * before[1];
        out[1] = before[0].sin() + r[1]
    }
    let z: Real = out[0];
    g.total() * g.total() + z * out[1]
}
#[differentiate]
pub fn late(p: &[f64]) -> f64 {
    let &[a, b, ..] = p else {
        return 0.0;
    };
    const STEPS: usize = 4;
    static TABLE: [f64; STEPS] = [1.0, 0.5, 0.25, 0.125];
    let mut v: Vec<f64> = (0..=STEPS).map(|i| a * i as f64).collect();
    for s in 0..STEPS {
        v[s] = v[s + 1].max(b) * TABLE[s];
    }
    v.iter().map(|x| x * x).sum()
}
#[differentiate]
pub fn integer_helper(p: &[f64]) -> f64 {
    fn wrap(i: usize) -> usize {
        fn n() -> usize {
            6
        }
        i % n()
    }
    let mut s = 0.0;
    for i in 0..9 {
        fn twice(i: usize) -> usize {
            wrap(2 * i)
        }
        s += p[twice(i)] * p[wrap(i + 1)];
    }
    s
}
#[differentiate]
pub fn apply(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(x) * f(x + 1.0)
}
#[differentiate]
pub fn passed(p: &[f64]) -> f64 {
    const SHIFT: f64 = 0.3;
    const L: usize = 2;
    let w = [p[3]; L];
    apply(
        |x| {
            use std::f64::consts::E;
            x * p[1] + SHIFT * E + w[L - 1]
        },
        p[0],
    )
}
#[differentiate]
pub fn checkpointed(p: &[f64]) -> f64 {
    const D: usize = 3;
    let mut s = [p[0]; D];
    #[checkpoint]
    for i in 0..10 {
        let b = s;
        for k in 0..D {
            s[k] = b[(k + 1) % D].sin() + 0.1 * p[i % 6];
        }
    }
    s[0] + s[D - 1]
}

pub fn scale(x: f64) -> f64 {
    3.0 * x
}
#[differentiate]
pub fn helpers(p: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..3 {
        total += outer(p[i], p[i + 1]);
    }
    fn square(x: f64) -> f64 {
        x * x
    }
    fn outer(x: f64, y: f64) -> f64 {
        if x > y {
            return square(x) - y;
        }
        square(y) * x.sin()
    }
    total * square(total)
}
#[differentiate]
pub fn helpers_of_slices(p: &[f64]) -> f64 {
    fn mean(v: &[f64]) -> f64 {
        v.iter().sum::<f64>() / v.len() as f64
    }
    fn bump(v: &mut [f64], by: f64) {
        for x in v.iter_mut() {
            *x += by * *x;
        }
    }
    fn tail<'a>(v: &'a [f64], n: usize) -> &'a [f64] {
        &v[n..]
    }
    fn solve(a: f64, b: f64) -> Option<f64> {
        if a == 0.0 { None } else { Some(b / a) }
    }
    let mut v = p.to_vec();
    bump(&mut v, p[0]);
    bump(&mut v[1..3], 0.5);
    let s: f64 = v.iter().copied().map(sq).sum();
    fn sq(x: f64) -> f64 {
        x * x
    }
    mean(&v) * mean(tail(&v, 2)) + s + solve(p[0], p[1]).unwrap_or(0.0) + try_it(p).unwrap_or(0.0)
}
#[differentiate]
pub fn try_it(p: &[f64]) -> Option<f64> {
    fn inv(x: f64) -> Option<f64> {
        (x != 0.0).then_some(1.0 / x)
    }
    let a = inv(p[0])?;
    Some(a * inv(p[1])?)
}
#[differentiate]
pub fn attributed(p: &[f64]) -> f64 {
    #[differentiate]
    fn newton(a: f64) -> f64 {
        let mut x = a;
        for _ in 0..20 {
            x = 0.5 * (x + a / x);
        }
        x
    }
    fn weight(i: usize) -> f64 {
        newton((i + 2) as f64)
    }
    fn rms(v: &[f64; 2]) -> f64 {
        newton(v[0] * v[0] + v[1] * v[1])
    }
    let mut s = 0.0;
    for i in 0..4 {
        s += rms(&[p[i], p[i + 1]]) * weight(i);
    }
    s
}
#[differentiate]
pub fn shadowed(x: f64, scale: f64) -> f64 {
    fn inner(y: f64) -> f64 {
        let x = y * 2.0;
        x * x
    }
    inner(x) * scale
}
#[differentiate]
pub fn arguments(p: &[f64]) -> f64 {
    shadowed(p[0], p[1]) + p[2]
}

#[test]
pub fn have_the_gradients() {
    let all = |p: [f64; 6]| {
        slices!(@check p lengths nested imported aliased late integer_helper passed checkpointed
            helpers helpers_of_slices attributed arguments);
    };
    all([0.7, 1.3, -0.4, 0.9, 0.35, 1.1]);
    all([-0.6, 0.8, 0.5, 1.9, 0.7, -1.2]);
}
