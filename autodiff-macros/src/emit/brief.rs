//! The short way through a function that calls itself.
//!
//! `if row == n { return 1.0; }` is where a recursion ends, in as many calls as all others together. The passes of such a
//! call are short, and rustc puts them in the place of the call, if what the other calls do has a function of its own.

use super::body;
use super::header::{Face, Header, Home};
use crate::ir::*;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};

/// What a printed body is.
#[derive(Clone, Copy)]
pub(super) enum Way {
    Whole,
    /// All but this block, in place of which the function of the whole is called.
    Brief(BlockId),
    /// All, for the other one to call.
    Long,
}

impl Way {
    /// The name of the function, of which `name` is the public one.
    pub(super) fn name(self, name: Ident) -> Ident {
        match self {
            Way::Whole | Way::Brief(_) => name,
            Way::Long => format_ident!("{name}_at_length"),
        }
    }

    /// What stands in front of the function: its documentation, and who sees it.
    pub(super) fn shown(
        self,
        doc: TokenStream,
        visibility: &TokenStream,
    ) -> (TokenStream, TokenStream) {
        match self {
            Way::Whole | Way::Brief(_) => (doc, visibility.clone()),
            Way::Long => Default::default(),
        }
    }

    /// How rustc is told to inline it.
    pub(super) fn attribute(self, whole: TokenStream) -> TokenStream {
        match self {
            Way::Whole => whole,
            Way::Brief(_) => quote!(#[inline]),
            Way::Long => quote!(#[inline(never)]),
        }
    }
}

pub(super) fn forward(
    header: &Header,
    function: &Function,
    layout: &Layout,
    pins: &TokenStream,
) -> TokenStream {
    match long_branch(header, function, layout) {
        Some(long) => {
            let brief = body::forward_as(Way::Brief(long), header, function, layout, pins);
            let whole = body::forward_as(Way::Long, header, function, layout, pins);
            quote!(#brief #whole)
        }
        None => body::forward(header, function, layout, pins),
    }
}

pub(super) fn backward(header: &Header, function: &Function, layout: &Layout) -> TokenStream {
    match long_branch(header, function, layout) {
        Some(long) => {
            let brief = body::backward_as(Way::Brief(long), header, function, layout);
            let whole = body::backward_as(Way::Long, header, function, layout);
            quote!(#brief #whole)
        }
        None => body::backward(header, function, layout),
    }
}

/// The call of the long way, with the arguments that these parameters are. What the short way has done until then
/// is done again: it only looked.
pub(super) fn handed_over<'a>(
    name: &Ident,
    patterns: impl Iterator<Item = &'a TokenStream>,
) -> Option<TokenStream> {
    // `x` or `mut x`: what is taken apart is not handed on.
    let argument = |pattern: &TokenStream| {
        let mut names = Vec::new();
        for token in pattern.clone() {
            match token {
                TokenTree::Ident(name) if name != "mut" || !names.is_empty() => names.push(name),
                TokenTree::Ident(_) => {}
                _ => return None,
            }
        }
        (names.len() == 1).then(|| names.remove(0))
    };
    let arguments: Option<Vec<Ident>> = patterns.map(argument).collect();
    let arguments = arguments?;
    Some(quote!(return Self::#name(#(#arguments),*)))
}

/// The branch of a function that calls itself which does so, where little stands beside it, and nothing in front of
/// it but what may be computed twice.
fn long_branch(header: &Header, function: &Function, layout: &Layout) -> Option<BlockId> {
    const FEW: usize = 8;
    let itself = layout.fields.iter().any(|f| f.ty == FieldType::Itself);
    let free = matches!(header.home, Home::Companion(_)) && header.face == Face::Public;
    if !layout.is_shared || !itself || !free || !header.generics.is_empty() {
        return None;
    }
    let stmts = &function.body.stmts;
    let at = (stmts.iter()).position(|stmt| !is_look(function, stmt))?;
    let Stmt::If { then, els, .. } = &stmts[at] else {
        return None;
    };
    let short = |stmts: &[Stmt]| {
        let plain = |stmt: &Stmt| matches!(stmt, Stmt::Let { .. } | Stmt::Record { .. });
        stmts.len() <= FEW && stmts.iter().all(plain)
    };
    if at > FEW || !short(&stmts[at + 1..]) {
        return None;
    }
    match (short(&then.stmts), short(&els.stmts)) {
        (true, false) => Some(els.id),
        (false, true) => Some(then.id),
        _ => None,
    }
}

/// Whether it computes a scalar and changes nothing.
fn is_look(function: &Function, stmt: &Stmt) -> bool {
    let Stmt::Let { value, expr } = stmt else {
        return false;
    };
    let looks = match expr {
        Expr::Literal(_)
        | Expr::Const(_)
        | Expr::Unary(..)
        | Expr::Binary(..)
        | Expr::Cast(..)
        | Expr::Load(_)
        | Expr::Len(_) => true,
        Expr::Recorded(recorded) => recorded.at == At::Whole,
        _ => false,
    };
    looks && function.value(*value).ty.is_scalar()
}
