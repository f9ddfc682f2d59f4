//! Scalar expressions that were computed before, in the block or in one around it, are not computed
//! again.

use crate::ir::*;
use std::collections::HashMap;

pub(super) fn computed_twice(function: &mut Function) {
    let mut pass = Pass {
        literals: HashMap::new(),
        renames: HashMap::new(),
    };
    let mut body = std::mem::replace(
        &mut function.body,
        Block {
            id: BlockId(0),
            stmts: Vec::new(),
            yields: Vec::new(),
        },
    );
    pass.block(&mut body, &HashMap::new(), function);
    function.body = body;
    let renames = &pass.renames;
    function
        .result
        .for_leaves(&mut |v| *v = renames.get(v).copied().unwrap_or(*v), &mut |_| {});
}

struct Pass {
    /// Literals by their text: two of them are one operand.
    literals: HashMap<Value, String>,
    renames: HashMap<Value, Value>,
}

impl Pass {
    fn block(&mut self, block: &mut Block, known: &HashMap<String, Value>, function: &Function) {
        let mut known = known.clone();
        for mut stmt in std::mem::take(&mut block.stmts) {
            self.rename(&mut stmt);
            if let Stmt::Let { value, expr } = &stmt {
                if let Expr::Literal(tokens) = expr {
                    self.literals.insert(*value, tokens.text().into());
                } else if let Some(key) = self.key(expr, &function.value(*value).ty) {
                    if let Some(before) = known.get(&key) {
                        self.renames.insert(*value, *before);
                        continue;
                    }
                    known.insert(key, *value);
                }
            }
            for inner in stmt.blocks_mut() {
                self.block(inner, &known, function);
            }
            block.stmts.push(stmt);
        }
        for value in &mut block.yields {
            *value = self.renames.get(value).copied().unwrap_or(*value);
        }
    }

    fn rename(&self, stmt: &mut Stmt) {
        stmt.uses(&mut |used| {
            if let Use::Value(v) = used
                && let Some(before) = self.renames.get(v)
            {
                *v = *before;
            }
        });
    }

    /// What the expression is, if it depends on scalars alone.
    fn key(&self, expr: &Expr, ty: &Type) -> Option<String> {
        let operand = |v: &Value| match self.literals.get(v) {
            Some(text) => text.clone(),
            None => format!("%{}", v.0),
        };
        let list = |vs: &[Value]| vs.iter().map(operand).collect::<Vec<_>>().join(",");
        let text = match expr {
            Expr::Unary(op, v) => format!("{op:?} {}", operand(v)),
            Expr::Binary(op, a, b) => format!("{op:?} {} {}", operand(a), operand(b)),
            Expr::Cast(v, ty) => format!("cast {} {ty:?}", operand(v)),
            Expr::Rule(rule, vs) => format!("rule {} {}", rule.name, list(vs)),
            Expr::Runtime(path, vs) => format!("runtime {path} {}", list(vs)),
            _ => return None,
        };
        Some(format!("{text}: {ty:?}"))
    }
}
