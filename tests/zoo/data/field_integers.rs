//! Integers of a type that only its struct knows: counted, compared, cast, looped to, and literals
//! of them.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Debug)]
pub struct Moments {
    n: u16,
    mean: f64,
    m2: f64,
}

#[differentiate]
impl Moments {
    pub fn push(&mut self, x: f64) {
        self.n += 1;
        let d = x - self.mean;
        self.mean += d / self.n as f64;
        self.m2 += d * (x - self.mean);
    }

    pub fn variance(&self) -> f64 {
        if self.n > 1 {
            self.m2 / (self.n - 1) as f64
        } else {
            self.mean
        }
    }
}

#[derive(Differentiable, Clone, Debug)]
pub struct Reaction {
    rate: f64,
    order: u8,
    steps: i64,
    from: Vec<usize>,
    change: Vec<(i16, f64)>,
    rows: [[usize; 2]; 3],
    limit: Option<u32>,
}

#[differentiate]
pub fn speed(r: &Reaction, a: &[f64]) -> f64 {
    let mut s = 1.0;
    for i in 0..r.steps {
        s += a[0] * r.rate * i as f64;
    }
    for &i in &r.from {
        s *= a[i];
    }
    for (i, w) in &r.change {
        s += a[1] * *w * (*i as f64);
    }
    for row in &r.rows {
        s += r.rate * a[row[0]] * a[row[1]];
    }
    s.powi(r.order as i32)
}

#[differentiate]
impl Reaction {
    pub fn start(&mut self, from: Vec<usize>, faster: f64) {
        self.from = from;
        self.rate *= faster;
    }

    pub fn limited(&mut self, rows: [[usize; 2]; 3], change: Vec<(i16, f64)>) {
        self.rows = rows;
        self.change = change;
    }
}

#[derive(Differentiable, Clone, Debug)]
pub struct Link {
    from: usize,
    to: usize,
    k: f64,
}

#[differentiate]
pub fn split(x: f64) -> (f64, usize) {
    if x > 1.0 { (x * x, 2) } else { (x, 3) }
}

#[differentiate]
pub fn flow(links: &[(usize, usize, f64)], a: &[f64]) -> f64 {
    let mut s = 0.0;
    for &(i, j, w) in links {
        s += a[i] * a[j] * a[j] * w;
    }
    s
}

slices! {
    counted(a) {
        let mut m = Moments { n: 0, mean: 0.0, m2: 0.0 };
        for &x in a {
            m.push(x);
        }
        m.variance()
    } at [0.7, 1.3, 0.4];

    literals_in_a_struct(a) {
        let mut s = 0.0;
        for &x in a {
            let r = Reaction {
                rate: x * x,
                order: 2,
                steps: 3,
                from: vec![0, 1],
                change: vec![(0, -1.0), (3, 2.0)],
                rows: [[0, 1], [1, 1], [0, 0]],
                limit: Some(2),
            };
            s += speed(&r, a) * r.limit.map_or(1.0, |n| n as f64);
        }
        s
    } at [0.7, 0.5], [0.3, 0.2, 0.9];

    put_into_fields(a) {
        let mut r = Reaction {
            rate: a[0],
            order: 1,
            steps: 2,
            from: vec![],
            change: vec![],
            rows: [[0, 0]; 3],
            limit: None,
        };
        let mut s = 0.0;
        for i in 0..a.len() {
            r.start(vec![i, 0], a[i]);
            r.limited([[0, i], [i, i], [0, 0]], vec![(2, a[0] * a[i])]);
            s += speed(&r, a);
        }
        s
    } at [0.7, 1.3];

    literals_by_way_of_variables(a) {
        let links: Vec<Link> = [(0, 1, 2.0), (1, 0, 3.0)]
            .iter()
            .map(|&(from, to, k)| Link { from, to, k: k * a[0] })
            .collect();
        let mut s = 0.0;
        for Link { from, to, k } in &links {
            s += a[*from] * a[*to] * a[*to] * k;
        }
        s
    } at [0.7, 1.3];

    part_of_a_result(a) {
        let mut s = 0.0;
        for &x in a {
            let (y, n) = split(x);
            s += y * n as f64;
        }
        s
    } at [0.7, 1.3];
}

#[differentiate]
pub fn literals_for_a_call(a: &[f64]) -> f64 {
    let links = [
        (0, 1, a[0]),
        (1, 0, 0.5),
        (0, 0, a[1]),
        (1, 1, a[0] * a[1]),
        (0, 1, 1.5),
        (1, 0, a[0]),
    ];
    flow(&links, a)
}

#[test]
fn literals_keep_the_type_that_a_call_wants() {
    let numeric = crate::support::gradient_by_differences(&literals_for_a_call, &[0.7, 1.3]);
    let gradient = literals_for_a_call::gradient(&[0.7, 1.3]);
    crate::support::assert_close("literals", &[0.7, 1.3], &gradient, &numeric, 1e-8);
}

#[derive(Differentiable, Clone, Copy)]
enum Instrument {
    Deposit { maturity: f64, rate: f64 },
    Swap { years: u32, rate: f64 },
}

#[differentiate]
impl Instrument {
    fn log_discount(self) -> f64 {
        match self {
            Instrument::Deposit { maturity, rate } => -(1.0 + rate * maturity).ln(),
            Instrument::Swap { years, rate } => {
                -rate * f64::from(years) + 0.1 * f64::from(years + 1)
            }
        }
    }
}

#[differentiate]
fn of_instruments(p: &[f64]) -> f64 {
    let all = [
        Instrument::Deposit {
            maturity: 0.5,
            rate: p[0],
        },
        Instrument::Swap {
            years: 3,
            rate: p[1],
        },
    ];
    all.iter().fold(1.0, |d, i| d * i.log_discount())
}

#[test]
fn integers_in_variants_are_converted() {
    slices!(@check [0.7, 1.3] of_instruments);
}
