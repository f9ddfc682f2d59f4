//! Functions of the same file that give references, or structs with such: a call of one is read as its body,
//! since what it gives is a part of what it was given.

use super::definitions::{blocks, definition, free_item};
use super::lending::{lends, number};
use super::*;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;

/// A function that lends, as it is read by its callers, and the number that stands beside it.
pub(super) struct Lender {
    pub(super) function: syn::ItemFn,
    pub(super) number: u64,
}

impl<'a> Lowerer<'a> {
    /// The method of this name of a type, if it lends.
    pub(super) fn lending_method(&self, ty: &Type, name: &str) -> Option<Lender> {
        lender_of(&self.defined_name(ty)?, name)
    }
}

/// Whether a function of a block makes a struct of the block's type, which holds references, of references
/// that it is given.
pub(crate) fn gives_borrower(sig: &syn::Signature, owner: &syn::Type) -> bool {
    let syn::ReturnType::Type(_, output) = &sig.output else {
        return false;
    };
    let lifetimes =
        matches!(owner, syn::Type::Path(_)) && types::tokens_of(owner).text().contains('\'');
    let name = |ty: &syn::Type| fields::last_segment(ty).map(|last| last.ident.to_string());
    let own = name(output).is_some_and(|made| made == "Self" || Some(made) == name(owner));
    let is_lent = |input: &syn::FnArg| match input {
        syn::FnArg::Typed(param) => matches!(types::plain(&param.ty), syn::Type::Reference(_)),
        syn::FnArg::Receiver(_) => false,
    };
    lifetimes && own && sig.inputs.iter().any(is_lent)
}

/// The function of this name of a type, if what it gives holds references.
pub(super) fn lender_of(owner: &Ident, name: &str) -> Option<Lender> {
    let blocks = blocks(owner)?.into_iter().filter(|block| {
        let mut generics = block.generics.params.iter();
        let plain = generics.all(|param| matches!(param, syn::GenericParam::Lifetime(_)));
        plain && block.trait_.is_none()
    });
    let functions = blocks
        .flat_map(|block| block.items)
        .filter_map(|item| match item {
            syn::ImplItem::Fn(function) if function.sig.ident == name => Some(function),
            _ => None,
        });
    let function = functions.last()?;
    lender(function.sig, function.block, owner)
}

/// The free function of this name, if it gives references.
pub(super) fn free_lender(name: &Ident) -> Option<Lender> {
    let function = free_item(name)?;
    let number = lends(&function)?;
    Some(Lender { function, number })
}

fn lender(sig: syn::Signature, block: syn::Block, owner: &Ident) -> Option<Lender> {
    let syn::ReturnType::Type(_, output) = &sig.output else {
        return None;
    };
    let holds = match types::plain(output) {
        syn::Type::Reference(reference) => reference.mutability.is_none(),
        syn::Type::Path(path) => match (path.path.is_ident("Self"), path.path.segments.last()) {
            (true, _) => definition(owner).is_some_and(has_lifetimes),
            (false, Some(last)) => {
                let written = types::tokens_of(&last.arguments);
                written.text().contains('\'') && definition(&last.ident).is_some_and(has_lifetimes)
            }
            (false, None) => false,
        },
        _ => false,
    };
    let mut generics = sig.generics.params.iter();
    let plain = generics.all(|param| matches!(param, syn::GenericParam::Lifetime(_)));
    // What is known of the variables of the function around it does not hold for those of this one.
    let changes = types::tokens_of(&block).mentions(&["mut".into()]);
    if !holds || !plain || changes {
        return None;
    }
    let number = number(&sig, &block);
    let function = syn::ItemFn {
        attrs: Vec::new(),
        vis: syn::Visibility::Inherited,
        modifiers: Default::default(),
        sig,
        block: Box::new(block),
    };
    let receiver = function.sig.inputs.first().cloned();
    let mut named: syn::ItemFn = syn::parse2(with_name(function.to_token_stream(), owner)).ok()?;
    if let (Some(first), Some(receiver @ syn::FnArg::Receiver(_))) =
        (named.sig.inputs.first_mut(), receiver)
    {
        *first = receiver;
    }
    Some(Lender {
        function: named,
        number,
    })
}

fn has_lifetimes(definition: syn::ItemStruct) -> bool {
    definition.generics.lifetimes().next().is_some()
}

/// The tokens with the name of the type in place of `Self`.
fn with_name(tokens: TokenStream, name: &Ident) -> TokenStream {
    let trees = tokens.into_iter().map(|tree| match tree {
        TokenTree::Ident(ident) if ident == "Self" => TokenTree::Ident(name.clone()),
        TokenTree::Group(group) => {
            let inner = with_name(group.stream(), name);
            TokenTree::Group(proc_macro2::Group::new(group.delimiter(), inner))
        }
        other => other,
    });
    trees.collect()
}
