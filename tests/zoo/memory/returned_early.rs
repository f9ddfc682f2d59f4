//! What has grown is returned early: the branch that gives it away has changed it before.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[differentiate]
fn grown(p: &[f64], k: usize, mut v: Vec<f64>) -> Result<Vec<f64>, String> {
    for i in 0..k {
        v.push(p[i] * v[i]);
    }
    if p[k] > 0.5 {
        v.push(2.0);
        if p[k] > 1.0 {
            v.clear();
            v.push(p[k]);
            return Ok(v);
        }
        return Ok(v);
    }
    if v.len() > 3 {
        return Err("long".into());
    }
    v.pop();
    Ok(v)
}

#[differentiate]
fn rows(p: &[f64], k: usize) -> Vec<Vec<f64>> {
    let mut v = vec![vec![p[k]]];
    if p[k] > 0.5 {
        v.push(vec![2.0, p[0]]);
        return v;
    }
    v[0].push(p[k]);
    if p[k] < -0.4 {
        v.push(vec![p[1]]);
        return v;
    }
    v
}

#[derive(Differentiable, Clone, Debug)]
struct Walk {
    v: Vec<f64>,
    n: f64,
}
#[differentiate]
impl Walk {
    fn add(mut self, x: f64) -> Walk {
        if x > 0.6 {
            self.v.push(x);
            return self;
        }
        self.v.truncate(1);
        if self.n > 2.0 {
            self.n = x;
            return self;
        }
        self.v.push(self.n);
        self
    }
}

slices! {
    of_rows(p) {
        let mut s = 0.0;
        for k in 0..p.len() {
            for (i, r) in rows(p, k).iter().enumerate() {
                s += r.iter().map(|x| x * x).sum::<f64>() * (i + 1) as f64;
            }
        }
        s
    } at [0.7, 1.3, 0.4, 0.9], [-0.6, 0.8, 1.5, -0.35];

    of_a_struct(p) {
        let mut walk = Walk { v: vec![p[0]], n: p[1] };
        for x in p {
            let first = walk.v[0];
            walk = walk.add(x + first);
            walk.n += walk.v[walk.v.len() - 1];
        }
        walk.v.iter().map(|x| x * x).sum::<f64>() + walk.n
    } at [0.7, 1.3, 0.4, 0.9], [-0.6, 0.8, 1.5, -0.35];

    of_a_list_of_pairs(p) {
        let pick = |k: usize| -> Vec<(f64, f64)> {
            let mut v = vec![(p[k], 1.0)];
            if p[k] > 0.5 {
                v.push((p[0], p[1]));
                return v;
            }
            v.push((p[k], p[1]));
            v.reverse();
            v
        };
        let mut s = 0.0;
        for k in 0..p.len() {
            for (a, b) in pick(k) {
                s += a * b * a;
            }
        }
        s
    } at [0.7, 0.3], [-0.6, 0.8];

    of_a_function(p) {
        let mut s = 0.0;
        for k in 0..p.len() {
            match grown(p, k, vec![p[k], s]) {
                Ok(v) => s += v.iter().map(|x| x * x).sum::<f64>(),
                Err(_) => s *= 1.5,
            }
        }
        s
    } at [0.7, 1.3, 0.4, 0.9], [-0.6, 0.8, 1.5, -0.35];

    of_a_closure(p) {
        let made = |k: usize, y: f64| -> Option<Vec<f64>> {
            let mut v = vec![p[k] * y];
            if p[k] > 0.5 {
                v.push(y);
                return Some(v);
            }
            v.extend_from_slice(p);
            Some(v)
        };
        let mut s = 0.0;
        for k in 0..p.len() {
            if let Some(v) = made(k, s + 0.3) {
                s += v.iter().map(|x| x * x).sum::<f64>();
            }
        }
        0.1 * s
    } at [0.7, 0.3], [-0.6, 0.8];
}
