//! Functions of generic blocks that are read as their bodies: they make structs which hold references, change these,
//! or lend a part. What the parameters of the block are, arguments and paths tell.

use crate::support::slices;
use autodiff::differentiate;
use num_traits::Float;

#[differentiate]
pub mod model {
    use autodiff::Differentiable;
    use num_traits::Float;

    pub trait Hamiltonian {
        const DIM: usize;
        const MASS: f64;
        fn force(&self, q: &[f64]) -> Vec<f64>;
        fn energy(&self, q: &[f64], p: &[f64]) -> f64;
        fn named() -> usize;
    }

    #[derive(Differentiable, Clone)]
    pub struct Spring {
        pub k: f64,
    }

    #[derive(Differentiable)]
    pub struct Pendulum {
        pub lengths: Vec<f64>,
    }

    impl Hamiltonian for Spring {
        const DIM: usize = 1;
        const MASS: f64 = 2.0;
        fn force(&self, q: &[f64]) -> Vec<f64> {
            vec![-self.k * q[0]]
        }
        fn energy(&self, q: &[f64], p: &[f64]) -> f64 {
            0.5 * self.k * q[0] * q[0] + 0.25 * p[0] * p[0]
        }
        fn named() -> usize {
            3
        }
    }

    impl Hamiltonian for Pendulum {
        const DIM: usize = 2;
        const MASS: f64 = 0.5;
        fn force(&self, q: &[f64]) -> Vec<f64> {
            vec![
                -(q[0] / self.lengths[0]).sin(),
                -(q[1] * self.lengths[1]).sin() + 0.1 * q[0],
            ]
        }
        fn energy(&self, q: &[f64], p: &[f64]) -> f64 {
            p[0] * p[0] + p[1] * p[1] - (q[0] / self.lengths[0]).cos() + self.lengths[1] * q[1]
        }
        fn named() -> usize {
            5
        }
    }

    #[derive(Differentiable)]
    pub struct Trajectory<'h, H: Hamiltonian> {
        pub system: &'h H,
        pub q: Vec<f64>,
        pub p: Vec<f64>,
        pub scale: f64,
    }

    impl<'h, H: Hamiltonian> Trajectory<'h, H> {
        pub fn start(system: &'h H, q: &[f64], scale: f64) -> Self {
            let p = vec![0.0; H::DIM];
            Trajectory {
                system,
                q: q.to_vec(),
                p,
                scale: scale * H::MASS,
            }
        }

        pub fn checked(system: &'h H, q: &[f64]) -> Option<Self> {
            if q.len() < H::DIM {
                return None;
            }
            Some(Self {
                system,
                q: q[..H::DIM].to_vec(),
                p: vec![0.5; H::DIM],
                scale: 1.0,
            })
        }

        pub fn step(&mut self, h: f64) {
            let f = self.system.force(&self.q);
            for i in 0..H::DIM {
                self.p[i] += h * f[i] * self.scale;
                self.q[i] += h * self.p[i] / H::MASS;
            }
        }

        pub fn rescaled(self, by: f64) -> Self {
            let scale = self.scale * by + H::named() as f64;
            Trajectory { scale, ..self }
        }

        pub fn first(&self) -> &[f64] {
            &self.q[..H::DIM]
        }
    }

    impl<H> Trajectory<'_, H>
    where
        H: Hamiltonian,
    {
        pub fn energy(&self) -> f64 {
            self.system.energy(&self.q, &self.p)
        }
    }

    #[derive(Differentiable)]
    pub struct Window<'a, const N: usize> {
        pub xs: &'a [f64; N],
        pub at: usize,
    }

    impl<'a, const N: usize> Window<'a, N> {
        pub fn over(xs: &'a [f64; N]) -> Self {
            Window { xs, at: N / 2 }
        }
        pub fn turn(&mut self) {
            self.at = (self.at + 1) % N;
        }
        pub fn now(&self) -> f64 {
            self.xs[self.at] * N as f64
        }
    }

    #[derive(Differentiable)]
    pub struct Poly<'c, T> {
        pub c: &'c [T],
        pub shift: T,
    }

    impl<'c, T: Float> Poly<'c, T> {
        pub fn new(c: &'c [T], shift: T) -> Self {
            Poly {
                c,
                shift: shift + T::one(),
            }
        }
        pub fn eval(&self, x: T) -> T {
            self.c
                .iter()
                .fold(T::zero(), |y, &c| y * (x - self.shift) + c)
        }
        pub fn narrow(&mut self) {
            self.c = &self.c[1..];
            self.shift = self.shift * self.c[0];
        }
    }

    #[derive(Differentiable)]
    pub struct Bank<K> {
        pub kinds: Vec<K>,
        pub rows: Vec<f64>,
    }

    impl<K: Hamiltonian> Bank<K> {
        pub fn row(&self, i: usize) -> &[f64] {
            &self.rows[i * K::DIM..(i + 1) * K::DIM]
        }
        pub fn row_mut(&mut self, i: usize) -> &mut f64 {
            &mut self.rows[i * K::DIM]
        }
        pub fn kind(&self, i: usize) -> &K {
            &self.kinds[i]
        }
    }

    pub fn run<H: Hamiltonian + 'static>(system: &H, q: &[f64], h: f64) -> f64 {
        let mut t = Trajectory::start(system, q, h);
        for _ in 0..3 {
            t.step(h);
        }
        t.energy()
    }

    pub fn run_other<K: Hamiltonian + 'static, H: Hamiltonian>(
        other: &H,
        system: &K,
        q: &[f64],
    ) -> f64 {
        let mut t = Trajectory::start(system, q, 0.5);
        t.step(0.25);
        t.energy() * H::MASS + other.energy(q, q)
    }
}
use model::{Bank, Hamiltonian, Pendulum, Poly, Spring, Trajectory, Window, run, run_other};

