//! Functions in boxes and lists as arguments, and functions that were returned or chosen, passed on.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};
use std::rc::Rc;

#[differentiate]
fn midpoints(f: Box<dyn Fn(f64) -> f64 + '_>, end: f64) -> f64 {
    let h = end / 4.0;
    let mut sum = 0.0;
    for i in 0..4 {
        sum += f(h * (i as f64 + 0.5)) * h;
    }
    sum
}

#[differentiate]
fn product(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(x) * f(2.0 * x)
}

/// The last function is called once, the first is handed on.
#[differentiate]
fn composed(f: Box<dyn Fn(f64) -> f64 + '_>, g: Box<dyn FnOnce(f64) -> f64>, x: f64) -> f64 {
    let y = f(x) * 2.0;
    let z = if y > 1.0 { f(y) } else { f(y * 2.0) + 1.0 };
    g(z) + midpoints(f, x)
}

#[differentiate]
fn behind_reference(f: &Box<dyn Fn(f64) -> f64>, x: f64) -> f64 {
    f(x) * f(x + 1.0)
}

#[differentiate]
fn shared(f: Rc<dyn Fn(f64) -> f64>, x: f64) -> f64 {
    f(f(x))
}

#[differentiate]
fn in_turn(fs: &[Box<dyn Fn(f64) -> f64 + '_>], x: f64) -> f64 {
    let mut y = x;
    for f in fs {
        y = f(y);
    }
    y * fs[1](x)
}

#[differentiate]
fn layered(acts: &[fn(f64) -> f64], xs: &[f64]) -> f64 {
    let mut sum = 1.0;
    for i in 0..xs.len() {
        sum += acts[i](xs[i] * sum);
    }
    sum
}

#[differentiate]
fn all_of([f, g]: [fn(f64) -> f64; 2], x: f64) -> f64 {
    f(x) - g(x)
}

#[differentiate]
fn weighted(terms: &Vec<(f64, fn(f64) -> f64)>, x: f64) -> f64 {
    terms.iter().map(|(w, f)| w * f(x)).sum()
}

#[differentiate]
fn lent(terms: &[&dyn Fn(f64) -> f64], x: f64) -> f64 {
    terms.iter().map(|f| f(x)).sum()
}

#[differentiate]
fn over_slices(f: &dyn Fn(&[f64], f64) -> f64, xs: &[f64]) -> f64 {
    f(xs, 1.0) * f(&xs[1..], xs[0])
}

#[differentiate]
fn parabola(w: f64) -> impl Fn(f64) -> f64 {
    move |t| w * t * t
}

#[differentiate]
fn power(w: f64, k: usize) -> Box<dyn Fn(f64) -> f64> {
    Box::new(move |t| w * t.powi(k as i32))
}

#[differentiate]
fn linear(w: Vec<f64>) -> impl Fn(&[f64], f64) -> f64 {
    move |xs: &[f64], scale: f64| w.iter().zip(xs).map(|(w, x)| w * x * scale).sum()
}

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn of_lists_of_boxes(x: f64, y: f64) -> f64 {
    let own: Vec<Box<dyn Fn(f64) -> f64>> =
        vec![Box::new(move |t| (y * t).sin()), Box::new(|t| t * t)];
    in_turn(&own, x)
        + in_turn(
            &[Box::new(|t| t * y), Box::new(f64::sin), Box::new(square)],
            x,
        )
}

#[differentiate]
fn of_lists_of_pointers(x: f64, y: f64) -> f64 {
    layered(&[f64::sin, square], &[x, y]) * all_of([f64::cos, square], y)
        + weighted(&vec![(y, f64::sin as fn(f64) -> f64), (0.5, square)], x)
}

#[differentiate]
fn of_lists_of_references(x: f64, y: f64) -> f64 {
    lent(&[&|t| t * x, &|t: f64| (t * y).exp()], x)
}

#[derive(Differentiable)]
struct Model {
    a: f64,
}

#[differentiate]
impl Model {
    fn fit(&self, f: Box<dyn Fn(f64) -> f64>) -> f64 {
        f(self.a) * self.a
    }

    fn both(&self, w: f64) -> f64 {
        self.fit(Box::new(move |x| x * x * w)) + self.fit(Box::new(f64::sin))
    }
}

scalars! {
    boxes(x: f64, y: f64) {
        let f = Box::new(move |t: f64| (y * t).sin());
        midpoints(f, x) + midpoints(Box::new(|t| t * x + y), y) + midpoints(Box::new(f64::cos), x)
    } at (0.75, 1.5), (0.25, -0.5);

    composed_boxes(x: f64, y: f64) {
        composed(Box::new(|t| t * y + x), Box::new(f64::sin), x)
    } at (0.75, 1.5), (0.25, -0.5);

    references_and_pointers(x: f64, y: f64) {
        let f: Box<dyn Fn(f64) -> f64> = Box::new(move |t: f64| (y * t).sin());
        behind_reference(&f, x) + f(x) + shared(Rc::new(move |t| t * t * x), y)
    } at (0.75, 1.5), (0.25, -0.5);

    lists_of_boxes(x: f64, y: f64) {
        of_lists_of_boxes(x, y) * y
    } at (0.75, 1.5), (0.25, -0.5);

    lists_of_pointers(x: f64, y: f64) {
        of_lists_of_pointers(x, y) * y
    } at (0.75, 1.5), (0.25, -0.5);

    lists_of_references(x: f64, y: f64) {
        of_lists_of_references(x, y) * y
    } at (0.75, 1.5), (0.25, -0.5);

    returned_and_passed_on(x: f64, y: f64) {
        let f = parabola(y);
        let g = power(x, 3);
        let mut sum = product(&f, x) + f(y) + midpoints(g, y);
        for i in 0..3 {
            sum += product(parabola(x * i as f64), y) + midpoints(power(y, i), x);
        }
        sum + over_slices(&linear(vec![y, x, x * y]), &[x, y, x])
    } at (0.75, 1.5), (0.25, -0.5);

    chosen_and_passed_on(x: f64, y: f64) {
        let table = [square, f64::sin, f64::cos];
        let made = [parabola(x), parabola(y)];
        let mut sum = 0.0;
        for i in 0..3 {
            sum += product(table[i], y) * x;
        }
        for f in &made {
            sum += product(f, y) * x;
        }
        sum
    } at (0.75, 1.5), (0.25, -0.5);

    methods_that_take_boxes(x: f64, y: f64) {
        let model = Model { a: x };
        model.both(y) * x
    } at (0.75, 1.5), (0.25, -0.5);
}
