//! Random programs over the language, as source text: expressions, mutation, shadowing, arrays,
//! nested control flow, early exits. The same seed gives the same program.

use fastrand::Rng;

/// Every array of a program has this many elements.
const LENGTH: usize = 3;

pub(super) struct Generator {
    pub(super) rng: Rng,
    text: String,
    indent: usize,
    /// Float variables in scope, and whether they may be assigned.
    variables: Vec<(String, bool)>,
    /// Arrays in scope, and whether their elements may be.
    pub(super) arrays: Vec<(String, bool)>,
    /// Variables of counted loops in scope.
    counters: Vec<String>,
    /// How many loops are around, and whether a jump may stand here.
    loops: usize,
    fresh: usize,
    budget: usize,
}

/// `fn f(x: f64, y: f64, a: &[f64], m: &mut [f64]) -> f64 { … }`
pub(super) fn program(seed: u64) -> String {
    let mut g = Generator {
        rng: Rng::with_seed(seed),
        text: "fn f(x: f64, y: f64, a: &[f64], m: &mut [f64]) -> f64 {\n".into(),
        indent: 1,
        variables: vec![("x".into(), false), ("y".into(), false)],
        arrays: vec![("a".into(), false), ("m".into(), true)],
        counters: Vec::new(),
        loops: 0,
        fresh: 0,
        budget: 28,
    };
    let count = g.rng.usize(3..9);
    g.stmts(count);
    let result = g.expr(3);
    g.line(&result);
    g.text.push_str("}\n");
    g.text
}

impl Generator {
    fn line(&mut self, text: &str) {
        self.text += &"    ".repeat(self.indent);
        self.text += text;
        self.text.push('\n');
    }

    pub(super) fn pick(&mut self, from: &[String]) -> Option<String> {
        (!from.is_empty()).then(|| from[self.rng.usize(0..from.len())].clone())
    }

    fn name(&mut self, prefix: &str) -> String {
        // Now and then an old name, so that variables are shadowed.
        if self.rng.u8(0..6) == 0
            && let Some((name, _)) = self.variables.last()
            && name.len() > 1
        {
            return name.clone();
        }
        self.fresh += 1;
        format!("{prefix}{}", self.fresh)
    }

    fn assignable(&mut self) -> Option<String> {
        // A shadowed variable cannot be assigned under its name.
        let mut last = std::collections::BTreeMap::new();
        for (name, mutable) in &self.variables {
            last.insert(name.clone(), *mutable);
        }
        let names: Vec<_> = last.into_iter().filter(|v| v.1).map(|v| v.0).collect();
        self.pick(&names)
    }

    fn index(&mut self) -> String {
        match (self.rng.u8(0..4), self.pick(&self.counters.clone())) {
            (0, Some(i)) => format!("({i} + {}) % {LENGTH}", self.rng.u8(1..4)),
            (1 | 2, Some(i)) => format!("{i} % {LENGTH}"),
            _ => self.rng.usize(0..LENGTH).to_string(),
        }
    }

    fn element(&mut self, written: bool) -> Option<String> {
        let names: Vec<_> = (self.arrays.iter())
            .filter(|(_, mutable)| *mutable || !written)
            .map(|(name, _)| name.clone())
            .collect();
        let name = self.pick(&names)?;
        Some(format!("{name}[{}]", self.index()))
    }

    pub(super) fn leaf(&mut self) -> String {
        match self.rng.u8(0..10) {
            0 => format!("{:.1}_f64", self.rng.f64() * 2.0),
            1..=3 => match self.element(false) {
                Some(element) => element,
                None => "x".into(),
            },
            4 if !self.counters.is_empty() => {
                let i = self.pick(&self.counters.clone());
                format!("(0.1 * {} as f64)", i.as_deref().unwrap_or("1"))
            }
            _ => {
                let names: Vec<_> = self.variables.iter().map(|v| v.0.clone()).collect();
                self.pick(&names).unwrap_or_else(|| "y".into())
            }
        }
    }

    fn condition(&mut self) -> String {
        let (a, b) = (self.expr(1), self.expr(1));
        match self.rng.u8(0..6) {
            0 => {
                let (c, d) = (self.leaf(), self.leaf());
                format!("{a} < {b} && {c} > {d}")
            }
            1 => {
                let (c, d) = (self.leaf(), self.leaf());
                format!("{a} < {b} || {c} > {d}")
            }
            2 if !self.counters.is_empty() => {
                let i = self.pick(&self.counters.clone());
                format!("{} % 2 == 0", i.as_deref().unwrap_or("0"))
            }
            _ => format!("{a} > {b}"),
        }
    }

