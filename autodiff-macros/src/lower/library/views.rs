//! Views of matrices: arguments, which stand for copies of what they show, and what is passed on as one.

use crate::ir::Tokens;
use crate::lower::library::types::{Gives, Library, Shape};
use crate::lower::messages as m;
use crate::lower::rewriting::changing_views;
use crate::lower::*;

/// The shape of what a view of this shape shows.
pub(in crate::lower) fn shown(view: Shape) -> Option<Shape> {
    match view {
        Shape::View(axes) => Some(Shape::Array(axes)),
        Shape::MatrixView => Some(Shape::Matrix),
        _ => None,
    }
}

/// Whether a method gives a view of a part, of the type that views have in signatures.
fn is_view(of: Shape, method: &str) -> bool {
    match of {
        Shape::Array(_) => matches!(
            method,
            "row" | "column" | "slice" | "index_axis" | "diag" | "t"
        ),
        // Of others, such as rows, the strides are other types than those of what is copied.
        _ => matches!(
            method,
            "column" | "view" | "rows" | "columns" | "rows_range" | "columns_range"
        ),
    }
}

impl<'a> Lowerer<'a> {
    /// Arguments that are views stand for copies of what they show.
    pub(in crate::lower) fn views_as_matrices(&mut self) {
        let names: Vec<_> = self
            .function
            .params
            .iter()
            .map(|p| (p.name.clone(), p.span))
            .collect();
        for (name, span) in names {
            let Some(view) = self.scope.find(&name).cloned() else {
                continue;
            };
            if let Some(library) = self.library(&view)
                && let Some(shape) = shown(library.shape)
            {
                let (owned, _) = self.owned_view(&view, shape, &library, span);
                // A view is `Copy`, what it shows is not: where the view is given away, the copy is lent.
                let matrix = self.variable(&name, owned, false, span).reference(false);
                self.scope.bind(&name, matrix);
            }
        }
        self.references_as_copies();
    }

    /// An argument `array.view()` as a view, which the called function asks for; `array.row(i)`, too, if parts
    /// are passed as such.
    pub(in crate::lower) fn view_as_argument(
        &mut self,
        e: &syn::Expr,
        outcome: Outcome,
        parts: bool,
    ) -> Outcome {
        let (e, borrowed) = match expr::plain(e) {
            syn::Expr::Reference(reference) => (expr::plain(&reference.expr), true),
            e => (e, false),
        };
        if let Some(lent) = self.lent_as_tuple(&outcome, borrowed, m::span(e)) {
            return lent;
        }
        let Some(library) = self.library(&outcome) else {
            return outcome;
        };
        let variable = match e {
            syn::Expr::Path(path) => paths::single(path),
            _ => None,
        };
        let is_view_variable =
            variable.is_some_and(|name| parts && self.matrices.matrix_names.is_view(&name));
        let (shape, name, function) = match library.shape {
            Shape::Array(axes) => (Shape::View(axes), "view", "array_view"),
            Shape::Matrix => (Shape::MatrixView, "as_view", "matrix_view"),
            _ => return outcome,
        };
        let given = match e {
            syn::Expr::MethodCall(call) => {
                let whole = call.method == name && call.args.is_empty();
                whole || parts && is_view(library.shape, &call.method.to_string())
            }
            _ => is_view_variable,
        };
        if !given {
            return outcome;
        }
        if borrowed || is_view_variable && matches!(outcome, Outcome::Ref(..)) {
            return self.lent_view(outcome, m::span(e));
        }
        let gives = Gives::Matrix(Library { shape, ..library });
        let whole = outcome.dereferenced().reference(false);
        self.library_call(function, vec![whole], gives, m::span(e))
    }

