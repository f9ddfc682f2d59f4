//! What an error of the user's takes by value: the block that makes it has references to the variables, so
//! that it clones what would be moved or copied into it. No variable can be called `self`: its reference has a name of
//! its own there.

use crate::ir::Tokens;
use crate::lower::calls::lending;
use crate::lower::{builder, macros, scan, types};
use proc_macro2::{Group, Ident, Literal, Spacing, Span, TokenStream, TokenTree};
use std::str::FromStr;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

/// What emission calls a variable whose name is `self`.
const RECEIVER: &str = "self_";

/// The expression with each of these variables cloned where it stands as a whole.
pub(super) fn cloning(e: &syn::Expr, by_value: &[String]) -> Tokens {
    let mut bound = Bound(Vec::new());
    bound.visit_expr(e);
    let names = by_value.iter().filter(|name| !bound.0.contains(name));
    let mut cloning = Cloning(names.cloned().collect());
    let mut e = e.clone();
    cloning.visit_expr_mut(&mut e);
    let tokens = types::tokens_of(&e);
    Tokens::new(without_receiver(tokens.stream().clone()))
}

/// The tokens with `self` under the name that a variable can have; `self::` is a path.
fn without_receiver(tokens: TokenStream) -> TokenStream {
    let mut trees = tokens.into_iter().peekable();
    let mut named = TokenStream::new();
    while let Some(tree) = trees.next() {
        let in_path = matches!(trees.peek(), Some(TokenTree::Punct(next))
            if next.as_char() == ':' && next.spacing() == Spacing::Joint);
        named.extend([match tree {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), without_receiver(group.stream()));
                inner.set_span(group.span());
                inner.into()
            }
            TokenTree::Ident(name) if name == "self" && !in_path => {
                Ident::new(RECEIVER, Span::call_site().located_at(name.span())).into()
            }
            TokenTree::Literal(text) => in_text(text).into(),
            other => other,
        }]);
    }
    named
}

/// A text that speaks of `{self}`, which is that of a format.
fn in_text(text: Literal) -> Literal {
    let written = text.to_string();
    if !macros::captured(&written).iter().any(|name| name == "self") {
        return text;
    }
    match Literal::from_str(&written.replace("{self", &format!("{{{RECEIVER}"))) {
        Ok(mut named) => {
            named.set_span(text.span());
            named
        }
        Err(_) => text,
    }
}

/// The names that closures in the expression give their parameters.
struct Bound(Vec<String>);

impl<'ast> Visit<'ast> for Bound {
    fn visit_pat(&mut self, pattern: &'ast syn::Pat) {
        self.0.extend(scan::pattern_names(pattern));
        visit::visit_pat(self, pattern);
    }
}

/// Clones what stands as an argument, a field or an item; what is inside of it comes first, lest what was
/// made of a variable be looked at again.
struct Cloning(Vec<String>);

impl Cloning {
    fn clone_whole(&self, e: &mut syn::Expr) {
        let name = match e {
            syn::Expr::Path(path) => path.path.get_ident(),
            _ => None,
        };
        if let Some(name) = name
            && self.0.iter().any(|n| name == n)
        {
            let clone = builder::tokens("::core::clone::Clone::clone");
            let Ok(clone) = syn::parse2(lending::located(clone.stream().clone(), name.span()))
            else {
                return;
            };
            let arg = e.clone();
            *e = syn::Expr::Call(syn::ExprCall {
                attrs: Vec::new(),
                func: Box::new(clone),
                paren_token: Default::default(),
                args: std::iter::once(arg).collect(),
            });
        }
    }
}

impl VisitMut for Cloning {
    fn visit_expr_call_mut(&mut self, call: &mut syn::ExprCall) {
        visit_mut::visit_expr_call_mut(self, call);
        call.args.iter_mut().for_each(|arg| self.clone_whole(arg));
    }

    fn visit_field_value_mut(&mut self, field: &mut syn::FieldValue) {
        visit_mut::visit_field_value_mut(self, field);
        self.clone_whole(&mut field.expr);
        if !matches!(field.expr, syn::Expr::Path(_)) {
            field.colon_token.get_or_insert_default();
        }
    }

    fn visit_expr_tuple_mut(&mut self, tuple: &mut syn::ExprTuple) {
        visit_mut::visit_expr_tuple_mut(self, tuple);
        tuple
            .elems
            .iter_mut()
            .for_each(|item| self.clone_whole(item));
    }
}
