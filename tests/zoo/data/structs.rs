//! Structs: their fields read, written and borrowed; literals, patterns, results, lists of them.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

#[derive(Differentiable, Clone, Debug, PartialEq)]
pub struct Body {
    pub place: Point,
    pub velocity: [f64; 2],
    pub mass: f64,
    pub count: usize,
    pub fixed: bool,
    pub label: String,
}

#[derive(Differentiable, Clone, Debug)]
pub struct Layer {
    pub weights: Vec<f64>,
    pub bias: f64,
}

#[derive(Differentiable, Clone, Debug)]
pub struct Pair(pub f64, pub [f64; 2]);

#[derive(Differentiable, Clone, Debug)]
pub struct Scaled<T, const N: usize> {
    pub items: [T; N],
    pub by: f64,
}

fn label() -> String {
    "body".to_string()
}

#[differentiate]
pub fn area(p: &Point) -> f64 {
    p.x * p.y + p.x
}

#[differentiate]
pub fn area_of(p: Point) -> f64 {
    p.x * p.y * p.y
}

#[differentiate]
pub fn point(x: f64, y: f64) -> Point {
    Point { x: x * y, y: y + x }
}

#[differentiate]
pub fn sheared(p: Point, t: f64) -> Point {
    let Point { x, y } = p;
    Point { x: x + t * y, ..p }
}

#[differentiate]
pub fn between(a: &Point, b: &Point) -> f64 {
    (a.x - b.x) * (a.y + b.y)
}

#[differentiate]
pub fn advance(p: &mut Point, by: f64) {
    p.x += p.y * by;
    p.y *= 1.0 - by;
}

#[differentiate]
pub fn body(x: f64, y: f64, mass: f64) -> Body {
    let place = Point { x: x * mass, y };
    Body {
        place,
        velocity: [x, x * y],
        mass: mass * mass,
        count: 2,
        fixed: false,
        label: label(),
    }
}

#[differentiate]
pub fn drift(b: &mut Body, dt: f64) {
    if b.fixed {
        return;
    }
    b.place.x += b.velocity[0] * dt;
    b.place.y += b.velocity[1] * dt;
    for i in 0..b.count {
        b.velocity[i] -= dt * b.mass * b.velocity[i];
    }
    b.mass = b.place.x * b.mass;
}

#[differentiate]
pub fn energy(b: &Body) -> f64 {
    let mut sum = 0.0;
    for v in &b.velocity {
        sum += v * v;
    }
    0.5 * b.mass * sum + b.place.y * area(&b.place)
}

#[differentiate]
pub fn neuron(layer: &Layer, x: &[f64]) -> f64 {
    let mut z = layer.bias;
    for (w, x) in layer.weights.iter().zip(x) {
        z += w * x;
    }
    z.tanh()
}

