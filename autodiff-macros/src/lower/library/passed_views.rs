//! Views that change a matrix, as arguments: `fill(matrix.row_mut(i))`. What is called takes them as mutable references,
//! here to a copy of the part, which goes back behind the call. The user's own function takes a view, so that it cannot be
//! called in place of the generated ones.

use crate::ir::{Arg, Place, Target};
use crate::lower::library::types::Shape;
use crate::lower::messages as m;
use crate::lower::*;

/// Whether reading an expression twice does nothing but read.
fn is_place(e: &syn::Expr) -> bool {
    match expr::plain(e) {
        syn::Expr::Path(_) | syn::Expr::Lit(_) => true,
        syn::Expr::Field(field) => is_place(&field.base),
        syn::Expr::Index(index) => is_place(&index.expr) && is_place(&index.index),
        syn::Expr::Unary(unary) => is_place(&unary.expr),
        syn::Expr::Binary(binary) => is_place(&binary.left) && is_place(&binary.right),
        _ => false,
    }
}

/// Whether it is `matrix.view_mut()`.
fn is_of_whole(lending: &syn::ExprMethodCall) -> bool {
    let name = lending.method.to_string();
    let whole = matches!(name.as_str(), "view_mut" | "as_view_mut" | "reborrow");
    whole && lending.args.is_empty() && lending.turbofish.is_none()
}

impl<'a> Lowerer<'a> {
    /// An argument that is such a view, with `&mut` in front of it or not.
    pub(in crate::lower) fn passed_view(&mut self, argument: &syn::Expr) -> Option<Outcome> {
        let e = match expr::plain(argument) {
            syn::Expr::Reference(lent) if lent.mutability.is_some() => expr::plain(&lent.expr),
            e => e,
        };
        let syn::Expr::MethodCall(lending) = e else {
            return None;
        };
        if !is_place(&lending.receiver) {
            return None;
        }
        let place = if is_of_whole(lending) {
            self.lent_whole(lending)?
        } else {
            let span = m::span_of(lending);
            let (part, copy) = self.lent_part(lending, span)?;
            let place = self.place_of(copy, span)?;
            self.lend_part(part, place.clone());
            place
        };
        self.matrices.passed_views.push(place.clone());
        Some(Outcome::Place(place).reference(true))
    }

    /// The matrix of `matrix.view_mut()`.
    fn lent_whole(&mut self, lending: &syn::ExprMethodCall) -> Option<Place> {
        let matrix = self.expr(&lending.receiver).dereferenced();
        let library = self.library(&matrix)?;
        let is_matrix = matches!(library.shape, Shape::Matrix | Shape::Array(_));
        is_matrix.then(|| self.place_of(matrix, m::span_of(lending)))?
    }

    /// `let mut view = matrix.view_mut();`
    pub(in crate::lower) fn named_whole(
        &mut self,
        lending: &syn::ExprMethodCall,
    ) -> Option<Outcome> {
        if !is_of_whole(lending) || !is_place(&lending.receiver) {
            return None;
        }
        let place = self.lent_whole(lending)?;
        if !place.path.is_empty() {
            return None;
        }
        let matrix = Outcome::Place(place).reference(true);
        self.note_changing_view(&matrix);
        Some(matrix)
    }

    /// What `&mut view` lends of a variable that is such a view, whatever it refers to now.
    pub(in crate::lower) fn shown_by_variable(&mut self, lent: &Outcome) -> Option<Outcome> {
        let Outcome::Moving(_) = lent else {
            return None;
        };
        match self.pointed(lent.clone()).dereferenced() {
            Outcome::Place(place) if self.is_changing_view(&place) => Some(Outcome::Place(place)),
            _ => None,
        }
    }

    /// A call with its arguments: what is lent to it goes back.
    pub(in crate::lower) fn lending_views(
        &mut self,
        span: Span,
        call: impl FnOnce(&mut Self) -> Outcome,
    ) -> Outcome {
        let before = (
            self.matrices.passed_views.len(),
            self.matrices.lent_parts.len(),
        );
        let given = call(self);
        self.matrices.passed_views.truncate(before.0);
        let copies: Vec<_> = self.matrices.lent_parts[before.1..]
            .iter()
            .map(|(_, copy)| copy.memory)
            .collect();
        if copies.is_empty() {
            return given;
        }
        if self.flow == flow::exits::Flow::Falls {
            self.take_back_parts(before.1, span);
        }
        self.matrices.lent_parts.truncate(before.1);
        match is_apart(&given, &copies) {
            true => given,
            false => self.error(span, m::LENT_VIEW),
        }
    }

    /// Whether a place is what a variable of the user's shows that is a view.
    pub(in crate::lower) fn is_changing_view(&self, place: &Place) -> bool {
        place.path.is_empty() && self.matrices.changing_views.contains(&place.memory)
    }

    /// Notes that a variable is such a view, as which it is passed on.
    pub(in crate::lower) fn note_changing_view(&mut self, outcome: &Outcome) {
        if let Outcome::Place(place) = outcome.clone().dereferenced() {
            self.matrices.changing_views.insert(place.memory);
        }
    }

    /// Whether only the generated functions of what is called take these arguments.
    pub(in crate::lower) fn passes_views(&self, target: &Target, args: &[Arg]) -> bool {
        let is_users = match target {
            Target::Function(path) => {
                let path: String = path.text().split_whitespace().collect();
                !path.starts_with("::autodiff::")
            }
            Target::Operator { .. } | Target::Argument(_) | Target::Collecting(_) => false,
            _ => true,
        };
        is_users
            && args.iter().any(|arg| match arg {
                Arg::RefMut(place) if self.is_changing_view(place) => true,
                Arg::Ref(place) | Arg::RefMut(place) => self.matrices.passed_views.contains(place),
                _ => false,
            })
    }
}

/// Whether an outcome has nothing to do with copies that are about to go back.
fn is_apart(outcome: &Outcome, copies: &[Memory]) -> bool {
    match outcome {
        Outcome::Value(_) | Outcome::Slot(_) | Outcome::Unit | Outcome::Never | Outcome::Poison => {
            true
        }
        Outcome::Place(place) => !copies.contains(&place.memory),
        Outcome::Tuple(items) => items.iter().all(|item| is_apart(item, copies)),
        Outcome::Maybe(_, inner) | Outcome::Failing(inner, _) => is_apart(inner, copies),
        _ => false,
    }
}
