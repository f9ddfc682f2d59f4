//! Types of matrices by their names: which shape a name means, and whether what is called so is a
//! library's or the user's own.

use crate::ir::Memory;
use crate::lower::library::table::shown_by;
use crate::lower::library::types::{DYNAMIC, Shape};
use crate::lower::owner::Owner;
use crate::lower::structs::member_name;
use crate::lower::types::generics::bounds;
use crate::lower::{expr, source};
use quote::ToTokens;
use rustc_hash::FxHashSet;
use syn::visit::{self, Visit};

/// The shape that a type of this name has.
pub(in crate::lower) fn shape(name: &str) -> Option<Shape> {
    let sized = |prefix: &str| {
        let digits = name.strip_prefix(prefix)?;
        let is_size = |digit: &str| matches!(digit, "1" | "2" | "3" | "4" | "5" | "6" | "X");
        let sizes: Vec<_> = digits.split('x').collect();
        (sizes.len() <= 2 && sizes.into_iter().all(is_size)).then_some(Shape::Matrix)
    };
    match name {
        "DMatrix" | "DVector" | "SMatrix" | "SVector" | "RowDVector" | "RowSVector" | "OMatrix"
        | "OVector" => Some(Shape::Matrix),
        "Array1" => Some(Shape::Array(1)),
        "Array2" => Some(Shape::Array(2)),
        "Array3" => Some(Shape::Array(3)),
        "Array4" => Some(Shape::Array(4)),
        "ArrayD" => Some(Shape::Array(DYNAMIC)),
        "ArrayView1" => Some(Shape::View(1)),
        "ArrayView2" => Some(Shape::View(2)),
        "ArrayView3" => Some(Shape::View(3)),
        "ArrayView4" => Some(Shape::View(4)),
        "ArrayViewD" => Some(Shape::View(DYNAMIC)),
        "DMatrixView" | "DVectorView" | "SMatrixView" | "SVectorView" | "RowDVectorView"
        | "RowSVectorView" | "MatrixView" | "VectorView" => Some(Shape::MatrixView),
        "Cholesky" => Some(Shape::Cholesky),
        "LU" => Some(Shape::Lu),
        "FullPivLU" => Some(Shape::FullLu),
        "QR" => Some(Shape::Qr),
        "SymmetricEigen" => Some(Shape::Eigen),
        _ => sized("Matrix")
            .or_else(|| sized("RowVector"))
            .or_else(|| sized("Vector")),
    }
}

/// The shape of `Array<f64, Ix2>`; of `Array<f64, D>` no type tells it.
pub(in crate::lower) fn of_dimension(
    last: &syn::PathSegment,
    arguments: &syn::AngleBracketedGenericArguments,
    parameters: &FxHashSet<String>,
) -> Option<Shape> {
    let Some(syn::GenericArgument::Type(syn::Type::Path(dimension))) = arguments.args.last() else {
        return None;
    };
    let axes = match dimension.path.segments.last()?.ident.to_string().as_str() {
        "Ix1" => 1,
        "Ix2" => 2,
        "Ix3" => 3,
        "Ix4" => 4,
        "IxDyn" => DYNAMIC,
        name if parameters.contains(name) => DYNAMIC,
        _ => return None,
    };
    match last.ident.to_string().as_str() {
        "Array" => Some(Shape::Array(axes)),
        "ArrayView" => Some(Shape::View(axes)),
        _ => None,
    }
}

/// Whether a type parameter is the dimension of arrays of ndarray, and nothing else is asked of it.
pub(in crate::lower) fn is_dimension(generics: &syn::Generics, name: &syn::Ident) -> bool {
    let bounds = bounds(generics, name);
    let known = |bound: &&syn::TypeParamBound| match bound {
        syn::TypeParamBound::Trait(bound) => bound.path.segments.last().is_some_and(|last| {
            (last.ident == "Dimension" || last.ident == "RemoveAxis")
                && source::imported_names::is_of_ndarray(&bound.path)
        }),
        _ => false,
    };
    !bounds.is_empty() && bounds.iter().all(known)
}

/// How many rows and columns matrices of a type have, as far as it says so.
pub(in crate::lower) fn sizes(path: &syn::Path) -> [Option<String>; 2] {
    let Some(last) = path.segments.last() else {
        return [None, None];
    };
    let name = last.ident.to_string();
    let written: Vec<String> = match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) => (arguments.args.iter().skip(1))
            .map(|argument| argument.to_token_stream().to_string())
            .collect(),
        _ => Vec::new(),
    };
    let is_size = |size: &str| size.len() == 1 && size.starts_with(|c: char| c.is_ascii_digit());
    let known = |size: &str| is_size(size).then(|| size.to_string());
    let one = || Some("1".to_string());
    match (name.as_str(), &written[..]) {
        ("SMatrix", [rows, columns]) => [Some(rows.clone()), Some(columns.clone())],
        ("SVector", [rows]) => [Some(rows.clone()), one()],
        ("RowSVector", [columns]) => [one(), Some(columns.clone())],
        ("DVector", _) => [None, one()],
        ("RowDVector", _) => [one(), None],
        _ => {
            if let Some(size) = name.strip_prefix("RowVector") {
                return [one(), known(size)];
            }
            if let Some(size) = name.strip_prefix("Vector") {
                return [known(size), one()];
            }
            match name
                .strip_prefix("Matrix")
                .map(|sizes| sizes.split_once('x'))
            {
                Some(Some((rows, columns))) => [known(rows), known(columns)],
                Some(None) => {
                    let size = name.strip_prefix("Matrix").and_then(known);
                    [size.clone(), size]
                }
                None => [None, None],
            }
        }
    }
}

