//! Iterators, macros, trees and recursion of one's own.

use super::{EMPTY, Room};

pub(super) const ROOM: Room = Room {
    items: &[
        "#[derive(Differentiable, Clone, Debug)]
pub struct Decay { pub now: f64, pub rate: f64, pub left: usize }
impl Iterator for Decay { type Item = f64; fn next(&mut self) -> Option<f64> { if self.left == 0 { return None; } self.left -= 1; let x = self.now; self.now = $o(self.now, self.rate); Some(x) } }
#[derive(Differentiable, Clone, Debug)]
pub enum Tree { Leaf(f64), Sum(Box<Tree>, Box<Tree>), Scaled { by: f64, inner: Box<Tree> } }
impl Tree {
    pub fn value(&self, t: f64) -> f64 { match self { Tree::Leaf(x) => $o(*x, t), Tree::Sum(a, b) => a.value(t) + b.value(t * 0.7), Tree::Scaled { by, inner } => by * inner.value(t + by) } }
    pub fn depth(&self) -> usize { match self { Tree::Leaf(_) => 1, Tree::Sum(a, b) => 1 + a.depth().max(b.depth()), Tree::Scaled { inner, .. } => 1 + inner.depth() } }
    pub fn bump(&mut self, t: f64) { match self { Tree::Leaf(x) => *x += t, Tree::Sum(a, b) => { a.bump(t); if t > 0.1 { b.bump(t * 0.5); } } Tree::Scaled { by, inner } => { *by *= t; inner.bump(*by); } } }
}
pub fn grown(x: f64, n: usize) -> Tree { if n == 0 { Tree::Leaf(x) } else if n % 2 == 1 { Tree::Sum(Box::new(grown(x * 0.5, n - 1)), Box::new(Tree::Leaf(x))) } else { Tree::Scaled { by: x, inner: Box::new(grown(x + 0.1, n - 1)) } } }
pub fn power(x: f64, n: usize) -> f64 { if n == 0 { return 1.0; } let half = power(x, n / 2); if n % 2 == 0 { half * half } else { half * half * x } }
pub fn spread(v: &mut [f64], k: f64) { if v.len() < 2 { return; } let (a, b) = v.split_at_mut(1); b[0] += a[0] * k; spread(b, k * 0.8); }
macro_rules! mix { ($$a:expr, $$b:expr) => { $$a * 0.3 + $$b * 0.7 }; ($$a:expr) => { $$a * 0.5 }; }
macro_rules! largest { ($$x:expr) => { $$x }; ($$x:expr, $$($$more:expr),+) => { $$x.max(largest!($$($$more),+)) }; }",
    ],
    begin: &[
        "let mut $+T! = grown(x, 3);",
        "let $+D = Decay { now: y, rate: x, left: 3 };",
    ],
    exprs: &[
        "$D.clone().map(|q| q * $x).sum::<f64>()",
        "(Decay { now: $x, rate: $x, left: 2 }).fold($x, |a, t| a * 0.6 + t)",
        "$D.clone().zip($list.iter()).map(|(a, b)| a * b).sum::<f64>()",
        "$T.value($e)",
        "grown($x, 2).value($x)",
        "$T.clone().value($x)",
        "power($e, $k)",
        "mix!($e, $x)",
        "mix!($e)",
        "largest!($x, $e, $x)",
        "($T.depth() as f64 * $x)",
        "(match $&T { Tree::Leaf(r) => $e(*r), Tree::Sum(a, _) => a.value($x), Tree::Scaled { by, .. } => by * $x })",
    ],
    statements: &[
        "let mut $+T! = grown($e, $k);",
        "$T!~.bump($x);",
        "$T!~.bump($e);",
        "$T! = Tree::Scaled { by: $x, inner: Box::new(Tree::Leaf($e)) };",
        "let mut $+T! = Tree::Sum(Box::new($T.clone()), Box::new(Tree::Leaf($x)));",
        "$'for $-float in $D.clone() {\n$*}",
        "$'for $-float in (Decay { now: $x, rate: $x, left: $k }) {\n$*}",
        "spread(&mut $list!~[..], $x);",
        "$float! = mix!($x, $e);",
        "let $+float = $IT^.map(|q| q * $x).sum::<f64>();",
        "$'for $-float in $IT^ {\n$*}",
        "if let Tree::Sum(a, _) = $&T!~ { a.bump($x); }",
        "let mut $-it!:d = $D.clone();\nlet $+float = $:d.next().unwrap_or($x) + $:d.next().unwrap_or(0.2);",
        "let $+D = Decay { now: $e, rate: 0.4, left: $k };",
    ],
    parameters: &[
        ("&Tree", "T&", &["$&T", "&grown($x, 2)"]),
        ("&mut Tree", "T!&", &["$&T!~"]),
        ("impl Iterator<Item = f64>", "IT", &["$D.clone()", "$list.to_vec().into_iter()", "$list.iter().map(|q| q * $x)"]),
    ],
    results: &[
        ("Tree", "grown($e, 2)", ".value(0.4)"),
    ],
    ends: &[
        "$T.value(0.3)",
    ],
    ..EMPTY
};
