//! Methods of traits that are implemented for all types of another trait, called on types of the user's.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Circle {
    r: f64,
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Rect {
    w: f64,
    h: f64,
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Scaled<S> {
    by: f64,
    inner: S,
}

#[differentiate]
pub trait Shape {
    fn side(&self, k: usize) -> f64;
    fn grow(&mut self, by: f64);
}

#[differentiate]
impl Shape for Circle {
    fn side(&self, k: usize) -> f64 {
        self.r * (k as f64 + 1.0)
    }
    fn grow(&mut self, by: f64) {
        self.r *= by;
    }
}

#[differentiate]
impl Shape for Rect {
    fn side(&self, k: usize) -> f64 {
        if k == 0 { self.w } else { self.h }
    }
    fn grow(&mut self, by: f64) {
        self.w += by;
        self.h *= self.w;
    }
}

#[differentiate]
impl<S: Shape> Shape for Scaled<S> {
    fn side(&self, k: usize) -> f64 {
        self.by * self.inner.side(k)
    }
    fn grow(&mut self, by: f64) {
        self.by += by;
        self.inner.grow(by);
    }
}

#[differentiate]
pub trait Area {
    fn area(&self, scale: f64) -> f64;
    fn stretch(&mut self, by: f64) -> f64;
    fn sides(&self, out: &mut [f64]);
}

#[differentiate]
impl<T: Shape> Area for T {
    fn area(&self, scale: f64) -> f64 {
        scale * self.side(0) * self.side(1)
    }
    fn stretch(&mut self, by: f64) -> f64 {
        let before = self.side(1);
        self.grow(by * before);
        before * by
    }
    fn sides(&self, out: &mut [f64]) {
        for (k, side) in out.iter_mut().enumerate() {
            *side += self.side(k) * self.side(0);
        }
    }
}

#[differentiate]
fn total(shapes: &[Rect], by: f64) -> f64 {
    shapes.iter().map(|shape| shape.area(by)).sum()
}

slices! {
    called(x) { Circle { r: x[0] }.area(x[1]) } at [0.3, 0.7];
    read(x) {
        let c = Circle { r: x[0] };
        let mut sum = c.area(x[1]);
        for i in 0..3 {
            let r = Rect { w: x[0] * i as f64, h: x[1] };
            if x[1] > 0.2 * i as f64 {
                sum += r.area(sum);
            }
        }
        sum
    } at [0.3, 0.7], [0.3, 0.1];
    changed(x) {
        let mut r = Rect { w: x[0], h: x[1] };
        let mut sum = 0.0;
        for _ in 0..2 {
            sum += r.stretch(x[0]) * r.area(0.5);
        }
        sum * r.h
    } at [0.3, 0.7];
    written(x) {
        let r = Rect { w: x[0], h: x[1] };
        let mut out = [x[1], 0.0];
        r.sides(&mut out);
        out[0] * out[1]
    } at [0.3, 0.7];
    by_paths(x) {
        let mut r = Rect { w: x[0], h: x[1] };
        let before = Area::area(&r, x[0]) * <Rect as Area>::area(&r, 2.0);
        let stretched = Rect::stretch(&mut r, 0.5);
        before + stretched * Rect::area(&r, x[1])
    } at [0.3, 0.7];
    in_lists(x) { total(&[Rect { w: x[0], h: x[1] }, Rect { w: x[1], h: 2.0 }], x[0]) } at [0.3, 0.7];
    of_generic_types(x) {
        let s: Scaled<Rect> = Scaled { by: x[0], inner: Rect { w: x[1], h: 1.5 } };
        s.area(x[0])
    } at [0.3, 0.7];
}