    /// How an argument `&ArrayView1<f64>` is declared where it can be: as a reference to what shows such a matrix or is one,
    /// since callers of ours have copies of parts.
    pub(in crate::lower) fn of_any_storage(&mut self, ty: &Type) -> Option<Tokens> {
        let Type::Ref(behind, false) = ty else {
            return None;
        };
        let is_view = self.infer.library(behind)?.is_view();
        let is_plain = self.generics.is_empty()
            && self
                .owner
                .is_none_or(|owner| owner.is_inherent && owner.generics.params.is_empty());
        let Some(Type::Named(view)) = self.infer.name(behind).filter(|_| is_view && is_plain)
        else {
            return None;
        };
        let text =
            "&impl ::autodiff::library::Shown<Whole = <V as ::autodiff::library::Shown>::Whole>";
        Some(Tokens::new(changing_views::about(text, view.stream())))
    }

    /// What is known of the matrix that stands for a view which changes it.
    pub(in crate::lower) fn library_of_whole(&mut self, ty: &syn::TypePath) -> Option<Library> {
        let mut view = changing_views::view_of(ty)?.path.clone();
        let last = view.segments.last_mut()?;
        let reading = last.ident.to_string().replace("ViewMut", "View");
        last.ident = syn::Ident::new(&reading, last.ident.span());
        let library = self.library_of(&view);
        let Some(shape) = library.as_ref().and_then(|library| shown(library.shape)) else {
            self.error(m::span_of(ty), m::VIEW_MUT);
            return None;
        };
        library.map(|library| Library { shape, ..library })
    }

    /// A reference to a view, as a reference to the matrix, which generated functions take.
    fn lent_view(&mut self, view: Outcome, span: Span) -> Outcome {
        match self.place_of(view.dereferenced(), span) {
            Some(place) => {
                self.matrices.passed_views.push(place.clone());
                Outcome::Place(place).reference(false)
            }
            None => Outcome::Poison,
        }
    }

    /// The type of an argument that is a view.
    pub(in crate::lower) fn view_type(&mut self, written: &syn::Type) -> Option<Type> {
        let syn::Type::Path(path) = types::plain(written) else {
            return None;
        };
        let library = self.library_of(&path.path)?;
        let ty = library.is_view().then(|| self.infer.fresh())?;
        self.infer.set_library(&ty, library);
        Some(ty)
    }

    /// The type of what a view in a list shows, of which the list has copies.
    pub(in crate::lower) fn shown_type(&mut self, written: &syn::Type) -> Option<Type> {
        let ty = self.view_type(written)?;
        let library = self.infer.library(&ty)?;
        let shape = shown(library.shape)?;
        self.infer.set_library(&ty, Library { shape, ..library });
        Some(ty)
    }

    /// A matrix as the view that a definition says is wanted: what only stands for one here.
    pub(in crate::lower) fn shown_as(
        &mut self,
        wanted: Option<&Type>,
        outcome: Outcome,
        span: Span,
    ) -> Outcome {
        let view = wanted.and_then(|wanted| self.infer.library(wanted));
        let (Some(view), Some(library)) = (view, self.library(&outcome)) else {
            return outcome;
        };
        let function = match (view.shape, library.shape) {
            (Shape::View(_), Shape::Array(_)) => "array_view",
            (Shape::MatrixView, Shape::Matrix) => "matrix_view",
            _ => return outcome,
        };
        let whole = outcome.dereferenced().reference(false);
        self.library_call(function, vec![whole], Gives::Matrix(view), span)
    }

    /// A copy of what a view shows.
    pub(in crate::lower) fn owned_view(
        &mut self,
        view: &Outcome,
        shape: Shape,
        library: &Library,
        span: Span,
    ) -> (Outcome, Library) {
        let library = Library {
            shape,
            ..library.clone()
        };
        let gives = Gives::Matrix(library.clone());
        let owned = match view {
            // What is borrowed stands there in the backward pass, too.
            Outcome::Ref(..) => self.library_call("copied", vec![view.clone()], gives, span),
            _ => self.library_call("taken", vec![view.clone()], gives, span),
        };
        (owned, library)
    }
}
