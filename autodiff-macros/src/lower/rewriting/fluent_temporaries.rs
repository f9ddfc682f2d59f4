//! Chains of calls such as `Builder::new(k).scale(2.0).total()`, where `scale` changes what it is called on and gives it
//! back: what has no name yet gets a variable. Methods of others may go by the same name and give a new value, so the
//! struct has to be known.

use crate::lower::expr::plain;
use crate::lower::patterns::mutable_bindings::{let_statement, variable};
use crate::lower::rewriting::structs_made::StructsMade;
use crate::lower::source::anywhere::signatures_anywhere;
use crate::lower::*;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

/// The function with a block `{ let mut built = Builder::new(k); built.scale(2.0); built.total() }` for each of these.
pub(crate) fn with_built(mut function: syn::ItemFn) -> syn::ItemFn {
    let mut called = Called::default();
    called.visit_block(&function.block);
    if !called.0.iter().any(gives_back) {
        return function;
    }
    let mut name = "built".to_string();
    while words::says(&function, &name) {
        name.push('_');
    }
    let made = StructsMade::of(&function);
    Built { name, made }.visit_block_mut(&mut function.block);
    function
}

/// The methods that a function calls.
#[derive(Default)]
struct Called(FxHashSet<syn::Ident>);

impl<'ast> Visit<'ast> for Called {
    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.0.insert(call.method.clone());
        visit::visit_expr_method_call(self, call);
    }
}

struct Built {
    name: String,
    made: StructsMade,
}

impl VisitMut for Built {
    fn visit_expr_mut(&mut self, e: &mut syn::Expr) {
        visit_mut::visit_expr_mut(self, e);
        let (span, receiver) = match e {
            syn::Expr::MethodCall(last)
                if self.has_unnamed(&last.receiver) && !gives_back(&last.method) =>
            {
                (last.method.span(), &mut *last.receiver)
            }
            syn::Expr::Field(field) => (messages::span_of(&field.member), &mut *field.base),
            _ => return,
        };
        let name = syn::Ident::new(&self.name, span);
        let mut changing = receiver.clone();
        if let Some(unnamed) = self.first_unnamed(&mut changing) {
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

impl Built {
    /// Whether there is a struct of the file in the chain that has no name.
    fn has_unnamed(&self, receiver: &syn::Expr) -> bool {
        match receiver {
            syn::Expr::MethodCall(call) => {
                let is_path = matches!(plain(&call.receiver), syn::Expr::Path(_));
                let is_made = !is_path && self.made.made_by(&call.receiver).is_some();
                is_made || self.has_unnamed(&call.receiver)
            }
            _ => false,
        }
    }

    /// What the first of such calls is called on, if that is no place.
    fn first_unnamed<'e>(&self, receiver: &'e mut syn::Expr) -> Option<&'e mut syn::Expr> {
        let syn::Expr::MethodCall(call) = receiver else {
            return None;
        };
        if !gives_back(&call.method) {
            return None;
        }
        match plain(&call.receiver) {
            syn::Expr::MethodCall(inner) if gives_back(&inner.method) => {
                self.first_unnamed(&mut call.receiver)
            }
            syn::Expr::MethodCall(_) | syn::Expr::Call(_) | syn::Expr::Struct(_) => {
                let is_meant = self.made.made_by(&call.receiver).is_some();
                is_meant.then_some(&mut *call.receiver)
            }
            _ => None,
        }
    }
}

/// Whether all methods of this name change what they are called on and give it back.
pub(in crate::lower) fn gives_back(name: &syn::Ident) -> bool {
    defined_as(name) == Some(true)
}

/// The same of a method that the files show.
pub(in crate::lower) fn defined_as(name: &syn::Ident) -> Option<bool> {
    let all = signatures_anywhere(name);
    let gives = |sig: &syn::Signature| {
        let changes = sig.receiver().and_then(passing) == Some(crate::ir::Passing::RefMut);
        let output = match &sig.output {
            syn::ReturnType::Type(_, ty) => types::tokens_of(&**ty).text().to_string(),
            syn::ReturnType::Default => String::new(),
        };
        changes && output.split_whitespace().collect::<String>() == "&mutSelf"
    };
    (!all.is_empty()).then(|| all.iter().all(gives))
}
