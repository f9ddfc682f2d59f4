//! The runtime's traits for operators of types of the user's, and those of the standard library.

use super::{names, types};
use crate::ir::{Tokens, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// `<A as ::autodiff::Operator<{ ::autodiff::name("add") }, B>>`
pub(super) fn gate(name: &str, operands: &[Type]) -> TokenStream {
    let behind: Vec<_> = operands.iter().map(behind).collect();
    let operator = operator(name, operands, &TokenStream::new());
    let left = behind.first();
    quote!(<#left as #operator>)
}

/// What generated code asks for where a bound of the user's asks for an operator: `S: ::autodiff::Operator<…, Output = S>`.
pub(crate) fn asked(
    name: &str,
    operands: &[(Tokens, bool)],
    output: Option<&Tokens>,
) -> TokenStream {
    let operand = |(ty, is_reference): &(Tokens, bool)| {
        let ty = Type::Named(ty.clone());
        match is_reference {
            true => Type::Ref(Box::new(ty), false),
            false => ty,
        }
    };
    let operands: Vec<_> = operands.iter().map(operand).collect();
    let output = output.map(|output| {
        let output = output.stream();
        quote!(, Output = #output)
    });
    let operator = operator(name, &operands, &output.unwrap_or_default());
    let left = operands.first().map(behind);
    quote!(#left: #operator)
}

/// What generated code asks of a type parameter that is added and scaled.
pub(crate) fn of_vector(parameter: &Tokens) -> TokenStream {
    let parameter = parameter.stream();
    quote!(#parameter: ::autodiff::Differentiable<Shadow = ::autodiff::GradientOf<#parameter>> + ::autodiff::Recordable)
}

/// The runtime's trait for an operator between operands of these types, and what more is said of it.
pub(super) fn operator(name: &str, operands: &[Type], more: &TokenStream) -> TokenStream {
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
            quote!(::autodiff::#gate<#key, #right #more>)
        }
        _ => {
            let gate = match operands.first().is_some_and(by_ref) {
                true => quote!(UnaryOperatorOnRef),
                false => quote!(UnaryOperator),
            };
            quote!(::autodiff::#gate<#key #more>)
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
