//! What is defined here is used in another file, which sees the definitions by its imports only.

use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Linear,
    Square,
    Scaled(f64),
}

#[derive(Differentiable, Clone, Debug)]
pub(crate) enum Found<T> {
    Value(T),
    Missing,
    Pair { a: T, b: T },
}

#[derive(Differentiable, Clone, Debug)]
pub(crate) struct Pair<T> {
    pub(crate) a: T,
    pub(crate) b: T,
}
#[differentiate]
impl Pair<f64> {
    pub(crate) fn of(a: f64, b: f64) -> Self {
        Pair { a: a * b, b }
    }
    /// A name of a method of slices, and so are those of [`List`].
    pub(crate) fn first(&self) -> f64 {
        self.a * self.b
    }
}

#[derive(Differentiable, Clone, Debug)]
pub(crate) struct Holder {
    pub(crate) found: Found<f64>,
    pub(crate) list: List,
}

#[derive(Differentiable, Clone, Debug)]
pub(crate) struct List {
    items: Vec<f64>,
}
#[differentiate]
impl List {
    pub(crate) fn new() -> Self {
        List { items: Vec::new() }
    }
    pub(crate) fn push(&mut self, x: f64) {
        self.items.push(2.0 * x);
    }
    pub(crate) fn len(&self) -> usize {
        self.items.len() + 1
    }
    pub(crate) fn max(&self, other: f64) -> f64 {
        self.items[0] * other
    }
}

#[derive(Differentiable, Clone, Copy, Debug)]
pub(crate) struct Vector {
    pub(crate) x: f64,
    pub(crate) y: f64,
}
#[differentiate]
impl Vector {
    pub(crate) fn add(self, other: Vector) -> Vector {
        Vector {
            x: self.x + other.x,
            y: self.y + other.y,
        }
    }
    pub(crate) fn abs(self) -> f64 {
        self.x + 2.0 * self.y
    }
    /// No copy of it, as `ToOwned` would make one.
    pub(crate) fn to_owned(&self) -> Vector {
        Vector {
            x: self.y,
            y: self.x * self.y,
        }
    }
}

#[differentiate]
pub(crate) fn look(x: f64, y: f64) -> Found<f64> {
    if x > 1.0 {
        Found::Value(x * y)
    } else if x > 0.0 {
        Found::Pair { a: x, b: y * x }
    } else {
        Found::Missing
    }
}

pub(crate) fn doubled(n: usize) -> usize {
    2 * n
}

pub(crate) fn is_even(n: usize) -> bool {
    n % 2 == 0
}

#[differentiate]
pub(crate) trait Source {
    fn kind(&self, x: f64) -> Kind;
}
#[differentiate]
impl Source for List {
    fn kind(&self, x: f64) -> Kind {
        Kind::Scaled(x * self.items[0])
    }
}

pub(crate) type Index = usize;
pub(crate) type Real = f64;
pub(crate) type Triple = [Real; 3];
pub(crate) type Points = Vec<Triple>;

#[differentiate]
pub(crate) fn neighbours(x: &[Real], at: Index) -> Real {
    x[at] * x[at + 1]
}

#[derive(Differentiable, Clone, Copy, Debug)]
pub(crate) struct Spot {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

#[differentiate]
pub(crate) fn turned(a: &Spot, b: &Spot) -> Spot {
    Spot {
        x: a.x * b.y.cos(),
        y: a.y + 0.5 * b.x.sin(),
    }
}

#[differentiate]
pub(crate) fn mixed(a: &[f64; 2], b: &[f64; 2]) -> [f64; 2] {
    [a[0] * b[1].cos(), a[1] + 0.5 * b[0].sin()]
}

#[differentiate]
pub(crate) fn halves(x: f64, y: f64) -> (f64, Vec<f64>) {
    (0.5 * x * y, vec![x.sin(), y])
}

#[differentiate]
pub(crate) fn perhaps(x: f64) -> Option<f64> {
    if x > 0.0 { Some(x * x) } else { None }
}

#[derive(Differentiable, Clone, Copy, Debug, Default)]
pub(crate) struct Arrow {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

#[differentiate]
impl Arrow {
    pub(crate) const ZERO: Arrow = Arrow { x: 0.0, y: 0.0 };
    pub(crate) const HALF: f64 = 0.5;

    pub(crate) fn dot(self, other: Arrow) -> f64 {
        self.x * other.x + self.y * other.y
    }
    /// Names of methods of lists and floats.
    pub(crate) fn len(&self) -> f64 {
        (self.dot(*self) + 1.0).sqrt()
    }
    pub(crate) fn max(self, other: Arrow) -> Arrow {
        Arrow {
            x: self.x.max(other.x),
            y: self.y * other.y,
        }
    }
    /// What it hands to a function, its callers know from here.
    pub(crate) fn walked(self, f: impl Fn(f64, Arrow) -> Arrow, n: usize) -> Arrow {
        let mut at = self;
        for i in 0..n {
            at = f(i as f64 * 0.5, at);
        }
        at
    }
}

#[differentiate]
impl std::ops::Add for Arrow {
    type Output = Arrow;
    fn add(self, other: Arrow) -> Arrow {
        Arrow {
            x: self.x + other.x,
            y: self.y + other.y,
        }
    }
}

#[differentiate]
impl std::ops::AddAssign for Arrow {
    fn add_assign(&mut self, other: Arrow) {
        self.x += other.x;
        self.y += other.y;
    }
}

#[differentiate]
impl std::ops::Mul<f64> for Arrow {
    type Output = Arrow;
    fn mul(self, k: f64) -> Arrow {
        Arrow {
            x: self.x * k,
            y: self.y * k * k,
        }
    }
}

#[derive(Differentiable, Clone, Debug)]
pub(crate) struct Particle {
    pub(crate) at: Arrow,
    pub(crate) speed: Arrow,
}

#[differentiate]
pub(crate) trait Weighed {
    fn weight(&self) -> f64;
}
#[differentiate]
impl Weighed for Arrow {
    fn weight(&self) -> f64 {
        self.x * self.y
    }
}

#[differentiate]
pub(crate) fn walked<F: Fn(f64, Particle) -> Particle>(
    f: F,
    start: Particle,
    n: usize,
) -> Particle {
    let mut p = start;
    for i in 0..n {
        p = f(0.1 * i as f64, p);
    }
    p
}

/// Not those of `std` and of this library.
pub(crate) mod mem {
    use autodiff::differentiate;

    #[differentiate]
    pub(crate) fn take(x: &mut f64) -> f64 {
        *x += 1.0;
        *x * *x
    }
}

#[differentiate]
pub(crate) fn stop_gradient(x: f64) -> f64 {
    x * x
}
