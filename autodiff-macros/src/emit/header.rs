//! What the generated items take over from the head of the user's function.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

pub(crate) struct Header {
    /// The user's function.
    pub(crate) name: Ident,
    /// The type that carries the generated functions.
    pub(crate) companion: Ident,
    pub(crate) cache: Ident,
    pub(crate) visibility: TokenStream,
    /// Attributes that hold for everything that stands beside the function: `#[cfg(…)]`.
    pub(crate) attributes: TokenStream,
    pub(crate) generics: Vec<Generic>,
    pub(crate) where_clause: TokenStream,
    /// For each parameter, whether `gradient` and its kin give its gradient.
    pub(crate) wrt: Vec<bool>,
}

/// A generic parameter of the user's function.
pub(crate) struct Generic {
    /// The name, of a lifetime without its quote.
    pub(crate) name: String,
    pub(crate) lifetime: bool,
    /// As it is declared: `const N: usize`.
    pub(crate) declared: TokenStream,
    /// As it is used: `N`.
    pub(crate) used: TokenStream,
}

impl Header {
    /// `<'a, const N: usize>` for a function.
    pub(super) fn declared(&self) -> TokenStream {
        declared(self.generics.iter())
    }

    /// `::<N>` behind a function; lifetimes are left to rustc.
    pub(super) fn turbofish(&self) -> TokenStream {
        let used: Vec<_> = self
            .generics
            .iter()
            .filter(|generic| !generic.lifetime)
            .map(|generic| &generic.used)
            .collect();
        if used.is_empty() {
            TokenStream::new()
        } else {
            quote!(::<#(#used),*>)
        }
    }

    /// Whether `gradient` and its kin give the gradient of the parameter of this position.
    pub(super) fn is_asked(&self, index: usize) -> bool {
        self.wrt.get(index).copied().unwrap_or(true)
    }

    /// The generic parameters that the tokens mention.
    pub(super) fn mentioned(&self, tokens: &TokenStream) -> Vec<&Generic> {
        self.generics
            .iter()
            .filter(|generic| mentions(tokens, &generic.name, generic.lifetime))
            .collect()
    }
}

pub(super) fn declared<'a>(generics: impl IntoIterator<Item = &'a Generic>) -> TokenStream {
    let generics = generics.into_iter().map(|generic| &generic.declared);
    in_angles(generics)
}

pub(super) fn used<'a>(generics: impl IntoIterator<Item = &'a Generic>) -> TokenStream {
    let generics = generics.into_iter().map(|generic| &generic.used);
    in_angles(generics)
}

fn in_angles<'a>(items: impl Iterator<Item = &'a TokenStream>) -> TokenStream {
    let items: Vec<_> = items.collect();
    if items.is_empty() {
        TokenStream::new()
    } else {
        quote!(<#(#items),*>)
    }
}

/// Whether the tokens name an item, or the lifetime, of this name.
pub(super) fn mentions(tokens: &TokenStream, name: &str, lifetime: bool) -> bool {
    let mut after_quote = false;
    tokens.clone().into_iter().any(|tree| {
        let found = match &tree {
            TokenTree::Group(group) => mentions(&group.stream(), name, lifetime),
            TokenTree::Ident(ident) => after_quote == lifetime && ident == name,
            _ => false,
        };
        after_quote = matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == '\'');
        found
    })
}
