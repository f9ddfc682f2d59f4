//! Statements that look again at what they, or the ones before them, change.

use super::Generator;

impl Generator {
    /// What is read before and after a write of what may be the same, or while it is summed up.
    pub(super) fn looked_at_again(&mut self) {
        self.fresh += 1;
        let n = self.fresh;
        match self.rng.u8(0..5) {
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
            2 => {
                let (name, factor) = (self.array(), self.leaf());
                self.line(&format!("let mut v{n} = 0.1;"));
                let wide = self.rng.usize(1..3);
                self.line(&format!("for i{n} in 0..{} {{", 3 - wide));
                self.line(&format!(
                    "    v{n} += {name}[i{n}] * {name}[i{n} + 1] - 0.3 * {name}[i{n} + {wide}] * {factor};"
                ));
                self.line("}");
                self.variables.push((format!("v{n}"), true));
            }
            3 => {
                let (name, first, factor) = (self.array(), self.leaf(), self.leaf());
                self.line(&format!("let mut v{n} = {first};"));
                self.line(&format!("for e in {name}.iter() {{"));
                self.line(&format!("    let f = 0.5 * e * {factor};"));
                self.line(&format!("    if f > v{n} {{ v{n} = f; }}"));
                self.line("}");
                self.variables.push((format!("v{n}"), true));
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
}
