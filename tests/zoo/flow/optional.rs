//! `Option` and `Result`: what functions return, `?`, and what is handed over.

use crate::support::Subject;
use crate::support::scalars;
use autodiff::{Differentiable, differentiate};

#[differentiate]
pub fn root(x: f64) -> Option<f64> {
    if x < 0.0 {
        return None;
    }
    Some(x.sqrt() * x)
}

#[differentiate]
pub fn quotient(x: f64, y: f64) -> Result<f64, String> {
    if y == 0.0 {
        return Err(format!("{x} is divided by zero"));
    }
    Ok(x / y)
}

#[differentiate]
pub fn scaled(x: f64, scale: Option<f64>) -> f64 {
    match scale {
        Some(s) => x * s * s,
        None => -x,
    }
}

scalars! {
    /// A call's result is unwrapped.
    unwrapped(x: f64, y: f64) {
        root(x).unwrap_or(y) * y + root(y * y).unwrap()
    } at (1.5, 0.75), (-0.5, 2.0);
    /// It is matched.
    matched(x: f64, y: f64) {
        match root(x) {
            Some(r) if r > 1.0 => r * r * y,
            Some(r) => r + y,
            None => x * y * y,
        }
    } at (1.5, 0.75), (0.5, -2.0), (-0.5, 2.0);
    /// It is looked at under a name, twice.
    named(x: f64, y: f64) {
        let found = root(x * y);
        let first = if let Some(r) = found { r * x } else { y };
        let second = if found.is_some() { x } else { y * y };
        first * second
    } at (1.5, 0.75), (-0.5, 2.0);
    /// A `Result` of a call.
    result(x: f64, y: f64) {
        if let Ok(q) = quotient(x, y - 1.0) { q * q } else { x * y }
    } at (1.5, 0.75), (-0.5, 2.0);
    /// Both results of two calls.
    pair(x: f64, y: f64) {
        match (root(x), root(y)) {
            (Some(a), Some(b)) => a * b,
            (Some(a), None) => a * y,
            (None, Some(b)) => b * b * x,
            (None, None) => x * y,
        }
    } at (1.5, 0.75), (0.5, -2.0), (-0.5, 2.0), (-0.5, -2.0);
    /// `let … else` of a call.
    or_else(x: f64, y: f64) {
        let value = {
            let found = root(x);
            match found {
                Some(r) => r * y,
                None => y * y,
            }
        };
        value * x
    } at (1.5, 0.75), (-0.5, 2.0);
    /// An argument that may not be there.
    argument(x: f64, y: f64) {
        scaled(x, Some(y)) + scaled(y, None) * scaled(x * y, if x > 0.0 { Some(x) } else { None })
    } at (1.5, 0.75), (-0.5, 2.0);
    /// Methods of what a call gives.
    methods(x: f64, y: f64) {
        root(x).map_or(y, |r| r * y) + quotient(y, x).ok().unwrap_or(1.0)
            + root(y).and_then(|r| if r > x { Some(r * r) } else { None }).unwrap_or(x * y)
    } at (1.5, 0.75), (-0.5, 2.0);
}

#[differentiate]
fn tried(x: f64, y: f64) -> Option<f64> {
    let r = root(x)?;
    let s = r * root(y * r)? + root(x * x)?;
    Some(s * x)
}

#[differentiate]
fn tried_in_loop(x: f64, y: f64) -> Option<f64> {
    let mut sum = 0.0;
    for i in 0..4 {
        let shift = i as f64 * y;
        if shift > 10.0 {
            return None;
        }
        sum += root(x + shift)? * sum + x;
    }
    Some(sum)
}

#[derive(Debug, PartialEq)]
enum Wrong {
    Text(String),
    Number(f64),
}

impl From<String> for Wrong {
    fn from(text: String) -> Self {
        Wrong::Text(text)
    }
}

#[differentiate]
fn failing(x: f64, y: f64) -> Result<f64, Wrong> {
    let q = quotient(x, y)?;
    if q > 5.0 {
        return Err(Wrong::Number(q));
    }
    let r = root(q).ok_or(Wrong::Number(-1.0))?;
    let s = quotient(r, x - y).map_err(|e| Wrong::Text(format!("second: {e}")))?;
    match quotient(s, y - 3.0) {
        Ok(t) => Ok(t * r),
        Err(text) => Err(Wrong::from(text)),
    }
}

