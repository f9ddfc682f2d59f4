//! Functions of traits called by paths, type parameters that no value is of, and implementations that are generic
//! over other implementations; types that a trait leaves open.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use std::marker::PhantomData;

#[differentiate]
pub trait Kernel {
    fn eval(&self, r: f64) -> f64;

    fn widen(&mut self, by: f64);
}

#[derive(Differentiable, Clone)]
pub struct Rbf(pub f64);

#[differentiate]
impl Kernel for Rbf {
    fn eval(&self, r: f64) -> f64 {
        (-r * r / self.0).exp()
    }

    fn widen(&mut self, by: f64) {
        self.0 += by * by;
    }
}

#[derive(Differentiable, Clone)]
pub struct Sum<A, B> {
    left: A,
    right: B,
    by: f64,
}

#[differentiate]
impl<A: Kernel, B: Kernel> Kernel for Sum<A, B> {
    fn eval(&self, r: f64) -> f64 {
        self.by * self.left.eval(r) + self.right.eval(r * self.by)
    }

    fn widen(&mut self, by: f64) {
        self.left.widen(by);
        self.by *= by;
    }
}

#[differentiate]
fn by_path<K: Kernel>(k: &K, r: f64) -> f64 {
    K::eval(k, r) + Kernel::eval(k, 2.0 * r) * <K as Kernel>::eval(k, r * r)
}

#[differentiate]
pub trait Activation {
    const SCALE: f64;
    const WEIGHTS: &'static [&'static [f64]];

    fn apply(x: f64) -> f64;
}

pub struct Tanh;

#[differentiate]
impl Activation for Tanh {
    const SCALE: f64 = 0.5;
    const WEIGHTS: &'static [&'static [f64]] = &[&[1.0], &[0.5, -2.0]];

    fn apply(x: f64) -> f64 {
        x.tanh()
    }
}

pub struct Softplus;

#[differentiate]
impl Activation for Softplus {
    const SCALE: f64 = 2.0;
    const WEIGHTS: &'static [&'static [f64]] = &[&[0.25], &[1.5, 1.0]];

    fn apply(x: f64) -> f64 {
        x.exp().ln_1p()
    }
}

#[derive(Differentiable, Clone)]
pub struct Dense<A> {
    w: Vec<f64>,
    b: f64,
    activation: PhantomData<A>,
}

#[differentiate]
impl<A: Activation> Dense<A> {
    pub fn new(w: &[f64], b: f64) -> Self {
        Dense {
            w: w.to_vec(),
            b,
            activation: PhantomData,
        }
    }

    pub fn forward(&self, x: &[f64]) -> f64 {
        let z: f64 = self.w.iter().zip(x).map(|(w, x)| w * x).sum();
        A::apply(z + self.b) * A::SCALE
    }
}

/// No value of `T` is anywhere.
#[differentiate]
fn weighted<T: Activation>(f: impl Fn(f64) -> f64, x: f64, n: usize) -> f64 {
    let mut sum = x;
    for k in 0..n {
        let row = T::WEIGHTS[1].iter().zip(T::WEIGHTS[0].iter());
        sum += T::SCALE * row.map(|(a, b)| a * b).sum::<f64>() * f(sum * k as f64);
    }
    sum
}

#[differentiate]
fn applied<A: Activation>(x: f64) -> f64 {
    A::apply(A::apply(x) * A::SCALE)
}

#[test]
fn of_markers_there_are_gradients() {
    let d = applied::gradient::<Softplus>(0.3);
    let (value, cache) = applied::forward::<Softplus>(0.3);
    let difference = (applied::<Softplus>(0.3001) - value) / 0.0001;
    assert!((d - difference).abs() < 1e-3);
    assert_eq!(applied::backward::<Softplus>(&cache, 1.0), d);
}

#[differentiate]
trait Motion {
    type State;

    fn predict(&self, s: Self::State, dt: f64) -> Self::State;

    fn bearing(&self, s: &Self::State) -> f64;
}

#[derive(Differentiable)]
struct Unicycle {
    v: f64,
    w: f64,
}

#[differentiate]
impl Motion for Unicycle {
    type State = (f64, f64, f64);

    fn predict(&self, (x, y, th): Self::State, dt: f64) -> Self::State {
        (
            x + self.v * dt * th.cos(),
            y + self.v * dt * th.sin(),
            th + self.w * dt,
        )
    }

    fn bearing(&self, s: &Self::State) -> f64 {
        (1.5 - s.1).atan2(2.0 - s.0) - s.2
    }
}

/// Its state is a float.
#[derive(Differentiable)]
struct Decay(f64);

#[differentiate]
impl Motion for Decay {
    type State = f64;

