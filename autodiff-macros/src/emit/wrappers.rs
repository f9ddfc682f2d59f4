//! The functions that stand beside the two passes of a function, which are about one call or, in a cache
//! for many, about the last: `forward_onto` and `backward_from` beside `forward` and `backward`, or the other
//! way round.

use super::again::Again;
use super::header::Header;
use super::inline::Inline;
use super::names::Scopes;
use super::shared::{many, reusable};
use super::{cache, docs, signature};
use crate::ir::*;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// Of a cache that holds many calls, the functions that are about one; else those that append and read
/// from the end.
pub(super) fn wrappers(
    header: &Header,
    function: &Function,
    layout: &Layout,
    inline: Inline,
) -> TokenStream {
    if reusable(header, function, layout).is_none() {
        return TokenStream::new();
    }
    let wrapper = Wrapper::of(header, function, layout, inline);
    let (forward, backward) = (wrapper.forward(), wrapper.backward());
    quote!(#forward #backward)
}

pub(super) struct Wrapper<'a> {
    header: &'a Header,
    /// The header of the forward pass, which may be another one.
    pub(super) first: &'a Header,
    function: &'a Function,
    is_shared: bool,
    /// The type of the cache of one call.
    ty: TokenStream,
    params: Vec<Ident>,
    cache: Ident,
    at: Ident,
    result: Ident,
    one: Ident,
    /// What the backward pass takes beside the cache.
    passed_again: Vec<(TokenStream, TokenStream)>,
    /// Where the function may run again.
    again: Option<Again>,
    inline: Inline,
}

impl<'a> Wrapper<'a> {
    pub(super) fn of(
        header: &'a Header,
        function: &'a Function,
        layout: &Layout,
        inline: Inline,
    ) -> Self {
        let mut scopes = Scopes::new();
        let params = scopes.declare_params(&function.params);
        let mut declare = |name| scopes.declare(name, Span::call_site());
        Wrapper {
            header,
            first: header,
            function,
            is_shared: layout.is_shared,
            ty: cache::written(header, layout),
            cache: declare("cache"),
            at: declare("at"),
            result: declare("result"),
            one: declare("one"),
            passed_again: signature::again(header, function, &params, &mut scopes),
            again: Again::of(header, function, layout, &params),
            params,
            inline: match layout.is_shared {
                true => inline.of_wrapper(),
                false => inline.min(Inline::Maybe),
            },
        }
    }

    /// The parameters of the forward pass, and the same as arguments.
    fn passed(&self, cache: Option<&TokenStream>) -> (Vec<TokenStream>, Vec<TokenStream>) {
        let params = self.function.params.iter().zip(&self.params);
        let mut declared: Vec<_> = (params)
            .map(|(param, name)| signature::declared(param, &quote!(#name)))
            .collect();
        let args = self.params.iter().map(|name| quote!(#name)).collect();
        if let Some(ty) = cache {
            let name = &self.cache;
            declared.insert(self.behind_receiver(), quote!(#name: &mut #ty));
        }
        (declared, args)
    }

    /// Where the cache stands among the parameters of a forward pass: behind a receiver.
    fn behind_receiver(&self) -> usize {
        usize::from(signature::is_method(self.function))
    }

    fn function(
        &self,
        name: &str,
        doc: TokenStream,
        params: &[TokenStream],
        returns: &TokenStream,
        body: &TokenStream,
    ) -> TokenStream {
        let header = self.header;
        let (visibility, generics) = (&header.visibility, header.declared());
        let (name, clause) = (header.function(name), header.where_clause(&[]));
        let inline = self.inline.attribute();
        quote! {
            #doc
            #inline
            #visibility fn #name #generics (#(#params),*) #returns #clause { #body }
        }
    }

    fn path(&self, name: &str) -> TokenStream {
        let (name, turbofish) = (self.header.function(name), self.header.turbofish());
        quote!(Self::#name #turbofish)
    }

    pub(super) fn forward(&self) -> TokenStream {
        let (name, result, cache) = (&self.cache, &self.result, &self.ty);
        let ty = signature::result(self.function);
        if self.is_shared {
            let (params, mut args) = self.passed(None);
            args.insert(self.behind_receiver(), quote!(&mut #name));
            let path = self.path("forward_onto");
            return self.function(
                "forward",
                docs::forward(self.header),
                &params,
                &quote!(-> (#ty, #cache)),
                &quote! {
                    let mut #name = <#cache as ::autodiff::Record>::new();
                    let #result = #path(#(#args),*);
                    (#result, #name)
                },
            );
        }
        let (params, args) = self.passed(Some(&many(cache, self.again.as_ref())));
        let (path, one) = (self.path("forward"), &self.one);
        let push = match &self.again {
            Some(Again {
                companion, tuple, ..
            }) => quote!(#name.push::<#companion>(#one, #tuple);),
            None => quote!(#name.push(#one);),
        };
        self.function(
            "forward_onto",
            docs::forward_onto(self.header),
            &params,
            &quote!(-> #ty),
            &quote! {
                let (#result, #one) = #path(#(#args),*);
                #push
                #result
            },
        )
    }

    /// A forward pass that is that of another type.
    pub(super) fn forward_of(&self, other: &TokenStream) -> TokenStream {
        let (cache, ty) = (&self.cache, signature::result(self.function));
        let (params, mut args) = self.passed(self.is_shared.then_some(&self.ty));
        let (what, doc, returns) = match self.is_shared {
            true => {
                args.insert(self.behind_receiver(), quote!(#cache));
                (
                    "forward_onto",
                    docs::forward_onto(self.header),
                    quote!(-> #ty),
                )
            }
            false => {
                let cache = &self.ty;
                (
                    "forward",
                    docs::forward(self.header),
                    quote!(-> (#ty, #cache)),
                )
            }
        };
        let (name, turbofish) = (self.header.function(what), self.header.turbofish());
        let body = quote!(<#other>::#name #turbofish (#(#args),*));
        self.function(what, doc, &params, &returns, &body)
    }

    pub(super) fn backward(&self) -> TokenStream {
        let (name, at, cache) = (&self.cache, &self.at, &self.ty);
        let returns = signature::returns(signature::adjoints(self.header, self.function));
        let (mut params, mut args): (Vec<_>, Vec<_>) = self.passed_again.iter().cloned().unzip();
        let behind = usize::from(signature::has_receiver(self.function));
        if self.is_shared {
            params.insert(behind, quote!(#name: &#cache));
            args.insert(behind, quote!(#name, &mut ::autodiff::Record::end(#name)));
            let path = self.path("backward_from");
            return self.function(
                "backward",
                docs::backward(self.header, self.function),
                &params,
                &returns,
                &quote!(#path(#(#args),*)),
            );
        }
        let calls = many(cache, self.again.as_ref());
        params.insert(behind, quote!(#name: &#calls, #at: &mut usize));
        let (path, one) = (self.path("backward"), &self.one);
        let made = match &self.again {
            Some(Again {
                companion, tuple, ..
            }) => {
                args.insert(behind, quote!(&#one));
                let (forward, turbofish) = (self.first.function("forward"), self.first.turbofish());
                let (names, run) = (&self.params, quote!(Self::#forward #turbofish));
                quote!(let #one = #name.one::<#companion>(*#at, |#tuple| #run(#(#names),*).1);)
            }
            None => {
                args.insert(behind, quote!(&#name[*#at]));
                TokenStream::new()
            }
        };
        self.function(
            "backward_from",
            docs::backward_from(self.header),
            &params,
            &returns,
            &quote! {
                *#at -= 1;
                #made
                #path(#(#args),*)
            },
        )
    }
}
