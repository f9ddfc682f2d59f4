//! The functions that users call for gradients, made of the forward and the backward pass.

mod attempt;
mod gradient;
mod passes;

use crate::emit::body::{self, Head};
use crate::emit::header::Header;
use crate::emit::inline::Inline;
use crate::emit::names::Scopes;
use crate::emit::narrow::Passes;
use crate::emit::objective::{Objective, Wrapper};
use crate::emit::signature::{self, Flow};
use crate::emit::{Fused, docs, targets, types};
use crate::ir::*;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// A parameter in an entry.
struct Argument<'a> {
    param: &'a Param,
    flow: Flow,
    asked: bool,
    name: Ident,
    /// The variable of its gradient or shadow.
    adjoint: Ident,
    /// The function that may overwrite its shadow.
    fresh: Option<&'a Tokens>,
    /// What its gradient begins with.
    zero: TokenStream,
}

struct Entries<'a> {
    header: &'a Header,
    function: &'a Function,
    passes: &'a Passes,
    objective: Objective,
    arguments: Vec<Argument<'a>>,
    value: Ident,
    cache: Ident,
    inline: Inline,
    /// Whether both passes are tried in one body first.
    is_attempted: bool,
    /// Whether the one body for both passes records into a cache.
    is_gathered: bool,
}

