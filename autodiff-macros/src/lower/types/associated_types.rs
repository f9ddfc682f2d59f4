//! The types that an `impl` of a trait associates with its own: `type Item = f64;`.

use rustc_hash::FxHashMap;
use syn::visit_mut::{self, VisitMut};

/// These types, by their names.
pub(crate) fn associated_types(block: &syn::ItemImpl) -> FxHashMap<String, syn::Type> {
    let types = block.items.iter().filter_map(|item| match item {
        syn::ImplItem::Type(item) => Some((item.ident.to_string(), item.ty.clone())),
        _ => None,
    });
    types.collect()
}

/// The function with what such names mean, as in `Self::Item`, in their place.
pub(crate) fn open_associated_types(
    function: &mut syn::ItemFn,
    types: &FxHashMap<String, syn::Type>,
) {
    Opening(types).visit_item_fn_mut(function);
}

struct Opening<'t>(&'t FxHashMap<String, syn::Type>);

impl VisitMut for Opening<'_> {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        if let syn::Type::Path(path) = ty
            && let Some(last) = path.path.segments.last()
            && path.path.segments.len() == 2
            && path.path.segments[0].ident == "Self"
            && let Some(meant) = self.0.get(&last.ident.to_string())
        {
            *ty = meant.clone();
        }
        visit_mut::visit_type_mut(self, ty);
    }
}
