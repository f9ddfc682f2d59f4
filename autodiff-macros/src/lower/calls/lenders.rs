//! Functions of the same file that give references, structs with such, or iterators: a call of one is read as
//! its body, since what it gives is a part of what it was given.

use crate::ir::{Target, Tokens};
use crate::lower::calls::changed_borrowers::Changing;
use crate::lower::calls::lender::{Lender, OfBlock};
use crate::lower::calls::lending::{gives_items, is_of_parts, lends, number};
use crate::lower::calls::made_inside::made_inside;
use crate::lower::source::blocks_with::blocks_with;
use crate::lower::source::definitions::{definition, free_item, implementations};
use crate::lower::types::fields;
use crate::lower::*;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;

/// How many calls one after the other are looked through: what is assigned to what it is called on has no end.
const CALLS: usize = 16;

impl<'a> Lowerer<'a> {
    /// The method of this name of a type, if it lends.
    pub(in crate::lower) fn lending_method(&mut self, ty: &Type, name: &str) -> Option<Lender> {
        lender_of(&self.owner_of(ty)?, name)
    }

    /// The name of a struct, where its type is written, or that of the field that it is.
    pub(in crate::lower) fn owner_of(&mut self, ty: &Type) -> Option<syn::Ident> {
        (self.given_name(ty)).or_else(|| self.struct_of_field(ty))
    }

    /// The name of a struct, where its type is written, or the signature of the function that gave it.
    pub(in crate::lower) fn given_name(&self, ty: &Type) -> Option<syn::Ident> {
        self.given_name_within(ty, CALLS)
    }

    fn given_name_within(&self, ty: &Type, calls: usize) -> Option<syn::Ident> {
        if let Type::Named(path) | Type::Applied(path, _) =
            self.infer.written(ty).as_ref().unwrap_or(ty)
        {
            let path: syn::Path = syn::parse2(path.stream().clone()).ok()?;
            return path.segments.last().map(|last| last.ident.clone());
        }
        let (owner, output) = self.declared_result(ty, calls)?;
        let last = fields::last_segment(&output)?;
        Some(match last.ident == "Self" {
            true => owner,
            // It is looked for where the function is.
            false => Ident::new(&last.ident.to_string(), owner.span()),
        })
    }

    /// Whether what a function gave is an `Option`, by its signature.
    pub(in crate::lower) fn gives_option(&self, ty: &Type) -> bool {
        let given = self.declared_result(ty, CALLS);
        given.is_some_and(|(_, output)| {
            let by_value = matches!(types::plain(&output), syn::Type::Path(_));
            by_value && options::held::type_inside(&output).is_some()
        })
    }

    /// Whether what a function gave is a `Result`, by its signature.
    pub(in crate::lower) fn gives_result(&self, ty: &Type) -> bool {
        let given = self.declared_result(ty, CALLS);
        given.is_some_and(|(_, output)| options::results::is_result(&output))
    }

    /// The type that the signature of a function writes for what it gave, and what the function is of.
    fn declared_result(&self, ty: &Type, calls: usize) -> Option<(Ident, syn::Type)> {
        let named = self.infer.written(ty);
        let Type::Output(callee) = named.as_ref().unwrap_or(ty) else {
            return None;
        };
        Some(match &callee.target {
            Target::Function(path) => {
                let path: syn::Path = syn::parse2(path.stream().clone()).ok()?;
                let function = path.get_ident()?;
                let syn::ReturnType::Type(_, ty) =
                    source::definitions::free_function(function)?.output
                else {
                    return None;
                };
                (function.clone(), *ty)
            }
            Target::Associated { owner, name, .. }
            | Target::Method {
                receiver: owner,
                name,
            } => {
                let owner = self.given_name_within(owner, calls.checked_sub(1)?)?;
                let output = source::definitions::result_of(&owner, name)?;
                (owner, output)
            }
            _ => return None,
        })
    }

    /// The same of any function.
    pub(in crate::lower) fn result_by_signature(&self, ty: &Type) -> Option<(Ident, syn::Type)> {
        self.declared_result(ty, CALLS)
    }

    /// A path to such a type.
    pub(in crate::lower) fn path_of(&mut self, ty: &Type) -> Option<Tokens> {
        match self.written_path(ty) {
            Some(path) => Some(path),
            None => Some(types::tokens_of(&self.owner_of(ty)?)),
        }
    }
}

/// Whether a function of a block makes a struct of the block's type, which holds references, of references
/// that it is given, or of such a struct.
pub(crate) fn gives_borrower(sig: &syn::Signature, owner: &syn::Type) -> bool {
    let syn::ReturnType::Type(_, output) = &sig.output else {
        return false;
    };
    let lifetimes =
        matches!(owner, syn::Type::Path(_)) && types::tokens_of(owner).text().contains('\'');
    let name = |ty: &syn::Type| fields::last_segment(ty).map(|last| last.ident.to_string());
    let made = made_inside(output);
    let own = name(made).is_some_and(|made| made == "Self" || Some(made) == name(owner));
    let is_lent = |input: &syn::FnArg| match input {
        syn::FnArg::Typed(param) => matches!(types::plain(&param.ty), syn::Type::Reference(_)),
        syn::FnArg::Receiver(receiver) => passing(receiver) != Some(crate::ir::Passing::RefMut),
    };
    lifetimes && own && sig.inputs.iter().any(is_lent)
}

