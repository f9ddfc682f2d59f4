//! Types of views of matrices by their names, and the lifetimes in them.

use crate::lower::library::names::{of_dimension, shape};
use crate::lower::library::views::shown;
use crate::lower::source;
use rustc_hash::FxHashSet;

/// Whether it is a view that changes an array of ndarray or a matrix of nalgebra.
pub(in crate::lower) fn changes_matrix(path: &syn::Path) -> bool {
    let Some(last) = path.segments.last() else {
        return false;
    };
    let name = last.ident.to_string();
    let of_array = name.strip_prefix("ArrayViewMut");
    let array = of_array.is_some_and(|axes| matches!(axes, "" | "1" | "2" | "3" | "4" | "D"));
    let shown = name
        .strip_suffix("ViewMut")
        .or(name.strip_suffix("SliceMut"));
    let matrix = shown.is_some_and(|of| of == "Matrix" || of == "Vector" || shape(of).is_some());
    (array || matrix) && !last.arguments.is_none() && !source::other_files::is_own(path)
}

/// Whether it is a view that only shows one.
pub(in crate::lower) fn shows_matrix(path: &syn::Path) -> bool {
    path.segments.last().is_some_and(|last| {
        let shape = match &last.arguments {
            syn::PathArguments::AngleBracketed(arguments) => shape(&last.ident.to_string())
                .or_else(|| of_dimension(last, arguments, &FxHashSet::default())),
            _ => None,
        };
        shape.is_some_and(|shape| shown(shape).is_some()) && !source::other_files::is_own(path)
    })
}

/// Whether a type is that of such a view.
pub(in crate::lower) fn is_changing_view(ty: &syn::Type) -> bool {
    matches!(ty, syn::Type::Path(path) if changes_matrix(&path.path))
}

/// Names the lifetime of a view, which nothing depends on: its gradient is an array of its own.
pub(in crate::lower) fn with_lifetime(path: &mut syn::Path) {
    let Some(last) = path.segments.last_mut() else {
        return;
    };
    let syn::PathArguments::AngleBracketed(arguments) = &mut last.arguments else {
        return;
    };
    if !matches!(
        arguments.args.first(),
        Some(syn::GenericArgument::Lifetime(_))
    ) {
        let lifetime = syn::Lifetime::new("'static", last.ident.span());
        arguments
            .args
            .insert(0, syn::GenericArgument::Lifetime(lifetime));
    }
}

/// Drops `'_`, which says nothing.
pub(in crate::lower) fn without_lifetime(segment: &mut syn::PathSegment) {
    if let syn::PathArguments::AngleBracketed(arguments) = &mut segment.arguments
        && let Some(syn::GenericArgument::Lifetime(first)) = arguments.args.first()
        && first.ident == "_"
    {
        let rest = std::mem::take(&mut arguments.args).into_iter().skip(1);
        arguments.args = rest.collect();
    }
}
