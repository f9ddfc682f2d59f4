//! Arrays of ndarray that grow by a row, a column or another array, and those of which a part is kept.

use crate::ir::Place;
use crate::lower::library::methods::axis_of;
use crate::lower::library::types::{Gives, Library, Shape, with_axes};
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// `array.push_row(row.view())` and its kin, which succeed unless the shapes are wrong.
    pub(in crate::lower) fn appended(
        &mut self,
        array: &Place,
        library: &Library,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let Shape::Array(axes @ 1..=3) = library.shape else {
            return None;
        };
        let args: Vec<_> = e.args.iter().collect();
        let (axis, new) = match (e.method.to_string().as_str(), &args[..]) {
            ("push_row", [new]) if axes == 2 => (0, new),
            ("push_column", [new]) if axes == 2 => (1, new),
            ("push" | "append", [axis, new]) => (axis_of(axis)?, new),
            _ => return None,
        };
        let name = *["along_first_axis", "along_second_axis"].get(axis as usize)?;
        let mut new = self.expr(new).dereferenced();
        let mut given = self.library(&new).filter(Library::is_array)?;
        if e.method != "append" {
            given.shape = with_axes(given.shape, 1);
            let axis = Outcome::Value(self.usize(axis, span));
            let args = vec![new.reference(false), axis];
            new = self.library_call("insert_axis", args, Gives::Matrix(given.clone()), span);
        }
        if given.shape != library.shape {
            return None;
        }
        let target = Outcome::Place(array.clone());
        let ty = self.type_of(&target);
        let both = [target.clone(), new].map(|part| part.reference(false));
        let joined = self.library_call(name, both.into(), Gives::Known(ty), span);
        self.assign_to(target, joined, span);
        Some(self.something(vec![Outcome::Unit], span))
    }

    /// `array.slice_move(s![..3, ..])`, of which nobody has the rest.
    pub(in crate::lower) fn kept_slice(
        &mut self,
        array: &Place,
        library: &Library,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        if e.method != "slice_move" || !library.is_array() {
            return None;
        }
        let part = self.part(array, library, "slice", e, span)?;
        Some(self.read_part(&part, span))
    }
}