    fn predict(&self, s: f64, dt: f64) -> f64 {
        s - self.0 * s * dt
    }

    fn bearing(&self, s: &f64) -> f64 {
        s * s
    }
}

/// Of the state nothing is known but what the trait asks of it.
#[differentiate]
fn simulated<M: Motion>(m: &M, mut s: M::State, zs: &[f64], dt: f64) -> f64 {
    let mut cost = 0.0;
    for z in zs {
        s = m.predict(s, dt);
        let mut e = m.bearing(&s) - z;
        while e > 1.0 {
            e -= 1.5;
        }
        cost += e * e;
    }
    cost
}

slices! {
    paths_of_traits(x) {
        let mut k = Sum { left: Rbf(x[0]), right: Rbf(2.0), by: x[1] };
        let before = by_path(&k, 0.3 * x[0]);
        Kernel::widen(&mut k, x[1]);
        before * k.eval(0.7) + <Rbf as Kernel>::eval(&k.left, x[1])
    } at [1.3, 0.8], [0.7, -0.4];

    parameters_of_no_value(x) {
        let dense: Dense<Softplus> = Dense { w: vec![x[1], 0.3], b: x[0], activation: PhantomData };
        let other = Dense::<Tanh>::new(&x[..1], x[1]);
        let slope = x[1];
        let sum = weighted::<Tanh>(|t| t * slope, x[0], 3) - weighted::<Softplus>(|t| t.sin(), slope, 2);
        dense.forward(x) * other.forward(&[0.6]) + sum
    } at [1.3, 0.8], [0.7, -0.4];

    types_that_a_trait_leaves_open(p) {
        let m = Unicycle { v: p[0], w: p[1] };
        let start = (p[1], 0.2, p[0] * 0.5);
        simulated(&m, start, &[0.1, 0.12, p[0]], 0.5) + simulated(&Decay(p[1]), p[0], &[0.3, 0.1], 0.2)
    } at [0.8, 0.3], [0.4, -0.2];
}

/// Generic functions have values of a type that the trait leaves open, and do not name it.
mod unnamed_states {
    use autodiff::{Differentiable, differentiate};

    #[differentiate]
    trait Plant {
        type State: Clone;
        type Label;

        /// Where it begins.
        fn initial(&self) -> Self::State;
        fn step(&self, state: &Self::State, u: f64) -> Self::State;
        fn output(&self, state: &Self::State) -> f64;
        fn drained(&self, state: Self::State, u: f64) -> (Self::State, f64) {
            let y = self.output(&state);
            (state, y * u)
        }
        #[differentiate(skip)]
        fn label(&self) -> Self::Label;
    }

    #[derive(Differentiable)]
    struct Spring(f64);

    #[derive(Differentiable)]
    struct Tank {
        outlet: f64,
    }

    /// Nothing flows through it.
    struct Name;

    #[differentiate]
    impl Plant for Spring {
        type State = (f64, f64);
        type Label = Name;

        fn initial(&self) -> (f64, f64) {
            (self.0, 0.5)
        }
        fn step(&self, &(x, v): &(f64, f64), u: f64) -> (f64, f64) {
            let v = v + 0.1 * (u - self.0 * x);
            (x + 0.1 * v, v)
        }
        fn output(&self, state: &(f64, f64)) -> f64 {
            state.0
        }
        #[differentiate(skip)]
        fn label(&self) -> Name {
            Name
        }
    }

    #[differentiate]
    impl Plant for Tank {
        type State = f64;
        type Label = Name;

        fn initial(&self) -> f64 {
            0.2 + self.outlet * self.outlet
        }
        fn step(&self, level: &f64, u: f64) -> f64 {
            level + 0.1 * (u - self.outlet * level.exp())
        }
        fn output(&self, state: &f64) -> f64 {
            *state
        }
        #[differentiate(skip)]
        fn label(&self) -> Name {
            Name
        }
    }

    #[differentiate]
    fn run<P>(plant: &P, gain: f64, goal: impl Fn(f64) -> f64) -> f64
    where
        P: Plant,
    {
        let mut state = plant.initial();
        let mut score = 0.0;
        for k in 0..4 {
            let error = goal(k as f64) - plant.output(&state);
            state = plant.step(&state, gain * error);
            score += error * error;
        }
        let (rest, drained): (P::State, f64) = plant.drained(state, gain);
        score + drained * plant.output(&rest)
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let goal = p[2];
        let mut total = 0.0;
        for k in 0..2 {
            total += run(&Spring(p[k]), p[1], |t| goal + 0.1 * t);
        }
        total + run(&Tank { outlet: p[0] }, p[2], |t| (goal * t).sin())
    }

    crate::support::whole_functions! { top }
}
