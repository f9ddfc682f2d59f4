//! Methods with a default body. What they record depends on the type that has them, so that they are
//! differentiated where the trait is implemented: the trait leaves its bodies to a macro of its own
//! name, which each `#[differentiate] impl` of it calls, inside and beside itself.

use super::{impls, objects};
use crate::config::Config;
use crate::diagnostics::Errors;
use crate::emit;
use crate::lower;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};

/// The bodies that the trait leaves to its macro; it gets what they mean itself.
pub(super) fn of_trait(item: &mut syn::ItemTrait, errors: &mut Errors) -> TokenStream {
    let (mut bodies, mut means) = (TokenStream::new(), Vec::new());
    for method in &item.items {
        let syn::TraitItem::Fn(method) = method else {
            continue;
        };
        let Some(body) = &method.default else {
            continue;
        };
        method.to_tokens(&mut bodies);
        let function = as_function(method, body);
        if lower::has_floats(&function.sig) {
            let found = lower::elsewhere(&function, &item.generics);
            for (name, span) in found.constants {
                errors.constant_elsewhere(span, &name);
            }
            means.extend(emit::meaning(&method.sig.ident, &found.types, true));
        }
    }
    let means = means.into_iter().map(syn::TraitItem::Verbatim);
    item.items.extend(means);
    bodies
}

fn as_function(method: &syn::TraitItemFn, body: &syn::Block) -> syn::ItemFn {
    syn::ItemFn {
        attrs: method.attrs.clone(),
        vis: syn::Visibility::Inherited,
        modifiers: Default::default(),
        sig: method.sig.clone(),
        block: Box::new(body.clone()),
    }
}

/// The calls of the trait's macro, inside and beside an `impl`.
pub(super) fn calls(block: &syn::ItemImpl, path: &syn::Path) -> (TokenStream, TokenStream) {
    let mut path = path.clone();
    for segment in &mut path.segments {
        segment.arguments = syn::PathArguments::None;
    }
    // Of the other functions the signatures are enough.
    let mut heads = block.clone();
    for item in &mut heads.items {
        if let syn::ImplItem::Fn(method) = item {
            method.block.stmts.clear();
        }
    }
    let (path, heads) = (path.to_token_stream(), heads.to_token_stream());
    (
        emit::inherit(&path, &heads, true),
        emit::inherit(&path, &heads, false),
    )
}

/// What the trait's macro hands on.
struct Call {
    bodies: Vec<syn::TraitItemFn>,
    /// The methods that can be called on objects of the trait.
    of_objects: Vec<syn::Ident>,
    /// The parameters of the trait.
    params: syn::Generics,
    inside: bool,
    block: syn::ItemImpl,
}

impl Parse for Call {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let content;
        syn::braced!(content in input);
        let mut bodies = Vec::new();
        while !content.is_empty() {
            bodies.push(content.parse()?);
        }
        let names;
        syn::braced!(names in input);
        let mut of_objects = Vec::new();
        while !names.is_empty() {
            of_objects.push(names.parse()?);
        }
        let written;
        syn::braced!(written in input);
        let params = syn::Generics {
            params: written.parse_terminated(syn::GenericParam::parse, syn::Token![,])?,
            ..Default::default()
        };
        let inside = input.parse::<syn::Ident>()? == "inside";
        Ok(Call {
            bodies,
            of_objects,
            params,
            inside,
            block: input.parse()?,
        })
    }
}

/// The derivatives of the methods that an `impl` leaves to the trait.
pub(super) fn inherited(tokens: TokenStream) -> TokenStream {
    let Call {
        bodies,
        of_objects,
        params,
        inside,
        mut block,
    } = match syn::parse2(tokens) {
        Ok(call) => call,
        Err(error) => return error.to_compile_error(),
    };
    let own: Vec<_> = impls::names(&block);
    let of = block.trait_.as_ref().map(|(path, ..)| path);
    let Some(mut of) = of.and_then(|path| lower::OfTrait::new(&params, path)) else {
        // The compiler says at the `impl` itself what is missing.
        return TokenStream::new();
    };
    let (mut left, mut means) = (Vec::new(), TokenStream::new());
    for method in bodies {
        let name = method.sig.ident.clone();
        let Some(body) = method.default.as_ref().filter(|_| !own.contains(&name)) else {
            continue;
        };
        if lower::has_floats(&method.sig) {
            let found = lower::elsewhere(&as_function(&method, body), &params);
            let types = found.types.into_iter().map(|path| of.path(path));
            means.extend(emit::meaning(&name, &types.collect::<Vec<_>>(), false));
        }
        left.push(name);
        let method = syn::ImplItemFn {
            attrs: method.attrs.clone(),
            vis: syn::Visibility::Inherited,
            modifiers: Default::default(),
            sig: method.sig.clone(),
            block: body.clone(),
        };
        block.items.push(syn::ImplItem::Fn(of.method(&method)));
    }
    let mut errors = Errors::new();
    let config = Config::parse(TokenStream::new(), &mut errors);
    let derived = impls::derive(&mut block, &config, &|name| left.contains(name));
    let (within, beside) = emit::in_implementation(&derived.methods);
    let found = errors.finish().unwrap_or_default();
    match inside {
        true => (within.into_iter().chain(means))
            .chain(objects::items(&block, &of_objects))
            .collect(),
        false => beside
            .into_iter()
            .chain(derived.errors)
            .chain(found)
            .collect(),
    }
}
