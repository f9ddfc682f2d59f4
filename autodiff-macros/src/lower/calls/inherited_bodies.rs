//! A method that an `impl` leaves to its trait, with what the `impl` gives for the parameters of the trait:
//! `impl Plant<4> for Cart` has the body of `trait Plant<const N: usize>` with `4` in place of `N`.

use crate::lower::calls::told_arguments::{InPlace, Told};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::visit_mut::VisitMut;

/// What stands in place of the parameters of a trait in one of its implementations.
pub(crate) struct OfTrait(InPlace);

impl OfTrait {
    /// `None` if not all parameters are given.
    pub(crate) fn new(params: &syn::Generics, path: &syn::Path) -> Option<Self> {
        let given: Vec<_> = match &path.segments.last()?.arguments {
            syn::PathArguments::AngleBracketed(list) => list.args.iter().collect(),
            _ => Vec::new(),
        };
        let mut given = given.into_iter().filter(|argument| {
            !matches!(
                argument,
                syn::GenericArgument::Lifetime(_) | syn::GenericArgument::AssocType(_)
            )
        });
        let mut told = InPlace::default();
        for param in &params.params {
            let (name, value) = match (param, given.next()) {
                (syn::GenericParam::Lifetime(_), _) => continue,
                (syn::GenericParam::Type(param), given) => {
                    let ty = match given {
                        Some(syn::GenericArgument::Type(ty)) => ty.clone(),
                        Some(_) => return None,
                        None => told.in_type(param.default.clone()?.1),
                    };
                    (&param.ident, Told::Type(ty))
                }
                (syn::GenericParam::Const(param), given) => {
                    let value = match given {
                        Some(syn::GenericArgument::Const(value)) => value.clone(),
                        // Without its kind a name is read as a type.
                        Some(other) => syn::parse2(other.to_token_stream()).ok()?,
                        None => param.default.clone()?.1,
                    };
                    (&param.ident, Told::constant(value, &param.ty)?)
                }
            };
            told.0.insert(name.to_string(), value);
        }
        Some(OfTrait(told))
    }

    /// The method as it stands in the implementation.
    pub(crate) fn method(&mut self, method: &syn::ImplItemFn) -> syn::ImplItemFn {
        let mut method = method.clone();
        self.0.visit_signature_mut(&mut method.sig);
        let mut items = Items(Vec::new());
        items.visit_block(&method.block);
        let mut inside = self.0.clone();
        inside.0.retain(|name, _| !items.0.contains(name));
        inside.visit_block_mut(&mut method.block);
        method
    }

    pub(crate) fn path(&mut self, mut path: syn::Path) -> syn::Path {
        self.0.visit_path_mut(&mut path);
        path
    }
}

/// The items of a body, which may have the names of parameters.
struct Items(Vec<String>);

impl<'ast> Visit<'ast> for Items {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let name = match item {
            syn::Item::Const(item) => Some(&item.ident),
            syn::Item::Static(item) => Some(&item.ident),
            syn::Item::Struct(item) => Some(&item.ident),
            syn::Item::Enum(item) => Some(&item.ident),
            syn::Item::Type(item) => Some(&item.ident),
            _ => None,
        };
        self.0.extend(name.map(ToString::to_string));
        visit::visit_item(self, item);
    }
}