/// Whether the only function of this name of a type gives such a struct.
pub(in crate::lower) fn makes_borrower(owner: &Ident, name: &str) -> bool {
    source::definitions::function(owner, name).is_some_and(|found| {
        let owner = syn::Type::Path(syn::TypePath {
            attrs: Vec::new(),
            qself: None,
            path: found.owner,
        });
        gives_borrower(&found.signature, &owner)
    })
}

/// The function of this name of a type, if what it gives holds references.
pub(in crate::lower) fn lender_of(owner: &Ident, name: &str) -> Option<Lender> {
    let blocks = blocks_with(owner, name)?.into_iter();
    let functions = blocks
        .filter(|block| block.trait_.is_none())
        .filter_map(|block| {
            let mut functions = block.items.iter().filter_map(|item| match item {
                syn::ImplItem::Fn(function) if function.sig.ident == name => Some(function.clone()),
                _ => None,
            });
            Some((functions.next_back()?, block))
        });
    let (function, block) = functions.last()?;
    let mut lender = lender(function.sig, function.block, owner)?;
    lender.block = OfBlock::of(&block);
    Some(lender)
}

/// The only function of this name of a type, if it is of no trait and the type has no parameters.
pub(in crate::lower) fn plain_function(owner: &Ident, name: &str) -> Option<Lender> {
    let (block, lender) = function_of_type(owner, name)?;
    all_lifetimes(block.generics.params.iter()).then_some(lender)
}

/// The only function of this name of a type, if it is of no trait, and the block that it stands in.
pub(in crate::lower) fn function_of_type(
    owner: &Ident,
    name: &str,
) -> Option<(syn::ItemImpl, Lender)> {
    let named = |item: &syn::ImplItem| match item {
        syn::ImplItem::Fn(function) if function.sig.ident == name => Some(function.clone()),
        _ => None,
    };
    let mut found = blocks_with(owner, name)?.into_iter().flat_map(|block| {
        let functions: Vec<_> = block.items.iter().filter_map(named).collect();
        functions
            .into_iter()
            .map(move |function| (block.clone(), function))
    });
    let (block, function) = found.next()?;
    let only = block.trait_.is_none() && found.next().is_none();
    let read = || read_as_body(function.sig, function.block, owner);
    let lender = only.then(read)??;
    Some((block, lender))
}

/// The method of this name of a type that holds references, if it takes its receiver in this way.
pub(in crate::lower) fn method_taking(
    receiver: crate::ir::Passing,
    owner: &Ident,
    name: &str,
) -> Option<Changing> {
    let mut methods = source::methods_defined::methods(owner, name);
    let (block, function) = methods.pop()?;
    let takes =
        |method: &syn::ImplItemFn| (method.sig.receiver()).and_then(passing) == Some(receiver);
    if !takes(&function) && methods.iter().all(|(_, other)| !takes(other)) {
        return None;
    }
    let generics = function.sig.generics.params.iter();
    let of_iterator = (block.trait_.as_ref())
        .and_then(|(path, ..)| path.segments.last())
        .is_some_and(|last| last.ident == "Iterator");
    let beside = block.trait_.is_none() || of_iterator;
    let plain = all_lifetimes(generics) && beside && methods.is_empty();
    let mut whole = written(function.sig, function.block);
    open_associated_types(&mut whole, &associated_types(&block));
    let number = number(&whole.sig, &whole.block);
    let without = without_receiver_given(&whole);
    let gives_receiver = without.is_some();
    let read = || with_owner(without.unwrap_or(whole), owner);
    Some(match plain.then(read).flatten() {
        Some(function) => Changing::ByBody {
            lender: Box::new(Lender {
                block: OfBlock::of(&block),
                ..Lender::new(function, number, owner)
            }),
            gives_receiver,
        },
        None => Changing::Otherwise,
    })
}

fn all_lifetimes<'p>(mut generics: impl Iterator<Item = &'p syn::GenericParam>) -> bool {
    generics.all(|param| matches!(param, syn::GenericParam::Lifetime(_)))
}

/// The free function of this name, if it gives references.
pub(in crate::lower) fn free_lender(name: &Ident) -> Option<Lender> {
    let function = free_item(name)?;
    let number = lends(&function)?;
    Some(Lender::new(function, number, name))
}

