//! Functions that call one another, and their calls.

use super::records::Held;
use super::{Generator, LENGTH};

/// A parameter. A function has at most one of each, so that its kind says its name.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// `x: f64`
    X,
    /// `y: f64`
    Y,
    Slice,
    SliceMut,
    Record,
    RecordMut,
    RecordValue,
    Count,
    Function,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Returns {
    Nothing,
    Float,
    Pair,
    Array,
    Optional,
    Record,
}

#[derive(Clone)]
pub(super) struct Helper {
    pub(super) name: String,
    pub(super) params: Vec<Kind>,
    pub(super) returns: Returns,
    /// Whether the struct, its first parameter, is `self`.
    pub(super) method: bool,
}

impl Kind {
    fn changes(self) -> bool {
        matches!(self, Kind::SliceMut | Kind::RecordMut)
    }

    pub(super) fn declared(self, method: bool) -> &'static str {
        match (self, method) {
            (Kind::X, _) => "x: f64",
            (Kind::Y, _) => "y: f64",
            (Kind::Slice, _) => "a: &[f64]",
            (Kind::SliceMut, _) => "m: &mut [f64]",
            (Kind::Record, false) => "s: &S",
            (Kind::RecordMut, false) => "s: &mut S",
            (Kind::RecordValue, false) => "mut s: S",
            (Kind::Record, true) => "&self",
            (Kind::RecordMut, true) => "&mut self",
            (Kind::RecordValue, true) => "mut self",
            (Kind::Count, _) => "n: usize",
            (Kind::Function, _) => "h: impl Fn(f64) -> f64",
        }
    }
}

impl Returns {
    pub(super) fn arrow(self) -> &'static str {
        match self {
            Returns::Nothing => "",
            Returns::Float => " -> f64",
            Returns::Pair => " -> (f64, f64)",
            Returns::Array => " -> [f64; 3]",
            Returns::Optional => " -> Option<f64>",
            Returns::Record => " -> S",
        }
    }
}

impl Helper {
    fn changes(&self) -> bool {
        self.params.iter().any(|kind| kind.changes())
    }
}

impl Generator {
    /// What the function gives, as an expression.
    pub(super) fn returned(&mut self, depth: usize) -> String {
        match self.returns {
            Returns::Nothing => String::new(),
            Returns::Float => self.expr(depth),
            Returns::Pair => format!("({}, {})", self.expr(depth), self.leaf()),
            Returns::Array => {
                format!("[{}, {}, {}]", self.leaf(), self.expr(depth), self.leaf())
            }
            Returns::Optional => match self.rng.u8(0..3) {
                0 => format!("Some({})", self.expr(depth)),
                1 => "None".into(),
                _ => format!(
                    "if {} {{ Some({}) }} else {{ None }}",
                    self.condition(),
                    self.expr(depth)
                ),
            },
            Returns::Record => self.record(depth),
        }
    }

    fn argument(&mut self, kind: Kind, simple: bool) -> Option<String> {
        Some(match kind {
            Kind::X | Kind::Y if simple => {
                let value = self.expr(1);
                self.fresh += 1;
                let name = format!("c{}", self.fresh);
                self.line(&format!("let {name} = {value};"));
                name
            }
            Kind::X | Kind::Y => self.expr(1),
            // Beside something that is changed, only what cannot be that.
            Kind::Slice if simple => "&a[..]".into(),
            Kind::Slice => format!("&{}[..]", self.array()),
            Kind::SliceMut => format!("&mut {}[..]", self.changed_array()?),
            Kind::Record => match self.any_record()? {
                (name, Held::Owned) => format!("&{name}"),
                (name, Held::Ref) => name,
                (name, Held::RefMut) => format!("&*{name}"),
            },
            Kind::RecordMut => match self.changed_record()? {
                (name, Held::RefMut) => name,
                (name, _) => format!("&mut {name}"),
            },
            Kind::RecordValue => format!("{}.clone()", self.any_record()?.0),
            Kind::Count => match self.pick(&self.counters.clone()) {
                Some(counter) => format!("({counter} as usize) % 3"),
                None => self.rng.usize(0..4).to_string(),
            },
            Kind::Function => match self.rng.u8(0..3) {
                0 => "f64::sin".into(),
                1 if !simple => format!("|e: f64| 0.5 * e * {}", self.leaf()),
                _ => "|e: f64| (0.3 * e).tanh() - 0.1 * e".into(),
            },
        })
    }

