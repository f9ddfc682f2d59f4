//! Chunks of arrays, one after the other: `axis_chunks_iter`, `exact_chunks`, and windows, which overlap.

use crate::ir::{Binary, Place};
use crate::lower::library::methods::axis_of;
use crate::lower::library::parts::{Parts, slices_with};
use crate::lower::library::types::{Library, Shape};
use crate::lower::*;

/// How an array is cut: each axis, unless chunks have all of it.
#[derive(Clone)]
pub(in crate::lower) struct Chunks(Vec<Option<Cut>>);

/// How an axis is cut.
#[derive(Clone)]
struct Cut {
    /// How long the axis is, how long each chunk is, and how far one begins behind the other.
    length: Value,
    size: Value,
    step: Value,
    /// How many there are.
    count: Value,
}

/// How many chunks there are along an axis.
const FULL: &str = "length / size";
const ALL: &str = "length.div_ceil(size)";
const OVERLAPPING: &str = "(length + 1).saturating_sub(size)";

impl<'a> Lowerer<'a> {
    pub(in crate::lower) fn chunks_along(
        &mut self,
        matrix: &Place,
        library: &Library,
        name: &str,
        args: &[&syn::Expr],
        span: Span,
    ) -> Option<Parts> {
        let Shape::Array(axes @ 1..=4) = library.shape else {
            return None;
        };
        let (sizes, count) = match (name, args) {
            ("axis_chunks_iter", [axis, size]) => (along(axis, size, axes)?, ALL),
            ("axis_windows", [axis, size]) => (along(axis, size, axes)?, OVERLAPPING),
            ("exact_chunks", [sizes]) => (along_all(sizes, axes)?, FULL),
            // Windows of an array with one axis are slices of it.
            ("windows", [sizes]) if axes > 1 => (along_all(sizes, axes)?, OVERLAPPING),
            _ => return None,
        };
        let mut cuts = Vec::new();
        let mut all = None;
        for (axis, size) in sizes.into_iter().enumerate() {
            let cut = match size {
                Some(size) => {
                    let cut = self.cut(matrix, axis as u64, size, count, span)?;
                    all = Some(match all {
                        Some(all) => self.index_binary(Binary::Mul, all, cut.count, span),
                        None => cut.count,
                    });
                    Some(cut)
                }
                None => None,
            };
            cuts.push(cut);
        }
        let functions = slices_with(axes)?;
        Some(Parts {
            matrix: matrix.clone(),
            functions,
            axis: None,
            chunks: Some(Chunks(cuts)),
            mutable: false,
            count: all?,
            library: library.clone(),
        })
    }

    fn cut(
        &mut self,
        matrix: &Place,
        axis: u64,
        size: &syn::Expr,
        count: &str,
        span: Span,
    ) -> Option<Cut> {
        let Outcome::Value(size) = self.position_of(size) else {
            return None;
        };
        let this = Outcome::Place(matrix.clone()).reference(false);
        let length = self.size_along(&this, axis, span);
        let names = vec![("length", length.clone()), ("size", Outcome::Value(size))];
        let number = self.written_out(count, names, span);
        Some(Cut {
            length: self.value(length, span),
            size,
            step: match count {
                OVERLAPPING => self.usize(1, span),
                _ => size,
            },
            count: self.value(number, span),
        })
    }

    /// The start, the end and the step of each axis of a chunk.
    pub(in crate::lower) fn chunk_at(
        &mut self,
        Chunks(cuts): &Chunks,
        index: Value,
        span: Span,
    ) -> Outcome {
        // The last axis runs first.
        let mut bounds = Vec::new();
        let mut index = index;
        for (at, cut) in cuts.iter().enumerate().rev() {
            let step = self.isize("1", span);
            let Some(cut) = cut else {
                let ends = [self.isize("0", span), self.isize("isize::MAX", span)];
                bounds.push([ends[0], ends[1], step]);
                continue;
            };
            let outermost = !cuts[..at].iter().any(Option::is_some);
            let names = |index| {
                let names = ["index", "size", "length", "step", "count"].into_iter();
                let values = [index, cut.size, cut.length, cut.step, cut.count];
                names.zip(values.map(Outcome::Value)).collect::<Vec<_>>()
            };
            let own = match outermost {
                true => index,
                false => {
                    let own = self.written_out("index % count", names(index), span);
                    let rest = self.written_out("index / count", names(index), span);
                    index = self.value(rest, span);
                    self.value(own, span)
                }
            };
            let start = self.written_out("index * step", names(own), span);
            let end = self.written_out("(index * step + size).min(length)", names(own), span);
            let ends = [start, end].map(|end| self.value(end, span));
            let ends = ends.map(|end| self.signed(end, span));
            bounds.push([ends[0], ends[1], step]);
        }
        bounds.reverse();
        let bounds = bounds.into_iter().flatten().map(Outcome::Value);
        let bounds: Vec<_> = bounds.collect();
        self.listed(&bounds, &Type::Int("isize"), "chunk", span)
    }
}

/// One size, of the chunks along an axis.
fn along<'e>(
    axis: &syn::Expr,
    size: &'e syn::Expr,
    axes: u8,
) -> Option<Vec<Option<&'e syn::Expr>>> {
    let axis = axis_of(axis)?;
    let sizes = (0..u64::from(axes)).map(|at| (at == axis).then_some(size));
    (axis < axes.into()).then(|| sizes.collect())
}

/// A size for each axis.
fn along_all(sizes: &syn::Expr, axes: u8) -> Option<Vec<Option<&syn::Expr>>> {
    let sizes: Vec<_> = match expr::plain(sizes) {
        syn::Expr::Tuple(sizes) => sizes.elems.iter().map(Some).collect(),
        syn::Expr::Array(sizes) => sizes.elems.iter().map(Some).collect(),
        size => vec![Some(size)],
    };
    (sizes.len() == usize::from(axes)).then_some(sizes)
}
