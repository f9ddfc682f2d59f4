//! Matrices that are written out: `array![x, y]`, `dmatrix![a, b; c, d]`, `arr1(&[x, y])` and their kin.

use crate::ir::{Init, Place, Projection, Tokens};
use crate::lower::iteration::iterators::{By, Iter};
use crate::lower::library::methods::axis_of;
use crate::lower::library::types::{Gives, Library};
use crate::lower::messages as m;
use crate::lower::*;
use syn::Token;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;

/// The types that such lists make.
pub(in crate::lower) const TYPES: &str = "::autodiff::library::types::";

/// Rows of items, as nalgebra writes them.
pub(in crate::lower) struct Rows(pub(in crate::lower) Vec<Vec<syn::Expr>>);

impl Parse for Rows {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut rows = vec![Vec::new()];
        while !input.is_empty() {
            let item = input.parse()?;
            if let Some(row) = rows.last_mut() {
                row.push(item);
            }
            if input.peek(Token![;]) {
                input.parse::<Token![;]>()?;
                rows.push(Vec::new());
            } else if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        rows.retain(|row| !row.is_empty());
        Ok(Rows(rows))
    }
}

/// The items of `[a, b]`, behind a reference or not.
pub(in crate::lower) fn items_of(e: &syn::Expr) -> Option<Vec<syn::Expr>> {
    match expr::plain(e) {
        syn::Expr::Array(array) => Some(array.elems.iter().cloned().collect()),
        syn::Expr::Reference(reference) => items_of(&reference.expr),
        _ => None,
    }
}

/// The rows of `[[a, b], [c, d]]`.
fn rows_of(items: &[syn::Expr]) -> Option<Vec<Vec<syn::Expr>>> {
    items.iter().map(items_of).collect()
}

/// The axis that a macro of ndarray names first.
fn axis_of_first(mac: &syn::Macro) -> Option<u64> {
    let parser = Punctuated::<syn::Expr, Token![,]>::parse_terminated;
    axis_of(mac.parse_body_with(parser).ok()?.first()?)
}

/// Whether a macro that an import of everything brings may be one of the user's.
fn may_be_own(mac: &syn::Macro) -> bool {
    let name = mac.path.get_ident();
    name.is_some_and(source::macros_in_sight::may_be_defined)
}

/// Whether the type says how many rows and columns it has.
fn is_static(path: &syn::Path) -> bool {
    let last = path.segments.last();
    last.is_none_or(|last| last.ident != "DMatrix") && library::names::half_sized(path).is_none()
}

impl<'a> Lowerer<'a> {
    /// A macro of a library that lists the elements of a matrix; `None` if it is none.
    pub(in crate::lower) fn listing(&mut self, mac: &syn::Macro, span: Span) -> Option<Outcome> {
        let name = macros::name_of(mac);
        let of_nalgebra = |name: &str| matches!(name, "nalgebra" | "na");
        let told = mac.path.segments.len() > 1
            || self.matrices.matrix_names.written
            || (mac.path.get_ident())
                .is_some_and(|name| source::imported_names::is_imported_from(name, of_nalgebra));
        match name.as_str() {
            "array" => {
                let parser = Punctuated::<syn::Expr, Token![,]>::parse_terminated;
                let items: Vec<_> = mac.parse_body_with(parser).ok()?.into_iter().collect();
                self.array_list(items, span)
            }
            "dvector" | "dmatrix" => {
                let Rows(rows) = mac.parse_body().ok()?;
                self.nalgebra_list(rows, name == "dvector", true, span)
            }
            "stack" if told && axis_of_first(mac).is_none() => self.of_blocks(mac, span),
            "concatenate" | "stack" => {
                let parser = Punctuated::<syn::Expr, Token![,]>::parse_terminated;
                let items: Vec<_> = mac.parse_body_with(parser).ok()?.into_iter().collect();
                let (axis, parts) = items.split_first()?;
                self.one_behind_another(axis_of(axis)?, parts, name == "stack", span)
            }
            "s" if source::imported_names::is_of_ndarray(&mac.path) && !may_be_own(mac) => {
                self.kept_ranges(mac, span)
            }
            "vector" | "matrix" if told => {
                let Rows(rows) = mac.parse_body().ok()?;
                self.nalgebra_list(rows, name == "vector", false, span)
            }
            _ => None,
        }
    }

