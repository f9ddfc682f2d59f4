//! Operators on types of the user's, where only the written types tell that they are no numbers; and
//! on other names of floats, where nothing does.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use std::ops::{Add, AddAssign, Div, Index, Mul, MulAssign, Neg, Sub};

#[derive(Differentiable, Clone, Copy, Debug)]
struct V {
    x: f64,
    y: f64,
}

type Point = V;
/// Not known for a float by its name.
type Meters = f64;

#[differentiate]
impl Add for V {
    type Output = V;
    fn add(self, o: V) -> V {
        V {
            x: self.x + o.x,
            y: self.y + o.y,
        }
    }
}

#[differentiate]
impl Sub for V {
    type Output = V;
    fn sub(self, o: V) -> V {
        V {
            x: self.x - o.x,
            y: self.y - o.y,
        }
    }
}

#[differentiate]
impl Mul<f64> for V {
    type Output = V;
    fn mul(self, k: f64) -> V {
        V {
            x: self.x * k,
            y: self.y * k,
        }
    }
}

#[differentiate]
impl Div<f64> for V {
    type Output = V;
    fn div(self, k: f64) -> V {
        V {
            x: self.x / k,
            y: self.y / k,
        }
    }
}

#[differentiate]
impl Mul<V> for V {
    type Output = f64;
    fn mul(self, o: V) -> f64 {
        self.x * o.x + self.y * o.y
    }
}

#[differentiate]
impl Neg for V {
    type Output = V;
    fn neg(self) -> V {
        V {
            x: -self.x,
            y: -self.y,
        }
    }
}

#[differentiate]
impl AddAssign for V {
    fn add_assign(&mut self, o: V) {
        self.x += o.x;
        self.y += o.y;
    }
}

#[differentiate]
impl MulAssign<f64> for V {
    fn mul_assign(&mut self, k: f64) {
        self.x *= k;
        self.y *= k;
    }
}

#[differentiate]
impl V {
    fn length(&self) -> f64 {
        (*self * *self).sqrt()
    }
}

#[derive(Differentiable, Clone, Copy, Debug)]
struct Body {
    at: V,
    speed: V,
    mass: f64,
}

#[differentiate]
impl Body {
    fn step(&mut self, acceleration: V, dt: f64) {
        self.speed += acceleration * dt;
        self.at += self.speed * dt;
    }
}

#[differentiate]
fn middle(a: V, b: Point) -> V {
    (a + b) / 2.0
}

#[differentiate]
fn between(a: V, b: V, t: f64) -> V {
    a + (b - a) * t.sin() - -a * 0.5
}

#[differentiate]
fn centre(points: &[Point]) -> V {
    let mut sum = points[0];
    for i in 1..points.len() {
        sum += points[i];
    }
    sum / points.len() as f64
}

#[differentiate]
fn work(force: &[V; 2], way: &V) -> f64 {
    force[0] * force[1] + (force[1] - force[0]) * *way
}

#[differentiate]
fn pull(a: &Body, b: &Body) -> V {
    let way = b.at - a.at;
    let distance = way.length();
    way * (a.mass * b.mass / (distance.powi(3) + 0.125))
}

#[differentiate]
fn moved(bodies: &mut [Body], dt: f64) {
    for i in 0..bodies.len() {
        let mut force = V { x: 0.0, y: 0.0 };
        for j in 0..bodies.len() {
            if i != j {
                force += pull(&bodies[i], &bodies[j]);
            }
        }
        bodies[i].speed += force * 0.125;
        bodies[i].step(force / bodies[i].mass, dt);
    }
    for body in bodies.iter_mut() {
        body.at += body.speed * 0.125;
        body.speed *= 0.9375;
    }
}

#[differentiate]
fn of_meters(a: Meters, b: Meters, n: usize) -> Meters {
    let mut sum: Meters = a;
    for _ in 0..n {
        sum = sum * b - a / b;
        sum += a * b;
    }
    -sum
}

#[differentiate]
fn area(a: Meters, b: Meters) -> f64 {
    let both = a * b;
    both.sqrt() + a
}

#[derive(Differentiable, Clone, Debug)]
struct Table {
    cells: Vec<f64>,
}

#[differentiate]
impl Index<usize> for Table {
    type Output = f64;
    fn index(&self, i: usize) -> &f64 {
        &self.cells[i]
    }
}

#[differentiate]
impl AddAssign<&Table> for Table {
    fn add_assign(&mut self, o: &Table) {
        for (a, b) in self.cells.iter_mut().zip(&o.cells) {
            *a += b * b;
        }
    }
}

#[differentiate]
impl<'a> Mul<&'a Table> for &'a Table {
    type Output = Table;
    fn mul(self, o: &Table) -> Table {
        Table {
            cells: self
                .cells
                .iter()
                .zip(&o.cells)
                .map(|(a, b)| a * b)
                .collect(),
        }
    }
}

#[differentiate]
impl Table {
    fn first(&self) -> f64 {
        self[0] * self[1]
    }
}

#[differentiate]
fn product(a: &Table, b: &Table) -> Table {
    a * b
}

#[differentiate]
fn grown(mut a: Table, b: &Table) -> Table {
    a += b;
    a
}

slices! {
    written_types(a) {
        let (p, q) = (V { x: a[0], y: a[1] }, V { x: a[1], y: 0.5 });
        let m = middle(p, between(p, q, a[0]));
        m.length() + centre(&[p, q, m]).y * work(&[p, m], &q)
    } at [1.5, -0.75], [-0.5, 0.25];

    fields_of_bodies(a) {
        let mut bodies = [
            Body { at: V { x: a[0], y: 0.25 }, speed: V { x: a[1], y: 0.0 }, mass: 1.5 },
            Body { at: V { x: -1.0, y: a[1] }, speed: V { x: 0.0, y: a[0] }, mass: a[0] * a[0] },
        ];
        for _ in 0..2 {
            moved(&mut bodies, 0.125);
        }
        bodies[0].at.x + bodies[1].at.y * bodies[0].speed.y
    } at [1.5, -0.75], [-0.5, 0.25];

    names_of_floats(a) { of_meters(a[0], a[1], 2) + area(a[0] * a[0], a[1] * a[1] + 0.5) } at [1.5, -0.75], [-0.5, 0.25];

    references(a) {
        let s = Table { cells: vec![a[0], a[1], 0.5] };
        let mut t = grown(product(&s, &s), &s);
        t += &s;
        t.first() * t[2] + s[0]
    } at [1.5, -0.75], [-0.5, 0.25];
}
