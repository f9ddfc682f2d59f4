//! `let p: [f64; 3] = softmax(logits);`: the lengths that such a function has as parameters are those of the type that its
//! result is asked to have.

use crate::lower::calls::generic_methods::has_untold_lengths;
use crate::lower::{source, types};
use rustc_hash::FxHashMap;

/// The function at a path, with the generic arguments that make its result one of this type.
pub(super) fn tell(path: &mut syn::Path, ty: &syn::Type) {
    let Some(name) = path.get_ident() else {
        return;
    };
    let found = source::definitions::free_item(name);
    let Some(function) = found.filter(|function| has_untold_lengths(&function.sig)) else {
        return;
    };
    let syn::ReturnType::Type(_, output) = &function.sig.output else {
        return;
    };
    let mut lengths = FxHashMap::default();
    compare(output, ty, &mut lengths);
    let all = function
        .sig
        .generics
        .params
        .iter()
        .map(|param| match param {
            syn::GenericParam::Const(param) => lengths.remove(&param.ident.to_string()),
            _ => None,
        });
    if let Some(all) = all.collect::<Option<Vec<syn::Expr>>>()
        && let Some(last) = path.segments.last_mut()
    {
        let args = all.into_iter().map(syn::GenericArgument::Const);
        last.arguments = syn::PathArguments::AngleBracketed(syn::AngleBracketedGenericArguments {
            colon2_token: Some(Default::default()),
            lt_token: Default::default(),
            args: args.collect(),
            gt_token: Default::default(),
        });
    }
}

/// The lengths of arrays in a type, by what stands in their places in another one.
fn compare(output: &syn::Type, ty: &syn::Type, lengths: &mut FxHashMap<String, syn::Expr>) {
    match (types::plain(output), types::plain(ty)) {
        (syn::Type::Array(output), syn::Type::Array(ty)) => {
            let is_whole = matches!(&ty.len, syn::Expr::Lit(_) | syn::Expr::Path(_));
            if let syn::Expr::Path(length) = &output.len
                && let Some(name) = length.path.get_ident()
                && is_whole
            {
                lengths.insert(name.to_string(), ty.len.clone());
            }
            compare(&output.elem, &ty.elem, lengths);
        }
        (syn::Type::Tuple(output), syn::Type::Tuple(ty)) => {
            let pairs = output.elems.iter().zip(&ty.elems);
            pairs.for_each(|(output, ty)| compare(output, ty, lengths));
        }
        _ => {}
    }
}
