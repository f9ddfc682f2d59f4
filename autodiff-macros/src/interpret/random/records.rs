//! A struct and an enum, and statements about them.

use super::{Generator, LENGTH};

/// How a struct in scope is held.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Held {
    Owned,
    Ref,
    RefMut,
}

/// What the struct has beside `a`, `b` and `v: [f64; 3]`.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    pub(super) inner: bool,
    pub(super) growing: bool,
    pub(super) optional: bool,
    pub(super) count: bool,
}

impl Shape {
    /// The definitions of the struct and of the enum.
    pub(super) fn definitions(self) -> String {
        let field = |has: bool, text: &'static str| if has { text } else { "" };
        format!(
            "#[derive(Clone, Debug, Differentiable)]\npub struct T {{ c: f64, d: (f64, f64) }}\n\
             #[derive(Clone, Debug, Differentiable)]\npub struct S {{ a: f64, {}v: [f64; 3], {}{}{}b: f64 }}\n\
             #[derive(Clone, Debug, Differentiable)]\npub enum E {{ One(f64), Two {{ p: f64, q: [f64; 2] }}, Nothing }}\n",
            field(self.inner, "t: T, "),
            field(self.growing, "g: Vec<f64>, "),
            field(self.optional, "o: Option<f64>, "),
            field(self.count, "n: usize, "),
        )
    }
}

impl Generator {
    pub(super) fn any_record(&mut self) -> Option<(String, Held)> {
        self.rng.choice(&self.records).cloned()
    }

    pub(super) fn changed_record(&mut self) -> Option<(String, Held)> {
        let changed: Vec<_> = (self.records.iter())
            .filter(|r| r.1 != Held::Ref)
            .cloned()
            .collect();
        self.rng.choice(&changed).cloned()
    }

    pub(super) fn changed_array(&mut self) -> Option<String> {
        let names: Vec<_> = (self.arrays.iter())
            .filter(|a| a.1)
            .map(|a| a.0.clone())
            .collect();
        self.pick(&names)
    }

    /// A struct, made here.
    pub(super) fn record(&mut self, depth: usize) -> String {
        if self.rng.u8(0..4) == 0
            && let Some((name, _)) = self.any_record()
        {
            return format!("S {{ b: {}, ..{name}.clone() }}", self.expr(depth));
        }
        let mut text = format!("S {{ a: {}", self.expr(depth));
        if let Some(shape) = self.shape {
            if shape.inner {
                let (c, d) = (self.leaf(), self.leaf());
                text += &format!(", t: T {{ c: {c}, d: ({d}, 0.4) }}");
            }
            if shape.growing {
                text += &format!(", g: vec![{}, 0.3, {}]", self.leaf(), self.leaf());
            }
            if shape.optional {
                text += &match self.rng.bool() {
                    true => format!(", o: Some({})", self.leaf()),
                    false => ", o: None".into(),
                };
            }
            if shape.count {
                text += ", n: 2";
            }
        }
        let (b, v, w) = (self.leaf(), self.leaf(), self.expr(depth));
        format!("{text}, v: [{v}, {w}, 0.2], b: {b} }}")
    }

    /// A number in a struct in scope, to be read.
    pub(super) fn member(&mut self) -> Option<String> {
        let (name, _) = self.any_record()?;
        let shape = self.shape?;
        if shape.optional && self.rng.u8(0..6) == 0 {
            return Some(format!("{name}.o.unwrap_or(0.3)"));
        }
        if shape.count && self.rng.u8(0..8) == 0 {
            return Some(format!("(0.1 * {name}.n as f64)"));
        }
        Some(self.member_of(&name, shape))
    }

    fn member_of(&mut self, name: &str, shape: Shape) -> String {
        match self.rng.u8(0..8) {
            0 if shape.inner => format!("{name}.t.c"),
            1 if shape.inner => format!("{name}.t.d.{}", self.rng.u8(0..2)),
            2 if shape.growing => format!("{name}.g[{}]", self.index()),
            3..=5 => format!("{name}.v[{}]", self.index()),
            6 => format!("{name}.b"),
            _ => format!("{name}.a"),
        }
    }

