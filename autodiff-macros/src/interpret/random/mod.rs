//! Random programs over the language, as source text: expressions, mutation, shadowing, arrays,
//! nested control flow, early exits. The same seed gives the same program.

mod again;
mod calls;
mod chains;
mod exprs;
mod loops;
mod module;
mod records;
mod stmts;

use calls::{Helper, Returns};
use fastrand::Rng;
pub(crate) use module::module;
use records::{Held, Shape};

/// Every array of a program has this many elements.
const LENGTH: usize = 3;

struct Generator {
    rng: Rng,
    text: String,
    indent: usize,
    /// Float variables in scope, and whether they may be assigned.
    variables: Vec<(String, bool)>,
    /// Arrays in scope, and whether their elements may be.
    arrays: Vec<(String, bool)>,
    /// Structs in scope, and how they are held.
    records: Vec<(String, Held)>,
    /// Variables of counted loops in scope.
    counters: Vec<String>,
    /// How many loops are around, and whether a jump may stand here.
    loops: usize,
    /// How many calls the expression that is being written stands in.
    calls: usize,
    fresh: usize,
    budget: usize,
    /// The functions that may be called.
    helpers: Vec<Helper>,
    /// What the function that is being written gives.
    returns: Returns,
    /// What the struct of the program has beside its numbers, if it has one.
    shape: Option<Shape>,
}

/// One function without structs and calls: `fn f(x: f64, y: f64, a: &[f64], m: &mut [f64]) -> f64 { … }`
pub(crate) fn program(seed: u64) -> String {
    let mut g = Generator::new(seed);
    g.line("fn f(x: f64, y: f64, a: &[f64], m: &mut [f64]) -> f64 {");
    g.indent += 1;
    g.arguments();
    g.budget = 28;
    let count = g.rng.usize(3..9);
    g.stmts(count);
    let result = g.expr(3);
    g.line(&result);
    g.text.push_str("}\n");
    g.text
}

impl Generator {
    fn new(seed: u64) -> Self {
        Generator {
            rng: Rng::with_seed(seed),
            text: String::new(),
            indent: 0,
            variables: Vec::new(),
            arrays: Vec::new(),
            records: Vec::new(),
            counters: Vec::new(),
            loops: 0,
            calls: 0,
            fresh: 0,
            budget: 0,
            helpers: Vec::new(),
            returns: Returns::Float,
            shape: None,
        }
    }

    /// The arguments that every program has come into scope.
    fn arguments(&mut self) {
        self.variables = vec![("x".into(), false), ("y".into(), false)];
        self.arrays = vec![("a".into(), false), ("m".into(), true)];
    }

    /// Whether this is one of the programs with structs and calls.
    fn has_records(&self) -> bool {
        self.shape.is_some()
    }

    fn line(&mut self, text: &str) {
        self.text += &"    ".repeat(self.indent);
        self.text += text;
        self.text.push('\n');
    }

    fn pick(&mut self, from: &[String]) -> Option<String> {
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
}
