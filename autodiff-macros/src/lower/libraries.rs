//! Matrices of the libraries that the runtime knows: types that are recognised by the names they are
//! written with, and what operators and methods make of them. A wrong guess does not compile, since
//! the runtime's traits are implemented for the types of these libraries alone.

use super::infer::Kind;
use super::*;
use crate::ir::{Binary, Place, Target, Tokens};
use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// What is known of the type of a matrix.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Library {
    pub(super) shape: Shape,
    /// Whether a product with it has the type of the other side, and its transpose has its own.
    pub(super) square: bool,
    /// The type of its elements.
    pub(super) item: Type,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// A matrix or a vector of nalgebra.
    Matrix,
    /// An array of ndarray, by the number of its axes; [`DYNAMIC`] if no type says it.
    Array(u8),
    /// A view of one, as an argument.
    View(u8),
    /// A Cholesky decomposition of nalgebra.
    Cholesky,
    /// An LU decomposition of nalgebra.
    Lu,
}

/// The number of axes of an array of which only its values know it.
const DYNAMIC: u8 = u8::MAX;

impl Library {
    /// Whether it is one of ndarray.
    pub(super) fn is_array(&self) -> bool {
        matches!(self.shape, Shape::Array(_))
    }
}

/// An array with so many more axes.
pub(super) fn with_axes(shape: Shape, more: i8) -> Shape {
    match shape {
        Shape::Array(DYNAMIC) => shape,
        Shape::Array(axes) => Shape::Array(axes.saturating_add_signed(more)),
        other => other,
    }
}

/// What a function of the runtime's gives.
pub(super) enum Gives {
    /// Something of this type.
    Known(Type),
    /// A matrix whose type rustc works out.
    Matrix(Library),
    /// An `Option` of one.
    Perhaps(Library),
}

/// The shape that a type of this name has.
pub(super) fn shape(name: &str) -> Option<Shape> {
    let sized = |prefix: &str| {
        let digits = name.strip_prefix(prefix)?;
        let is_size = |digit: &str| matches!(digit, "1" | "2" | "3" | "4" | "5" | "6");
        let sizes: Vec<_> = digits.split('x').collect();
        (sizes.len() <= 2 && sizes.into_iter().all(is_size)).then_some(Shape::Matrix)
    };
    match name {
        "DMatrix" | "DVector" | "SMatrix" | "SVector" | "RowDVector" | "RowSVector" => {
            Some(Shape::Matrix)
        }
        "Array1" => Some(Shape::Array(1)),
        "Array2" => Some(Shape::Array(2)),
        "Array3" => Some(Shape::Array(3)),
        "ArrayD" => Some(Shape::Array(DYNAMIC)),
        "ArrayView1" => Some(Shape::View(1)),
        "ArrayView2" => Some(Shape::View(2)),
        "ArrayView3" => Some(Shape::View(3)),
        "ArrayViewD" => Some(Shape::View(DYNAMIC)),
        "Cholesky" => Some(Shape::Cholesky),
        "LU" => Some(Shape::Lu),
        _ => sized("Matrix")
            .or_else(|| sized("RowVector"))
            .or_else(|| sized("Vector")),
    }
}

/// The shape of `Array<f64, Ix2>`.
fn of_dimension(
    last: &syn::PathSegment,
    arguments: &syn::AngleBracketedGenericArguments,
) -> Option<Shape> {
    let Some(syn::GenericArgument::Type(syn::Type::Path(dimension))) = arguments.args.last() else {
        return None;
    };
    let axes = match dimension.path.segments.last()?.ident.to_string().as_str() {
        "Ix1" => 1,
        "Ix2" => 2,
        "Ix3" => 3,
        "IxDyn" => DYNAMIC,
        _ => return None,
    };
    match last.ident.to_string().as_str() {
        "Array" => Some(Shape::Array(axes)),
        "ArrayView" => Some(Shape::View(axes)),
        _ => None,
    }
}

/// Whether matrices of this type of nalgebra have as many rows as columns, as far as types say.
fn is_square(name: &str) -> bool {
    let size = name.strip_prefix("Matrix");
    name == "DMatrix" || size.is_some_and(|size| size.len() == 1)
}

