//! `Default::default()` where what is assigned to says the type.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Debug, Default)]
pub struct Part {
    k: f64,
    id: u32,
}

#[derive(Differentiable, Clone, Debug, Default)]
pub struct State {
    part: Part,
    b: f64,
    list: Vec<f64>,
    option: Option<f64>,
    n: usize,
    pair: [f64; 2],
    mixed: (f64, Part),
}

#[differentiate]
impl State {
    fn of(a: &[f64]) -> Self {
        let part = Part { k: a[0], id: 1 };
        let mixed = (a[1], part.clone());
        State {
            part,
            b: a[1],
            list: a.to_vec(),
            option: Some(a[0]),
            n: 3,
            pair: [a[0], a[1]],
            mixed,
        }
    }
    fn reset(&mut self) {
        *self = Default::default();
        self.b = 1.0;
    }
    fn renew(&mut self) {
        *self = Self::default();
        self.b += 2.0;
    }
    fn in_part(&mut self) {
        self.part = Default::default();
        self.option = Default::default();
        self.pair = Default::default();
        self.n = Default::default();
        self.list = Default::default();
    }
}

#[differentiate]
fn zero(part: &mut Part, x: &mut f64) {
    *part = Default::default();
    *x = Default::default();
    part.k += 1.0;
}

slices! {
    fields(a) {
        let mut st = State::of(a);
        let before = st.part.k * st.b;
        st.in_part();
        st.part.k += a[1];
        st.b = Default::default();
        before * (st.part.k + st.b + st.option.unwrap_or(a[1]) + st.pair[0] + (st.n + st.list.len()) as f64)
    } at [0.5, 0.75], [0.2, -0.3];

    wholes(a) {
        let mut part = Part { k: a[0], id: 2 };
        let mut s = a[0] * part.k;
        for i in 0..3 {
            part.k += a[1] * i as f64;
            if i == 1 { part = Default::default(); }
        }
        let mut st = State::of(a);
        s += st.mixed.0;
        st.renew();
        s *= st.b;
        let mut other = part.clone();
        zero(&mut other, &mut s);
        st.reset();
        part.k * (s + other.k) * st.b
    } at [0.5, 0.75], [0.2, -0.3];
}
