//! Methods of the matrices of libraries: each is a function of the runtime's, or a loop over the
//! elements.

use crate::ir::{Binary, Init, Place};
use crate::lower::iteration::iterators::{By, Iter};
use crate::lower::library::table::{self as table, Method, Result, Takes};
use crate::lower::library::types::{Gives, Library, Shape};
use crate::lower::messages as m;
use crate::lower::*;
use crate::rules;
use std::rc::Rc;

impl<'a> Lowerer<'a> {
    /// `receiver.name(args)`
    pub(in crate::lower) fn library_method(
        &mut self,
        receiver: Outcome,
        library: Library,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Outcome {
        let name = e.method.to_string();
        let args: Vec<_> = e.args.iter().collect();
        let owned = !matches!(receiver, Outcome::Ref(..));
        let Some(place) = self.place_of(receiver, span) else {
            return Outcome::Poison;
        };
        let matrix = Outcome::Place(place.clone());
        let method = table::find(library.shape, &name, args.len());
        if let Some(method) = method.filter(|_| !library::types::is_whole(&library)) {
            let made = self.library_function(matrix, &library, (&name, method), &args, span);
            return motions::as_given(&library, &name, made);
        }
        if library::types::is_whole(&library) {
            return self.whole_method(place, &library, e, span);
        }
        if let Shape::Motion(motion) = library.shape {
            return self.motion_method(&place, (motion, &library), e, span);
        }
        if let Some(part) = self.library_part(&place, &library, e, span) {
            return part;
        }
        if let Some(part) = self.swizzled(&place, &library, e, span) {
            return part;
        }
        if let Some(done) = self.library_change(&place, &library, e, span) {
            return done;
        }
        if let Some(form) = self.other_form(&place, &library, e, span) {
            return form;
        }
        let ty = self.type_of(&matrix);
        let this = matrix.clone().reference(false);
        let array = library.is_array();
        match (name.as_str(), &args[..]) {
            ("clone" | "clone_owned" | "into_owned" | "to_owned", []) => {
                let name = self.place_name(&place);
                let copy = self.allocate(Init::Clone(place), ty, &name, span);
                Outcome::Place(Place::whole(copy))
            }
            // It shows the same place.
            (shows, []) if shows == if array { "view" } else { "as_view" } => this,
            ("map" | "mapv" | "mapv_into", [f]) => match self.callable(f) {
                Some(f) => self.mapped_matrix(&matrix, &library, span, &mut |l, item| {
                    l.apply(&f, vec![item], span)
                }),
                None => Outcome::Poison,
            },
            ("pow2", []) if array => self.mapped_matrix(&matrix, &library, span, &mut |l, item| {
                let item = l.value(item, span);
                Outcome::Value(l.operation(Binary::Mul, item, item, span))
            }),
            ("zip_map", [other, f]) if !array => {
                let other = self.expr(other);
                let (Some(left), Some(right), Some(f)) = (
                    self.library_elements(matrix.clone(), &library, span),
                    self.library_elements(other, &library, span),
                    self.callable(f),
                ) else {
                    return Outcome::Poison;
                };
                let [left, right] =
                    [left, right].map(|place| Rc::new(Iter::Items(place, By::Value)));
                let both = Iter::Zip(left, right);
                let made = &mut |l: &mut Self, pair| match pair {
                    Outcome::Tuple(pair) => l.apply(&f, pair, span),
                    other => other,
                };
                self.matrix_of_items(&matrix, &library, &both, made, span)
            }
            ("iter" | "into_iter", []) => match self.library_elements(matrix, &library, span) {
                Some(place) => {
                    let by = match owned && name == "into_iter" {
                        true => By::Value,
                        false => By::Ref,
                    };
                    Outcome::Iter(Rc::new(Iter::Items(place, by)))
                }
                None => Outcome::Poison,
            },
            ("iter_mut", []) => match self.lend_elements(place, &library, None, span) {
                Some(copy) => Outcome::Iter(Rc::new(Iter::Items(copy, By::RefMut))),
                None => Outcome::Poison,
            },
            ("fold", [_, _]) => match self.library_elements(matrix, &library, span) {
                Some(place) => {
                    let by = if array { By::Ref } else { By::Value };
                    self.iter_method(Rc::new(Iter::Items(place, by)), e, None, span)
                }
                None => Outcome::Poison,
            },
            ("as_slice", []) if !array => match self.library_elements(matrix, &library, span) {
                Some(place) => Outcome::Place(place).reference(false),
                None => Outcome::Poison,
            },
            ("to_vec", []) if library.shape == Shape::Array(1) => {
                match self.library_elements(matrix, &library, span) {
                    Some(place) => Outcome::Place(place),
                    None => Outcome::Poison,
                }
            }
            ("first" | "last", []) | ("get" | "windows", [_])
                if library.shape == Shape::Array(1) =>
            {
                match self.library_elements(matrix, &library, span) {
                    Some(place) => {
                        self.matrices.matrix_names.windowed.push(place.memory);
                        self.memory_method(Outcome::Place(place), e, span)
                    }
                    None => Outcome::Poison,
                }
            }
            ("nrows" | "ncols" | "len", []) => {
                self.library_call(&name, vec![this], Gives::Known(Type::USIZE), span)
            }
            ("is_empty", []) => {
                let len = self.library_call("len", vec![this], Gives::Known(Type::USIZE), span);
                let (len, zero) = (self.value(len, span), self.usize(0, span));
                Outcome::Value(self.operation(Binary::Eq, len, zero, span))
            }
            ("ndim", []) if let Shape::Array(axes) = library.shape => match axes {
                library::types::DYNAMIC => self.error_about(span, m::LIBRARY_METHOD, &name),
                axes => Outcome::Value(self.usize(axes.into(), span)),
            },
            ("into_shape_with_order" | "to_shape", [shape]) if array => {
                self.reshaped(matrix, &library, shape, span)
            }
            ("indexed_iter" | "indexed_iter_mut", []) if array => {
                self.indexed_elements(&place, &library, name.ends_with("mut"), span)
            }
            ("broadcast", [shape]) if array => self.broadcast(&place, &library, shape, span),
            ("accumulate_axis_inplace", [_, f]) if library.shape == Shape::Array(1) => {
                self.accumulated(place, &library, f, span)
            }
            ("fold_axis", [_, init, f]) if library.shape == Shape::Array(2) => {
                self.folded_lanes(&place, &library, e, (init, f), span)
            }
            ("map_axis", [_, f]) if library.shape == Shape::Array(2) => {
                self.mapped_lanes(&place, &library, e, f, span)
            }
            ("var_axis" | "std_axis", [_, by]) if library.shape == Shape::Array(2) => {
                self.spread_of_lanes(&place, &library, e, by, span)
            }
            ("len_of", [axis]) if array => match axis_of(axis) {
                Some(axis) => self.size_along(&this, axis, span),
                None => self.error_about(span, m::LIBRARY_METHOD, &name),
            },
            ("shape", []) if !array => Outcome::Tuple(self.sizes_along(&this, 2, span)),
            ("dim" | "raw_dim", []) if library.shape == Shape::Array(1) => {
                self.library_call("len", vec![this], Gives::Known(Type::USIZE), span)
            }
            ("dim" | "raw_dim", []) if let Shape::Array(axes @ 2..=4) = library.shape => {
                Outcome::Tuple(self.sizes_along(&this, axes, span))
            }
            ("shape", []) if let Shape::Array(axes @ 1..=4) = library.shape => {
                let sizes = self.sizes_along(&this, axes, span);
                let sizes = self.listed(&sizes, &Type::USIZE, "shape", span);
                sizes.reference(false)
            }
            ("dot", [other]) if array => self.dot_of_arrays(this, &library, other, span),
            // What arrays have of floats they have of each element.
            (_, args)
                if (array && rules::find(&name).is_some())
                    || (!array && (name.as_str(), args.len()) == ("abs", 0)) =>
            {
                let args: Vec<_> = args.iter().map(|arg| self.scalar(arg)).collect();
                self.mapped_matrix(&matrix, &library, span, &mut |l, item| {
                    let item = l.value(item, span);
                    l.scalar_method(&name, item, args.clone(), span)
                })
            }
            _ => {
                let done = self.written_or_made(&place, &library, e, span);
                done.unwrap_or_else(|| self.error_about(span, m::LIBRARY_METHOD, &name))
            }
        }
    }

    /// A call of the function that stands for a method.
    pub(in crate::lower) fn library_function(
        &mut self,
        matrix: Outcome,
        library: &Library,
        (name, method): (&str, Method),
        args: &[&syn::Expr],
        span: Span,
    ) -> Outcome {
        let ty = self.type_of(&matrix);
        let mut operands = vec![matrix.reference(false)];
        let mut argument = None;
        for (arg, takes) in args.iter().zip(method.takes) {
            operands.push(match takes {
                Takes::Matrix => {
                    let Some(outcome) = self.library_argument(arg, library.shape) else {
                        return self.error_about(span, m::LIBRARY_ARGUMENT, name);
                    };
                    argument = Some(self.type_of(&outcome));
                    outcome.reference(false)
                }
                Takes::Number => {
                    let value = self.scalar(arg);
                    self.unify_value(value, &library.item, m::span(arg));
                    Outcome::Value(value)
                }
                Takes::Exponent => {
                    let value = self.scalar(arg);
                    self.unify_value(value, &Type::Int("u32"), m::span(arg));
                    Outcome::Value(value)
                }
                Takes::Position => {
                    let value = self.scalar(arg);
                    self.unify_value(value, &Type::USIZE, m::span(arg));
                    Outcome::Value(value)
                }
                Takes::Axis => match axis_of(arg) {
                    Some(axis) => Outcome::Value(self.usize(axis, span)),
                    None => return self.error_about(span, m::LIBRARY_METHOD, name),
                },
            });
        }
        let made = |shape, square| {
            Gives::Matrix(Library {
                shape,
                square,
                item: library.item.clone(),
            })
        };
        let known = argument.filter(|_| {
            method.gives == Result::Argument || (method.gives == Result::Product && library.square)
        });
        let gives = match method.gives {
            Result::Number => Gives::Known(library.item.clone()),
            Result::Same => Gives::Known(ty),
            Result::Transposed if library.square => Gives::Known(ty),
            Result::Argument | Result::Product if let Some(ty) = known => Gives::Known(ty),
            Result::Transposed | Result::Made | Result::Product | Result::Argument => {
                made(Shape::Matrix, false)
            }
            Result::Square => made(Shape::Matrix, true),
            Result::Vector => made(Shape::Array(1), false),
            Result::Axes(more) => made(library::types::with_axes(library.shape, more), false),
            Result::Other(shape) => made(shape, false),
        };
        let gives = match (method.optional, gives) {
            (false, gives) => gives,
            (true, Gives::Known(ty)) => Gives::Known(Type::Option(Box::new(ty))),
            (true, Gives::Matrix(library) | Gives::Perhaps(library)) => Gives::Perhaps(library),
        };
        self.library_call(method.function, operands, gives, span)
    }

    pub(in crate::lower) fn dot_of_arrays(
        &mut self,
        this: Outcome,
        library: &Library,
        other: &syn::Expr,
        span: Span,
    ) -> Outcome {
        let other = self.library_argument(other, library.shape);
        let right = other.as_ref().and_then(|other| self.library(other));
        let (Some(other), Some(right)) = (other, right) else {
            return self.error_about(span, m::LIBRARY_ARGUMENT, "dot");
        };
        let unknown = |shape| matches!(shape, Shape::Array(library::types::DYNAMIC));
        let gives = match (library.shape, right.shape) {
            // Rustc knows how many axes it has.
            (shape, other) if unknown(shape) || unknown(other) => Gives::Matrix(right),
            (Shape::Array(1), Shape::Array(1)) => Gives::Known(library.item.clone()),
            (Shape::Array(1), _) => Gives::Known(self.type_of(&this.clone().dereferenced())),
            _ => Gives::Known(self.type_of(&other)),
        };
        self.library_call("dot", vec![this, other.reference(false)], gives, span)
    }

    /// The lengths of so many axes.
    fn sizes_along(&mut self, matrix: &Outcome, axes: u8, span: Span) -> Vec<Outcome> {
        (0..axes.into())
            .map(|axis| self.size_along(matrix, axis, span))
            .collect()
    }

    pub(in crate::lower) fn size_along(
        &mut self,
        matrix: &Outcome,
        axis: u64,
        span: Span,
    ) -> Outcome {
        let mut args = vec![matrix.clone()];
        let name = match axis {
            0 => "nrows",
            1 => "ncols",
            _ => {
                args.push(Outcome::Value(self.usize(axis, span)));
                "len_of"
            }
        };
        self.library_call(name, args, Gives::Known(Type::USIZE), span)
    }

    /// A matrix in the shape of this one, of what a function makes of each element.
    pub(in crate::lower) fn mapped_matrix(
        &mut self,
        matrix: &Outcome,
        library: &Library,
        span: Span,
        f: &mut dyn FnMut(&mut Self, Outcome) -> Outcome,
    ) -> Outcome {
        match self.library_elements(matrix.clone(), library, span) {
            Some(place) => {
                let items = Iter::Items(place, By::Value);
                self.matrix_of_items(matrix, library, &items, f, span)
            }
            None => Outcome::Poison,
        }
    }

    /// The same of the items of an iterator, which come in the order of the library.
    fn matrix_of_items(
        &mut self,
        like: &Outcome,
        library: &Library,
        items: &Iter,
        f: &mut dyn FnMut(&mut Self, Outcome) -> Outcome,
        span: Span,
    ) -> Outcome {
        let Some(length) = self.iter_length(items, span) else {
            return Outcome::Poison;
        };
        let elements = self.made_of_positions(length, span, &mut |l, index| {
            let item = l.item_at(items, index, span);
            f(l, item)
        });
        let ty = self.type_of(like);
        let like = like.clone().reference(false);
        self.library_shaped(like, ty, &library.item, elements, span)
    }

    /// A matrix in the shape of `like` whose elements, in its order, are those of a slice, or of a `Vec`
    /// that it takes.
    pub(in crate::lower) fn library_shaped(
        &mut self,
        like: Outcome,
        ty: Type,
        item: &Type,
        elements: Outcome,
        span: Span,
    ) -> Outcome {
        let found = self.type_of(&elements.clone().dereferenced());
        let found = self.element_type(&found, span);
        self.unify(&found, item, span);
        let name = match elements {
            Outcome::Ref(..) => "from_slice",
            _ => "from_elements",
        };
        self.library_call(name, vec![like, elements], Gives::Known(ty), span)
    }
}

/// The number of the axis in `Axis(0)`.
pub(in crate::lower) fn axis_of(e: &syn::Expr) -> Option<u64> {
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
