//! `let p: [f64; 3] = softmax(logits);`: the lengths and floats that such a function has as parameters are those of the type
//! that its result is asked to have.

use crate::lower::calls::generic_methods::has_untold_lengths;
use crate::lower::calls::untold_floats::has_untold_floats;
use crate::lower::{source, types};
use rustc_hash::FxHashMap;

/// The function at a path, with the generic arguments that make its result one of this type.
pub(super) fn tell(path: &mut syn::Path, ty: &syn::Type) {
    let Some(name) = path.get_ident() else {
        return;
    };
    let found = source::definitions::free_item(name);
    let has_untold = |function: &syn::ItemFn| {
        has_untold_lengths(&function.sig) || has_untold_floats(&function.sig)
    };
    let Some(function) = found.filter(has_untold) else {
        return;
    };
    let syn::ReturnType::Type(_, output) = &function.sig.output else {
        return;
    };
    let mut told = FxHashMap::default();
    compare(output, ty, &mut told);
    let all = function
        .sig
        .generics
        .params
        .iter()
        .map(|param| match param {
            syn::GenericParam::Const(param) => told.remove(&param.ident.to_string()),
            syn::GenericParam::Type(param) => told.remove(&param.ident.to_string()),
            syn::GenericParam::Lifetime(_) => None,
        });
    if let Some(all) = all.collect::<Option<Vec<_>>>()
        && let Some(last) = path.segments.last_mut()
    {
        last.arguments = syn::PathArguments::AngleBracketed(syn::AngleBracketedGenericArguments {
            colon2_token: Some(Default::default()),
            lt_token: Default::default(),
            args: all.into_iter().collect(),
            gt_token: Default::default(),
        });
    }
}

/// The names in a type, by what stands in their places in another one.
fn compare(output: &syn::Type, ty: &syn::Type, told: &mut FxHashMap<String, syn::GenericArgument>) {
    match (types::plain(output), types::plain(ty)) {
        (syn::Type::Array(output), syn::Type::Array(ty)) => {
            let is_whole = matches!(&ty.len, syn::Expr::Lit(_) | syn::Expr::Path(_));
            if let syn::Expr::Path(length) = &output.len
                && let Some(name) = length.path.get_ident()
                && is_whole
            {
                let length = syn::GenericArgument::Const(ty.len.clone());
                told.insert(name.to_string(), length);
            }
            compare(&output.elem, &ty.elem, told);
        }
        (syn::Type::Tuple(output), syn::Type::Tuple(ty)) => {
            let pairs = output.elems.iter().zip(&ty.elems);
            pairs.for_each(|(output, ty)| compare(output, ty, told));
        }
        (syn::Type::Path(output), ty) => {
            let is_open = matches!(ty, syn::Type::Infer(_));
            if let Some(name) = output.path.get_ident().filter(|_| !is_open) {
                let ty = syn::GenericArgument::Type(ty.clone());
                told.insert(name.to_string(), ty);
            }
        }
        _ => {}
    }
}
