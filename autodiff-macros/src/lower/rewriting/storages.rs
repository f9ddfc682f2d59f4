//! Arguments of any storage: `fn f<S: Data<Elem = f64>>(x: &ArrayBase<S, Ix2>)` is read as a function of a view, and
//! with `&mut` as one of the matrix itself. What its generated functions take shows such a matrix, whatever holds it.

use crate::lower::rewriting::changing_views::whole_type;
use crate::lower::{builder, source, types};
use quote::ToTokens;

/// The function without its type parameters for the storage of arrays, if it has no other ones.
pub(crate) fn without_storages(function: syn::ItemFn) -> syn::ItemFn {
    let generics = &function.sig.generics;
    let storage = |param: &syn::TypeParam| {
        let item = item_of(types::generics::bounds(generics, &param.ident))?;
        Some((param.ident.clone(), item))
    };
    let storages: Option<Vec<_>> = generics.type_params().map(storage).collect();
    let Some(storages) = storages.filter(|storages| !storages.is_empty()) else {
        return function;
    };
    let mut read = function.clone();
    for input in &mut read.sig.inputs {
        if let syn::FnArg::Typed(param) = input
            && let syn::Type::Reference(lent) = &mut *param.ty
            && let Some(view) = view(&lent.elem, &storages, lent.mutability.is_some())
        {
            *lent.elem = view;
        }
    }
    let generics = &mut read.sig.generics;
    let params = std::mem::take(&mut generics.params).into_iter();
    generics.params = params
        .filter(|param| !matches!(param, syn::GenericParam::Type(_)))
        .collect();
    let names: Vec<_> = storages.iter().map(|(name, _)| name.to_string()).collect();
    let is_of_storage = |predicate: &syn::WherePredicate| {
        matches!(predicate, syn::WherePredicate::Type(of)
            if names.contains(&of.bounded_ty.to_token_stream().to_string()))
    };
    if let Some(clause) = &mut generics.where_clause {
        let predicates = std::mem::take(&mut clause.predicates).into_iter();
        clause.predicates = predicates.filter(|of| !is_of_storage(of)).collect();
    }
    match types::tokens_of(&read).mentions(&names) {
        true => function,
        false => read,
    }
}

/// The type of the elements, if all that is asked of a storage is that it holds them.
fn item_of(bounds: Vec<&syn::TypeParamBound>) -> Option<syn::Type> {
    let mut found = None;
    for bound in bounds {
        let syn::TypeParamBound::Trait(bound) = bound else {
            return None;
        };
        let last = bound.path.segments.last()?;
        let is_storage = ["Data", "DataMut", "DataOwned", "RawData", "RawDataClone"];
        if !is_storage.iter().any(|name| last.ident == name)
            || source::other_files::is_own(&bound.path)
        {
            return None;
        }
        if let syn::PathArguments::AngleBracketed(arguments) = &last.arguments {
            for argument in &arguments.args {
                match argument {
                    syn::GenericArgument::AssocType(item) if item.ident == "Elem" => {
                        found = Some(item.ty.clone());
                    }
                    _ => return None,
                }
            }
        }
    }
    found.filter(|item| types::number(&item.to_token_stream().to_string()).is_some())
}

/// What stands for `ArrayBase<S, Ix2>` behind a reference.
fn view(ty: &syn::Type, storages: &[(syn::Ident, syn::Type)], mutable: bool) -> Option<syn::Type> {
    let syn::Type::Path(path) = types::plain(ty) else {
        return None;
    };
    let last = path.path.segments.last()?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let arguments: Vec<_> = arguments.args.iter().collect();
    let [of, dimension] = &arguments[..] else {
        return None;
    };
    let of = of.to_token_stream().to_string();
    let (_, item) = storages.iter().find(|(name, _)| *name == of)?;
    if last.ident != "ArrayBase" {
        return None;
    }
    let (item, dimension) = (types::tokens_of(item), types::tokens_of(dimension));
    let text = format!(
        "::autodiff::library::types::ArrayView<'static, {}, {}>",
        item.text(),
        dimension.text()
    );
    let view: syn::TypePath = syn::parse2(builder::tokens(&text).stream().clone()).ok()?;
    match mutable {
        true => whole_type(&view),
        false => Some(syn::Type::Path(view)),
    }
}
