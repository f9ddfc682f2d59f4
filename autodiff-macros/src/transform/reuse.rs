//! What was read from a place, or stored there, is not read again while nothing writes it: one value
//! serves the partials, and one record.

use crate::ir::*;
use rustc_hash::FxHashMap;

/// The function with such loads replaced by the value at hand.
pub(crate) fn reuse(function: &Function) -> Function {
    let mut reused = function.clone();
    let mut pass = Pass {
        function: &mut reused,
        keys: FxHashMap::default(),
        numbers: FxHashMap::default(),
        renamed: FxHashMap::default(),
    };
    let mut stmts = std::mem::take(&mut pass.function.body.stmts);
    pass.block(&mut stmts, Known::default());
    let renamed = pass.renamed;
    reused.body.stmts = stmts;
    let resolve = |mut value: Value| {
        while let Some(next) = renamed.get(&value) {
            value = *next;
        }
        value
    };
    reused.body.all_uses(&mut |used| {
        if let Use::Value(v) = used {
            *v = resolve(*v);
        }
    });
    (reused.result).for_leaves(&mut |v| *v = resolve(*v), &mut |_| {});
    reused
}

/// What is at hand of the memories: the value that stands at a place.
#[derive(Clone, Default)]
struct Known(FxHashMap<String, (Place, Value)>);

impl Known {
    /// Forgets what a write of the place may change.
    fn written(&mut self, pass: &Pass<'_>, place: &Place) {
        self.0
            .retain(|_, (other, _)| other.memory != place.memory || pass.are_apart(other, place));
    }

    fn forget(&mut self, memory: Memory) {
        self.0.retain(|_, (place, _)| place.memory != memory);
    }
}

struct Pass<'a> {
    function: &'a mut Function,
    /// How a value is computed, as text: indices that are computed alike are alike.
    keys: FxHashMap<Value, String>,
    /// A number for each way of computing one, so that a sum of sums is no longer than a sum.
    numbers: FxHashMap<String, usize>,
    renamed: FxHashMap<Value, Value>,
}

impl Pass<'_> {
    fn block(&mut self, stmts: &mut Vec<Stmt>, mut known: Known) {
        for mut stmt in std::mem::take(stmts) {
            match &stmt {
                Stmt::Let { value, expr } => {
                    let (value, expr) = (*value, expr.clone());
                    self.describe(value, &expr);
                    if let Expr::Load(place) = &expr
                        && self.function.value(value).ty.is_scalar()
                    {
                        let key = self.key(place);
                        if let Some((_, before)) = known.0.get(&key) {
                            self.take_over(*before, value);
                            continue;
                        }
                        known.0.insert(key, (place.clone(), value));
                        stmts.push(stmt);
                        continue;
                    }
                }
                Stmt::Store { place, value } => {
                    known.written(self, place);
                    let (stored, at) = (&self.function.value(*value).ty, place);
                    if self.function.place_type(at).as_ref() == Some(stored) {
                        known.0.insert(self.key(place), (place.clone(), *value));
                    }
                    stmts.push(stmt);
                    continue;
                }
                _ => {}
            }
            let changed = changed(&stmt);
            let repeats = matches!(stmt, Stmt::For(_) | Stmt::While(_));
            if repeats {
                changed.iter().for_each(|memory| known.forget(*memory));
            }
            for inner in stmt.blocks_mut() {
                self.block(&mut inner.stmts, known.clone());
            }
            match &stmt {
                Stmt::Update { place, .. } => known.written(self, place),
                _ => changed.iter().for_each(|memory| known.forget(*memory)),
            }
            stmts.push(stmt);
        }
    }

    /// The value replaces a later one, and takes its name if that is the user's.
    fn take_over(&mut self, value: Value, later: Value) {
        self.renamed.insert(later, value);
        let by_user = |name: &Option<Name>| name.as_ref().is_some_and(|name| name.by_user);
        let name = self.function.value(later).name.clone();
        let info = &mut self.function.values[value.index()];
        if by_user(&name) && !by_user(&info.name) {
            info.name = name;
        }
    }

    fn describe(&mut self, value: Value, expr: &Expr) {
        let text = match expr {
            Expr::Literal(tokens) | Expr::Const(tokens) => tokens.text().to_string(),
            Expr::Binary(op, a, b) if self.function.value(value).ty.is_integer() => {
                let text = format!("({op:?} {} {})", self.value(*a), self.value(*b));
                self.numbered(text)
            }
            Expr::Cast(v, ty) => {
                let text = format!("({} as {ty:?})", self.value(*v));
                self.numbered(text)
            }
            _ => return,
        };
        self.keys.insert(value, text);
    }

    fn numbered(&mut self, text: String) -> String {
        let next = self.numbers.len();
        format!("#{}", self.numbers.entry(text).or_insert(next))
    }

    fn value(&self, value: Value) -> String {
        let value = self.renamed.get(&value).copied().unwrap_or(value);
        match self.keys.get(&value) {
            Some(text) => text.clone(),
            None => format!("%{}", value.0),
        }
    }

    fn key(&self, place: &Place) -> String {
        let mut key = format!("@{}", place.memory.0);
        for projection in &place.path {
            let end = |v: &Option<Value>| v.map(|v| self.value(v)).unwrap_or_default();
            key += &match projection {
                Projection::Index(i) => format!("[{}]", self.value(*i)),
                Projection::Range(from, to) => format!("[{}..{}]", end(from), end(to)),
                other => format!("{other:?}"),
            };
        }
        key
    }

    /// Whether two places of one memory surely do not overlap.
    fn are_apart(&self, a: &Place, b: &Place) -> bool {
        let number = |v: &Value| self.keys.get(v).and_then(|key| key.parse::<usize>().ok());
        for pair in a.path.iter().zip(&b.path) {
            match pair {
                (Projection::Index(i), Projection::Index(j)) => match (number(i), number(j)) {
                    (Some(i), Some(j)) if i != j => return true,
                    (Some(_), Some(_)) => {}
                    _ => return false,
                },
                (Projection::Field(i), Projection::Field(j)) if i != j => return true,
                (Projection::Member(i), Projection::Member(j)) if i != j => return true,
                (x, y) if x == y => {}
                _ => return false,
            }
        }
        false
    }
}

/// The memories that a statement, or one inside it, writes or moves.
fn changed(stmt: &Stmt) -> Vec<Memory> {
    let mut found = Vec::new();
    let mut look = |used: Use<'_>| match used {
        Use::Place(place, access) if access.writes() => found.push(place.memory),
        Use::Moved(memory) => found.push(*memory),
        _ => {}
    };
    stmt.look(&mut look);
    for block in stmt.blocks() {
        block.look_all(&mut look);
    }
    found
}
