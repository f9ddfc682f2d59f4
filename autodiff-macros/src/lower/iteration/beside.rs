//! `a.zip(b)` of two iterators of which nobody knows how many items they have: the numbers that the second one gives
//! are put into a list first.

use crate::ir::Place;
use crate::lower::iteration::iterators::{By, Iter};
use crate::lower::iteration::sequential::Step;
use crate::lower::messages as m;
use crate::lower::*;
use std::rc::Rc;

impl<'a> Lowerer<'a> {
    /// The second iterator as one over a list, if nothing shows that it is gone over at once.
    pub(in crate::lower) fn gone_over_first(
        &mut self,
        first: &Iter,
        second: &Iter,
        span: Span,
    ) -> Option<Rc<Iter>> {
        if self.has_effects(first) || self.has_effects(second) || !has_end(second) {
            self.error(span, m::FILTERED);
            return None;
        }
        let list = self.array(std::iter::empty(), true, span);
        let Outcome::Place(list) = list else {
            return None;
        };
        let mut by = By::Value;
        self.each(second, None, span, &mut |l, item| {
            if matches!(item, Outcome::Ref(_, false)) {
                by = By::Ref;
            }
            l.note_number(&list, item, span);
        });
        Some(Rc::new(Iter::Items(list, by)))
    }

    fn note_number(&mut self, list: &Place, item: Outcome, span: Span) {
        let is_changed = matches!(item, Outcome::Ref(_, true));
        let item = item.dereferenced();
        let ty = self.type_of(&item);
        let is_number = self.infer.shallow(&ty).is_scalar() || self.is_number(&ty);
        match is_number && !is_changed {
            true => {
                let item = self.read(item, span);
                self.push_item(list, item, span);
            }
            false => _ = self.error(span, m::FILTERED),
        }
    }
}

/// Whether an iterator has an end, and nobody else goes on with it.
fn has_end(iter: &Iter) -> bool {
    match iter {
        Iter::Items(..) | Iter::Windows(..) | Iter::Chunks { .. } | Iter::Parts(_) => true,
        Iter::Range { to, .. } => to.is_some(),
        // What a closure gives may have no end.
        Iter::Step(inner, Step::Flatten) => has_end(inner) && !is_mapped(inner),
        Iter::Step(
            inner,
            Step::Filter(_)
            | Step::FilterMap(_)
            | Step::TakeWhile(_)
            | Step::SkipWhile(_)
            | Step::Take(_)
            | Step::Skip(_)
            | Step::EachNth(_)
            | Step::Numbered,
        )
        | Iter::Map(inner, _)
        | Iter::Enumerate(inner)
        | Iter::Rev(inner, _)
        | Iter::Skip(inner, _)
        | Iter::Take(inner, _)
        | Iter::StepBy(inner, _)
        | Iter::Copied(inner) => has_end(inner),
        _ => false,
    }
}

fn is_mapped(iter: &Iter) -> bool {
    match iter {
        Iter::Map(..) | Iter::Step(_, Step::FilterMap(_)) => true,
        Iter::Step(inner, _)
        | Iter::Enumerate(inner)
        | Iter::Rev(inner, _)
        | Iter::Skip(inner, _)
        | Iter::Take(inner, _)
        | Iter::StepBy(inner, _)
        | Iter::Copied(inner) => is_mapped(inner),
        _ => false,
    }
}
