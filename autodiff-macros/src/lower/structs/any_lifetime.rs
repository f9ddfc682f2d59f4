//! Structs with lifetimes, as they are written where these do not matter.

use crate::lower::types::fields;
use crate::lower::{Type, source, types};

/// The type with `'static` for its lifetimes, where the file shows that the type of a field has none: then it is the
/// same, and a cache that is written by it has no lifetime either.
pub(super) fn of_any_lifetime(whole: &Type, field: &str) -> Option<Type> {
    let Type::Named(tokens) = whole else {
        return None;
    };
    let mut ty: syn::Type = syn::parse2(tokens.stream().clone()).ok()?;
    let syn::Type::Path(path) = &mut ty else {
        return None;
    };
    let last = path.path.segments.last_mut()?;
    let definition = source::definitions::definition(&last.ident)?;
    let syn::PathArguments::AngleBracketed(arguments) = &mut last.arguments else {
        return None;
    };
    let written = fields::field_called(&definition.fields, field)?;
    if types::tokens_of(&written).text().contains(['&', '\'']) {
        return None;
    }
    for argument in &mut arguments.args {
        // What another argument is need not live as long.
        let syn::GenericArgument::Lifetime(lifetime) = argument else {
            return None;
        };
        lifetime.ident = syn::Ident::new("static", lifetime.ident.span());
    }
    Some(Type::Named(types::tokens_of(&ty)))
}