    /// `arr1(&[x, y])` and `arr2(&[[a, b], [c, d]])`, of lists that are written there, and
    /// `stack(Axis(0), &[a.view(), b.view()])` of such a list.
    pub(in crate::lower) fn array_of_list(
        &mut self,
        e: &syn::ExprCall,
        span: Span,
    ) -> Option<Outcome> {
        let syn::Expr::Path(path) = expr::plain(&e.func) else {
            return None;
        };
        let own = |name| {
            let named = source::anywhere::signatures_anywhere(name);
            named.iter().any(|of| of.receiver().is_none())
        };
        if path.path.get_ident().is_some_and(own) {
            return None;
        }
        let name = path.path.segments.last()?.ident.to_string();
        let args: Vec<_> = e.args.iter().collect();
        if let ("concatenate" | "stack", [axis, parts]) = (name.as_str(), &args[..]) {
            return self.joined_along(&path.path, axis_of(axis)?, parts, span);
        }
        if let "general_mat_mul" | "general_mat_vec_mul" = name.as_str() {
            return self.general_product(&path.path, &args, span);
        }
        if let "distance" | "distance_squared" = name.as_str() {
            return self.distance_of_points(&path.path, &args, span);
        }
        let [list] = &args[..] else {
            return None;
        };
        match name.as_str() {
            "aview1" => {
                let items = self.expr(list).dereferenced();
                let place = self.place_of(items, span)?;
                Some(self.array_of_items(place, span))
            }
            "arr1" => match items_of(list) {
                Some(items) => self.array_list(items, span),
                None => {
                    let items = self.expr(list).dereferenced();
                    let place = self.place_of(items, span)?;
                    Some(self.array_of_items(place, span))
                }
            },
            "arr2" => self.array_list(items_of(list)?, span),
            _ => None,
        }
    }

    fn array_list(&mut self, items: Vec<syn::Expr>, span: Span) -> Option<Outcome> {
        let (ty, rows, lengths) = match rows_of(&items) {
            Some(rows) => ("Array2", rows, 2),
            None => ("Array1", vec![items], 1),
        };
        let sizes = self.sizes_of(&rows, span)?;
        let shape = match lengths {
            1 => sizes[1].clone(),
            _ => Outcome::Tuple(sizes.to_vec()),
        };
        self.matrix_of_list(&format!("{TYPES}{ty}<f64>"), vec![shape], rows, span)
    }

    fn nalgebra_list(
        &mut self,
        mut rows: Vec<Vec<syn::Expr>>,
        vector: bool,
        dynamic: bool,
        span: Span,
    ) -> Option<Outcome> {
        if vector {
            rows = rows.into_iter().flatten().map(|item| vec![item]).collect();
        }
        let (height, width) = (rows.len(), rows.first()?.len());
        let sizes = self.sizes_of(&rows, span)?.to_vec();
        let (ty, shape) = match (vector, dynamic) {
            (true, true) => ("DVector<f64>".to_string(), sizes[..1].to_vec()),
            (false, true) => ("DMatrix<f64>".to_string(), sizes),
            (true, false) => (format!("SVector<f64, {height}>"), Vec::new()),
            (false, false) => (format!("SMatrix<f64, {height}, {width}>"), Vec::new()),
        };
        self.matrix_of_list(&format!("{TYPES}{ty}"), shape, rows, span)
    }

    /// The numbers of rows and columns of a list.
    fn sizes_of(&mut self, rows: &[Vec<syn::Expr>], span: Span) -> Option<[Outcome; 2]> {
        let width = rows.first()?.len();
        let even = rows.iter().all(|row| row.len() == width);
        even.then(|| [rows.len(), width].map(|n| Outcome::Value(self.usize(n as u64, span))))
    }

    fn matrix_of_list(
        &mut self,
        owner: &str,
        shape: Vec<Outcome>,
        rows: Vec<Vec<syn::Expr>>,
        span: Span,
    ) -> Option<Outcome> {
        let owner: syn::Path = syn::parse_str(owner).ok()?;
        let items: Vec<_> = rows
            .iter()
            .flatten()
            .map(|item| self.rvalue(item))
            .collect();
        Some(self.matrix_of_rows(&owner, shape, &items, span))
    }

