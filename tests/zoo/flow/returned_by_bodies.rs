//! Bodies that are read in place of calls, and closures, that return what has no zero out of loops.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    t: f64,
    n: [f64; 2],
}

#[derive(Differentiable, Clone, Debug)]
pub struct Ray {
    o: Vec<f64>,
    d: f64,
}

#[derive(Differentiable, Clone, Debug)]
pub enum Out {
    Hit(Hit),
    Miss(f64),
    Far { ray: Ray },
    Nothing,
}

#[differentiate]
pub fn counted(xs: &[f64], mut f: impl FnMut(f64) -> f64) -> Ray {
    for &v in xs {
        if f(v) > 0.8 {
            if v > 0.7 {
                return Ray {
                    o: vec![v, f(v)],
                    d: v,
                };
            }
            return Ray {
                o: vec![v],
                d: f(v),
            };
        }
    }
    Ray {
        o: Vec::new(),
        d: xs[0],
    }
}

#[differentiate]
pub fn counted_enum(xs: &[f64], mut f: impl FnMut(f64) -> f64) -> Out {
    for &v in xs {
        if f(v) > 0.8 {
            if v > 0.7 {
                return Out::Hit(Hit { t: v, n: [f(v), v] });
            }
            return Out::Miss(f(v));
        }
        if v < 0.1 {
            return Out::Nothing;
        }
    }
    Out::Far {
        ray: Ray {
            o: vec![xs[0]],
            d: 1.0,
        },
    }
}

#[differentiate]
pub fn counted_opt(xs: &[f64], mut f: impl FnMut(f64) -> f64) -> Option<Ray> {
    for &v in xs {
        if f(v) > 0.8 {
            if v > 0.7 {
                return Some(Ray {
                    o: vec![v],
                    d: f(v),
                });
            }
            return None;
        }
    }
    None
}

#[differentiate]
pub fn counted_tuple(xs: &[f64], mut f: impl FnMut(f64) -> f64) -> (Hit, Vec<f64>) {
    for &v in xs {
        for k in 0..2 {
            if f(v) > 0.8 + k as f64 {
                return (Hit { t: v, n: [f(v), v] }, vec![v]);
            }
        }
    }
    (
        Hit {
            t: 0.0,
            n: [0.0; 2],
        },
        xs.to_vec(),
    )
}

#[differentiate]
pub fn counted_vec(xs: &[f64], mut f: impl FnMut(f64) -> f64) -> Vec<f64> {
    let mut out = vec![];
    for &v in xs {
        if f(v) > 0.8 {
            out.push(v);
            if out.len() == 2 {
                return out;
            }
        }
        out.push(f(v));
    }
    out
}

#[differentiate]
pub fn counted_res(xs: &[f64], mut f: impl FnMut(f64) -> f64) -> Result<Ray, String> {
    for &v in xs {
        if f(v) > 0.8 {
            if v > 0.7 {
                return Ok(Ray {
                    o: vec![v],
                    d: f(v),
                });
            }
            return Err("no".to_string());
        }
    }
    Err(String::from("none"))
}

#[differentiate]
fn of_iter<I: Iterator<Item = f64>>(it: I, lim: f64) -> Ray {
    for v in it {
        if v > lim {
            if v > 1.0 {
                return Ray { o: vec![v], d: lim };
            } else {
                return Ray {
                    o: vec![v * v],
                    d: v,
                };
            }
        }
    }
    Ray {
        o: vec![lim],
        d: 0.5,
    }
}

#[differentiate]
fn structs(x: &[f64]) -> f64 {
    let s = x[0];
    let mut total = 0.0;
    let h = counted(x, |v| {
        total += v;
        v + s * 0.2
    });
    h.o[0] * h.d + total
}

#[differentiate]
fn enums(x: &[f64]) -> f64 {
    let s = x[0];
    let mut total = 0.0;
    let mut sum = 0.0;
    for i in 0..3 {
        let o = counted_enum(&x[i..], |v| {
            total += v;
            v + s * 0.2
        });
        sum += match o {
            Out::Hit(h) => h.t * h.n[0],
            Out::Miss(a) => a,
            Out::Far { ray } => ray.d * ray.o[0],
            Out::Nothing => 0.0,
        };
    }
    sum + total
}

#[differentiate]
fn options(x: &[f64]) -> f64 {
    let mut total = 0.0;
    let mut sum = 0.0;
    for i in 0..3 {
        if let Some(r) = counted_opt(&x[i..], |v| {
            total += v;
            v * x[1]
        }) {
            sum += r.o[0] * r.d;
        }
    }
    sum + total
}

#[differentiate]
fn tuples(x: &[f64]) -> f64 {
    let mut total = 0.0;
    let (h, v) = counted_tuple(x, |v| {
        total += v * v;
        v * x[1]
    });
    h.t * h.n[1] * v[0] + total
}

#[differentiate]
fn lists(x: &[f64]) -> f64 {
    let mut total = 0.0;
    let v = counted_vec(x, |v| {
        total += v * v;
        v * x[1]
    });
    v.iter().sum::<f64>() * total
}

#[differentiate]
fn results(x: &[f64]) -> f64 {
    let mut total = 0.0;
    let mut extra = 0.0;
    match counted_res(x, |v| {
        extra += v * v;
        v * x[1]
    }) {
        Ok(r) => total += r.o[0] * r.d,
        Err(_) => total -= 1.0,
    }
    total + extra
}

#[differentiate]
fn of_iterators(x: &[f64]) -> f64 {
    let r = of_iter(
        x.iter().copied().filter(|v| *v > 0.2).map(|v| v * x[1]),
        0.9,
    );
    let q = of_iter(x.iter().copied().skip(1), x[1]);
    r.o[0] * r.d + q.d * q.o[0]
}

slices! {
    of_structs(x) { structs(x) } at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    of_enums(x) { enums(x) } at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    of_options(x) { options(x) } at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    of_tuples(x) { tuples(x) } at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    of_lists(x) { lists(x) } at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    of_results(x) { results(x) } at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    closures(x) {
        let pick = |i: usize| -> Hit {
            if i == 0 { return Hit { t: x[0], n: [x[1], 1.0] }; }
            for v in x { if *v > 1.0 { return Hit { t: *v, n: [x[2], *v] }; } }
            Hit { t: 0.0, n: [x[0]; 2] }
        };
        pick(0).t * pick(1).n[0] + pick(1).t} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    closures_of_lists(x) {
        let pick = |i: usize| -> Ray {
            if i == 0 { return Ray { o: vec![x[1]], d: x[0] }; }
            for v in x { if *v > 1.0 { return Ray { d: *v, o: vec![x[2], *v] }; } }
            Ray { o: vec![], d: x[0] }
        };
        pick(0).d * pick(1).o[0] + pick(1).d * pick(0).o[0]} at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    of_of_iterators(x) { of_iterators(x) } at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];
}
