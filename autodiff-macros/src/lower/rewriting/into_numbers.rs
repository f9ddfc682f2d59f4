//! `limit: impl Into<f64>` is read as `limit: f64`, and `limit.into()` as `f64::from(limit)`: callers of generated functions
//! convert before. Whoever passes something else than a number of that type, rustc tells so.

use crate::lower::expr::plain;
use crate::lower::types::{is_number, tokens_of};
use crate::lower::{paths, scan, types};
use rustc_hash::FxHashMap;
use syn::visit_mut::{self, VisitMut};

/// The function with numbers in the place of what is converted to them.
pub(crate) fn with_numbers_taken(mut function: syn::ItemFn) -> syn::ItemFn {
    let mut taken = Taken::default();
    for input in &mut function.sig.inputs {
        if let syn::FnArg::Typed(param) = input
            && let Some(number) = number_of(&param.ty)
        {
            let names = scan::pattern_names(&param.pat).into_iter();
            taken.0.extend(names.map(|name| (name, number.clone())));
            *param.ty = syn::Type::Path(number);
        }
    }
    if !taken.0.is_empty() {
        taken.visit_block_mut(&mut function.block);
    }
    function
}

/// Whether a function with this signature takes something that is converted to a number.
pub(crate) fn takes_numbers(sig: &syn::Signature) -> bool {
    sig.inputs.iter().any(|input| match input {
        syn::FnArg::Typed(param) => number_of(&param.ty).is_some(),
        syn::FnArg::Receiver(_) => false,
    })
}

/// `f64` of `impl Into<f64>`
pub(in crate::lower) fn number_of(ty: &syn::Type) -> Option<syn::TypePath> {
    let syn::Type::ImplTrait(written) = types::plain(ty) else {
        return None;
    };
    let mut bounds = written.bounds.iter();
    let (Some(syn::TypeParamBound::Trait(bound)), None) = (bounds.next(), bounds.next()) else {
        return None;
    };
    let last = bound
        .path
        .segments
        .last()
        .filter(|last| last.ident == "Into")?;
    let syn::PathArguments::AngleBracketed(list) = &last.arguments else {
        return None;
    };
    match list.args.first()? {
        syn::GenericArgument::Type(ty @ syn::Type::Path(number)) if is_number(ty) => {
            Some(number.clone())
        }
        _ => None,
    }
}

#[derive(Default)]
struct Taken(FxHashMap<String, syn::TypePath>);

impl VisitMut for Taken {
    fn visit_expr_mut(&mut self, e: &mut syn::Expr) {
        visit_mut::visit_expr_mut(self, e);
        let syn::Expr::MethodCall(call) = e else {
            return;
        };
        let syn::Expr::Path(receiver) = plain(&call.receiver) else {
            return;
        };
        let name = paths::single(receiver).filter(|_| call.method == "into");
        if let Some(number) = name.and_then(|name| self.0.get(&name)) {
            let (number, receiver) = (tokens_of(number), tokens_of(&call.receiver));
            let text = format!("{}::from({})", number.text(), receiver.text());
            if let Ok(converted) = syn::parse_str::<syn::Expr>(&text) {
                *e = converted;
            }
        }
    }
}
