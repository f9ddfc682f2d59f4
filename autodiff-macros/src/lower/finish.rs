//! The end of lowering: types are settled, literals written out, what is in vain left out.

use super::builder::{Deferred, tokens};
use super::messages as m;
use super::*;
use crate::ir::{Binary, Expr, Passing, Tokens};
use proc_macro2::{Literal, TokenTree};
use std::str::FromStr;

impl<'a> Lowerer<'a> {
    /// Settles everything that was left open.
    pub(super) fn finish(&mut self) {
        let mut stmts = std::mem::take(&mut self.prelude);
        stmts.extend(self.open.pop().unwrap_or_default());
        self.function.body.stmts = stmts;
        if !self.errors.is_empty() {
            return;
        }
        self.settle_types();
        let mut body = self.function.body.clone();
        self.rewrite(&mut body);
        self.function.body = body;
        prune::prune(&mut self.function);
        let mut pins = self.infer.pins();
        pins.extend(self.constant_pins());
        self.function.pins = pins;
        for (name, span) in self.infer.unclear_integers() {
            self.error_about(span, m::UNCLEAR_INTEGER, &name);
        }
        self.check_wanted();
        self.write_literals();
    }

    fn settle_types(&mut self) {
        let resolve = |ty: &mut Type| *ty = self.infer.resolve(ty);
        self.function
            .values
            .iter_mut()
            .for_each(|v| resolve(&mut v.ty));
        self.function
            .memories
            .iter_mut()
            .for_each(|m| resolve(&mut m.ty));
        resolve(&mut self.function.result_type);
        for param in &mut self.function.params {
            param.ty = self.infer.resolve_as_written(&param.ty);
        }
    }

    /// What depends on types that are known only now.
    fn rewrite(&mut self, block: &mut Block) {
        let mut stmts = Vec::new();
        for mut stmt in std::mem::take(&mut block.stmts) {
            for inner in stmt.blocks_mut() {
                self.rewrite(inner);
            }
            match &mut stmt {
                Stmt::Let {
                    expr: Expr::Cast(_, ty),
                    ..
                } => *ty = self.infer.resolve(ty),
                Stmt::Call(call) => {
                    let unit = |v: &Value| self.function.value(*v).ty == Type::Unit;
                    call.result = call.result.filter(|v| !unit(v));
                    let named = call
                        .result
                        .and_then(|v| self.function.value(v).name.clone());
                    if let Some(name) = named.filter(|name| name.by_user) {
                        call.name = name.text;
                    }
                }
                Stmt::Update {
                    place,
                    value,
                    subtract,
                } => {
                    let (place, value, subtract) = (place.clone(), *value, *subtract);
                    let ty = self.place_type(&place);
                    let ty = self.infer.resolve(&ty);
                    if !ty.is_float() {
                        self.update_in_steps(place, value, subtract, ty, &mut stmts);
                        continue;
                    }
                }
                _ => {}
            }
            stmts.push(stmt);
        }
        block.stmts = stmts;
    }

    /// `place += value` of integers, as load, addition and store.
    fn update_in_steps(
        &mut self,
        place: crate::ir::Place,
        value: Value,
        subtract: bool,
        ty: Type,
        stmts: &mut Vec<Stmt>,
    ) {
        let span = self.function.value(value).span;
        let old = self.new_value(ty.clone(), None, span);
        let new = self.new_value(ty, None, span);
        let op = if subtract { Binary::Sub } else { Binary::Add };
        stmts.push(Stmt::Let {
            value: old,
            expr: Expr::Load(place.clone()),
        });
        stmts.push(Stmt::Let {
            value: new,
            expr: Expr::Binary(op, old, value),
        });
        stmts.push(Stmt::Store { place, value: new });
    }

    /// Writes the literals whose type decides how they look.
    fn write_literals(&mut self) {
        let deferred: std::collections::HashMap<_, _> = self.deferred.iter().copied().collect();
        let mut unset = Vec::new();
        for stmt in &mut self.function.body.stmts {
            let Stmt::Let { value, expr } = stmt else {
                continue;
            };
            let Some(kind) = deferred.get(value) else {
                continue;
            };
            let info = &self.function.values[value.index()];
            if !prune::has_zero(&info.ty) {
                unset.push(info.span);
            }
            let text = match (&info.ty, kind) {
                (Type::Bool, _) => "false",
                (Type::Char, _) => "'\\0'",
                (Type::Float(_), Deferred::Zero) => "0.0",
                (Type::Float(_), Deferred::Sum) => "-0.0",
                (Type::Float(_), Deferred::Product) => "1.0",
                (_, Deferred::Product) => "1",
                _ => "0",
            };
            let literal = match Literal::from_str(text) {
                Ok(literal) => Tokens::new(TokenTree::Literal(literal).into()),
                Err(_) => tokens(text),
            };
            *expr = Expr::Literal(literal);
        }
        for span in unset {
            self.error(span, m::UNSET);
        }
    }

    /// The types that a caller must be able to name.
    fn check_wanted(&mut self) {
        let mut spans = Vec::new();
        for (ty, span) in &self.wanted {
            if has_unknown(&self.infer.resolve(ty)) {
                spans.push(*span);
            }
        }
        for span in spans {
            self.error(span, m::UNKNOWN_ARGUMENT);
        }
    }

    /// Whether there is anything to differentiate, by the types of the signature.
    pub(super) fn check_gradients(&mut self, item: &syn::ItemFn) {
        let span = item.sig.ident.span();
        let params = &self.function.params;
        let active = |ty: &Type| self.infer.resolve(ty).carries_gradient();
        if !params.iter().any(|p| active(&p.ty)) {
            self.error(span, m::NO_INPUT);
            return;
        }
        let mut written = params.iter().filter(|p| p.passing == Passing::RefMut);
        if !active(&self.function.result_type) && !written.any(|p| active(&p.ty)) {
            self.error(span, m::NO_OUTPUT);
        }
    }
}

fn has_unknown(ty: &Type) -> bool {
    match ty {
        Type::Unknown | Type::Var(_) => true,
        Type::Tuple(items) => items.iter().any(has_unknown),
        Type::Array(i, _) | Type::Slice(i) | Type::Vec(i) | Type::Ref(i, _) => has_unknown(i),
        Type::Output(callee) => callee.args.iter().any(has_unknown),
        _ => false,
    }
}
