//! Arguments of a type that the trait of a parameter leaves open, as in `observations: &[E::Observation]`. What is called takes
//! them for something with a gradient, which integers have not: the backward pass of the call is handed units there.

use crate::ir::Target;
use crate::lower::types::tokens_of;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// Whether the file says that what is called takes the argument at a position so.
    pub(in crate::lower) fn is_open_argument(&self, target: &Target, position: usize) -> bool {
        match target {
            Target::Function(path) => {
                let name: Option<syn::Ident> = syn::parse2(path.stream().clone()).ok();
                let item = name.as_ref().and_then(source::definitions::free_item);
                item.is_some_and(|item| leaves_open(&item.sig, &[], position))
            }
            Target::Method {
                receiver: owner,
                name,
            }
            | Target::Associated { owner, name, .. } => {
                let owner = self.defined_name(owner);
                let methods = owner.map(|owner| source::methods_defined::methods(&owner, name));
                let methods = methods.unwrap_or_default();
                let open = |(block, method): &(syn::ItemImpl, syn::ImplItemFn)| {
                    leaves_open(&method.sig, &[&block.generics], position)
                };
                !methods.is_empty() && methods.iter().all(open)
            }
            _ => false,
        }
    }
}

/// Whether the type of a parameter is, or is a list of, `E::Observation`.
fn leaves_open(sig: &syn::Signature, outer: &[&syn::Generics], position: usize) -> bool {
    let Some(syn::FnArg::Typed(param)) = sig.inputs.iter().nth(position) else {
        return false;
    };
    let generics = outer.iter().copied().chain([&sig.generics]);
    let parameters: Vec<String> = generics
        .flat_map(|generics| generics.type_params().map(|param| param.ident.to_string()))
        .collect();
    let mut inside = &*param.ty;
    loop {
        inside = match types::plain(inside) {
            syn::Type::Reference(reference) => &reference.elem,
            syn::Type::Slice(slice) => &slice.elem,
            syn::Type::Array(array) => &array.elem,
            ty @ syn::Type::Path(path) => match types::fields::only_argument(ty, "Vec") {
                Some(item) => item,
                None => {
                    let is_of_parameter = match &path.qself {
                        Some(of) => tokens_of(&of.ty).mentions(&parameters),
                        None => (path.path.segments.first())
                            .is_some_and(|first| parameters.iter().any(|p| first.ident == p)),
                    };
                    return is_of_parameter && path.path.segments.len() > 1;
                }
            },
            _ => return false,
        };
    }
}
