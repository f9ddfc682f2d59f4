//! How a function takes each of its lists, which its callers do not see, and how a caller lends a record of a
//! list accordingly: as it is, where a slice is taken, and else in a copy; and not at all, where only adjoints
//! would read it that nobody wants.

use super::header::{Header, Home};
use super::{for_some, targets};
use crate::ir::*;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// How the function takes what it borrows; `read_for` says for whose adjoints the backward pass looks at each
/// argument again, where that is known.
pub(super) fn named(
    header: &Header,
    function: &Function,
    read_for: &[Option<Vec<usize>>],
) -> TokenStream {
    let Home::Companion(companion) = &header.home else {
        return TokenStream::new();
    };
    let attributes = &header.attributes;
    let borrowed = (function.params.iter().enumerate())
        .filter(|(_, param)| param.passing == Passing::Ref && may_be_list(&param.ty));
    let impls = borrowed.map(|(at, param)| {
        let known = read_for.get(at).and_then(Option::as_ref);
        let read_for = known.map(|positions| {
            let set = positions.iter().fold(0_u64, |set, at| set | 1 << at);
            let set = Literal::u64_unsuffixed(set);
            quote!(const READ_FOR: u64 = #set;)
        });
        let at = Literal::usize_unsuffixed(at);
        let how = match param.ty {
            Type::Slice(_) => quote!(AsSlice),
            _ => quote!(AsVec),
        };
        quote! {
            #attributes
            impl ::autodiff::Takes<#at> for #companion {
                type How = ::autodiff::#how;
                #read_for
            }
        }
    });
    impls.collect()
}

fn may_be_list(ty: &Type) -> bool {
    !ty.is_scalar() && !matches!(ty, Type::Array(..) | Type::Tuple(_))
}

/// Lends a record of the field to everybody who reads it.
pub(super) fn lend(
    layout: &Layout,
    field: Field,
    copy: &Ident,
    record: &TokenStream,
) -> TokenStream {
    let lent = layout
        .lent
        .iter()
        .find(|lent| lent.record == field && !lent.is_whole);
    let ways = lent.and_then(|lent| {
        let ways = readers(layout, lent)
            .map(|(callee, at, _)| quote!(<#callee as ::autodiff::Takes<#at>>::How));
        ways.reduce(|one, other| quote!(::autodiff::Both<#one, #other>))
    });
    let how = ways.unwrap_or_else(|| quote!(::autodiff::AsVec));
    quote!(::autodiff::lend::<#how, _>(&mut #copy, #record))
}

/// Whether one of those who get the records of the field reads them, where that can be told.
pub(super) fn is_read(params: &[Param], layout: &Layout, field: Field) -> Option<TokenStream> {
    let lent = layout.lent.iter().find(|lent| lent.record == field)?;
    if lent.is_whole || lent.is_looked_at {
        return None;
    }
    let reads = readers(layout, lent).map(|(callee, at, call)| {
        let wanted = wanted(params, &layout.field(call).wanted);
        // So a function without a derivative is no type, and nothing else.
        quote!(::autodiff::is_read(<#callee as ::autodiff::Takes<#at>>::READ_FOR, #wanted))
    });
    reads.reduce(|one, other| quote!(#one || #other))
}

/// Each as its companion, the position among its arguments, and the cache of the call.
fn readers<'a>(
    layout: &'a Layout,
    lent: &'a Lent,
) -> impl Iterator<Item = (TokenStream, Literal, Field)> + 'a {
    lent.readers.iter().filter_map(|(call, at)| {
        let Target::Function(path) = &layout.field(*call).ty.callee()?.target else {
            return None;
        };
        Some((targets::beside(path), Literal::usize_unsuffixed(*at), *call))
    })
}

/// The arguments whose adjoints a call is to give, as a set of bits.
fn wanted(params: &[Param], wanted: &[Wanted]) -> TokenStream {
    if wanted.is_empty() {
        return quote!(!0);
    }
    let (mut surely, mut perhaps) = (0_u64, Vec::new());
    for (at, wanted) in (0..u64::BITS).zip(wanted) {
        match wanted {
            Wanted::Always | Wanted::Fresh => surely |= 1 << at,
            Wanted::Never => {}
            Wanted::With(arguments) => {
                let condition = for_some::condition(params, arguments);
                let bit = Literal::u64_unsuffixed(1 << at);
                perhaps.push(quote!(if #condition { #bit } else { 0 }));
            }
        }
    }
    let surely = Literal::u64_unsuffixed(surely);
    quote!(#surely #(| (#perhaps))*)
}
