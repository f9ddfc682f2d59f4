//! What a differentiated trait asks of its implementations, and what these give.
//!
//! For each method `eval` there is a cache, `EvalCache`, an `eval_forward` and an `eval_backward`,
//! which an implementation gives; the rest is made of these. All of it needs a `Self` whose size is
//! known, so that `dyn Trait` stays what it was.

use super::entries::entries;
use super::header::{self, Header};
use super::inline::Inline;
use super::names::Scopes;
use super::narrow::Passes;
use super::{by_reference, docs, kept_calls, names, operators, signature, targets, types};
use crate::ir::*;
use proc_macro2::TokenStream;
use quote::quote;

/// The items that a trait gets for one of its methods.
pub(crate) fn declarations(header: &Header, function: &Function) -> TokenStream {
    let assoc = names::cache_of(&header.name.to_string());
    let of_calls = of_calls(function);
    let cache = quote!(Self::#assoc #of_calls);
    let doc = format!(" What [`{}`] reads.", header.title_of("backward"));
    let (generics, clause) = (header.declared(), header.where_clause(&[]));
    let named = |param: &Param| match param.is_receiver() {
        true => signature::declared(param, &quote!(self)),
        false => {
            let name = names::public(&param.name);
            signature::declared(param, &quote!(#name))
        }
    };
    let params: Vec<_> = function.params.iter().map(named).collect();
    let (result, forward) = (signature::result(function), header.function("forward"));
    let forward_doc = docs::forward(header);
    let mut scopes = Scopes::new();
    let names = scopes.declare_params(&function.params);
    let again = signature::again(header, function, &names, &mut scopes);
    let mut again: Vec<_> = again.into_iter().map(|(declared, _)| declared).collect();
    let at = usize::from(signature::has_receiver(function));
    again.insert(at, quote!(cache: &#cache));
    let (backward, backward_doc) = (
        header.function("backward"),
        docs::backward(header, function),
    );
    let returns = signature::returns(signature::adjoints(header, function));
    let by_reference = by_reference::functions(header, function, &cache);
    let kept = kept_calls::declarations(header, function, &cache);
    let passes = Passes::of(header, None);
    let entries = entries(header, function, &passes, None, Inline::Maybe);
    let clause_of_types = header.clause_of_types();
    quote! {
        #[doc = #doc]
        type #assoc #of_calls #clause_of_types;
        #forward_doc
        fn #forward #generics (#(#params),*) -> (#result, #cache) #clause;
        #backward_doc
        fn #backward #generics (#(#again),*) #returns #clause;
        #by_reference
        #kept
        #entries
    }
}

/// The parameters of a cache for what calls of arguments that are functions leave.
pub(super) fn of_calls(function: &Function) -> TokenStream {
    let names = function.params.iter().filter_map(|param| match &param.ty {
        Type::Function(signature) => Some(targets::calls_of_argument(&signature.name)),
        _ => None,
    });
    let names: Vec<_> = names.collect();
    match names.is_empty() {
        true => TokenStream::new(),
        false => quote!(<#(#names),*>),
    }
}

/// The items that an implementation of such a trait gets for one of its methods.
pub(super) fn items(
    header: &Header,
    function: &Function,
    cache: &TokenStream,
    forward: &TokenStream,
    backward: &TokenStream,
) -> TokenStream {
    let assoc = names::cache_of(&header.name.to_string());
    let kept = kept_calls::item(header, function, cache);
    let of_calls = of_calls(function);
    let (attributes, clause) = (&header.attributes, header.clause_of_types());
    let allowed = quote!(#[allow(deprecated, unused, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]);
    quote! {
        #attributes
        type #assoc #of_calls = #cache #clause;
        #kept
        #attributes
        #allowed
        #forward
        #attributes
        #allowed
        #backward
    }
}

/// The implementation of the runtime's trait for an operator of the user's.
pub(super) fn operator(
    header: &Header,
    function: &Function,
    cache: &TokenStream,
    functions: &TokenStream,
) -> TokenStream {
    let (carrier, generics) = header.carrier();
    let (generics, clause) = (header::declared(generics), header.outer_clause(&[]));
    let result = types::written(&function.result_type);
    let name = names::key(&header.name.to_string());
    let mut output = Some(quote!(type Output = #result;));
    let gate = match &function.params[..] {
        [from] if !from.is_receiver() => {
            output = None;
            let from = types::written(&from.ty);
            quote!(::autodiff::Conversion<#from>)
        }
        [_, index, value] => {
            let (index, value) = (types::written(&index.ty), types::written(&value.ty));
            output = Some(quote!(type Value = #value;));
            quote!(::autodiff::WritesElement<#index>)
        }
        [left, index] if left.passing == Passing::Ref && header.name == "index" => {
            let index = types::written(&index.ty);
            quote!(::autodiff::ReadsElement<#index>)
        }
        [left, right] if left.passing == Passing::RefMut => {
            output = None;
            let gate = match right.passing {
                Passing::Value => quote!(AssigningOperator),
                Passing::Ref | Passing::RefMut => quote!(AssigningOperatorByRef),
            };
            let right = types::written(&right.ty);
            quote!(::autodiff::#gate<#name, #right>)
        }
        params => {
            let operands = params.iter().map(|param| match param.passing {
                Passing::Value => param.ty.clone(),
                Passing::Ref | Passing::RefMut => Type::Ref(Box::new(param.ty.clone()), false),
            });
            let operands: Vec<_> = operands.collect();
            operators::operator(&header.name.to_string(), &operands, &TokenStream::new())
        }
    };
    let attributes = &header.attributes;
    quote! {
        #attributes
        #[allow(deprecated, unused, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
        impl #generics #gate for #carrier #clause {
            #output
            type Cache = #cache;
            #functions
        }
    }
}
