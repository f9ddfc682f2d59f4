//! Reading the call of a function that lends as its body. The body was found in the file by the name of the
//! function: that the function called is this one, in this module, rustc is asked to check by a number
//! that stands beside the function.

use crate::ir::{Pin, Pinned, Tokens};
use crate::lower::calls::lender::Lender;
use crate::lower::messages as m;
use crate::lower::rewriting::changing_views::with_views_as_references;
use crate::lower::rewriting::from_module;
use crate::lower::rewriting::in_macros::with_names;
use crate::lower::source;
use crate::lower::types::fields;
use crate::lower::types::floats::may_hold;
use crate::lower::*;
use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use std::cell::RefCell;
use std::hash::{DefaultHasher, Hash, Hasher};
use syn::visit::{self, Visit};

/// The number of a free function that lends a part of what it is given.
pub(crate) fn lends(function: &syn::ItemFn) -> Option<u64> {
    let sig = &function.sig;
    let (lends, gives_items) = match &sig.output {
        syn::ReturnType::Type(_, ty) => match types::plain(ty) {
            syn::Type::Reference(_) => (true, false),
            syn::Type::ImplTrait(written) if gives_items(written) => (true, true),
            ty => (is_of_parts(ty), false),
        },
        syn::ReturnType::Default => (false, false),
    };
    let lifetimes = |p: &syn::GenericParam| matches!(p, syn::GenericParam::Lifetime(_));
    let from_floats = gives_items
        || sig.inputs.iter().any(|input| match input {
            syn::FnArg::Typed(param) => may_hold(&param.ty),
            syn::FnArg::Receiver(_) => false,
        });
    let plain = sig.receiver().is_none()
        && sig.asyncness.is_none()
        && matches!(sig.safety, syn::Safety::Default)
        && sig.generics.params.iter().all(lifetimes);
    (lends && from_floats && plain).then(|| number(sig, &function.block))
}

/// Whether a function of a block with this result gives a part of what it is given.
pub(crate) fn gives_part(output: &Option<syn::Type>) -> bool {
    match output {
        Some(syn::Type::Reference(_)) => true,
        Some(syn::Type::ImplTrait(written)) => gives_items(written),
        Some(ty) => is_of_parts(ty),
        None => false,
    }
}

/// Whether it is a tuple with shared references in it, an `Option` or `Result` of one or of a reference, or a view of
/// a matrix.
pub(in crate::lower) fn is_of_parts(ty: &syn::Type) -> bool {
    is_tuple_of_parts(ty) || may_be_part(ty) || is_view(ty)
}

fn is_view(ty: &syn::Type) -> bool {
    let syn::Type::Path(path) = types::plain(ty) else {
        return false;
    };
    let shape =
        (path.path.segments.last()).and_then(|last| library::names::shape(&last.ident.to_string()));
    shape.is_some_and(|shape| library::views::shown(shape).is_some())
        && !source::other_files::is_own(&path.path)
}

fn is_tuple_of_parts(ty: &syn::Type) -> bool {
    matches!(types::plain(ty), syn::Type::Tuple(tuple) if tuple.elems.iter().any(is_part))
}

fn is_part(ty: &syn::Type) -> bool {
    matches!(types::plain(ty), syn::Type::Reference(reference) if reference.mutability.is_none())
}

/// Whether it is an `Option` or `Result` of a reference or of such a tuple.
pub(in crate::lower) fn may_be_part(ty: &syn::Type) -> bool {
    let inside = ["Option", "Result"].map(|of| match types::plain(ty) {
        ty @ syn::Type::Path(_) => fields::first_argument(ty, of),
        _ => None,
    });
    let mut inside = inside.into_iter().flatten();
    inside.any(|(inside, _)| is_part(inside) || is_tuple_of_parts(inside))
}

/// Whether it is an iterator.
pub(crate) fn gives_items(written: &syn::TypeImplTrait) -> bool {
    written.bounds.iter().any(|bound| match bound {
        syn::TypeParamBound::Trait(bound) => {
            let last = bound.path.segments.last();
            last.is_some_and(|last| {
                iteration::parameters::TRAITS.contains(&last.ident.to_string().as_str())
            })
        }
        _ => false,
    })
}

/// What differs where the arguments, the result or the body of a function do.
pub(crate) fn number(sig: &syn::Signature, block: &syn::Block) -> u64 {
    let parts = [
        sig.inputs.to_token_stream(),
        sig.output.to_token_stream(),
        block.to_token_stream(),
    ];
    let mut hasher = DefaultHasher::new();
    for part in parts {
        let text = part.to_string();
        let letters: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        letters.hash(&mut hasher);
    }
    hasher.finish()
}

impl<'a> Lowerer<'a> {
    /// What the function at a path lends, or a method of the type at that path.
    pub(in crate::lower) fn lent_by_lender(
        &mut self,
        lender: &Lender,
        path: Tokens,
        method: Option<&str>,
        args: Vec<Outcome>,
        span: Span,
    ) -> Outcome {
        let Some((lender, path)) = self.told_by_arguments(lender, path, &args) else {
            return self.error(span, m::UNTOLD_BLOCK);
        };
        match self.read_at(&lender, path, method, span) {
            Ok(function) => self.lent_by(&function, args, span),
            Err(message) => self.error(span, message.unwrap_or(m::CALLED_REFERENCE)),
        }
    }