/// Called like a parameter of the blocks.
struct H;

#[differentiate]
fn of_f32(c: &[f32], x: f32) -> f32 {
    let mut p = Poly::new(c, x);
    p.narrow();
    p.eval(x)
}

#[differentiate]
fn of_any<T: Float>(c: &[T], x: T) -> T {
    let p = Poly::new(c, x);
    p.eval(x) * x
}

#[differentiate]
fn made_of(x: &[f64]) -> f64 {
    let spring = Spring { k: x[0] };
    let pendulum = Pendulum {
        lengths: x.to_vec(),
    };
    let mut a = Trajectory::start(&spring, x, x[1]);
    let mut b = Trajectory::start(&pendulum, x, x[0]);
    for i in 0..4 {
        a.step(0.1);
        if i % 2 == 0 {
            b.step(x[1] * 0.1);
        }
    }
    a.energy() * b.energy() + a.q[0] * b.p[1]
}

#[differentiate]
fn perhaps_of(x: &[f64]) -> f64 {
    let pendulum = Pendulum {
        lengths: x.to_vec(),
    };
    let mut sum = 0.0;
    for n in 0..3 {
        let Some(mut t) = Trajectory::checked(&pendulum, &x[..n]) else {
            continue;
        };
        t.step(x[0]);
        sum += t.energy();
    }
    sum
}

#[differentiate]
fn by_value_of(x: &[f64]) -> f64 {
    let spring = Spring { k: x[0] };
    let pendulum = Pendulum {
        lengths: x.to_vec(),
    };
    let a = Trajectory::start(&spring, x, x[1]).rescaled(x[0]);
    let b = Trajectory::start(&pendulum, x, x[1]).rescaled(x[0]);
    a.scale * b.scale
        + a.first()[0]
        + b.first()[1] * b.first().len() as f64
        + a.first().len() as f64 * x[0]
}

