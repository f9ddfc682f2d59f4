//! `map` of something of which only the name is known: an `Option` where what is done with the
//! result shows it, else an array. rustc checks both.

use crate::ir::{Init, Place, Projection};
use crate::lower::flow::loops;
use crate::lower::messages as m;
use crate::lower::types::infer::Kind;
use crate::lower::*;

/// Whether the receiver of a method of this name has to be an `Option` if what it gives has to be
/// one.
pub(in crate::lower) fn passes_option_on(name: &str) -> bool {
    matches!(name, "map" | "and_then" | "filter" | "copied" | "cloned")
}

impl<'a> Lowerer<'a> {
    /// `receiver.map(f)`; `None` if it is something else. `asks_error` says that the error is looked at later.
    pub(in crate::lower) fn map_of_unknown(
        &mut self,
        behind: &Outcome,
        e: &syn::ExprMethodCall,
        asked: bool,
        asks_error: bool,
        span: Span,
    ) -> Option<Outcome> {
        let name = e.method.to_string();
        let ty = self.type_of(behind);
        let unknown = matches!(behind, Outcome::Value(_) | Outcome::Place(_))
            && self.infer.name(&ty).is_some()
            && self.infer.kind(&ty) == Kind::Any
            && self.own_method(&ty, &name).is_none();
        if !unknown {
            return None;
        }
        let gives_result = self.gives_result(&ty);
        if gives_result && !asked && matches!(behind, Outcome::Place(_)) {
            return Some(self.error(span, m::OPTION));
        }
        let asked = asked || gives_result || self.gives_option(&ty);
        if passes_option_on(&name) && asked {
            self.around.asks_error = asks_error;
            let optional = self.optional(behind.clone(), span);
            self.around.asks_error = false;
            return Some(optional.map_or(Outcome::Poison, |optional| {
                self.optional_method(optional, e, false, span)
            }));
        }
        match (name.as_str(), e.args.first()) {
            ("map", Some(f)) => {
                let place = self.place_of(behind.clone(), m::span(&e.receiver))?;
                Some(self.mapped_in_place(&place, ty, f, span))
            }
            _ => None,
        }
    }

    /// An array of an unknown length, mapped to items of the same type.
    fn mapped_in_place(&mut self, place: &Place, ty: Type, f: &syn::Expr, span: Span) -> Outcome {
        let Some(f) = self.callable(f) else {
            return Outcome::Poison;
        };
        let copy = self.allocate(Init::Clone(place.clone()), ty, "mapped", span);
        let copy = Place::whole(copy);
        let trip = loops::Trip {
            from: self.usize(0, span),
            to: self.length(&copy, span),
            inclusive: false,
            reversed: false,
        };
        self.counted(trip, None, span, &mut |l, i| {
            let item = Outcome::Place(copy.then(Projection::Index(i)));
            let old = l.read(item.clone(), span);
            let made = l.apply(&f, vec![old], span);
            let made = l.read(made, span);
            l.assign_to(item, made, span);
        });
        Outcome::Place(copy)
    }
}
