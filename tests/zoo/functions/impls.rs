//! Functions of types: methods and associated functions of a differentiated `impl`, called from within
//! and from outside, by every kind of receiver.

use crate::support::{scalars, slices};
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
pub struct Vec3 {
    pub x: f64,
    pub y: f64,
    pub z: f64,
}

#[differentiate]
impl Vec3 {
    pub const UP: [f64; 3] = [0.25, 0.5, 1.0];

    pub fn new(x: f64, y: f64, z: f64) -> Self {
        Self { x, y, z }
    }

    pub fn splat(v: f64) -> Self {
        Vec3 {
            x: v,
            ..Self::new(v, v, v)
        }
    }

    pub fn dot(self, other: Vec3) -> f64 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    /// By reference, and with the name of a float method.
    pub fn hypot(&self, other: &Self) -> f64 {
        (self.dot(*other) + self.norm() * other.norm()).sqrt()
    }

    pub fn norm(&self) -> f64 {
        self.dot(*self).sqrt()
    }

    pub fn scaled(mut self, by: f64) -> Self {
        self.x *= by;
        self.y *= by;
        self.z *= by;
        self
    }

    pub fn cross(&self, other: &Vec3) -> Vec3 {
        Vec3 {
            x: self.y * other.z - self.z * other.y,
            y: self.z * other.x - self.x * other.z,
            z: self.x * other.y - self.y * other.x,
        }
    }

    pub fn height(&self) -> f64 {
        let up = Self::UP;
        self.x * up[0] + self.y * up[1] + self.z * Self::UP[2]
    }

    /// Changes the receiver, and gives nothing.
    pub fn turn(&mut self, angle: f64) {
        let (sin, cos) = angle.sin_cos();
        let x = self.x * cos - self.y * sin;
        self.y = self.x * sin + self.y * cos;
        self.x = x;
    }

    /// Changes the receiver, and gives something.
    pub fn pop(&mut self) -> f64 {
        let z = self.z;
        self.z = 0.5 * self.x * z;
        z * self.y
    }

    pub fn settle(&mut self, rounds: usize) {
        for i in 0..rounds {
            self.turn(0.1 * self.z);
            self.x += 0.5 * self.height() * i as f64;
        }
    }

    pub fn axes(&self) -> usize {
        3
    }

    pub fn label(&self) -> String {
        format!("{:?}", self)
    }
}

#[derive(Differentiable, Clone, Debug)]
pub struct Dense {
    pub w: Vec<f64>,
    pub bias: f64,
}

#[differentiate]
impl Dense {
    pub fn apply(&self, x: &[f64]) -> f64 {
        let mut s = self.bias;
        for (w, x) in self.w.iter().zip(x) {
            s += w * x;
        }
        Self::squash(s)
    }

    fn squash(v: f64) -> f64 {
        v.tanh()
    }

    pub fn fill_with(&self, x: &[f64], out: &mut [f64]) {
        for i in 0..out.len() {
            out[i] = self.apply(x) * self.w[i] + x[i];
        }
    }

    pub fn descend(&mut self, rate: f64) {
        for w in self.w.iter_mut() {
            *w -= rate * self.bias;
        }
        self.bias *= 1.0 - rate;
    }
}

#[derive(Differentiable, Clone, Debug)]
pub struct Net {
    pub layers: Vec<Dense>,
    pub place: Vec3,
    pub gain: f64,
}

#[differentiate(without(recompute, order, spans, simplify, fuse, share))]
impl Net {
    pub fn predict(&self, x: &[f64]) -> f64 {
        let mut y = self.gain;
        for layer in &self.layers {
            y += layer.apply(x) * self.place.norm();
        }
        y
    }
}

#[differentiate]
impl Net {
    pub fn loss(&self, xs: &[f64], rows: usize) -> f64 {
        let mut sum = 0.0;
        for row in xs.chunks_exact(rows) {
            let e = self.predict(row) - self.layers[0].apply(row);
            sum += if e > 0.0 { e * e } else { -e };
        }
        sum + self.place.scaled(self.gain).dot(self.place)
    }

    pub fn train(&mut self, rate: f64) {
        for i in 0..self.layers.len() {
            self.layers[i].descend(rate);
        }
        self.place.turn(rate * self.gain);
    }
}

#[derive(Differentiable, Clone, Debug)]
pub struct Polynomial<const N: usize> {
    pub coefficients: [f64; N],
}

#[differentiate]
impl<const N: usize> Polynomial<N> {
    pub const DEGREE: usize = N;

    pub fn at(&self, x: f64) -> f64 {
        let mut y = 0.0;
        for c in self.coefficients.iter().rev() {
            y = y * x + c;
        }
        y * Self::scale(x)
    }

    fn scale(x: f64) -> f64 {
        x / Self::DEGREE as f64
    }

    pub fn twice_at(&self, x: f64) -> f64 {
        self.at(self.at(x))
    }
}

/// Methods of a type that is no struct, through which floats of any name go.
#[derive(Differentiable, Clone, Debug)]
pub struct Units {}

#[differentiate]
impl Units {
    pub fn kelvin(celsius: f64) -> f64 {
        celsius + 273.15
    }

