//! Shapes of ndarray by their names: `Ix2(2, 3)`, `Dim([2, 3])`, `IxDyn(&[2, 3])`.

use crate::lower::source::imported_names::is_of_ndarray;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// What such a shape says, as the constructors of arrays take it, too.
    pub(in crate::lower) fn named_shape(
        &mut self,
        path: &syn::ExprPath,
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        if !is_of_ndarray(&path.path) {
            return None;
        }
        let last = path.path.segments.last()?.ident.to_string();
        match (last.as_str(), args) {
            ("Ix1", [size]) => Some(size.clone()),
            ("Ix2" | "Ix3" | "Ix4", sizes) => Some(Outcome::Tuple(sizes.to_vec())),
            ("Dim", [size @ (Outcome::Value(_) | Outcome::Slot(_) | Outcome::Tuple(_))]) => {
                Some(size.clone())
            }
            ("Dim", [sizes]) => {
                let sizes = self.place_of(sizes.clone(), span)?;
                Some(Outcome::Place(sizes))
            }
            ("IxDyn", [sizes]) => self.as_vec(sizes, span),
            _ => None,
        }
    }
}
