//! `if bad { return None; } rest` read as `if bad { None } else { rest }`: a function that is read as its body is
//! not left early then. So are `let Some(x) = option else { return None };`, `let x = option?;` and returns at the very
//! end.

use crate::lower::expr::plain;
use crate::lower::flow::leaving::leaves;
use crate::lower::scan::without_last_return;

/// The block without early returns, if all of them are such guards. The function gives a `Result` or an `Option`.
pub(in crate::lower) fn as_branches(block: &syn::Block, result: bool) -> Option<syn::Block> {
    let block = without_last_return(block);
    let Some(at) = block.stmts.iter().position(leaves) else {
        return Some(block);
    };
    let (before, rest) = block.stmts.split_at(at);
    let (guard, after) = rest.split_first()?;
    let rest = as_branches(&with_stmts(&block, after.to_vec()), result)?;
    let branch = match guard {
        syn::Stmt::Expr(syn::Expr::Try(tried), _) => {
            let any = syn::Pat::Wild(syn::PatWild {
                attrs: Vec::new(),
                underscore_token: Default::default(),
            });
            tried_first(&any, tried, rest, result)
        }
        syn::Stmt::Expr(e, _) => guarded_by_condition(e, rest, result),
        syn::Stmt::Local(local) => match local.init.as_ref().map(|init| plain(&init.expr)) {
            Some(syn::Expr::Try(tried)) => tried_first(&local.pat, tried, rest, result),
            _ => guarded_by_pattern(local, rest, result),
        },
        _ => None,
    }?;
    let mut stmts = before.to_vec();
    stmts.push(syn::Stmt::Expr(branch, None));
    Some(with_stmts(&block, stmts))
}

fn with_stmts(block: &syn::Block, stmts: Vec<syn::Stmt>) -> syn::Block {
    syn::Block {
        brace_token: block.brace_token,
        stmts,
    }
}

fn as_expr(block: syn::Block) -> Box<syn::Expr> {
    Box::new(syn::Expr::Block(syn::ExprBlock {
        attrs: Vec::new(),
        label: None,
        block,
    }))
}

/// The block of a guard, with what it returns at its end.
fn returned(block: &syn::Block, result: bool) -> Option<syn::Block> {
    let returns = match block.stmts.last() {
        Some(syn::Stmt::Expr(last, _)) => matches!(plain(last), syn::Expr::Return(_)),
        _ => false,
    };
    as_branches(block, result).filter(|_| returns)
}

/// `let pattern = tried?;` as `if let Ok(pattern) = tried { rest } else { Err(()) }`: what went wrong is looked at by
/// nobody where a function is read as its body.
fn tried_first(
    pattern: &syn::Pat,
    tried: &syn::ExprTry,
    rest: syn::Block,
    result: bool,
) -> Option<syn::Expr> {
    if leaves(&syn::Stmt::Expr((*tried.expr).clone(), None)) {
        return None;
    }
    let pattern = match pattern {
        syn::Pat::Type(typed) => &*typed.pat,
        pattern => pattern,
    };
    let (name, failure) = match result {
        true => ("Ok", "Err(())"),
        false => ("Some", "None"),
    };
    let fits = syn::Pat::TupleStruct(syn::PatTupleStruct {
        attrs: Vec::new(),
        qself: None,
        path: syn::parse_str(name).ok()?,
        paren_token: Default::default(),
        elems: std::iter::once(pattern.clone()).collect(),
    });
    let els: syn::Expr = syn::parse_str(failure).ok()?;
    Some(syn::Expr::If(syn::ExprIf {
        attrs: Vec::new(),
        if_token: Default::default(),
        cond: Box::new(syn::Expr::Let(syn::ExprLet {
            attrs: Vec::new(),
            let_token: Default::default(),
            pat: Box::new(fits),
            eq_token: Default::default(),
            expr: tried.expr.clone(),
        })),
        then_branch: rest,
        else_branch: Some((
            Default::default(),
            as_expr(syn::Block {
                brace_token: Default::default(),
                stmts: vec![syn::Stmt::Expr(els, None)],
            }),
        )),
    }))
}

fn guarded_by_condition(guard: &syn::Expr, rest: syn::Block, result: bool) -> Option<syn::Expr> {
    let syn::Expr::If(guard) = guard else {
        return None;
    };
    let mut guard = guard.clone();
    guard.then_branch = returned(&guard.then_branch, result)?;
    guard.else_branch = match guard.else_branch {
        None => Some((Default::default(), as_expr(rest))),
        Some((token, els)) => Some((token, Box::new(guarded_by_condition(&els, rest, result)?))),
    };
    Some(syn::Expr::If(guard))
}

fn guarded_by_pattern(local: &syn::Local, rest: syn::Block, result: bool) -> Option<syn::Expr> {
    let init = local.init.as_ref()?;
    let (_, els) = init.diverge.as_ref()?;
    let syn::Expr::Block(els) = plain(els) else {
        return None;
    };
    Some(syn::Expr::If(syn::ExprIf {
        attrs: Vec::new(),
        if_token: Default::default(),
        cond: Box::new(syn::Expr::Let(syn::ExprLet {
            attrs: Vec::new(),
            let_token: local.let_token,
            pat: Box::new(local.pat.clone()),
            eq_token: init.eq_token,
            expr: init.expr.clone(),
        })),
        then_branch: rest,
        else_branch: Some((Default::default(), as_expr(returned(&els.block, result)?))),
    }))
}
