//! Chains of iterators and `Option`s for the random programs.

use super::Generator;

impl Generator {
    /// An array in scope.
    pub(super) fn array(&mut self) -> String {
        let names: Vec<_> = self.arrays.iter().map(|a| a.0.clone()).collect();
        self.pick(&names).unwrap_or_else(|| "a".into())
    }

    /// A chain that ends in a number: items `e` go through adaptors, then something ends it.
    pub(super) fn chain(&mut self, depth: usize) -> String {
        let (first, second) = (self.array(), self.array());
        let kind = self.rng.u8(0..7);
        let mut text = match kind {
            0 => format!("{first}.iter().copied()"),
            1 => format!("{first}.iter().zip({second}.iter()).map(|(p, q)| 0.5 * p * q)"),
            2 => format!("{first}.iter().copied().chain({second}.iter().copied()).skip(1)"),
            3 => format!(
                "(0..3usize).flat_map(|p| (0..p).map(move |q| (p, q))).map(|(p, q)| {first}[p] * {second}[q])"
            ),
            4 => format!("{first}.windows(2).map(|w| w[1] - 0.5 * w[0])"),
            5 => format!("{first}.iter().rev().chain({second}.iter().rev()).copied()"),
            _ => format!("(0..3usize).map(|p| 0.25 * p as f64 - {first}[p])"),
        };
        for _ in 0..self.rng.usize(0..3) {
            let limit = format!("{:.3}_f64", self.rng.f64() * 2.0 - 1.0);
            let scale = self.leaf();
            text += &match self.rng.u8(0..8) {
                0 => format!(".filter(|e| *e > {limit})"),
                1 => format!(".take_while(|e| *e < {limit} + 0.5)"),
                2 => format!(".skip_while(|e| *e < {limit})"),
                3 => format!(
                    ".filter_map(|e| if e > {limit} {{ Some(e * {scale}) }} else {{ None }})"
                ),
                4 => format!(".scan({limit}, |s, e| {{ *s = 0.5 * *s + e; Some(*s * 0.5) }})"),
                5 => format!(".map_while(|e| (e < {limit} + 1.0).then(|| e.sin()))"),
                6 => format!(".enumerate().map(|(k, e)| e * (0.5 * k as f64 - {limit}))"),
                _ => format!(".map(|e| e * {scale}.tanh())"),
            };
        }
        let other = if depth > 1 { self.expr(1) } else { self.leaf() };
        // How long what is flattened is is not known before, so that it cannot be collected.
        let ends = if kind == 3 { 8 } else { 9 };
        let end = match self.rng.u8(0..ends) {
            0 => ".sum::<f64>()".to_string(),
            1 => ".product::<f64>()".to_string(),
            2 => format!(".fold({other}, |s, e| 0.5 * s + e)"),
            3 => format!(".min_by(|p, q| p.total_cmp(q)).unwrap_or({other})"),
            4 => format!(".max_by(|p, q| p.partial_cmp(q).unwrap()).unwrap_or({other})"),
            5 => format!(".reduce(|p, q| 0.5 * p - q).unwrap_or({other})"),
            6 => format!(".last().map_or({other}, |e| e * e)"),
            7 => format!(".find(|e| *e > 0.1).unwrap_or({other})"),
            _ => ".collect::<Vec<f64>>().iter().map(|e| e * e).sum::<f64>()".to_string(),
        };
        // What is bounded does not grow without bounds in loops.
        format!("(0.5 * ({text}{end}).tanh())")
    }
}
