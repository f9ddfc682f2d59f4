//! Methods that give their receiver back, as `fn predict(&mut self) -> &mut Self`, and statements that
//! call several of them one behind the other: `filter.predict().update(z);`.

use crate::lower::calls::lenders;
use crate::lower::rewriting::fluent_temporaries::{defined_as, gives_back};
use crate::lower::*;
use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};

/// The method without what it gives, if that is its receiver wherever it ends.
pub(crate) fn without_receiver_given(function: &syn::ItemFn) -> Option<syn::ItemFn> {
    let syn::ReturnType::Type(_, ty) = &function.sig.output else {
        return None;
    };
    let syn::Type::Reference(reference) = types::plain(ty) else {
        return None;
    };
    let of_self = types::tokens_of(&reference.elem).text() == "Self";
    let changes = function.sig.receiver().and_then(passing) == Some(crate::ir::Passing::RefMut);
    if !of_self || !changes || reference.mutability.is_none() {
        return None;
    }
    let mut function = function.clone();
    match function.block.stmts.pop() {
        Some(syn::Stmt::Expr(last, None)) if is_self(&last) => {}
        _ => return None,
    }
    function.sig.output = syn::ReturnType::Default;
    let mut returns = Returns { others: false };
    returns.visit_block_mut(&mut function.block);
    (!returns.others).then_some(function)
}

fn is_self(e: &syn::Expr) -> bool {
    expr::plain(e).to_token_stream().to_string() == "self"
}

/// Takes `self` off what the method returns early.
struct Returns {
    others: bool,
}

impl VisitMut for Returns {
    fn visit_expr_return_mut(&mut self, e: &mut syn::ExprReturn) {
        match e.expr.take() {
            Some(value) if is_self(&value) => {}
            _ => self.others = true,
        }
    }

    fn visit_expr_try_mut(&mut self, e: &mut syn::ExprTry) {
        self.others = true;
        visit_mut::visit_expr_try_mut(self, e);
    }

    fn visit_expr_closure_mut(&mut self, _: &mut syn::ExprClosure) {}

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

impl<'a> Lowerer<'a> {
    /// A statement that calls several methods on one variable, as one statement each. That all but the
    /// last give the receiver back, and so no value, is pinned.
    pub(in crate::lower) fn fluent(&mut self, e: &syn::ExprMethodCall) -> Option<Outcome> {
        let (calls, root) = chain(e)?;
        let ty = self.changed_by_chain(root)?;
        // What is changed elsewhere may be all that the statement is for.
        let lends = |arg: &syn::Expr| match expr::plain(arg) {
            syn::Expr::Reference(reference) => reference.mutability.is_some(),
            syn::Expr::Path(path) => paths::single(path)
                .is_some_and(|name| matches!(self.scope.find(&name), Some(Outcome::Ref(_, true)))),
            _ => false,
        };
        if e.args.iter().any(lends) {
            return None;
        }
        for (before, call) in calls.iter().enumerate() {
            let name = call.method.to_string();
            let others = before > 0 && defined_as(&call.method) == Some(false);
            if !self.is_user_method(&ty, &name) || self.own_method(&ty, &name).is_some() || others {
                return None;
            }
        }
        match self.calls_one_by_one(calls, root, true) {
            Outcome::Poison => Some(Outcome::Poison),
            _ => Some(Outcome::Unit),
        }
    }

    /// The value of such a chain, where the file shows that all methods but the last give their receiver back.
    pub(in crate::lower) fn fluent_value(&mut self, e: &syn::ExprMethodCall) -> Option<Outcome> {
        let (calls, root) = chain(e)?;
        let ty = self.changed_by_chain(root)?;
        let owner = self.defined_name(&ty)?;
        let gives_back = |call: &&syn::ExprMethodCall| {
            let methods = source::methods_defined::methods(&owner, &call.method.to_string());
            let mut functions = methods.into_iter().map(|(_, function)| function);
            let function = functions.next().filter(|_| functions.len() == 0);
            function.is_some_and(|f| {
                without_receiver_given(&lenders::written(f.sig, f.block)).is_some()
            })
        };
        let all = calls[1..].iter().all(gives_back);
        all.then(|| self.calls_one_by_one(calls, root, false))
    }

    /// What a call gives that gives its receiver back, for all that the files show.
    pub(in crate::lower) fn given_back(
        &mut self,
        method: &syn::Ident,
        receiver: Outcome,
        given: Outcome,
        span: Span,
    ) -> Outcome {
        let receiver = receiver.dereferenced();
        match given {
            Outcome::Value(value)
                if matches!(receiver, Outcome::Place(_)) && gives_back(method) =>
            {
                self.unify_value(value, &Type::Unit, span);
                receiver.reference(true)
            }
            given => given,
        }
    }

    /// The type of the variable that a chain of calls begins with, if they may change it.
    fn changed_by_chain(&mut self, root: &syn::Expr) -> Option<Type> {
        let syn::Expr::Path(path) = root else {
            return None;
        };
        let receiver = self.scope.find(&paths::single(path)?)?.clone();
        let ty = self.type_of(&receiver.clone().dereferenced());
        let named = matches!(
            self.infer.name(&ty),
            Some(Type::Named(_) | Type::Applied(..))
        );
        let of_library = self.infer.library(&ty).is_some();
        (named && !of_library && self.is_changeable(root, &receiver)).then_some(ty)
    }

    /// The last one first: what it gives, after the others have changed the variable.
    fn calls_one_by_one(
        &mut self,
        calls: Vec<&syn::ExprMethodCall>,
        root: &syn::Expr,
        statement: bool,
    ) -> Outcome {
        let mut given = Outcome::Unit;
        for (before, call) in calls.into_iter().enumerate().rev() {
            let mut step = call.clone();
            *step.receiver = root.clone();
            let last = before == 0;
            given = self.method_call(&step, last && statement);
            match given {
                Outcome::Value(value) if !last => {
                    self.unify_value(value, &Type::Unit, messages::span_of(call));
                }
                Outcome::Poison => return Outcome::Poison,
                _ => {}
            }
        }
        given
    }
}

/// Calls one behind the other, the last one first, and what the first one is called on.
fn chain(e: &syn::ExprMethodCall) -> Option<(Vec<&syn::ExprMethodCall>, &syn::Expr)> {
    let mut calls = vec![e];
    let mut root = expr::plain(&e.receiver);
    while let syn::Expr::MethodCall(call) = root {
        calls.push(call);
        root = expr::plain(&call.receiver);
    }
    (calls.len() > 1).then_some((calls, root))
}
