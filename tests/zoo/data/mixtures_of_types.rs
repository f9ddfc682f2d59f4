//! Types of the user's and several constructs in one function, as they meet in real ones.

use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Debug)]
enum Expr {
    Var(usize),
    Const(f64),
    Add(Box<Expr>, Box<Expr>),
    Mul(Box<Expr>, Box<Expr>),
    Sin(Box<Expr>),
}
#[differentiate]
impl Expr {
    fn eval(&self, x: &[f64]) -> f64 {
        match self {
            Expr::Var(i) => x[*i],
            Expr::Const(c) => *c,
            Expr::Add(a, b) => a.eval(x) + b.eval(x),
            Expr::Mul(a, b) => {
                let l = a.eval(x);
                l * b.eval(x)
            }
            Expr::Sin(a) => a.eval(x).sin(),
        }
    }
}
#[differentiate]
fn an_expression_tree(p: &[f64]) -> f64 {
    let e = Expr::Mul(
        Box::new(Expr::Add(
            Box::new(Expr::Var(0)),
            Box::new(Expr::Const(p[1])),
        )),
        Box::new(Expr::Sin(Box::new(Expr::Var(2)))),
    );
    let mut s = 0.0;
    for _ in 0..2 {
        s += e.eval(p) * e.eval(p);
    }
    s
}
#[differentiate]
trait Kernel {
    fn eval(&self, r: f64) -> f64;
}
#[derive(Differentiable, Clone, Debug)]
struct Rbf {
    l: f64,
}
#[derive(Differentiable, Clone, Debug)]
struct Lin {
    a: f64,
    b: f64,
}
#[differentiate]
impl Kernel for Rbf {
    fn eval(&self, r: f64) -> f64 {
        (-0.5 * (r / (self.l * self.l + 0.5)).powi(2)).exp()
    }
}
#[differentiate]
impl Kernel for Lin {
    fn eval(&self, r: f64) -> f64 {
        self.a * r + self.b
    }
}
#[differentiate]
fn gram<K: Kernel>(k: &K, x: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..x.len() {
        for j in 0..i {
            let v = k.eval(x[i] - x[j]);
            if v > 0.1 {
                s += v * v;
            } else {
                s -= v;
            }
        }
    }
    s
}
#[differentiate]
fn kernels(p: &[f64]) -> f64 {
    let k = Rbf { l: p[0] };
    let l = Lin { a: p[1], b: p[2] };
    let mut s = gram(&k, p);
    for _ in 0..2 {
        s = s * 0.5 + gram(&l, p) * gram(&k, p);
    }
    s
}

