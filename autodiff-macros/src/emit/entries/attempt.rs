//! Where both passes may stand in one body, but only running it tells: it is tried first.

use super::Entries;
use crate::emit::body::{self, Head};
use crate::emit::header::Header;
use crate::emit::signature::Flow;
use crate::emit::{docs, types};
use crate::ir::*;
use proc_macro2::TokenStream;
use quote::quote;

const NAME: &str = "value_and_gradient_at_once";

impl Entries<'_> {
    /// The function that tries, or that surely does it and records into a cache.
    pub(super) fn at_once(&self, both: &Function, layout: &Layout) -> TokenStream {
        let has_shadows = self.asked(Flow::Shadow).next().is_some();
        let mut returned = vec![self.value_type()];
        if has_shadows {
            let adjoints = self.asked(Flow::Returned).map(|argument| {
                let gradient = argument.param.ty.gradient();
                types::written(&gradient)
            });
            let adjoints: Vec<_> = adjoints.collect();
            if !adjoints.is_empty() {
                returned.push(types::bare(adjoints));
            }
        } else {
            returned.push(self.gradient_type());
        }
        let ty = types::bare(returned);
        let gives_up = body::gives_up(both);
        let returns = match gives_up {
            true => quote!(-> ::core::option::Option<#ty>),
            false => quote!(-> #ty),
        };
        let head = Head {
            name: self.name(NAME),
            doc: docs::value_and_gradient_at_once(self.header, gives_up),
            returns,
        };
        let private = Header {
            visibility: TokenStream::new(),
            ..self.header.clone()
        };
        let cache = self.passes.calls.as_ref().filter(|_| self.is_gathered);
        body::fused(&private, both, layout, head, cache)
    }

    /// The call of it, with a cache of the caller's where it is `reused`.
    fn call_at_once(&self, reused: bool) -> TokenStream {
        let (mut args, name, cache) = (self.names_with_shadows(), self.name(NAME), &self.cache);
        if self.is_gathered {
            let cache = match reused {
                true => quote!(#cache),
                false => quote!(&mut ::autodiff::Record::new()),
            };
            args.insert(self.behind_receiver(), cache);
        }
        let turbofish = self.header.turbofish();
        quote!(Self::#name #turbofish (#(#args),*))
    }

    fn clear(&self) -> TokenStream {
        let cache = &self.cache;
        quote!(::autodiff::Record::clear(#cache);)
    }

    /// The line that calls it, in the functions that are made of two passes.
    pub(super) fn attempt(&self, reused: bool) -> Option<TokenStream> {
        let (value, call) = (&self.value, self.call_at_once(reused));
        let clear = (reused && self.is_gathered).then(|| self.clear());
        self.is_attempted.then(|| {
            quote! {
                #clear
                if let ::core::option::Option::Some(#value) = #call {
                    return #value;
                }
            }
        })
    }

    /// `value_and_gradient_into` where it surely does it, with a cache of its own.
    pub(super) fn overwriting_at_once(&self) -> TokenStream {
        let (params, body) = (self.params_with_shadows(), self.call_at_once(false));
        self.function(self.head_with_shadows(), &params, &body)
    }

    /// The same with a cache that is kept.
    pub(super) fn kept_at_once(&self) -> TokenStream {
        let (clear, call) = (self.clear(), self.call_at_once(true));
        quote!(#clear #call)
    }

    /// The arguments, each with its shadow behind it.
    pub(super) fn names_with_shadows(&self) -> Vec<TokenStream> {
        let mut args = Vec::new();
        for argument in &self.arguments {
            let (name, adjoint) = (&argument.name, &argument.adjoint);
            args.push(quote!(#name));
            if argument.asked && argument.flow == Flow::Shadow {
                args.push(quote!(#adjoint));
            }
        }
        args
    }
}