/// Of a type with one size, such as `Matrix2xX`, whether that is the number of columns, and the size.
pub(in crate::lower) fn half_sized(path: &syn::Path) -> Option<(bool, u64)> {
    let name = path.segments.last()?.ident.to_string();
    if !name.starts_with("Matrix") || !name.ends_with('X') && !name.starts_with("MatrixX") {
        return None;
    }
    match sizes(path) {
        [Some(rows), None] => Some((false, rows.parse().ok()?)),
        [None, Some(columns)] => Some((true, columns.parse().ok()?)),
        _ => None,
    }
}

/// Whether matrices of this type of nalgebra have as many rows as columns, as far as types say.
pub(in crate::lower) fn is_square(
    last: &syn::PathSegment,
    arguments: &syn::AngleBracketedGenericArguments,
) -> bool {
    let name = last.ident.to_string();
    let written = arguments.args.iter().skip(1);
    let written: Vec<_> = written
        .map(|argument| argument.to_token_stream().to_string())
        .collect();
    match (name.as_str(), &written[..]) {
        ("DMatrix", _) => true,
        ("SMatrix" | "OMatrix", [rows, columns]) => rows == columns && !rows.ends_with("Dyn"),
        _ => {
            let size = name.strip_prefix("Matrix");
            size.is_some_and(|size| size.len() == 1)
        }
    }
}

/// Whether a path leads into a type of matrices without saying how large they are.
pub(in crate::lower) fn leaves_size_out(path: &syn::Path) -> bool {
    let owner = path.segments.iter().rev().nth(1);
    owner.is_some_and(|owner| {
        let sized = ["SMatrix", "SVector", "RowSVector"];
        owner.arguments.is_none() && sized.iter().any(|name| owner.ident == name)
    })
}

/// Whether nothing else is called so.
pub(in crate::lower) fn is_unmistakable(name: &str) -> bool {
    matches!(
        name,
        "DMatrix"
            | "DVector"
            | "RowDVector"
            | "SMatrix"
            | "SVector"
            | "OMatrix"
            | "OVector"
            | "Array1"
            | "Array2"
            | "Array3"
            | "Array4"
            | "ArrayD"
            | "Cholesky"
            | "SymmetricEigen"
    )
}

/// Whether it names a type of matrices whose elements are all that it is told.
pub(in crate::lower) fn is_of_one_argument(name: &str) -> bool {
    !name.contains("View")
        && matches!(shape(name), Some(Shape::Array(_) | Shape::Matrix))
        && !matches!(
            name,
            "SMatrix" | "SVector" | "RowSVector" | "OMatrix" | "OVector"
        )
}

/// What a function says of types that are called like matrices.
#[derive(Default)]
pub(in crate::lower) struct Names {
    /// Whether it writes the types of matrices with their elements.
    pub(in crate::lower) written: bool,
    /// What it writes without: types of the user's.
    own: Vec<String>,
    /// The fields whose methods show that they are matrices.
    fields: Vec<(String, Shape)>,
    /// Variables, and whether they are views of matrices.
    variables: Vec<(String, bool)>,
    /// Copies of the elements of arrays, of which slices are windows.
    pub(in crate::lower) windowed: Vec<Memory>,
}

impl Names {
    pub(in crate::lower) fn of(item: &syn::ItemFn, owner: Option<&Owner>) -> Self {
        let mut names = Names::default();
        names.visit_item_fn(item);
        if let Some(owner) = owner {
            names.visit_type(&owner.ty);
        }
        names
    }

    /// What is done with a field of this name, if only a matrix can have that done.
    pub(in crate::lower) fn of_field(&self, name: &str) -> Option<Shape> {
        let (_, shape) = self.fields.iter().find(|(field, _)| field == name)?;
        Some(*shape)
    }

    /// Whether all variables of this name are views of matrices.
    pub(in crate::lower) fn is_view(&self, name: &str) -> bool {
        let mut named = self.variables.iter().filter(|(found, _)| found == name);
        named.next().is_some_and(|(_, view)| *view) && named.all(|(_, view)| *view)
    }

    fn declare(&mut self, pattern: &syn::Pat, view: bool) {
        match pattern {
            syn::Pat::Ident(name) => self.variables.push((name.ident.to_string(), view)),
            syn::Pat::Type(typed) => self.declare(&typed.pat, view),
            _ => {}
        }
    }

