//! What later statements say of the type of a variable whose `let` does not write it, though what it is given
//! has to be told: they pass the variable to a function, put it into a field or take it apart.

use crate::lower::memory::memory_options;
use crate::lower::*;
use syn::visit::{self, Visit};

/// Where a variable is used in a way that tells its type.
enum Use<'s> {
    Argument(&'s syn::ExprCall, usize),
    OfMethod(&'s syn::ExprMethodCall, usize),
    Field(&'s syn::ExprStruct, String),
    /// It is taken apart into this many items.
    Items(usize),
}

struct Uses<'s> {
    name: &'s syn::Ident,
    found: Vec<Use<'s>>,
    /// Whether a pattern binds the name once more: it may be another variable from there on.
    bound_again: bool,
}

impl<'s> Uses<'s> {
    fn of(name: &'s syn::Ident, stmts: &'s [syn::Stmt]) -> Vec<Use<'s>> {
        let mut uses = Uses {
            name,
            found: Vec::new(),
            bound_again: false,
        };
        stmts.iter().for_each(|stmt| uses.visit_stmt(stmt));
        match uses.bound_again {
            true => Vec::new(),
            false => uses.found,
        }
    }

    /// Whether an expression is the variable, or lends it.
    fn is_it(&self, e: &syn::Expr) -> bool {
        match expr::plain(e) {
            syn::Expr::Path(path) => path.path.is_ident(self.name),
            syn::Expr::Reference(reference) => self.is_it(&reference.expr),
            _ => false,
        }
    }
}

impl<'s> Visit<'s> for Uses<'s> {
    fn visit_expr_call(&mut self, e: &'s syn::ExprCall) {
        let positions = (0..e.args.len()).filter(|at| self.is_it(&e.args[*at]));
        let found: Vec<_> = positions.map(|at| Use::Argument(e, at)).collect();
        self.found.extend(found);
        visit::visit_expr_call(self, e);
    }

    fn visit_expr_method_call(&mut self, e: &'s syn::ExprMethodCall) {
        let positions = (0..e.args.len()).filter(|at| self.is_it(&e.args[*at]));
        let found: Vec<_> = positions.map(|at| Use::OfMethod(e, at)).collect();
        self.found.extend(found);
        visit::visit_expr_method_call(self, e);
    }

    fn visit_expr_struct(&mut self, e: &'s syn::ExprStruct) {
        for field in &e.fields {
            if self.is_it(&field.expr) {
                let name = structs::member_name(&field.member);
                self.found.push(Use::Field(e, name));
            }
        }
        visit::visit_expr_struct(self, e);
    }

    fn visit_local(&mut self, local: &'s syn::Local) {
        if let (syn::Pat::Slice(pattern), Some(init)) = (&local.pat, &local.init) {
            let is_whole = !(pattern.elems.iter()).any(|item| matches!(item, syn::Pat::Rest(_)));
            if is_whole && init.diverge.is_none() && self.is_it(&init.expr) {
                self.found.push(Use::Items(pattern.elems.len()));
            }
        }
        visit::visit_local(self, local);
    }

    fn visit_pat_ident(&mut self, pattern: &'s syn::PatIdent) {
        self.bound_again |= pattern.ident == *self.name;
        visit::visit_pat_ident(self, pattern);
    }
}

impl<'a> Lowerer<'a> {
    /// The type of what a `let` without a type is given, as the first use says that can tell.
    pub(in crate::lower) fn type_told_later(
        &mut self,
        stmt: &syn::Stmt,
        rest: &[syn::Stmt],
    ) -> Option<Type> {
        let syn::Stmt::Local(local) = stmt else {
            return None;
        };
        let (syn::Pat::Ident(pattern), Some(init)) = (&local.pat, &local.init) else {
            return None;
        };
        if !memory_options::asks_by_use(&init.expr) {
            return None;
        }
        let uses = Uses::of(&pattern.ident, rest);
        uses.iter().find_map(|used| self.told_by(used))
    }

    fn told_by(&mut self, used: &Use<'_>) -> Option<Type> {
        let told = match used {
            Use::Argument(call, at) => {
                let syn::Expr::Path(path) = expr::plain(&call.func) else {
                    return None;
                };
                let wanted = self.expected_of_call(path, call.args.len());
                wanted.into_iter().nth(*at)??
            }
            Use::OfMethod(call, at) => {
                let syn::Expr::Path(receiver) = expr::plain(&call.receiver) else {
                    return None;
                };
                let receiver = receiver.path.get_ident()?.to_string();
                let receiver = self.scope.find(&receiver)?.clone();
                let ty = self.type_of(&receiver.dereferenced());
                let wanted = self.expected_of_method(&ty, &call.method.to_string());
                wanted.into_iter().nth(*at)??
            }
            Use::Field(literal, field) => self.expected_in_literal(literal, field)?,
            Use::Items(count) => {
                let length = builder::tokens(&count.to_string());
                Type::Array(Box::new(self.infer.fresh()), length)
            }
        };
        Some(match told {
            Type::Ref(behind, _) => *behind,
            told => told,
        })
    }
}
