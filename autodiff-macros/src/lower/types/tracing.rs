//! Which variables are objects of the user's, by what is done with them and with what operators make
//! of them: `(a - b).norm()` tells of `a` and `b`.

use crate::lower::expr::plain;
use crate::lower::paths;
use crate::lower::scan::Facts;

impl Facts {
    /// What an object is computed from by operators is one, too.
    pub(in crate::lower) fn trace_objects(&mut self) {
        loop {
            let before = self.receivers.len();
            for (name, operands) in &self.sums {
                if self.receivers.contains(name) {
                    self.receivers.extend(operands.iter().cloned());
                }
            }
            if self.receivers.len() == before {
                return;
            }
        }
    }

    /// Whether an operand is a variable that has parts, or behind one.
    pub(in crate::lower) fn is_part_of_object(&self, e: &syn::Expr) -> bool {
        let mut names = Vec::new();
        operands(e, &mut names);
        names.iter().any(|name| self.receivers.contains(name))
    }

    pub(in crate::lower) fn note_object(&mut self, e: &syn::Expr) {
        let mut names = Vec::new();
        operands(e, &mut names);
        self.receivers.extend(names);
    }
}

/// The variables and fields that an expression is computed from by operators alone.
pub(in crate::lower) fn operands(e: &syn::Expr, names: &mut Vec<String>) {
    match plain(e) {
        syn::Expr::Path(path) => names.extend(paths::single(path)),
        // A field goes by what is written: `b.pos`.
        syn::Expr::Field(_) => {
            names.push(crate::lower::types::tokens_of(plain(e)).text().to_string());
            names.extend(component(e));
        }
        syn::Expr::Unary(e) => operands(&e.expr, names),
        // The elements of an array are all of one type. What a tuple indexes is an object itself.
        syn::Expr::Index(e) if !matches!(plain(&e.index), syn::Expr::Tuple(_)) => {
            operands(&e.expr, names);
        }
        syn::Expr::Reference(e) => operands(&e.expr, names),
        syn::Expr::Binary(e) => {
            operands(&e.left, names);
            operands(&e.right, names);
        }
        _ => {}
    }
}

/// A variable, or what a component of a tuple is called that is a variable of its own: `t_1` of `t.1`.
pub(in crate::lower) fn component(e: &syn::Expr) -> Option<String> {
    match plain(e) {
        syn::Expr::Path(path) => paths::single(path),
        syn::Expr::Field(field) => match &field.member {
            syn::Member::Unnamed(at) => Some(format!("{}_{}", component(&field.base)?, at.index)),
            syn::Member::Named(_) => None,
        },
        _ => None,
    }
}
