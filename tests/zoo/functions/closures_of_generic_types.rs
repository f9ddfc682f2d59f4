//! Closures that are passed on in methods of generic types.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[differentiate]
mod parts {
    use super::*;

    pub trait Kernel {
        fn eval(&self, r: f64) -> f64;
        fn twice(&self, r: f64) -> f64 {
            self.eval(r) + self.eval(2.0 * r)
        }
    }

    #[derive(Differentiable, Clone)]
    pub struct Bell(pub f64);

    #[derive(Differentiable, Clone)]
    pub struct Wave {
        pub k: f64,
    }

    impl Kernel for Bell {
        fn eval(&self, r: f64) -> f64 {
            (-self.0 * r * r).exp()
        }
    }
    impl Kernel for Wave {
        fn eval(&self, r: f64) -> f64 {
            (self.k * r).cos() + self.k
        }
    }

    pub fn combine<const R: usize, const C: usize>(
        a: &[[f64; C]; R],
        b: &[[f64; C]; R],
        f: impl Fn(f64, f64) -> f64,
    ) -> [[f64; C]; R] {
        let mut out = *a;
        for (r, row) in out.iter_mut().enumerate() {
            for (c, v) in row.iter_mut().enumerate() {
                *v = f(*v, b[r][c]);
            }
        }
        out
    }

    pub fn quadrature(f: impl Fn(f64) -> f64, a: f64, b: f64, n: usize) -> f64 {
        let h = (b - a) / n as f64;
        let mut s = 0.0;
        for i in 0..n {
            s += h * f(a + (i as f64 + 0.5) * h);
        }
        s
    }

    #[derive(Differentiable)]
    pub struct Grid<const R: usize, const C: usize> {
        pub a: [[f64; C]; R],
        pub scale: f64,
    }

    impl<const R: usize, const C: usize> Grid<R, C> {
        pub fn mixed(&self, b: &[[f64; C]; R]) -> f64 {
            let plain = combine(&self.a, b, |a, b| a * b);
            let scaled = combine(&plain, &self.a, |p, q| p.sin() * self.scale + q * b[0][0]);
            let mut s = 0.0;
            for row in &scaled {
                for x in row {
                    s += x * x;
                }
            }
            s
        }
    }

    #[derive(Differentiable)]
    pub struct Field<K, L> {
        pub near: K,
        pub far: L,
        pub weight: f64,
    }

    impl<K: Kernel, L: Kernel> Field<K, L> {
        pub fn energy(&self, at: f64, steps: usize) -> f64 {
            let mut s = 0.0;
            for k in 0..steps {
                s += quadrature(
                    |x| self.near.eval(x - at) * self.far.twice(x),
                    -1.0,
                    at + k as f64,
                    4,
                );
            }
            s * self.weight
        }
    }

    impl<K: Kernel, L: Kernel> Kernel for Field<K, L> {
        fn eval(&self, r: f64) -> f64 {
            let inner = self.energy(r, 2);
            if inner > 0.2 {
                inner * self.far.eval(r)
            } else {
                self.near.eval(inner)
            }
        }
    }

    #[derive(Differentiable)]
    pub struct Params<T> {
        pub a: T,
        pub b: T,
    }

    impl<T: autodiff::Scalar + std::ops::Mul<Output = T> + std::ops::Add<Output = T> + Copy> Params<T> {
        pub fn applied(&self, x: T) -> T {
            apply(|y| self.a * y + self.b * x, x)
        }
    }

    pub fn apply<T: autodiff::Scalar + std::ops::Add<Output = T> + Copy>(
        f: impl Fn(T) -> T,
        x: T,
    ) -> T {
        f(x) + f(x + x)
    }
}
use parts::{Bell, Field, Grid, Kernel, Params, Wave};

slices! {
    of_lengths(p) {
        let grid = Grid { a: [[p[0], p[1], p[2]], [p[3], 0.5, p[0]]], scale: p[1] };
        let other = Grid { a: [[p[2]]], scale: p[3] };
        grid.mixed(&[[p[3], 1.0, p[1]], [0.5, p[2], 2.0]]) + other.mixed(&[[p[0]]])
    } at [0.4, 0.3, -0.7, 0.9], [1.4, 0.1, 0.3, -0.4];
    of_objects(p) {
        let field = Field { near: Bell(p[0] * p[0]), far: Wave { k: p[1] }, weight: p[2] };
        let nested = Field { near: Wave { k: p[3] }, far: Bell(p[2] * p[2]), weight: 0.5 };
        (field.energy(p[3], 2) + nested.energy(0.3, 3) * field.eval(p[1]) + nested.twice(p[0])).sin()
    } at [0.4, 0.3, -0.7, 0.9], [1.4, 0.1, 0.3, -0.4];
    of_floats(p) {
        let params = Params { a: p[0], b: p[1] };
        params.applied(p[2]) * params.applied(p[3])
    } at [0.4, 0.3, -0.7, 0.9], [1.4, 0.1, 0.3, -0.4];
}