/// Whether nothing else is called so.
pub(super) fn is_unmistakable(name: &str) -> bool {
    matches!(
        name,
        "DMatrix"
            | "DVector"
            | "RowDVector"
            | "SMatrix"
            | "SVector"
            | "Array1"
            | "Array2"
            | "Array3"
            | "ArrayD"
            | "Cholesky"
    )
}

impl Infer {
    /// What is known of a type as the matrix of a library.
    pub(super) fn library(&self, ty: &Type) -> Option<Library> {
        match self.shallow(ty) {
            Type::Var(index) => self.variables.get(index as usize)?.library.clone(),
            _ => None,
        }
    }

    /// Notes that a type is the matrix of a library.
    pub(super) fn set_library(&mut self, ty: &Type, library: Library) {
        self.narrow(ty, Kind::Struct);
        if let Type::Var(index) = self.shallow(ty)
            && let Some(variable) = self.variables.get_mut(index as usize)
        {
            variable.library = Some(library);
        }
    }
}

/// What a function says of types that are called like matrices.
#[derive(Default)]
pub(super) struct Names {
    /// Whether it writes the types of matrices with their elements.
    pub(super) written: bool,
    /// What it writes without: types of the user's.
    own: Vec<String>,
}

impl Names {
    pub(super) fn of(item: &syn::ItemFn, owner: Option<&Owner>) -> Self {
        let mut names = Names::default();
        names.visit_item_fn(item);
        if let Some(owner) = owner {
            names.visit_type(&owner.ty);
        }
        names
    }

    /// Whether the function of a type without arguments is one of a library's. With a feature of
    /// the runtime's on, its types are more likely than others of these names.
    pub(super) fn tell(&self, owner: &syn::Path) -> bool {
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
            "self" | "super" | "crate" | "Self" => false,
            "" => is_unmistakable(&name) || self.written || (on && !self.own.contains(&name)),
            _ => true,
        }
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_type_path(&mut self, path: &'ast syn::TypePath) {
        if let Some(last) = path.path.segments.last()
            && last.arguments.is_none()
        {
            self.own.push(last.ident.to_string());
        }
        visit::visit_type_path(self, path);
    }

    fn visit_path_segment(&mut self, segment: &'ast syn::PathSegment) {
        let has_arguments = !segment.arguments.is_none();
        self.written |= has_arguments && shape(&segment.ident.to_string()).is_some();
        visit::visit_path_segment(self, segment);
    }
}

