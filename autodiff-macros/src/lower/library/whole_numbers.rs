//! Vectors, matrices and arrays of integers or truth values: they are read, and nothing flows through them.

use crate::ir::{Init, Place};
use crate::lower::library::lanes::owner_of_shape;
use crate::lower::library::methods::axis_of;
use crate::lower::library::types::{Gives, Library, Shape, is_whole};
use crate::lower::messages as m;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// A method of one.
    pub(in crate::lower) fn whole_method(
        &mut self,
        place: Place,
        library: &Library,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Outcome {
        let this = Outcome::Place(place.clone());
        let args: Vec<_> = e.args.iter().collect();
        let axes = match library.shape {
            Shape::Array(axes) => axes,
            _ => 2,
        };
        let name = e.method.to_string();
        match (name.as_str(), &args[..]) {
            ("view" | "as_view", []) => this.reference(false),
            ("clone" | "to_owned" | "clone_owned" | "into_owned", []) => {
                let (ty, name) = (self.place_type(&place), self.place_name(&place));
                let copy = self.allocate(Init::Clone(place), ty, &name, span);
                Outcome::Place(Place::whole(copy))
            }
            ("nrows", []) => self.whole_size(&place, 0, span),
            ("ncols", []) => self.whole_size(&place, 1, span),
            ("dim", []) if library.is_array() && axes == 1 => self.whole_size(&place, 0, span),
            ("dim" | "shape", []) if name == "shape" || library.is_array() => {
                let sizes: Vec<_> = (0..u64::from(axes))
                    .map(|axis| self.whole_size(&place, axis, span))
                    .collect();
                match name == "shape" && library.is_array() {
                    true => self
                        .listed(&sizes, &Type::USIZE, "shape", span)
                        .reference(false),
                    false => Outcome::Tuple(sizes),
                }
            }
            ("len_of", [axis]) if let Some(axis) = axis_of(axis) => {
                self.whole_size(&place, axis, span)
            }
            ("indexed_iter", []) if library.is_array() => {
                self.indexed_elements(&place, library, false, span)
            }
            ("map" | "mapv", [f]) if library.is_array() && axes < 3 => {
                self.mapped_whole(&place, library, (name == "map", f), span)
            }
            ("row", [at]) if library.shape == Shape::Array(2) => {
                let at = self.position_of(at);
                self.row_of_whole(&place, library, ("at", at), span)
            }
            ("rows" | "outer_iter", []) if library.shape == Shape::Array(2) => {
                self.row_of_whole(&place, library, ("rows", Outcome::Unit), span)
            }
            (
                "len" | "is_empty" | "iter" | "into_iter" | "to_vec" | "as_slice" | "first"
                | "last",
                _,
            ) => match self.library_elements(this, library, span) {
                Some(items) => self.memory_method(Outcome::Place(items), e, span),
                None => Outcome::Poison,
            },
            _ => self.error_about(span, m::WHOLE_METHOD, &name),
        }
    }

    /// An array of numbers that are made of its elements.
    fn mapped_whole(
        &mut self,
        place: &Place,
        library: &Library,
        (lent, f): (bool, &syn::Expr),
        span: Span,
    ) -> Outcome {
        let this = Outcome::Place(place.clone());
        let (Some(f), Some(items)) = (self.callable(f), self.library_elements(this, library, span))
        else {
            return Outcome::Poison;
        };
        let source = match lent {
            true => "it.iter().map(|x| f(x)).collect::<Vec<f64>>()",
            false => "it.iter().map(|x| f(*x)).collect::<Vec<f64>>()",
        };
        let names = vec![
            ("it", Outcome::Place(items).reference(false)),
            ("f", Outcome::Callable(f)),
        ];
        let made = self.written_out(source, names, span);
        let sizes = match library.shape {
            Shape::Array(1) => self.whole_size(place, 0, span),
            _ => Outcome::Tuple(
                (0..2)
                    .map(|axis| self.whole_size(place, axis, span))
                    .collect(),
            ),
        };
        let (Some(items), Some(owner)) = (
            self.place_of(made, span),
            owner_of_shape(&sizes, &Type::F64),
        ) else {
            return Outcome::Poison;
        };
        self.shaped(&owner, vec![sizes], items, span)
    }

    /// One row, or all of them, as slices of the elements, which stand row after row.
    fn row_of_whole(
        &mut self,
        place: &Place,
        library: &Library,
        (name, at): (&'static str, Outcome),
        span: Span,
    ) -> Outcome {
        let height = self.whole_size(place, 0, span);
        let width = self.whole_size(place, 1, span);
        let this = Outcome::Place(place.clone());
        let Some(items) = self.library_elements(this, library, span) else {
            return Outcome::Poison;
        };
        let items = Outcome::Place(items).reference(false);
        let mut names = vec![("it", items), ("width", width), ("height", height)];
        let source = match at {
            Outcome::Unit => "(0..height).map(|i| &it[i * width..(i + 1) * width])",
            at => {
                names.push((name, at));
                "{ assert!(at < height); &it[at * width..(at + 1) * width] }"
            }
        };
        self.written_out(source, names, span)
    }

    fn whole_size(&mut self, place: &Place, axis: u64, span: Span) -> Outcome {
        let this = Outcome::Place(place.clone()).reference(false);
        let axis = Outcome::Value(self.usize(axis, span));
        let gives = Gives::Known(Type::USIZE);
        self.library_call("whole_len_of", vec![this, axis], gives, span)
    }

    /// How long it is along an axis, whatever its elements are.
    pub(in crate::lower) fn any_size(
        &mut self,
        (place, library): (&Place, &Library),
        axis: u64,
        span: Span,
    ) -> Outcome {
        match is_whole(library) {
            true => self.whole_size(place, axis, span),
            false => {
                let this = Outcome::Place(place.clone()).reference(false);
                self.size_along(&this, axis, span)
            }
        }
    }

    /// Panics where two arrays, of which one is of integers or truth values, have other shapes.
    pub(in crate::lower) fn same_shapes(
        &mut self,
        first: (&Place, &Library),
        second: (&Place, &Library),
        span: Span,
    ) {
        let axes = match (first.1.shape, second.1.shape) {
            (Shape::Array(axes), Shape::Array(others)) if axes == others => axes,
            _ => {
                self.error_about(span, m::LIBRARY_ARGUMENT, "Zip");
                return;
            }
        };
        for axis in 0..u64::from(axes) {
            let names = vec![
                ("a", self.any_size(first, axis, span)),
                ("b", self.any_size(second, axis, span)),
            ];
            self.written_out("assert!(a == b)", names, span);
        }
    }
}
