//! Expressions of the random programs.

use super::Generator;

impl Generator {
    pub(super) fn leaf(&mut self) -> String {
        if self.has_records()
            && self.rng.u8(0..3) == 0
            && let Some(member) = self.member()
        {
            return member;
        }
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

    pub(super) fn condition(&mut self) -> String {
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
        if self.has_records()
            && self.rng.u8(0..4) == 0
            && let Some(call) = self.called(depth)
        {
            return call;
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
    pub(super) fn leaf_receiver(&mut self) -> String {
        let names: Vec<_> = self.variables.iter().map(|v| v.0.clone()).collect();
        self.pick(&names).unwrap_or_else(|| "x".into())
    }
}
