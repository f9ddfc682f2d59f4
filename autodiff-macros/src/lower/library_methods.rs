//! Methods of the matrices of libraries: each is a function of the runtime's, or a loop over the
//! elements.

use super::iterators::{By, Iter};
use super::libraries::{Gives, Library, Shape};
use super::messages as m;
use super::*;
use crate::ir::Init;
use std::rc::Rc;

impl<'a> Lowerer<'a> {
    /// `receiver.name(args)`
    pub(super) fn library_method(
        &mut self,
        receiver: Outcome,
        library: Library,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Outcome {
        let name = e.method.to_string();
        let args: Vec<_> = e.args.iter().collect();
        let Some(place) = self.place_of(receiver, span) else {
            return Outcome::Poison;
        };
        let matrix = Outcome::Place(place.clone());
        let ty = self.type_of(&matrix);
        let this = matrix.clone().reference(false);
        let item = library.item.clone();
        let array = matches!(library.shape, Shape::Array(_));
        let gives = match (name.as_str(), &args[..]) {
            ("clone" | "clone_owned" | "into_owned" | "to_owned", []) => {
                let name = self.place_name(&place);
                let copy = self.allocate(Init::Clone(place), ty, &name, span);
                return Outcome::Place(crate::ir::Place::whole(copy));
            }
            ("map" | "mapv", [f]) => {
                let Some(place) = self.library_elements(matrix.clone(), &library, span) else {
                    return Outcome::Poison;
                };
                let items = Rc::new(Iter::Copied(Rc::new(Iter::Items(place, By::Ref))));
                return self.map_of_matrix(this, ty, &item, (items, f), span);
            }
            ("zip_map", [other, f]) => {
                let other = self.expr(other);
                let (Some(left), Some(right)) = (
                    self.library_elements(matrix.clone(), &library, span),
                    self.library_elements(other, &library, span),
                ) else {
                    return Outcome::Poison;
                };
                return self.zip_map_of_matrices(this, ty, &item, (left, right, f), span);
            }
            ("iter", []) => {
                return match self.library_elements(matrix, &library, span) {
                    Some(place) => Outcome::Iter(Rc::new(Iter::Items(place, By::Ref))),
                    None => Outcome::Poison,
                };
            }
            ("nrows" | "ncols" | "len", []) => Gives::Known(Type::USIZE),
            ("shape", []) if !array => return self.sizes(&this, span),
            ("dim", []) if library.shape == Shape::Array(2) => return self.sizes(&this, span),
            ("mean", []) if array => Gives::Known(Type::Option(Box::new(item))),
            ("sum" | "mean", []) => Gives::Known(item),
            ("norm" | "norm_squared" | "trace" | "determinant", []) if !array => Gives::Known(item),
            ("normalize", []) if !array => Gives::Known(ty),
            ("try_inverse", []) if !array => Gives::Known(Type::Option(Box::new(ty))),
            ("transpose", []) if library.square => Gives::Known(ty),
            ("transpose", []) if !array => Gives::Matrix(library),
            ("t", []) if array => Gives::Known(ty),
            ("dot" | "component_mul" | "component_div" | "cross" | "tr_mul", [other]) => {
                let other = self.expr(other).dereferenced();
                let Some(right) = self.library(&other) else {
                    return self.error_about(span, m::LIBRARY_ARGUMENT, &name);
                };
                let gives = match (name.as_str(), library.shape, right.shape) {
                    ("dot", Shape::Matrix, _) | ("dot", Shape::Array(1), Shape::Array(1)) => {
                        Gives::Known(item)
                    }
                    ("dot", Shape::Array(1), _) => Gives::Known(ty),
                    ("dot", ..) => Gives::Known(self.type_of(&other)),
                    _ if array => return self.error_about(span, m::LIBRARY_METHOD, &name),
                    ("tr_mul", ..) if library.square => Gives::Known(self.type_of(&other)),
                    ("tr_mul", ..) => Gives::Matrix(Library {
                        square: false,
                        ..library
                    }),
                    _ => Gives::Known(ty),
                };
                let args = vec![this, other.reference(false)];
                return self.library_call(&name, args, gives, span);
            }
            ("row" | "column", [at]) => {
                let at_span = m::span(*at);
                let at = self.scalar(at);
                self.unify_value(at, &Type::USIZE, at_span);
                let shape = if array {
                    Shape::Array(1)
                } else {
                    Shape::Matrix
                };
                let gives = Gives::Matrix(Library {
                    shape,
                    square: false,
                    item,
                });
                return self.library_call(&name, vec![this, Outcome::Value(at)], gives, span);
            }
            ("sum_axis", [axis]) if array => {
                let Some(axis) = axis_of(axis) else {
                    return self.error_about(span, m::LIBRARY_METHOD, &name);
                };
                let axis = self.usize(axis, span);
                let gives = Gives::Matrix(Library {
                    shape: Shape::Array(1),
                    square: false,
                    item,
                });
                return self.library_call(&name, vec![this, Outcome::Value(axis)], gives, span);
            }
            ("scale", [by]) if !array => {
                let by = self.rvalue(by);
                return self.operator_call("mul", vec![this, by], span);
            }
            _ => return self.error_about(span, m::LIBRARY_METHOD, &name),
        };
        let name = if name == "t" { "transpose" } else { &name };
        self.library_call(name, vec![this], gives, span)
    }

    /// The numbers of rows and columns.
    fn sizes(&mut self, matrix: &Outcome, span: Span) -> Outcome {
        let sizes = ["nrows", "ncols"].map(|name| {
            let args = vec![matrix.clone()];
            self.library_call(name, args, Gives::Known(Type::USIZE), span)
        });
        Outcome::Tuple(sizes.into())
    }

    /// `matrix.cholesky().unwrap().solve(&b)` and `matrix.lu().solve(&b)`: the decomposition has no
    /// derivative of its own here.
    pub(super) fn solved(&mut self, e: &syn::ExprMethodCall, span: Span) -> Option<Outcome> {
        let called = |e: &'_ syn::Expr, name: &str| match expr::plain(e) {
            syn::Expr::MethodCall(call) if call.method == name && call.args.is_empty() => {
                Some((*call.receiver).clone())
            }
            _ => None,
        };
        let unwrapped = match expr::plain(&e.receiver) {
            syn::Expr::MethodCall(call) if call.method == "unwrap" || call.method == "expect" => {
                Some(&*call.receiver)
            }
            _ => None,
        };
        let by_cholesky = unwrapped.and_then(|inner| called(inner, "cholesky"));
        let (base, name) = match (by_cholesky, called(&e.receiver, "lu")) {
            (Some(base), _) => (base, "cholesky_solve"),
            (None, Some(base)) => (base, "lu_solve"),
            (None, None) => return None,
        };
        let [right] = &e.args.iter().collect::<Vec<_>>()[..] else {
            return None;
        };
        let matrix = self.expr(&base).dereferenced();
        self.library(&matrix)?;
        let right = self.expr(right).dereferenced();
        let ty = self.type_of(&right);
        if self.infer.library(&ty).is_none() {
            return Some(self.error_about(span, m::LIBRARY_ARGUMENT, "solve"));
        }
        let gives = match name {
            "lu_solve" => Type::Option(Box::new(ty)),
            _ => ty,
        };
        let args = vec![matrix.reference(false), right.reference(false)];
        Some(self.library_call(name, args, Gives::Known(gives), span))
    }

