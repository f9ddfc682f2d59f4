//! Trait objects: `&dyn Kernel`, `Box<dyn Kernel>`, lists and fields of these; what they record, and the
//! gradients of what is inside.

use crate::support::{scalars, slices};
use autodiff::{AnyGradient, Differentiable, ObjectGradient, differentiate, zero_gradient};

pub mod kernels {
    #[autodiff::differentiate]
    pub trait Kernel {
        fn at(&self, x: f64, y: f64) -> f64;

        /// Not overridden everywhere.
        fn twice(&self, x: f64) -> f64 {
            self.at(x, 0.5) + self.at(0.25, x)
        }

        /// Gives nothing, and adds to what it is lent.
        fn fill(&self, xs: &[f64], out: &mut [f64]) {
            for (x, o) in xs.iter().zip(out) {
                *o += self.at(*x, *o);
            }
        }

        /// Takes an object, and one by value.
        fn with(&self, other: &dyn Kernel, pair: (f64, usize)) -> (f64, f64);

        /// Has no derivative.
        fn order(&self) -> usize {
            2
        }

        /// Cannot be called on objects.
        fn widen(&mut self, by: f64);
    }
}
use kernels::Kernel;

#[derive(Differentiable)]
struct Rbf {
    length: f64,
}

#[derive(Differentiable, Clone)]
struct Line(f64, Vec<f64>);

#[derive(Differentiable)]
struct Flat;

/// Objects in an object.
#[derive(Differentiable)]
struct Sum {
    parts: Vec<Box<dyn Kernel>>,
    extra: Option<Box<dyn Kernel>>,
}

#[differentiate]
impl Kernel for Rbf {
    fn at(&self, x: f64, y: f64) -> f64 {
        (-(x - y).powi(2) / self.length).exp()
    }

    fn with(&self, other: &dyn Kernel, pair: (f64, usize)) -> (f64, f64) {
        (other.at(pair.0, self.length), self.length * pair.1 as f64)
    }

    fn widen(&mut self, by: f64) {
        self.length += by;
    }
}

#[differentiate]
impl Kernel for Line {
    fn at(&self, x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        for w in &self.1 {
            s += w * x * (y + s);
        }
        s + self.0
    }

    fn twice(&self, x: f64) -> f64 {
        x * self.0
    }

    fn with(&self, other: &dyn Kernel, (x, _): (f64, usize)) -> (f64, f64) {
        (other.twice(x), self.0)
    }

    fn order(&self) -> usize {
        self.1.len()
    }

    fn widen(&mut self, by: f64) {
        self.0 *= by;
    }
}

#[differentiate]
impl Kernel for Flat {
    fn at(&self, x: f64, _y: f64) -> f64 {
        x
    }

    fn with(&self, other: &dyn Kernel, pair: (f64, usize)) -> (f64, f64) {
        (other.at(pair.0, pair.0), 1.0)
    }

    fn widen(&mut self, _by: f64) {}
}

#[differentiate]
impl Kernel for Sum {
    fn at(&self, x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        for k in &self.parts {
            s += k.at(x, y);
        }
        if let Some(k) = &self.extra {
            s += k.at(x, y).sin();
        }
        s
    }

    fn with(&self, other: &dyn Kernel, pair: (f64, usize)) -> (f64, f64) {
        (self.at(pair.0, 0.5), other.at(0.25, pair.0))
    }

    fn widen(&mut self, _by: f64) {}
}

#[derive(Differentiable)]
enum Model {
    One(Box<dyn Kernel>),
    Many(Vec<Box<dyn Kernel>>, f64),
    Neither,
}

#[differentiate]
fn through(k: &dyn Kernel, x: f64) -> f64 {
    let mut s = 0.0;
    for i in 0..k.order() {
        s += k.at(x + s, i as f64);
    }
    s
}

#[differentiate]
fn made(kind: usize, a: f64) -> Box<dyn Kernel> {
    match kind {
        0 => Box::new(Rbf { length: a }),
        1 => Box::new(Line(a, vec![a * a, 0.5])),
        _ => Box::new(Flat),
    }
}

#[differentiate]
fn perhaps(kind: &str, a: f64) -> Option<Box<dyn Kernel>> {
    match kind {
        "rbf" => Some(Box::new(Rbf { length: a })),
        "flat" => Some(Box::new(Flat)),
        _ => None,
    }
}

#[differentiate]
fn folded(list: &[Box<dyn Kernel>], x: f64) -> f64 {
    let folded = list.iter().fold(x, |x, k| k.at(x, 0.5));
    folded + list.last().unwrap().at(x, x) * list[0].twice(x)
}

#[differentiate]
fn of_model(model: &Model, x: f64) -> f64 {
    match model {
        Model::One(k) => k.at(x, 0.5),
        Model::Many(list, w) => {
            let sum: f64 = list.iter().map(|k| k.at(x, *w)).sum();
            sum * w + through(list[0].as_ref(), x)
        }
        Model::Neither => x,
    }
}

#[derive(Differentiable)]
struct Builder {
    list: Vec<Box<dyn Kernel>>,
}

#[differentiate]
impl Builder {
    fn new() -> Self {
        Builder { list: Vec::new() }
    }

    fn push(mut self, k: impl Kernel + 'static) -> Self {
        self.list.push(Box::new(k));
        self
    }

    fn set(&mut self, length: f64) {
        self.list[0] = Box::new(Rbf { length });
        self.list.swap(0, 1);
    }

    fn run(&self, x: f64) -> f64 {
        let mut x = x;
        for k in &self.list {
            x = k.at(x, 0.5) + 0.1 * x;
        }
        x
    }
}

