//! Aliases of types of functions: `type Metric = fn(&[f64], &[f64]) -> f64;`. Where the file says that a name
//! stands for such a type, the type itself is read.

use crate::lower::{source, types};
use syn::visit_mut::{self, VisitMut};

/// The function with such types in the place of their names.
pub(crate) fn without_function_aliases(mut function: syn::ItemFn) -> syn::ItemFn {
    Aliases.visit_item_fn_mut(&mut function);
    function
}

struct Aliases;

impl VisitMut for Aliases {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        if let syn::Type::Path(path) = types::plain(ty)
            && path.qself.is_none()
            && let Some(name) = path.path.get_ident()
            && let Some(function @ syn::Type::FnPtr(_)) = source::definitions::alias(name)
        {
            *ty = function;
            return;
        }
        visit_mut::visit_type_mut(self, ty);
    }
}
