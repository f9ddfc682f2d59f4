//! What the generated items take over from the head of the user's function.

use super::names;
use super::signature::{self, Flow};
use crate::ir::{Param, Standing};
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

#[derive(Clone)]
pub(crate) struct Header {
    /// The user's function.
    pub(crate) name: Ident,
    pub(crate) home: Home,
    pub(crate) cache: Ident,
    pub(crate) visibility: TokenStream,
    /// Attributes that hold for everything that stands beside the function: `#[cfg(…)]`.
    pub(crate) attributes: TokenStream,
    pub(crate) generics: Vec<Generic>,
    /// The conditions of the user's `where` clause.
    pub(crate) predicates: Vec<TokenStream>,
    /// Whether the user's function can be named without more: none of its generic parameters is left
    /// out here.
    pub(crate) is_item: bool,
    /// Whether the user's function takes or gives what it is a method of.
    pub(crate) speaks_of_self: bool,
    /// For each parameter, whether `gradient` and its kin give its gradient.
    pub(crate) wrt: Vec<bool>,
    /// The type parameters with methods which what the backward pass is passed again tells, so that the cache need not.
    pub(crate) told: Vec<String>,
    /// What the passes under it are for.
    pub(crate) face: Face,
}

/// The passes that a function may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Face {
    /// Those that users and callers call.
    Public,
    /// They give the adjoints of the arguments under `wrt` only.
    Wrt,
    /// They run a segment of a loop again, to record.
    Again,
    /// They do not give the value.
    Unread,
}

/// What carries the generated functions.
#[derive(Clone)]
pub(crate) enum Home {
    /// A type beside a free function.
    Companion(Ident),
    /// The type that the user's `impl` is about.
    Type(Owner),
}

/// The type that an `impl` block is about.
#[derive(Clone)]
pub(crate) struct Owner {
    pub(crate) ty: TokenStream,
    /// The name of the type, for names and documentation.
    pub(crate) title: String,
    pub(crate) block: Block,
    /// The generic parameters of the block.
    pub(crate) generics: Vec<Generic>,
    pub(crate) predicates: Vec<TokenStream>,
    /// What an implementation asks of the types that traits leave open, for parameters of the block.
    pub(crate) open_types: Vec<TokenStream>,
}

/// The block that a function of a type stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    Inherent,
    /// An implementation of a differentiated trait.
    Implementation,
    /// The trait itself.
    Trait,
    /// An implementation of an operator.
    Operator,
}

/// A generic parameter of the user's function.
#[derive(Clone)]
pub(crate) struct Generic {
    /// The name, of a lifetime without its quote.
    pub(crate) name: String,
    pub(crate) lifetime: bool,
    /// Whether it is a type that is used as a float.
    pub(crate) float: bool,
    /// Whether it is a type that methods of the user's are called on.
    pub(crate) object: bool,
    /// Whether such methods may change it.
    pub(crate) changed: bool,
    /// Whether it stands for an `impl Trait` of the user's.
    pub(crate) anonymous: bool,
    /// As it is declared: `const N: usize`, `T: Float`.
    pub(crate) declared: TokenStream,
    /// The same without bounds, and those.
    pub(crate) bare: TokenStream,
    pub(crate) bounds: Vec<TokenStream>,
    /// As it is used: `N`.
    pub(crate) used: TokenStream,
}

impl Header {
    /// What a generated function is called: `forward` or, of a method, `apply_forward`.
    pub(crate) fn function(&self, what: &str) -> Ident {
        let what = match self.face {
            Face::Public => what,
            Face::Wrt => &format!("{what}_wrt"),
            Face::Again => &format!("{what}_again"),
            Face::Unread => &format!("{what}_unread"),
        };
        match &self.home {
            Home::Companion(_) => names::public(what),
            // A trait of ours has them.
            Home::Type(owner) if owner.block == Block::Operator => names::public(what),
            Home::Type(_) => names::public(&format!(
                "{}_{what}",
                names::cleaned(&self.name.to_string())
            )),
        }
    }

    /// What documentation calls the user's function: `f()` or `Type::f()`.
    pub(super) fn title(&self) -> String {
        match &self.home {
            Home::Companion(_) => format!("{}()", self.name),
            Home::Type(owner) => format!("{}::{}()", owner.title, self.name),
        }
    }

    /// The same for a generated function: `f::forward` or `Type::f_forward`.
    pub(super) fn title_of(&self, what: &str) -> String {
        let carrier = match &self.home {
            Home::Companion(companion) => companion.to_string(),
            Home::Type(owner) => owner.title.clone(),
        };
        format!("{carrier}::{}", self.function(what))
    }

    /// Whether what is generated may have functions beside those that the user's block asks for.
    pub(crate) fn is_companion_or_inherent(&self) -> bool {
        matches!(self.block(), None | Some(Block::Inherent))
    }

    /// The block of a function of a type.
    pub(super) fn block(&self) -> Option<Block> {
        match &self.home {
            Home::Companion(_) => None,
            Home::Type(owner) => Some(owner.block),
        }
    }

    /// Where the function stands for those that call it.
    pub(crate) fn standing(&self) -> Standing {
        match self.block() {
            None => Standing::Free,
            Some(Block::Inherent) => Standing::Type,
            Some(Block::Implementation | Block::Trait | Block::Operator) => Standing::Fixed,
        }
    }

