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

/// Structs that functions gave, in tuples.
mod in_tuples {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Debug)]
    struct Made {
        k: f64,
        v: Vec<f64>,
    }

    #[differentiate]
    impl Made {
        fn change(&mut self, x: f64) -> f64 {
            self.k *= x;
            self.v[0] * self.k
        }
    }

    #[differentiate]
    fn make(x: f64) -> Made {
        Made {
            k: x,
            v: vec![x * x],
        }
    }

    #[differentiate]
    fn read(made: &Made) -> f64 {
        made.k * made.v[0]
    }

    crate::support::slices! {
        read_in_parts(a) {
            let t = (make(a[0]), (make(a[1]), 2.0));
            let pair = (a[1], make(a[0]));
            let mut s = pair.0 * pair.1.v[0];
            for _ in 0..2 { s += read(&t.0) + t.1.0.k * t.1.1 + t.1.0.v[0]; }
            s + read(&pair.1) * read(&pair.1)
        } at [0.4, 0.7], [-0.5, 0.6];
        changed_in_parts(a) {
            let mut t = (make(a[0]), make(a[1]));
            t.0.k *= 2.0;
            let r = t.1.change(t.0.k) + t.0.change(a[1]);
            r * t.0.k + read(&t.1)
        } at [0.4, 0.7], [-0.5, 0.6];
    }
}
