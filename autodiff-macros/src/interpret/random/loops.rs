//! Loops of the random programs, and the ways out of them.

use super::Generator;

impl Generator {
    pub(super) fn counted_loop(&mut self) {
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

    pub(super) fn while_loop(&mut self) {
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

    pub(super) fn jump(&mut self) {
        let condition = self.condition();
        let jump = match self.rng.u8(0..5) {
            0 => format!("return {};", self.returned(1)),
            1 | 2 if self.loops > 0 => "continue;".into(),
            3 if self.loops > 0 => "break;".into(),
            _ => return,
        };
        self.line(&format!("if {condition} {{ {jump} }}"));
    }
}
