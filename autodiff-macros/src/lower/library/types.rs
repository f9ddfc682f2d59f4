//! Matrices of the libraries that the runtime knows: types that are recognised by the names they are
//! written with, and what operators and methods make of them. A wrong guess does not compile, since
//! the runtime's traits are implemented for the types of these libraries alone.

use crate::ir::{Binary, Place, Target, Tokens};
use crate::lower::library::names::{is_square, of_dimension, shape};
use crate::lower::messages as m;
use crate::lower::motions::Motion;
use crate::lower::types::infer::Kind;
use crate::lower::*;
use proc_macro2::{TokenStream, TokenTree};

/// What is known of the type of a matrix.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::lower) struct Library {
    pub(in crate::lower) shape: Shape,
    /// Whether a product with it has the type of the other side, and its transpose has its own.
    pub(in crate::lower) square: bool,
    /// The type of its elements.
    pub(in crate::lower) item: Type,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::lower) enum Shape {
    /// A matrix or a vector of nalgebra.
    Matrix,
    /// An array of ndarray, by the number of its axes; [`DYNAMIC`] if no type says it.
    Array(u8),
    /// A view of one, as an argument.
    View(u8),
    /// A view of a matrix of nalgebra, as an argument.
    MatrixView,
    /// A Cholesky decomposition of nalgebra.
    Cholesky,
    /// An LU decomposition of nalgebra.
    Lu,
    /// One of nalgebra that exchanges columns, too.
    FullLu,
    /// A QR decomposition of nalgebra.
    Qr,
    /// The eigenvalues and eigenvectors of a matrix of nalgebra.
    Eigen,
    /// The singular values of a matrix of nalgebra, and the vectors that belong to them.
    Svd,
    /// A vector of length one.
    Unit,
    /// A rotation, a point or an isometry of nalgebra.
    Motion(Motion),
}

/// The number of axes of an array of which only its values know it.
pub(in crate::lower) const DYNAMIC: u8 = u8::MAX;

impl Library {
    /// Whether it is one of ndarray.
    pub(in crate::lower) fn is_array(&self) -> bool {
        matches!(self.shape, Shape::Array(_))
    }

    /// Whether it is a view of one.
    pub(in crate::lower) fn is_view(&self) -> bool {
        library::views::shown(self.shape).is_some()
    }
}

/// An array with so many more axes.
pub(in crate::lower) fn with_axes(shape: Shape, more: i8) -> Shape {
    match shape {
        Shape::Array(DYNAMIC) => shape,
        Shape::Array(axes) => Shape::Array(axes.saturating_add_signed(more)),
        other => other,
    }
}

/// What a function of the runtime's gives.
pub(in crate::lower) enum Gives {
    /// Something of this type.
    Known(Type),
    /// A matrix whose type rustc works out.
    Matrix(Library),
    /// An `Option` of one.
    Perhaps(Library),
}

impl Infer {
    /// What is known of a type as the matrix of a library.
    pub(in crate::lower) fn library(&self, ty: &Type) -> Option<Library> {
        match self.shallow(ty) {
            Type::Var(index) => self.variables.get(index as usize)?.library.clone(),
            _ => None,
        }
    }

    /// Notes that a type is the matrix of a library.
    pub(in crate::lower) fn set_library(&mut self, ty: &Type, library: Library) {
        self.narrow(ty, Kind::Struct);
        if let Type::Var(index) = self.shallow(ty)
            && let Some(variable) = self.variables.get_mut(index as usize)
        {
            variable.library = Some(library);
        }
    }
}

