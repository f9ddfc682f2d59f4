//! Prints `if`.

use super::Printer;
use super::block::{Body, Target};
use crate::emit::types;
use crate::ir::*;
use proc_macro2::TokenStream;
use quote::quote;

impl<'a> Printer<'a> {
    pub(super) fn if_stmt(&mut self, stmt: &'a Stmt, body: &mut Body) {
        let Stmt::If {
            then, els, results, ..
        } = stmt
        else {
            return;
        };
        if let Some(boolean) = self.plan.boolean(stmt) {
            for result in results {
                if self.plan.fate(*result) == crate::emit::plan::Fate::Kept {
                    let code = self.boolean(boolean, self.span(*result)).tokens();
                    self.bind(*result, code, body);
                }
            }
            return;
        }
        let mut targets = Vec::new();
        for result in results {
            let web = self.plan.web(*result);
            targets.push(if !self.plan.is_used(*result) {
                Target::Nothing
            } else if self.is_declared(web) {
                Target::Assign(web)
            } else {
                Target::Slot
            });
        }
        let handed: Vec<usize> = (0..targets.len())
            .filter(|i| targets[*i] != Target::Nothing)
            .collect();
        if let [only] = handed[..]
            && let Target::Assign(web) = targets[only]
            && ![then, els]
                .iter()
                .any(|branch| self.stands_in(branch.yields[only], web))
        {
            targets[only] = Target::Slot;
        }
        let mut printed = self.branches(stmt, &targets);
        let slots: Vec<Value> = results
            .iter()
            .zip(&targets)
            .filter(|(_, target)| **target == Target::Slot)
            .map(|(result, _)| *result)
            .collect();
        match (printed.tail.take(), &slots[..]) {
            (Some(code), [value]) => {
                body.append(printed);
                self.bind(*value, code, body);
            }
            (Some(code), values) => {
                body.append(printed);
                self.bind_several(values, &code, body);
            }
            (None, _) => body.append(printed),
        }
    }

    fn bind_several(&mut self, values: &[Value], code: &TokenStream, body: &mut Body) {
        let annotations: Vec<_> = values.iter().map(|value| self.annotation(*value)).collect();
        let ty = annotations.iter().any(Option::is_some).then(|| {
            let items = annotations
                .into_iter()
                .map(|ty| ty.unwrap_or_else(|| quote!(_)));
            let items = types::tuple(items);
            quote!(: #items)
        });
        let patterns: Vec<_> = values.iter().map(|value| self.declare(*value)).collect();
        let pattern = types::tuple(patterns);
        body.push(quote!(let #pattern #ty = #code;));
    }

    /// The `if` itself: a statement, or an expression if there is a slot among the targets.
    pub(super) fn branches(&mut self, stmt: &'a Stmt, targets: &[Target]) -> Body {
        let Stmt::If {
            condition,
            then,
            els,
            ..
        } = stmt
        else {
            return Body::default();
        };
        let (opened, then) = self.scoped(|printer| {
            let opened = printer.if_let(*condition, then);
            (opened, printer.body(then, targets))
        });
        let is_opened = opened.is_some();
        let positive = opened.unwrap_or_else(|| self.value(*condition).tokens());
        let negative = self.negated(*condition).tokens();
        let els = self.scoped(|printer| printer.body(els, targets));
        let mut body = Body::default();
        if targets.contains(&Target::Slot) {
            let (then, els) = (then.tokens(), otherwise(els));
            body.tail = Some(quote!(if #positive { #then } #els));
            body.ends_in_if = true;
            return body;
        }
        let mut push = |condition, branch: Body, els: TokenStream| {
            let branch = branch.tokens();
            body.push(quote!(if #condition { #branch } #els));
            body.ends_in_if = true;
        };
        let nothing = TokenStream::new();
        if then.is_empty() && els.is_empty() {
            return body;
        }
        if els.is_empty() {
            push(positive, then, nothing);
        } else if then.is_empty() {
            push(negative, els, nothing);
        } else if then.leaves {
            push(positive, then, nothing);
            body.append(els);
        } else if els.leaves && !is_opened {
            push(negative, els, nothing);
            body.append(then);
        } else {
            push(positive, then, otherwise(els));
        }
        body
    }
}

fn otherwise(els: Body) -> TokenStream {
    let flat = els.is_if();
    let els = els.tokens();
    if flat {
        quote!(else #els)
    } else {
        quote!(else { #els })
    }
}
