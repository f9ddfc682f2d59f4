//! Names that the imports of a file bring in. It is a hint, like all that the text of a file tells.

use crate::lower::source::other_files::{imported, is_own};
use crate::lower::source::text::around;
use proc_macro2::Ident;

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

/// Whether an import that can be seen here brings in this very name.
pub(in crate::lower) fn is_imported(name: &Ident) -> bool {
    let of_name = name.to_string();
    let brings = |text: &str| words(text).any(|word| word == of_name);
    around(name.span()).is_some_and(|(source, at)| source.imports_in_sight(at).any(brings))
}

/// Whether a path that leads into a module leads into one of `std`, for all that can be seen: it begins there,
/// or the module is none of the user's.
pub(in crate::lower) fn is_of_std(path: &syn::Path) -> bool {
    let of_std = |name: &str| matches!(name, "std" | "core" | "alloc");
    if path.segments.len() < 2 {
        return false;
    }
    let mut segments = path.segments.iter();
    match (segments.next(), segments.len()) {
        (Some(first), _) if of_std(&first.ident.to_string()) => true,
        // Types have modules of their own.
        (Some(module), 1) if module.ident.to_string().starts_with(char::is_lowercase) => {
            let module = &module.ident;
            let name = module.to_string();
            let own = around(module.span()).is_some_and(|(source, _)| source.has_module(&name));
            // What brings all of another file in brings its modules in, too.
            let brought = || {
                around(module.span()).is_some_and(|(source, _)| {
                    let files = imported(&source, &name);
                    files.iter().any(|file| file.has_module(&name))
                })
            };
            !own && match is_imported(module) {
                true => is_imported_from(module, of_std),
                false => !brought(),
            }
        }
        _ => false,
    }
}

/// Whether a path leads to a free function of a library of matrices: it begins there, or an import brings it by its
/// name.
pub(in crate::lower) fn is_of_matrices(path: &syn::Path) -> bool {
    let of_library = |name: &str| matches!(name, "nalgebra" | "na" | "ndarray");
    let (Some(first), Some(last)) = (path.segments.first(), path.segments.last()) else {
        return false;
    };
    if path.segments.len() > 1 {
        let own = around(first.ident.span())
            .is_some_and(|(source, _)| source.has_module(&first.ident.to_string()));
        return !own && of_library(&first.ident.to_string());
    }
    let name = last.ident.to_string();
    let brings = |text: &str| {
        let mut words = words(text).skip_while(|word| matches!(*word, "pub" | "use"));
        words.next().is_some_and(of_library) && words.any(|word| word == name)
    };
    around(last.ident.span()).is_some_and(|(source, at)| source.imports_in_sight(at).any(brings))
}

/// `VecDeque::new` of `std::collections::VecDeque::new`, where that name is no type's of the user.
pub(in crate::lower) fn without_modules_of_std(path: &syn::ExprPath) -> Option<syn::ExprPath> {
    let segments = &path.path.segments;
    let of = segments.len().checked_sub(2).filter(|of| *of > 1)?;
    let ty = &segments[of].ident;
    if !ty.to_string().starts_with(char::is_uppercase) || is_own(&ty.clone().into()) {
        return None;
    }
    let mut short = path.clone();
    short.path.leading_colon = None;
    short.path.segments = segments.iter().skip(of).cloned().collect();
    Some(short)
}

/// Whether an import that can be seen here brings in this very name from such a crate.
pub(in crate::lower) fn is_imported_from(name: &Ident, is_crate: impl Fn(&str) -> bool) -> bool {
    let of_name = name.to_string();
    around(name.span()).is_some_and(|(source, at)| {
        // What brings everything brings no name that something else brings or defines here.
        let is_open = !is_imported(name) && !source.may_mean(&of_name, at);
        let brings = |text: &str| {
            let mut words = words(text);
            words.by_ref().take(2).any(&is_crate)
                && (words.any(|word| word == of_name) || text.contains('*') && is_open)
        };
        source.imports_in_sight(at).any(brings)
    })
}

/// Whether a path leads into ndarray: it begins there, or an import that can be seen brings its name in.
pub(in crate::lower) fn is_of_ndarray(path: &syn::Path) -> bool {
    let brought = |name: &Ident| is_imported_from(name, |name| name == "ndarray");
    is_of_matrices(path) || path.get_ident().is_some_and(brought)
}
