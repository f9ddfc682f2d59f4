//! Methods with a default body: overridden or not, called on a type and on a type parameter, inherited
//! in another module; methods of a type parameter that change it and give something; associated types.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

pub mod kernels {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Copy, Debug)]
    pub struct Point {
        pub x: f64,
    }

    #[differentiate]
    impl Point {
        pub fn new(x: f64) -> Point {
            Point { x: x * 2.0 }
        }
    }

    #[differentiate]
    pub fn scaled(x: f64, p: &Point) -> f64 {
        x * x + p.x
    }

    #[differentiate]
    pub trait Kernel {
        fn at(&self, p: &Point) -> f64;

        fn order(&self) -> usize;

        /// Names what the module of the trait names.
        fn shaped(&self, x: f64) -> f64 {
            let p = Point::new(x);
            let q = Point { x: x.sin() };
            self.at(&p) * std::f64::consts::FRAC_1_PI + scaled(x, &q) * self.at(&q)
        }

        fn sum(&self, xs: &[f64]) -> f64 {
            xs.iter().map(|&x| self.shaped(x)).sum()
        }

        fn title(&self) -> &'static str {
            "kernel"
        }

        fn highest(&self) -> usize {
            self.order() + 1
        }

        #[differentiate(skip)]
        fn printed(&self, x: f64) -> f64 {
            println!("{}", self.order());
            x
        }
    }
}

mod elsewhere {
    use super::kernels::{Kernel, Point, scaled};
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Debug)]
    pub struct Line {
        pub slope: f64,
    }

    #[differentiate]
    impl Kernel for Line {
        fn at(&self, p: &Point) -> f64 {
            self.slope * p.x
        }

        fn order(&self) -> usize {
            1
        }
    }

    #[derive(Differentiable, Clone, Debug)]
    pub struct Power<const N: usize> {
        pub factors: [f64; N],
    }

    #[differentiate]
    impl<const N: usize> Kernel for Power<N> {
        fn at(&self, p: &Point) -> f64 {
            let mut s = 0.0;
            for factor in &self.factors {
                s = s * p.x + factor;
            }
            s
        }

        fn order(&self) -> usize {
            N
        }

        fn shaped(&self, x: f64) -> f64 {
            self.factors[0] + scaled(x, &Point { x })
        }
    }
}

use elsewhere::{Line, Power};
use kernels::Kernel as _;

#[differentiate]
fn on_parameters<A: kernels::Kernel, B: kernels::Kernel>(a: &A, b: &B, xs: &[f64]) -> f64 {
    let n: usize = a.order();
    a.sum(xs) * b.shaped(xs[0]) * n as f64
}

#[differentiate]
trait Filter {
    fn step(&mut self, x: f64) -> f64;

    fn reset(&mut self, x: f64);

    fn peek(&self, k: f64) -> f64;

    fn run(&mut self, xs: &[f64]) -> f64 {
        let mut s = 0.0;
        for &x in xs {
            s += self.step(x) * self.peek(x);
        }
        self.reset(s);
        s * self.peek(s)
    }
}

#[derive(Differentiable, Clone, Debug)]
struct Decay {
    rate: f64,
    kept: f64,
}

#[differentiate]
impl Filter for Decay {
    fn step(&mut self, x: f64) -> f64 {
        self.kept = self.kept * self.rate + x;
        (self.kept * x).tanh()
    }

    fn reset(&mut self, x: f64) {
        self.kept = x * self.rate;
    }

    fn peek(&self, k: f64) -> f64 {
        self.kept * k
    }
}

/// Nothing of it has to be cloned.
#[differentiate]
fn driven<F: Filter>(filter: &mut F, xs: &[f64]) -> f64 {
    let mut s = 0.0;
    for x in xs {
        let y = filter.step(*x);
        if y > 0.25 {
            filter.reset(y * s);
        }
        s += y;
        filter.step(s);
    }
    s + filter.step(0.5)
}

#[differentiate]
fn looked_at(filter: &mut (impl Filter + Clone), x: f64) -> f64 {
    let before = filter.peek(x);
    before * filter.step(x) + filter.peek(before)
}

#[differentiate]
trait Cell {
    type State;

    fn step(&self, x: f64, state: Self::State) -> Self::State;

    fn twice(&self, x: f64, state: Self::State) -> Self::State {
        self.step(x, self.step(x, state))
    }
}

#[derive(Differentiable, Clone, Debug)]
struct Unit {
    w: f64,
}

#[differentiate]
impl Cell for Unit {
    type State = f64;

    fn step(&self, x: f64, h: f64) -> f64 {
        (x * self.w + h).tanh()
    }
}

#[derive(Differentiable, Clone, Debug)]
struct Memory {
    h: f64,
    c: Vec<f64>,
}

#[derive(Differentiable, Clone, Debug)]
struct Forgetting {
    rate: f64,
}

/// Its state is moved into each step, and replaced by what the step gives.
#[differentiate]
impl Cell for Forgetting {
    type State = Memory;

    fn step(&self, x: f64, state: Memory) -> Memory {
        let c = (state.c[0] * self.rate + x).tanh();
        Memory {
            h: state.h * c,
            c: vec![c, state.c[0]],
        }
    }
}

#[differentiate]
fn remembered(cell: &Forgetting, xs: &[f64]) -> f64 {
    let mut state = Memory {
        h: xs[1],
        c: vec![xs[0], 0.5],
    };
    for &x in xs {
        let old = state.clone();
        state = cell.twice(x, state);
        state.h += old.c[1];
    }
    state.h * state.c[1]
}

#[differentiate]
fn unrolled<C: Cell<State = f64>>(cell: &C, xs: &[f64], start: f64) -> f64 {
    let mut h = start;
    for &x in xs {
        h = cell.step(x, h);
    }
    cell.twice(h, start)
}

slices! {
    inherited_and_overridden(a) {
        let line = Line { slope: a[0] };
        let power = Power::<2> { factors: [a[1], a[0] * a[1]] };
        let n: usize = line.highest();
        line.sum(a) * power.shaped(a[1]) + power.sum(a) * n as f64 + on_parameters(&line, &power, a)
    } at [0.5, -0.75], [-0.25, 0.5];

    changing_parameters(a) {
        let mut decay = Decay { rate: a[0], kept: a[1] };
        let driven = driven(&mut decay, a) + looked_at(&mut decay, a[1]);
        driven * decay.run(a)
    } at [0.5, 0.75], [-0.25, 0.5];

    associated_types(a) {
        unrolled(&Unit { w: a[0] }, a, a[1]) + remembered(&Forgetting { rate: a[1] }, a)
    } at [0.5, -0.75], [-0.25, 0.5];
}
