//! The parts of patterns of tuples, which may leave some out.

use crate::lower::messages as m;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// The patterns in that of a tuple, each with the position of its component: behind `..` they count from the end.
    pub(in crate::lower) fn parts_of_tuple<'p>(
        &mut self,
        tuple: &'p syn::PatTuple,
        outcome: &Outcome,
    ) -> Vec<(usize, &'p syn::Pat)> {
        let patterns = tuple.elems.iter().enumerate();
        let is_rest = |pattern: &syn::Pat| matches!(pattern, syn::Pat::Rest(_));
        let Some(rest) = tuple.elems.iter().position(is_rest) else {
            return patterns.collect();
        };
        let behind = tuple.elems.len() - rest - 1;
        let ty = self.type_of(&outcome.clone().dereferenced());
        let length = match self.infer.shallow(&ty) {
            Type::Tuple(items) => items.len(),
            _ if behind == 0 => rest,
            _ => {
                self.error(m::span_of(tuple), m::UNKNOWN_TUPLE);
                return Vec::new();
            }
        };
        let parts = patterns.filter(|(at, _)| *at != rest);
        parts
            .map(|(at, pattern)| match at > rest {
                true => ((length + at).saturating_sub(tuple.elems.len()), pattern),
                false => (at, pattern),
            })
            .collect()
    }
}
