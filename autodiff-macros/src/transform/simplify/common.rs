//! Scalar expressions, and lengths of slices, that were computed before, in the block or in one around it, are not computed
//! again.

use super::Renames;
use crate::ir::*;
use rustc_hash::FxHashMap;

pub(super) fn computed_twice(function: &mut Function) {
    let mut pass = Pass::default();
    let mut stmts = std::mem::take(&mut function.body.stmts);
    pass.block(&mut stmts, &mut FxHashMap::default(), function);
    function.body.stmts = stmts;
    pass.renames.apply(function);
}

#[derive(Default)]
struct Pass {
    /// Literals by their text: two of them are one operand.
    literals: FxHashMap<Value, String>,
    renames: Renames,
}

impl Pass {
    fn block(
        &mut self,
        stmts: &mut Vec<Stmt>,
        known: &mut FxHashMap<String, Value>,
        function: &Function,
    ) {
        let mut own = Vec::new();
        for mut stmt in std::mem::take(stmts) {
            if let Stmt::Let { value, expr } = &stmt {
                if let Expr::Literal(tokens) = expr {
                    self.literals.insert(*value, tokens.text().into());
                } else if let Some(key) = self.key(expr, function, &function.value(*value).ty) {
                    if let Some(before) = known.get(&key) {
                        self.renames.add(*value, *before);
                        continue;
                    }
                    own.push(key.clone());
                    known.insert(key, *value);
                }
            }
            for inner in stmt.blocks_mut() {
                self.block(&mut inner.stmts, known, function);
            }
            stmts.push(stmt);
        }
        // What a block computes is not known behind it.
        for key in own {
            known.remove(&key);
        }
    }

    /// What the expression is, if it depends on scalars alone.
    fn key(&self, expr: &Expr, function: &Function, ty: &Type) -> Option<String> {
        let operand = |v: &Value| {
            let v = self.renames.resolve(*v);
            match self.literals.get(&v) {
                Some(text) => text.clone(),
                None => format!("%{}", v.0),
            }
        };
        let list = |vs: &[Value]| vs.iter().map(operand).collect::<Vec<_>>().join(",");
        let text = match expr {
            Expr::Unary(op, v) => format!("{op:?} {}", operand(v)),
            Expr::Binary(op, a, b) => format!("{op:?} {} {}", operand(a), operand(b)),
            Expr::Cast(v, ty) => format!("cast {} {ty:?}", operand(v)),
            Expr::Rule(rule, vs) => format!("rule {} {}", rule.name, list(vs)),
            Expr::Runtime(path, vs) => format!("runtime {path} {}", list(vs)),
            Expr::Len(place) if place.path.is_empty() => {
                // A slice keeps its length; a `Vec` need not.
                match function.memory(place.memory).ty {
                    Type::Slice(_) | Type::Array(..) => format!("len @{}", place.memory.0),
                    _ => return None,
                }
            }
            _ => return None,
        };
        Some(format!("{text}: {ty:?}"))
    }
}
