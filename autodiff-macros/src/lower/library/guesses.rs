//! What is taken for a matrix because of what is done with it: fields of structs and results of calls,
//! of which nothing but a name is known. A wrong guess does not compile.

use crate::ir::Target;
use crate::lower::library::types::{DYNAMIC, Library, Shape};
use crate::lower::messages as m;
use crate::lower::types::infer::Kind;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// What is known of a receiver as a matrix, or what its method shows: one that only matrices
    /// have, of something of which nothing but a name is known.
    pub(in crate::lower) fn library_of_receiver(
        &mut self,
        receiver: &Outcome,
        e: &syn::ExprMethodCall,
    ) -> Option<Library> {
        if let Some(library) = self.library(receiver) {
            return Some(library);
        }
        let name = e.method.to_string();
        let shape = library::table::shown_by(&name, self.matrices.matrix_names.written)
            .or_else(|| self.shape_of_argument(e))?;
        let ty = self.type_of(&receiver.clone().dereferenced());
        self.guessed_matrix(&ty, shape)
    }

    /// The product of something with a variable that is a matrix is one of matrices.
    fn shape_of_argument(&mut self, e: &syn::ExprMethodCall) -> Option<Shape> {
        let [argument] = &e.args.iter().collect::<Vec<_>>()[..] else {
            return None;
        };
        let argument = match expr::plain(argument) {
            syn::Expr::Reference(reference) => expr::plain(&reference.expr),
            argument => argument,
        };
        let syn::Expr::Path(path) = argument else {
            return None;
        };
        let bound = self.scope.find(&paths::single(path)?)?.clone();
        let of = self.library(&bound).filter(|_| e.method == "dot")?;
        Some(match of.shape {
            Shape::Array(_) => Shape::Array(DYNAMIC),
            other => other,
        })
    }

    /// Whether what is added to, say, is a matrix: one can be added to nothing else.
    pub(in crate::lower) fn is_matrix_target(&mut self, target: &Outcome, value: &Outcome) -> bool {
        if self.library(target).is_some() {
            return true;
        }
        let Some(value) = self.library(value) else {
            return false;
        };
        let shape = match value.shape {
            Shape::Array(_) => Shape::Array(DYNAMIC),
            shape => shape,
        };
        let ty = self.type_of(&target.clone().dereferenced());
        self.guessed_matrix(&ty, shape).is_some()
    }

    /// Takes a type of which nothing but a name is known for that of a matrix.
    pub(in crate::lower) fn guessed_matrix(&mut self, ty: &Type, shape: Shape) -> Option<Library> {
        // What the definition of a field says tells more than a method of it.
        if let Some(known) = self.infer.library(ty) {
            return Some(known);
        }
        let on = match shape {
            Shape::Array(_) => cfg!(feature = "ndarray"),
            _ => cfg!(feature = "nalgebra"),
        };
        let name = self.infer.name(ty)?;
        let unknown = matches!(self.infer.shallow(ty), Type::Var(_))
            && matches!(name, Type::FieldOf(..) | Type::Output(_) | Type::Element(_))
            && matches!(self.infer.kind(ty), Kind::Any | Kind::Struct);
        if !on || !unknown || is_given_by_own(&name) {
            return None;
        }
        let library = Library {
            shape,
            square: false,
            item: Type::F64,
        };
        self.infer.set_library(ty, library.clone());
        Some(library)
    }

    /// An argument of a matrix' method as the matrix that it has to be.
    pub(in crate::lower) fn library_argument(
        &mut self,
        e: &syn::Expr,
        like: Shape,
    ) -> Option<Outcome> {
        let outcome = self.expr(e).dereferenced();
        let outcome = self.as_matrix(outcome, m::span(e)).dereferenced();
        if self.library(&outcome).is_none() {
            let shape = match like {
                Shape::Array(_) => Shape::Array(DYNAMIC),
                _ => Shape::Matrix,
            };
            let ty = self.type_of(&outcome);
            self.guessed_matrix(&ty, shape)?;
        }
        Some(outcome)
    }
}

/// Whether a function or a method of a type of the user's gives what has this name.
fn is_given_by_own(name: &Type) -> bool {
    let Type::Output(callee) = name else {
        return false;
    };
    let of = match &callee.target {
        Target::Associated { owner, .. } => owner,
        Target::Method { receiver, .. } => receiver,
        _ => return false,
    };
    match of {
        Type::Named(path) => {
            syn::parse2(path.stream().clone()).is_ok_and(|path| source::other_files::is_own(&path))
        }
        of => is_given_by_own(of),
    }
}
