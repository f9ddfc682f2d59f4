//! Calls of closures whose values are dropped: `f(x);`. What such a closure ends in may give nothing at all, as
//! `|x| out.push(x)`, and is then a statement, too.

use crate::lower::closures::Callable;
use crate::lower::expr::plain;
use crate::lower::flow::leaving;
use crate::lower::*;
use std::rc::Rc;

impl<'a> Lowerer<'a> {
    pub(in crate::lower) fn apply_for_nothing(
        &mut self,
        callable: &Rc<Callable>,
        args: Vec<Outcome>,
        span: Span,
    ) -> Outcome {
        match &**callable {
            Callable::Function(path) => self.call_path(path, args, true, span),
            _ => self.apply(&for_nothing(callable), args, span),
        }
    }
}

/// The function, so that it gives nothing, where its body ends in one place.
fn for_nothing(callable: &Rc<Callable>) -> Rc<Callable> {
    let dropped = match &**callable {
        Callable::OneOf(functions, number) => {
            Callable::OneOf(functions.iter().map(for_nothing).collect(), *number)
        }
        Callable::Closure(closure, scope)
            if leaving::returning(&closure.body).returns
                || options::tries::has_try(&closure.body) =>
        {
            Callable::Closure(closure.clone(), scope.clone())
        }
        Callable::Closure(closure, scope) => {
            let mut closure = closure.clone();
            closure.output = syn::ReturnType::Default;
            drop_end(&mut closure.body);
            Callable::Closure(closure, scope.clone())
        }
        _ => return callable.clone(),
    };
    Rc::new(dropped)
}

/// A call at the end of what is evaluated becomes a statement.
fn drop_end(e: &mut syn::Expr) {
    match e {
        syn::Expr::Block(e) if e.label.is_none() => drop_end_of(&mut e.block),
        syn::Expr::If(e) => {
            drop_end_of(&mut e.then_branch);
            if let Some((_, els)) = &mut e.else_branch {
                drop_end(els);
            }
        }
        syn::Expr::Match(e) => e.arms.iter_mut().for_each(|arm| drop_end(&mut arm.body)),
        e if is_call(e) => *e = statement(e.clone()),
        _ => {}
    }
}

fn drop_end_of(block: &mut syn::Block) {
    if let Some(syn::Stmt::Expr(last, semi @ None)) = block.stmts.last_mut() {
        match is_call(last) {
            true => *semi = Some(Default::default()),
            false => drop_end(last),
        }
    }
}

fn is_call(e: &syn::Expr) -> bool {
    matches!(plain(e), syn::Expr::Call(_) | syn::Expr::MethodCall(_))
}

/// `{ e; }`
fn statement(e: syn::Expr) -> syn::Expr {
    syn::Expr::Block(syn::ExprBlock {
        attrs: Vec::new(),
        label: None,
        block: syn::Block {
            brace_token: syn::token::Brace(messages::span(&e)),
            stmts: vec![syn::Stmt::Expr(e, Some(Default::default()))],
        },
    })
}
