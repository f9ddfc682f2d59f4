//! Where the user wrote something.

use proc_macro2::Span;
use syn::spanned::Spanned;

/// Of an expression: where it begins, which is all that stable compilers tell of more than one token. Printing
/// the whole expression for it would be a good part of the time of an expansion.
pub(in crate::lower) fn span(e: &syn::Expr) -> Span {
    match e {
        syn::Expr::Assign(e) => span(&e.left),
        syn::Expr::Binary(e) => span(&e.left),
        syn::Expr::Call(e) => span(&e.func),
        syn::Expr::Cast(e) => span(&e.expr),
        syn::Expr::Field(e) => span(&e.base),
        syn::Expr::Index(e) => span(&e.expr),
        syn::Expr::MethodCall(e) => span(&e.receiver),
        syn::Expr::Try(e) => span(&e.expr),
        syn::Expr::Array(e) => e.bracket_token.span.join(),
        syn::Expr::Paren(e) => e.paren_token.span.join(),
        syn::Expr::Tuple(e) => e.paren_token.span.join(),
        syn::Expr::If(e) => e.if_token.span,
        syn::Expr::Match(e) => e.match_token.span,
        syn::Expr::ForLoop(e) if e.label.is_none() => e.for_token.span,
        syn::Expr::While(e) if e.label.is_none() => e.while_token.span,
        syn::Expr::Loop(e) if e.label.is_none() => e.loop_token.span,
        syn::Expr::Block(e) if e.label.is_none() => e.block.brace_token.span.join(),
        syn::Expr::Reference(e) => e.and_token.span,
        syn::Expr::Unary(e) => span_of(&e.op),
        syn::Expr::Lit(e) => e.lit.span(),
        syn::Expr::Macro(e) => span_of(&e.mac.path),
        other => other.span(),
    }
}

/// Of anything else.
pub(in crate::lower) fn span_of(syntax: &impl Spanned) -> Span {
    syntax.span()
}
