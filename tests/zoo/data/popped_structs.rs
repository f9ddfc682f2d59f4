//! Lists of structs and enums from which items are taken off.

use autodiff::{Differentiable, differentiate};
use std::collections::VecDeque;

#[derive(Differentiable, Clone, Copy, Debug)]
struct Point {
    x: f64,
    y: f64,
}

#[derive(Differentiable, Clone, Debug)]
struct Layer {
    speed: f64,
    samples: Vec<f64>,
    id: usize,
}

#[derive(Differentiable, Clone, Debug)]
enum Task {
    Scale(f64),
    Add { a: f64, times: usize },
    Stop,
}

#[differentiate]
fn turn(o: Point, a: Point, b: Point) -> f64 {
    (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x)
}

/// What is taken off goes unread, as in a monotone chain.
#[differentiate]
fn dropped(p: &[f64]) -> f64 {
    let mut hull: Vec<Point> = Vec::new();
    for i in 0..6 {
        let q = Point {
            x: i as f64 * 0.5 + p[0] * 0.1,
            y: p[i % p.len()] + 0.3 * (i as f64 * p[1]).sin(),
        };
        while hull.len() >= 2 && turn(hull[hull.len() - 2], hull[hull.len() - 1], q) <= 0.0 {
            hull.pop();
        }
        hull.push(q);
    }
    let around: f64 = hull
        .windows(2)
        .map(|w| (w[1].x - w[0].x).hypot(w[1].y - w[0].y))
        .sum();
    around + hull[0].y * hull[hull.len() - 1].x
}

/// What is taken off is changed, used twice and comes back.
#[differentiate]
fn changed(p: &[f64]) -> f64 {
    let mut stack = vec![Layer {
        speed: p[0],
        samples: p.to_vec(),
        id: 3,
    }];
    stack.push(Layer {
        speed: p[1] * p[2],
        samples: vec![p[2]; 2],
        id: 1,
    });
    let mut total = 0.0;
    let mut rounds = 0;
    while let Some(mut layer) = stack.pop() {
        rounds += 1;
        let sum: f64 = layer.samples.iter().map(|s| s * layer.speed).sum();
        total += sum.sin() * layer.id as f64;
        layer.speed *= sum;
        layer.samples.push(sum * p[1]);
        if rounds < 5 && layer.id > 0 {
            layer.id -= 1;
            stack.push(layer.clone());
            total += layer.samples[layer.samples.len() - 1] * layer.speed;
        }
    }
    total
}

/// From the front, and from the middle.
#[differentiate]
fn queued(p: &[f64]) -> f64 {
    let mut queue: VecDeque<Layer> = VecDeque::new();
    for (i, x) in p.iter().enumerate() {
        queue.push_back(Layer {
            speed: x * x,
            samples: p[i..].to_vec(),
            id: i,
        });
    }
    let mut time = 0.0;
    while let Some(Layer { speed, samples, .. }) = queue.pop_front() {
        time = time * speed + samples.iter().sum::<f64>();
        if time > 100.0 {
            break;
        }
    }
    let mut points: Vec<Point> = p.iter().map(|&x| Point { x, y: x * p[0] }).collect();
    let second = points.remove(1);
    let first = points.swap_remove(0);
    time * second.y + first.x * points[0].y
}

/// Variants, in a loop around a loop.
#[differentiate]
fn tasks(p: &[f64]) -> f64 {
    let mut value = p[0];
    for round in 1..4 {
        let mut open = vec![
            Task::Stop,
            Task::Scale(p[1]),
            Task::Add {
                a: value * p[2],
                times: round,
            },
        ];
        while let Some(task) = open.pop() {
            match task {
                Task::Scale(by) => value *= by,
                Task::Add { times: 0, .. } => value += 0.1,
                Task::Add { a, times } => {
                    value += a.sin();
                    open.push(Task::Add {
                        a: a * value,
                        times: times - 1,
                    });
                }
                Task::Stop => break,
            }
        }
    }
    value
}

#[differentiate]
fn last_of(stack: &mut Vec<Point>, by: f64) -> f64 {
    match stack.pop() {
        Some(last) if last.x > -9.0 => last.x * last.y * by,
        _ => by,
    }
}

/// The list is lent to what takes off.
#[differentiate]
fn lent(p: &[f64]) -> f64 {
    let mut stack: Vec<Point> = p.iter().map(|&x| Point { x, y: x.cos() }).collect();
    let a = last_of(&mut stack, p[0]);
    let b = if a > 0.0 {
        last_of(&mut stack, a)
    } else {
        last_of(&mut stack, p[1] * a)
    };
    a * b + stack[0].y
}

#[derive(Differentiable, Clone, Copy, PartialEq, Debug)]
enum Mark {
    Once,
    Again,
}

/// Structs that stand in tuples, and enums that are compared once they are taken off.
#[differentiate]
fn in_tuples(p: &[f64]) -> f64 {
    let mut stack: Vec<(usize, Layer, f64)> = Vec::new();
    for (id, &x) in p.iter().enumerate() {
        let samples = vec![x, x.sin()];
        stack.push((
            id,
            Layer {
                speed: x * x,
                samples,
                id,
            },
            x.exp(),
        ));
    }
    let (id, layer, weight) = stack.swap_remove(1);
    let mut total = id as f64 * layer.speed + layer.samples[1] * weight;
    while let Some((id, mut layer, weight)) = stack.pop() {
        total += layer.samples.iter().sum::<f64>() * weight;
        if id > 1 {
            layer.speed *= total;
            stack.push((0, layer, total.sin()));
        }
    }
    let mut queue = VecDeque::from(vec![((Point { x: p[0], y: p[1] }, p[2]), Mark::Again)]);
    while let Some(((point, by), mark)) = queue.pop_front() {
        total += point.x * by;
        if mark == Mark::Again {
            let turned = Point {
                x: point.y * by,
                y: total,
            };
            queue.push_back(((turned, by.cos()), Mark::Once));
        }
    }
    let mut marks = vec![Mark::Once, Mark::Again, Mark::Once];
    while let Some(mark) = marks.pop() {
        total *= if Mark::Again != mark {
            p[0]
        } else {
            p[1] * total
        };
    }
    total
}

crate::support::whole_functions! { dropped changed queued tasks lent in_tuples =>
[0.7, 0.45, -0.3], [1.3, -0.6, 0.8], [0.9, 1.2, 0.35] }
