//! Functions that make matrices of libraries: zeros of the right shape, filled with elements.

use crate::ir::{Binary, Expr, Float, Place, Target};
use crate::lower::library;
use crate::lower::library::types::{Gives, Library, Shape};
use crate::lower::messages as m;
use crate::lower::*;
use quote::ToTokens;

/// Where the elements of a new matrix come from.
enum Source {
    /// They follow row after row.
    Rows(Outcome),
    /// They follow in the order of the matrix.
    Elements(Outcome),
    /// All are the same.
    One(Outcome),
    /// All on the diagonal are the same, and the others zero.
    Diagonal(Outcome),
    /// A function makes each of its row and its column.
    Function(Outcome),
}

impl<'a> Lowerer<'a> {
    /// `DMatrix::zeros(2, 3)` and its kin, if the path leads into such a type.
    pub(in crate::lower) fn library_constructor(
        &mut self,
        path: &syn::ExprPath,
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        if let Some(outcome) = self.of_foreign_type(&path.path, args, span) {
            return Some(outcome);
        }
        let mut owner = path.path.clone();
        let last = owner.segments.last()?.clone();
        owner.segments.pop();
        owner.segments.pop_punct();
        if let Some(syn::Type::Path(meant)) = owner.get_ident().and_then(source::definitions::alias)
        {
            owner = meant.path;
        }
        let written = owner.segments.last()?;
        let name = written.ident.to_string();
        if name != "Array" {
            library::names::shape(&name)?;
        }
        let told = !written.arguments.is_none() || self.matrices.matrix_names.tell(&owner);
        if !told || !last.arguments.is_none() {
            return None;
        }
        let is_of_sizes = |function: &syn::Ident| {
            let known = ["zeros", "identity", "from_element", "repeat", "from_fn"];
            known.iter().any(|name| function == name)
        };
        if matches!(name.as_str(), "OMatrix" | "OVector")
            && (written.arguments.is_none() || !is_of_sizes(&last.ident))
        {
            return Some(self.error_about(span, m::LIBRARY_SIZES, &name));
        }
        if written.arguments.is_none() {
            if matches!(name.as_str(), "SMatrix" | "SVector" | "RowSVector") {
                return Some(self.error_about(span, m::LIBRARY_SIZES, &name));
            }
            // Where rustc finds another type of elements it says so.
            let item: syn::PathArguments =
                syn::PathArguments::AngleBracketed(syn::parse_str("<f64>").ok()?);
            owner.segments.last_mut()?.arguments = item;
        }
        let function = last.ident.to_string();
        if name == "Array" {
            // Its functions say how many axes it has.
            let axes = match function.as_str() {
                "from_vec" | "from_iter" | "linspace" | "range" => "Array1",
                _ if args.first().is_some_and(is_pair) => "Array2",
                _ => "Array1",
            };
            let span = owner.segments.last()?.ident.span();
            let arguments = owner.segments.last()?.arguments.clone();
            *owner.segments.last_mut()? = syn::PathSegment {
                ident: syn::Ident::new(axes, span),
                arguments,
            };
            let types: syn::Path = syn::parse_str("::autodiff::library::types").ok()?;
            let own = owner.segments.last()?.clone();
            owner = types;
            owner.segments.push(own);
        }
        if let Some(axes) = name.strip_prefix("ArrayView").filter(|axes| *axes != "D") {
            // A view that is made here is an array of its own.
            let name = format!("::autodiff::library::types::Array{axes}<f64>");
            owner = syn::parse_str(&name).ok()?;
        }
        let ty = self.type_from(&syn::parse2(owner.to_token_stream()).ok()?);
        let library = self.infer.library(&ty)?;
        Some(self.constructed_matrix(&owner, &function, (ty, library), args, span))
    }