fn lender(sig: syn::Signature, block: syn::Block, owner: &Ident) -> Option<Lender> {
    let syn::ReturnType::Type(_, output) = &sig.output else {
        return None;
    };
    let holds = match types::plain(made_inside(output)) {
        // What can be changed is a part of what the method is called on: `fn at_mut(&mut self, i: usize) -> &mut f64`.
        // A method that gives itself back goes on with the whole.
        syn::Type::Reference(reference) if reference.mutability.is_some() => {
            let lent = fields::last_segment(&reference.elem).map(|last| &last.ident);
            std::ptr::eq(made_inside(output), &**output)
                && lent.is_none_or(|lent| lent != "Self" && lent != owner)
                && sig.receiver().and_then(passing) == Some(crate::ir::Passing::RefMut)
        }
        syn::Type::Reference(_) => true,
        syn::Type::ImplTrait(written) => gives_items(written),
        ty if is_of_parts(ty) => true,
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
    let plain = all_lifetimes(sig.generics.params.iter());
    let lender = || read_as_body(sig, block, owner);
    (holds && plain).then(lender).flatten()
}

/// What a function of an implementation of one of these traits of the standard library is called by the number
/// beside the type.
pub(crate) fn standing_name(block: &syn::ItemImpl, function: &Ident) -> String {
    let last = (block.trait_.as_ref()).and_then(|(path, ..)| path.segments.last());
    let of = match &*block.self_ty {
        syn::Type::Reference(reference) if reference.mutability.is_some() => "_of_mut",
        syn::Type::Reference(_) => "_of_ref",
        _ => "",
    };
    let arguments = last.map(|last| types::tokens_of(&last.arguments));
    let arguments = arguments.map_or(String::new(), |all| all.text().replace('&', " ref "));
    // There may be implementations for several types of items.
    let words = arguments
        .split_whitespace()
        .filter(|word| !word.starts_with('\''));
    let letters = |word: &str| {
        word.replace(|c: char| !c.is_alphanumeric(), "")
            .to_lowercase()
    };
    let words: Vec<_> = words.map(letters).filter(|word| !word.is_empty()).collect();
    let over = if words.is_empty() { "" } else { "_over_" };
    format!("{function}{of}{over}{}", words.join("_"))
}

/// The function of the only implementation of a trait for a type, or of those that do the same.
pub(in crate::lower) fn standing(
    owner: &Ident,
    of: &str,
    by: Option<bool>,
    over_refs: bool,
) -> Option<(Lender, String)> {
    let is_meant = |block: &syn::ItemImpl| match (&*block.self_ty, by) {
        (syn::Type::Reference(reference), Some(mutable)) => {
            reference.mutability.is_some() == mutable
        }
        (syn::Type::Reference(_), None) | (_, Some(_)) => false,
        (_, None) => true,
    };
    let blocks = implementations(owner, of).into_iter().filter(is_meant);
    let found: Option<Vec<_>> = blocks
        .map(|block| {
            let plain = all_lifetimes(block.generics.params.iter());
            let function = block.items.iter().find_map(|item| match item {
                syn::ImplItem::Fn(function) => Some(function),
                _ => None,
            })?;
            let name = standing_name(&block, &function.sig.ident);
            let lender = read_as_body(function.sig.clone(), function.block.clone(), owner)?;
            plain.then_some((lender, name))
        })
        .collect();
    let does = |lender: &Lender| {
        let text = types::tokens_of(&lender.function.block).text().to_string();
        text.replace(['&', '*', ' '], "")
            .replace(".copied()", "")
            .replace(".cloned()", "")
    };
    let found = found?;
    let mut bodies = found.iter().map(|(lender, _)| does(lender));
    let first = bodies.next()?;
    bodies.all(|other| other == first).then_some(())?;
    let fits = |name: &String| name.contains("_over_ref_") == over_refs;
    let at = found.iter().position(|(_, name)| fits(name)).unwrap_or(0);
    let (mut lender, name) = found.into_iter().nth(at)?;
    // What it is given, its callers know better than its signature says.
    for input in &mut lender.function.sig.inputs {
        if let syn::FnArg::Typed(param) = input {
            *param.ty = syn::Type::Infer(syn::TypeInfer {
                attrs: Vec::new(),
                underscore_token: Default::default(),
            });
        }
    }
    Some((lender, name))
}

/// A function as it is read by its callers, with the name of its type.
fn read_as_body(sig: syn::Signature, block: syn::Block, owner: &Ident) -> Option<Lender> {
    let number = number(&sig, &block);
    let function = with_owner(written(sig, block), owner)?;
    Some(Lender::new(function, number, owner))
}

pub(in crate::lower) fn written(sig: syn::Signature, block: syn::Block) -> syn::ItemFn {
    syn::ItemFn {
        attrs: Vec::new(),
        vis: syn::Visibility::Inherited,
        modifiers: Default::default(),
        sig,
        block: Box::new(block),
    }
}

/// The function with the name of its type in place of `Self`.
fn with_owner(function: syn::ItemFn, owner: &Ident) -> Option<syn::ItemFn> {
    let receiver = function.sig.inputs.first().cloned();
    let mut named: syn::ItemFn = syn::parse2(with_name(function.to_token_stream(), owner)).ok()?;
    if let (Some(first), Some(receiver @ syn::FnArg::Receiver(_))) =
        (named.sig.inputs.first_mut(), receiver)
    {
        *first = receiver;
    }
    Some(named)
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
