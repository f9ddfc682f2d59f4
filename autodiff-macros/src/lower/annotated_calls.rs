//! `let grid: Grid<3> = Grid::empty();`: the generic arguments that the call leaves out are those of the annotation.

use super::*;
use syn::visit_mut::{self, VisitMut};

/// The function with these arguments in such calls.
pub(crate) fn with_annotated(mut function: syn::ItemFn) -> syn::ItemFn {
    Annotated.visit_block_mut(&mut function.block);
    function
}

struct Annotated;

impl VisitMut for Annotated {
    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        visit_mut::visit_local_mut(self, local);
        let (syn::Pat::Type(typed), Some(init)) = (&local.pat, &mut local.init) else {
            return;
        };
        let Some(written) = fields::last_segment(&typed.ty) else {
            return;
        };
        if let syn::PathArguments::AngleBracketed(arguments) = &written.arguments
            && matches!(types::plain(&typed.ty), syn::Type::Path(_))
            && !arguments.args.iter().any(is_open)
            && let syn::Expr::Call(call) = &mut *init.expr
            && let syn::Expr::Path(path) = &mut *call.func
            && path.path.segments.len() > 1
            && let Some(owner) = path.path.segments.iter_mut().rev().nth(1)
            && owner.ident == written.ident
            && owner.arguments.is_none()
            && source::anywhere::structure(&owner.ident).is_some()
        {
            let mut arguments = arguments.clone();
            arguments.colon2_token = Some(Default::default());
            owner.arguments = syn::PathArguments::AngleBracketed(arguments);
        }
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

/// Whether an argument is left open: `_`.
fn is_open(argument: &syn::GenericArgument) -> bool {
    types::tokens_of(argument).mentions(&["_".into()])
}
