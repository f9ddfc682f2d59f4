//! `gradient`, which computes no value where that saves something.

use super::{Argument, Entries};
use crate::emit::body::{self, Head};
use crate::emit::header::Header;
use crate::emit::objective::Wrapper;
use crate::emit::signature::{self, Flow};
use crate::emit::{docs, types};
use crate::ir::{Function, Layout};
use proc_macro2::TokenStream;
use quote::quote;

impl Entries<'_> {
    /// `fused` has both passes in one body, but for the value.
    pub(super) fn gradient(&self, fused: Option<&(Function, Layout)>) -> TokenStream {
        let ty = self.objective.wrapper.ty(self.gradient_type());
        let head = Head {
            name: self.name("gradient"),
            doc: docs::gradient(self.header, self.function),
            returns: quote!(-> #ty),
        };
        match (fused, &self.passes.unread) {
            (Some((fused, layout)), _) if self.asked(Flow::Shadow).next().is_some() => {
                let into = body::fused(
                    &self.private(),
                    fused,
                    layout,
                    self.head_of_gradient(),
                    None,
                );
                let function = self.function(head, &self.params(), &self.by_gradient_into());
                quote!(#into #function)
            }
            (Some((fused, layout)), _) => body::fused(self.header, fused, layout, head, None),
            (None, Some(forward)) => {
                let own = |argument: &Argument<'_>| {
                    matches!(argument.flow, Flow::Shadow | Flow::Replaced)
                };
                let (names, cache, buffers) = (self.names(), &self.cache, self.buffers(own));
                let (backward, gradient) =
                    (self.bind(&self.backward(own, false)), self.collected());
                let turbofish = self.header.turbofish();
                let body = quote! {
                    let ((), #cache) = Self::#forward #turbofish (#(#names),*);
                    #buffers
                    #backward
                    #gradient
                };
                self.function(head, &self.params(), &body)
            }
            (None, None) => self.function(head, &self.params(), &self.by_both()),
        }
    }

    /// Through `value_and_gradient`.
    fn by_both(&self) -> TokenStream {
        let names = self.names();
        let name = self.header.function("value_and_gradient");
        // That of a result whose type has no name is declared behind the others.
        let turbofish = match self.objective.generic {
            Some(_) => TokenStream::new(),
            None => self.header.turbofish(),
        };
        let both = quote!(Self::#name #turbofish (#(#names),*));
        match self.objective.wrapper {
            Wrapper::Nothing => quote!(#both.1),
            Wrapper::Option => quote!(::core::option::Option::map(#both, |both| both.1)),
            Wrapper::Result(_) => quote!(::core::result::Result::map(#both, |both| both.1)),
        }
    }

    fn private(&self) -> Header {
        Header {
            visibility: TokenStream::new(),
            ..self.header.clone()
        }
    }

    fn head_of_gradient(&self) -> Head {
        let adjoints = self.asked(Flow::Returned);
        let adjoints = adjoints.map(|argument| types::written(&argument.param.ty.gradient()));
        Head {
            name: self.name("gradient_into"),
            doc: docs::unread(self.header),
            returns: signature::returns(adjoints.collect()),
        }
    }

    fn by_gradient_into(&self) -> TokenStream {
        let (buffers, args) = self.with_buffers();
        let (name, turbofish) = (
            self.header.function("gradient_into"),
            self.header.turbofish(),
        );
        let call = quote!(Self::#name #turbofish (#(#args),*););
        let mut adjoints = self.asked(Flow::Returned).map(|a| &a.adjoint).peekable();
        let pattern = adjoints.peek().is_some().then(|| {
            let pattern = types::bare(adjoints.map(|adjoint| quote!(#adjoint)));
            quote!(let #pattern =)
        });
        let gradient = self.collected();
        quote!(#buffers #pattern #call #gradient)
    }
}