    /// The type that the generated functions hang on, and the generic parameters of it.
    pub(super) fn carrier(&self) -> (TokenStream, &[Generic]) {
        match &self.home {
            Home::Companion(companion) => (quote!(#companion), &[]),
            Home::Type(owner) => (owner.ty.clone(), &owner.generics),
        }
    }

    /// Whether a type, as written, is the one that the functions are methods of.
    pub(super) fn is_carrier(&self, ty: &str) -> bool {
        matches!(&self.home, Home::Type(owner) if owner.ty.to_string() == ty)
    }

    /// The generic parameters of the block that determine the type, and those that only the trait has.
    pub(super) fn of_carrier(&self) -> (Vec<&Generic>, Vec<&Generic>) {
        let (carrier, generics) = self.carrier();
        let determines = |generic: &&Generic| {
            self.block() != Some(Block::Implementation)
                || mentions(&carrier, &generic.name, generic.lifetime)
        };
        generics.iter().partition(determines)
    }

    pub(super) fn outer_predicates(&self) -> &[TokenStream] {
        match &self.home {
            Home::Companion(_) => &[],
            Home::Type(owner) => &owner.predicates,
        }
    }

    /// The conditions of the block and of the function.
    pub(crate) fn all_predicates(&self) -> impl Iterator<Item = &TokenStream> {
        self.outer_predicates().iter().chain(&self.predicates)
    }

    /// The generic parameters that can be seen in the function.
    pub(crate) fn visible(&self) -> impl Iterator<Item = &Generic> {
        self.carrier().1.iter().chain(&self.generics)
    }

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

    /// These parameters of an item of their own, with those bounds that speak of no others.
    pub(super) fn declared_among(&self, of: &[&Generic]) -> Vec<TokenStream> {
        let declared = of.iter().map(|generic| {
            let bare = &generic.bare;
            let bounds: Vec<_> = generic
                .bounds
                .iter()
                .filter(|b| self.is_about(b, of))
                .collect();
            match bounds.is_empty() {
                true => bare.clone(),
                false => quote!(#bare: #(#bounds)+*),
            }
        });
        declared.collect()
    }

    pub(super) fn is_about(&self, tokens: &TokenStream, of: &[&Generic]) -> bool {
        let given = |generic: &&Generic| of.iter().any(|g| std::ptr::eq(*g, *generic));
        self.mentioned(tokens).iter().all(given)
    }

    /// Whether `gradient` and its kin give the gradient of the parameter of this position.
    pub(super) fn is_asked(&self, index: usize) -> bool {
        self.wrt.get(index).copied().unwrap_or(true)
    }

    /// Where the adjoint of the parameter of this position goes.
    pub(super) fn flow(&self, index: usize, param: &Param) -> Flow {
        match signature::flow(param) {
            Flow::Returned | Flow::Shadow if self.is_narrow() && !self.is_asked(index) => {
                Flow::None
            }
            flow => flow,
        }
    }

    /// Whether the passes, too, give the adjoints of the arguments under `wrt` only.
    pub(super) fn is_narrow(&self) -> bool {
        self.face == Face::Wrt
    }

    /// The name of another cache: `FWrtCache` beside `FCache`.
    pub(super) fn cache_called(&self, what: &str) -> Ident {
        let name = self.cache.to_string();
        let stem = name.strip_suffix("Cache").unwrap_or(&name);
        names::public(&format!("{stem}{what}Cache"))
    }

    /// The name of the type that has the passes for callers that do not want all adjoints.
    pub(super) fn passes_for_some(&self) -> Ident {
        let name = self.cache.to_string();
        let stem = name.strip_suffix("Cache").unwrap_or(&name);
        names::public(&format!("{stem}ForSome"))
    }

    /// The generic parameters that the tokens mention.
    pub(super) fn mentioned(&self, tokens: &TokenStream) -> Vec<&Generic> {
        self.visible()
            .filter(|generic| mentions(tokens, &generic.name, generic.lifetime))
            .collect()
    }
}

impl Owner {
    /// What an implementation asks of the parameters that are floats or objects and of their types, which its methods need and cannot ask for.
    pub(crate) fn asked(&self) -> Vec<TokenStream> {
        floats(self.generics.iter())
            .chain(self.open_types.iter().cloned())
            .collect()
    }
}

/// What is asked of the parameters that are floats, and of those that are objects.
pub(super) fn floats<'a>(
    of: impl Iterator<Item = &'a Generic>,
) -> impl Iterator<Item = TokenStream> {
    of.filter_map(|generic| {
        let name = &generic.used;
        match (generic.float, generic.object) {
            (true, _) => Some(quote!(#name: ::autodiff::Scalar)),
            (_, true) if generic.changed => {
                Some(quote!(#name: ::autodiff::Differentiable + ::autodiff::Recordable))
            }
            (_, true) => Some(quote!(#name: ::autodiff::Differentiable)),
            _ => None,
        }
    })
}

pub(super) fn declared<'a>(generics: impl IntoIterator<Item = &'a Generic>) -> TokenStream {
    let generics = generics.into_iter().map(|generic| &generic.declared);
    in_angles(generics)
}

pub(super) fn bare(generics: &[&Generic]) -> Vec<TokenStream> {
    generics
        .iter()
        .map(|generic| generic.bare.clone())
        .collect()
}

pub(super) fn in_angles<'a>(items: impl Iterator<Item = &'a TokenStream>) -> TokenStream {
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
