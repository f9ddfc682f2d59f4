//! What a function makes that may fail to: the `T` of `Option<T>` and of `Result<T, E>`.

use crate::lower::options;
use crate::lower::types::fields;

/// Whether a function gives a struct of references, or nothing.
pub(in crate::lower) fn may_fail(output: &syn::ReturnType) -> bool {
    match output {
        syn::ReturnType::Type(_, ty) => !std::ptr::eq(made_inside(ty), &**ty),
        syn::ReturnType::Default => false,
    }
}

/// Whether what a function gives is a `Result`.
pub(in crate::lower) fn gives_result(output: &syn::ReturnType) -> bool {
    matches!(output, syn::ReturnType::Type(_, ty) if options::results::is_result(ty))
}

/// What a function makes, where it may fail to.
pub(in crate::lower) fn made_inside(output: &syn::Type) -> &syn::Type {
    let is_fallible =
        options::results::is_result(output) || fields::only_argument(output, "Option").is_some();
    let arguments = fields::last_segment(output).map(|last| &last.arguments);
    match arguments {
        Some(syn::PathArguments::AngleBracketed(list)) if is_fallible => match list.args.first() {
            Some(syn::GenericArgument::Type(made)) => made,
            _ => output,
        },
        _ => output,
    }
}
