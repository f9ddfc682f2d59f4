//! Parts of matrices: rows, columns, blocks and slices. Read, a part is a copy; written, it goes back
//! into its matrix.

use super::iterators::Iter;
use super::libraries::{Gives, Library, Shape, with_axes};
use super::library_methods::axis_of;
use super::messages as m;
use super::*;
use crate::ir::{Binary, Expr, Place, Projection};
use std::rc::Rc;
use syn::Token;
use syn::parse::{Parse, ParseStream};

/// A part of a matrix.
#[derive(Clone)]
pub(super) struct Part {
    matrix: Place,
    /// The function of the runtime's that reads it, and the one that writes it.
    functions: [&'static str; 2],
    /// Where it is.
    at: Outcome,
    library: Library,
}

/// The parts of a matrix along an axis, one after the other.
#[derive(Clone)]
pub(super) struct Parts {
    matrix: Place,
    functions: [&'static str; 2],
    /// The axis, for a function that is told it.
    axis: Option<Value>,
    pub(super) count: Value,
    library: Library,
}

/// One axis of `s![…]`.
struct SliceOfAxis {
    bounds: syn::Expr,
    step: Option<syn::Expr>,
}

struct Slicing(Vec<SliceOfAxis>);

impl Parse for Slicing {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut axes = Vec::new();
        while !input.is_empty() {
            let bounds = input.parse()?;
            let step = match input.peek(Token![;]) {
                true => {
                    input.parse::<Token![;]>()?;
                    Some(input.parse()?)
                }
                false => None,
            };
            axes.push(SliceOfAxis { bounds, step });
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(Slicing(axes))
    }
}

impl<'a> Lowerer<'a> {
    /// What a method gives that reads a part of a matrix, or several of them.
    pub(super) fn library_part(
        &mut self,
        matrix: &Place,
        library: &Library,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let name = e.method.to_string();
        if let Some(parts) = self.parts_along(matrix, library, e, span) {
            return Some(Outcome::Iter(Rc::new(Iter::Parts(Box::new(parts)))));
        }
        let part = self.part(matrix, library, &name, e, span)?;
        Some(self.read_part(&part, span))
    }

