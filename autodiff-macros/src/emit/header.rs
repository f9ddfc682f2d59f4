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

    /// The conditions of the block that the function stands in, and more.
    pub(super) fn outer_clause(&self, more: &[TokenStream]) -> TokenStream {
        let all = self.outer_predicates().iter().cloned();
        let all = all.chain(floats(self.carrier().1.iter()));
        clause(all.chain(more.iter().cloned()))
    }

    /// The conditions of the block, as far as they are about the type and not about the trait.
    pub(super) fn carrier_clause(&self, more: &[TokenStream]) -> TokenStream {
        let (outer, of_trait) = self.of_carrier();
        match of_trait.is_empty() {
            true => self.outer_clause(more),
            false => self.conditions(&outer, more),
        }
    }

    /// What a method asks of the parameters of its block alone: `where E::Item: Differentiable`.
    pub(super) fn asked_of_block(&self) -> impl Iterator<Item = &TokenStream> {
        let (outer, _) = self.of_carrier();
        let is_method = matches!(self.block(), Some(Block::Inherent | Block::Implementation));
        self.predicates.iter().filter(move |predicate| {
            is_method && !self.mentioned(predicate).is_empty() && self.is_about(predicate, &outer)
        })
    }

    /// The conditions of what a trait's method records: those of the method that are not about parameters of its own.
    pub(super) fn clause_of_types(&self) -> TokenStream {
        let is_own = |predicate: &&TokenStream| {
            let mentioned = self.mentioned(predicate);
            (mentioned.iter()).any(|g| self.generics.iter().any(|own| std::ptr::eq(*g, own)))
        };
        let sized =
            (self.block() == Some(Block::Trait)).then(|| quote!(Self: ::core::marker::Sized));
        let asked = self
            .predicates
            .iter()
            .filter(|predicate| !is_own(predicate));
        clause(sized.into_iter().chain(asked.cloned()))
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

    /// The conditions of a generated function: the user's, that type parameters are floats, and more.
    pub(super) fn where_clause(&self, more: &[TokenStream]) -> TokenStream {
        let sized = (self.block() == Some(Block::Trait)).then(|| match self.speaks_of_self {
            true => quote!(Self: ::core::marker::Sized + ::autodiff::Differentiable),
            false => quote!(Self: ::core::marker::Sized),
        });
        let all = self.predicates.iter().cloned().chain(sized);
        let all = all.chain(floats(self.generics.iter()));
        clause(all.chain(more.iter().cloned()))
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

    fn is_about(&self, tokens: &TokenStream, of: &[&Generic]) -> bool {
        let given = |generic: &&Generic| of.iter().any(|g| std::ptr::eq(*g, *generic));
        self.mentioned(tokens).iter().all(given)
    }

    /// The same of the conditions.
    pub(super) fn conditions(&self, of: &[&Generic], more: &[TokenStream]) -> TokenStream {
        let all = self.all_predicates();
        let all = all.filter(|p| self.is_about(p, of)).cloned();
        let all = all.chain(floats(of.iter().copied()));
        clause(all.chain(more.iter().cloned()))
    }

    /// The conditions of an item of their own, in which `Self` is another type.
    pub(super) fn conditions_of_item(&self, of: &[&Generic]) -> TokenStream {
        let all = self
            .all_predicates()
            .filter(|p| !mentions(p, "Self", false));
        let all = all.filter(|p| self.is_about(p, of)).cloned();
        clause(all.chain(floats(of.iter().copied())))
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
fn floats<'a>(of: impl Iterator<Item = &'a Generic>) -> impl Iterator<Item = TokenStream> {
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

pub(super) fn clause(conditions: impl Iterator<Item = TokenStream>) -> TokenStream {
    let all: Vec<_> = conditions.collect();
    if all.is_empty() {
        TokenStream::new()
    } else {
        quote!(where #(#all),*)
    }
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