    pub fn ratio<const N: usize>(&self, of: &[f64; N]) -> f64 {
        of[0] / of[N - 1]
    }
}

fn net(a: &[f64]) -> Net {
    Net {
        layers: vec![
            Dense {
                w: vec![a[0], 0.5],
                bias: 0.25,
            },
            Dense {
                w: vec![0.75, a[1]],
                bias: -a[0],
            },
        ],
        place: Vec3::new(a[0], 1.0, a[1]),
        gain: 1.5,
    }
}

scalars! {
    by_value(x: f64, y: f64) {
        let a = Vec3::new(x, y, 1.5);
        let b = Vec3::new(y, 0.5, x);
        a.dot(b) + b.dot(b)
    } at (0.5, 1.25), (-0.75, 0.5);
    by_reference(x: f64, y: f64) {
        let a = Vec3 { x, y, z: 0.75 };
        a.norm() * a.cross(&Vec3::splat(y)).norm() + a.height()
    } at (0.5, 1.25), (-0.75, 0.5);
    chained(x: f64, y: f64) {
        Vec3::new(x, y, 1.0).scaled(y).cross(&Vec3::splat(x)).scaled(0.5).norm()
    } at (0.5, 1.25), (-0.75, 0.5);
    like_a_float_method(x: f64, y: f64) {
        let a = Vec3 { x, y, z: 1.0 };
        let b = Vec3 { x: y, y: x, z: 2.0 };
        a.x + a.hypot(&b)
    } at (0.5, 1.25);
    by_path(x: f64, y: f64) {
        let mut a = Vec3::new(x, y, 1.0);
        Vec3::turn(&mut a, y);
        Vec3::dot(a, a) * Vec3::hypot(&a, &Vec3::splat(1.5)) + Vec3::pop(&mut a) * Vec3::norm(&a)
    } at (0.5, 1.25), (-0.75, 0.5);
    changed(x: f64, y: f64) {
        let mut a = Vec3::new(x, y, 0.5);
        a.turn(x * y);
        let before = a.norm();
        a.turn(0.5);
        a.settle(2);
        a.x * before + a.y * a.norm()
    } at (0.5, 1.25), (-0.75, 0.5);
    changed_in_a_branch(x: f64, y: f64) {
        let mut a = Vec3::new(x, y, 0.5);
        if y > 1.0 {
            a.turn(x);
        } else {
            a.settle(1);
        }
        a.dot(Vec3::new(y, x, x))
    } at (0.5, 1.25), (-0.75, 0.5);
    of_fields(x: f64, y: f64) {
        let mut n: Net = net(&[0.5, -0.25]);
        n.gain *= x;
        n.place.turn(y);
        n.train(0.1 * x);
        let out = n.layers[1].apply(&[x, y]);
        out * n.place.norm() + n.predict(&[y, x])
    } at (0.5, 1.25), (-0.75, 0.5);
    written_into(x: f64, y: f64) {
        let layer = Dense { w: vec![x, y], bias: y };
        let mut out = [0.0; 2];
        layer.fill_with(&[x, 0.5], &mut out);
        out[0] * out[1]
    } at (0.5, 1.25);
    generic(x: f64, y: f64) {
        let p: Polynomial<3> = Polynomial::<3> { coefficients: [x, y, 0.5] };
        p.at(y) + p.twice_at(x)
    } at (0.5, 1.25), (-0.75, 0.5);
    without_fields(x: f64, y: f64) {
        let units = Units {};
        Units::kelvin(x * y) * 0.01 + units.ratio(&[x, y])
    } at (0.5, 1.25);
    inactive(x: f64, y: f64) {
        let fixed = Vec3 { x: 1.0, y: 2.0, z: 0.5 };
        let n: usize = fixed.axes();
        let k: f64 = fixed.norm();
        x * k + y * n as f64
    } at (0.5, 1.25);
}

slices! {
    list_of_objects(a) {
        let n: Net = net(&[0.5, 0.75]);
        let mut sum = 0.0;
        for layer in n.layers.iter() {
            sum += layer.apply(a);
        }
        sum
    } at [0.5, -0.75];
}

#[derive(Differentiable, Clone, Copy, Debug)]
pub struct Complex<T> {
    pub re: T,
    pub im: T,
}

#[differentiate]
impl<T: num_traits::Float> Complex<T> {
    pub fn new(re: T, im: T) -> Self {
        Complex { re, im }
    }

    pub fn times(self, other: Self) -> Self {
        Self::new(
            self.re * other.re - self.im * other.im,
            self.re * other.im + self.im * other.re,
        )
    }

    pub fn square_norm(&self) -> T {
        self.re * self.re + self.im * self.im
    }

    pub fn powers(&self, n: usize) -> T {
        let mut sum = T::zero();
        for i in 0..n {
            sum = sum + self.times(*self).square_norm() * T::from(i).unwrap();
        }
        sum
    }
}

scalars! {
    generic_type(x: f64, y: f64) {
        let a: Complex<f64> = Complex::<f64>::new(x, y);
        a.times(Complex::<f64> { re: y, im: 0.5 }).square_norm() + a.powers(3)
    } at (0.5, 1.25), (-0.75, 0.5);
}