    /// The function as if it stood at its call, if its names mean the same there; else what is to be said, where it stands
    /// in another module. That it is the one that is called is pinned.
    pub(in crate::lower) fn read_at(
        &mut self,
        lender: &Lender,
        path: Tokens,
        method: Option<&str>,
        span: Span,
    ) -> Result<syn::ItemFn, Option<m::Message>> {
        let standing = source::standing::elsewhere(&lender.stands_with);
        let moved = match &standing {
            Some(standing) => {
                let function =
                    from_module::moved(lender.function.clone(), standing, &lender.in_place);
                &function.ok_or(Some(m::OTHER_MODULE))?
            }
            None => &lender.function,
        };
        let mut names = Names::default();
        names.visit_item_fn(moved);
        // The body would be read among other items than its own, or its variables among ours.
        let hidden = |name: &Ident| {
            let ours = || self.generics.iter().any(|ours| name == ours);
            !lender.in_place.replaces(&name.to_string())
                && (source::definitions::is_ambiguous(name) || ours())
        };
        if names.paths.iter().any(hidden) || lender.in_place.is_hidden_in(moved) {
            return Err(standing.map(|_| m::OTHER_MODULE));
        }
        // What the caller tells goes by the caller's names.
        let told = lender.in_place.clone().in_function(moved.clone());
        // What is wrong with it is shown at the call.
        let located = located(told.to_token_stream(), span);
        let function = syn::parse2(located).map_err(|_| None)?;
        let what = Pinned::Lent {
            path,
            method: method.map(ToString::to_string),
            number: lender.number,
            way: Some(standing.map_or((0, Vec::new()), |standing| standing.way())),
        };
        self.lending.push(Pin { what, span });
        let function = with_told(without_names_of_structs(function, None));
        Ok(with_views_as_references(function))
    }

    /// Whether a name in the body of a function is that of an item in the body of this one.
    pub(in crate::lower) fn hides_names_of(&self, function: &syn::ItemFn) -> bool {
        let mut items = Names::default();
        for item in &self.function.items {
            match syn::parse2::<syn::ItemUse>(item.stream().clone()) {
                Ok(import) => items.imported(&import.tree),
                Err(_) => items.within(item.stream().clone()),
            }
        }
        let mut names: Vec<String> = items.paths.iter().map(ToString::to_string).collect();
        names.retain(|word| syn::parse_str::<Ident>(word).is_ok());
        for input in &function.sig.inputs {
            if let syn::FnArg::Typed(param) = input {
                let own = scan::pattern_names(&param.pat);
                names.retain(|name| !own.contains(name));
            }
        }
        let mut body = Names::default();
        body.visit_block(&function.block);
        body.paths
            .iter()
            .any(|name| names.iter().any(|hidden| name == hidden))
    }
}

/// The tokens as if they stood at this place.
pub(in crate::lower) fn located(tokens: TokenStream, span: Span) -> TokenStream {
    let trees = tokens.into_iter().map(|mut tree| {
        if let TokenTree::Group(group) = &tree {
            let inner = located(group.stream(), span);
            tree = Group::new(group.delimiter(), inner).into();
        }
        tree.set_span(Span::call_site().located_at(span));
        tree
    });
    trees.collect()
}

/// What a body speaks of.
#[derive(Default)]
struct Names {
    /// The names that paths begin with, where they stand in the caller, and those that patterns bind.
    paths: Vec<Ident>,
}

impl Names {
    /// What an import brings.
    fn imported(&mut self, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(path) => match &*path.tree {
                syn::UseTree::Glob(_) => match source::definitions::enumeration(&path.ident) {
                    Some(item) => self
                        .paths
                        .extend(item.variants.into_iter().map(|v| v.ident)),
                    None => self.paths.push(path.ident.clone()),
                },
                tree => self.imported(tree),
            },
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.imported(tree)),
            syn::UseTree::Name(name) => self.paths.push(name.ident.clone()),
            syn::UseTree::Rename(name) => self.paths.push(name.rename.clone()),
            syn::UseTree::Glob(_) => {}
        }
    }

    fn within(&mut self, tokens: TokenStream) {
        for tree in tokens {
            match tree {
                TokenTree::Group(group) => self.within(group.stream()),
                TokenTree::Ident(ident) => self.paths.push(ident),
                _ => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.paths
            .extend(path.segments.first().map(|s| s.ident.clone()));
        visit::visit_path(self, path);
    }

    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        self.paths.push(pattern.ident.clone());
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        let found = RefCell::new(Vec::new());
        with_names(mac.tokens.clone(), &|name, around| {
            if !around.behind_path && !around.behind_dot {
                found.borrow_mut().push(name.clone());
            }
            None
        });
        self.paths.extend(found.into_inner());
    }
}