    /// Declares the names in what an iterator is gone over with.
    fn declare_items(&mut self, pattern: &syn::Pat, e: &syn::Expr) {
        let syn::Expr::MethodCall(call) = expr::plain(e) else {
            return self.declare(pattern, false);
        };
        let parts = match pattern {
            syn::Pat::Tuple(tuple) => tuple.elems.iter().collect(),
            _ => Vec::new(),
        };
        let argument = call.args.first();
        match (call.method.to_string().as_str(), &parts[..], argument) {
            ("rows" | "columns" | "outer_iter" | "axis_iter" | "column_iter", ..) => {
                self.declare(pattern, true);
            }
            ("zip", [left, right], Some(other)) => {
                self.declare_items(left, &call.receiver);
                self.declare_items(right, other);
            }
            ("enumerate", [_, item], _) => self.declare_items(item, &call.receiver),
            ("into_iter" | "rev" | "skip" | "take" | "step_by" | "filter", ..) => {
                self.declare_items(pattern, &call.receiver);
            }
            _ => self.declare(pattern, false),
        }
    }

    /// Whether the function of a type without arguments is one of a library's. With a feature of
    /// the runtime's on, its types are more likely than others of these names.
    pub(in crate::lower) fn tell(&self, owner: &syn::Path) -> bool {
        let (Some(first), Some(last)) = (owner.segments.first(), owner.segments.last()) else {
            return false;
        };
        let name = last.ident.to_string();
        let path = match owner.segments.len() {
            1 => String::new(),
            _ => first.ident.to_string(),
        };
        let is_array = name == "Array" || matches!(shape(&name), Some(Shape::Array(_)));
        let on = match is_array {
            true => cfg!(feature = "ndarray"),
            false => cfg!(feature = "nalgebra"),
        };
        match path.as_str() {
            "Self" => false,
            // What the crate defines is what is meant.
            _ if source::other_files::is_own(owner) => false,
            "" => is_unmistakable(&name) || self.written || (on && !self.own.contains(&name)),
            _ => true,
        }
    }
}

/// Whether an expression gives a view of a matrix, or of a part of one.
fn gives_view(e: &syn::Expr) -> bool {
    match expr::plain(e) {
        syn::Expr::MethodCall(call) => match call.method.to_string().as_str() {
            "unwrap" | "expect" => gives_view(&call.receiver),
            name => matches!(
                name,
                "view"
                    | "row"
                    | "rows"
                    | "column"
                    | "columns"
                    | "slice"
                    | "index_axis"
                    | "diag"
                    | "t"
            ),
        },
        syn::Expr::Call(call) => match expr::plain(&call.func) {
            syn::Expr::Path(path) => {
                let mut names = path.path.segments.iter();
                names.any(|name| name.ident.to_string().starts_with("ArrayView"))
            }
            _ => false,
        },
        _ => false,
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let Some(init) = &local.init {
            self.declare(&local.pat, gives_view(&init.expr));
        }
        visit::visit_local(self, local);
    }

    fn visit_expr_for_loop(&mut self, e: &'ast syn::ExprForLoop) {
        self.declare_items(&e.pat, &e.expr);
        visit::visit_expr_for_loop(self, e);
    }

    fn visit_pat_type(&mut self, typed: &'ast syn::PatType) {
        let (ty, lent) = match &*typed.ty {
            syn::Type::Reference(lent) => (&*lent.elem, true),
            ty => (ty, false),
        };
        if let syn::Type::Path(path) = ty
            && let Some(last) = path.path.segments.last()
            && let name = last.ident.to_string()
            // Arguments that are views of nalgebra go by references in any case.
            && (name.starts_with("ArrayView") || lent && name.ends_with("View"))
        {
            self.declare(&typed.pat, true);
        }
        visit::visit_pat_type(self, typed);
    }

    fn visit_type_path(&mut self, path: &'ast syn::TypePath) {
        if let Some(last) = path.path.segments.last()
            && last.arguments.is_none()
        {
            self.own.push(last.ident.to_string());
        }
        visit::visit_type_path(self, path);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let shape = shown_by(&call.method.to_string(), false);
        for argument in &call.args {
            if let syn::Expr::Closure(closure) = expr::plain(argument)
                && let Some(item) = closure.inputs.last()
            {
                match call.method == "map_axis" {
                    true => self.declare(item, true),
                    false => self.declare_items(item, &call.receiver),
                }
            }
        }
        if let (syn::Expr::Field(field), Some(shape)) = (expr::plain(&call.receiver), shape) {
            self.fields.push((member_name(&field.member), shape));
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_path_segment(&mut self, segment: &'ast syn::PathSegment) {
        let has_arguments = !segment.arguments.is_none();
        self.written |= has_arguments && shape(&segment.ident.to_string()).is_some();
        visit::visit_path_segment(self, segment);
    }
}
