//! Enums and `Option`s that are assigned, pushed and kept in arrays.

use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
pub enum State {
    Idle,
    Moving(f64),
    Turning { angle: f64, speed: f64 },
}

#[derive(Differentiable, Clone, Debug, PartialEq)]
pub struct Robot {
    state: State,
    prior: Option<f64>,
    log: Vec<State>,
}

#[differentiate]
pub fn machine(x: f64, n: usize) -> f64 {
    let mut state = State::Idle;
    let mut sum = 0.0;
    for i in 0..n {
        state = match state {
            State::Idle => State::Moving(x),
            State::Moving(v) if v > 3.0 => State::Turning {
                angle: v,
                speed: x * v,
            },
            State::Moving(v) => State::Moving(v * x + i as f64),
            State::Turning { angle, speed } => State::Turning {
                angle: angle * 0.5,
                speed: speed + angle,
            },
        };
        sum += match state {
            State::Idle => 0.0,
            State::Moving(v) => v,
            State::Turning { speed, .. } => speed,
        };
    }
    sum
}

#[differentiate]
pub fn replaced(s: &mut State, x: f64) {
    if let State::Moving(v) = s {
        let w = *v * x;
        *s = State::Turning { angle: w, speed: x };
    }
}

#[differentiate]
pub fn field(r: &mut Robot, x: f64) -> f64 {
    r.prior = Some(x * x);
    r.prior.unwrap() * x
}

#[differentiate]
pub fn field2(r: &mut Robot, x: f64) -> f64 {
    r.state = State::Moving(x * x);
    if let State::Moving(v) = r.state { v } else { x }
}

#[differentiate]
pub fn field3(r: &mut Robot, x: f64) -> f64 {
    if let Some(p) = &mut r.prior {
        *p *= x;
    }
    if let Some(p) = r.prior.as_mut() {
        *p += x;
    }
    r.prior.map_or(x, |p| p * x)
}

#[differentiate]
pub fn local(x: f64, p: Option<f64>) -> f64 {
    let mut p = p;
    if p.is_none() {
        p = Some(x);
    }
    p.unwrap() * x
}

#[differentiate]
pub fn pushes(x: f64) -> f64 {
    let mut all = Vec::new();
    for i in 0..3 {
        all.push(if i == 1 {
            State::Idle
        } else {
            State::Moving(x * i as f64)
        });
    }
    let mut sum = 0.0;
    for s in &all {
        if let State::Moving(v) = s {
            sum += v * v;
        }
    }
    sum
}

#[differentiate]
pub fn array(x: f64) -> f64 {
    let states = [
        State::Moving(x),
        State::Idle,
        State::Turning {
            angle: x,
            speed: 2.0 * x,
        },
    ];
    let mut sum = 0.0;
    for s in states.iter() {
        sum += match s {
            State::Moving(v) => v * v,
            State::Turning { angle, speed } => angle * speed,
            State::Idle => 1.0,
        };
    }
    sum
}

#[test]
fn states() {
    use crate::support::gradient_by_differences as fd;
    let close = |n: &str, a: &[f64], b: &[f64]| crate::support::assert_close(n, &[], a, b, 1e-7);
    for n in 0..6 {
        for x in [1.3, 2.2, -0.7] {
            close(
                "machine",
                &[machine::gradient(x, n)],
                &fd(&|p| machine(p[0], n), &[x]),
            );
            assert_eq!(machine::forward(x, n).0, machine(x, n));
        }
    }
    let out = |s: &State| match *s {
        State::Idle => vec![0.0, 0.0],
        State::Moving(v) => vec![v, 0.0],
        State::Turning { angle, speed } => vec![angle, speed],
    };
    let plain = |p: &[f64]| {
        let mut s = State::Moving(p[0]);
        replaced(&mut s, p[1]);
        let o = out(&s);
        2.0 * o[0] + 3.0 * o[1]
    };
    let mut s = State::Moving(2.0);
    let ((), c) = replaced::forward(&mut s, 5.0);
    let mut d = StateGradient::Turning {
        angle: 2.0,
        speed: 3.0,
    };
    let dx = replaced::backward(&c, &mut d);
    let StateGradient::Moving(dv) = d else {
        panic!("{d:?}")
    };
    close("replaced", &[dv, dx], &fd(&plain, &[2.0, 5.0]));
    let mut s = State::Idle;
    let ((), c) = replaced::forward(&mut s, 5.0);
    let mut d = StateGradient::Idle;
    assert_eq!(
        (replaced::backward(&c, &mut d), d),
        (0.0, StateGradient::Idle)
    );
    let robot = |p: &[f64]| Robot {
        state: State::Turning {
            angle: p[0],
            speed: p[1],
        },
        prior: Some(p[2]),
        log: vec![],
    };
    for (name, f, run) in [
        (
            "field",
            field as fn(&mut Robot, f64) -> f64,
            (|r: &mut Robot, x| {
                let mut d0 = None;
                let (_, c) = field::forward(r, x);
                let mut d = autodiff::zero_gradient(r);
                let dx = field::backward(&c, &mut d, 1.0);
                d0.replace(d);
                (d0.unwrap(), dx)
            }) as fn(&mut Robot, f64) -> (RobotGradient, f64),
        ),
        ("field2", field2, |r, x| {
            let (_, c) = field2::forward(r, x);
            let mut d = autodiff::zero_gradient(r);
            let dx = field2::backward(&c, &mut d, 1.0);
            (d, dx)
        }),
        ("field3", field3, |r, x| {
            let (_, c) = field3::forward(r, x);
            let mut d = autodiff::zero_gradient(r);
            let dx = field3::backward(&c, &mut d, 1.0);
            (d, dx)
        }),
    ] {
        let at = [0.5, 1.5, 2.5, 3.5];
        let (d, dx) = run(&mut robot(&at), 3.5);
        let StateGradient::Turning { angle, speed } = d.state else {
            panic!("{d:?}")
        };
        close(
            name,
            &[angle, speed, d.prior.unwrap(), dx],
            &fd(&|p| f(&mut robot(p), p[3]), &at),
        );
    }
    for p in [None, Some(2.0)] {
        let (dx, _dp) = local::gradient(3.0, p);
        close("local", &[dx], &fd(&|q| local(q[0], p), &[3.0]));
    }
    close(
        "pushes",
        &[pushes::gradient(3.0)],
        &fd(&|q| pushes(q[0]), &[3.0]),
    );
    close(
        "array",
        &[array::gradient(3.0)],
        &fd(&|q| array(q[0]), &[3.0]),
    );
}
