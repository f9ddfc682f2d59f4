//! Types that are written elsewhere than at the expression which asks for them: of parameters and results of
//! closures, of what is assigned to, of fields, of the arguments of a function.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

type Square = [[f64; 2]; 2];
type Pair = (f64, [f64; 2]);
type Number = f64;

#[derive(Differentiable, Clone, Copy, Debug, Default)]
pub struct Along {
    far: f64,
    turn: f64,
}

#[differentiate]
impl From<[f64; 2]> for Along {
    fn from([x, y]: [f64; 2]) -> Along {
        Along {
            far: x * y,
            turn: y,
        }
    }
}

#[differentiate]
impl From<(f64, f64)> for Along {
    fn from(p: (f64, f64)) -> Along {
        Along {
            far: p.1,
            turn: p.0 * p.0,
        }
    }
}

#[derive(Differentiable, Clone, Debug)]
pub struct Leg {
    along: Along,
    at: [f64; 2],
}

#[differentiate]
fn forces(a: &[f64], out: &mut Vec<[f64; 2]>) {
    out.clear();
    out.resize(a.len(), [0.0; 2]);
    for i in 0..a.len() {
        out[i][0] += a[i] * a[0];
        out[i][1] -= a[i];
    }
}

#[differentiate]
fn stepped<const N: usize>(f: impl Fn(&[f64; N]) -> [f64; N], y: &[f64; N], h: f64) -> [f64; N] {
    let moved = |by: f64, k: &[f64; N]| -> [f64; N] { std::array::from_fn(|i| y[i] + by * k[i]) };
    let first = f(y);
    let second = f(&moved(0.5 * h, &first));
    moved(h, &second)
}

slices! {
    arrays_of_functions(a) {
        let sum = |v: [f64; 3], by: &f64| v[0] * v[1] + v[2] * by;
        let mut x = [a[0], a[1]];
        let mut leg = Leg { along: Along::default(), at: x };
        for i in 0..2 {
            x = std::array::from_fn(|j| x[j] * a[j] + i as f64);
            leg.at = std::array::from_fn(|j| x[1 - j].sin());
        }
        let y = stepped(|y: &[f64; 2]| [y[1] * a[0], -y[0]], &x, 0.25);
        sum(std::array::from_fn(|i| y[i % 2] + leg.at[0]), &leg.at[1])
    } at [0.7, -0.4], [1.2, 0.3];

    defaults(a) {
        let mut m = Square::default();
        let mut p = Pair::default();
        let q: (f64, Along) = Default::default();
        let mut s = Number::default() + f64::default();
        for i in 0..2 {
            m[i][1] = a[i] * a[0];
            p.1[1 - i] += m[i][1].sin();
            s += p.1[i] * m[i][0] + q.0;
        }
        s + p.0 + p.1[0] * p.1[1] + q.1.far
    } at [0.7, -0.4], [1.2, 0.3];

    conversions(a) {
        let mut s = 0.0;
        for i in 0..2 {
            let leg = Leg { along: [a[i], a[0]].into(), at: [a[1], 0.5] };
            let there: Along = match i {
                0 => (a[0], a[1]).into(),
                _ if a[0] > 1.0 => [a[1], a[1]].into(),
                _ => Along::default(),
            };
            s += leg.along.far * there.turn + there.far * leg.at[0];
        }
        s
    } at [0.7, -0.4], [1.2, 0.3];

    lists_that_a_function_fills(a) {
        let mut found = Vec::new();
        let mut s = a[0];
        for _ in 0..2 {
            forces(a, &mut found);
            for (x, f) in a.iter().zip(&found) {
                for k in 0..2 {
                    s += x * f[k] * f[0];
                }
            }
        }
        s
    } at [0.7, -0.4], [1.2, 0.3];

    references_to_references(a) {
        let product = |p: &[f64; 2], by: &f64| p[0] * p[1] * by;
        let points = [[a[0], a[1]], [a[1], 1.5], [0.25, a[0]]];
        let least = points.iter().enumerate()
            .min_by(|(_, p), (_, q)| product(p, &2.0).total_cmp(&product(q, &2.0)))
            .map(|(i, _)| i).unwrap();
        points.iter().filter(|p| product(p, &1.0) > -5.0).map(|p| product(p, &a[0])).sum::<f64>() + points[least][0]
    } at [0.7, -0.4], [1.2, 0.3];
}