#[derive(Differentiable, Clone, Debug)]
struct Mat {
    n: usize,
    d: Vec<f64>,
}
#[differentiate]
impl std::ops::Index<(usize, usize)> for Mat {
    type Output = f64;
    fn index(&self, (i, j): (usize, usize)) -> &f64 {
        &self.d[i * self.n + j]
    }
}
#[differentiate]
impl std::ops::IndexMut<(usize, usize)> for Mat {
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut f64 {
        &mut self.d[i * self.n + j]
    }
}
#[differentiate]
fn chol(a: &Mat) -> Option<Vec<f64>> {
    let n = a.n;
    let mut l = Mat {
        n,
        d: vec![0.0; n * n],
    };
    for i in 0..n {
        for j in 0..=i {
            let mut s = a[(i, j)];
            for k in 0..j {
                s -= l[(i, k)] * l[(j, k)];
            }
            if i == j {
                if s <= 0.0 {
                    return None;
                }
                l[(i, j)] = s.sqrt();
            } else {
                l[(i, j)] = s / l[(j, j)];
            }
        }
    }
    Some(l.d)
}
#[differentiate]
fn a_factorisation(p: &[f64]) -> f64 {
    let mut a = Mat {
        n: 3,
        d: vec![0.0; 9],
    };
    for i in 0..3 {
        for j in 0..3 {
            a[(i, j)] += p[i] * p[j];
        }
        a[(i, i)] += 1.0 + p[i] * p[i];
    }
    match chol(&a) {
        Some(l) => {
            let mut s = 0.0;
            for i in 0..3 {
                s += l[i * 4].ln();
            }
            s * l[6]
        }
        None => p[0],
    }
}
#[differentiate]
fn grow(v: &mut Vec<f64>, depth: usize, k: f64) -> f64 {
    if depth == 0 {
        return v.last().copied().unwrap_or(0.0) * k;
    }
    let x = v[v.len() - 1] * k + 0.1;
    if x > 0.3 {
        v.push(x);
    }
    let r = grow(v, depth - 1, k * 0.9);
    if depth == 2 {
        if let Some(t) = v.pop() {
            v[0] += t * r;
        }
    }
    r + v[0]
}
#[differentiate]
fn a_vec_that_a_recursion_grows(p: &[f64]) -> f64 {
    let mut v = vec![p[0], p[1]];
    let mut s = 0.0;
    for _ in 0..2 {
        s += grow(&mut v, 3, p[2] + 0.8) * 0.5;
        if v.len() > 3 {
            v.truncate(2);
        }
    }
    s + v.iter().sum::<f64>() * v[0]
}
#[derive(Differentiable, Clone, Copy, Debug)]
struct Q {
    w: f64,
    v: [f64; 3],
}
#[differentiate]
impl Q {
    const EPS: f64 = 1e-3;
    fn mul(self, o: Self) -> Self {
        let mut v = [0.0; 3];
        for i in 0..3 {
            v[i] = self.w * o.v[i] + o.w * self.v[i] + self.v[(i + 1) % 3] * o.v[(i + 2) % 3]
                - self.v[(i + 2) % 3] * o.v[(i + 1) % 3];
        }
        Q {
            w: self.w * o.w - self.v.iter().zip(&o.v).map(|(a, b)| a * b).sum::<f64>(),
            v,
        }
    }
    fn conj(&self) -> Self {
        Q {
            v: self.v.map(|x| -x),
            ..*self
        }
    }
    fn rotate(&self, p: [f64; 3]) -> [f64; 3] {
        let q = Q { w: 0.0, v: p };
        self.mul(q).mul(self.conj()).v
    }
    fn normalized(mut self) -> Self {
        let n = (self.w * self.w + self.v.iter().map(|x| x * x).sum::<f64>() + Self::EPS).sqrt();
        self.w /= n;
        for x in self.v.iter_mut() {
            *x /= n;
        }
        self
    }
}
#[differentiate]
fn rotations(p: &[f64]) -> f64 {
    let mut q = Q {
        w: 1.0,
        v: [p[0], p[1], p[2]],
    };
    let mut pt = [1.0, 0.5, p[1]];
    for i in 0..3 {
        let q2 = q.normalized();
        pt = q2.rotate(pt);
        if i == 1 {
            q = q.mul(q2);
        } else {
            q.v[i % 3] += pt[0] * 0.1;
        }
    }
    pt[0] * pt[1] + q.w * pt[2]
}
#[differentiate]
fn buffers_by_turns(p: &[f64]) -> f64 {
    let mut a = vec![p[0]; 3];
    let mut b = p.to_vec();
    for k in 0..4 {
        let (src, dst) = if k % 2 == 0 {
            (&a, &mut b)
        } else {
            (&b, &mut a)
        };
        for i in 0..3 {
            dst[i] = dst[i] * 0.5 + src[(i + 1) % 3] * src[i];
        }
        if k == 2 {
            std::mem::swap(&mut a, &mut b);
        }
    }
    let best = a
        .iter()
        .zip(&b)
        .map(|(x, y)| x * y)
        .fold(f64::NEG_INFINITY, f64::max);
    let mut c = [a.clone(), b];
    c.swap(0, 1);
    c[0][1] * c[1][2] + best
}
#[differentiate]
fn slots(p: &[f64]) -> f64 {
    let mut slots: [Option<f64>; 3] = [None, Some(p[0]), None];
    let mut t = 0.0;
    for i in 0..6 {
        let k = i % 3;
        match slots[k] {
            Some(v) if v > 0.5 => {
                t += v * v;
                slots[k] = None;
            }
            Some(v) => {
                slots[(k + 1) % 3] = Some(v + p[1]);
                t -= v;
            }
            None => slots[k] = Some(p[k] * t + 0.2),
        }
    }
    for s in &slots {
        if let Some(v) = s {
            t += v * v;
        }
    }
    t
}
#[differentiate]
fn smooth<const N: usize>(x: &mut [f64; N], k: f64) -> f64 {
    let old = *x;
    for i in 1..N - 1 {
        x[i] = old[i] + k * (old[i - 1] - 2.0 * old[i] + old[i + 1]);
    }
    let mut n = 0.0;
    for v in x.iter() {
        n += v * v;
    }
    n
}
#[differentiate]
fn a_stencil_of_any_length(p: &[f64]) -> f64 {
    let mut x = [p[0], p[1], p[2], 0.5, p[0] * p[1]];
    let mut s = 0.0;
    for i in 0..3 {
        let e = smooth(&mut x, p[2] * 0.3);
        s += e * x[1];
        if i == 0 {
            x[4] = s;
        }
    }
    s
}
#[differentiate]
fn dtw(a: &[f64], b: &[f64], gamma: f64) -> f64 {
    let mut prev = vec![1e3; b.len() + 1];
    prev[0] = 0.0;
    for x in a {
        let mut row = vec![1e3];
        for (j, y) in b.iter().enumerate() {
            let c = [prev[j], prev[j + 1], row[j]];
            let m = c.iter().cloned().fold(f64::INFINITY, f64::min);
            let s: f64 = c.iter().map(|v| (-(v - m) / gamma).exp()).sum();
            row.push((x - y).powi(2) + m - gamma * s.ln());
        }
        prev = row;
    }
    prev[b.len()]
}
#[differentiate]
fn soft_alignment(p: &[f64]) -> f64 {
    let b = [0.3, p[0] * p[1], 0.9];
    dtw(p, &b, 0.7) + dtw(&b, p, 1.3 + p[2] * p[2])
}

crate::support::whole_functions! {
    an_expression_tree
    kernels
    a_factorisation
    a_vec_that_a_recursion_grows
    rotations
    buffers_by_turns
    slots
    a_stencil_of_any_length
    soft_alignment
}
