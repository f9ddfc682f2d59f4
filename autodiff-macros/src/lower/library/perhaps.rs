//! Elements that need not be there: `a.get((i, j))`.

use crate::ir::Place;
use crate::lower::library::types::{Library, Shape};
use crate::lower::*;

/// What is in a matrix of nalgebra at a row and a column.
const ENTRY: &str = "if i < it.nrows() && j < it.ncols() { Some(it[(i, j)]) } else { None }";

/// What is in it at a number, column after column.
const NUMBERED: &str = "if i < it.len() { Some(it[i]) } else { None }";

/// What is in an array of two axes, or of three.
const OF_TWO: &str =
    "{ let (n, m) = it.dim(); if i < n && j < m { Some(it[[i, j]]) } else { None } }";
const OF_THREE: &str = "{
    let (n, m, l) = it.dim();
    if i < n && j < m && k < l { Some(it[[i, j, k]]) } else { None }
}";

impl<'a> Lowerer<'a> {
    /// `matrix.get(at)`
    pub(in crate::lower) fn element_if_any(
        &mut self,
        place: &Place,
        library: &Library,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let [at] = &e.args.iter().collect::<Vec<_>>()[..] else {
            return None;
        };
        let at: Vec<Outcome> = match expr::plain(at) {
            _ if e.method != "get" => return None,
            syn::Expr::Array(at) if library.is_array() => {
                at.elems.iter().map(|at| self.expr(at)).collect()
            }
            at => match self.rvalue(at) {
                Outcome::Tuple(at) => at,
                at => vec![at],
            },
        };
        let source = match (library.shape, at.len()) {
            (Shape::Matrix, 1) => NUMBERED,
            (Shape::Matrix, 2) => ENTRY,
            (Shape::Array(2), 2) => OF_TWO,
            (Shape::Array(3), 3) => OF_THREE,
            _ => return None,
        };
        let mut names = vec![("it", Outcome::Place(place.clone()).reference(false))];
        for (name, at) in ["i", "j", "k"].into_iter().zip(at) {
            let at = self.value(at, span);
            self.unify_value(at, &Type::USIZE, span);
            names.push((name, Outcome::Value(at)));
        }
        Some(self.written_out(source, names, span))
    }
}
