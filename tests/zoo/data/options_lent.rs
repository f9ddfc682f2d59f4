//! What is in an `Option`, lent where it is: `as_mut`, `as_deref`, `as_deref_mut`.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy)]
struct Point {
    x: f64,
    y: f64,
}

#[derive(Differentiable, Clone)]
struct Layer {
    w: Vec<f64>,
    mean: Option<Vec<f64>>,
    last: Option<f64>,
}

#[differentiate]
impl Layer {
    fn step(&mut self, x: f64) -> f64 {
        let mean = self.mean.get_or_insert_with(|| vec![0.0; 2]);
        mean[0] += x * self.w[0];
        mean[1] = mean[0] * x;
        if let Some(mean) = self.mean.as_deref_mut() {
            mean[1] *= mean[1];
        }
        match self.last.as_mut() {
            Some(last) => *last *= x,
            None => self.last = Some(x + 1.0),
        }
        match self.mean.as_deref() {
            Some(mean) => mean[0] + mean[1] * self.w[1],
            None => 0.0,
        }
    }

    fn reset(&mut self) -> f64 {
        self.mean.take().map_or(0.0, |mean| mean.iter().sum())
            + self.last.replace(1.0).unwrap_or(0.5)
    }
}

#[differentiate]
fn grow(o: &mut Option<f64>, x: f64) {
    if let Some(v) = o.as_mut() {
        *v += x * *v;
    } else {
        *o = Some(x);
    }
}

slices! {
    of_fields(p) {
        let mut layer = Layer { w: p.to_vec(), mean: None, last: None };
        let mut s = 0.0;
        for i in 0..4 {
            s += layer.step(p[0] * i as f64);
            if i == 2 { s += layer.reset() * p[1]; }
        }
        s + layer.last.unwrap_or(0.0)
    } at [0.4, 0.7], [-0.9, 0.2];

    of_variables(p) {
        let mut o: Option<f64> = None;
        let mut s = 0.0;
        for i in 0..5 {
            if i > 1 {
                if let Some(v) = o.as_mut() { *v *= p[1]; s += *v; } else { o = Some(p[0]); }
            }
            if i == 3 { o.as_mut().map(|v| *v += p[0]); }
            grow(&mut o, p[0] * 0.1);
            match o.as_mut() {
                Some(v) if *v > 0.3 => *v -= p[1],
                Some(v) => *v *= 2.0,
                None => {}
            }
            s += o.unwrap_or(p[1]);
        }
        s
    } at [0.4, 0.7], [-0.9, 0.2], [-0.3, 1.7];

    of_lists(p) {
        let mut o: Option<Vec<f64>> = None;
        let mut s = 0.0;
        for i in 0..4 {
            match o.as_deref_mut() {
                Some(v) => {
                    v[0] *= p[0];
                    for x in v.iter_mut() { *x += p[1]; }
                }
                None => o = Some(vec![p[0], 1.0]),
            }
            if let Some(v) = o.as_deref() { s += v.iter().map(|x| x * x).sum::<f64>(); }
            if i == 2 { o = None; }
        }
        s + o.as_deref().unwrap_or(&[]).len() as f64 + o.as_ref().map_or(0.0, |v| v[0])
    } at [0.4, 0.7], [-0.9, 0.2];

    of_pairs_and_structs(p) {
        let mut o = Some((p[0], p[1]));
        let mut q = Some(Point { x: p[0], y: p[1] });
        for _ in 0..2 {
            if let Some((a, b)) = o.as_mut() { *a += *b * *b; *b *= *a; }
            if let Some(z) = q.as_mut() { z.x *= z.y; }
            if let Some(Point { x, y }) = q.as_mut() { *y += *x; }
        }
        let (a, b) = o.unwrap();
        a * b + q.map_or(0.0, |z| z.x * z.y)
    } at [0.4, 0.7], [-0.9, 0.2];
}

/// Methods that lists have as well, of fields that their definition shows to be an `Option`.
mod of_fields_like_lists {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct Spring {
        k: f64,
        rest: Option<f64>,
        ends: Option<(f64, f64)>,
    }

    #[differentiate]
    impl Spring {
        fn stretched(&self, t: f64) -> Spring {
            let rest = self.rest.map(|rest| rest * t + self.k);
            Spring {
                k: self.k * t,
                rest,
                ends: self.ends.map(|(a, b)| (b * t, a)),
            }
        }

        fn force(&self, x: f64) -> f64 {
            let mut sum = 0.0;
            for i in 0..2 {
                if self.rest.filter(|rest| *rest > 0.0).is_some() {
                    sum += self.rest.map(|rest| (x - rest).powi(2)).unwrap_or(x) * i as f64;
                }
                let widths = self
                    .ends
                    .zip(self.rest)
                    .map(|((a, b), rest)| (b - a) * rest);
                sum += self.k * widths.or(self.rest).unwrap_or(x);
            }
            sum
        }
    }

    #[differentiate]
    fn springs(p: &[f64]) -> f64 {
        let first = Spring {
            k: p[0],
            rest: Some(p[1]),
            ends: None,
        };
        let second = Spring {
            rest: None,
            ends: Some((p[0], p[1])),
            ..first.clone()
        };
        first.stretched(p[1]).force(p[0]) + second.stretched(p[0]).force(p[1]) + first.force(1.5)
    }

    crate::support::whole_functions! { springs => [0.4, 0.7], [-0.9, 0.2] }
}
