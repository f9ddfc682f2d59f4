//! Types that a trait leaves open, where generic code speaks of them: what flows through values of such a type has
//! to be differentiable, which only the code that speaks of it can ask.

use super::header::{self, Generic, Header};
use super::signature;
use crate::ir::Function;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

/// What the methods of a trait ask of the types that it leaves open, where they speak of these.
pub(crate) fn of_trait(header: &mut Header, function: &Function, types: &[Ident]) {
    let params = function.params.iter().map(signature::forward_type);
    let whole: TokenStream = params.chain([signature::result(function)]).collect();
    for ty in types {
        if header::mentions(&whole, &ty.to_string(), false) {
            let predicate = quote!(Self::#ty: ::autodiff::Differentiable);
            header.predicates.push(predicate);
        }
    }
}

/// What the methods of a trait ask of its parameters that are floats.
pub(crate) fn of_floats(header: &mut Header, floats: &[Ident]) {
    let asked = floats
        .iter()
        .map(|float| quote!(#float: ::autodiff::Scalar));
    header.predicates.extend(asked);
}

/// What a function asks of `M::State` in its signature, or in those of what it calls, where `M` is a type parameter with methods.
pub(crate) fn of_signature(signature: TokenStream, generics: &[Generic]) -> Vec<TokenStream> {
    let mut found: Vec<(Ident, Ident)> = Vec::new();
    collect(signature, generics, &mut found);
    let ask = |(parameter, ty)| quote!(#parameter::#ty: ::autodiff::Differentiable + ::autodiff::Recordable);
    found.into_iter().map(ask).collect()
}

fn collect(tokens: TokenStream, generics: &[Generic], found: &mut Vec<(Ident, Ident)>) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let is_colon =
        |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ':');
    for (at, tree) in trees.iter().enumerate() {
        if let TokenTree::Group(group) = tree {
            collect(group.stream(), generics, found);
        }
        if let [TokenTree::Ident(of), a, b, TokenTree::Ident(ty), ..] = &trees[at..]
            && is_colon(a)
            && is_colon(b)
            && generics
                .iter()
                .any(|generic| generic.object && of == &generic.name)
            && !found.iter().any(|(p, t)| p == of && t == ty)
        {
            found.push((of.clone(), ty.clone()));
        }
    }
}