    /// A matrix in the shape of `like`, of what a function makes of each item.
    fn map_of_matrix(
        &mut self,
        like: Outcome,
        ty: Type,
        item: &Type,
        (items, f): (Rc<Iter>, &syn::Expr),
        span: Span,
    ) -> Outcome {
        let Some(callable) = self.callable(f) else {
            return Outcome::Poison;
        };
        let elements = self.collected(&Iter::Map(items, callable), None, span);
        self.library_shaped(like, ty, item, elements, span)
    }

    /// The same of two matrices, whose items the function takes one by one.
    fn zip_map_of_matrices(
        &mut self,
        like: Outcome,
        ty: Type,
        item: &Type,
        (left, right, f): (crate::ir::Place, crate::ir::Place, &syn::Expr),
        span: Span,
    ) -> Outcome {
        let Some(callable) = self.callable(f) else {
            return Outcome::Poison;
        };
        let left = Rc::new(Iter::Copied(Rc::new(Iter::Items(left, By::Ref))));
        let right = Rc::new(Iter::Copied(Rc::new(Iter::Items(right, By::Ref))));
        let both = Iter::Zip(left, right);
        let Some(length) = self.iter_length(&both, span) else {
            return Outcome::Poison;
        };
        let elements = self.made_of_positions(length, span, &mut |l, index| {
            let pair = l.item_at(&both, index, span);
            match l.read(pair, span) {
                Outcome::Tuple(pair) => l.apply(&callable, pair, span),
                other => other,
            }
        });
        self.library_shaped(like, ty, item, elements, span)
    }

    /// A matrix in the shape of `like` whose elements, in its order, are those of a `Vec`.
    pub(super) fn library_shaped(
        &mut self,
        like: Outcome,
        ty: Type,
        item: &Type,
        elements: Outcome,
        span: Span,
    ) -> Outcome {
        let found = self.type_of(&elements);
        let found = self.element_type(&found, span);
        self.unify(&found, item, span);
        let args = vec![like, elements.reference(false)];
        self.library_call("from_elements", args, Gives::Known(ty), span)
    }
}

/// The number of the axis in `Axis(0)`.
fn axis_of(e: &syn::Expr) -> Option<u64> {
    let syn::Expr::Call(call) = expr::plain(e) else {
        return None;
    };
    let syn::Expr::Path(path) = expr::plain(&call.func) else {
        return None;
    };
    let is_axis = path.path.segments.last().is_some_and(|s| s.ident == "Axis");
    match (is_axis, call.args.first().map(expr::plain)) {
        (true, Some(syn::Expr::Lit(literal))) => match &literal.lit {
            syn::Lit::Int(int) => int.base10_parse().ok(),
            _ => None,
        },
        _ => None,
    }
}
