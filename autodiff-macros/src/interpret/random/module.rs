//! Whole modules: a struct with methods, and functions that call one another.

use super::Generator;
use super::calls::{Helper, Kind, Returns};
use super::records::{Held, Shape};

/// The passes that some of the functions are written without.
const PASSES: &str = "without(recompute, order, spans, simplify, fuse)";

/// The text of a module with a function
/// `f(x: f64, y: f64, a: &[f64], m: &mut [f64]) -> f64` that uses all the others.
pub(crate) fn module(seed: u64) -> String {
    let mut g = Generator::new(seed);
    let shape = Shape {
        inner: g.rng.bool(),
        growing: g.rng.u8(0..3) == 0,
        optional: g.rng.u8(0..3) == 0,
        count: g.rng.bool(),
    };
    g.shape = Some(shape);
    g.text = shape.definitions();
    for _ in 0..g.rng.usize(1..4) {
        g.helper();
    }
    g.annotation();
    g.line("pub fn f(x: f64, y: f64, a: &[f64], m: &mut [f64]) -> f64 {");
    g.indent += 1;
    g.arguments();
    let first = g.record(0);
    g.line(&format!("let mut s0: S = {first};"));
    g.records = vec![("s0".into(), Held::Owned)];
    g.budget = 16;
    g.returns = Returns::Float;
    let count = g.rng.usize(4..9);
    g.stmts(count);
    let result = g.expr(2);
    g.line(&format!(
        "({result}) + 0.3 * m[0] - 0.2 * m[1] * m[2] + 0.1 * s0.a * s0.v[1] + s0.b"
    ));
    g.indent -= 1;
    g.line("}");
    g.text
}

impl Generator {
    fn annotation(&mut self) {
        match self.rng.u8(0..4) {
            0 => self.line(&format!("#[differentiate({PASSES})]")),
            _ => self.line("#[differentiate]"),
        }
    }

    /// A function of what stands before it, with parameters at random.
    fn helper(&mut self) {
        let method = self.rng.bool();
        let mut params = Vec::new();
        if method || self.rng.u8(0..3) == 0 {
            let kinds = [Kind::Record, Kind::RecordMut, Kind::RecordValue];
            params.push(kinds[self.rng.usize(0..3)]);
        }
        params.push(Kind::X);
        for (kind, times) in [
            (Kind::Y, 2),
            (Kind::Slice, 3),
            (Kind::SliceMut, 4),
            (Kind::Function, 6),
            (Kind::Count, 3),
        ] {
            if self.rng.u8(0..times) == 0 {
                params.push(kind);
            }
        }
        let kinds = [
            Returns::Nothing,
            Returns::Float,
            Returns::Float,
            Returns::Pair,
            Returns::Array,
            Returns::Optional,
            Returns::Record,
        ];
        let mut returns = kinds[self.rng.usize(0..7)];
        let changes = params.contains(&Kind::RecordMut) || params.contains(&Kind::SliceMut);
        if !changes && returns == Returns::Nothing {
            returns = Returns::Float;
        }
        self.fresh += 1;
        let helper = Helper {
            name: format!("g{}", self.fresh),
            params,
            returns,
            method,
        };
        self.write(&helper);
        self.helpers.push(helper);
    }

    fn write(&mut self, helper: &Helper) {
        let has = |kind| helper.params.contains(&kind);
        self.annotation();
        if helper.method {
            self.line("impl S {");
            self.indent += 1;
        }
        let params: Vec<_> = (helper.params.iter())
            .map(|kind| kind.declared(helper.method))
            .collect();
        let (name, arrow) = (&helper.name, helper.returns.arrow());
        self.line(&format!("pub fn {name}({}){arrow} {{", params.join(", ")));
        self.indent += 1;
        // What every statement may name is in every function.
        if !has(Kind::Y) {
            self.line("let y = 0.7 * x - 0.2;");
        }
        if !has(Kind::Slice) {
            self.line("let a = [x, 0.5 * y, 0.3];");
        }
        if !has(Kind::SliceMut) {
            self.line("let mut m = vec![y, 0.4, x * y];");
        }
        self.arguments();
        let record = if helper.method { "self" } else { "s" };
        for (kind, held) in [
            (Kind::Record, Held::Ref),
            (Kind::RecordMut, Held::RefMut),
            (Kind::RecordValue, Held::Owned),
        ] {
            if has(kind) {
                self.records.push((record.into(), held));
            }
        }
        self.returns = helper.returns;
        self.budget = 9;
        if has(Kind::Count) {
            let end = self.returned(1);
            self.line(&format!("if n == 0 {{ return {end}; }}"));
        }
        if has(Kind::Function) {
            self.line("let v0 = h(0.5 * x) + h(y);");
            self.variables.push(("v0".into(), false));
        }
        let count = self.rng.usize(1..5);
        self.stmts(count);
        if has(Kind::Count) && !has(Kind::Function) {
            self.again(helper);
            self.stmts(1);
        }
        let end = self.returned(2);
        self.line(&end);
        self.indent -= 1;
        self.line("}");
        if helper.method {
            self.indent -= 1;
            self.line("}");
        }
        self.records.clear();
    }

    /// The function calls itself.
    fn again(&mut self, helper: &Helper) {
        let value = self.expr(1);
        self.line(&format!("let z = ({value}).sin();"));
        let held = if helper.method { "self" } else { "s" };
        let mut args = Vec::new();
        for kind in &helper.params {
            args.push(match kind {
                Kind::X => "z".into(),
                Kind::Y => "0.5 * z + y".into(),
                Kind::Slice => "&a[..]".into(),
                Kind::SliceMut => "&mut m[..]".into(),
                Kind::Record | Kind::RecordMut => held.into(),
                Kind::RecordValue => format!("{held}.clone()"),
                Kind::Count => "n - 1".into(),
                Kind::Function => "f64::sin".to_string(),
            });
        }
        let (name, params) = (&helper.name, args.join(", "));
        let call = match helper.method {
            true => format!("S::{name}({params})"),
            false => format!("{name}({params})"),
        };
        match helper.returns {
            Returns::Nothing => self.line(&format!("{call};")),
            Returns::Float => self.line(&format!("let z = z - 0.5 * {call};")),
            Returns::Pair => self.line(&format!("let z = z - 0.5 * {call}.1;")),
            Returns::Array => self.line(&format!("let z = z - 0.5 * {call}[1];")),
            Returns::Optional => self.line(&format!("let z = z + {call}.unwrap_or(0.1);")),
            Returns::Record => self.line(&format!("let z = z + {call}.b;")),
        }
        self.variables.push(("z".into(), false));
    }
}
