//! The runtime's traits for operators of types of the user's, and those of the standard library.

use super::{names, types};
use crate::ir::Type;
use proc_macro2::TokenStream;
use quote::quote;

/// `<A as ::autodiff::Operator<{ ::autodiff::name("add") }, B>>`
pub(super) fn gate(name: &str, operands: &[Type]) -> TokenStream {
    let behind: Vec<_> = operands.iter().map(behind).collect();
    let operator = operator(name, operands);
    let left = behind.first();
    quote!(<#left as #operator>)
}

/// The runtime's trait for an operator between operands of these types.
pub(super) fn operator(name: &str, operands: &[Type]) -> TokenStream {
    let (is_conversion, assigns) = (name == "from", name.ends_with("_assign"));
    let key = names::key(name);
    let by_ref = |ty: &Type| matches!(ty, Type::Ref(..));
    match operands {
        [_, from] if is_conversion => {
            let from = types::written(from);
            quote!(::autodiff::Conversion<#from>)
        }
        [_, index] if name == "index" => {
            let index = types::written(index);
            quote!(::autodiff::ReadsElement<#index>)
        }
        [_, index] if name == "index_mut" => {
            let index = types::written(index);
            quote!(::autodiff::WritesElement<#index>)
        }
        [_, right] if assigns => {
            let gate = match by_ref(right) {
                false => quote!(AssigningOperator),
                true => quote!(AssigningOperatorByRef),
            };
            let right = behind(right);
            quote!(::autodiff::#gate<#key, #right>)
        }
        [left, right] => {
            let gate = match (by_ref(left), by_ref(right)) {
                (false, false) => quote!(Operator),
                (true, false) => quote!(OperatorOnRef),
                (false, true) => quote!(OperatorByRef),
                (true, true) => quote!(OperatorOfRefs),
            };
            let right = behind(right);
            quote!(::autodiff::#gate<#key, #right>)
        }
        _ => {
            let gate = match operands.first().is_some_and(by_ref) {
                true => quote!(UnaryOperatorOnRef),
                false => quote!(UnaryOperator),
            };
            quote!(::autodiff::#gate<#key>)
        }
    }
}

/// The type of an operand without a reference before it.
pub(super) fn behind(operand: &Type) -> TokenStream {
    match operand {
        Type::Ref(of, _) => types::written(of),
        other => types::written(other),
    }
}

/// The trait of an operator: `::core::ops::Add` for `add`.
pub(super) fn operation(name: &str) -> TokenStream {
    let operation = names::public(&names::camel_case(name));
    quote!(::core::ops::#operation)
}
