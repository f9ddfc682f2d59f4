//! `#[differentiate(backward = path)]`: a function whose derivative the user states.

use super::body::Head;
use super::entries::entries;
use super::header::{Block, Header, Home};
use super::inline::Inline;
use super::names::{self, Scopes};
use super::narrow::Passes;
use super::signature::{self, Flow, flow};
use super::{
    Parts, by_reference, cache, docs, for_some, lent, naming, shared, takes, traits, types,
    wrappers,
};
use crate::ir::*;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The user's backward function is called with the arguments, each `&T` followed by its shadow, the
/// result, and the adjoint of the result.
pub(crate) fn custom(header: &Header, signature: &Function, backward_path: TokenStream) -> Parts {
    let custom = Custom::new(header, signature);
    let cache = cache::definition(header, &custom.layout);
    let ty = cache::written(header, &custom.layout);
    let mut named = naming::function(header, signature, &custom.layout);
    named.extend(for_some::named(header, None));
    named.extend(takes::named(header, signature, &[]));
    let (forward, backward) = (custom.forward(&ty), custom.backward(&ty, &backward_path));
    let passes = Passes::of(header, shared::reusable(header, signature, &custom.layout));
    let entries = entries(header, signature, &passes, None, Inline::Maybe);
    if header.block() == Some(Block::Implementation) {
        return Parts {
            cache,
            names: named,
            functions: traits::items(header, signature, &ty, &forward, &backward),
            ..Parts::default()
        };
    }
    let by_reference = by_reference::functions(header, signature, &ty);
    let shared = wrappers::wrappers(header, signature, &custom.layout, Inline::Maybe);
    let (lent, borrows) = (
        lent::backward(header, signature, &ty),
        lent::borrows(header, signature),
    );
    Parts {
        cache,
        names: quote!(#named #borrows),
        functions: quote!(#forward #backward #by_reference #entries #lent #shared),
        ..Parts::default()
    }
}

struct Custom<'a> {
    header: &'a Header,
    function: &'a Function,
    /// The arguments by value, then the result.
    layout: Layout,
    params: Vec<Ident>,
    shadows: Vec<Ident>,
    result: Ident,
}

impl<'a> Custom<'a> {
    fn new(header: &'a Header, function: &'a Function) -> Self {
        let mut scopes = Scopes::new();
        let params = scopes.declare_params(&function.params);
        let shadows = function
            .params
            .iter()
            .map(|param| scopes.declare(&format!("d_{}", param.name), param.span))
            .collect();
        let result = scopes.declare("result", Span::call_site());
        let by_value = function.params.iter().zip(&params);
        let by_value = by_value.filter(|(param, _)| param.passing == Passing::Value);
        let mut fields: Vec<_> = by_value
            .map(|(param, name)| recorded(name.to_string(), param.ty.clone()))
            .collect();
        if function.result_type != Type::Unit {
            fields.push(recorded(result.to_string(), function.result_type.clone()));
        }
        Custom {
            header,
            function,
            layout: Layout {
                fields,
                rows: Vec::new(),
                is_shared: false,
                work: None,
                lent: Vec::new(),
            },
            params,
            shadows,
            result,
        }
    }

    fn has_result(&self) -> bool {
        self.function.result_type != Type::Unit
    }

    /// The arguments that live in the cache.
    fn kept(&self) -> impl Iterator<Item = (&Param, &Ident)> {
        let params = self.function.params.iter().zip(&self.params);
        params.filter(|(param, _)| param.passing == Passing::Value)
    }

    fn whole(&self, head: Head, params: &[TokenStream], body: &TokenStream) -> TokenStream {
        let Head { name, doc, returns } = head;
        let header = self.header;
        let (visibility, generics, clause) = (
            &header.visibility,
            header.declared(),
            header.where_clause(&[]),
        );
        quote! {
            #doc
            #[inline]
            #visibility fn #name #generics (#(#params),*) #returns #clause { #body }
        }
    }

    fn forward(&self, cache: &TokenStream) -> TokenStream {
        let params = self.function.params.iter().zip(&self.params);
        let params: Vec<_> = params
            .map(|(param, name)| signature::declared(param, &quote!(#name)))
            .collect();
        let args = self
            .function
            .params
            .iter()
            .zip(&self.params)
            .map(|(param, name)| {
                if param.passing == Passing::Value {
                    clone(&param.ty, name, &quote!(&))
                } else {
                    quote!(#name)
                }
            });
        let name = &self.header.name;
        let function = match self.header.home {
            Home::Companion(_) => quote!(#name),
            Home::Type(_) => quote!(Self::#name),
        };
        // What stands for an `impl Trait` cannot be written.
        let written = !self.header.generics.iter().any(|g| g.anonymous);
        let turbofish = written.then(|| self.header.turbofish());
        let (result, name) = (&self.result, &self.header.cache);
        let mut fields: Vec<_> = self.kept().map(|(_, name)| quote!(#name)).collect();
        let call = quote!(#function #turbofish (#(#args),*));
        let body = if self.has_result() {
            let copy = clone(&self.function.result_type, result, &quote!(&));
            fields.push(if self.function.result_type.is_copy() {
                copy
            } else {
                quote!(#result: #copy)
            });
            quote! {
                let #result = #call;
                let cache = #name { #(#fields),* };
                (#result, cache)
            }
        } else {
            quote!(#call; ((), #name { #(#fields),* }))
        };
        let ty = signature::result(self.function);
        let called = self.header.function("forward");
        let head = Head {
            name: quote!(#called),
            doc: docs::forward(self.header),
            returns: quote!(-> (#ty, #cache)),
        };
        self.whole(head, &params, &body)
    }

    fn backward(&self, cache: &TokenStream, path: &TokenStream) -> TokenStream {
        let mut params = Vec::new();
        let mut args = Vec::new();
        let names = self.params.iter().zip(&self.shadows);
        for (param, (name, shadow)) in self.function.params.iter().zip(names) {
            if param.passing == Passing::Value {
                args.push(clone(&param.ty, name, &TokenStream::new()));
                continue;
            }
            params.push(signature::declared(param, &quote!(#name)));
            args.push(quote!(#name));
            if flow(param) == Flow::Shadow {
                let ty = signature::shadow(param);
                params.push(quote!(#shadow: #ty));
                args.push(quote!(#shadow));
            }
        }
        if self.has_result() {
            let result = &self.result;
            args.push(quote!(#result));
            let seed = names::local("d_result", Span::call_site());
            let ty = types::written(&self.function.result_type.gradient());
            params.push(quote!(#seed: #ty));
            args.push(quote!(#seed));
        }
        let mut patterns: Vec<_> = self
            .kept()
            .map(|(param, name)| pattern(&param.ty, name))
            .collect();
        if self.has_result() {
            patterns.push(pattern(&self.function.result_type, &self.result));
        }
        let name = &self.header.cache;
        let opening = if patterns.is_empty() {
            quote!(let _ = cache;)
        } else {
            quote!(let &#name { #(#patterns),* } = cache;)
        };
        params.insert(
            usize::from(signature::has_receiver(self.function)),
            quote!(cache: &#cache),
        );
        let called = self.header.function("backward");
        let head = Head {
            name: quote!(#called),
            doc: docs::backward(self.header, self.function),
            returns: signature::returns(signature::adjoints(self.header, self.function)),
        };
        self.whole(head, &params, &quote!(#opening #path(#(#args),*)))
    }
}

fn recorded(name: String, ty: Type) -> FieldInfo {
    FieldInfo {
        name,
        ty: FieldType::Value(ty),
        storage: Storage::Whole,
        block: BlockId(0),
        doc: None,
        wanted: Vec::new(),
    }
}

/// A value of its own; `borrow` makes a reference of the variable.
fn clone(ty: &Type, name: &Ident, borrow: &TokenStream) -> TokenStream {
    if ty.is_copy() {
        quote!(#name)
    } else {
        quote!(::core::clone::Clone::clone(#borrow #name))
    }
}

fn pattern(ty: &Type, name: &Ident) -> TokenStream {
    if ty.is_copy() {
        quote!(#name)
    } else {
        quote!(ref #name)
    }
}
