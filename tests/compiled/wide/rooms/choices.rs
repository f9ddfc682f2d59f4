//! Enums with data: matched with guards and bindings, changed in their place, in lists.

use super::{EMPTY, Room};

pub(super) const ROOM: Room = Room {
    items: &[
        "#[derive(Differentiable, Clone, Debug)]
pub enum Shape { Ball(f64), Slab { w: f64, h: f64 }, Many(Vec<f64>), Flat }
impl Shape {
    pub fn area(&self, t: f64) -> f64 { match self { Shape::Ball(r) if *r > 0.5 => $o(*r, t), Shape::Ball(r) => r * t, Shape::Slab { w, h } => $o(*w, *h, t), Shape::Many(v) => v.iter().map(|x| x * t).sum(), Shape::Flat => t } }
    pub fn swell(&mut self, t: f64) { match self { Shape::Ball(r) => *r = $o(*r, t), Shape::Slab { w, .. } if *w > t => *w -= t, Shape::Slab { w, h } => { std::mem::swap(w, h); *w += t; } Shape::Many(v) => for x in v.iter_mut() { *x *= t; }, Shape::Flat => *self = Shape::Ball(t) } }
    pub fn of(k: usize, x: f64) -> Shape { match k % 4 { 0 => Shape::Ball(x), 1 => Shape::Slab { w: x, h: x * x }, 2 => Shape::Many(vec![x, 0.4]), _ => Shape::Flat } }
    pub fn next(self, t: f64) -> Self { match self { Shape::Ball(r) => Shape::Slab { w: r, h: t }, Shape::Slab { w, h } => Shape::Many(vec![w, h * t, t]), Shape::Many(v) if v.len() > 2 => Shape::Ball(v[1]), other => other } }
}
#[derive(Clone, Copy, PartialEq, Debug, Differentiable)]
pub enum Kind { Up, Down, Still }
pub fn act(k: Kind, x: f64) -> f64 { match k { Kind::Up => $o(x, x), Kind::Down => -x, Kind::Still => 0.1 } }
pub fn kind(x: f64) -> Kind { if x > 0.5 { Kind::Up } else if x < -0.2 { Kind::Down } else { Kind::Still } }",
    ],
    begin: &[
        "let mut $+E! = Shape::of(p.len(), x);",
        "let mut $+EE! = vec![Shape::Ball(y), Shape::Slab { w: x, h: y }, Shape::Flat];",
    ],
    exprs: &[
        "$E.area($e)",
        "$E.area($x)",
        "$EE[$i].area($x)",
        "$EE.iter().map(|q| q.area($x)).sum::<f64>()",
        "Shape::of($n, $e).area($x)",
        "$E.clone().next($x).area($x)",
        "(match $&E { Shape::Ball(r) | Shape::Slab { w: r, .. } => $e(*r), Shape::Many(v) => v[0], _ => $x })",
        "(if let Shape::Slab { w, h } = $&E { w * h + $x } else { $x })",
        "act(kind($e), $x)",
        "act($KI, $x)",
        "$EE.iter().filter(|q| matches!(q, Shape::Ball(r) if *r > $x)).map(|_| 0.5).sum::<f64>()",
        "(match ($&E, kind($x)) { (Shape::Ball(r), Kind::Up) => $e(*r), (Shape::Flat, _) => $x, (other, Kind::Down) => other.area(0.3), _ => $x })",
        "(match $x { t if t > 1.0 => $e(t), t @ 0.0..=1.0 => t * t, t => -t })",
        "$EE.iter().rev().find_map(|q| match q { Shape::Ball(r) => Some(r * $x), _ => None }).unwrap_or($x)",
    ],
    conditions: &[
        "matches!($E, Shape::Ball(_) | Shape::Flat)",
        "kind($x) == Kind::Up",
    ],
    statements: &[
        "let mut $+E! = Shape::of($n, $e);",
        "let mut $+E! = Shape::of($k, $x);",
        "let mut $+E! = $E@^.next($x);",
        "let $+E = $EE[$i].clone();",
        "let mut $+E! = if $b { Shape::Ball($e) } else { Shape::Slab { w: $x, h: $x } };",
        "$E!~.swell($e);",
        "$E!~.swell($x);",
        "$EE!~[$i].swell($x);",
        "$E! = Shape::Ball($e);",
        "for q in $EE!~.iter_mut() { q.swell($x); }",
        "for q in $EE.iter() {\n    if let Shape::Slab { w, .. } = q { $float! += w * $x; }\n}",
        "if let Shape::Ball(r) = $&E!~ { *r *= $x; } else { $float! += $x; }",
        "if let Shape::Slab { w, h } = $&E!~ { *w += *h * $x; *h = w.sin(); }",
        "$EE!.push(Shape::of($k, $e));",
        "$EE!:a[$i] = $E.clone();",
        "$EE!.swap(0, 1);",
        "$EE!:a.reverse();",
        "let $+E = std::mem::replace($&E!~, Shape::Flat);",
        "let $+float = match $E@^ { Shape::Ball(r) => r, Shape::Slab { w, h } if w > h => w, Shape::Many(v) => v.into_iter().sum(), _ => $x };",
        "let Shape::Ball(r) = $&E else { return $r };\nlet $+float = *r;",
        "match kind($x) {\n    Kind::Up => {\n$*    }\n    Kind::Down if $b => $float! -= $x,\n    _ => {\n$*    }\n}",
        "for k in [Kind::Up, Kind::Still, kind($x)] {\n    $float! += act(k, $x);\n}",
    ],
    parameters: &[
        ("&Shape", "E&", &["$&E", "&$EE[$i]", "&Shape::Ball($x)"]),
        ("&mut Shape", "E!&", &["$&E!~", "&mut $EE!~[1]"]),
        ("Shape", "E!", &["$E.clone()", "Shape::of($k, $x)"]),
        ("&[Shape]", "EE&", &["&$EE[..]", "&$EE[1..]"]),
        ("Kind", "KI", &["kind($x)", "Kind::Up"]),
    ],
    results: &[
        ("Shape", "Shape::of($k, $e)", ".area(0.6)"),
        ("Shape", "$E.clone()", ".next(0.5).area(0.7)"),
    ],
    ends: &[
        "$E.area(0.3)",
        "$EE.iter().map(|q| q.area(0.8)).sum::<f64>()",
    ],
    ..EMPTY
};
