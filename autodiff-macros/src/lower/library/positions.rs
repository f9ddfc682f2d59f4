//! The positions of elements of arrays, which stand in the order of the library.

use crate::ir::Place;
use crate::lower::iteration::iterators::By;
use crate::lower::library::types::{Library, Shape};
use crate::lower::messages as m;
use crate::lower::*;

/// How a position is written, and what the names in it are.
type Position = (&'static str, Vec<(&'static str, Outcome)>);

impl<'a> Lowerer<'a> {
    /// How the position of the element with the number `n` is written, and what its names are.
    pub(in crate::lower) fn position_in(
        &mut self,
        array: &Place,
        library: &Library,
        span: Span,
    ) -> Option<Position> {
        match library.shape {
            Shape::Array(1) => Some(("n", Vec::new())),
            Shape::Array(2) => {
                let width = self.any_size((array, library), 1, span);
                Some(("(n / width, n % width)", vec![("width", width)]))
            }
            Shape::Array(axes @ 3..=4) => {
                let mut names = Vec::new();
                for (axis, name) in (1..axes.into()).zip(["width", "depth", "height"]) {
                    names.push((name, self.any_size((array, library), axis, span)));
                }
                let position = match axes {
                    3 => "(n / depth / width, n / depth % width, n % depth)",
                    _ => {
                        "(
                            n / height / depth / width,
                            n / height / depth % width,
                            n / height % depth,
                            n % height,
                        )"
                    }
                };
                Some((position, names))
            }
            _ => {
                self.error_about(span, m::LIBRARY_METHOD, "indexed");
                None
            }
        }
    }

    /// `array.indexed_iter()` and `indexed_iter_mut()`
    pub(in crate::lower) fn indexed_elements(
        &mut self,
        array: &Place,
        library: &Library,
        mutable: bool,
        span: Span,
    ) -> Outcome {
        let by = if mutable { By::RefMut } else { By::Ref };
        let Some((position, mut names)) = self.position_in(array, library, span) else {
            return Outcome::Poison;
        };
        let Some(items) = self.items(Outcome::Place(array.clone()), by, span) else {
            return Outcome::Poison;
        };
        names.push(("it", Outcome::Iter(items)));
        let source = format!("it.enumerate().map(|(n, item)| ({position}, item))");
        self.written_out(&source, names, span)
    }
}
