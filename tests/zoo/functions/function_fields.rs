//! Structs that hold functions: made in the function, their functions called, their methods read as bodies.

use crate::support::slices;
use autodiff::differentiate;

struct Ode<F, G>
where
    F: Fn(f64, &[f64]) -> f64,
    G: Fn(f64) -> f64,
{
    rhs: F,
    scale: G,
    h: f64,
    log: Vec<f64>,
    n: usize,
}

#[differentiate]
impl<F, G> Ode<F, G>
where
    F: Fn(f64, &[f64]) -> f64,
    G: Fn(f64) -> f64,
{
    fn new(rhs: F, scale: G, h: f64) -> Self {
        Self {
            rhs,
            scale,
            h,
            log: Vec::new(),
            n: 0,
        }
    }
    fn step(&mut self, y: &mut f64, p: &[f64]) {
        let k = (self.rhs)(*y, p);
        if k > 100.0 {
            return;
        }
        *y += self.h * (self.scale)(k);
        self.log.push(*y);
        self.n += 1;
    }
    fn run(&mut self, y0: f64, p: &[f64], n: usize) -> f64 {
        let mut y = y0;
        for _ in 0..n {
            self.step(&mut y, p);
        }
        y
    }
    fn energy(&self) -> f64 {
        self.log.iter().map(|y| (self.scale)(*y)).sum::<f64>() * self.n as f64
    }
    fn into_log(self) -> Vec<f64> {
        self.log
    }
}

/// The bound stands at the methods only.
struct Solver<F> {
    f: F,
    h: f64,
}

#[differentiate]
impl<F: Fn(f64) -> f64> Solver<F> {
    fn step(&self, x: f64) -> f64 {
        x + self.h * (self.f)(x)
    }
    fn halved(mut self) -> Self {
        self.h *= 0.5;
        self
    }
}

struct Boxed {
    f: Box<dyn Fn(f64) -> f64>,
    w: f64,
}

#[differentiate]
impl Boxed {
    fn new(w: f64, f: Box<dyn Fn(f64) -> f64>) -> Self {
        Boxed { f, w }
    }
    fn eval(&self, x: f64) -> f64 {
        self.w * (self.f)(x)
    }
}

struct Pointer {
    f: fn(f64) -> f64,
    w: f64,
}

#[differentiate]
fn eval(p: &Pointer, x: f64) -> f64 {
    (p.f)(x) * p.w
}

#[differentiate]
fn both<F: Fn(f64, &[f64]) -> f64, G: Fn(f64) -> f64>(o: &Ode<F, G>, x: f64) -> f64 {
    (o.rhs)(x, &[x]) + (o.scale)(x) * o.h
}

#[differentiate]
fn decay(k: f64, h: f64) -> Solver<impl Fn(f64) -> f64> {
    Solver {
        f: move |x| -k * x,
        h,
    }
}

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x))
}

#[differentiate]
fn by_parameters(a: &[f64]) -> f64 {
    let k = a[0];
    let mut o = Ode::new(
        |y: f64, p: &[f64]| -p[0] * y * k,
        |x: f64| x.sin() + a[1],
        a[1],
    );
    let y = o.run(1.0, a, 3);
    let z = if k > 0.0 { o.run(y, &a[1..], 2) } else { y };
    let e = o.energy() + both(&o, a[0]);
    o.h *= 2.0;
    let last = o.run(a[0], a, 1);
    y * z + e + last * o.into_log()[0]
}

#[differentiate]
fn by_pointers(a: &[f64]) -> f64 {
    let k = a[0];
    let b = Boxed::new(a[1], Box::new(move |x| x * k));
    let c = Boxed {
        f: Box::new(f64::tanh),
        w: 2.0,
    };
    let p = Pointer { f: square, w: k };
    let mut s = 0.0;
    for i in 0..2 {
        s += b.eval(a[i]) * c.eval(s) + eval(&p, a[i]);
    }
    s
}

#[differentiate]
fn passed_on(a: &[f64]) -> f64 {
    let s = Solver {
        f: |x: f64| -a[0] * x * x,
        h: a[1],
    };
    let by_step = twice(|x| s.step(x), a[0]);
    let g = &s.f;
    let by_field = twice(g, a[1]) + twice(&s.f, a[0]);
    let s = s.halved();
    by_step + by_field * s.step(a[0]) + decay(a[0], 0.3).step(a[1])
}

slices! {
    all(a) {
        (by_parameters(a) * by_pointers(a) + passed_on(a)).sin()
    } at [0.3, 0.7], [-0.5, 0.25];
}
