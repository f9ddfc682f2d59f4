//! Statements of the random programs.

use super::{Generator, LENGTH};

impl Generator {
    pub(super) fn stmts(&mut self, count: usize) {
        for _ in 0..count {
            if self.budget == 0 {
                return;
            }
            self.budget -= 1;
            self.stmt();
        }
    }

    /// Statements in a scope of their own.
    pub(super) fn block(&mut self, count: usize) {
        let (variables, arrays) = (self.variables.len(), self.arrays.len());
        let records = self.records.len();
        let counters = self.counters.len();
        self.indent += 1;
        self.stmts(count);
        self.indent -= 1;
        self.variables.truncate(variables);
        self.arrays.truncate(arrays);
        self.records.truncate(records);
        self.counters.truncate(counters);
    }

    pub(super) fn stmt(&mut self) {
        if self.has_records() && self.rng.u8(0..5) < 2 {
            return match self.rng.bool() {
                true => self.call_stmt(),
                false => self.record_stmt(),
            };
        }
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
}
