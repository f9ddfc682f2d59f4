//! Operators of types of ours, and an iterator, a macro and recursion of ours.

use super::Room;

pub(super) const ROOM: Room = Room {
    items: &[
        "#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
pub struct V { pub x: f64, pub y: f64 }
impl V { pub fn dot(self, o: V) -> f64 { self.x * o.x + self.y * o.y } pub fn turned(&self, a: f64) -> V { V { x: $o(self.x, a), y: $o(self.y, self.x) } } }
impl std::ops::Add for V { type Output = V; fn add(self, o: V) -> V { V { x: self.x + o.x, y: self.y + o.y } } }
impl std::ops::Sub for V { type Output = V; fn sub(self, o: V) -> V { V { x: self.x - o.x, y: self.y - o.y } } }
impl std::ops::Mul<f64> for V { type Output = V; fn mul(self, k: f64) -> V { V { x: self.x * k, y: $o(self.y, k) } } }
impl std::ops::Mul<V> for f64 { type Output = V; fn mul(self, v: V) -> V { V { x: self * v.x, y: self * v.y } } }
impl std::ops::Neg for V { type Output = V; fn neg(self) -> V { V { x: -self.x, y: -self.y } } }
impl std::ops::AddAssign for V { fn add_assign(&mut self, o: V) { self.x += o.x; self.y += o.y * 0.9; } }
impl std::ops::MulAssign<f64> for V { fn mul_assign(&mut self, k: f64) { self.x *= k; self.y *= k; } }
impl std::ops::Index<usize> for V { type Output = f64; fn index(&self, i: usize) -> &f64 { if i == 0 { &self.x } else { &self.y } } }
impl std::iter::Sum for V { fn sum<I: Iterator<Item = V>>(all: I) -> V { let mut s = V { x: 0.0, y: 0.0 }; for v in all { s += v; } s } }
impl From<(f64, f64)> for V { fn from(p: (f64, f64)) -> V { V { x: p.0, y: p.1 } } }",
    ],
    begin: &[
        "let mut $+V! = V { x, y };",
    ],
    leaves: &[
        "$V.x",
        "$V.y",
        "$V[1]",
    ],
    exprs: &[
        "($V + $V * $x).x",
        "(-$V - $V).y",
        "$V.dot($V)",
        "$VR.dot($V)",
        "(*$VR * $x).x",
        "($VR.x * $x)",
        "$VM.y.sin()",
        "($x * $V).dot(-$V)",
        "$V.turned($e).x",
        "V::from(($x, $e)).y",
        "[$V, V { x: $x, y: $e }].iter().map(|q| *q * $x).sum::<V>().x",
        "({ let v: V = ($x, $x).into(); v.dot($V) })",
        "($V * $e + $V.turned($x))[0]",
        "$list.iter().fold($V, |a, &t| a * 0.5 + V { x: t, y: 0.3 }).y",
    ],
    conditions: &[
        "$V.x > $V.y",
        "$V == $V",
    ],
    statements: &[
        "let mut $+V! = V { x: $e, y: $x };",
        "let $+V = $V + $V * $x;",
        "let $+V = if $b { $V } else { -$V };",
        "let V { x: $+float, y: $+float } = $V;",
        "$V! += V { x: $x, y: $e };",
        "$V! *= $x;",
        "$V!:v = $:v + V { x: $x, y: 0.1 };",
        "*$VM! *= $x;",
        "*$VM! += $V;",
        "$VM!.x += $e;",
        "$V!.x = $e;",
        "$V!.y += $e;",
        "std::mem::swap(&mut $V!~.x, &mut $float!);",
        "$V!:v = $:v.turned($x);",
        "for v in [$V, $V * 0.5] {\n    $float! += v.dot($V);\n}",
        "let mut $-vs!:a: Vec<V> = $list.iter().map(|&q| V { x: q, y: $x }).collect();\nfor v in $:a.iter_mut() { *v += V { x: v.y, y: $x }; }\nlet $+V = $:a[1] - $:a[0];",
    ],
    parameters: &[
        ("V", "V!", &["$V", "V { x: $e, y: $x }", "$V * $x"]),
        ("&V", "VR&", &["&$V"]),
        ("&mut V", "VM!&", &["$&V!@~"]),
    ],
    results: &[
        ("V", "V { x: $e, y: $x }", ".x"),
        ("V", "$V * $e", ".dot(V { x: 0.3, y: 0.7 })"),
    ],
    ends: &[
        "$V.dot(V { x: 0.3, y: 0.7 })",
    ],
};
