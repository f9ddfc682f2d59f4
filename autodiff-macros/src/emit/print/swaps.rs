//! Exchanges, also of two parts of one memory, which cannot be lent one after the other.

use super::Printer;
use super::block::Body;
use crate::ir::*;
use proc_macro2::{Span, TokenStream};
use quote::quote;

impl Printer<'_> {
    pub(super) fn swap(&mut self, a: &Place, b: &Place, body: &mut Body) -> TokenStream {
        let Some((list, i, j)) = elements(a, b) else {
            if let Some(item) = common_item(a, b) {
                let hint = self.function.memory(item.memory).name.clone();
                let name = self.fresh(&format!("{hint}_item"), Span::call_site());
                let lent = self.place_mut(&item).tokens();
                body.push(quote!(let #name = &mut #lent;));
                let part = |of: &Place| self.projected(quote!(#name), &of.path[item.path.len()..]);
                let (a, b) = (part(a), part(b));
                return quote!(::core::mem::swap(&mut #a, &mut #b););
            }
            let (a, b) = self.lend_halves(a, b, body);
            return quote!(::core::mem::swap(#a, #b););
        };
        let (in_a, in_b) = (
            &a.path[list.path.len() + 1..],
            &b.path[list.path.len() + 1..],
        );
        let (i, j) = (self.value(i).tokens(), self.value(j).tokens());
        let slice = self.place_mut(&list).receiver();
        if in_a.is_empty() && in_b.is_empty() {
            return quote!(#slice.swap(#i, #j););
        }
        let hint = self.function.memory(list.memory).name.clone();
        let mut name = || self.fresh(&format!("{hint}_at"), Span::call_site());
        let (one, other) = (name(), name());
        let both = quote!(#slice.get_disjoint_mut([#i, #j]).expect("two elements"));
        body.push(quote!(let [#one, #other] = #both;));
        let part = |name, path: &[Projection]| match path {
            [] => quote!(#name),
            path => {
                let part = self.projected(quote!(#name), path);
                quote!(&mut #part)
            }
        };
        let (one, other) = (part(one, in_a), part(other, in_b));
        quote!(::core::mem::swap(#one, #other);)
    }
}

/// The list that both places stand in, by plain indices that are not the same value, and these.
fn elements(a: &Place, b: &Place) -> Option<(Place, Value, Value)> {
    let pairs = a.path.iter().zip(&b.path);
    let common = pairs.take_while(|(a, b)| a == b).count();
    let (Some(Projection::Index(i)), Some(Projection::Index(j))) =
        (a.path.get(common), b.path.get(common))
    else {
        return None;
    };
    let opened = |place: &Place| {
        let mut rest = place.path[common..].iter();
        rest.any(|part| matches!(part, Projection::Payload(..)))
    };
    let list = Place {
        memory: a.memory,
        path: a.path[..common].to_vec(),
    };
    (a.memory == b.memory && !opened(a) && !opened(b)).then_some((list, *i, *j))
}

/// The item of a list that both places are parts of: to the compiler its parts differ, but not two looks at the list.
fn common_item(a: &Place, b: &Place) -> Option<Place> {
    let pairs = a.path.iter().zip(&b.path);
    let common = pairs.take_while(|(a, b)| a == b).count();
    let (shared, rest) = a.path.split_at(common);
    let is_part = |rest: &[Projection]| {
        let fields = |p: &Projection| matches!(p, Projection::Field(_) | Projection::Member(_));
        rest.first().is_some_and(fields)
            && !rest.iter().any(|p| matches!(p, Projection::Payload(..)))
    };
    let in_list = shared.iter().any(|p| matches!(p, Projection::Index(_)));
    let parts = is_part(rest) && is_part(&b.path[common..]);
    (a.memory == b.memory && in_list && parts).then(|| Place {
        memory: a.memory,
        path: shared.to_vec(),
    })
}