/// `value_and_gradient_into`, `value_and_gradient` and `gradient`, as far as they make sense.
pub(super) fn entries(
    header: &Header,
    function: &Function,
    passes: &Passes,
    fused: Option<&Fused>,
    inline: Inline,
) -> TokenStream {
    let Some(objective) = Objective::of(header, function) else {
        return TokenStream::new();
    };
    // Of a function that is an argument the two passes take different ones.
    if function.takes_functions() {
        return TokenStream::new();
    }
    let mut scopes = Scopes::new();
    let names = scopes.declare_params(&function.params);
    let arguments = function
        .params
        .iter()
        .zip(names)
        .enumerate()
        .map(|(i, (param, name))| Argument {
            param,
            flow: passes.header.flow(i, param),
            asked: header.is_asked(i),
            name,
            fresh: (passes.fresh.iter()).find_map(|(at, path)| (*at == i).then_some(path)),
            zero: match passes.reached.contains(&i) {
                true => quote!(-0.0),
                false => quote!(0.0),
            },
            adjoint: scopes.declare(&format!("d_{}", param.name), param.span),
        })
        .collect();
    let mut entries = Entries {
        header,
        function,
        passes,
        objective,
        arguments,
        value: scopes.declare("value", Span::call_site()),
        cache: scopes.declare("cache", Span::call_site()),
        inline: inline.of_wrapper(),
        is_attempted: false,
        is_gathered: passes.calls.is_some() && fused.is_some_and(Fused::is_gathered),
    };
    if entries.gradients().next().is_none() {
        return TokenStream::new();
    }
    let has_shadows = entries.asked(Flow::Shadow).next().is_some();
    let (mut all, mut fused) = (TokenStream::new(), fused);
    entries.is_gathered &= has_shadows;
    if let Some(Fused { both, .. }) = fused.filter(|fused| fused.gives_up()) {
        all.extend(entries.at_once(&both.0, &both.1));
        entries.is_attempted = true;
        fused = None;
    }
    let both = fused.map(|fused| &fused.both);
    if has_shadows {
        all.extend(match both {
            Some((fused, layout)) if entries.is_gathered => {
                let (both, into) = (
                    entries.at_once(fused, layout),
                    entries.overwriting_at_once(),
                );
                quote!(#both #into)
            }
            Some((fused, layout)) => {
                body::fused(header, fused, layout, entries.head_with_shadows(), None)
            }
            None => entries.value_and_gradient_into(false),
        });
        if passes.calls.is_some() {
            all.extend(match fused {
                Some(_) if entries.is_gathered => entries.with_cache(&entries.kept_at_once()),
                Some(_) => entries.with_cache(&entries.by_into()),
                None => entries.value_and_gradient_into(true),
            });
        }
    }
    all.extend(match both {
        Some((fused, layout)) if !has_shadows => {
            body::fused(header, fused, layout, entries.head(), None)
        }
        None if !(has_shadows && entries.is_attempted) => entries.value_and_gradient(),
        _ => entries.value_and_gradient_by_into(),
    });
    all.extend(entries.gradient(fused.and_then(|fused| fused.gradient.as_ref())));
    all
}

impl Entries<'_> {
    fn asked(&self, flow: Flow) -> impl Iterator<Item = &Argument<'_>> {
        self.arguments
            .iter()
            .filter(move |argument| argument.asked && argument.flow == flow)
    }

    /// The arguments whose gradients are given.
    fn gradients(&self) -> impl Iterator<Item = &Argument<'_>> {
        self.arguments.iter().filter(|argument| {
            argument.asked && matches!(argument.flow, Flow::Returned | Flow::Shadow)
        })
    }

    fn gradient_type(&self) -> TokenStream {
        types::bare(
            self.gradients()
                .map(|argument| types::written(&argument.param.ty.gradient())),
        )
    }

    /// The type of the value of which the gradient is.
    fn value_type(&self) -> TokenStream {
        match &self.objective.inside {
            Some(ty) => ty.clone(),
            None => signature::result(self.function),
        }
    }

    fn params(&self) -> Vec<TokenStream> {
        let param = |argument: &Argument<'_>| {
            let name = &argument.name;
            signature::declared(argument.param, &quote!(#name))
        };
        self.arguments.iter().map(param).collect()
    }

    fn name(&self, what: &str) -> TokenStream {
        let name = self.header.function(what);
        quote!(#name)
    }

    fn names(&self) -> Vec<TokenStream> {
        let names = self.arguments.iter().map(|argument| &argument.name);
        names.map(|name| quote!(#name)).collect()
    }

    fn head_with_shadows(&self) -> Head {
        let adjoints: Vec<_> = self
            .asked(Flow::Returned)
            .map(|argument| types::written(&argument.param.ty.gradient()))
            .collect();
        let mut returned = vec![self.value_type()];
        if !adjoints.is_empty() {
            returned.push(types::bare(adjoints));
        }
        let returns = match self.objective.wrapper {
            Wrapper::Nothing => signature::returns(returned),
            _ => {
                let ty = self.objective.wrapper.ty(types::bare(returned));
                quote!(-> #ty)
            }
        };
        Head {
            name: self.name("value_and_gradient_into"),
            doc: docs::value_and_gradient_into(self.header, self.function),
            returns,
        }
    }

    fn head(&self) -> Head {
        let (ty, gradient) = (self.value_type(), self.gradient_type());
        let ty = self.objective.wrapper.ty(quote!((#ty, #gradient)));
        Head {
            name: self.name("value_and_gradient"),
            doc: docs::value_and_gradient(self.header, self.function),
            returns: quote!(-> #ty),
        }
    }

    fn function(&self, head: Head, params: &[TokenStream], body: &TokenStream) -> TokenStream {
        let Head { name, doc, returns } = head;
        let (visibility, inline) = (&self.header.visibility, self.inline.attribute());
        let mut generics: Vec<_> = self.header.generics.iter().map(|g| &g.declared).collect();
        generics.extend(&self.objective.generic);
        let generics = (!generics.is_empty()).then(|| quote!(<#(#generics),*>));
        let clause = self.header.where_clause(&self.objective.bounds);
        quote! {
            #doc
            #inline
            #visibility fn #name #generics (#(#params),*) #returns #clause { #body }
        }
    }

    /// With a cache of the caller's where it is `reused`.
    fn value_and_gradient_into(&self, reused: bool) -> TokenStream {
        let zeroing = self.asked(Flow::Shadow).map(|argument| {
            let adjoint = &argument.adjoint;
            let ty = &argument.param.ty;
            let zeroing = match ty.element() {
                _ if ty.is_float() => {
                    let zero = types::literal(ty, &argument.zero);
                    quote!(*#adjoint = #zero;)
                }
                Some(item) if item.is_float() => {
                    let zero = types::literal(&item, &argument.zero);
                    quote!(#adjoint.fill(#zero);)
                }
                _ => quote!(::autodiff::set_zero(#adjoint);),
            };
            match argument.fresh.map(targets::beside) {
                Some(first) => {
                    quote!(if !<#first as ::autodiff::ForSome>::OVERWRITES { #zeroing })
                }
                None => zeroing,
            }
        });
        let own = |argument: &Argument<'_>| {
            argument.flow == Flow::Replaced || argument.flow == Flow::Shadow && !argument.asked
        };
        let (forward, buffers) = (self.forward(reused), self.buffers(own));
        let (value, backward) = (&self.value, self.bind(&self.backward(own, reused)));
        let ending = self.objective.wrapper.full(self.beside_value(value));
        let attempt = self.attempt(reused);
        let body = quote!(#attempt #forward #(#zeroing)* #buffers #backward #ending);
        match reused {
            true => self.with_cache(&body),
            false => self.function(self.head_with_shadows(), &self.params_with_shadows(), &body),
        }
    }

    /// The value, and beside it the adjoints of what was passed by value.
    fn beside_value(&self, value: &Ident) -> TokenStream {
        let adjoints: Vec<_> = self.asked(Flow::Returned).map(|a| &a.adjoint).collect();
        if adjoints.is_empty() {
            return quote!(#value);
        }
        let adjoints = types::bare(adjoints.into_iter().map(|adjoint| quote!(#adjoint)));
        quote!((#value, #adjoints))
    }

    fn params_with_shadows(&self) -> Vec<TokenStream> {
        let mut params = Vec::new();
        for (argument, param) in self.arguments.iter().zip(self.params()) {
            params.push(param);
            if argument.asked && argument.flow == Flow::Shadow {
                let (adjoint, ty) = (&argument.adjoint, signature::shadow(argument.param));
                params.push(quote!(#adjoint: #ty));
            }
        }
        params
    }

    fn value_and_gradient(&self) -> TokenStream {
        let own = |argument: &Argument<'_>| matches!(argument.flow, Flow::Shadow | Flow::Replaced);
        let (forward, buffers, value) = (self.forward(false), self.buffers(own), &self.value);
        let backward = self.backward(own, false);
        let attempt = self.attempt(false);
        let all_returned = self
            .arguments
            .iter()
            .all(|a| a.flow == Flow::None || a.flow == Flow::Returned && a.asked);
        let body = if all_returned {
            let both = self.objective.wrapper.full(quote!((#value, #backward)));
            quote!(#attempt #forward #both)
        } else {
            let (backward, gradient) = (self.bind(&backward), self.collected());
            let both = self.objective.wrapper.full(quote!((#value, #gradient)));
            quote!(#attempt #forward #buffers #backward #both)
        };
        self.function(self.head(), &self.params(), &body)
    }

    /// Through the function that has both passes in one body.
    fn value_and_gradient_by_into(&self) -> TokenStream {
        let (buffers, args) = self.with_buffers();
        let (value, gradient) = (&self.value, self.collected());
        let pattern = self.beside_value(value);
        let turbofish = self.header.turbofish();
        let name = self.header.function("value_and_gradient_into");
        let body = quote! {
            #buffers
            let #pattern = Self::#name #turbofish (#(#args),*);
            (#value, #gradient)
        };
        self.function(self.head(), &self.params(), &body)
    }

    fn collected(&self) -> TokenStream {
        types::bare(self.gradients().map(|argument| {
            let adjoint = &argument.adjoint;
            quote!(#adjoint)
        }))
    }
}