    /// A call of a function that changes its arguments, or of one that does not.
    fn call(&mut self, changes: bool) -> Option<(String, Returns)> {
        let fits = |h: &&Helper| h.changes() == changes;
        let fitting: Vec<_> = self.helpers.iter().filter(fits).cloned().collect();
        let helper = self.rng.choice(&fitting).cloned()?;
        let mut args = Vec::new();
        for kind in &helper.params {
            args.push(self.argument(*kind, changes)?);
        }
        let text = match helper.method {
            true if self.rng.u8(0..4) == 0 => format!("S::{}({})", helper.name, args.join(", ")),
            true => {
                let receiver = args.remove(0);
                let receiver = receiver
                    .trim_start_matches("&mut ")
                    .trim_start_matches("&*");
                let receiver = receiver.trim_start_matches('&');
                format!("{receiver}.{}({})", helper.name, args.join(", "))
            }
            false => format!("{}({})", helper.name, args.join(", ")),
        };
        Some((text, helper.returns))
    }

    /// A number from a call of something that changes nothing.
    pub(super) fn called(&mut self, depth: usize) -> Option<String> {
        // Calls in calls in calls are what nobody writes.
        if self.calls > 1 || depth > 2 && self.rng.bool() {
            return None;
        }
        self.calls += 1;
        let call = self.call(false);
        self.calls -= 1;
        let (call, returns) = call?;
        let number = self.number(&call, returns)?;
        Some(format!("({number}).tanh()"))
    }

    fn number(&mut self, call: &str, returns: Returns) -> Option<String> {
        Some(match (returns, self.rng.u8(0..3)) {
            (Returns::Nothing, _) => return None,
            (Returns::Float, _) => call.into(),
            (Returns::Pair, 0) => format!("{call}.1"),
            (Returns::Pair, _) => format!("{{ let (p, q) = {call}; 0.5 * p - p * q }}"),
            (Returns::Array, 0) => format!("{call}[{}]", self.rng.usize(0..LENGTH)),
            (Returns::Array, 1) => format!("{call}.iter().sum::<f64>()"),
            (Returns::Array, _) => format!("{{ let [p, q, _] = {call}; p * q }}"),
            (Returns::Optional, 0) => format!("{call}.unwrap_or({})", self.leaf()),
            (Returns::Optional, 1) => {
                format!("{call}.map_or({}, |e| 0.5 * e * e)", self.leaf())
            }
            (Returns::Optional, _) => {
                let other = self.leaf();
                format!("if let Some(e) = {call} {{ e.sin() }} else {{ {other} }}")
            }
            (Returns::Record, 0) => format!("{call}.a"),
            (Returns::Record, 1) => format!("{call}.v[1]"),
            (Returns::Record, _) => format!("{{ let t: S = {call}; t.a * t.v[2] - t.b }}"),
        })
    }

    /// A call as a statement, or the result of one under a name.
    pub(super) fn call_stmt(&mut self) {
        let changes = self.rng.u8(0..3) > 0;
        let Some((call, returns)) = self.call(changes) else {
            return;
        };
        self.fresh += 1;
        let n = self.fresh;
        match returns {
            Returns::Nothing => self.line(&format!("{call};")),
            Returns::Record => {
                self.line(&format!("let mut s{n}: S = {call};"));
                self.records.push((format!("s{n}"), Held::Owned));
            }
            Returns::Array => {
                self.line(&format!("let w{n}: [f64; {LENGTH}] = {call};"));
                self.arrays.push((format!("w{n}"), false));
            }
            _ => {
                if let Some(number) = self.number(&call, returns) {
                    self.line(&format!("let v{n} = ({number}).sin();"));
                    self.variables.push((format!("v{n}"), false));
                }
            }
        }
    }
}
