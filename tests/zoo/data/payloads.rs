//! What is in `Option`s and enums: references, structs, arrays, tuples; read, changed and moved out.

use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Debug, PartialEq)]
pub struct Point {
    x: f64,
    y: f64,
}

#[derive(Differentiable, Clone, Debug, PartialEq)]
pub enum Thing {
    Dot(Point),
    Many(Vec<Point>),
    Maybe(Option<Point>),
    Fixed([f64; 3]),
    Pair { a: (f64, f64), n: usize },
}

#[differentiate]
pub fn refs(x: &[f64], weights: Option<&[f64]>) -> f64 {
    let mut sum = 0.0;
    if let Some(w) = weights {
        for i in 0..x.len() {
            sum += w[i] * x[i];
        }
    } else {
        for i in 0..x.len() {
            sum += x[i] * x[i];
        }
    }
    sum
}

#[differentiate]
pub fn point(p: Option<Point>, k: f64) -> f64 {
    if let Some(p) = &p { p.x * p.y * k } else { k }
}

#[differentiate]
pub fn thing(t: &Thing, k: f64) -> f64 {
    match t {
        Thing::Dot(p) => p.x * p.y * k,
        Thing::Many(ps) => {
            let mut s = 0.0;
            for p in ps {
                s += p.x * p.y;
            }
            s * k
        }
        Thing::Maybe(Some(Point { x, y })) => x * y * k,
        Thing::Maybe(None) => k * k,
        Thing::Fixed([a, b, c]) => a * b * c * k,
        Thing::Pair { a: (p, q), n: 2 } => p * q * k * 2.0,
        Thing::Pair { .. } => 0.0,
    }
}

#[differentiate]
pub fn maybe_point(x: f64) -> Option<Point> {
    if x > 0.0 {
        Some(Point { x, y: x * x })
    } else {
        None
    }
}

#[differentiate]
pub fn uses_point(x: f64) -> Option<f64> {
    let p = maybe_point(x)?;
    Some(p.x * p.y)
}

#[differentiate]
pub fn tuple(x: f64, y: f64) -> Option<(f64, f64)> {
    if x < 0.0 {
        return None;
    }
    Some((x * y, x + y))
}

#[differentiate]
pub fn uses_tuple(x: f64, y: f64) -> Result<f64, &'static str> {
    let (a, b) = tuple(x, y).ok_or("negative")?;
    Ok(a * b)
}

#[differentiate]
pub fn arr(x: f64) -> Result<[f64; 2], String> {
    if x < 0.0 {
        return Err("neg".to_string());
    }
    Ok([x * x, x])
}

#[differentiate]
pub fn uses_arr(x: f64) -> f64 {
    let a = arr(x).unwrap();
    let b = arr(x + 1.0).expect("fine");
    a[0] * b[1]
        + match arr(-x) {
            Ok(c) => c[0],
            Err(_) => x,
        }
}

#[differentiate]
pub fn as_refs(prior: &Option<f64>, w: &Option<Vec<f64>>, x: f64) -> f64 {
    let a = prior.as_ref().map(|p| p * x).unwrap_or(x);
    let b = prior.map_or(1.0, |p| p * p);
    let c = match w.as_ref() {
        Some(w) => w[0] * w[1],
        None => x * x,
    };
    let d = if prior.is_some() { prior.unwrap() } else { 0.5 };
    a * b * c * d
}

#[differentiate]
pub fn slices(opts: &[Option<f64>], x: f64) -> f64 {
    let mut s = 0.0;
    for o in opts {
        if let Some(v) = o {
            s += v * x;
        } else {
            s += x * x;
        }
        match *o {
            Some(v) if v > 1.0 => s *= v,
            _ => {}
        }
    }
    s
}

#[differentiate]
pub fn single(x: f32, s: Option<f32>) -> Option<f32> {
    let s = s?;
    if s < 0.0 {
        return None;
    }
    Some(x * s * s)
}

#[differentiate]
pub fn pushed(x: f64, t: &mut Thing) -> Option<f64> {
    if let Thing::Dot(p) = t {
        p.x *= x;
        p.y += p.x;
    }
    let Thing::Dot(p) = t else {
        return None;
    };
    Some(p.x * p.y)
}

#[differentiate]
pub fn move_out(t: Thing, k: f64) -> f64 {
    match t {
        Thing::Many(ps) => ps[0].x * ps[1].y * k,
        Thing::Dot(p) => p.x * k,
        Thing::Fixed(a) => a[0] * a[1],
        Thing::Maybe(m) => m.map_or(k, |p| p.x * p.y),
        Thing::Pair { n: 3, .. } => k,
        Thing::Pair { a, .. } => a.0 * k,
    }
}

#[derive(Debug)]
pub enum MyError {
    Bad { index: usize, value: f64 },
    Empty,
}