    pub(super) fn record_stmt(&mut self) {
        let Some(shape) = self.shape else { return };
        self.fresh += 1;
        let n = self.fresh;
        match self.rng.u8(0..13) {
            0 | 1 => {
                let record = match (self.rng.bool(), self.any_record()) {
                    (true, Some((name, _))) => format!("{name}.clone()"),
                    _ => self.record(1),
                };
                self.line(&format!("let mut s{n}: S = {record};"));
                self.records.push((format!("s{n}"), Held::Owned));
            }
            2..=4 => {
                if let Some((name, _)) = self.changed_record() {
                    let (value, member) = (self.expr(2), self.member_of(&name, shape));
                    let op = ["=", "+=", "-="][self.rng.usize(0..3)];
                    self.line(&format!("{member} {op} ({value}).sin();"));
                }
            }
            5 => {
                if let Some((name, held)) = self.changed_record() {
                    let star = if held == Held::RefMut { "*" } else { "" };
                    let record = self.record(1);
                    self.line(&format!("{star}{name} = {record};"));
                }
            }
            6 => {
                let first = self.changed_record();
                let second = self.changed_record();
                if let (Some((p, Held::Owned)), Some((q, Held::Owned))) = (first, second)
                    && p != q
                {
                    self.line(&format!("std::mem::swap(&mut {p}, &mut {q});"));
                }
            }
            7 => {
                if let Some((name, _)) = self.changed_record() {
                    let member = self.member_of(&name, shape);
                    self.line(&format!("let r{n} = &mut {member};"));
                    self.line(&format!("*r{n} = 0.5 * *r{n} * x;"));
                    self.line(&format!(
                        "for e in {name}.v.iter_mut() {{ *e = 0.5 * *e - 0.1 * y; }}"
                    ));
                }
            }
            8 => {
                if let Some((name, _)) = self.any_record() {
                    self.line(&format!(
                        "let S {{ a: p{n}, v: w{n}, .. }} = {name}.clone();"
                    ));
                    self.variables.push((format!("p{n}"), false));
                    self.arrays.push((format!("w{n}"), false));
                }
            }
            9 => self.several_records(n),
            10 if shape.optional => self.optional_member(n),
            11 if shape.growing => {
                if let Some((name, _)) = self.changed_record() {
                    let value = self.expr(1);
                    self.line(&format!("{name}.g.push(({value}).tanh());"));
                    self.line(&format!(
                        "let v{n} = 0.5 * {name}.g.pop().unwrap() * {name}.g[{}];",
                        LENGTH - 1
                    ));
                    self.variables.push((format!("v{n}"), false));
                }
            }
            _ => self.alternatives(n),
        }
    }

    fn several_records(&mut self, n: usize) {
        let (first, second, leaf) = (self.record(0), self.record(1), self.leaf());
        self.line(&format!("let mut l{n}: Vec<S> = vec![{first}, {second}];"));
        self.line(&format!("for t in l{n}.iter_mut() {{"));
        self.line(&format!("    t.a += 0.5 * t.b * {leaf};"));
        self.line("    t.v[1] = t.a * t.v[0];");
        self.line("}");
        self.line(&format!(
            "let v{n} = l{n}.iter().map(|t| t.a * t.v[1] - t.b).sum::<f64>().sin();"
        ));
        self.variables.push((format!("v{n}"), false));
    }

    fn optional_member(&mut self, n: usize) {
        let Some((name, _)) = self.changed_record() else {
            return;
        };
        match self.rng.u8(0..3) {
            0 => {
                let value = self.expr(1);
                self.line(&format!("{name}.o = Some(({value}).sin());"));
            }
            1 => self.line(&format!("{name}.o = None;")),
            _ => {
                let (value, other) = (self.leaf(), self.leaf());
                self.line(&format!(
                    "let v{n} = if let Some(e) = {name}.o {{ e * {value} }} else {{ {other} }};"
                ));
                self.variables.push((format!("v{n}"), false));
            }
        }
    }

    fn alternatives(&mut self, n: usize) {
        let (first, second) = (self.condition(), self.condition());
        let (one, p, q) = (self.expr(1), self.leaf(), self.expr(1));
        self.line(&format!("let e{n}: E = if {first} {{ E::One({one}) }}"));
        self.line(&format!(
            "    else if {second} {{ E::Two {{ p: {p}, q: [{q}, 0.7] }} }} else {{ E::Nothing }};"
        ));
        let other = self.leaf();
        let borrow = if self.rng.bool() { "&" } else { "" };
        self.line(&format!("let v{n} = match {borrow}e{n} {{"));
        self.line("    E::One(u) => u * 0.5,");
        self.line("    E::Two { p, q } => p * q[0] - q[1],");
        self.line(&format!("    E::Nothing => {other},"));
        self.line("};");
        self.variables.push((format!("v{n}"), false));
    }
}
