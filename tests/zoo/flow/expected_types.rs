//! What a written type says of an expression elsewhere: of arrays that are made at the end, of `into`, and of
//! `Option`s that begin as `None`.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Debug)]
pub struct Hit {
    t: f64,
    normal: [f64; 3],
}

#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Polar {
    r: f64,
    phi: f64,
}

#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Plane([f64; 2]);

#[differentiate]
impl From<Polar> for Plane {
    fn from(p: Polar) -> Self {
        Plane([p.r * p.phi.cos(), p.r * p.phi.sin()])
    }
}

#[differentiate]
pub fn transposed<const N: usize>(a: &[[f64; N]; N]) -> [[f64; N]; N] {
    std::array::from_fn(|i| std::array::from_fn(|j| a[j][i] * (i + 1) as f64))
}

#[differentiate]
pub fn rotated(r: &[f64], v: [f64; 2]) -> [f64; 2] {
    if r[0] < -2.0 {
        return v;
    }
    let (s, c) = r[1].sin_cos();
    std::array::from_fn(|i| v[i] * c + v[1 - i] * s)
}

/// An `Option` of what has no zero, out of arms that are left early.
#[differentiate]
pub fn hit(a: &[f64], kind: usize) -> Option<Hit> {
    match kind {
        0 => {
            if a[0] < -1.0 {
                return None;
            }
            let t = a[0] * a[1];
            (t > 1e-6).then(|| Hit {
                t,
                normal: [1.0, a[0], 0.0],
            })
        }
        1 => {
            if a[1] < -1.0 {
                return None;
            }
            let t = a[0] + a[1];
            if t > -3.0 {
                Some(Hit {
                    t,
                    normal: [t, a[1], a[0]],
                })
            } else {
                None
            }
        }
        _ => None,
    }
}

#[differentiate]
pub fn seen(a: &[f64], i: usize) -> Option<(f64, f64)> {
    if a[i] > 1.0 {
        return None;
    }
    Some((a[i] * a[0], a[i].sin()))
}

#[differentiate]
pub fn centre<'a>(points: impl IntoIterator<Item = &'a [f64; 2]>) -> [f64; 2] {
    let (mut sum, mut count) = ([0.0; 2], 0.0);
    for p in points {
        sum[0] += p[0] * p[0];
        sum[1] += p[1];
        count += 1.0;
    }
    [sum[0] / count, sum[1] / count]
}

slices! {
    /// What a function gives is an `Option` by its signature; what one takes is iterated.
    by_signature(a) {
        let both: f64 = (0..2).filter_map(|i| seen(a, i).map(|(u, v)| u * v)).sum();
        let points: Vec<[f64; 2]> = [a[0], a[1], 1.0, a[0]].chunks_exact(2).map(|c| c.try_into().unwrap()).collect();
        let c = centre(&points);
        let d = centre(points.iter().rev().take(1));
        both + c[0] * c[1] + d[0] * d[1]
    } at [0.7, -0.4], [1.2, 0.3];

    /// Literals beside others, in a function that is named by its path.
    named_functions(a) {
        let mut s = 0.0;
        for &(t, kept, count) in [(0.5, true, 0), (2.2, false, 3)].iter() {
            let least = f64::min(t, a[1]) * count as f64;
            if kept { s += f64::max(t, a[0]) - least; } else { s -= least * a[0]; }
        }
        s
    } at [0.7, -0.4], [1.2, 0.3];

    arrays(a) {
        let m = transposed(&[[a[0], a[1]], [1.0, a[0] * a[1]]]);
        let v = rotated(a, m[1]);
        v[0] * v[1] + m[0][1]
    } at [0.7, -0.4], [-2.2, 0.3];

    converted(a) {
        let (p, q): (Plane, Plane) = (Polar { r: a[0], phi: a[1] }.into(), Plane([a[1], 1.0]));
        p.0[0] * q.0[0] + p.0[1] * q.0[1]
    } at [0.7, -0.4], [-1.2, 0.3];

    defaults(a) {
        let mut grid: [[f64; 3]; 2] = Default::default();
        let mut total: f64 = Default::default();
        let mut list: Vec<f64> = Default::default();
        for i in 0..4 {
            grid[i % 2][i % 3] += a[i % 2] * (i + 1) as f64;
            list.push(grid[1][0] * a[0]);
            total += list[i] * grid[0][2].sin();
        }
        total + grid[1][1]
    } at [0.7, -0.4], [-1.2, 0.3];

    nearest(a) {
        let best = (0..3).fold(None::<Hit>, |best, kind| match (best, hit(a, kind)) {
            (Some(x), Some(y)) => Some(if x.t < y.t { x } else { y }),
            (x, None) => x,
            (None, y) => y,
        });
        match best {
            Some(h) => h.t * h.normal[1] + h.normal[2],
            None => a[0] * 3.0,
        }
    } at [0.7, -0.4], [0.7, 0.4], [-1.2, 0.3], [-1.2, -1.3];

    with_the_last(a) {
        let (sum, last) = a.iter().fold((0.0, None), |(sum, last): (f64, Option<f64>), &x| {
            let mean = last.map_or(-1.0, |l| a[0] * (l + 1.0));
            (sum + mean * x, Some(x * x))
        });
        sum + last.unwrap_or(0.0)
    } at [0.7, -0.4], [-1.2, 0.3];
}

/// Arrays that a `let` without a type binds and that become the result, or a part of it; and references to them.
mod told_by_results {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Copy)]
    pub struct Cell<T, const N: usize> {
        pub h: [T; N],
        pub c: [T; N],
    }

    #[differentiate]
    fn squares<const N: usize>(x: &[f64], n: [usize; N]) -> [f64; N] {
        let mut all = std::array::from_fn(|i| x[i % x.len()] * (i + n[i]) as f64);
        for v in &mut all {
            *v *= x[0];
        }
        all.sort_by(|a: &f64, b| b.total_cmp(a));
        all
    }

    #[differentiate]
    fn step<const N: usize>(cell: &Cell<f64, N>, x: &[f64]) -> Cell<f64, N> {
        let c = std::array::from_fn(|k| cell.c[k] * x[0] + cell.h[k].sin());
        let other = std::array::from_fn(|k| c[k].tanh() * x[k % 2]);
        Cell { h: other, c }
    }

    #[differentiate]
    fn both(x: &[f64]) -> ([f64; 2], [f64; 3]) {
        let a = std::array::from_fn(|i| x[i] * x[i]);
        let b = x[..3].try_into().unwrap();
        (a, b)
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let (a, b) = both(p);
        let mut cell = Cell { h: [0.5; 3], c: b };
        let mut total = 0.0;
        for n in 0..3 {
            cell = step(&cell, p);
            let all: [f64; 4] = squares(p, [n; 4]);
            total += all[0] * all[3] + cell.h[n] * a[n % 2];
        }
        for pair in p.chunks_exact(2) {
            let pair: &[f64; 2] = pair.try_into().expect("pairs");
            total += pair.iter().product::<f64>();
        }
        let lent: &[f64; 2] = p[1..].try_into().unwrap();
        total + lent[0] * lent[1].exp()
    }

    crate::support::whole_functions! { top }
}
