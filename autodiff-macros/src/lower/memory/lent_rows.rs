//! Arguments that are lists of rows: `&[&[f64]]`, `&Vec<&[f64]>`, `&[&[f64]; 3]`. What stands behind a shared reference is
//! there as long as the list, so that such an argument is read as one of rows, and its adjoint is a list of `Vec`s.

use crate::ir::{Operand, Place, Projection};
use crate::lower::memory::lists_of_references::Lent;
use crate::lower::types::plain;
use crate::lower::*;

/// The type of such an argument without the references in it: `&[[f64]]`.
pub(in crate::lower) fn of_rows(ty: &syn::Type) -> Option<syn::Type> {
    match plain(ty) {
        syn::Type::Reference(lent) if lent.mutability.is_none() => {
            let mut lent = lent.clone();
            *lent.elem = list_of_rows(&lent.elem)?;
            Some(syn::Type::Reference(lent))
        }
        // A cache would have to keep it.
        _ => None,
    }
}

fn list_of_rows(ty: &syn::Type) -> Option<syn::Type> {
    match plain(ty) {
        syn::Type::Slice(list) => {
            let mut list = list.clone();
            *list.elem = row(&list.elem)?;
            Some(syn::Type::Slice(list))
        }
        syn::Type::Array(list) => {
            let mut list = list.clone();
            *list.elem = row(&list.elem)?;
            Some(syn::Type::Array(list))
        }
        syn::Type::Path(path) => {
            let mut path = path.clone();
            let last = path
                .path
                .segments
                .last_mut()
                .filter(|last| last.ident == "Vec")?;
            let syn::PathArguments::AngleBracketed(list) = &mut last.arguments else {
                return None;
            };
            match list.args.first_mut()? {
                syn::GenericArgument::Type(item) => *item = row(item)?,
                _ => return None,
            }
            Some(syn::Type::Path(path))
        }
        _ => None,
    }
}

/// What is behind a reference to a row of numbers.
fn row(ty: &syn::Type) -> Option<syn::Type> {
    let syn::Type::Reference(lent) = plain(ty) else {
        return None;
    };
    let is_list = match plain(&lent.elem) {
        syn::Type::Slice(_) | syn::Type::Array(_) => true,
        syn::Type::Path(path) => {
            (path.path.segments.last()).is_some_and(|last| last.ident == "Vec")
        }
        _ => false,
    };
    (is_list && lent.mutability.is_none()).then(|| (*lent.elem).clone())
}

/// Whether a function takes such a list.
pub(in crate::lower) fn takes_rows(sig: &syn::Signature) -> bool {
    sig.inputs.iter().any(|input| match input {
        syn::FnArg::Typed(param) => of_rows(&param.ty).is_some(),
        syn::FnArg::Receiver(_) => false,
    })
}

impl<'a> Lowerer<'a> {
    /// Notes that the items of the last parameter are references in the user's code.
    pub(in crate::lower) fn has_lent_rows(&mut self) {
        let binding = self
            .function
            .params
            .last()
            .map(|param| param.binding.clone());
        if let Some(Operand::Memory(memory)) = binding {
            self.is_list_of(memory, Lent::whole_items());
        }
    }

    /// Whether a place is a list of references, which only the bodies of functions can be given.
    pub(in crate::lower) fn is_list_of_references(&self, outcome: &Outcome) -> bool {
        match outcome {
            Outcome::Ref(inner, _) => self.is_list_of_references(inner),
            Outcome::Place(Place { memory, path }) => {
                path.iter().all(|p| matches!(p, Projection::Range(..)))
                    && self.holds_references(*memory)
            }
            _ => false,
        }
    }
}
