//! A segment of a loop under `#[checkpoint]`, with a companion as a function has it. Its cache is the
//! state that it found; the passes that record are its own.

use super::header::{Face, Header};
use super::inline::Inline;
use super::names::{Scopes, local, public};
use super::signature::{self, Flow, flow};
use super::{Derivative, body, cache, companion, docs, for_some, naming, pins, takes, wrappers};
use crate::ir::*;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// Everything that is generated for a segment; `plain` are its iterations as the user wrote them.
pub(super) fn segment(header: &Header, plain: &Function, d: &Derivative) -> TokenStream {
    let mut again = header.clone();
    again.face = Face::Again;
    again.cache = header.cache_called("Again");
    let names = Scopes::new().declare_params(&plain.params);
    let segment = Segment {
        header,
        again: &again,
        function: plain,
        layout: kept(&plain.params, &names),
        names,
    };
    let (outside, inside) = pins::assertions(header, &d.forward);
    let ty = cache::written(header, &segment.layout);
    let public = [
        cache::definition(header, &segment.layout),
        companion::definition(header),
        naming::function(header, plain, &segment.layout),
        for_some::named(header, None),
        takes::named(header, plain, &[]),
        body::plain(header, plain),
    ];
    let passes = [
        segment.forward(&ty),
        segment.backward(&ty),
        body::forward(&again, &d.forward, &d.layout, &inside),
        body::backward(&again, &d.backward, &d.layout),
        wrappers::wrappers(header, plain, &segment.layout, Inline::Never),
    ];
    let recorded = cache::definition(&again, &d.layout);
    let functions = companion::functions(header, &quote!(#(#passes)*));
    quote!(#outside #(#public)* #recorded #functions)
}

struct Segment<'a> {
    header: &'a Header,
    /// The head of the passes that record.
    again: &'a Header,
    function: &'a Function,
    layout: Layout,
    names: Vec<Ident>,
}

/// What is passed by value, and the state as it was found.
fn kept(params: &[Param], names: &[Ident]) -> Layout {
    let kept = params
        .iter()
        .zip(names)
        .filter(|(param, _)| param.passing != Passing::Ref);
    let field = |(param, name): (&Param, &Ident)| FieldInfo {
        name: name.to_string(),
        ty: FieldType::Value(param.ty.clone()),
        storage: Storage::Whole,
        block: BlockId(0),
        doc: None,
        wanted: Vec::new(),
    };
    Layout {
        fields: kept.map(field).collect(),
        rows: Vec::new(),
        is_shared: false,
        work: None,
        lent: Vec::new(),
    }
}

/// A value of its own of what a reference refers to.
fn copied(ty: &Type, reference: &TokenStream) -> TokenStream {
    match ty {
        Type::Slice(_) => quote!(#reference.to_vec()),
        ty if ty.is_copy() => quote!(*#reference),
        _ => quote!(::core::clone::Clone::clone(#reference)),
    }
}

impl Segment<'_> {
    fn params(&self) -> impl Iterator<Item = (&Param, &Ident)> {
        self.function.params.iter().zip(&self.names)
    }

    fn forward(&self, cache: &TokenStream) -> TokenStream {
        let (mut params, mut args, mut fields) = (Vec::new(), Vec::new(), Vec::new());
        for (param, name) in self.params() {
            params.push(signature::declared(param, &quote!(#name)));
            args.push(quote!(#name));
            match param.passing {
                Passing::Ref => {}
                Passing::Value => {
                    let field = public(&name.to_string());
                    fields.push(quote!(#field: #name));
                }
                Passing::RefMut => {
                    let copy = match param.ty.is_copy() {
                        true => copied(&param.ty, &quote!(#name)),
                        false => copied(&param.ty, &quote!((&*#name))),
                    };
                    let field = public(&name.to_string());
                    fields.push(quote!(#field: #copy));
                }
            }
        }
        let (title, kept) = (&self.header.cache, local("cache", Span::call_site()));
        let (path, name) = (self.function.path(), self.header.function("forward"));
        let (path, doc) = (path.stream(), docs::segment_forward());
        let body = quote! {
            let #kept = #title { #(#fields),* };
            #path(#(#args),*);
            ((), #kept)
        };
        self.whole(&doc, &name, &params, &quote!(-> ((), #cache)), &body)
    }

    fn backward(&self, cache: &TokenStream) -> TokenStream {
        let kept = local("cache", Span::call_site());
        let mut params = vec![quote!(#kept: &#cache)];
        let (mut state, mut forward, mut backward) = (Vec::new(), Vec::new(), Vec::new());
        for (param, name) in self.params() {
            let field = public(&name.to_string());
            match param.passing {
                Passing::Value => forward.push(quote!(#kept.#field)),
                Passing::Ref => {
                    params.push(signature::declared(param, &quote!(#name)));
                    forward.push(quote!(#name));
                    backward.push(quote!(#name));
                }
                Passing::RefMut => {
                    let copy = match param.ty.is_copy() {
                        true => quote!(#kept.#field),
                        false => quote!(::core::clone::Clone::clone(&#kept.#field)),
                    };
                    state.push(quote!(let mut #name = #copy;));
                    forward.push(quote!(&mut #name));
                }
            }
            if let Flow::Shadow | Flow::Replaced = flow(param) {
                let shadow = local(&format!("d_{name}"), Span::call_site());
                let ty = signature::shadow(param);
                params.push(quote!(#shadow: #ty));
                backward.push(quote!(#shadow));
            }
        }
        let again = local("again", Span::call_site());
        let (run, back) = (
            self.again.function("forward"),
            self.again.function("backward"),
        );
        let turbofish = self.header.turbofish();
        let returns = signature::returns(signature::adjoints(self.header, self.function));
        let body = quote! {
            #(#state)*
            let (_, #again) = Self::#run #turbofish (#(#forward),*);
            Self::#back #turbofish (&#again, #(#backward),*)
        };
        let (doc, name) = (docs::segment_backward(), self.header.function("backward"));
        self.whole(&doc, &name, &params, &returns, &body)
    }

    fn whole(
        &self,
        doc: &TokenStream,
        name: &Ident,
        params: &[TokenStream],
        returns: &TokenStream,
        body: &TokenStream,
    ) -> TokenStream {
        let header = self.header;
        let (visibility, generics, clause) = (
            &header.visibility,
            header.declared(),
            header.where_clause(&[]),
        );
        quote! {
            #doc
            #visibility fn #name #generics (#(#params),*) #returns #clause { #body }
        }
    }
}
