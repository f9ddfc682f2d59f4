//! Structs with all kinds of fields, their methods by every receiver, structs in structs and in lists.

use super::Room;

pub(super) const ROOM: Room = Room {
    items: &[
        "#[derive(Differentiable, Clone, Debug)]
pub struct S { pub a: f64, pub v: Vec<f64>, pub o: Option<f64>, pub p: (f64, f64), pub k: usize }
impl S {
    pub fn new(a: f64, b: f64) -> Self { S { a, v: vec![b, a, 0.5], o: if a > b { Some(b) } else { None }, p: (b, 0.25), k: 1 } }
    pub fn m(&self, t: f64) -> f64 { $o(self.a, self.v[0], self.v[self.k], self.p.1, t) + self.o.unwrap_or(t).sin() }
    pub fn grow(&mut self, t: f64) { self.a += t; if self.a > 0.5 { self.v[2] *= t; } self.p.0 -= $o(self.a, t); self.k = (self.k + 1) % 3; }
    pub fn pull(&mut self, t: f64) -> f64 { let old = self.a; self.a = $o(self.a, t, self.p.0); old * self.v[1] }
    pub fn twin(&self, t: f64) -> S { S { a: self.a * t, v: self.v.iter().map(|u| u * t).collect(), o: self.o.map(|o| o + t), p: (self.p.1, t), k: self.k } }
    pub fn scaled(mut self, t: f64) -> Self { self.a *= t; self.v[self.k] += t; self }
    pub fn largest(&self) -> &f64 { if self.a > self.p.0 { &self.a } else { &self.p.0 } }
    pub fn row(&self, i: usize) -> &[f64] { &self.v[i..] }
    pub fn at(&mut self, i: usize) -> &mut f64 { &mut self.v[i] }
}",
        "#[derive(Differentiable, Clone, Debug)]
pub struct W { pub s: S, pub scale: f64, pub all: Vec<S> }
impl W {
    pub fn total(&self) -> f64 { self.s.m(self.scale) + self.all.iter().map(|s| s.m(0.4)).sum::<f64>() }
    pub fn step(&mut self, t: f64) -> &mut Self { self.s.grow(t); for s in &mut self.all { s.a += $o(t, self.scale, s.a); } self.scale = $o(self.scale, t); self }
    pub fn best(&self) -> Option<&S> { self.all.iter().max_by(|a, b| a.a.total_cmp(&b.a)) }
    pub fn into_s(self) -> S { self.s }
}",
    ],
    begin: &[
        "let mut $+S! = S::new(x, y);",
        "let mut $+W! = W { s: S::new(y, 0.4), scale: x, all: vec![S::new($x, $x), S::new(0.3, y)] };",
    ],
    leaves: &[
        "$S.a",
        "$S.v[1]",
        "$S.v[0]",
        "$S.p.0",
        "$S.p.1",
        "$W.scale",
        "$W.s.a",
        "$W.s.v[$i]",
        "$W.all[1].a",
        "$W.all[0].v[2]",
    ],
    exprs: &[
        "$S.m($e)",
        "$S.twin($x).m($x)",
        "S::new($x, $e).scaled($x).a",
        "$S.clone().scaled($e).m($x)",
        "$S.largest().sin()",
        "$S.row(1).iter().sum::<f64>()",
        "$W.total()",
        "$W.s.m($x)",
        "$W.all.iter().map(|s| s.m($x) * s.a).sum::<f64>()",
        "$W.best().map_or($x, |s| s.m($x))",
        "$W.all.iter().map(|s| s.a).fold($x, f64::max)",
        "$W.clone().into_s().a",
        "S::m($&S, $x)",
        "({ let S { a, v, .. } = $&S; a * v[1] })",
        "($S.k as f64 * $x)",
    ],
    conditions: &[
        "$S.o.is_some()",
        "$S.k == 1",
        "$S.a > $W.scale",
        "$S.v.len() > 3",
    ],
    statements: &[
        "let mut $+S! = S::new($e, $x);",
        "let $+S = S { a: $e, ..S::new($x, $x) };",
        "let mut $+S! = $S.clone();",
        "let mut $+S! = $S.twin($e);",
        "let mut $+S! = $S@^.scaled($x);",
        "let $+S = $W.s.clone();",
        "let $+S& = &$W%.s;",
        "let $+W = W { s: $S.clone(), ..$W.clone() };",
        "let $+S = $W@^.into_s();",
        "$S!.a = $e;",
        "$S!.a += $e;",
        "$S!.v[$i] *= $e.sin();",
        "$S!:s.p = ($x, $:s.a);",
        "$S!:s.o = Some($:s.a * $x);",
        "if let Some(o) = &mut $S!~.o { *o *= $x; }",
        "$S!~.grow($e);",
        "$S!~.grow($x);",
        "let $+float = $S!~.pull($e);",
        "let $+float = $S!~:s.pull($x) + $:s.pull($x) * $:s.a;",
        "*$S!~.at($i) += $e;",
        "$W!~.s.grow($e);",
        "$W!~.step($x).step($x);",
        "$W!~.step($e);",
        "$W!~.all[$i % 2].grow($x);",
        "$W!~.all.push(S::new($x, $e));",
        "if let Some(s) = $W!~.all.last_mut() { s.a *= $x; s.grow($c); }",
        "for s in $W!~.all.iter_mut() { s.p.0 += $x; s.a = s.m($x); }",
        "for s in &$W.all { $float! += s.m($x); }",
        "$W!:w.all.sort_by(|a, b| a.a.total_cmp(&b.a));",
        "$W!:w.s = $:w.all[0].clone();",
        "$W!:w.all.swap(0, 1);",
        "std::mem::swap(&mut $W!~:w.s, &mut $:w.all[1]);",
        "$S!~:s.v.push($x);\nif $:s.v.len() > 3 { $:s.a += $:s.v.pop().unwrap(); }",
        "let $+float = std::mem::replace(&mut $S!~.a, $x);",
        "let $+float:q = std::mem::take(&mut $S!~:s.v).into_iter().sum::<f64>();\n$:s.v = vec![$:q; 3];",
        "($S!~:s.p.0, $:s.p.1) = ($:s.p.1, $:s.p.0 * $c);",
        "$S!:s = S { a: $x, ..$:s.clone() };",
        "{ let S { a, p: (_, q), .. } = &mut $S!~; *a += $x; *q -= *a; }",
        "let $+float = match $&S { S { a, k: 1, .. } => *a, S { p: (l, _), .. } if *l > $x => l * 2.0, S { v, .. } => v[0] };",
        "let $+float = { let s = $&S; let r = &s.v[1..]; r[0] * s.a };",
        "$S!:s.v[$:s.k] += $x;",
    ],
    parameters: &[
        ("&S", "S&", &["$&S", "&S::new($x, $x)", "&$W.s", "&$W.all[1]"]),

        ("&mut S", "S!&", &["$&S!~", "&mut $W!~.s", "&mut $W!~.all[0]"]),

        ("S", "S!", &["$S.clone()", "S::new($e, $x)"]),

        ("&mut W", "W!&", &["$&W!~"]),

        ("&W", "W&", &["$&W"]),
    ],
    results: &[
        ("S", "S { a: $e, ..S::new($x, $x) }", ".m(0.3)"),
        ("S", "$S.clone()", ".a"),
        ("Option<S>", "if $b { Some(S::new($e, $x)) } else { None }", ".map_or($c, |s| s.m(0.7))"),
    ],
    ends: &[
        "$S.m(0.3)",
        "$S.v.iter().sum::<f64>().sin()",
        "$W.total().sin()",
    ],
};