scalars! {
    lent(x: f64, y: f64) {
        through(&Rbf { length: y }, x) * through(&Line(x, vec![y]), 0.5) + through(&Flat, x)
    } at (0.5, 1.25), (0.75, 0.5);
    boxed(x: f64, y: f64) {
        let one: Box<dyn Kernel> = Box::new(Rbf { length: y });
        let two: Box<dyn Kernel> = if x > 0.6 { Box::new(Line(x, vec![y, x])) } else { Box::new(Flat) };
        let (a, b) = one.with(two.as_ref(), (x, 3));
        let mut out = [x, 0.5];
        two.fill(&[a, b], &mut out);
        one.fill(&[y, x], &mut out);
        out[0] * through(&*one, a) + out[1] * two.twice(y) + two.order() as f64 * x
    } at (0.5, 1.25), (0.75, 0.5);
    replaced(x: f64, y: f64) {
        let mut k: Box<dyn Kernel> = Box::new(Rbf { length: y });
        let a = k.at(x, y);
        k = Box::new(Line(a, vec![x]));
        a * k.at(y, x)
    } at (0.5, 1.25);
    returned(x: f64, y: f64) {
        let k = perhaps("rbf", y);
        let mut s = 0.0;
        for i in 0..3 {
            s += made(i, y).at(x, s) * made(1, x).twice(y);
        }
        if let Some(k) = &k {
            s *= k.at(x, y);
        }
        s + perhaps("flat", x).unwrap().at(x, y)
    } at (0.5, 1.25);
    in_enums(x: f64, y: f64) {
        let one = Model::One(Box::new(Rbf { length: y }));
        let many = Model::Many(vec![Box::new(Line(x, vec![y])), Box::new(Flat), made(0, x)], y);
        of_model(&one, x) * of_model(&many, y) + of_model(&Model::Neither, x)
    } at (0.5, 1.25);
    in_objects(x: f64, y: f64) {
        let inner = Sum { parts: vec![Box::new(Rbf { length: y }), Box::new(Flat)], extra: None };
        let outer: Box<dyn Kernel> = Box::new(Sum {
            parts: vec![Box::new(inner), Box::new(Line(x, vec![x, y]))],
            extra: Some(Box::new(Rbf { length: x })),
        });
        outer.twice(x) * outer.with(outer.as_ref(), (y, 1)).0
    } at (0.5, 1.25);
    built(x: f64, y: f64) {
        let b = Builder::new().push(Rbf { length: y }).push(Flat).push(Line(x, vec![y]));
        b.run(x) + b.run(0.5)
    } at (0.5, 1.25);
    changed(x: f64, y: f64) {
        let mut b = Builder::new().push(Line(x, vec![y])).push(Rbf { length: y });
        let before = b.run(y);
        b.set(before * before + x);
        before * b.run(x)
    } at (0.5, 1.25);
    lists_of_references(x: f64, y: f64) {
        let list: [&dyn Kernel; 3] = [&Flat, &Rbf { length: y }, &Line(y, vec![x])];
        list.iter().map(|k| k.at(x, y)).sum::<f64>()
    } at (0.5, 1.25);
}

slices! {
    listed(p) {
        let mut list: Vec<Box<dyn Kernel>> = Vec::new();
        for i in 0..p.len() {
            if i % 2 == 0 {
                list.push(Box::new(Rbf { length: p[i] }));
            } else {
                list.push(Box::new(Line(p[i], vec![0.5, p[i]])));
            }
        }
        let cast: Vec<_> = p.iter().map(|&a| Box::new(Rbf { length: a }) as Box<dyn Kernel>).collect();
        folded(&list, p[0]) * folded(&cast, p[1])
    } at [0.5, 1.25, 0.75], [0.5, 0.25];
}

#[test]
fn gradients_of_objects() {
    let k = Rbf { length: 0.75 };
    let (gradient, d_x) = through::gradient(&k, 0.5);
    let alone = |k: &Rbf, x: f64| through(k, x);
    let slope = (alone(&Rbf { length: 0.7501 }, 0.5) - alone(&Rbf { length: 0.7499 }, 0.5)) / 2e-4;
    assert!((gradient.get::<RbfGradient>().unwrap().length - slope).abs() < 1e-6);
    assert!(gradient.get::<f64>().is_none());

    let mut d_k = RbfGradient { length: 9.0 };
    let (value, again) = through::value_and_gradient_into(&k, &mut d_k, 0.5);
    assert_eq!((value, again), (through(&k, 0.5), d_x));
    assert_eq!(Some(&d_k), gradient.get());

    // The same through a box, added twice.
    let boxed: Box<dyn Kernel> = Box::new(Rbf { length: 0.75 });
    let (_, cache) = through::forward(&*boxed, 0.5);
    let mut d_boxed: Box<ObjectGradient> = zero_gradient(&boxed);
    through::backward(&cache, &*boxed, &mut d_boxed, 1.0);
    let object: &mut dyn AnyGradient = &mut *d_boxed;
    through::backward(&cache, &*boxed, object, 1.0);
    assert_eq!(
        d_boxed.get::<RbfGradient>().unwrap().length,
        2.0 * d_k.length
    );
}

#[test]
#[should_panic(expected = "an object of another type")]
fn gradients_of_other_objects() {
    let (_, cache) = through::forward(&Rbf { length: 0.75 }, 0.5);
    through::backward(
        &cache,
        &Rbf { length: 0.75 },
        &mut LineGradient(0.0, vec![]),
        1.0,
    );
}
