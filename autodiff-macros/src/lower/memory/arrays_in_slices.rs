//! Slices taken apart into arrays, whose length the call says: `split_first_chunk::<3>()`, `as_chunks::<2>()`.

use crate::ir::{Binary, Count, Expr, Init, Place, Projection, Tokens};
use crate::lower::iteration::iterators::Iter;
use crate::lower::messages as m;
use crate::lower::*;
use std::rc::Rc;

impl<'a> Lowerer<'a> {
    /// The length that stands behind the name of a method.
    fn written_count(&mut self, e: &syn::ExprMethodCall, span: Span) -> Option<Tokens> {
        match e.turbofish.as_ref().and_then(|of| of.args.first()) {
            Some(count) => Some(types::tokens_of(count)),
            None => {
                self.error_about(span, m::CHUNK_LENGTH, &e.method.to_string());
                None
            }
        }
    }

    /// The same as a number.
    fn written_length(&mut self, e: &syn::ExprMethodCall, span: Span) -> Option<Value> {
        let count = self.written_count(e, span)?;
        Some(match count.text().parse() {
            Ok(number) => self.usize(number, span),
            Err(_) => self.define(Expr::Const(count), Type::USIZE, "", span),
        })
    }

    /// `array_windows::<3>()`
    pub(in crate::lower) fn array_windows(
        &mut self,
        place: Place,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Outcome {
        match self.written_length(e, span) {
            Some(size) => Outcome::Iter(Rc::new(Iter::Windows(place, size))),
            None => Outcome::Poison,
        }
    }

    /// `as_chunks::<2>()`: the chunks as what is gone over, and what is left.
    pub(in crate::lower) fn as_chunks(
        &mut self,
        place: Place,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Outcome {
        let Some(size) = self.written_length(e, span) else {
            return Outcome::Poison;
        };
        let length = self.length(&place, span);
        let left = self.index_binary(Binary::Rem, length, size, span);
        let from = self.index_binary(Binary::Sub, length, left, span);
        let rest = Outcome::Place(place.then(Projection::Range(Some(from), None)));
        let chunks = Iter::Chunks {
            place,
            size,
            length,
            exact: true,
            mutable: false,
        };
        Outcome::Tuple(vec![Outcome::Iter(Rc::new(chunks)), rest.reference(false)])
    }

    /// An array of the first or the last items and, of the methods that split, a slice of the others.
    pub(in crate::lower) fn chunk(
        &mut self,
        place: &Place,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Outcome {
        let name = e.method.to_string();
        let Some(count) = self.written_count(e, span) else {
            return Outcome::Poison;
        };
        let ty = self.place_type(place);
        let item = self.element_type(&ty, span);
        let zero = self.deferred(builder::Deferred::Zero, item.clone(), span);
        let init = Init::Repeat {
            value: Operand::Value(zero),
            count: Count::Array(count.clone()),
        };
        let ty = Type::Array(Box::new(item), count);
        let array = Place::whole(self.allocate(init, ty, "chunk", span));
        let (have, want) = (self.length(place, span), self.length(&array, span));
        let there = self.operation(Binary::Ge, have, want, span);
        let others = Expr::Method("saturating_sub", vec![have, want]);
        let others = self.define(others, Type::USIZE, "", span);
        let part = |from, to| place.then(Projection::Range(from, to));
        let (chunk, rest) = match name.contains("first") {
            true => (part(None, Some(want)), part(Some(want), None)),
            false => (part(Some(others), None), part(None, Some(others))),
        };
        self.only_where(there, span, &mut |l| {
            l.emit(Stmt::Copy {
                to: array.clone(),
                from: chunk.clone(),
            });
        });
        let chunk = Outcome::Place(array).reference(false);
        let rest = Outcome::Place(rest).reference(false);
        let inner = match name.as_str() {
            "split_first_chunk" => Outcome::Tuple(vec![chunk, rest]),
            "split_last_chunk" => Outcome::Tuple(vec![rest, chunk]),
            _ => chunk,
        };
        self.perhaps(there, inner)
    }

    /// `rest @ ..` in a pattern, behind so many items and in front of so many: a part of what is lent, or a copy
    /// of a part of an array.
    pub(in crate::lower) fn bind_rest(
        &mut self,
        ident: &syn::PatIdent,
        place: &Place,
        (before, after): (u64, usize),
        behind: Option<bool>,
        span: Span,
    ) {
        let name = ident.ident.to_string();
        let from = self.usize(before, span);
        let to = self.counted_back(place, after, span);
        let part = self.slice(place, Some(from), Some(to), false, span);
        let rest = match (behind, part) {
            (Some(mutable), part) => part.reference(mutable),
            (None, part) if ident.by_ref.is_some() => part.reference(ident.mutability.is_some()),
            (None, Outcome::Place(part)) if !self.is_constant(&part) => {
                self.variable(&name, Outcome::Place(part), false, span)
            }
            (None, part) => part.reference(false),
        };
        self.scope.bind(&name, rest);
    }

    pub(in crate::lower) fn counted_back(
        &mut self,
        place: &Place,
        back: usize,
        span: Span,
    ) -> Value {
        let length = self.length(place, span);
        let back = self.usize(back as u64, span);
        self.index_binary(Binary::Sub, length, back, span)
    }
}
