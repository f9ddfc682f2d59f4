//! What a function hands to its arguments that are functions: a caller may not see it, where a closure
//! does not write the types of its parameters.

use super::header::{self, Header, Home};
use super::{targets, types};
use crate::ir::{Function, Type};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn to_functions(header: &Header, function: &Function) -> TokenStream {
    let Home::Companion(carrier) = &header.home else {
        return TokenStream::new();
    };
    let attributes = &header.attributes;
    let mut impls = TokenStream::new();
    for (argument, param) in function.params.iter().enumerate() {
        let Type::Function(taken) = &param.ty else {
            continue;
        };
        for (position, ty) in taken.params.iter().enumerate() {
            let by_value = (!matches!(ty, Type::Ref(..))).then_some(ty);
            if by_value.is_some_and(|ty| types::needs_bounds(header, ty)) {
                continue;
            }
            let what = targets::given(by_value);
            let mentioned = header.mentioned(&what);
            let generics = header::in_angles(header::bare(&mentioned).iter());
            let (argument, position) = (
                Literal::usize_unsuffixed(argument),
                Literal::usize_unsuffixed(position),
            );
            impls.extend(quote! {
                #attributes
                impl #generics ::autodiff::Gives<#argument, #position, #what> for #carrier {}
            });
            // A type that callers choose has no name beside the function.
            impls.extend(by_value.filter(|_| mentioned.is_empty()).map(|_| {
                quote! {
                    #attributes
                    impl #generics ::autodiff::Hands<#argument, #position> for #carrier {
                        type What = #what;
                    }
                }
            }));
        }
    }
    impls
}
