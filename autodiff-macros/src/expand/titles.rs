//! What types are called in names of ours.

use crate::emit;
use quote::ToTokens;

/// `F64` of `Mul<f64>`, and `RefF64` of `Mul<&f64>`
pub(super) fn right_side(path: &syn::Path) -> String {
    let arguments = path.segments.last().map(|s| &s.arguments);
    let text = arguments
        .to_token_stream()
        .to_string()
        .replace('&', " ref ");
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.map(emit::camel_case).collect()
}

/// The name of a type in names of ours: `Poly` of `geometry::Poly<N>`.
pub(super) fn title(ty: &syn::Type) -> String {
    match ty {
        syn::Type::Path(path) => match path.path.segments.last() {
            Some(segment) => emit::camel_case(&segment.ident.to_string()),
            None => "Type".into(),
        },
        syn::Type::Group(group) => title(&group.elem),
        syn::Type::Paren(paren) => title(&paren.elem),
        syn::Type::Reference(reference) => title(&reference.elem) + "Ref",
        _ => "Type".into(),
    }
}