    /// The part of a matrix that a method leads to.
    pub(super) fn part(
        &mut self,
        matrix: &Place,
        library: &Library,
        name: &str,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Part> {
        let args: Vec<_> = e.args.iter().collect();
        let array = library.is_array();
        let shape = if array {
            with_axes(library.shape, -1)
        } else {
            Shape::Matrix
        };
        let (functions, at, shape) = match (name, &args[..]) {
            ("row", [at]) => (["row", "set_row"], self.position_of(at), shape),
            ("column", [at]) => (["column", "set_column"], self.position_of(at), shape),
            ("rows", [_, _]) if !array => (["rows", "set_rows"], self.positions(&args), shape),
            ("columns", [_, _]) if !array => {
                (["columns", "set_columns"], self.positions(&args), shape)
            }
            ("view" | "slice", [start, lengths]) if !array => {
                let at = [start, lengths].map(|pair| match expr::plain(pair) {
                    syn::Expr::Tuple(pair) if pair.elems.len() == 2 => {
                        Some(self.positions(&pair.elems.iter().collect::<Vec<_>>()))
                    }
                    _ => None,
                });
                let [Some(start), Some(lengths)] = at else {
                    return None;
                };
                (
                    ["view", "set_view"],
                    Outcome::Tuple(vec![start, lengths]),
                    shape,
                )
            }
            ("index_axis", [axis, at]) if array => {
                let axis = self.usize(axis_of(axis)?, span);
                let at = Outcome::Tuple(vec![Outcome::Value(axis), self.position_of(at)]);
                (["index_axis", "set_index_axis"], at, shape)
            }
            ("slice", [slicing]) if array => {
                let (at, axes) = self.slicing(slicing, span)?;
                let functions = match axes {
                    1 => ["slice1", "set_slice1"],
                    2 => ["slice2", "set_slice2"],
                    3 => ["slice3", "set_slice3"],
                    _ => return None,
                };
                (functions, at, Shape::Array(axes))
            }
            _ => return None,
        };
        Some(Part {
            matrix: matrix.clone(),
            functions,
            at,
            library: Library {
                shape,
                square: false,
                item: library.item.clone(),
            },
        })
    }

    /// A copy of a part.
    pub(super) fn read_part(&mut self, part: &Part, span: Span) -> Outcome {
        let matrix = Outcome::Place(part.matrix.clone()).reference(false);
        let args = vec![matrix, part.at.clone()];
        self.library_call(
            part.functions[0],
            args,
            Gives::Matrix(part.library.clone()),
            span,
        )
    }

    /// Writes a part.
    pub(super) fn write_part(&mut self, part: &Part, new: Outcome, span: Span) {
        let matrix = Outcome::Place(part.matrix.clone()).reference(true);
        let args = vec![matrix, part.at.clone(), new.dereferenced().reference(false)];
        self.library_call(part.functions[1], args, Gives::Known(Type::Unit), span);
    }

    fn parts_along(
        &mut self,
        matrix: &Place,
        library: &Library,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Parts> {
        let args: Vec<_> = e.args.iter().collect();
        let array = library.is_array();
        const ROWS: [&str; 2] = ["row", "set_row"];
        const COLUMNS: [&str; 2] = ["column", "set_column"];
        const ALONG: [&str; 2] = ["index_axis", "set_index_axis"];
        let (functions, axis) = match (e.method.to_string().as_str(), &args[..]) {
            ("row_iter", []) if !array => (ROWS, 0),
            ("column_iter", []) if !array => (COLUMNS, 1),
            ("rows", []) if library.shape == Shape::Array(2) => (ROWS, 0),
            ("columns", []) if library.shape == Shape::Array(2) => (COLUMNS, 1),
            ("outer_iter", []) if array => (ALONG, 0),
            ("axis_iter", [axis]) if array => (ALONG, axis_of(axis).filter(|axis| *axis < 2)?),
            _ => return None,
        };
        let count = if axis == 0 { "nrows" } else { "ncols" };
        let this = Outcome::Place(matrix.clone()).reference(false);
        let count = self.library_call(count, vec![this], Gives::Known(Type::USIZE), span);
        let shape = if array {
            with_axes(library.shape, -1)
        } else {
            Shape::Matrix
        };
        Some(Parts {
            matrix: matrix.clone(),
            functions,
            axis: (functions == ALONG).then(|| self.usize(axis, span)),
            count: self.value(count, span),
            library: Library {
                shape,
                square: false,
                item: library.item.clone(),
            },
        })
    }

    /// One of the parts along an axis.
    pub(super) fn part_at(&mut self, parts: &Parts, index: Value, span: Span) -> Outcome {
        let at = match parts.axis {
            Some(axis) => Outcome::Tuple(vec![Outcome::Value(axis), Outcome::Value(index)]),
            None => Outcome::Value(index),
        };
        let part = Part {
            matrix: parts.matrix.clone(),
            functions: parts.functions,
            at,
            library: parts.library.clone(),
        };
        self.read_part(&part, span)
    }

    /// Arguments that are views stand for copies of what they show.
    pub(super) fn views_as_matrices(&mut self) {
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
                && let Shape::View(axes) = library.shape
            {
                let gives = Gives::Matrix(Library {
                    shape: Shape::Array(axes),
                    ..library
                });
                let view = view.dereferenced().reference(false);
                let owned = self.library_call("owned", vec![view], gives, span);
                let pattern = proc_macro2::Ident::new(&name, span);
                if let Ok(pattern) = syn::parse::Parser::parse2(
                    syn::Pat::parse_single,
                    quote::ToTokens::to_token_stream(&pattern),
                ) {
                    self.bind(&pattern, owned);
                }
            }
        }
    }

    /// `vector.x`
    pub(super) fn coordinate(&mut self, base: Outcome, name: &str, span: Span) -> Outcome {
        let Some(at) = ["x", "y", "z", "w"].iter().position(|axis| *axis == name) else {
            return self.error_about(span, m::LIBRARY_METHOD, name);
        };
        let at = self.usize(at as u64, span);
        match self.place_of(base, span) {
            Some(place) => Outcome::Place(place.then(Projection::Index(at))),
            None => Outcome::Poison,
        }
    }

    fn position_of(&mut self, e: &syn::Expr) -> Outcome {
        let at = self.scalar(e);
        self.unify_value(at, &Type::USIZE, m::span(e));
        Outcome::Value(at)
    }

    fn positions(&mut self, args: &[&syn::Expr]) -> Outcome {
        Outcome::Tuple(args.iter().map(|arg| self.position_of(arg)).collect())
    }

    /// The start, the end and the step of each axis in `s![…]`, and how many axes are left.
    fn slicing(&mut self, e: &syn::Expr, span: Span) -> Option<(Outcome, u8)> {
        let syn::Expr::Macro(e) = expr::plain(e) else {
            return None;
        };
        let Slicing(axes) = (macros::name_of(&e.mac) == "s").then(|| e.mac.parse_body().ok())??;
        let (mut bounds, mut left) = (Vec::new(), 0);
        for axis in &axes {
            let span = m::span(&axis.bounds);
            match self.rvalue(&axis.bounds).dereferenced() {
                Outcome::Iter(iter) => {
                    let Iter::Range {
                        from,
                        to,
                        inclusive,
                    } = &*iter
                    else {
                        return None;
                    };
                    let end = match to {
                        Some(to) if *inclusive => Some(self.behind(*to, &axis.bounds, span)?),
                        Some(to) => Some(self.signed(*to, span)),
                        None => None,
                    };
                    bounds.push(match from {
                        Some(from) => self.signed(*from, span),
                        None => self.isize("0", span),
                    });
                    bounds.push(match end {
                        Some(end) => end,
                        None => self.isize("isize::MAX", span),
                    });
                    bounds.push(match &axis.step {
                        Some(step) => {
                            let step = self.scalar(step);
                            self.signed(step, span)
                        }
                        None => self.isize("1", span),
                    });
                    left += 1;
                }
                Outcome::Poison | Outcome::Never => return Some((Outcome::Poison, 1)),
                at if axis.step.is_none() => {
                    let at = self.value(at, span);
                    bounds.push(self.signed(at, span));
                    bounds.push(self.isize("0", span));
                    bounds.push(self.isize("0", span));
                }
                _ => return None,
            }
        }
        let bounds: Vec<_> = bounds.into_iter().map(Outcome::Value).collect();
        let at = self.listed(&bounds, &Type::Int("isize"), "slice", span);
        Some((at, left))
    }

    fn isize(&mut self, text: &str, span: Span) -> Value {
        let literal = Expr::Literal(builder::tokens(text));
        self.define(literal, Type::Int("isize"), "", span)
    }

    fn signed(&mut self, value: Value, span: Span) -> Value {
        let ty = Type::Int("isize");
        self.define(Expr::Cast(value, ty.clone()), ty, "", span)
    }

    /// The end of a range that includes this number. What is counted from behind has no number
    /// behind it at the end.
    fn behind(&mut self, last: Value, e: &syn::Expr, span: Span) -> Option<Value> {
        let syn::Expr::Range(range) = expr::plain(e) else {
            return None;
        };
        if let Some(syn::Expr::Unary(_)) = range.end.as_deref().map(expr::plain) {
            return None;
        }
        let (last, one) = (self.signed(last, span), self.isize("1", span));
        let ty = Type::Int("isize");
        Some(self.define(Expr::Binary(Binary::Add, last, one), ty, "", span))
    }
}