#[differentiate]
fn generic_of(x: &[f64]) -> f64 {
    let spring = Spring { k: x[0] };
    let pendulum = Pendulum {
        lengths: x.to_vec(),
    };
    run(&spring, x, 0.25) * run(&pendulum, x, x[1] * 0.1)
        + run_other(&spring, &pendulum, x) * run_other(&pendulum, &spring, x)
}

#[differentiate]
fn lengths_of(x: &[f64]) -> f64 {
    let all = [x[0], x[1], x[0] * x[1]];
    let mut w = Window::over(&all);
    let two = [x[1], x[0]];
    let mut v = Window::<2>::over(&two);
    let mut sum = 0.0;
    for _ in 0..4 {
        sum += w.now() * v.now() * sum + w.now();
        w.turn();
        v.turn();
    }
    sum
}

#[differentiate]
fn floats_of(x: &[f64]) -> f64 {
    let mut p = Poly::new(x, x[0]);
    let before = p.eval(x[1]);
    p.narrow();
    before * p.eval(0.5) + of_any(x, x[1])
}

#[differentiate]
fn parts_of(x: &[f64]) -> f64 {
    let mut bank = Bank {
        kinds: vec![Spring { k: x[0] }],
        rows: x.to_vec(),
    };
    let other = Bank {
        kinds: vec![Pendulum {
            lengths: x.to_vec(),
        }],
        rows: vec![x[1], x[0], x[0], 2.0],
    };
    *bank.row_mut(1) *= x[0];
    bank.row(1)[0] * other.row(1)[0] * other.row(0)[1]
        + bank.kind(0).k * other.kind(0).lengths[1]
        + other.kind(0).energy(x, x)
}

slices! {
    made(x) { made_of(x) } at [0.5, 1.25], [1.5, -0.75];
    perhaps(x) { perhaps_of(x) } at [0.5, 1.25], [1.5, -0.75];
    by_value(x) { by_value_of(x) } at [0.5, 1.25], [1.5, -0.75];
    generic(x) { generic_of(x) } at [0.5, 1.25], [1.5, -0.75];
    lengths(x) { lengths_of(x) } at [0.5, 1.25], [1.5, -0.75];
    floats(x) { floats_of(x) } at [0.5, 1.25], [1.5, -0.75];
    parts(x) { parts_of(x) } at [0.5, 1.25], [1.5, -0.75];
}

/// With a type that is called like one of the module that the functions stand in.
#[differentiate]
mod elsewhere {
    use super::model::{Hamiltonian, Trajectory};
    use autodiff::{Differentiable, differentiate};
    #[allow(unused_imports)]
    use num_traits::Float;

    #[derive(Differentiable)]
    pub struct Spring {
        pub k: f64,
    }

    #[differentiate]
    impl Hamiltonian for Spring {
        const DIM: usize = 2;
        const MASS: f64 = 3.0;
        fn force(&self, q: &[f64]) -> Vec<f64> {
            vec![-self.k * q[1], self.k * q[0]]
        }
        fn energy(&self, q: &[f64], p: &[f64]) -> f64 {
            self.k * q[0] * q[1] + p[0] * p[1]
        }
        fn named() -> usize {
            7
        }
    }

    pub fn turned(k: f64, q: &[f64]) -> f64 {
        let spring = Spring { k };
        let mut t = Trajectory::start(&spring, q, k).rescaled(0.5);
        for _ in 0..2 {
            t.step(0.1);
        }
        t.energy() * t.scale
    }
}

slices! {
    called_alike(x) { elsewhere::turned(x[0], x) } at [0.5, 1.25], [1.5, -0.75];
}

#[test]
fn in_single_precision() {
    let (c, x) = ([1.5, 0.75, 0.5f32], 0.5f32);
    let (d_c, d_x) = of_f32::gradient(&c, x);
    let slope = (of_f32(&c, x + 1e-2) - of_f32(&c, x - 1e-2)) / 2e-2;
    assert!((d_x - slope).abs() < 1e-2, "{d_x} {slope}");
    assert_eq!((d_c[0], d_c[2]), (0.0, 1.0));
}
