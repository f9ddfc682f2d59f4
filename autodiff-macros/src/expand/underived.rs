//! What `#[derive(Differentiable)]` would put beside types that do not derive, and might.

use crate::derive;
use crate::diagnostics::Errors;
use crate::{emit, lower};
use proc_macro2::{Span, TokenStream};

/// The output of one of our attributes, and what stands beside the types for which it is the first.
pub(super) fn with_those_above(output: TokenStream) -> TokenStream {
    let found = lower::underived(Span::call_site()).into_iter();
    let beside = found.map(|(item, up)| beside(item, up));
    output.into_iter().chain(beside.flatten()).collect()
}

/// The types in a differentiated module that do not derive, and might.
pub(super) fn those_in(items: &[syn::Item]) -> Vec<syn::DeriveInput> {
    let types = items.iter().filter_map(|item| match item {
        syn::Item::Struct(item) => Some(syn::DeriveInput::from(item.clone())),
        syn::Item::Enum(item) => Some(item.clone().into()),
        _ => None,
    });
    types
        .filter(|item| lower::is_underived(&item.ident))
        .collect()
}

/// What stands beside one of them.
pub(super) fn beside_it(item: syn::DeriveInput) -> syn::Item {
    syn::Item::Verbatim(beside(item, 0))
}

/// A type that can be seen, and all of whose fields can be, in a module so many above.
fn seen_from_above(mut item: syn::DeriveInput, up: usize) -> syn::DeriveInput {
    item.vis = syn::Visibility::Public(Default::default());
    let fields: Vec<&mut syn::Fields> = match &mut item.data {
        syn::Data::Struct(data) => vec![&mut data.fields],
        _ => Vec::new(),
    };
    for field in fields.into_iter().flatten() {
        if !matches!(field.vis, syn::Visibility::Public(_))
            && let Ok(seen) = syn::parse2(emit::seen_above(up))
        {
            field.vis = seen;
        }
    }
    item
}

fn beside(item: syn::DeriveInput, up: usize) -> TokenStream {
    let mut errors = Errors::new();
    let item = match up {
        0 => item,
        // From where it stands, what is private to the module above would be seen by fewer than the type.
        _ => seen_from_above(item, up),
    };
    let read = derive::read(&item, &mut errors);
    match (errors.finish(), read) {
        (None, Some(read)) => emit::from_below(super::derived(&read), up),
        (errors, _) => errors.unwrap_or_default(),
    }
}
