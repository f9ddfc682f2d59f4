//! `matches!(value, pattern)` becomes the `match` that it stands for, so that whatever looks for what is matched, moved or
//! changed sees into it.

use crate::lower::macros::name_of;
use crate::lower::source::macros_in_sight::may_be_defined;
use proc_macro2::Span;
use syn::visit_mut::{self, VisitMut};

/// The function with a `match` for each `matches!` outside of other macros.
pub(crate) fn with_matches(mut function: syn::ItemFn) -> syn::ItemFn {
    Matches.visit_block_mut(&mut function.block);
    function
}

struct Matches;

impl VisitMut for Matches {
    fn visit_expr_mut(&mut self, e: &mut syn::Expr) {
        if let syn::Expr::Macro(call) = e
            && name_of(&call.mac) == "matches"
            && !call.mac.path.get_ident().is_some_and(may_be_defined)
            && let Ok(test) = as_match(&call.mac, call.mac.bang_token.span)
        {
            *e = test;
        }
        visit_mut::visit_expr_mut(self, e);
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

/// `match value { pattern if guard => true, _ => false }`
pub(in crate::lower) fn as_match(mac: &syn::Macro, span: Span) -> syn::Result<syn::Expr> {
    mac.parse_body_with(|input: syn::parse::ParseStream<'_>| {
        let value: syn::Expr = input.parse()?;
        input.parse::<syn::Token![,]>()?;
        let mut pattern = syn::Pat::parse_multi_with_leading_vert(input)?;
        if let Some(if_token) = input.parse()? {
            pattern = syn::Pat::Guard(syn::PatGuard {
                attrs: Vec::new(),
                pat: Box::new(pattern),
                if_token,
                guard: input.parse()?,
            });
        }
        input.parse::<Option<syn::Token![,]>>()?;
        let other = syn::Pat::Wild(syn::PatWild {
            attrs: Vec::new(),
            underscore_token: syn::Token![_](span),
        });
        Ok(syn::Expr::Match(syn::ExprMatch {
            attrs: Vec::new(),
            match_token: syn::Token![match](span),
            expr: Box::new(value),
            brace_token: syn::token::Brace(span),
            arms: vec![arm(pattern, true, span), arm(other, false, span)],
        }))
    })
}

fn arm(pat: syn::Pat, fits: bool, span: Span) -> syn::Arm {
    syn::Arm {
        attrs: Vec::new(),
        pat,
        fat_arrow_token: syn::Token![=>](span),
        body: Box::new(syn::Expr::Lit(syn::ExprLit {
            attrs: Vec::new(),
            lit: syn::Lit::Bool(syn::LitBool::new(fits, span)),
        })),
        comma: Some(syn::Token![,](span)),
    }
}
