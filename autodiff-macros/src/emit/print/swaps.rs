//! Exchanges, also of two parts of one memory, which cannot be lent one after the other.

use super::Printer;
use super::block::Body;
use crate::ir::*;
use proc_macro2::{Span, TokenStream};
use quote::quote;

impl Printer<'_> {
    pub(super) fn swap(&mut self, a: &Place, b: &Place, body: &mut Body) -> TokenStream {
        if let Some((list, i, j)) = elements(a, b) {
            let (i, j) = (self.value(i).tokens(), self.value(j).tokens());
            let slice = self.place_mut(&list).receiver();
            return quote!(#slice.swap(#i, #j););
        }
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
        quote!(::core::mem::swap(#a, #b);)
    }
}

/// The list that both places are elements of, and their indices.
fn elements(a: &Place, b: &Place) -> Option<(Place, Value, Value)> {
    let (Some((Projection::Index(i), list)), Some((Projection::Index(j), other))) =
        (a.path.split_last(), b.path.split_last())
    else {
        return None;
    };
    let list = Place {
        memory: a.memory,
        path: (list == other).then(|| list.to_vec())?,
    };
    (a.memory == b.memory).then_some((list, *i, *j))
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
