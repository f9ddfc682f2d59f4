//! `ref mut` in patterns of which only some fit: what is matched is lent as a whole instead, and the other names
//! of the pattern are read from what they refer to.

use crate::lower::messages as m;
use proc_macro2::Span;
use syn::token;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

/// The block with `match &mut x { Some(a) => … }` in the place of `match x { Some(ref mut a) => … }`.
pub(in crate::lower) fn without_ref_mut(mut block: syn::Block) -> syn::Block {
    Lending.visit_block_mut(&mut block);
    block
}

struct Lending;

impl VisitMut for Lending {
    fn visit_expr_match_mut(&mut self, e: &mut syn::ExprMatch) {
        visit_mut::visit_expr_match_mut(self, e);
        if !e.arms.iter().any(|arm| lends(&arm.pat)) {
            return;
        }
        lend(&mut e.expr);
        for arm in &mut e.arms {
            let names = bound_by_value(&mut arm.pat);
            let span = m::span(&arm.body);
            let mut stmts = names.into_iter().map(reread).collect::<Vec<_>>();
            stmts.push(syn::Stmt::Expr((*arm.body).clone(), None));
            *arm.body = syn::Expr::Block(syn::ExprBlock {
                attrs: Vec::new(),
                label: None,
                block: syn::Block {
                    brace_token: token::Brace(span),
                    stmts,
                },
            });
        }
    }

    fn visit_expr_if_mut(&mut self, e: &mut syn::ExprIf) {
        visit_mut::visit_expr_if_mut(self, e);
        condition(&mut e.cond, &mut e.then_branch);
    }

    fn visit_expr_while_mut(&mut self, e: &mut syn::ExprWhile) {
        visit_mut::visit_expr_while_mut(self, e);
        condition(&mut e.cond, &mut e.body);
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        visit_mut::visit_block_mut(self, block);
        let mut stmts = Vec::new();
        for mut stmt in std::mem::take(&mut block.stmts) {
            let mut names = Vec::new();
            if let syn::Stmt::Local(local) = &mut stmt
                && let Some(init) = &mut local.init
                && init.diverge.is_some()
                && lends(&local.pat)
            {
                lend(&mut init.expr);
                names = bound_by_value(&mut local.pat);
            }
            stmts.push(stmt);
            stmts.extend(names.into_iter().map(reread));
        }
        block.stmts = stmts;
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

/// `let Some(ref mut a) = x` among the conditions of a block.
fn condition(e: &mut syn::Expr, then: &mut syn::Block) {
    match e {
        syn::Expr::Binary(both) => {
            condition(&mut both.left, then);
            condition(&mut both.right, then);
        }
        syn::Expr::Let(e) if lends(&e.pat) => {
            lend(&mut e.expr);
            let names = bound_by_value(&mut e.pat);
            let reread = names.into_iter().map(reread);
            then.stmts = reread.chain(std::mem::take(&mut then.stmts)).collect();
        }
        _ => {}
    }
}

/// Whether a pattern has a `ref mut`.
fn lends(pattern: &syn::Pat) -> bool {
    struct Finder(bool);
    impl<'ast> Visit<'ast> for Finder {
        fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
            self.0 |= pattern.by_ref.is_some() && pattern.mutability.is_some();
            visit::visit_pat_ident(self, pattern);
        }
    }
    let mut finder = Finder(false);
    finder.visit_pat(pattern);
    finder.0
}

/// `&mut e`
fn lend(e: &mut syn::Expr) {
    let span = m::span(&*e);
    *e = syn::Expr::Reference(syn::ExprReference {
        attrs: Vec::new(),
        and_token: token::And(span),
        mutability: Some(token::Mut(span)),
        expr: Box::new(e.clone()),
    });
}

/// Takes `ref` and `ref mut` out of a pattern. Gives the other names.
fn bound_by_value(pattern: &mut syn::Pat) -> Vec<(syn::Ident, bool)> {
    struct Names(Vec<(syn::Ident, bool)>);
    impl VisitMut for Names {
        fn visit_pat_ident_mut(&mut self, pattern: &mut syn::PatIdent) {
            let constant = pattern.ident.to_string().starts_with(char::is_uppercase);
            match pattern.by_ref.take() {
                Some(_) => pattern.mutability = None,
                None if constant => {}
                None => {
                    let mutable = pattern.mutability.take().is_some();
                    self.0.push((pattern.ident.clone(), mutable));
                }
            }
            visit_mut::visit_pat_ident_mut(self, pattern);
        }
    }
    let mut names = Names(Vec::new());
    names.visit_pat_mut(pattern);
    names.0
}

/// `let name = *name;`
fn reread((name, mutable): (syn::Ident, bool)) -> syn::Stmt {
    let value = syn::Expr::Unary(syn::ExprUnary {
        attrs: Vec::new(),
        op: syn::UnOp::Deref(token::Star(name.span())),
        expr: Box::new(variable(&name)),
    });
    let_statement(name, mutable, value)
}

/// The variable of this name as an expression.
pub(in crate::lower) fn variable(name: &syn::Ident) -> syn::Expr {
    syn::Expr::Path(syn::ExprPath {
        attrs: Vec::new(),
        qself: None,
        path: name.clone().into(),
    })
}

/// `let name = value;`
pub(in crate::lower) fn let_statement(
    name: syn::Ident,
    mutable: bool,
    value: syn::Expr,
) -> syn::Stmt {
    let span: Span = name.span();
    syn::Stmt::Local(syn::Local {
        attrs: Vec::new(),
        let_token: token::Let(span),
        modifiers: syn::LocalModifiers::default(),
        pat: syn::Pat::Ident(syn::PatIdent {
            attrs: Vec::new(),
            by_ref: None,
            mutability: mutable.then(|| token::Mut(span)),
            ident: name,
            subpat: None,
        }),
        init: Some(syn::LocalInit {
            eq_token: token::Eq(span),
            expr: Box::new(value),
            diverge: None,
        }),
        semi_token: token::Semi(span),
    })
}
