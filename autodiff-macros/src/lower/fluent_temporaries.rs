//! Chains of calls such as `Builder::new(k).scale(2.0).total()`, where `scale` changes what it is called on and gives it
//! back: what has no name yet gets a variable.

use super::expr::plain;
use super::patterns::mutable_bindings::{let_statement, variable};
use super::source::anywhere::signatures_anywhere;
use super::*;
use syn::visit_mut::{self, VisitMut};

/// The function with a block `{ let mut built = Builder::new(k); built.scale(2.0); built.total() }` for each of these.
pub(crate) fn with_built(mut function: syn::ItemFn) -> syn::ItemFn {
    let mut name = "built".to_string();
    while types::tokens_of(&function).mentions(std::slice::from_ref(&name)) {
        name.push('_');
    }
    Built { name }.visit_block_mut(&mut function.block);
    function
}

struct Built {
    name: String,
}

impl VisitMut for Built {
    fn visit_expr_mut(&mut self, e: &mut syn::Expr) {
        visit_mut::visit_expr_mut(self, e);
        let (span, receiver) = match e {
            syn::Expr::MethodCall(last) if !gives_back(&last.method) => {
                (last.method.span(), &mut *last.receiver)
            }
            syn::Expr::Field(field) => (messages::span_of(&field.member), &mut *field.base),
            _ => return,
        };
        let name = syn::Ident::new(&self.name, span);
        let mut changing = receiver.clone();
        if let Some(unnamed) = first_unnamed(&mut changing) {
            let value = std::mem::replace(unnamed, variable(&name));
            *receiver = variable(&name);
            let stmts = vec![
                let_statement(name, true, value),
                syn::Stmt::Expr(changing, Some(Default::default())),
                syn::Stmt::Expr(e.clone(), None),
            ];
            *e = syn::Expr::Block(syn::ExprBlock {
                attrs: Vec::new(),
                label: None,
                block: syn::Block {
                    brace_token: Default::default(),
                    stmts,
                },
            });
        }
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

/// What the first of such calls is called on, if that is no place.
fn first_unnamed(receiver: &mut syn::Expr) -> Option<&mut syn::Expr> {
    let syn::Expr::MethodCall(call) = receiver else {
        return None;
    };
    if !gives_back(&call.method) {
        return None;
    }
    match plain(&call.receiver) {
        syn::Expr::MethodCall(inner) if gives_back(&inner.method) => {
            first_unnamed(&mut call.receiver)
        }
        inner if is_value(inner) => Some(&mut call.receiver),
        _ => None,
    }
}

/// Whether an expression surely gives something new: what is behind a reference would be changed in a copy.
fn is_value(e: &syn::Expr) -> bool {
    match e {
        syn::Expr::Struct(_) => true,
        syn::Expr::MethodCall(call) => call.method == "clone" || gives_value(&call.method),
        syn::Expr::Call(call) => match plain(&call.func) {
            syn::Expr::Path(path) => (path.path.segments.last())
                .is_some_and(|last| last.ident == "default" || gives_value(&last.ident)),
            _ => false,
        },
        _ => false,
    }
}

/// Whether all functions of this name give something that is not behind a reference.
fn gives_value(name: &syn::Ident) -> bool {
    let gives = |sig: &syn::Signature| {
        let output = output(sig);
        !output.is_empty() && !output.contains('&')
    };
    all_signatures(name, &gives)
}

/// Whether all methods of this name change what they are called on and give it back.
fn gives_back(name: &syn::Ident) -> bool {
    let gives = |sig: &syn::Signature| {
        let changes = sig.receiver().and_then(passing) == Some(crate::ir::Passing::RefMut);
        changes && output(sig) == "&mutSelf"
    };
    all_signatures(name, &gives)
}

fn all_signatures(name: &syn::Ident, are: &dyn Fn(&syn::Signature) -> bool) -> bool {
    let all = signatures_anywhere(name);
    !all.is_empty() && all.iter().all(are)
}

fn output(sig: &syn::Signature) -> String {
    match &sig.output {
        syn::ReturnType::Type(_, ty) => {
            let text = types::tokens_of(&**ty).text().to_string();
            text.split_whitespace().collect()
        }
        syn::ReturnType::Default => String::new(),
    }
}
