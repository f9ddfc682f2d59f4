//! What traits say of types: those that an `impl` associates with its own, as in `type Item = f64;`, and what
//! methods give that stand in the trait alone.

use crate::ir::Type;
use crate::lower::{Lowerer, source};
use rustc_hash::FxHashMap;
use syn::visit_mut::{self, VisitMut};

impl Lowerer<'_> {
    /// What a method with a default body gives that is called on a struct of the file, or a method of a trait that is
    /// called on what is of a type parameter.
    pub(in crate::lower) fn given_by_trait(
        &mut self,
        receiver: &Type,
        name: &str,
    ) -> Option<syn::ReturnType> {
        let of = self.defined_name(receiver)?;
        if !source::definitions::is_defined(&of) && !self.objects.contains(&of.to_string()) {
            return None;
        }
        let name = syn::Ident::new(name, of.span());
        let given = source::definitions::output_of_methods(&name)?;
        Some(syn::ReturnType::Type(Default::default(), Box::new(given)))
    }
}

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
