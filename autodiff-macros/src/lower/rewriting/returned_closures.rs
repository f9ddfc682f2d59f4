//! Functions that return a closure: `fn sphere(c: [f64; 3], r: f64) -> impl Fn([f64; 3]) -> f64`. The
//! generated functions take what the closure takes behind what the function takes, and give what the
//! closure gives; a caller that calls what it was given calls them with both.

use crate::lower::closures::function_parameters;
use crate::lower::expr::plain;
use crate::lower::flow::leaving;
use crate::lower::messages as m;
use crate::lower::types;
use syn::visit_mut::VisitMut;

/// The function with the parameters of the closure that it returns behind its own.
pub(crate) fn uncurried(function: syn::ItemFn) -> syn::ItemFn {
    let Some((closure, inputs, output)) = made(&function) else {
        return function;
    };
    let mut function = function;
    function.block.stmts.pop();
    let taken = names_in(&function);
    let mut first = Vec::new();
    for (at, (pattern, ty)) in closure.inputs.iter().zip(inputs).enumerate() {
        let pattern = match pattern {
            syn::Pat::Type(typed) => &*typed.pat,
            other => other,
        };
        let param = match pattern {
            syn::Pat::Ident(ident)
                if ident.mutability.is_none() && !taken.contains(&ident.ident.to_string()) =>
            {
                pattern.clone()
            }
            pattern => {
                let name = format!("argument_{at}");
                let name = syn::Ident::new(&name, m::span_of(pattern));
                let bound = syn::parse2::<syn::Stmt>(binding(pattern, &name));
                first.extend(bound.ok());
                ident(name)
            }
        };
        let span = m::span_of(&param);
        function.sig.inputs.push(syn::FnArg::Typed(syn::PatType {
            attrs: Vec::new(),
            pat: Box::new(param),
            colon_token: syn::Token![:](span),
            ty: Box::new(ty),
        }));
    }
    function.sig.output = output;
    let span = m::span(&closure.body);
    first.push(syn::Stmt::Expr((*closure.body).clone(), None));
    let body = syn::Expr::Block(syn::ExprBlock {
        attrs: Vec::new(),
        label: None,
        block: syn::Block {
            brace_token: syn::token::Brace(span),
            stmts: first,
        },
    });
    function.block.stmts.push(syn::Stmt::Expr(body, None));
    function
}

/// The closure, what it takes and what it gives.
fn made(function: &syn::ItemFn) -> Option<(syn::ExprClosure, Vec<syn::Type>, syn::ReturnType)> {
    let syn::ReturnType::Type(_, ty) = &function.sig.output else {
        return None;
    };
    let (inputs, output) = function_parameters::returned(ty)?;
    let (last, before) = function.block.stmts.split_last()?;
    let syn::Stmt::Expr(last, None) = last else {
        return None;
    };
    let closure = match plain(last) {
        syn::Expr::Closure(closure) => closure,
        // `Box::new(move |x| ..)`
        syn::Expr::Call(call) => match call.args.first().map(plain) {
            Some(syn::Expr::Closure(closure)) if call.args.len() == 1 => closure,
            _ => return None,
        },
        _ => return None,
    };
    let changes = types::tokens_of(&function.sig.inputs).mentions(&["mut".into()]);
    let fits =
        closure.inputs.len() == inputs.len() && !before.iter().any(leaving::leaves) && !changes;
    fits.then(|| (closure.clone(), inputs, output))
}

/// The names of the function's own variables.
fn names_in(function: &syn::ItemFn) -> Vec<String> {
    struct Names(Vec<String>);
    impl VisitMut for Names {
        fn visit_pat_ident_mut(&mut self, pattern: &mut syn::PatIdent) {
            self.0.push(pattern.ident.to_string());
        }
    }
    let mut names = Names(Vec::new());
    names.visit_item_fn_mut(&mut function.clone());
    names.0
}

fn ident(name: syn::Ident) -> syn::Pat {
    syn::Pat::Ident(syn::PatIdent {
        attrs: Vec::new(),
        by_ref: None,
        mutability: None,
        ident: name,
        subpat: None,
    })
}

/// `let pattern = name;`
fn binding(pattern: &syn::Pat, name: &syn::Ident) -> proc_macro2::TokenStream {
    let pattern = types::tokens_of(pattern);
    let text = format!("let {} = {name};", pattern.text());
    text.parse().unwrap_or_default()
}
