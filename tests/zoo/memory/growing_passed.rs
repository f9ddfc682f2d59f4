//! `Vec`s that are passed to a function, or stand in a struct, and change their length there.

use crate::support::Subject;
use autodiff::{Differentiable, differentiate};

#[differentiate]
fn append(v: &mut Vec<f64>, x: f64) {
    let last = v[v.len() - 1];
    v.push(last * x);
    if x > 0.0 {
        v[0] *= x;
    }
}

#[differentiate]
fn take_off(v: &mut Vec<f64>) -> f64 {
    let last = v.pop().unwrap();
    v[0] *= last;
    last * last
}

#[differentiate]
fn calls(x: f64, y: f64) -> f64 {
    let mut v = vec![x];
    for i in 0..3 {
        append(&mut v, y);
        if i == 1 {
            append(&mut v, x);
        }
    }
    let taken = take_off(&mut v);
    v[0] * v[1] + v[v.len() - 1] * taken
}

#[differentiate]
fn by_value(mut v: Vec<f64>, x: f64) -> Vec<f64> {
    for i in 0..2 {
        let next = v[i] * x;
        v.push(next);
        v[0] += next;
    }
    v.pop();
    v
}

#[derive(Differentiable, Clone, Debug)]
struct Trace {
    kept: Vec<f64>,
    sum: f64,
}

#[differentiate]
fn note(trace: &mut Trace, x: f64) {
    trace.kept.push(x * trace.sum);
    trace.sum += x * x;
    if trace.kept.len() > 2 {
        trace.kept.remove(0);
    }
}

#[differentiate]
fn noted(x: f64, y: f64) -> f64 {
    let mut trace = Trace {
        kept: vec![x, y],
        sum: y,
    };
    for _ in 0..3 {
        note(&mut trace, x);
    }
    trace.kept.push(y);
    trace.kept[0] * trace.kept[1] + trace.sum * trace.kept[2]
}

macro_rules! of_two {
    ($($name:ident at $([$($v:expr),*]),+;)*) => {$(
        #[test]
        fn $name() {
            $(Subject {
                name: stringify!($name),
                plain: &|p| vec![super::$name(p[0], p[1])],
                derived: &|p, seeds| {
                    let (value, cache) = super::$name::forward(p[0], p[1]);
                    let adjoint = |seed: &Vec<f64>| {
                        let (x, y) = super::$name::backward(&cache, seed[0]);
                        vec![x, y]
                    };
                    (vec![value], seeds.iter().map(adjoint).collect())
                },
            }
            .check(&[$($v),*]);)+
        }
    )*};
}

mod tests {
    use super::*;

    of_two! {
        calls at [1.5, -0.75], [-0.5, 1.25];
        noted at [1.5, -0.75], [-0.5, 1.25];
    }

    #[test]
    fn passed_by_value() {
        Subject {
            name: "by_value",
            plain: &|p| by_value(p[1..].to_vec(), p[0]),
            derived: &|p, seeds| {
                let (value, cache) = by_value::forward(p[1..].to_vec(), p[0]);
                let adjoint = |seed: &Vec<f64>| {
                    let (v, x) = by_value::backward(&cache, seed.clone());
                    [vec![x], v].concat()
                };
                (value, seeds.iter().map(adjoint).collect())
            },
        }
        .check(&[1.5, -0.75, 0.5, 2.0]);
    }

    #[test]
    fn passed_to_be_changed() {
        Subject {
            name: "append",
            plain: &|p| {
                let mut v = p[1..].to_vec();
                append(&mut v, p[0]);
                v
            },
            derived: &|p, seeds| {
                let mut v = p[1..].to_vec();
                let ((), cache) = append::forward(&mut v, p[0]);
                let adjoint = |seed: &Vec<f64>| {
                    let mut adjoint = seed.clone();
                    let x = append::backward(&cache, &mut adjoint);
                    [vec![x], adjoint].concat()
                };
                (v, seeds.iter().map(adjoint).collect())
            },
        }
        .check(&[1.5, -0.75, 0.5]);
    }
}