impl<'a> Lowerer<'a> {
    /// What the name of a type says, if it is a matrix of a library's.
    pub(super) fn library_of(&mut self, path: &syn::Path) -> Option<Library> {
        let last = path.segments.last()?;
        let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
            return None;
        };
        let shape = shape(&last.ident.to_string()).or_else(|| of_dimension(last, arguments))?;
        let item = arguments.args.iter().find_map(|argument| match argument {
            syn::GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })?;
        let item = match types::plain(item) {
            syn::Type::Infer(_) => Type::F64,
            item => self.type_from(item),
        };
        let square = is_square(&last.ident.to_string());
        let library = Library {
            shape,
            square,
            item,
        };
        (!library.item.is_generic_float()).then_some(library)
    }

    /// What is known of a matrix, behind references too.
    pub(super) fn library(&mut self, outcome: &Outcome) -> Option<Library> {
        let ty = self.type_of(&outcome.clone().dereferenced());
        self.infer.library(&ty)
    }

    /// A call of one of the runtime's functions on matrices.
    pub(super) fn library_call(
        &mut self,
        name: &str,
        args: Vec<Outcome>,
        gives: Gives,
        span: Span,
    ) -> Outcome {
        let target = Target::Function(library_path(name, span));
        match gives {
            Gives::Known(ty) => {
                let unit = ty == Type::Unit;
                self.call_target(target, name, args, Some(ty), unit, span)
            }
            Gives::Matrix(library) => {
                let outcome = self.call_target(target, name, args, None, false, span);
                let ty = self.type_of(&outcome);
                self.infer.set_library(&ty, library);
                outcome
            }
            Gives::Perhaps(library) => {
                let outcome = self.call_target(target, name, args, None, false, span);
                let ty = self.type_of(&outcome);
                if let Some(whole) = self.infer.name(&ty) {
                    let inside = self.infer.named(Type::Inside(Box::new(whole)), span);
                    self.infer.set_library(&inside, library);
                    self.unify(&ty, &Type::Option(Box::new(inside)), span);
                }
                outcome
            }
        }
    }

    /// What an operator gives if an operand is a matrix. A literal takes its type from the elements.
    pub(super) fn library_of_operator(
        &mut self,
        name: &str,
        operands: &[Outcome],
    ) -> Option<Gives> {
        let mut found = Vec::new();
        for operand in operands {
            let ty = self.type_of(&operand.clone().dereferenced());
            found.push((self.infer.library(&ty), ty));
        }
        let matrices = found
            .iter()
            .filter_map(|(library, ty)| Some((library.clone()?, ty.clone())));
        let matrices: Vec<_> = matrices.collect();
        let (largest, ty) = matrices
            .iter()
            .max_by_key(|(library, _)| library.shape)?
            .clone();
        for (library, ty) in &found {
            let is_number = self.is_number(ty) && self.infer.name(ty).is_none();
            if library.is_none() && is_number && matches!(self.infer.shallow(ty), Type::Var(_)) {
                self.infer.unify(ty, &largest.item);
            }
        }
        Some(match &matrices[..] {
            [(left, _), (right, ty)] if left.shape == Shape::Matrix && name == "mul" => {
                product((left, &matrices[0].1), (right, ty))
            }
            // Of one type are both, or the larger one is that of the result.
            _ => Gives::Known(ty),
        })
    }

    /// `target op= value;` of a matrix.
    pub(super) fn library_compound(
        &mut self,
        target: Outcome,
        op: Binary,
        value: Outcome,
        span: Span,
    ) -> Outcome {
        let place = target.dereferenced();
        let in_place = match op {
            Binary::Add => Some("add_assign"),
            Binary::Sub => Some("sub_assign"),
            _ => None,
        };
        if let Some(name) = in_place
            && self.library(&value).is_some()
        {
            let value = value.dereferenced().reference(false);
            let args = vec![place.reference(true), value];
            return self.library_call(name, args, Gives::Known(Type::Unit), span);
        }
        let new = self.overloaded(op, place.clone().reference(false), value, span);
        self.assign_to(place, new, span);
        Outcome::Unit
    }

    /// The element at a row and a column; with a value, that is assigned to it.
    pub(super) fn library_entry(
        &mut self,
        matrix: Outcome,
        at: Outcome,
        library: &Library,
        value: Option<Outcome>,
        span: Span,
    ) -> Outcome {
        let Some(value) = value else {
            let args = vec![matrix.reference(false), at];
            return self.library_call("entry", args, Gives::Known(library.item.clone()), span);
        };
        let value = self.value(value, span);
        self.unify_value(value, &library.item, span);
        let args = vec![matrix.reference(true), at, Outcome::Value(value)];
        self.library_call("set_entry", args, Gives::Known(Type::Unit), span)
    }

    /// The elements of a matrix, in its order, as a `Vec` of their own.
    pub(super) fn library_elements(
        &mut self,
        matrix: Outcome,
        library: &Library,
        span: Span,
    ) -> Option<Place> {
        let ty = Type::Vec(Box::new(library.item.clone()));
        let args = vec![matrix.dereferenced().reference(false)];
        let elements = self.library_call("elements", args, Gives::Known(ty), span);
        self.place_of(elements, span)
    }
}

/// `::autodiff::library::name`, where the user called it.
fn library_path(name: &str, span: Span) -> Tokens {
    let tokens = builder::tokens(&format!("::autodiff::library::{name}"));
    let span = Span::call_site().located_at(span);
    let located = tokens
        .stream()
        .clone()
        .into_iter()
        .map(|mut tree: TokenTree| {
            tree.set_span(span);
            tree
        });
    Tokens::new(located.collect::<TokenStream>())
}

/// What the product of two matrices of nalgebra gives.
pub(super) fn product(
    (left, left_type): (&Library, &Type),
    (right, right_type): (&Library, &Type),
) -> Gives {
    match (left.square, right.square) {
        (true, _) => Gives::Known(right_type.clone()),
        (false, true) => Gives::Known(left_type.clone()),
        (false, false) => Gives::Matrix(left.clone()),
    }
}
