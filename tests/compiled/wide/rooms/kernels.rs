//! Traits, functions that are generic over them, over floats and over lengths.

use super::{EMPTY, Room};

pub(super) const ROOM: Room = Room {
    items: &[
        "pub trait Kernel { fn eval(&self, r: f64) -> f64; fn twice(&self, r: f64) -> f64 { self.eval(self.eval(r)) * 0.5 } fn tune(&mut self, t: f64); }
#[derive(Differentiable, Clone, Debug)]
pub struct Rbf { pub w: f64 }
impl Kernel for Rbf { fn eval(&self, r: f64) -> f64 { (-(r * r) / (0.5 + self.w * self.w)).exp() } fn tune(&mut self, t: f64) { self.w = $o(self.w, t); } }
#[derive(Differentiable, Clone, Debug)]
pub struct Poly<const N: usize> { pub c: [f64; N], pub bias: f64 }
impl<const N: usize> Kernel for Poly<N> { fn eval(&self, r: f64) -> f64 { let mut s = self.bias; for c in self.c.iter().rev() { s = s * r * 0.5 + c; } s } fn twice(&self, r: f64) -> f64 { $o(self.c[1], self.bias, r) } fn tune(&mut self, t: f64) { for i in 0..N { self.c[i] += t * 0.3; if self.c[i] > 1.0 { break; } self.bias -= t; } } }
#[derive(Differentiable, Clone, Debug)]
pub struct Sum2<A, B> { pub a: A, pub b: B, pub mix: f64 }
impl<A: Kernel + Differentiable, B: Kernel + Differentiable> Kernel for Sum2<A, B> { fn eval(&self, r: f64) -> f64 { self.a.eval(r) * self.mix + self.b.eval(r) } fn tune(&mut self, t: f64) { self.a.tune(t); self.mix += t; self.b.tune(self.mix); } }",
        "pub fn smooth<K: Kernel>(k: &K, xs: &[f64]) -> f64 { let mut s = 0.0; for i in 1..xs.len() { if xs[i] > 1.5 { continue; } s += k.eval(xs[i] - xs[i - 1]) * xs[i]; } s }
pub fn shaped(k: &impl Kernel, x: f64) -> (f64, f64) { let a = k.eval(x); if a > 0.6 { return (a, x); } (k.twice(x), a) }
pub fn drive(k: &mut impl Kernel, x: f64) -> f64 { let before = k.eval(x); k.tune(x * 0.2); before + k.eval(before) }
pub fn scaled<const N: usize>(v: &[f64; N], t: f64) -> [f64; N] { let mut out = *v; for i in 0..N { out[i] = $o(v[i], t); } out }
pub fn blend<T: num_traits::Float>(a: T, b: T) -> T { let h = T::from(0.5).unwrap(); if a > b { (a * h).sin() + b } else { a * b - h * a } }
pub fn norm<T: num_traits::Float>(v: &[T]) -> T { let mut s = T::one(); for &x in v { s = s + x * x; } s.sqrt() }",
    ],
    begin: &[
        "let mut $+K! = Rbf { w: x };",
        "let mut $+K! = Poly::<3> { c: [x, y, 0.3], bias: y };",
        "let mut $+K! = Sum2 { a: Rbf { w: y }, b: Poly::<2> { c: [0.4, x], bias: 0.1 }, mix: y };",
    ],
    exprs: &[
        "$K.eval($e)",
        "$K.eval($x)",
        "$K.twice($x)",
        "smooth($&K, &$list[..])",
        "shaped($&K, $e).0",
        "shaped($&K, $x).1",
        "blend($e, $x)",
        "norm(&$list[..])",
        "norm::<f64>(&[$x, $e])",
        "scaled(&[$x, $e], $x)[1]",
        "scaled::<3>(&[$x, $x, $e], $x).iter().sum::<f64>()",
        "Kernel::eval($&K, $x)",
        "$list.iter().map(|&t| $K.eval(t)).sum::<f64>()",
        "(Rbf { w: $e }).eval($x)",
        "drive(&mut Rbf { w: $x }, $x)",
    ],
    statements: &[
        "let mut $+K! = Rbf { w: $e };",
        "let $+K = Poly::<2> { c: [$x, $x], bias: $e };",
        "let $+K = Sum2 { a: $K@.clone(), b: Rbf { w: $x }, mix: $e };",
        "$K!~.tune($e);",
        "let $+float = drive($&K!~, $x);",
        "let $+float = drive($&K!~:k, $x) * $:k.eval($x);",
        "let $+float = { let (a, b) = shaped($&K, $x); a * b + $x };",
        "let [$+float, $+float] = scaled(&[$x, $e], $x);",
    ],
    parameters: &[
        ("&impl Kernel", "K&", &["$&K", "&Rbf { w: $x }"]),
    ],
    ends: &[
        "$K.eval(0.4)",
        "$K.twice(0.7)",
    ],
    ..EMPTY
};
