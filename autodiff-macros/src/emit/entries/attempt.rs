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
    /// The function that tries.
    pub(super) fn at_once(&self, attempt: &Function, layout: &Layout) -> TokenStream {
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
        let head = Head {
            name: self.name(NAME),
            doc: docs::value_and_gradient_at_once(self.header),
            returns: quote!(-> ::core::option::Option<#ty>),
        };
        let private = Header {
            visibility: TokenStream::new(),
            ..self.header.clone()
        };
        body::fused(&private, attempt, layout, head)
    }

    /// The line that calls it, in the functions that are made of two passes.
    pub(super) fn attempt(&self) -> Option<TokenStream> {
        let (value, args, name) = (&self.value, self.names_with_shadows(), self.name(NAME));
        let turbofish = self.header.turbofish();
        self.is_attempted.then(|| {
            quote! {
                if let ::core::option::Option::Some(#value) = Self::#name #turbofish (#(#args),*) {
                    return #value;
                }
            }
        })
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