    fn constructed_matrix(
        &mut self,
        owner: &syn::Path,
        function: &str,
        (ty, library): (Type, Library),
        args: &[Outcome],
        span: Span,
    ) -> Outcome {
        let (shape, source) = match (function, args) {
            ("zeros" | "identity" | "ones" | "eye", shape) => {
                return self.constant_matrix(owner, function, ty, shape.to_vec(), span);
            }
            ("from_element" | "from_elem" | "repeat", [shape @ .., item]) => {
                (shape.to_vec(), Source::One(item.clone()))
            }
            ("from_fn" | "from_shape_fn", [shape @ .., f]) if f.as_callable().is_some() => {
                (shape.to_vec(), Source::Function(f.clone()))
            }
            ("from_row_slice" | "from_column_slice" | "from_vec", [items])
                if let Some((_, size)) = library::names::half_sized(owner) =>
            {
                let Some(place) = self.items_in_order(items.clone(), span) else {
                    return Outcome::Poison;
                };
                let (length, size) = (self.length(&place, span), self.usize(size, span));
                let count = Expr::Binary(Binary::Div, length, size);
                let count = Outcome::Value(self.define(count, Type::USIZE, "count", span));
                let items = Outcome::Place(place);
                let source = match function {
                    "from_row_slice" => Source::Rows(items),
                    _ => Source::Elements(items),
                };
                (vec![count], source)
            }
            ("from_row_slice", [shape @ .., items]) if !is_vector(owner) || !shape.is_empty() => {
                (shape.to_vec(), Source::Rows(items.clone()))
            }
            ("from_shape_vec" | "from_shape", [shape @ .., items]) if library.is_array() => {
                let (shape, items) = (shape.to_vec(), Source::Elements(items.clone()));
                let made = self.of_source(owner, (ty, &library), shape, items, span);
                return self.something(vec![made], span);
            }
            (
                "from_column_slice" | "from_row_slice" | "from_vec" | "from" | "from_iter",
                [items],
            ) if is_vector(owner) => {
                return match self.items_in_order(items.clone(), span) {
                    Some(place) => self.vector_of_items(owner, place, span),
                    None => Outcome::Poison,
                };
            }
            ("from_column_slice" | "from_vec" | "from_iterator", [shape @ .., items])
                if library.shape == Shape::Matrix =>
            {
                match self.items_in_order(items.clone(), span) {
                    Some(place) => (shape.to_vec(), Source::Elements(Outcome::Place(place))),
                    None => return Outcome::Poison,
                }
            }
            ("from_row_iterator", [shape @ .., items]) if library.shape == Shape::Matrix => {
                match self.items_in_order(items.clone(), span) {
                    Some(place) => (shape.to_vec(), Source::Rows(Outcome::Place(place))),
                    None => return Outcome::Poison,
                }
            }
            ("from_diagonal" | "from_diag", [diagonal]) => {
                let diagonal = diagonal.clone().dereferenced();
                if self.library(&diagonal).is_none() {
                    return self.error_about(span, m::LIBRARY_ARGUMENT, function);
                }
                let args = vec![diagonal.reference(false)];
                return self.library_call("from_diagonal", args, Gives::Known(ty), span);
            }
            ("from_diagonal_element", [shape @ .., item]) if library.shape == Shape::Matrix => {
                (shape.to_vec(), Source::Diagonal(item.clone()))
            }
            ("from_columns" | "from_rows", [parts]) if library.shape == Shape::Matrix => {
                let parts = (function == "from_rows", parts.clone());
                return self.of_parts(owner, (ty, &library), parts, span);
            }
            ("range", [from, to, by]) if library.shape == Shape::Array(1) => {
                let names = [("from", from), ("to", to), ("by", by)];
                let names = names.map(|(name, end)| (name, end.clone())).into();
                let items = self.written_out(steps(&library.item), names, span);
                return match self.place_of(items, span) {
                    Some(items) => self.vector_of_items(owner, items, span),
                    None => Outcome::Poison,
                };
            }
            ("linspace", [from, to, count]) if library.shape == Shape::Array(1) => {
                return self.linspace(owner, (ty, library), [from, to, count], span);
            }
            ("new", [matrix]) if let Some(name) = library::table::decomposing(library.shape) => {
                let matrix = matrix.clone().dereferenced();
                if self.library(&matrix).is_none() {
                    return self.error_about(span, m::LIBRARY_ARGUMENT, function);
                }
                let args = vec![matrix.reference(false)];
                let gives = match library.shape {
                    Shape::Cholesky => Gives::Perhaps(library),
                    _ => Gives::Matrix(library),
                };
                return self.library_call(name, args, gives, span);
            }
            ("x" | "y" | "z" | "w", []) if is_vector(owner) => {
                return self.constant_matrix(owner, function, ty, Vec::new(), span);
            }
            ("x_axis" | "y_axis" | "z_axis" | "w_axis", []) if is_vector(owner) => {
                let unit = format!("{}Unit<{}>", library::lists::TYPES, owner.to_token_stream());
                return match syn::parse_str(&unit) {
                    Ok(unit) => {
                        let ty = self.type_from(&unit);
                        self.constant_matrix(owner, function, ty, Vec::new(), span)
                    }
                    Err(_) => Outcome::Poison,
                };
            }
            ("new", items) if library.shape == Shape::Matrix && !items.is_empty() => {
                return self.matrix_of_rows(owner, Vec::new(), items, span);
            }
            _ => {
                return match self.homogeneous(owner, function, args, span) {
                    Some(made) => made,
                    None => self.error_about(span, m::LIBRARY_FUNCTION, function),
                };
            }
        };
        self.of_source(owner, (ty, &library), shape, source, span)
    }