#[differentiate]
fn handed_on(x: f64, y: f64) -> Result<f64, String> {
    if x > y {
        return quotient(x, y);
    }
    quotient(y * y, x)
}

#[differentiate]
fn all_roots(xs: &[f64]) -> Option<Vec<f64>> {
    let mut roots = vec![0.0; xs.len()];
    for i in 0..xs.len() {
        roots[i] = root(xs[i])?;
    }
    Some(roots)
}

#[differentiate]
fn sum_of_roots(xs: &[f64]) -> Result<f64, String> {
    let roots = all_roots(xs).ok_or_else(|| format!("{} numbers", xs.len()))?;
    let mut sum = 0.0;
    for (r, x) in roots.iter().zip(xs) {
        sum += r * r * x;
    }
    Ok(sum)
}

/// A function of two numbers that may fail: where it does not it is checked, and elsewhere the error
/// has to be the same.
macro_rules! check {
    ($($name:ident at $($point:expr),+;)*) => {$(
        #[test]
        fn $name() {
            $(check_at(
                stringify!($name),
                $point,
                &|x, y| super::$name(x, y),
                &|x, y| super::$name::forward(x, y),
                &|cache, seed| super::$name::backward(cache, seed),
                &|x, y| super::$name::value_and_gradient(x, y),
                &|x, y| super::$name::gradient(x, y),
            );)+
        }
    )*};
}

mod checks {
    use super::*;

    trait Optional: PartialEq + std::fmt::Debug {
        fn there(&self) -> Option<f64>;
    }
    impl Optional for Option<f64> {
        fn there(&self) -> Option<f64> {
            *self
        }
    }
    impl<E: PartialEq + std::fmt::Debug> Optional for Result<f64, E> {
        fn there(&self) -> Option<f64> {
            self.as_ref().ok().copied()
        }
    }

    fn check_at<R: Optional, C, B: std::fmt::Debug, G: std::fmt::Debug>(
        name: &str,
        (x, y): (f64, f64),
        plain: &dyn Fn(f64, f64) -> R,
        forward: &dyn Fn(f64, f64) -> (R, C),
        backward: &dyn Fn(&C, Option<f64>) -> (f64, f64),
        both: &dyn Fn(f64, f64) -> B,
        gradient: &dyn Fn(f64, f64) -> G,
    ) {
        assert_eq!(forward(x, y).0, plain(x, y));
        let (value, cache) = forward(x, y);
        let Some(value) = value.there() else {
            assert_eq!(backward(&cache, None), (0.0, 0.0));
            return;
        };
        let d = backward(&cache, Some(1.0));
        assert!(format!("{:?}", gradient(x, y)).contains(&format!("{d:?}")));
        assert!(format!("{:?}", both(x, y)).contains(&format!("({value:?}, {d:?})")));
        Subject {
            name,
            plain: &|p| vec![plain(p[0], p[1]).there().expect("it is there")],
            derived: &|p, seeds| {
                let (value, cache) = forward(p[0], p[1]);
                let backward = |seed: &Vec<f64>| {
                    let (dx, dy) = backward(&cache, Some(seed[0]));
                    vec![dx, dy]
                };
                let value = value.there().expect("it is there");
                (vec![value], seeds.iter().map(backward).collect())
            },
        }
        .check(&[x, y]);
    }

    check! {
        quotient at (1.5, 0.5), (1.0, 0.0);
        tried at (1.5, 0.75), (-0.5, 1.0), (0.5, -1.0);
        tried_in_loop at (1.5, 0.75), (1.5, -0.75), (1.0, 4.0);
        failing at (1.5, 0.75), (1.0, 0.0), (9.0, 0.5), (-1.0, 0.5), (2.0, 2.0), (6.0, 3.0);
        handed_on at (1.5, 0.75), (0.75, 1.5), (0.0, -1.0), (0.0, 1.0);
    }
}

#[test]
fn vectors_that_may_not_be_there() {
    let gradient = sum_of_roots::gradient(&[0.5, 2.0]).unwrap();
    // x³ · x
    for (d, x) in gradient.iter().zip([0.5f64, 2.0]) {
        assert!((d - 4.0 * x.powi(3)).abs() < 1e-12);
    }
    assert_eq!(
        sum_of_roots::gradient(&[-0.5, 2.0]),
        Err("2 numbers".to_string())
    );
    let (value, cache) = all_roots::forward(&[4.0, 9.0]);
    assert_eq!(value, Some(vec![8.0, 27.0]));
    let mut d = vec![0.0; 2];
    all_roots::backward(&cache, &[4.0, 9.0], &mut d, Some(vec![1.0, 2.0]));
    assert_eq!(d, [3.0, 9.0]);
}

