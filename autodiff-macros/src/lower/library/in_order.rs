//! The elements of an array of ndarray as a slice, which the library gives where they stand in order.

use crate::ir::Place;
use crate::lower::library::types::{Gives, Library, Shape};
use crate::lower::*;

/// Whether a method call is `x.as_slice().unwrap()` or its kin.
pub(in crate::lower) fn unwraps_slice(e: &syn::ExprMethodCall) -> bool {
    let unwraps = e.method == "unwrap" || e.method == "expect";
    unwraps
        && matches!(expr::plain(&e.receiver), syn::Expr::MethodCall(inner)
            if inner.args.is_empty() && gives_slice(&inner.method.to_string()))
}

fn gives_slice(name: &str) -> bool {
    matches!(name, "as_slice" | "as_slice_mut" | "to_slice")
}

impl<'a> Lowerer<'a> {
    /// `a.as_slice()` and its kin, of which the caller unwraps what they give.
    pub(in crate::lower) fn slice_in_order(
        &mut self,
        receiver: &Outcome,
        library: &Library,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let name = e.method.to_string();
        if !matches!(library.shape, Shape::Array(_))
            || library::types::is_whole(library)
            || !gives_slice(&name)
        {
            return None;
        }
        let place = self.place_of(receiver.clone(), span)?;
        self.check_order(&place, span);
        let slice = match name.as_str() {
            "as_slice_mut" => {
                let copy = self.lend_elements(place, library, None, span);
                copy.map(|copy| Outcome::Place(copy).reference(true))
            }
            _ => {
                let items = self.library_elements(Outcome::Place(place), library, span);
                items.map(|items| Outcome::Place(items).reference(false))
            }
        };
        Some(match slice {
            Some(slice) => self.something(vec![slice], span),
            None => Outcome::Poison,
        })
    }

    /// `let (items, _) = a.into_raw_vec_and_offset();`
    pub(in crate::lower) fn raw_vec(
        &mut self,
        place: &Place,
        library: &Library,
        span: Span,
    ) -> Option<Outcome> {
        self.check_order(place, span);
        let items = self.library_elements(Outcome::Place(place.clone()), library, span)?;
        let start = Outcome::Value(self.usize(0, span));
        let start = self.something(vec![start], span);
        Some(Outcome::Tuple(vec![Outcome::Place(items), start]))
    }

    /// Panics where the elements do not stand in order, as the function itself does.
    fn check_order(&mut self, place: &Place, span: Span) {
        let this = Outcome::Place(place.clone()).reference(false);
        self.library_call("len_in_order", vec![this], Gives::Known(Type::USIZE), span);
    }
}
