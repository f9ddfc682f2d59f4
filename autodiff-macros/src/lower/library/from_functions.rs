//! What `from_fn` and `from_shape_fn` make of the position of each element.

use crate::ir::{Binary, Expr};
use crate::lower::iteration::iterators::Iter;
use crate::lower::library::types::{Gives, Shape};
use crate::lower::messages as m;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// The elements that a function makes of their positions, in the order of the library.
    pub(in crate::lower) fn of_function(
        &mut self,
        like: &Outcome,
        shape: Shape,
        f: &Outcome,
        span: Span,
    ) -> Option<Outcome> {
        let (callable, _) = f.as_callable()?;
        let columns_first = shape == Shape::Matrix;
        // The axes whose index moves on before that of the last one does, the quickest first.
        let inner: Vec<u64> = match shape {
            Shape::Matrix => vec![0],
            Shape::Array(axes @ 1..=4) => (1..axes.into()).rev().collect(),
            _ => {
                self.error_about(span, m::LIBRARY_FUNCTION, "from_shape_fn");
                return None;
            }
        };
        let sizes: Vec<Value> = inner
            .into_iter()
            .map(|axis| {
                let size = self.size_along(like, axis, span);
                self.value(size, span)
            })
            .collect();
        let length = self.library_call("len", vec![like.clone()], Gives::Known(Type::USIZE), span);
        let length = self.value(length, span);
        Some(self.made_of_positions(length, span, &mut |l, index| {
            let mut position = l.position_at(index, &sizes, span);
            let args = match columns_first {
                true => position,
                false if sizes.is_empty() => position,
                false => {
                    position.reverse();
                    vec![Outcome::Tuple(position)]
                }
            };
            l.apply(&callable, args, span)
        }))
    }

    /// The indices along all axes of the element at an index, the quickest first.
    fn position_at(&mut self, index: Value, sizes: &[Value], span: Span) -> Vec<Outcome> {
        let mut outer = index;
        let mut position = Vec::new();
        for size in sizes {
            let inner = Expr::Binary(Binary::Rem, outer, *size);
            let rest = Expr::Binary(Binary::Div, outer, *size);
            let inner = self.define(inner, Type::USIZE, "inner", span);
            position.push(Outcome::Value(inner));
            outer = self.define(rest, Type::USIZE, "outer", span);
        }
        position.push(Outcome::Value(outer));
        position
    }

    /// A `Vec` whose items are made of their positions.
    pub(in crate::lower) fn made_of_positions(
        &mut self,
        length: Value,
        span: Span,
        make: &mut dyn FnMut(&mut Self, Value) -> Outcome,
    ) -> Outcome {
        let zero = self.usize(0, span);
        let range = Iter::Range {
            from: Some(zero),
            to: Some(length),
            inclusive: false,
        };
        self.gathered(length, span, &mut |l, place, gathering| {
            l.each_indexed(&range, Some(length), None, span, &mut |l, index, _| {
                let item = make(l, index);
                l.gather(place, gathering, index, item, span);
            });
        })
    }
}