#[differentiate]
pub fn loops(xs: &[f64], opts: &[Thing]) -> Result<f64, MyError> {
    if xs.is_empty() {
        return Err(MyError::Empty);
    }
    let mut total = 0.0;
    for (index, &value) in xs.iter().enumerate() {
        if value < 0.0 {
            return Err(MyError::Bad { index, value });
        }
        for t in opts {
            total += match t {
                Thing::Dot(p) if p.x > value => p.x * value,
                Thing::Dot(_) => value,
                _ => continue,
            };
        }
        let r = maybe_point(value).ok_or(MyError::Bad {
            index,
            value: value * 2.0,
        })?;
        total += r.x * r.y;
    }
    Ok(total)
}
#[test]
fn payloads() {
    use crate::support::gradient_by_differences as fd;
    let close = |a: &[f64], b: &[f64]| crate::support::assert_close("payloads", &[], a, b, 1e-7);
    let p = [0.5, 1.5, 0.25, 2.0];
    let g = refs::gradient(&p[..2], Some(&p[2..]));
    close(
        &[g.0.clone(), g.1.clone().unwrap()].concat(),
        &fd(&|p| refs(&p[..2], Some(&p[2..])), &p),
    );
    let g = refs::gradient(&p[..2], None);
    close(&g.0, &fd(&|p| refs(&p[..2], None), &p[..2]));
    let g = point::gradient(Some(Point { x: 2.0, y: 3.0 }), 5.0);
    assert_eq!(g, (Some(PointGradient { x: 15.0, y: 10.0 }), 6.0));
    let (d, dk) = thing::gradient(&Thing::Many(vec![Point { x: 2.0, y: 3.0 }; 2]), 5.0);
    assert_eq!(
        (d, dk),
        (
            ThingGradient::Many(vec![
                PointGradient { x: 15.0, y: 10.0 },
                PointGradient { x: 15.0, y: 10.0 }
            ]),
            12.0
        )
    );
    let (d, dk) = thing::gradient(&Thing::Maybe(Some(Point { x: 2.0, y: 3.0 })), 5.0);
    assert_eq!(
        (d, dk),
        (
            ThingGradient::Maybe(Some(PointGradient { x: 15.0, y: 10.0 })),
            6.0
        )
    );
    let (d, dk) = thing::gradient(&Thing::Fixed([2.0, 3.0, 4.0]), 5.0);
    assert_eq!((d, dk), (ThingGradient::Fixed([60.0, 40.0, 30.0]), 24.0));
    let (d, dk) = thing::gradient(
        &Thing::Pair {
            a: (2.0, 3.0),
            n: 2,
        },
        5.0,
    );
    assert_eq!(
        (d, dk),
        (
            ThingGradient::Pair {
                a: (30.0, 20.0),
                n: ()
            },
            12.0
        )
    );
    assert_eq!(uses_point::gradient(2.0), Some(12.0));
    assert_eq!(uses_point::gradient(-2.0), None);
    let g = uses_tuple::gradient(2.0, 3.0).unwrap();
    close(
        &[g.0, g.1],
        &fd(&|p| uses_tuple(p[0], p[1]).unwrap(), &[2.0, 3.0]),
    );
    assert_eq!(uses_tuple::gradient(-2.0, 3.0), Err("negative"));
    close(&[uses_arr::gradient(2.0)], &fd(&|p| uses_arr(p[0]), &[2.0]));
    let g = as_refs::gradient(&Some(2.0), &Some(vec![3.0, 4.0]), 5.0);
    close(
        &[
            g.0.unwrap(),
            g.1.as_ref().unwrap()[0],
            g.1.as_ref().unwrap()[1],
            g.2,
        ],
        &fd(
            &|p| as_refs(&Some(p[0]), &Some(vec![p[1], p[2]]), p[3]),
            &[2.0, 3.0, 4.0, 5.0],
        ),
    );
    let g = as_refs::gradient(&None, &None, 5.0);
    assert_eq!((g.0, g.1), (None, None));
    close(&[g.2], &fd(&|p| as_refs(&None, &None, p[0]), &[5.0]));
    let at = |p: &[f64]| [Some(p[0]), None, Some(p[1])];
    let g = slices::gradient(&at(&[1.5, 0.5]), 2.0);
    close(
        &[g.0[0].unwrap(), g.0[2].unwrap(), g.1],
        &fd(&|p| slices(&at(p), p[2]), &[1.5, 0.5, 2.0]),
    );
    assert_eq!(single::gradient(2.0, Some(3.0)), Some((9.0, Some(12.0))));
    let mut th = Thing::Dot(Point { x: 2.0, y: 3.0 });
    let (v, c) = pushed::forward(5.0, &mut th);
    assert_eq!(v, Some(130.0));
    let mut d = autodiff::zero_gradient(&th);
    let dx = pushed::backward(&c, &mut d, Some(1.0));
    // p = x a, q = b + x a; p q
    assert_eq!(
        (dx, d),
        (
            2.0 * 13.0 + 10.0 * 2.0,
            ThingGradient::Dot(PointGradient {
                x: 5.0 * 13.0 + 10.0 * 5.0,
                y: 10.0
            })
        )
    );
    let (d, dk) = move_out::gradient(
        Thing::Many(vec![Point { x: 2.0, y: 3.0 }, Point { x: 4.0, y: 5.0 }]),
        7.0,
    );
    assert_eq!(dk, 10.0);
    assert_eq!(
        d,
        ThingGradient::Many(vec![
            PointGradient { x: 35.0, y: 0.0 },
            PointGradient { x: 0.0, y: 14.0 }
        ])
    );
    let (d, dk) = move_out::gradient(Thing::Maybe(Some(Point { x: 2.0, y: 3.0 })), 7.0);
    assert_eq!(
        (d, dk),
        (
            ThingGradient::Maybe(Some(PointGradient { x: 3.0, y: 2.0 })),
            0.0
        )
    );
    let things = [Thing::Dot(Point { x: 2.0, y: 1.0 }), Thing::Fixed([1.0; 3])];
    let g = loops::gradient(&[1.0, 3.0], &things).unwrap();
    close(&g.0, &fd(&|p| loops(p, &things).unwrap(), &[1.0, 3.0]));
}