    /// A matrix of this shape, as the constructor of zeros takes it, with these elements.
    fn of_source(
        &mut self,
        owner: &syn::Path,
        (ty, library): (Type, &Library),
        shape: Vec<Outcome>,
        source: Source,
        span: Span,
    ) -> Outcome {
        let zeros = self.constant_matrix(owner, "zeros", ty.clone(), shape, span);
        let Some(place) = self.place_of(zeros, span) else {
            return Outcome::Poison;
        };
        let like = Outcome::Place(place).reference(false);
        match source {
            Source::Rows(items) => {
                let args = vec![like, items.dereferenced().reference(false)];
                self.library_call("from_rows", args, Gives::Known(ty), span)
            }
            Source::Elements(items) => {
                let items = items.dereferenced().reference(false);
                self.library_shaped(like, ty, &library.item, items, span)
            }
            Source::One(ref item) | Source::Diagonal(ref item) => {
                let name = match source {
                    Source::Diagonal(_) => "filled_diagonal",
                    _ => "filled",
                };
                let item = self.value(item.clone(), span);
                self.unify_value(item, &library.item, span);
                let args = vec![like, Outcome::Value(item)];
                self.library_call(name, args, Gives::Known(ty), span)
            }
            Source::Function(f) => {
                let Some(elements) = self.of_function(&like, library.shape, &f, span) else {
                    return Outcome::Poison;
                };
                self.library_shaped(like, ty, &library.item, elements, span)
            }
        }
    }

    /// What the user's function makes of lengths alone.
    pub(in crate::lower) fn constant_matrix(
        &mut self,
        owner: &syn::Path,
        function: &str,
        ty: Type,
        shape: Vec<Outcome>,
        span: Span,
    ) -> Outcome {
        let mut path = owner.clone();
        if let Some(last) = path.segments.last_mut()
            && let syn::PathArguments::AngleBracketed(arguments) = &mut last.arguments
        {
            arguments.colon2_token = Some(Default::default());
        }
        let name = proc_macro2::Ident::new(function, span);
        path.segments.push(name.into());
        let target = Target::Function(types::tokens_of(&path));
        self.call_target(target, function, shape, Some(ty), false, span)
    }

    /// A matrix of these elements, which follow row after row.
    pub(in crate::lower) fn matrix_of_rows(
        &mut self,
        owner: &syn::Path,
        shape: Vec<Outcome>,
        items: &[Outcome],
        span: Span,
    ) -> Outcome {
        let Some((ty, library)) = self.owner_of_matrix(owner) else {
            return Outcome::Poison;
        };
        let items = self.listed(items, &library.item, "items", span);
        self.of_source(owner, (ty, &library), shape, Source::Rows(items), span)
    }

    /// A vector of the elements of a slice.
    pub(in crate::lower) fn vector_of_items(
        &mut self,
        owner: &syn::Path,
        items: Place,
        span: Span,
    ) -> Outcome {
        let shape = match is_dynamic(owner) {
            true => vec![Outcome::Value(self.length(&items, span))],
            false => Vec::new(),
        };
        self.shaped(owner, shape, items, span)
    }

    /// A matrix of the elements of a slice, in its order.
    pub(in crate::lower) fn shaped(
        &mut self,
        owner: &syn::Path,
        shape: Vec<Outcome>,
        items: Place,
        span: Span,
    ) -> Outcome {
        let Some((ty, library)) = self.owner_of_matrix(owner) else {
            return Outcome::Poison;
        };
        let items = Source::Elements(Outcome::Place(items));
        self.of_source(owner, (ty, &library), shape, items, span)
    }

    pub(in crate::lower) fn owner_of_matrix(
        &mut self,
        owner: &syn::Path,
    ) -> Option<(Type, Library)> {
        let ty = self.type_from(&syn::parse2(owner.to_token_stream()).ok()?);
        let library = self.infer.library(&ty)?;
        Some((ty, library))
    }
}

/// Whether it is the shape of an array with two axes.
fn is_pair(shape: &Outcome) -> bool {
    matches!(shape, Outcome::Tuple(sizes) if sizes.len() == 2)
}

/// The numbers from one to another one, that one excluded, each by so much larger than the one before.
fn steps(item: &Type) -> &'static str {
    match item {
        Type::Float(Float::F32) => {
            "{
                let count = ((to - from) / by).ceil();
                assert!(count > -1.0);
                (0..count as usize).map(|i| from + by * i as f32).collect::<Vec<f32>>()
            }"
        }
        _ => {
            "{
                let count = ((to - from) / by).ceil();
                assert!(count > -1.0);
                (0..count as usize).map(|i| from + by * i as f64).collect::<Vec<f64>>()
            }"
        }
    }
}

fn ends_with(path: &syn::Path, found: impl Fn(&str) -> bool) -> bool {
    let last = path.segments.last();
    last.is_some_and(|last| found(&last.ident.to_string()))
}

fn is_vector(path: &syn::Path) -> bool {
    ends_with(path, |name| name.contains("Vector") || name == "Array1")
}

fn is_dynamic(path: &syn::Path) -> bool {
    ends_with(path, |name| name.contains("DVector") || name == "Array1")
}
