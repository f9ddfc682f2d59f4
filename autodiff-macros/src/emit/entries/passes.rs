//! How the entries call the forward and the backward pass.

use super::{Argument, Entries};
use crate::emit::body::Head;
use crate::emit::objective::Wrapper;
use crate::emit::signature::{self, Flow};
use crate::emit::{docs, types};
use crate::ir::*;
use proc_macro2::TokenStream;
use quote::quote;

impl Entries<'_> {
    /// Zeroed buffers for the gradients that are behind references, for those of the flows that
    /// `wanted` holds of.
    pub(super) fn buffers(&self, wanted: impl Fn(&Argument<'_>) -> bool) -> TokenStream {
        let wanted = self.arguments.iter().filter(|argument| wanted(argument));
        wanted
            .map(|argument| {
                let (name, adjoint) = (&argument.name, &argument.adjoint);
                let name = quote!(#name);
                let zero = types::zero_like(&argument.param.ty, &argument.zero, &name, &name);
                quote!(let mut #adjoint = #zero;)
            })
            .collect()
    }

    /// Buffers for the gradients that are asked for and behind references, and the arguments of a
    /// function that overwrites them.
    pub(super) fn with_buffers(&self) -> (TokenStream, Vec<TokenStream>) {
        let own = |argument: &Argument<'_>| argument.asked && argument.flow == Flow::Shadow;
        let mut args = Vec::new();
        for argument in &self.arguments {
            let (name, adjoint) = (&argument.name, &argument.adjoint);
            args.push(quote!(#name));
            if own(argument) {
                args.push(quote!(&mut #adjoint));
            }
        }
        (self.buffers(own), args)
    }

    /// The call of the forward pass; with `reused` its cache is the caller's.
    pub(super) fn forward(&self, reused: bool) -> TokenStream {
        let (value, cache, names) = (&self.value, &self.cache, self.names());
        let turbofish = self.header.turbofish();
        // Where there is no value there is no gradient.
        let opened = match self.objective.wrapper {
            Wrapper::Nothing => TokenStream::new(),
            _ => quote!(let #value = #value?;),
        };
        if reused {
            let mut args = names;
            args.insert(self.behind_receiver(), quote!(#cache));
            let forward = &self.passes.forward_onto;
            return quote! {
                ::autodiff::Record::clear(#cache);
                let #value = Self::#forward #turbofish (#(#args),*);
                #opened
            };
        }
        let forward = &self.passes.forward;
        quote!(let (#value, #cache) = Self::#forward #turbofish (#(#names),*); #opened)
    }

    /// The call of the backward pass; `own` says whether an argument's shadow is a local buffer.
    pub(super) fn backward(
        &self,
        own: impl Fn(&Argument<'_>) -> bool,
        reused: bool,
    ) -> TokenStream {
        let mut args = Vec::new();
        for argument in &self.arguments {
            let (name, adjoint) = (&argument.name, &argument.adjoint);
            if argument.param.passing == Passing::Ref {
                args.push(quote!(#name));
            }
            if let Flow::Shadow | Flow::Replaced = argument.flow {
                args.push(if own(argument) {
                    quote!(&mut #adjoint)
                } else {
                    quote!(#adjoint)
                });
            }
        }
        let (cache, seed) = (&self.cache, &self.objective.seed);
        let turbofish = self.header.turbofish();
        let (backward, cache) = match reused {
            true => (
                &self.passes.backward_from,
                quote!(#cache, &mut ::autodiff::Record::end(#cache)),
            ),
            false => (&self.passes.backward, quote!(&#cache)),
        };
        args.insert(usize::from(signature::has_receiver(self.function)), cache);
        quote!(Self::#backward #turbofish (#(#args,)* #seed))
    }

    /// Binds the adjoints that the backward pass returns.
    pub(super) fn bind(&self, code: &TokenStream) -> TokenStream {
        let returned = self
            .arguments
            .iter()
            .filter(|argument| argument.flow == Flow::Returned);
        let patterns: Vec<_> = returned
            .map(|argument| {
                let adjoint = &argument.adjoint;
                if argument.asked {
                    quote!(#adjoint)
                } else {
                    quote!(_)
                }
            })
            .collect();
        if self.asked(Flow::Returned).next().is_none() {
            return quote!(#code;);
        }
        let pattern = types::bare(patterns);
        quote!(let #pattern = #code;)
    }

    /// Where a cache stands among the arguments: behind a receiver.
    pub(super) fn behind_receiver(&self) -> usize {
        usize::from(signature::is_method(self.function))
    }

    /// `value_and_gradient_with`: as `value_and_gradient_into`, with a cache that is kept.
    pub(super) fn with_cache(&self, body: &TokenStream) -> TokenStream {
        let mut params = self.params_with_shadows();
        let (cache, ty) = (&self.cache, &self.passes.calls);
        params.insert(self.behind_receiver(), quote!(#cache: &mut #ty));
        let head = Head {
            name: self.name("value_and_gradient_with"),
            doc: docs::value_and_gradient_with(self.header),
            ..self.head_with_shadows()
        };
        self.function(head, &params, body)
    }

    /// What `value_and_gradient_into` does, where it records nothing.
    pub(super) fn by_into(&self) -> TokenStream {
        let args = self.names_with_shadows();
        let (name, cache) = (self.name("value_and_gradient_into"), &self.cache);
        let turbofish = self.header.turbofish();
        quote! {
            let _ = #cache;
            Self::#name #turbofish (#(#args),*)
        }
    }
}
