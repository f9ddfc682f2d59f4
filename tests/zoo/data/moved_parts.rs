//! Values that are no numbers and move: out of arrays and `Option`s into calls and methods, and variables beside their
//! clones.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Debug)]
struct Part {
    w: f64,
    x: f64,
}
#[differentiate]
impl Part {
    fn of(w: f64, x: f64) -> Self {
        Part { w, x }
    }
    fn with(self, w: f64) -> Self {
        Part {
            w: w * self.w,
            ..self
        }
    }
    fn merge(mut self, other: Part) -> Part {
        self.w += other.w;
        self.x *= other.x;
        self
    }
    fn done(self) -> f64 {
        self.w * self.x
    }
}

scalars! {
    beside_its_clone(x: f64, y: f64) {
        let p = Part::of(x, y).with(y);
        let q = p.clone().merge(p);
        q.done()
    } at (1.25, 0.5), (0.75, 1.5);

    out_of_an_array(x: f64, y: f64) {
        let parts = [Part::of(x, y), Part::of(y, x)];
        let [a, b] = parts;
        let c = a.merge(b);
        let d = c;
        d.done()
    } at (1.25, 0.5), (0.75, 1.5);

    out_of_an_option(x: f64, y: f64) {
        let p = Part::of(x, y);
        let mut best: Option<Part> = None;
        for i in 0..3 {
            let c = p.clone().with(x * i as f64);
            if best.as_ref().map_or(true, |b| c.w > b.w) {
                best = Some(c);
            }
        }
        best.unwrap().done() * p.done()
    } at (1.25, 0.5), (0.75, 1.5);
}