    pub(super) fn expr(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.leaf();
        }
        let a = self.expr(depth - 1);
        match self.rng.u8(0..16) {
            15 => self.chain(depth),
            0 | 1 => format!("({a} + {})", self.expr(depth - 1)),
            2 | 3 => format!("({a} - {})", self.leaf()),
            4..=6 => format!("(0.5 * {a} * {})", self.expr(depth - 1)),
            7 => format!("({a} / (2.0 + {}.abs()))", self.leaf_receiver()),
            8 => format!("({a}).sin()"),
            9 => format!("({a}).tanh()"),
            10 => format!("(-({a}))"),
            11 => format!("(-({a}).abs()).exp()"),
            12 => format!("({a}).max({})", self.leaf()),
            13 => {
                let (c, b) = (self.condition(), self.expr(depth - 1));
                format!("(if {c} {{ {a} }} else {{ {b} }})")
            }
            _ => {
                let name = self.name("t");
                format!("{{ let {name} = {a}; {name} * {name} * 0.5 }}")
            }
        }
    }

    /// A leaf on which a method can be called.
    fn leaf_receiver(&mut self) -> String {
        let names: Vec<_> = self.variables.iter().map(|v| v.0.clone()).collect();
        self.pick(&names).unwrap_or_else(|| "x".into())
    }

    fn stmts(&mut self, count: usize) {
        for _ in 0..count {
            if self.budget == 0 {
                return;
            }
            self.budget -= 1;
            self.stmt();
        }
    }

    /// Statements in a scope of their own.
    fn block(&mut self, count: usize) {
        let (variables, arrays) = (self.variables.len(), self.arrays.len());
        let counters = self.counters.len();
        self.indent += 1;
        self.stmts(count);
        self.indent -= 1;
        self.variables.truncate(variables);
        self.arrays.truncate(arrays);
        self.counters.truncate(counters);
    }

    fn stmt(&mut self) {
        match self.rng.u8(0..24) {
            21..=23 => self.looked_at_again(),
            20 => {
                let (first, second) = (self.array(), self.array());
                self.fresh += 1;
                let e = format!("e{}", self.fresh);
                self.line(&format!(
                    "for {e} in {first}.to_vec().into_iter().chain({second}.to_vec()) {{"
                ));
                self.variables.push((e, false));
                self.loops += 1;
                let count = self.rng.usize(1..3);
                self.block(count);
                self.loops -= 1;
                self.variables.pop();
                self.line("}");
            }
            0..=2 => {
                let (value, mutable) = (self.expr(2), self.rng.bool());
                let name = self.name("v");
                let keyword = if mutable { "let mut" } else { "let" };
                self.line(&format!("{keyword} {name} = {value};"));
                self.variables.push((name, mutable));
            }
            3 => {
                self.fresh += 1;
                let name = format!("w{}", self.fresh);
                let text = match self.rng.u8(0..3) {
                    0 => format!("[{}, {}, {}]", self.expr(1), self.expr(1), self.leaf()),
                    1 => format!("vec![{}; {LENGTH}]", self.expr(1)),
                    _ => "a.to_vec()".into(),
                };
                self.line(&format!("let mut {name} = {text};"));
                self.arrays.push((name, true));
            }
            4..=7 => {
                let value = self.expr(2);
                let target = match self.rng.bool() {
                    true => self.assignable(),
                    false => self.element(true),
                };
                let op = ["=", "+=", "-=", "*=", "/="][self.rng.usize(0..5)];
                if let Some(target) = target {
                    match op {
                        "*=" => self.line(&format!("{target} *= ({value}).sin();")),
                        "/=" => self.line(&format!("{target} /= 2.0 + ({value}).abs();")),
                        _ => self.line(&format!("{target} {op} {value};")),
                    }
                }
            }
            8..=10 => {
                let condition = self.condition();
                self.line(&format!("if {condition} {{"));
                let count = self.rng.usize(1..4);
                self.block(count);
                if self.rng.bool() {
                    self.line("} else {");
                    let count = self.rng.usize(1..4);
                    self.block(count);
                }
                self.line("}");
            }
            11..=13 => self.counted_loop(),
            14 => self.while_loop(),
            15 => self.jump(),
            16 => {
                let names: Vec<_> = self
                    .arrays
                    .iter()
                    .filter(|a| a.1)
                    .map(|a| a.0.clone())
                    .collect();
                if let Some(name) = self.pick(&names) {
                    let (i, j) = (self.index(), self.index());
                    self.line(&format!("{name}.swap({i}, {j});"));
                }
            }
            17 => {
                if let Some(element) = self.element(true) {
                    self.fresh += 1;
                    let r = format!("r{}", self.fresh);
                    self.line(&format!("let {r} = &mut {element};"));
                    self.line(&format!("*{r} = 0.5 * *{r} * x;"));
                }
            }
            18 => {
                if let (Some(p), Some(q)) = (self.assignable(), self.assignable())
                    && p != q
                {
                    let value = self.expr(1);
                    self.line(&format!("({p}, {q}) = ({q}, {value});"));
                }
            }
            _ => {
                if let Some(target) = self.assignable() {
                    let sum = ["a", "m"][self.rng.usize(0..2)];
                    self.line(&format!(
                        "for e in {sum}.iter() {{ {target} += 0.2 * e * e; }}"
                    ));
                }
            }
        }
    }

    /// What is read before and after a write of what may be the same, or while it is summed up.
    fn looked_at_again(&mut self) {
        self.fresh += 1;
        let n = self.fresh;
        match self.rng.u8(0..3) {
            0 => {
                let names: Vec<_> = (self.arrays.iter())
                    .filter(|a| a.1)
                    .map(|a| a.0.clone())
                    .collect();
                if let Some(name) = self.pick(&names) {
                    let (i, j, value) = (self.index(), self.index(), self.expr(1));
                    self.line(&format!("let b{n} = {name}[{i}] * x;"));
                    self.line(&format!("{name}[{j}] = ({value}).sin();"));
                    self.line(&format!("let v{n} = b{n} - 0.5 * {name}[{i}] * y;"));
                    self.variables.push((format!("v{n}"), false));
                }
            }
            1 => {
                let (first, value, last) = (self.leaf(), self.expr(1), self.expr(1));
                let condition = self.condition();
                self.line(&format!("let mut g{n} = vec![{first}];"));
                self.line(&format!("if {condition} {{ g{n}.push({value}); }}"));
                self.line(&format!(
                    "g{n}.push(({last}).tanh() * g{n}[g{n}.len() - 1]);"
                ));
                self.line(&format!(
                    "let v{n} = g{n}.pop().unwrap() + 0.5 * g{n}[0] * g{n}[g{n}.len() - 1];"
                ));
                self.variables.push((format!("v{n}"), false));
            }
            _ => {
                if let (Some(p), Some(q)) = (self.assignable(), self.assignable())
                    && p != q
                {
                    self.line(&format!(
                        "for e in a.iter() {{ {p} += 0.1 * e; {q} += 0.1 * {p} * e; }}"
                    ));
                }
            }
        }
    }

    fn counted_loop(&mut self) {
        if self.loops >= 3 {
            return;
        }
        self.fresh += 1;
        let i = format!("i{}", self.fresh);
        let range = [
            "0..3".into(),
            "1..4".into(),
            "0..=2".into(),
            "(0..3).rev()".into(),
            "(1..=3).rev()".into(),
            "(0..5).step_by(2)".into(),
            "0..a.len()".into(),
            format!(
                "0..{}",
                self.pick(&self.counters.clone())
                    .unwrap_or_else(|| "2".into())
            ),
        ];
        let range = self.rng.choice(range).unwrap_or_default();
        self.line(&format!("for {i} in {range} {{"));
        self.loops += 1;
        self.counters.push(i);
        let count = self.rng.usize(1..5);
        self.block(count);
        self.counters.pop();
        self.loops -= 1;
        self.line("}");
    }

    fn while_loop(&mut self) {
        if self.loops >= 2 {
            return;
        }
        self.fresh += 1;
        let k = format!("k{}", self.fresh);
        self.line(&format!("let mut {k} = 0;"));
        let limit = self.rng.u8(1..4);
        self.line(&format!("while {k} < {limit} {{"));
        self.indent += 1;
        self.line(&format!("{k} += 1;"));
        self.indent -= 1;
        self.loops += 1;
        self.counters.push(k);
        let count = self.rng.usize(1..4);
        self.block(count);
        self.counters.pop();
        self.loops -= 1;
        self.line("}");
    }

    fn jump(&mut self) {
        let condition = self.condition();
        let jump = match self.rng.u8(0..5) {
            0 => format!("return {};", self.expr(1)),
            1 | 2 if self.loops > 0 => "continue;".into(),
            3 if self.loops > 0 => "break;".into(),
            _ => return,
        };
        self.line(&format!("if {condition} {{ {jump} }}"));
    }
}
