//! Lists of references to objects that are made in them, `[&Huber(d), &Trivial]` and `[(&Haar, 0.5), (&Cubic, 1.0)]`,
//! are lists of boxes.

use crate::lower::messages as m;
use crate::lower::rewriting::objects_made::{in_list, is_made, item, maker, with_braces};
use crate::lower::structs::trait_objects;
use crate::lower::types;
use syn::visit_mut::{self, VisitMut};

/// The type of a list of references to objects, all of which are made in it, as one of boxes; or of tuples with one.
pub(super) fn list_of_boxes(ty: &syn::Type, e: &mut syn::Expr) -> Option<syn::Type> {
    let item = types::plain(item(ty)?);
    let (at, object) = match item {
        syn::Type::Tuple(parts) => {
            let mut objects = (0..parts.elems.len())
                .filter_map(|at| Some((Some(at), object_behind(&parts.elems[at])?)));
            let first = objects.next()?;
            objects.next().is_none().then_some(first)?
        }
        item => (None, object_behind(item)?),
    };
    let (mut all, mut made) = (true, false);
    in_list(&mut e.clone(), &mut |item| {
        made = true;
        all &= matches!(part(item, at), Some(syn::Expr::Reference(item)) if is_made(&item.expr));
    });
    if !(all && made) {
        return None;
    }
    in_list(e, &mut |item| {
        if let Some(item) = part(item, at)
            && let syn::Expr::Reference(reference) = item
        {
            with_braces(&mut reference.expr);
            *item = syn::Expr::Call(syn::ExprCall {
                attrs: Vec::new(),
                func: Box::new(maker(object.clone(), m::span(&reference.expr))),
                paren_token: Default::default(),
                args: std::iter::once((*reference.expr).clone()).collect(),
            });
        }
    });
    let boxed = trait_objects::in_box(&object);
    let mut ty = ty.clone();
    Replaced { by: boxed }.visit_type_mut(&mut ty);
    Some(ty)
}

/// `dyn Layer` of `&dyn Layer`
fn object_behind(ty: &syn::Type) -> Option<syn::Type> {
    match types::plain(ty) {
        syn::Type::Reference(reference) => trait_objects::lasting(&reference.elem),
        _ => None,
    }
}

/// The component of a tuple, or all of an expression.
fn part(e: &mut syn::Expr, at: Option<usize>) -> Option<&mut syn::Expr> {
    match (e, at) {
        (e, None) => Some(e),
        (syn::Expr::Tuple(tuple), Some(at)) => tuple.elems.get_mut(at),
        _ => None,
    }
}

/// Puts a type where a reference to an object stands.
struct Replaced {
    by: syn::Type,
}

impl VisitMut for Replaced {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        match ty {
            ty if object_behind(ty).is_some() => *ty = self.by.clone(),
            _ => visit_mut::visit_type_mut(self, ty),
        }
    }
}
