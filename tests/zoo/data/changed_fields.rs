//! Fields that hold an `Option` or an enum, and are assigned, taken, replaced or filled.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Debug)]
pub struct Control {
    gain: f64,
    sum: f64,
    previous: Option<f64>,
    history: Option<Vec<f64>>,
}

#[differentiate]
impl Control {
    pub fn go(&mut self, e: f64) {
        let slope = match self.previous {
            Some(q) => e - q,
            None => 0.0,
        };
        self.previous = Some(e * e);
        self.sum += self.gain * e + slope;
    }

    pub fn flush(&mut self) {
        if let Some(q) = self.previous.take() {
            self.sum += q * q;
        }
    }

    pub fn put(&mut self, e: f64) {
        self.previous = Some(e);
    }
}

/// What the field is, its type alone tells.
#[differentiate]
pub fn forget(c: &mut Control, e: f64) {
    if let Some(q) = c.previous {
        c.sum += e * q;
    }
    c.previous = None;
}

#[derive(Differentiable, Clone, Copy, Debug)]
pub enum Phase {
    Idle,
    Burn(f64),
    Coast { v: f64, t: f64 },
}

#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Rocket {
    phase: Phase,
    k: f64,
}

#[differentiate]
pub fn next(r: &mut Rocket, e: f64) {
    r.phase = match r.phase {
        Phase::Idle => Phase::Burn(e * r.k),
        Phase::Burn(q) => Phase::Coast { v: q * e, t: e },
        Phase::Coast { v, t } => Phase::Burn(v * t * r.k),
    };
}

slices! {
    assigned_in_a_loop(a) {
        let mut c = Control { gain: a[1], sum: a[0], previous: None, history: None };
        for &x in a {
            if let Some(q) = c.previous {
                c.sum += q * x;
            }
            c.previous = Some(x * x);
        }
        c.sum * c.previous.unwrap()
    } at [0.7, 1.3, 0.4];

    assigned_by_a_method(a) {
        let mut c = Control { gain: a[1], sum: 0.0, previous: None, history: None };
        for k in 0..4 {
            c.go(a[0] * (k as f64 + 0.5));
        }
        c.go(a[1]);
        c.go(a[0]);
        c.sum * c.previous.unwrap_or(0.0)
    } at [0.7, 1.3];

    nobody_asks_what_is_there(a) {
        let mut c = Control { gain: a[1], sum: 0.0, previous: None, history: None };
        c.go(a[0]);
        c.go(a[1]);
        c.sum
    } at [0.7, 1.3];

    forgotten(a) {
        let mut c = Control { gain: a[1], sum: 0.0, previous: Some(a[0]), history: None };
        forget(&mut c, a[1] * a[0]);
        forget(&mut c, a[1]);
        c.sum
    } at [0.7, 1.3];

    taken(a) {
        let mut c = Control { gain: a[1], sum: a[0], previous: Some(a[1]), history: None };
        for &x in a {
            let old = c.previous.take();
            c.sum += old.unwrap_or(x) * x;
            if x > 1.0 {
                c.previous = Some(x * c.sum);
            }
        }
        c.sum * c.previous.unwrap_or(2.0)
    } at [0.7, 1.3, 0.4], [1.2, 1.4];

    taken_in_a_method(a) {
        let mut c = Control { gain: a[1], sum: a[0], previous: None, history: None };
        c.put(a[1]);
        c.flush();
        c.put(a[0] * a[1]);
        c.flush();
        c.sum
    } at [0.7, 1.3];

    taken_vecs(a) {
        let mut c = Control { gain: a[1], sum: a[0], previous: None, history: None };
        for &x in a {
            if let Some(v) = c.history.take() {
                c.sum += v[0] * v[1];
            }
            c.history = Some(vec![x, x * c.sum]);
        }
        c.sum
    } at [0.7, 1.3, 0.4];

    taken_variable(a) {
        let mut previous: Option<f64> = None;
        let mut s = 0.0;
        for &x in a {
            if let Some(o) = previous.take() {
                s += o * x;
            } else {
                previous = Some(x * x);
            }
        }
        s * previous.unwrap_or(a[0])
    } at [0.7, 1.3, 0.4], [0.7, 1.3];

    exchanged_by_name(a) {
        let mut c = Control { gain: a[1], sum: a[0], previous: Some(a[1]), history: None };
        for &x in a {
            let old = c.previous.replace(x * x);
            if let Some(o) = old {
                c.sum += o * x;
            }
        }
        *c.previous.insert(c.sum) *= a[0];
        c.sum * c.previous.unwrap_or(2.0)
    } at [0.7, 1.3, 0.4];

    filled_where_empty(a) {
        let mut c = Control { gain: a[1], sum: a[0], previous: None, history: None };
        let mut o: Option<f64> = None;
        for &x in a {
            let r = c.previous.get_or_insert(x * 2.0);
            *r *= x;
            *o.get_or_insert_with(|| x * 3.0) *= x;
            c.sum += *o.get_or_insert(1.0);
        }
        c.sum * c.previous.unwrap()
    } at [0.7, 1.3, 0.4];

    enum_in_a_field(a) {
        let mut r = Rocket { phase: Phase::Idle, k: a[0] };
        for &x in a {
            next(&mut r, x);
        }
        next(&mut r, a[1]);
        match r.phase {
            Phase::Idle => 0.0,
            Phase::Burn(q) => q * q,
            Phase::Coast { v, t } => v - t,
        }
    } at [0.7, 1.3], [0.7, 1.3, 0.4];
}
