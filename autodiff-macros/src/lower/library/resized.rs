//! Matrices of nalgebra with more rows or columns, or with some of them: dynamic ones, whose type says
//! nothing about their size, and those of a type that says it with one more.

use crate::ir::{Float, Place};
use crate::lower::library::lists::TYPES;
use crate::lower::library::types::{Library, Shape};
use crate::lower::messages as m;
use crate::lower::*;

/// The names of the arguments of each method, the new numbers of rows and columns, and the element
/// at `i` and `j`.
const METHODS: [(&str, &[&str], [&str; 2], &str); 7] = [
    (
        "select_rows",
        &["at"],
        ["at.len()", "it.ncols()"],
        "it[(at[i], j)]",
    ),
    (
        "select_columns",
        &["at"],
        ["it.nrows()", "at.len()"],
        "it[(i, at[j])]",
    ),
    (
        "insert_row",
        &["at", "x"],
        ["it.nrows() + 1", "it.ncols()"],
        "if i < at { it[(i, j)] } else if i == at { x } else { it[(i - 1, j)] }",
    ),
    (
        "insert_column",
        &["at", "x"],
        ["it.nrows()", "it.ncols() + 1"],
        "if j < at { it[(i, j)] } else if j == at { x } else { it[(i, j - 1)] }",
    ),
    (
        "resize",
        &["rows", "columns", "x"],
        ["rows", "columns"],
        "if i < it.nrows() && j < it.ncols() { it[(i, j)] } else { x }",
    ),
    (
        "resize_vertically",
        &["rows", "x"],
        ["rows", "it.ncols()"],
        "if i < it.nrows() { it[(i, j)] } else { x }",
    ),
    (
        "resize_horizontally",
        &["columns", "x"],
        ["it.nrows()", "columns"],
        "if j < it.ncols() { it[(i, j)] } else { x }",
    ),
];

impl<'a> Lowerer<'a> {
    pub(in crate::lower) fn resized(
        &mut self,
        matrix: &Place,
        library: &Library,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let method = METHODS.iter().find(|(name, names, ..)| {
            e.method == name && names.len() == e.args.len() && library.shape == Shape::Matrix
        });
        let (name, names, [rows, columns], element) = method?;
        let vector = self.is_written_as(matrix, "DVector");
        let sized = self.with_one_more(matrix, name);
        if sized.is_none() && !vector && !self.is_written_as(matrix, "DMatrix")
            || vector && !matches!(*name, "select_rows" | "insert_row" | "resize_vertically")
        {
            return None;
        }
        let mut bound = vec![("it", Outcome::Place(matrix.clone()).reference(false))];
        for (name, arg) in names.iter().zip(&e.args) {
            let outcome = match *name {
                "x" => {
                    let x = self.scalar(arg);
                    self.unify_value(x, &library.item, m::span(arg));
                    Outcome::Value(x)
                }
                "at" if rows.contains("at.len()") || columns.contains("at.len()") => {
                    self.positions_listed(arg)?
                }
                _ => self.position_of(arg),
            };
            bound.push((*name, outcome));
        }
        let item = match library.item {
            Type::Float(Float::F32) => "f32",
            _ => "f64",
        };
        let made = match (sized, vector) {
            (Some([rows, columns]), _) => {
                // What is out of range panics, as the method does.
                let end = if *name == "insert_row" {
                    "it.nrows()"
                } else {
                    "it.ncols()"
                };
                format!(
                    "{{
                        assert!(at <= {end});
                        {TYPES}SMatrix::<{item}, {rows}, {columns}>::from_fn(|i, j| {element})
                    }}"
                )
            }
            (None, true) => {
                format!("{TYPES}DVector::<{item}>::from_fn({rows}, |i, j| {element})")
            }
            (None, false) => {
                format!("{TYPES}DMatrix::<{item}>::from_fn({rows}, {columns}, |i, j| {element})")
            }
        };
        Some(self.written_out(&made, bound, span))
    }

    /// How large a matrix is, as its type says, with the row or the column that is put in.
    fn with_one_more(&mut self, matrix: &Place, name: &str) -> Option<[u64; 2]> {
        let ty = self.place_type(matrix);
        let sizes = self
            .sizes_of_type(&ty)
            .map(|size| size?.parse::<u64>().ok());
        match (name, sizes) {
            ("insert_row", [Some(rows), Some(columns)]) => Some([rows + 1, columns]),
            ("insert_column", [Some(rows), Some(columns)]) => Some([rows, columns + 1]),
            _ => None,
        }
    }

    /// The numbers of rows or columns: a slice of them, a reference to a list, or an iterator.
    fn positions_listed(&mut self, e: &syn::Expr) -> Option<Outcome> {
        let span = m::span(e);
        let listed = self.expr(e);
        match listed {
            Outcome::Iter(_) => {
                let names = vec![("at", listed)];
                let list = self.written_out("at.copied().collect::<Vec<usize>>()", names, span);
                let place = self.place_of(list, span)?;
                Some(Outcome::Place(place).reference(false))
            }
            listed => Some(self.settle(listed, span)),
        }
    }

    /// Whether the type of a matrix is written with this name.
    fn is_written_as(&mut self, matrix: &Place, name: &str) -> bool {
        let ty = self.place_type(matrix);
        let Some(Type::Named(written)) = self.infer.written_name(&ty) else {
            return false;
        };
        let path: Option<syn::Path> = syn::parse2(written.stream().clone()).ok();
        path.is_some_and(|path| path.segments.last().is_some_and(|last| last.ident == name))
    }
}
