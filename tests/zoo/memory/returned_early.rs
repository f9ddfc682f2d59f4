//! What has grown is returned early: the branch that gives it away has changed it before.

use crate::support::slices;
use autodiff::differentiate;

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

slices! {
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
