//! `if small { Ok(x) } else { Err(e) }` at the end of a function that leaves from inside of loops with an array:
//! read as if each end were returned. Where loops are left, the result stands in memory, and each end goes
//! there by itself; as the value of the branch it would be handed on, which arrays cannot be.

use crate::lower::expr::plain;
use crate::lower::messages;
use crate::lower::paths;
use crate::lower::scan::Facts;
use crate::lower::types;

/// The body with its ends returned, where that is asked for.
pub(in crate::lower) fn with_returned(block: syn::Block, output: &syn::ReturnType) -> syn::Block {
    if !gives_array(output) || !Facts::of(&block).returns_from_loops() {
        return block;
    }
    let mut block = block;
    if let Some(syn::Stmt::Expr(last, semi @ None)) = block.stmts.last_mut()
        && matches!(plain(last), syn::Expr::If(_))
        && all_ends(last, &mut |end| may_fail(end))
    {
        all_ends(last, &mut |end| {
            *end = returned(end.clone());
            true
        });
        *semi = Some(Default::default());
    }
    block
}

/// `return end`
fn returned(end: syn::Expr) -> syn::Expr {
    syn::Expr::Return(syn::ExprReturn {
        attrs: Vec::new(),
        return_token: syn::token::Return(messages::span(&end)),
        expr: Some(Box::new(end)),
    })
}

/// Whether a function gives an `Option` or a `Result` of something with an array in it.
fn gives_array(output: &syn::ReturnType) -> bool {
    let syn::ReturnType::Type(_, ty) = output else {
        return false;
    };
    let syn::Type::Path(path) = types::plain(ty) else {
        return false;
    };
    let Some(last) = path.path.segments.last() else {
        return false;
    };
    let syn::PathArguments::AngleBracketed(list) = &last.arguments else {
        return false;
    };
    (last.ident == "Option" || last.ident == "Result")
        && matches!(
            list.args.first(),
            Some(syn::GenericArgument::Type(syn::Type::Array(_)))
        )
}

/// Whether this holds for all ends of an `if`, which may be changed.
fn all_ends(e: &mut syn::Expr, holds: &mut dyn FnMut(&mut syn::Expr) -> bool) -> bool {
    let mut of_block = |block: &mut syn::Block| match block.stmts.last_mut() {
        Some(syn::Stmt::Expr(last, None)) => all_ends(last, holds),
        _ => false,
    };
    match e {
        syn::Expr::If(e) => {
            let Some((_, els)) = &mut e.else_branch else {
                return false;
            };
            if !of_block(&mut e.then_branch) {
                return false;
            }
            match &mut **els {
                syn::Expr::Block(els) if els.label.is_none() => of_block(&mut els.block),
                els => all_ends(els, holds),
            }
        }
        end => holds(end),
    }
}

/// `Ok(x)`, `Err(e)`, `Some(x)` or `None`
fn may_fail(e: &syn::Expr) -> bool {
    let path = match plain(e) {
        syn::Expr::Call(call) => plain(&call.func),
        path => path,
    };
    match path {
        syn::Expr::Path(path) => paths::is_of_option(&path.path),
        _ => false,
    }
}
