//! Methods that change their receiver and give something, called with a dot: filters, optimisers; and
//! methods that only read, called on what could be changed.

use crate::support::{scalars, slices};
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy, Debug)]
pub struct LowPass {
    pub state: f64,
    pub rate: f64,
}

#[differentiate]
impl LowPass {
    pub fn tick(&mut self, x: f64) -> f64 {
        self.state += self.rate * (x - self.state);
        self.state * x
    }

    pub fn reset(&mut self, x: f64) {
        self.state = x * self.rate;
    }

    pub fn both(&mut self, x: f64) -> (f64, [f64; 2]) {
        let y = self.tick(x);
        (y, [self.state, x * y])
    }

    pub fn energy(&self, x: f64) -> f64 {
        self.state * self.state * x
    }

    pub fn gain(self) -> f64 {
        self.rate / (1.0 + self.rate)
    }

    pub fn running(&mut self) -> bool {
        self.state > -1e9
    }
}

#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Cascade {
    pub first: LowPass,
    pub second: LowPass,
}

#[differentiate]
impl Cascade {
    pub fn tick(&mut self, x: f64) -> f64 {
        let y = self.first.tick(x);
        self.second.tick(y) + self.first.energy(y)
    }
}

#[derive(Differentiable, Clone, Debug)]
pub struct Momentum {
    pub velocity: Vec<f64>,
    pub rate: f64,
}

#[differentiate]
impl Momentum {
    pub fn step(&mut self, theta: &mut [f64], gradient: &[f64]) {
        for i in 0..theta.len() {
            self.velocity[i] = 0.75 * self.velocity[i] + gradient[i];
            theta[i] -= self.rate * self.velocity[i];
        }
    }

    pub fn size(&self, weights: &[f64]) -> f64 {
        let mut s = 0.0;
        for (v, w) in self.velocity.iter().zip(weights) {
            s += v * v * w;
        }
        s
    }

    pub fn decay(&mut self, by: f64) -> f64 {
        for v in self.velocity.iter_mut() {
            *v *= by;
        }
        self.velocity[0]
    }
}

#[differentiate]
fn filtered(filter: &mut LowPass, xs: &[f64]) -> f64 {
    let mut s = 0.0;
    for &x in xs {
        s += filter.tick(x) * filter.energy(x);
    }
    s
}

#[differentiate]
fn of_items(filters: &mut [LowPass], x: f64) -> f64 {
    let mut y = x;
    for filter in filters.iter_mut() {
        y = filter.tick(y) + filter.gain();
    }
    for i in 0..filters.len() {
        y += filters[i].tick(x);
        filters[i].tick(y);
    }
    y
}

scalars! {
    with_a_result(x: f64, y: f64) {
        let mut f = LowPass { state: x, rate: y };
        let a = f.tick(x * y);
        let b = f.tick(a);
        a * b + f.state
    } at (0.5, 1.25), (-0.75, 0.5);
    result_dropped(x: f64, y: f64) {
        let mut f = LowPass { state: x, rate: y };
        f.tick(y);
        f.both(x);
        f.reset(f.state * x);
        f.state
    } at (0.5, 1.25), (-0.75, 0.5);
    several_results(x: f64, y: f64) {
        let mut f = LowPass { state: x, rate: y };
        let (a, b) = f.both(y);
        a * b[0] + b[1] * f.state
    } at (0.5, 1.25), (-0.75, 0.5);
    read_between(x: f64, y: f64) {
        let mut f = LowPass { state: x, rate: y };
        let before = f.energy(y);
        let a = f.tick(before);
        f.rate *= x;
        before * f.energy(a) * f.gain()
    } at (0.5, 1.25), (-0.75, 0.5);
    fields(x: f64, y: f64) {
        let low = LowPass { state: x, rate: y };
        let mut c = Cascade { first: low, second: LowPass { state: y, rate: 0.5 } };
        let a = c.tick(x);
        c.second.tick(a) + c.tick(y) * c.first.energy(a)
    } at (0.5, 1.25), (-0.75, 0.5);
    conditional(x: f64, y: f64) {
        let mut f = LowPass { state: x, rate: 0.25 };
        let mut s = y;
        for i in 0..4 {
            if i % 2 == 0 {
                s += f.tick(s);
            } else {
                f.tick(x);
            }
        }
        s * f.state
    } at (0.5, 1.25), (-0.75, 0.5);
    several_receivers(x: f64, y: f64) {
        let mut filters = [LowPass { state: x, rate: y }, LowPass { state: y, rate: 0.5 }];
        of_items(&mut filters, x) * filters[1].state
    } at (0.5, 1.25), (-0.75, 0.5);
}

slices! {
    through_a_reference(a) {
        let mut f = LowPass { state: a[0], rate: a[1] };
        filtered(&mut f, a) * f.state
    } at [1.5, -0.75], [-0.5, 0.5, 1.0];
    in_closures(a) {
        let mut f = LowPass { state: a[0], rate: a[1] };
        a.iter().for_each(|&x| f.reset(x));
        let ys: Vec<f64> = a.iter().map(|&x| f.tick(x)).collect();
        let s: f64 = a.iter().map(|&x| f.tick(x)).sum();
        s * f.state + ys[1]
    } at [1.5, -0.75], [-0.5, 0.5, 1.0];
    optimiser(a) {
        let mut theta = a.to_vec();
        let mut opt = Momentum { velocity: vec![0.0; a.len()], rate: 0.1 * a[0] };
        for _ in 0..3 {
            let g: Vec<f64> = theta.iter().map(|t| t * t + a[1]).collect();
            opt.step(&mut theta, &g);
            opt.decay(0.5);
        }
        theta[0] * theta[1] + opt.size(&theta) * opt.decay(a[1]) + opt.size(a)
    } at [1.5, -0.75], [-0.5, 0.5, 1.0];
}

/// What is taken by value, changed in place and given back.
mod given_back {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Copy)]
    struct Row<const N: usize>([f64; N]);

    #[derive(Differentiable, Clone, Copy)]
    struct Grid<const R: usize, const C: usize>([[f64; C]; R]);

    #[derive(Differentiable)]
    struct Pair {
        row: Row<3>,
        grid: Grid<2, 2>,
    }

    #[differentiate]
    impl<const N: usize> Row<N> {
        fn ones() -> Self {
            Row([1.0; N])
        }
        fn scale(mut self, by: f64) -> Self {
            self.0.iter_mut().for_each(|v| *v *= by);
            self
        }
    }

    #[differentiate]
    impl<const R: usize, const C: usize> Grid<R, C> {
        fn ones() -> Self {
            Grid([[1.0; C]; R])
        }
        fn scale(mut self, by: f64) -> Self {
            self.0.iter_mut().flatten().for_each(|v| *v *= by * *v);
            self
        }
    }

    #[differentiate]
    fn row(by: f64) -> Row<4> {
        Row::ones().scale(by)
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let pair = Pair {
            row: Row::ones().scale(p[0]).scale(p[1]),
            grid: Grid::ones().scale(p[1]).scale(p[2]),
        };
        let mut total = row(p[2]).0.iter().sum::<f64>();
        for x in p {
            let of = if *x > 0.5 {
                pair.row
            } else {
                pair.row.scale(*x)
            };
            total += of.0[1] * pair.grid.scale(total).0[1][0];
        }
        total
    }

    crate::support::whole_functions! { top }
}
