//! What `macro_rules!` puts in place of `$e:expr` stands in a group without delimiters, which holds it together. rustc
//! drops such groups from what a procedural macro gives, and `x * $e` with a sum for `$e` would become another
//! product. So operands in such groups get parentheses.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::visit_mut::{self, VisitMut};

/// Gives operands in groups without delimiters parentheses.
pub(crate) struct Parentheses;

impl VisitMut for Parentheses {
    fn visit_expr_mut(&mut self, e: &mut syn::Expr) {
        match e {
            syn::Expr::Binary(e) => {
                parenthesize(&mut e.left);
                parenthesize(&mut e.right);
            }
            syn::Expr::Unary(e) => parenthesize(&mut e.expr),
            syn::Expr::Cast(e) => parenthesize(&mut e.expr),
            syn::Expr::MethodCall(e) => parenthesize(&mut e.receiver),
            syn::Expr::Field(e) => parenthesize(&mut e.base),
            syn::Expr::Index(e) => parenthesize(&mut e.expr),
            syn::Expr::Try(e) => parenthesize(&mut e.expr),
            syn::Expr::Reference(e) => parenthesize(&mut e.expr),
            syn::Expr::Range(e) => {
                for end in [&mut e.start, &mut e.end].into_iter().flatten() {
                    parenthesize(end);
                }
            }
            // `(a.f)(x)` calls what is in the field, and `a.f(x)` a method.
            syn::Expr::Call(e) if !matches!(inside(&e.func), syn::Expr::Path(_)) => {
                parenthesize_any(&mut e.func);
            }
            _ => {}
        }
        visit_mut::visit_expr_mut(self, e);
    }

    fn visit_macro_mut(&mut self, mac: &mut syn::Macro) {
        mac.tokens = with_parentheses(std::mem::take(&mut mac.tokens));
    }
}

/// What is in groups without delimiters.
fn inside(e: &syn::Expr) -> &syn::Expr {
    match e {
        syn::Expr::Group(group) => inside(&group.expr),
        other => other,
    }
}

fn parenthesize(operand: &mut syn::Expr) {
    if !holds_together(inside(operand)) {
        parenthesize_any(operand);
    }
}

fn parenthesize_any(operand: &mut syn::Expr) {
    if let syn::Expr::Group(group) = operand {
        *operand = syn::Expr::Paren(syn::ExprParen {
            attrs: Vec::new(),
            paren_token: syn::token::Paren(group.group_token.span),
            expr: group.expr.clone(),
        });
    }
}

/// Whether an expression means the same in front of and behind any operator.
fn holds_together(e: &syn::Expr) -> bool {
    match e {
        syn::Expr::Lit(literal) => match &literal.lit {
            syn::Lit::Int(int) => !int.to_string().starts_with('-'),
            syn::Lit::Float(float) => !float.to_string().starts_with('-'),
            _ => true,
        },
        syn::Expr::Path(_)
        | syn::Expr::Call(_)
        | syn::Expr::MethodCall(_)
        | syn::Expr::Field(_)
        | syn::Expr::Index(_)
        | syn::Expr::Paren(_)
        | syn::Expr::Tuple(_)
        | syn::Expr::Array(_)
        | syn::Expr::Repeat(_)
        | syn::Expr::Macro(_) => true,
        _ => false,
    }
}

/// Whether an expression may be a whole statement, which parentheses would end.
fn is_statement(e: &syn::Expr) -> bool {
    matches!(
        e,
        syn::Expr::Block(_)
            | syn::Expr::ForLoop(_)
            | syn::Expr::If(_)
            | syn::Expr::Loop(_)
            | syn::Expr::Match(_)
            | syn::Expr::While(_)
    )
}

/// The same in what another macro is given.
fn with_parentheses(tokens: TokenStream) -> TokenStream {
    let trees = tokens.into_iter().map(|tree| match tree {
        TokenTree::Group(group) => {
            let stream = with_parentheses(group.stream());
            let is_operand = || {
                let operand = syn::parse2(stream.clone());
                operand.is_ok_and(|e| !is_statement(&e) && !holds_together(&e))
            };
            let delimiter = match group.delimiter() {
                Delimiter::None if is_operand() => Delimiter::Parenthesis,
                other => other,
            };
            let mut held = Group::new(delimiter, stream);
            held.set_span(group.span());
            TokenTree::Group(held)
        }
        other => other,
    });
    trees.collect()
}
