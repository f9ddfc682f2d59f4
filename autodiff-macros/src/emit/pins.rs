//! Assertions about types, which rustc checks: a wrong guess does not compile.

use super::header::{self, Header};
use super::{lenders, targets, types};
use crate::ir::*;
use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};

/// The assertions that stand beside the function, and those that need its generic parameters or
/// items and so stand in its body.
pub(super) fn assertions(header: &Header, function: &Function) -> (TokenStream, TokenStream) {
    let (mut outside, mut inside) = (TokenStream::new(), TokenStream::new());
    for pin in &function.pins {
        let (ty, check) = assertion(pin);
        let line = quote!(#ty = #check;);
        let generic = !header.mentioned(&line).is_empty();
        // What `Self` is can be seen only in the function.
        let in_type = header::mentions(&line, "Self", false);
        if generic || in_type || !function.items.is_empty() {
            inside.extend(
                quote!(#[allow(deprecated, elided_lifetimes_in_paths, clippy::type_complexity)] let _: #line),
            );
        } else {
            let attributes = &header.attributes;
            outside.extend(quote!(#attributes #[allow(deprecated, elided_lifetimes_in_paths, clippy::type_complexity)] const _: #line));
        }
    }
    (outside, inside)
}

fn assertion(pin: &Pin) -> (TokenStream, TokenStream) {
    let span = pin.span;
    match &pin.what {
        Pinned::Scalar(ty) => {
            let ty = types::written(ty);
            (
                quote_spanned!(span=> fn()),
                quote_spanned!(span=> ::autodiff::assert_scalar::<#ty>),
            )
        }
        Pinned::Integer(ty) => {
            let ty = types::written(ty);
            (
                quote_spanned!(span=> fn()),
                quote_spanned!(span=> ::autodiff::assert_integer::<#ty>),
            )
        }
        Pinned::Same(a, b) => {
            // What has no size can be compared behind references only.
            let lent = matches!(b, Type::Slice(_)).then(|| quote_spanned!(span=> &));
            let (a, b) = (types::written(a), types::written(b));
            (
                quote_spanned!(span=> fn(#lent #a) -> #lent #b),
                quote_spanned!(span=> |x| x),
            )
        }
        Pinned::Gives {
            path,
            argument,
            parameter,
            by_value,
        } => {
            let path = targets::beside(path);
            let (argument, parameter) = (
                Literal::usize_unsuffixed(*argument),
                Literal::usize_unsuffixed(*parameter),
            );
            let what = targets::given(by_value.as_ref());
            let ty = quote_spanned!(span=> fn());
            let check = quote_spanned! {
                span=> ::autodiff::assert_gives::<#path, #argument, #parameter, #what>
            };
            (ty, check)
        }
        Pinned::Lent {
            path,
            method,
            number,
            way,
        } => {
            let path = targets::beside(path);
            let constant = lenders::constant(method.as_deref(), span);
            let number = Literal::u64_unsuffixed(*number);
            let check = match way {
                None => quote_spanned! {
                    span=> ::autodiff::assert_same(&<#path>::#constant, #number)
                },
                Some((0, down)) if down.is_empty() => quote_spanned! {
                    span=> ::autodiff::assert_lent(&<#path>::#constant, ::core::module_path!(), #number)
                },
                Some((up, down)) => {
                    let up = Literal::usize_unsuffixed(*up);
                    quote_spanned! {
                        span=> ::autodiff::assert_lent_by(
                            &<#path>::#constant, ::core::module_path!(), #up, &[#(#down),*], #number
                        )
                    }
                }
            };
            (quote_spanned!(span=> ()), check)
        }
        Pinned::Const { path, indices, ty } => {
            let (path, ty) = (path.stream(), types::item_written(ty));
            let items = (0..*indices).map(|_| quote_spanned!(span=> [i]));
            // An index that is not constant is not checked while compiling.
            let i = (*indices > 0).then(|| quote_spanned!(span=> i));
            let index = i.as_ref().map(|_| quote_spanned!(span=> usize));
            (
                quote_spanned!(span=> fn(#index) -> #ty),
                quote_spanned!(span=> |#i| #path #(#items)*),
            )
        }
    }
}