scalars! {
    literal(x: f64, y: f64) {
        let p = Point { x: x * y, y };
        p.x * p.y + p.x.sin()
    } at (0.75, 1.25), (-0.5, 0.375);
    literal_is_changed(x: f64, y: f64) {
        let mut p = Point { x, y: x * y };
        p.x *= p.y;
        p.y -= p.x * y;
        p.x = p.x * p.y;
        p.x + p.y
    } at (0.75, 1.25), (-0.5, 0.375);
    lent(x: f64, y: f64) {
        let p = Point { x, y: y * x };
        area(&p) * area(&p)
    } at (0.75, 1.25), (-0.5, 0.375);
    lent_as_a_temporary(x: f64, y: f64) {
        area(&Point { x: x * x, y })
    } at (0.75, 1.25), (-0.5, 0.375);
    handed_over(x: f64, y: f64) {
        let p = Point { x: x * y, y };
        area_of(p) + area_of(Point { x: y, y: x }) * p.x
    } at (0.75, 1.25), (-0.5, 0.375);
    made_by_a_call(x: f64, y: f64) {
        let p = point(x, y);
        p.x * p.y + point(y, x).x
    } at (0.75, 1.25), (-0.5, 0.375);
    changed_by_a_call(x: f64, y: f64) {
        let mut p = point(x, y);
        advance(&mut p, 0.25 * x);
        let before = p.x;
        advance(&mut p, y);
        p.x * p.y + before
    } at (0.75, 1.25), (-0.5, 0.375);
    updated(x: f64, y: f64) {
        let p = Point { x, y };
        let q = Point { x: p.y * x, ..p };
        q.x * q.y + p.x * sheared(q, x).x
    } at (0.75, 1.25), (-0.5, 0.375);
    copied(x: f64, y: f64) {
        let p = Point { x: x * y, y };
        let mut q = p;
        q.x += p.y * x;
        q.x * p.x
    } at (0.75, 1.25), (-0.5, 0.375);
    taken_apart(x: f64, y: f64) {
        let p = point(x, y);
        let Point { x: first, y: second } = &p;
        let Point { y: third, .. } = p;
        first * second + third * third
    } at (0.75, 1.25), (-0.5, 0.375);
    chosen(x: f64, y: f64) {
        let p = if x > y { Point { x, y: x * y } } else { point(y, x) };
        p.x * p.y
    } at (0.75, 1.25), (1.5, 0.375);
    changed_in_a_branch(x: f64, y: f64) {
        let mut p = Point { x, y };
        if p.x > 1.0 {
            p.x = y * y;
            p.y *= x;
        } else {
            p.y += p.x * p.x;
        }
        p.x * p.y
    } at (0.75, 1.25), (1.5, 0.375);
    changed_in_a_loop(x: f64, y: f64) {
        let mut p = Point { x, y };
        for i in 0..3 {
            let old = p.x;
            p.x += 0.5 * p.y;
            p.y = p.y * x - 0.25 * old * i as f64;
        }
        p.x * p.y
    } at (0.75, 1.25), (-0.5, 0.375);
    exchanged(x: f64, y: f64) {
        let mut p = Point { x, y: x * y };
        std::mem::swap(&mut p.x, &mut p.y);
        p.x * p.x + p.y * y
    } at (0.75, 1.25), (-0.5, 0.375);
    assigned_crosswise(x: f64, y: f64) {
        let mut p = Point { x, y };
        let q = Point { x: y, y: x * x };
        p.x = q.y;
        (p.y, p.x) = (p.x, p.y);
        p.x * p.y * q.x
    } at (0.75, 1.25), (-0.5, 0.375);
    nested(x: f64, y: f64) {
        let mut b = body(x, y, x + y);
        b.place.x *= b.velocity[1];
        b.velocity[0] = b.place.y * b.mass;
        energy(&b) + area(&b.place)
    } at (0.75, 1.25), (-0.5, 0.375);
    nested_changed_by_a_call(x: f64, y: f64) {
        let mut b = body(x, y, 0.5);
        for _ in 0..3 {
            drift(&mut b, 0.125 * y);
            advance(&mut b.place, 0.25);
        }
        b.place.x * b.place.y + b.velocity[0] * b.mass
    } at (0.75, 1.25), (-0.5, 0.375);
    array_of_points(x: f64, y: f64) {
        let mut points = [Point { x, y }, Point { x: y, y: x * y }, point(x, x)];
        for p in points.iter_mut() {
            p.x *= p.y;
        }
        points[0].y = points[1].x * points[2].x;
        let mut sum = 0.0;
        for p in &points {
            sum += p.x * p.y;
        }
        for p in points {
            sum += p.x.sin();
        }
        sum + between(&points[0], &points[2])
    } at (0.75, 1.25), (-0.5, 0.375);
    vec_of_points(x: f64, y: f64) {
        let mut points = vec![Point { x, y }, point(y, x)];
        points[1].x += points[0].y * x;
        let mut sum = 0.0;
        for i in 0..points.len() {
            sum += points[i].x * points[points.len() - 1 - i].y;
        }
        sum
    } at (0.75, 1.25), (-0.5, 0.375);
    numbered_fields(x: f64, y: f64) {
        let mut pair = Pair(x * y, [x, y]);
        pair.0 *= pair.1[1];
        pair.1[0] += pair.0;
        let Pair(first, rest) = &pair;
        first * rest[0] * pair.1[1]
    } at (0.75, 1.25), (-0.5, 0.375);
    two_fields_lent(x: f64, y: f64) {
        let segment = Segment { from: Point { x, y }, to: point(x, y) };
        between(&segment.from, &segment.to) * between(&segment.to, &segment.to)
    } at (0.75, 1.25), (-0.5, 0.375);
    vec_in_a_struct(x: f64, y: f64) {
        let layer = Layer { weights: vec![x, y, x * y], bias: x };
        let again = Layer { weights: vec![x * x], bias: y };
        neuron(&layer, &[y, x, 0.5]) * neuron(&again, &again.weights)
    } at (0.75, 1.25), (-0.5, 0.375);
    called_for_each(x: f64, y: f64) {
        let layers = vec![
            Layer { weights: vec![x, y], bias: 0.5 },
            Layer { weights: vec![y * y], bias: x },
        ];
        let mut sum = 1.0;
        for layer in &layers {
            sum += neuron(layer, &[x, sum]) * layer.bias;
        }
        layers.iter().map(|layer| layer.bias * layer.weights[0]).sum::<f64>() * sum
    } at (0.75, 1.25), (-0.5, 0.375);
    generic(x: f64, y: f64) {
        let s = Scaled::<f64, 2> { items: [x, x * y], by: y };
        scaled(&s) + s.by
    } at (0.75, 1.25), (-0.5, 0.375);
    component_of_a_result(x: f64, y: f64) {
        let both = both(x, y);
        both.0 * both.1
    } at (0.75, 1.25), (-0.5, 0.375);
}

#[derive(Differentiable, Clone, Debug)]
pub struct Segment {
    from: Point,
    to: Point,
}

#[differentiate]
pub fn scaled(s: &Scaled<f64, 2>) -> f64 {
    s.items[0] * s.items[1] * s.by
}

#[differentiate]
pub fn both(x: f64, y: f64) -> (f64, f64) {
    (x * y, x - y)
}
