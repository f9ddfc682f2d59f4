//! Chunks of arrays, one after the other along an axis: `axis_chunks_iter`, `exact_chunks`.

use crate::ir::Place;
use crate::lower::library::methods::axis_of;
use crate::lower::library::parts::Parts;
use crate::lower::library::types::{Library, Shape};
use crate::lower::*;

/// How an array is cut.
#[derive(Clone)]
pub(in crate::lower) struct Chunks {
    /// The axis along which it is, and how many it has.
    axis: u8,
    axes: u8,
    /// How long it is along that axis, and how long each chunk is.
    length: Value,
    size: Value,
}

impl<'a> Lowerer<'a> {
    pub(in crate::lower) fn chunks_along(
        &mut self,
        matrix: &Place,
        library: &Library,
        name: &str,
        args: &[&syn::Expr],
        span: Span,
    ) -> Option<Parts> {
        let (axis, axes, size, count) = match (name, args, library.shape) {
            ("axis_chunks_iter", [axis, size], Shape::Array(axes @ 1..=3)) => {
                let axis = u8::try_from(axis_of(axis)?).ok()?;
                (axis, axes, size, "length.div_ceil(size)")
            }
            ("exact_chunks", [size], Shape::Array(1)) => (0, 1, size, "length / size"),
            _ => return None,
        };
        if axis >= axes || matches!(expr::plain(size), syn::Expr::Tuple(_)) {
            return None;
        }
        let Outcome::Value(size) = self.position_of(size) else {
            return None;
        };
        let this = Outcome::Place(matrix.clone()).reference(false);
        let length = self.size_along(&this, axis.into(), span);
        let names = vec![("length", length.clone()), ("size", Outcome::Value(size))];
        let count = self.written_out(count, names, span);
        let functions = match axes {
            1 => ["slice1", "set_slice1"],
            2 => ["slice2", "set_slice2"],
            _ => ["slice3", "set_slice3"],
        };
        Some(Parts {
            matrix: matrix.clone(),
            functions,
            axis: None,
            chunks: Some(Chunks {
                axis,
                axes,
                length: self.value(length, span),
                size,
            }),
            mutable: false,
            count: self.value(count, span),
            library: library.clone(),
        })
    }

    /// The start, the end and the step of each axis of a chunk.
    pub(in crate::lower) fn chunk_at(
        &mut self,
        chunks: &Chunks,
        index: Value,
        span: Span,
    ) -> Outcome {
        let names = ["index", "size", "length"].into_iter();
        let values = [index, chunks.size, chunks.length].map(Outcome::Value);
        let names: Vec<_> = names.zip(values).collect();
        let start = self.written_out("index * size", names.clone(), span);
        let end = self.written_out("(index * size + size).min(length)", names, span);
        let (start, end) = (self.value(start, span), self.value(end, span));
        let mut bounds = Vec::new();
        for axis in 0..chunks.axes {
            let (start, end) = match axis == chunks.axis {
                true => (self.signed(start, span), self.signed(end, span)),
                false => (self.isize("0", span), self.isize("isize::MAX", span)),
            };
            let step = self.isize("1", span);
            bounds.extend([start, end, step].map(Outcome::Value));
        }
        self.listed(&bounds, &Type::Int("isize"), "chunk", span)
    }
}
