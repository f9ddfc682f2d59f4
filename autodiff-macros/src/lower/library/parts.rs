//! Parts of matrices: rows, columns, blocks and slices. Read, a part is a copy; written, it goes back
//! into its matrix.

use crate::ir::{Binary, Place};
use crate::lower::iteration::iterators::Iter;
use crate::lower::library::chunks::Chunks;
use crate::lower::library::lent::Lent;
use crate::lower::library::methods::axis_of;
use crate::lower::library::types::{Gives, Library, Shape, with_axes};
use crate::lower::messages as m;
use crate::lower::*;
use std::rc::Rc;

const ROWS: [&str; 2] = ["row", "set_row"];
const COLUMNS: [&str; 2] = ["column", "set_column"];
const ALONG: [&str; 2] = ["index_axis", "set_index_axis"];

/// The functions that read and write slices with so many axes.
pub(in crate::lower) fn slices_with(axes: u8) -> Option<[&'static str; 2]> {
    Some(match axes {
        1 => ["slice1", "set_slice1"],
        2 => ["slice2", "set_slice2"],
        3 => ["slice3", "set_slice3"],
        4 => ["slice4", "set_slice4"],
        _ => return None,
    })
}

/// A part of a matrix.
#[derive(Clone)]
pub(in crate::lower) struct Part {
    pub(in crate::lower) matrix: Place,
    /// The function of the runtime's that reads it, and the one that writes it.
    pub(in crate::lower) functions: [&'static str; 2],
    /// Where it is.
    pub(in crate::lower) at: Outcome,
    pub(in crate::lower) library: Library,
    /// Its type, where that says how large it is.
    pub(in crate::lower) sized: Option<syn::Path>,
}

/// The parts of a matrix along an axis, one after the other.
#[derive(Clone)]
pub(in crate::lower) struct Parts {
    pub(in crate::lower) matrix: Place,
    pub(in crate::lower) functions: [&'static str; 2],
    /// The axis, for a function that is told it.
    pub(in crate::lower) axis: Option<Value>,
    /// How long the parts are, if they are no single rows.
    pub(in crate::lower) chunks: Option<Chunks>,
    /// Whether they are lent to be changed.
    pub(in crate::lower) mutable: bool,
    pub(in crate::lower) count: Value,
    pub(in crate::lower) library: Library,
}

impl<'a> Lowerer<'a> {
    /// What a method gives that reads a part of a matrix, or several of them.
    pub(in crate::lower) fn library_part(
        &mut self,
        matrix: &Place,
        library: &Library,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let name = e.method.to_string();
        if matches!(
            name.as_str(),
            "map_axis" | "var_axis" | "std_axis" | "fold_axis"
        ) {
            return None;
        }
        if let Some(parts) = self.parts_along(matrix, library, e, span) {
            if parts.mutable && !self.lend(Lent::Parts, span) {
                return Some(Outcome::Poison);
            }
            return Some(Outcome::Iter(Rc::new(Iter::Parts(Box::new(parts)))));
        }
        let part = self.part(matrix, library, &name, e, span)?;
        Some(self.read_part(&part, span))
    }

