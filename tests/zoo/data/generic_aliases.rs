//! Aliases with parameters, and arrays whose lengths follow from what is around them.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

pub type Mat<const R: usize, const C: usize> = [[f64; C]; R];
pub type V<const N: usize> = [f64; N];
pub type Rows<T> = Vec<Vec<T>>;
pub type Pair<T> = (T, Rows<T>);

#[differentiate]
fn times<const R: usize, const K: usize, const C: usize>(
    a: &Mat<R, K>,
    b: &Mat<K, C>,
) -> Mat<R, C> {
    let mut out: Mat<R, C> = [[0.0; C]; R];
    for (row, a) in out.iter_mut().zip(a) {
        for (b, x) in b.iter().zip(a) {
            for (o, y) in row.iter_mut().zip(b) {
                *o += x * y;
            }
        }
    }
    out
}

#[differentiate]
fn transposed<const R: usize, const C: usize>(a: &Mat<R, C>) -> Mat<C, R> {
    std::array::from_fn(|c| std::array::from_fn(|r| a[r][c]))
}

#[differentiate]
fn scaled<const N: usize>(x: V<N>, by: f64) -> V<N> {
    let shifted: V<N> = std::array::from_fn(|i| x[i] + i as f64);
    shifted.map(|x| x * by)
}

#[differentiate]
fn rows(x: &[f64]) -> Rows<f64> {
    x.chunks(2).map(|c| c.to_vec()).collect()
}

#[differentiate]
fn summed<T: num_traits::Float>(of: &Rows<T>) -> T {
    of.iter().flatten().fold(T::zero(), |s, &x| s + x * x)
}

#[derive(Differentiable, Clone, Copy)]
struct System<const N: usize> {
    a: Mat<N, N>,
    b: Mat<N, 1>,
}

#[derive(Differentiable, Clone)]
struct Spectrum<const N: usize> {
    ends: [f64; N],
    sums: [f64; N],
    sweeps: usize,
}

#[differentiate]
impl<const N: usize> System<N> {
    fn step(&self, x: &Mat<N, 1>, u: f64) -> Mat<N, 1> {
        let ax = times(&self.a, x);
        let mut next = ax;
        for i in 0..N {
            next[i][0] += self.b[i][0] * u;
        }
        next
    }

    fn spectrum(self) -> Spectrum<N> {
        let mut sums = [0.0; N];
        for (s, row) in sums.iter_mut().zip(&self.a) {
            *s = row.iter().sum();
        }
        Spectrum {
            ends: std::array::from_fn(|i| self.a[i][i] * sums[i]),
            sums,
            sweeps: 1,
        }
    }
}

#[differentiate]
fn products(p: &[f64]) -> f64 {
    let a: Mat<2, 3> = [[p[0], p[1], p[2]], [p[3], p[4], p[5]]];
    let square = times(&a, &transposed(&a));
    let s = System {
        a: square,
        b: [[p[0]], [0.5]],
    };
    let mut x = [[1.0], [p[1]]];
    for i in 0..3 {
        x = s.step(&x, p[i]).map(|row| row.map(f64::tanh));
    }
    let spectrum = s.spectrum();
    let v = scaled([x[0][0], x[1][0], p[2]], p[3]);
    v[0] * v[1] + v[2] + spectrum.ends[0] * spectrum.sums[1]
}

#[differentiate]
fn of_rows(p: &[f64]) -> f64 {
    let all = rows(p);
    summed(&all) + all[1][0]
}

#[differentiate]
fn folded(p: &[f64]) -> f64 {
    let first: [f64; 3] = std::array::from_fn(|i| p[i]);
    let last = p.iter().skip(3).fold(first, |old, x| {
        std::array::from_fn(|k| {
            let terms: [f64; 3] = std::array::from_fn(|j| old[j] * x + (j * k) as f64);
            terms.iter().map(|t| t.sin()).sum()
        })
    });
    last[0] * last[1] - last[2]
}

#[test]
fn have_the_gradients() {
    slices!(@check [0.7, 1.3, -0.4, 0.9, 0.35, 1.1] products of_rows folded);
    slices!(@check [-0.6, 0.8, 0.5, 1.9, 0.7, -1.2] products of_rows folded);
}