    /// `DMatrix::from_columns(&[a, b])` and `from_rows`: each is written in its place.
    pub(in crate::lower) fn of_parts(
        &mut self,
        owner: &syn::Path,
        (ty, library): (Type, &Library),
        (rows, parts): (bool, Outcome),
        span: Span,
    ) -> Outcome {
        let Some(parts) = self.place_of(parts, span) else {
            return Outcome::Poison;
        };
        let count = self.length(&parts, span);
        let shape = match is_static(owner) {
            true => Vec::new(),
            false => {
                // Of a type with one size the other one is asked for.
                let half = library::names::half_sized(owner);
                let first = self.usize(0, span);
                let first = parts.then(Projection::Index(first));
                let args = vec![Outcome::Place(first).reference(false)];
                let length = self.library_call("len", args, Gives::Known(Type::USIZE), span);
                match (half, rows) {
                    (Some((of_columns, _)), rows) if of_columns == rows => {
                        vec![Outcome::Value(count)]
                    }
                    (Some(_), _) => vec![length],
                    (None, true) => vec![Outcome::Value(count), length],
                    (None, false) => vec![length, Outcome::Value(count)],
                }
            }
        };
        let zeros = self.constant_matrix(owner, "zeros", ty.clone(), shape, span);
        let Some(made) = self.place_of(zeros, span) else {
            return Outcome::Poison;
        };
        let each = Iter::Items(parts, By::Ref);
        self.each_indexed(&each, Some(count), None, span, &mut |l, index, part| {
            l.write_at((&made, library), rows, index, part, span);
        });
        Outcome::Place(made)
    }

    /// `Array1::linspace(0.0, 1.0, n)`
    pub(in crate::lower) fn linspace(
        &mut self,
        owner: &syn::Path,
        (ty, library): (Type, Library),
        [from, to, count]: [&Outcome; 3],
        span: Span,
    ) -> Outcome {
        for end in [from, to] {
            let end = self.value(end.clone(), span);
            self.unify_value(end, &library.item, span);
        }
        let count = self.value(count.clone(), span);
        self.unify_value(count, &Type::USIZE, span);
        // An empty one tells the type of the elements.
        let none = vec![Outcome::Value(self.usize(0, span))];
        let like = self.constant_matrix(owner, "zeros", ty.clone(), none, span);
        let Some(like) = self.place_of(like, span) else {
            return Outcome::Poison;
        };
        let like = Outcome::Place(like).reference(false);
        let args = vec![like, from.clone(), to.clone(), Outcome::Value(count)];
        self.library_call("linspace", args, Gives::Known(ty), span)
    }

    /// An array of ndarray with one axis, of the items of a slice.
    pub(in crate::lower) fn array_of_items(&mut self, items: Place, span: Span) -> Outcome {
        match syn::parse_str(&format!("{TYPES}Array1<f64>")) {
            Ok(owner) => self.vector_of_items(&owner, items, span),
            Err(_) => Outcome::Poison,
        }
    }

    /// `vec![matrix; n]`
    pub(in crate::lower) fn matrix_copies(
        &mut self,
        matrix: Outcome,
        len: &syn::Expr,
        span: Span,
    ) -> Outcome {
        let count = self.scalar(len);
        self.unify_value(count, &Type::USIZE, m::span(len));
        let Some(place) = self.place_of(matrix, span) else {
            return Outcome::Poison;
        };
        self.made_of_positions(count, span, &mut |l, _| {
            let ty = l.place_type(&place);
            let copy = l.allocate(Init::Clone(place.clone()), ty, "copy", span);
            Outcome::Place(Place::whole(copy))
        })
    }

    /// The items of an iterator, as a slice.
    pub(in crate::lower) fn items_in_order(&mut self, items: Outcome, span: Span) -> Option<Place> {
        if let Outcome::Place(_) | Outcome::Ref(..) = items {
            return self.place_of(items, span);
        }
        let iter = self.iterator(items, span)?;
        let by_value = Iter::Copied(iter);
        let collected = self.collected(&by_value, None, span);
        self.place_of(collected, span)
    }

    /// An array of scalars.
    pub(in crate::lower) fn listed(
        &mut self,
        items: &[Outcome],
        item: &Type,
        name: &str,
        span: Span,
    ) -> Outcome {
        let mut operands = Vec::new();
        for outcome in items {
            let value = self.value(outcome.clone(), span);
            self.unify_value(value, item, span);
            operands.push(Operand::Value(value));
        }
        let length = proc_macro2::Literal::usize_unsuffixed(operands.len());
        let length = Tokens::new(proc_macro2::TokenTree::Literal(length).into());
        let ty = Type::Array(Box::new(item.clone()), length);
        let memory = self.allocate(Init::Operand(Operand::Array(operands)), ty, name, span);
        Outcome::Place(Place::whole(memory))
    }
}