    /// The part of a matrix that a method leads to.
    pub(in crate::lower) fn part(
        &mut self,
        matrix: &Place,
        library: &Library,
        name: &str,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Part> {
        if e.turbofish.is_some() {
            return self.part_of_sizes(matrix, library, name, e, span);
        }
        let args: Vec<_> = e.args.iter().collect();
        let array = library.is_array();
        let shape = if array {
            with_axes(library.shape, -1)
        } else {
            Shape::Matrix
        };
        let (functions, at, shape) = match (name, &args[..]) {
            ("row", [at]) => (ROWS, self.position_of(at), shape),
            ("column", [at]) => (COLUMNS, self.position_of(at), shape),
            ("rows", [_, _]) if !array => (["rows", "set_rows"], self.positions(&args), shape),
            ("columns", [_, _]) if !array => {
                (["columns", "set_columns"], self.positions(&args), shape)
            }
            ("rows_range", [range]) if !array => {
                let at = self.range_of_part(matrix, "nrows", range, span)?;
                (["rows", "set_rows"], at, shape)
            }
            ("columns_range", [range]) if !array => {
                let at = self.range_of_part(matrix, "ncols", range, span)?;
                (["columns", "set_columns"], at, shape)
            }
            ("view" | "slice", [start, lengths]) if !array => {
                let at = [start, lengths].map(|pair| match expr::plain(pair) {
                    syn::Expr::Tuple(pair) if pair.elems.len() == 2 => {
                        Some(self.positions(&pair.elems.iter().collect::<Vec<_>>()))
                    }
                    _ => None,
                });
                let [Some(start), Some(lengths)] = at else {
                    return None;
                };
                (
                    ["view", "set_view"],
                    Outcome::Tuple(vec![start, lengths]),
                    shape,
                )
            }
            ("index_axis", [axis, at]) if array => {
                let axis = self.usize(axis_of(axis)?, span);
                let at = Outcome::Tuple(vec![Outcome::Value(axis), self.position_of(at)]);
                (ALONG, at, shape)
            }
            ("slice_axis", [axis, slice]) if let Shape::Array(axes @ 1..=4) = library.shape => {
                let at = self.slicing_along(axis_of(axis)?, axes, slice, span)?;
                (slices_with(axes)?, at, library.shape)
            }
            ("slice", [slicing]) if array => {
                let (at, axes) = self.slicing(slicing, span)?;
                (slices_with(axes)?, at, Shape::Array(axes))
            }
            _ => return None,
        };
        Some(Part {
            matrix: matrix.clone(),
            functions,
            at,
            library: Library {
                shape,
                square: false,
                item: library.item.clone(),
            },
            sized: None,
        })
    }

    /// A copy of a part.
    pub(in crate::lower) fn read_part(&mut self, part: &Part, span: Span) -> Outcome {
        let matrix = Outcome::Place(part.matrix.clone()).reference(false);
        let args = vec![matrix, part.at.clone()];
        let gives = Gives::Matrix(part.library.clone());
        let copy = self.library_call(part.functions[0], args, gives, span);
        let Some(owner) = &part.sized else {
            return copy;
        };
        match self.library_elements(copy, &part.library, span) {
            Some(items) => self.vector_of_items(owner, items, span),
            None => Outcome::Poison,
        }
    }

    /// Writes a part.
    pub(in crate::lower) fn write_part(&mut self, part: &Part, new: Outcome, span: Span) {
        let new = match part.sized {
            Some(_) => self.without_sizes(part, new, span),
            None => new,
        };
        let matrix = Outcome::Place(part.matrix.clone()).reference(true);
        let args = vec![matrix, part.at.clone(), new.dereferenced().reference(false)];
        self.library_call(part.functions[1], args, Gives::Known(Type::Unit), span);
    }

    /// Writes a row or a column.
    pub(in crate::lower) fn write_at(
        &mut self,
        (matrix, library): (&Place, &Library),
        row: bool,
        at: Value,
        new: Outcome,
        span: Span,
    ) {
        let part = Part {
            matrix: matrix.clone(),
            functions: if row { ROWS } else { COLUMNS },
            at: Outcome::Value(at),
            library: library.clone(),
            sized: None,
        };
        self.write_part(&part, new, span);
    }

    pub(in crate::lower) fn parts_along(
        &mut self,
        matrix: &Place,
        library: &Library,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Parts> {
        let args: Vec<_> = e.args.iter().collect();
        let array = library.is_array();
        let name = e.method.to_string();
        let (mutable, name) = match name.strip_suffix("_mut") {
            Some(name) => (true, name),
            None => (false, name.as_str()),
        };
        if let Some(chunks) = self.chunks_along(matrix, library, name, &args, span) {
            return Some(Parts { mutable, ..chunks });
        }
        let (functions, axis) = match (name, &args[..]) {
            ("row_iter", []) if !array => (ROWS, 0),
            ("column_iter", []) if !array => (COLUMNS, 1),
            ("rows", []) if library.shape == Shape::Array(2) => (ROWS, 0),
            ("columns", []) if library.shape == Shape::Array(2) => (COLUMNS, 1),
            ("map_axis" | "lanes" | "var_axis" | "std_axis" | "fold_axis", [axis, ..])
                if library.shape == Shape::Array(2) =>
            {
                // The lanes along an axis are found along the other one.
                match axis_of(axis)? {
                    0 => (COLUMNS, 1),
                    1 => (ROWS, 0),
                    _ => return None,
                }
            }
            ("outer_iter", []) if array => (ALONG, 0),
            ("axis_iter", [axis]) if array => (ALONG, axis_of(axis).filter(|axis| *axis < 2)?),
            _ => return None,
        };
        let count = if axis == 0 { "nrows" } else { "ncols" };
        let this = Outcome::Place(matrix.clone()).reference(false);
        let count = self.library_call(count, vec![this], Gives::Known(Type::USIZE), span);
        let shape = if array {
            with_axes(library.shape, -1)
        } else {
            Shape::Matrix
        };
        Some(Parts {
            matrix: matrix.clone(),
            functions,
            mutable,
            axis: (functions == ALONG).then(|| self.usize(axis, span)),
            chunks: None,
            count: self.value(count, span),
            library: Library {
                shape,
                square: false,
                item: library.item.clone(),
            },
        })
    }

    /// One of the parts along an axis.
    pub(in crate::lower) fn part_at(&mut self, parts: &Parts, index: Value, span: Span) -> Outcome {
        let at = match parts.axis {
            _ if let Some(chunks) = &parts.chunks => self.chunk_at(chunks, index, span),
            Some(axis) => Outcome::Tuple(vec![Outcome::Value(axis), Outcome::Value(index)]),
            None => Outcome::Value(index),
        };
        let part = Part {
            matrix: parts.matrix.clone(),
            functions: parts.functions,
            at,
            library: parts.library.clone(),
            sized: None,
        };
        let copy = self.read_part(&part, span);
        if !parts.mutable {
            return copy;
        }
        match self.place_of(copy, span) {
            Some(place) => {
                self.lend_part(part, place.clone());
                self.matrices.changing_views.insert(place.memory);
                Outcome::Place(place).reference(true)
            }
            None => Outcome::Poison,
        }
    }

    pub(in crate::lower) fn position_of(&mut self, e: &syn::Expr) -> Outcome {
        let at = self.scalar(e);
        self.unify_value(at, &Type::USIZE, m::span(e));
        Outcome::Value(at)
    }

    /// The first one of a range of rows or columns, and how many there are.
    fn range_of_part(
        &mut self,
        matrix: &Place,
        count: &str,
        range: &syn::Expr,
        span: Span,
    ) -> Option<Outcome> {
        let Outcome::Iter(iter) = self.rvalue(range).dereferenced() else {
            return None;
        };
        let Iter::Range {
            from,
            to,
            inclusive: false,
        } = &*iter
        else {
            return None;
        };
        let from = from.unwrap_or_else(|| self.usize(0, span));
        let to = to.unwrap_or_else(|| {
            let this = vec![Outcome::Place(matrix.clone()).reference(false)];
            let count = self.library_call(count, this, Gives::Known(Type::USIZE), span);
            self.value(count, span)
        });
        for end in [from, to] {
            self.unify_value(end, &Type::USIZE, span);
        }
        let length = self.index_binary(Binary::Sub, to, from, span);
        Some(Outcome::Tuple(vec![
            Outcome::Value(from),
            Outcome::Value(length),
        ]))
    }

    fn positions(&mut self, args: &[&syn::Expr]) -> Outcome {
        Outcome::Tuple(args.iter().map(|arg| self.position_of(arg)).collect())
    }
}