impl<'a> Lowerer<'a> {
    /// What the name of a type says, if it is a matrix of a library's.
    pub(in crate::lower) fn library_of(&mut self, path: &syn::Path) -> Option<Library> {
        let last = path.segments.last()?;
        let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
            return None;
        };
        if let Some(item) = self.item_of_unit(path, arguments) {
            let (shape, square) = (Shape::Unit, false);
            return Some(Library {
                shape,
                square,
                item,
            });
        }
        let shape = shape(&last.ident.to_string())
            .or_else(|| of_dimension(last, arguments, &self.objects))
            .or_else(|| library::foreign::motion(path).map(Shape::Motion))?;
        if source::other_files::is_own(path) {
            return None;
        }
        let item = arguments.args.iter().find_map(|argument| match argument {
            syn::GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })?;
        let item = match types::plain(item) {
            syn::Type::Infer(_) => Type::F64,
            item => self.type_from(item),
        };
        let square = is_square(last, arguments);
        let library = Library {
            shape,
            square,
            item,
        };
        (!library.item.is_generic_float()).then_some(library)
    }

    /// Whether it is a matrix of a type parameter, which the runtime has no rules for.
    pub(in crate::lower) fn is_generic_matrix(&mut self, last: &syn::PathSegment) -> bool {
        let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
            return false;
        };
        match arguments.args.first() {
            Some(syn::GenericArgument::Type(item)) if is_matrix_of_library(last) => {
                self.type_from(item).is_generic_float()
            }
            _ => false,
        }
    }

    /// What is known of a matrix, behind references too.
    pub(in crate::lower) fn library(&mut self, outcome: &Outcome) -> Option<Library> {
        let ty = self.type_of(&outcome.clone().dereferenced());
        self.infer.library(&ty)
    }

    /// A call of one of the runtime's functions on matrices.
    pub(in crate::lower) fn library_call(
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
    pub(in crate::lower) fn library_of_operator(
        &mut self,
        name: &str,
        operands: &[Outcome],
    ) -> Option<Gives> {
        let mut found = Vec::new();
        for operand in operands {
            let ty = self.type_of(&operand.clone().dereferenced());
            found.push((self.infer.library(&ty), ty));
        }
        if let Some(gives) = self.product_of_motions(name, &found) {
            return gives;
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
                let [of_left, of_right] = [&matrices[0].1, ty].map(|ty| self.is_of_any_size(ty));
                let mixed = of_left.is_some() && of_right.is_some() && of_left != of_right;
                product((left, &matrices[0].1), (right, ty), mixed)
            }
            [(left, of_left), (right, of_right)]
                if matches!(name, "add" | "sub") && left.shape == Shape::Matrix =>
            {
                let sum = self.sum_of_sizes([(left, of_left), (right, of_right)]);
                sum.unwrap_or(Gives::Known(ty))
            }
            // What is not known to be a matrix may be one, or a number.
            [(left, _)] if name == "mul" && operands.len() == 2 && !self.has_number(operands) => {
                Gives::Matrix(Library {
                    square: false,
                    ..left.clone()
                })
            }
            // Of one type are both, or the larger one is that of the result.
            _ => Gives::Known(ty),
        })
    }

    /// Whether one of the operands is surely a number.
    fn has_number(&mut self, operands: &[Outcome]) -> bool {
        operands.iter().any(|operand| {
            let ty = self.type_of(&operand.clone().dereferenced());
            self.infer.shallow(&ty).is_scalar() || self.is_number(&ty)
        })
    }

    /// `target op= value;` of a matrix.
    pub(in crate::lower) fn library_compound(
        &mut self,
        target: Outcome,
        op: Binary,
        value: Outcome,
        span: Span,
    ) -> Outcome {
        let place = target.dereferenced();
        let value = self.as_matrix(value, span);
        let in_place = match op {
            Binary::Add => Some("add_assign"),
            Binary::Sub => Some("sub_assign"),
            _ => None,
        };
        let is_motion = |library: Library| matches!(library.shape, Shape::Motion(_));
        if let Some(name) = in_place
            && self.library(&value).is_some()
            && !self.library(&place).is_some_and(is_motion)
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
    pub(in crate::lower) fn library_entry(
        &mut self,
        matrix: Outcome,
        at: Outcome,
        library: &Library,
        value: Option<Outcome>,
        span: Span,
    ) -> Outcome {
        let Some(value) = value else {
            if is_whole(library) {
                let args = vec![matrix.reference(false), at];
                let gives = Gives::Known(library.item.clone());
                return self.library_call("whole_number", args, gives, span);
            }
            let matrix = match library.shape {
                Shape::Motion(_) => {
                    let names = vec![("this", matrix)];
                    self.written_out("this.matrix()", names, span)
                        .dereferenced()
                }
                _ => matrix,
            };
            let args = vec![matrix.reference(false), at];
            return self.library_call("entry", args, Gives::Known(library.item.clone()), span);
        };
        if let Shape::Motion(_) = library.shape {
            return self.error(span, m::MOTION_WRITTEN);
        }
        if is_whole(library) {
            return self.error_about(span, m::WHOLE_METHOD, "index_mut");
        }
        let value = self.value(value, span);
        self.unify_value(value, &library.item, span);
        let args = vec![matrix.reference(true), at, Outcome::Value(value)];
        self.library_call("set_entry", args, Gives::Known(Type::Unit), span)
    }

    /// The elements of a matrix, in its order, as a `Vec` of their own.
    pub(in crate::lower) fn library_elements(
        &mut self,
        matrix: Outcome,
        library: &Library,
        span: Span,
    ) -> Option<Place> {
        let ty = Type::Vec(Box::new(library.item.clone()));
        let args = vec![matrix.dereferenced().reference(false)];
        let name = match is_whole(library) {
            true => "whole_numbers",
            false => "elements",
        };
        let elements = self.library_call(name, args, Gives::Known(ty), span);
        self.place_of(elements, span)
    }
}

/// Whether it names a type of matrices that no item of the file is.
pub(in crate::lower) fn is_matrix_of_library(last: &syn::PathSegment) -> bool {
    let name = last.ident.to_string();
    let is_library = |name: &str| matches!(name, "nalgebra" | "na" | "ndarray");
    shape(&name).is_some()
        && !source::definitions::is_defined(&last.ident)
        && (library::names::is_unmistakable(&name)
            || source::imported_names::is_imported_from(&last.ident, is_library))
}

/// `::autodiff::library::name`, where the user called it.
fn library_path(name: &str, span: Span) -> Tokens {
    let module = match library::table::is_linear(name) {
        true => "library::linear",
        false => "library",
    };
    let tokens = builder::tokens(&format!("::autodiff::{module}::{name}"));
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

/// Whether its elements are integers or truth values, through which nothing flows.
pub(in crate::lower) fn is_whole(library: &Library) -> bool {
    library.item.is_integer() || library.item == Type::Bool
}

/// What the product of two matrices of nalgebra gives; `mixed` says that the type of one of them tells how large
/// it is and that of the other one does not.
pub(in crate::lower) fn product(
    (left, left_type): (&Library, &Type),
    (right, right_type): (&Library, &Type),
    mixed: bool,
) -> Gives {
    match (left.square, right.square) {
        _ if mixed => Gives::Matrix(Library {
            square: false,
            ..left.clone()
        }),
        (true, _) => Gives::Known(right_type.clone()),
        (false, true) => Gives::Known(left_type.clone()),
        (false, false) => Gives::Matrix(left.clone()),
    }
}
