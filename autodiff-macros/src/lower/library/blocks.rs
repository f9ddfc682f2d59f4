//! `stack![a, b; c, d]` of nalgebra: a matrix of blocks, each of which is written in its place.

use crate::ir::{Binary, Expr};
use crate::lower::library::lists::{Rows, TYPES};
use crate::lower::library::parts::Part;
use crate::lower::library::types::{Gives, Library, Shape};
use crate::lower::*;

/// A block, and how many rows and columns it has as far as its type says so; none of zeros.
type Block = Option<(Outcome, [Option<String>; 2])>;

impl<'a> Lowerer<'a> {
    /// Such a matrix; `None` where types do not tell how large it is, or that only its values know it.
    pub(in crate::lower) fn of_blocks(&mut self, mac: &syn::Macro, span: Span) -> Option<Outcome> {
        let Rows(rows) = mac.parse_body().ok()?;
        let width = rows.first()?.len();
        let mut blocks: Vec<Vec<Block>> = Vec::new();
        let mut item = None;
        for row in &rows {
            let mut read = Vec::new();
            for e in row {
                read.push(match is_zero(e) {
                    true => None,
                    false => {
                        let (block, sizes, of) = self.block_of_matrix(e, span)?;
                        item.get_or_insert(of);
                        Some((block, sizes))
                    }
                });
            }
            (read.len() == width).then(|| blocks.push(read))?;
        }
        let item = match item? {
            Type::Float(crate::ir::Float::F32) => "f32",
            Type::Float(crate::ir::Float::F64) => "f64",
            _ => return None,
        };
        let heights = blocks.iter().map(|row| self.size_of(row.iter(), 0, span));
        let heights = heights.collect::<Option<Vec<_>>>()?;
        let widths = (0..width).map(|at| self.size_of(blocks.iter().map(|row| &row[at]), 1, span));
        let widths = widths.collect::<Option<Vec<_>>>()?;
        let sized = |all: &[(Value, Option<String>)]| {
            let sizes: Option<Vec<_>> = all.iter().map(|(_, size)| size.clone()).collect();
            let sizes = sizes?.into_iter().map(|size| size.parse::<usize>().ok());
            sizes.sum::<Option<usize>>()
        };
        let some_tell =
            |all: &[(Value, Option<String>)]| all.iter().any(|(_, size)| size.is_some());
        let owner = match (sized(&heights), sized(&widths)) {
            (Some(height), Some(width)) => format!("{TYPES}SMatrix<{item}, {height}, {width}>"),
            (None, Some(1)) if !some_tell(&heights) => format!("{TYPES}DVector<{item}>"),
            (None, None) if !some_tell(&heights) && !some_tell(&widths) => {
                format!("{TYPES}DMatrix<{item}>")
            }
            _ => return None,
        };
        let owner: syn::Path = syn::parse_str(&owner).ok()?;
        let (ty, library) = self.owner_of_matrix(&owner)?;
        let starts = [heights, widths].map(|sizes| self.starts_of(&sizes, span));
        let [(rows, height), (columns, width)] = starts;
        let shape = match owner.segments.last()?.ident.to_string().as_str() {
            "SMatrix" => Vec::new(),
            "DVector" => vec![Outcome::Value(height)],
            _ => vec![Outcome::Value(height), Outcome::Value(width)],
        };
        let zeros = self.constant_matrix(&owner, "zeros", ty, shape, span);
        let made = self.place_of(zeros, span)?;
        for (row, (top, height)) in blocks.into_iter().zip(rows) {
            for (block, (left, width)) in row.into_iter().zip(&columns) {
                let Some((block, _)) = block else {
                    continue;
                };
                let pair = |a, b| Outcome::Tuple(vec![Outcome::Value(a), Outcome::Value(b)]);
                let part = Part {
                    matrix: made.clone(),
                    functions: ["view", "set_view"],
                    at: Outcome::Tuple(vec![pair(top, *left), pair(height, *width)]),
                    library: Library {
                        square: false,
                        ..library.clone()
                    },
                    sized: Some(owner.clone()),
                };
                self.write_part(&part, block, span);
            }
        }
        Some(Outcome::Place(made))
    }

    /// A block, what its type says of its size, and what its elements are.
    fn block_of_matrix(
        &mut self,
        e: &syn::Expr,
        span: Span,
    ) -> Option<(Outcome, [Option<String>; 2], Type)> {
        let block = self.expr(e).dereferenced();
        let library = (self.library(&block)).filter(|library| library.shape == Shape::Matrix)?;
        let place = self.place_of(block, span)?;
        let ty = self.place_type(&place);
        // Of what is not known to have a size or none, the type of the whole is not known.
        self.is_of_any_size(&ty)?;
        let sizes = self.sizes_of_type(&ty);
        Some((Outcome::Place(place), sizes, library.item))
    }

    /// The length along an axis of blocks that share it, which all of them have.
    fn size_of<'b>(
        &mut self,
        blocks: impl Iterator<Item = &'b Block>,
        axis: usize,
        span: Span,
    ) -> Option<(Value, Option<String>)> {
        let mut found: Option<(Value, Option<String>)> = None;
        for (block, sizes) in blocks.flatten() {
            let this = vec![block.clone().reference(false)];
            let name = ["nrows", "ncols"][axis];
            let size = self.library_call(name, this, Gives::Known(Type::USIZE), span);
            let size = self.value(size, span);
            found = Some(match found {
                None => (size, sizes[axis].clone()),
                Some((first, known)) => {
                    let names = [("a", first), ("b", size)];
                    let names = names.map(|(name, size)| (name, Outcome::Value(size)));
                    self.written_out("assert!(a == b)", names.into(), span);
                    (first, known.or(sizes[axis].clone()))
                }
            });
        }
        found
    }

    /// Where each row or column of blocks begins and how long it is, and the length of all.
    fn starts_of(
        &mut self,
        sizes: &[(Value, Option<String>)],
        span: Span,
    ) -> (Vec<(Value, Value)>, Value) {
        let mut at = self.usize(0, span);
        let mut starts = Vec::new();
        for (size, _) in sizes {
            starts.push((at, *size));
            let end = Expr::Binary(Binary::Add, at, *size);
            at = self.define(end, Type::USIZE, "end", span);
        }
        (starts, at)
    }
}

/// Whether it is the literal that stands for a block of zeros.
fn is_zero(e: &syn::Expr) -> bool {
    matches!(expr::plain(e), syn::Expr::Lit(literal)
        if matches!(&literal.lit, syn::Lit::Int(int) if int.base10_digits() == "0"))
}
