//! `BinaryHeap`s: the items stand as `std` keeps them, so that of equal ones the same comes first. Where an item
//! goes to, the runtime says; what moves are exchanges, which have derivatives.

use crate::ir::{Arg, Place, Target};
use crate::lower::messages as m;
use crate::lower::types::infer;
use crate::lower::*;

/// Moves the last item up to where it belongs: the parent of the node `n`, counted from one, is `n / 2`.
const RISE: &str = "{
    let end = it.len();
    let levels = (end.ilog2() - (to + 1).ilog2()) as usize;
    for level in 0..levels { it.swap((end >> level) - 1, (end >> (level + 1)) - 1); }
}";

/// Puts the last item in the place of the first, and down to where it belongs; takes off the first.
const SINK: &str = "if it.is_empty() { None } else {
    let end = it.len() - 1;
    it.swap(0, end);
    let levels = (to + 1).ilog2() as usize;
    for level in 0..levels {
        let above = levels - level;
        it.swap(((to + 1) >> above) - 1, ((to + 1) >> (above - 1)) - 1);
    }
    it.pop()
}";

impl<'a> Lowerer<'a> {
    pub(in crate::lower) fn heap_method(
        &mut self,
        place: &Place,
        name: &str,
        args: &[&syn::Expr],
        span: Span,
    ) -> Option<Outcome> {
        match (name, args) {
            ("push", [item]) => {
                let item = self.expr(item);
                self.push_item(place, item, span);
                Some(self.moved("rises_to", RISE, place, span))
            }
            ("pop", []) => Some(self.moved("sinks_to", SINK, place, span)),
            ("peek", []) => self.element_option(place, "first", args, span),
            ("into_vec", []) => {
                self.vecs.ordered.remove(&place.memory);
                Some(Outcome::Place(place.clone()))
            }
            _ => None,
        }
    }

    /// Asks the runtime where an item belongs, and moves it there.
    fn moved(&mut self, function: &str, source: &str, place: &Place, span: Span) -> Outcome {
        let ty = self.place_type(place);
        let item = self.element_type(&ty, span);
        let of_keys = self.is_key(&item);
        if self.is_open(&item) {
            return self.error(span, m::HEAP_ITEMS);
        }
        if self.has_reversed(&item) && (!of_keys || self.vecs.tuples_of_one) {
            return self.error(span, m::REVERSED);
        }
        let function = match of_keys {
            true => format!("::autodiff::heap::key_{function}"),
            false => format!("::autodiff::heap::{function}"),
        };
        let to = self.new_value(Type::USIZE, Some(builder::named("to", false)), span);
        let target = Target::Function(builder::tokens(&function));
        let args = vec![Arg::Ref(place.clone())];
        self.emit_call(target, "to", args, Some(to), Vec::new(), span);
        let it = Outcome::Place(place.clone()).reference(true);
        let names = vec![("it", it), ("to", Outcome::Value(to))];
        self.as_plain_list(place, |l| l.written_out(source, names, span))
    }

    /// Whether items are made of integers alone.
    fn is_key(&self, item: &Type) -> bool {
        match self.infer.shallow(item) {
            Type::Tuple(items) => items.iter().all(|item| self.is_key(item)),
            Type::Int(_) | Type::Bool | Type::Char => true,
            ty => self.infer.kind(&ty) == infer::Kind::Int,
        }
    }

    /// Whether what items are, in all their parts, is not known yet.
    fn is_open(&self, item: &Type) -> bool {
        match self.infer.shallow(item) {
            Type::Tuple(items) => items.iter().any(|item| self.is_open(item)),
            ty @ Type::Var(_) => self.infer.name(&ty).is_none() && !self.is_number(&ty),
            _ => false,
        }
    }

    /// Whether there is a `Reverse` in items, which stands for a tuple of one.
    pub(in crate::lower) fn has_reversed(&self, item: &Type) -> bool {
        match self.infer.shallow(item) {
            Type::Tuple(items) => items.len() == 1 || items.iter().any(|i| self.has_reversed(i)),
            _ => false,
        }
    }
}
