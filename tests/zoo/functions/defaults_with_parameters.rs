//! Methods with a default body in traits that have parameters: a length, a type, several; with another name
//! where the trait is implemented, exchanged, left out, given by an expression; and what a body names itself.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use num_traits::Float;

#[derive(Differentiable, Clone, Copy, Debug)]
struct State<const N: usize> {
    at: [f64; N],
}

#[differentiate]
impl<const N: usize> State<N> {
    fn norm(&self) -> f64 {
        self.at.iter().map(|v| v * v).sum()
    }
}

#[differentiate]
trait Plant<const N: usize> {
    fn rate(&self, x: &[f64; N], u: f64) -> [f64; N];

    fn cost(&self, x: &[f64; N], u: f64) -> f64 {
        x.iter().map(|v| v * v).sum::<f64>() + 0.01 * u * u
    }

    fn energy(&self, s: &State<N>) -> f64 {
        s.norm() / N as f64
    }

    fn step(&self, x: [f64; N], u: f64) -> [f64; N] {
        let r = self.rate(&x, u);
        let mut next = [0.0; N];
        let work = vec![0.5; N];
        for i in 0..N {
            next[i] = x[i] + work[i] * r[i];
        }
        let s = State::<N> { at: next };
        next[N - 1] *= self.energy(&s);
        next
    }

    /// Hides the parameter.
    fn hidden(&self, x: f64) -> f64 {
        const N: usize = 5;
        let mut s = x;
        for i in 0..N {
            s += x * i as f64;
        }
        s
    }
}

#[derive(Differentiable, Clone, Debug)]
struct Cart {
    mass: f64,
}

#[derive(Differentiable, Clone, Debug)]
struct Pole(f64);

#[derive(Differentiable, Clone, Debug)]
struct Many<const M: usize> {
    weights: [f64; M],
}

const THREE: usize = 3;

#[differentiate]
impl Plant<2> for Cart {
    fn rate(&self, x: &[f64; 2], u: f64) -> [f64; 2] {
        [x[1], u / self.mass - x[0]]
    }
}

#[differentiate]
impl Plant<THREE> for Pole {
    fn rate(&self, x: &[f64; 3], u: f64) -> [f64; 3] {
        [x[2] * u, self.0 * x[0], -x[1]]
    }

    fn cost(&self, x: &[f64; 3], u: f64) -> f64 {
        x[0] * x[1] * u
    }
}

#[differentiate]
impl<const M: usize> Plant<M> for Many<M> {
    fn rate(&self, x: &[f64; M], u: f64) -> [f64; M] {
        let mut r = *x;
        for i in 0..M {
            r[i] = self.weights[i] * x[i] * u;
        }
        r
    }
}

#[differentiate]
fn rollout<const N: usize, P: Plant<N>>(plant: &P, start: [f64; N], us: &[f64]) -> f64 {
    let mut x = start;
    let mut sum = 0.0;
    for &u in us {
        sum += plant.cost(&x, u) + plant.hidden(u);
        x = plant.step(x, u);
    }
    sum + plant.cost(&x, 1.0)
}

#[differentiate]
trait Scored<T: Float> {
    fn score(&self, x: T) -> T;

    fn penalised(&self, xs: &[T], edge: T) -> T {
        let mut s = T::zero();
        for &x in xs {
            let over = (x - edge).max(T::zero());
            s = s + self.score(x) + over * over;
        }
        s
    }
}

#[derive(Differentiable, Clone, Debug)]
struct Plain(f64);

#[derive(Differentiable, Clone, Debug)]
struct Generic<U> {
    factor: U,
}

#[differentiate]
impl Scored<f64> for Plain {
    fn score(&self, x: f64) -> f64 {
        x * x * self.0
    }
}

#[differentiate]
impl<U: Float> Scored<U> for Generic<U> {
    fn score(&self, x: U) -> U {
        (x * self.factor).sin()
    }
}

#[differentiate]
trait Paired<const A: usize, const B: usize> {
    fn weight(&self) -> f64;

    fn both(&self, x: f64) -> f64 {
        let mut s = self.weight();
        for i in 0..A {
            s += x * i as f64;
        }
        for _ in 0..B {
            s *= x;
        }
        s
    }
}

#[derive(Differentiable, Clone, Debug)]
struct Swapped<const A: usize, const B: usize>(f64);

/// The names stand for each other's parameters.
#[differentiate]
impl<const A: usize, const B: usize> Paired<B, A> for Swapped<A, B> {
    fn weight(&self) -> f64 {
        self.0
    }
}

slices! {
    lengths(a) {
        rollout(&Cart { mass: a[0] }, [a[1], 0.25], a)
            + rollout(&Pole(a[1]), [a[0], 0.5, a[1]], a)
            + rollout(&Many { weights: [a[0], 0.5, a[1], 0.25] }, [0.5, a[1], a[0], 0.75], a)
    } at [0.5, -0.75], [-0.25, 0.5];

    types(a) {
        Plain(a[0]).penalised(a, 0.125) * Generic { factor: a[1] }.penalised(a, a[0] * 0.5)
    } at [0.5, -0.75], [-0.25, 0.5];

    exchanged(a) {
        Swapped::<2, 3>(a[0]).both(a[1]) + a[0]
    } at [0.5, -0.75], [-0.25, 0.5];
}