#[derive(Clone, Debug, Differentiable, PartialEq)]
pub struct Prior {
    pub scale: Option<f64>,
    pub weights: Option<Vec<f64>>,
    pub name: Option<String>,
}

#[differentiate]
fn energy(prior: &Prior, x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * x[i];
    }
    if let Some(scale) = prior.scale {
        sum *= scale;
    }
    if let Some(weights) = &prior.weights {
        for i in 0..x.len() {
            sum += weights[i] * x[i] * weights[0];
        }
    }
    sum * prior.scale.unwrap_or(2.0)
}

#[differentiate]
fn weighted(x: &[f64], weights: Option<Vec<f64>>, shift: &Option<f64>) -> f64 {
    let shift = shift.unwrap_or(1.0);
    match &weights {
        Some(w) => x.iter().zip(w.iter()).map(|(x, w)| x * w * w + shift).sum(),
        None => x[0] * x[1] * shift,
    }
}

#[test]
fn fields_and_arguments() {
    let prior = |p: &[f64]| Prior {
        scale: Some(p[0]),
        weights: Some(p[1..3].to_vec()),
        name: None,
    };
    Subject {
        name: "energy",
        plain: &|p| vec![energy(&prior(p), &p[3..])],
        derived: &|p, seeds| {
            let at = prior(p);
            let (value, cache) = energy::forward(&at, &p[3..]);
            let backward = |seed: &Vec<f64>| {
                let mut d = autodiff::zero_gradient(&at);
                let mut d_x = vec![0.0; 2];
                energy::backward(&cache, &at, &mut d, &p[3..], &mut d_x, seed[0]);
                let weights = d.weights.expect("as in the value");
                [vec![d.scale.expect("as in the value")], weights, d_x].concat()
            };
            (vec![value], seeds.iter().map(backward).collect())
        },
    }
    .check(&[0.5, 1.5, -0.75, 2.0, 1.25]);
    let none = Prior {
        scale: None,
        weights: None,
        name: Some("none".into()),
    };
    let (d, d_x) = energy::gradient(&none, &[1.0, 2.0]);
    assert_eq!((d.scale, d.weights, d.name), (None, None, Some(())));
    assert_eq!(d_x, [4.0, 8.0]);

    Subject {
        name: "weighted",
        plain: &|p| vec![weighted(&p[..2], Some(p[2..4].to_vec()), &Some(p[4]))],
        derived: &|p, seeds| {
            let shift = Some(p[4]);
            let (value, cache) = weighted::forward(&p[..2], Some(p[2..4].to_vec()), &shift);
            let backward = |seed: &Vec<f64>| {
                let (mut d_x, mut d_shift) = (vec![0.0; 2], Some(0.0));
                let d_w =
                    weighted::backward(&cache, &p[..2], &mut d_x, &shift, &mut d_shift, seed[0]);
                let d_w = d_w.expect("as in the value");
                [d_x, d_w, vec![d_shift.expect("as in the value")]].concat()
            };
            (vec![value], seeds.iter().map(backward).collect())
        },
    }
    .check(&[0.5, 1.5, -0.75, 2.0, 1.25]);
    assert_eq!(
        weighted::gradient(&[2.0, 3.0], None, &None),
        (vec![3.0, 2.0], None, None)
    );
}

mod states_of_written_types {
    use autodiff::differentiate;

    #[differentiate]
    fn smoothed(data: &[f64], alpha: f64) -> Vec<f64> {
        data.iter()
            .scan(None, |state: &mut Option<f64>, &x| {
                let next = match *state {
                    None => x,
                    Some(prev) => alpha * x + (1.0 - alpha) * prev,
                };
                *state = Some(next);
                Some(next)
            })
            .collect()
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let square = |held: &Option<f64>| held.map_or(1.0, |x| x * x);
        let all = smoothed(p, p[0]);
        all.iter().zip(p).map(|(a, x)| a * x).sum::<f64>() + square(&Some(all[1])) * square(&None)
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}
