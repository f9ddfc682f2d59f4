//! What `#[derive(Differentiable)]` puts beside a struct: the struct of its gradient, and the types of
//! its fields by their names.

use super::recordable;
use super::types::member;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

/// A struct as far as its gradient is concerned.
pub(crate) struct Struct {
    pub(crate) name: Ident,
    pub(crate) visibility: TokenStream,
    /// Attributes that hold for what stands beside it, too.
    pub(crate) attributes: TokenStream,
    pub(crate) generics: Vec<StructGeneric>,
    pub(crate) predicates: Vec<TokenStream>,
    pub(crate) has_names: bool,
    pub(crate) fields: Vec<StructField>,
}

/// A generic parameter as it is declared, without a default, and as it is used.
pub(crate) struct StructGeneric {
    pub(crate) declared: TokenStream,
    pub(crate) used: TokenStream,
}

pub(crate) struct StructField {
    /// The name, or the number of a field without one.
    pub(crate) name: String,
    /// Where its type stands.
    pub(crate) span: Span,
    pub(crate) visibility: TokenStream,
    pub(crate) ty: TokenStream,
    /// The type without references around it: they make no difference to who uses the field.
    pub(crate) behind: TokenStream,
    /// Whether the type mentions a type parameter of the struct.
    pub(crate) is_generic: bool,
    /// Whether it holds trait objects, which may have no copies.
    pub(crate) holds_objects: bool,
}

impl StructField {
    pub(super) fn gradient(&self) -> TokenStream {
        let ty = &self.ty;
        quote_spanned!(self.span=> <#ty as ::autodiff::Differentiable>::Gradient)
    }
}

impl Struct {
    pub(super) fn gradient_name(&self) -> Ident {
        format_ident!("{}Gradient", self.name)
    }

    /// The parameters as they are declared, and others behind them.
    pub(super) fn declared(&self, more: &[TokenStream]) -> TokenStream {
        let declared = self.generics.iter().map(|generic| &generic.declared);
        let all: Vec<_> = declared.chain(more).collect();
        if all.is_empty() {
            TokenStream::new()
        } else {
            quote!(<#(#all),*>)
        }
    }

    pub(super) fn used(&self) -> TokenStream {
        let used = self.generics.iter().map(|generic| &generic.used);
        if self.generics.is_empty() {
            TokenStream::new()
        } else {
            quote!(<#(#used),*>)
        }
    }

    /// The struct's own conditions, and others.
    pub(super) fn conditions(&self, more: &[TokenStream]) -> TokenStream {
        let all: Vec<_> = self.predicates.iter().chain(more).collect();
        if all.is_empty() {
            TokenStream::new()
        } else {
            quote!(where #(#all),*)
        }
    }

    /// That the fields whose types depend on parameters have gradients.
    pub(super) fn differentiable(&self) -> Vec<TokenStream> {
        let generic = self.fields.iter().filter(|field| field.is_generic);
        generic
            .map(|field| {
                let ty = &field.ty;
                quote!(#ty: ::autodiff::Differentiable)
            })
            .collect()
    }

    /// That the gradients of such fields implement a trait.
    pub(super) fn with(&self, bound: &TokenStream) -> TokenStream {
        let mut conditions = self.differentiable();
        for field in self.fields.iter().filter(|field| field.is_generic) {
            let gradient = field.gradient();
            conditions.push(quote!(#gradient: #bound));
        }
        self.conditions(&conditions)
    }

    fn members(&self) -> Vec<TokenStream> {
        self.fields
            .iter()
            .map(|field| member(&field.name))
            .collect()
    }
}

/// The derive's output.
pub(crate) fn gradient_struct(of: &Struct) -> TokenStream {
    let attributes = &of.attributes;
    let items = [
        definition(of),
        differentiable(of),
        accumulate(of),
        zero(of),
        unused(of),
        recordable::of_struct(of),
        clone(of),
        debug(of),
        equality(of),
        field_types(of),
    ];
    quote!(#(#attributes #items)*)
}

fn definition(of: &Struct) -> TokenStream {
    let (visibility, name, generics) = (&of.visibility, of.gradient_name(), of.declared(&[]));
    let doc = format!(
        " The gradient of a [`{}`]: what is in its place for each field, `()` where nothing flows.",
        of.name
    );
    let conditions = of.conditions(&of.differentiable());
    let fields = of.fields.iter().map(|field| {
        let (visibility, gradient) = (&field.visibility, field.gradient());
        let doc = format!(" The gradient of `{}`.", field.name);
        let name = of.has_names.then(|| {
            let name = member(&field.name);
            quote!(#name:)
        });
        quote!(#[doc = #doc] #visibility #name #gradient)
    });
    let body = if of.has_names {
        quote!(#conditions { #(#fields,)* })
    } else {
        quote!((#(#fields,)*) #conditions;)
    };
    quote! {
        #[doc = #doc]
        #[allow(dead_code, deprecated, private_bounds, private_interfaces, unreachable_pub)]
        #visibility struct #name #generics #body
    }
}

fn differentiable(of: &Struct) -> TokenStream {
    let (name, gradient) = (&of.name, of.gradient_name());
    let (generics, used) = (of.declared(&[]), of.used());
    let conditions = of.conditions(&of.differentiable());
    let fields = of.fields.iter().map(|field| {
        let name = member(&field.name);
        quote_spanned!(field.span=>
            #name: ::autodiff::Differentiable::zero_gradient(&self.#name))
    });
    quote! {
        #[allow(deprecated)]
        impl #generics ::autodiff::Differentiable for #name #used #conditions {
            type Gradient = #gradient #used;
            type Shadow = #gradient #used;
            #[inline]
            fn zero_gradient(&self) -> #gradient #used {
                #gradient { #(#fields),* }
            }
        }
    }
}

/// The head of an implementation for the gradient.
pub(super) fn head(of: &Struct, what: &TokenStream, conditions: &TokenStream) -> TokenStream {
    let (name, generics, used) = (of.gradient_name(), of.declared(&[]), of.used());
    quote!(#[allow(deprecated)] impl #generics #what for #name #used #conditions)
}

fn accumulate(of: &Struct) -> TokenStream {
    let conditions = of.conditions(&of.differentiable());
    let head = head(of, &quote!(::autodiff::Accumulate), &conditions);
    let members = of.members();
    quote! {
        #head {
            #[inline]
            fn accumulate(&mut self, _part: &Self) {
                #(::autodiff::Accumulate::accumulate(&mut self.#members, &_part.#members);)*
            }
        }
    }
}

/// The zero that needs no value for its shape, where the fields have one: the condition speaks of a
/// lifetime, so that it may be wrong.
fn unused(of: &Struct) -> TokenStream {
    let conditions = (of.fields.iter()).map(|field| {
        let gradient = field.gradient();
        quote!(for<'unused> #gradient: ::autodiff::Unused)
    });
    let conditions: Vec<_> = of.differentiable().into_iter().chain(conditions).collect();
    let head = head(of, &quote!(::autodiff::Unused), &of.conditions(&conditions));
    let (name, members) = (of.gradient_name(), of.members());
    quote! {
        #head {
            #[inline]
            fn unused() -> Self {
                #name { #(#members: ::autodiff::Unused::unused()),* }
            }
        }
    }
}

fn zero(of: &Struct) -> TokenStream {
    let conditions = of.conditions(&of.differentiable());
    let head = head(of, &quote!(::autodiff::Zero), &conditions);
    let members = of.members();
    quote! {
        #head {
            #[inline]
            fn set_zero(&mut self) {
                #(::autodiff::Zero::set_zero(&mut self.#members);)*
            }
        }
    }
}

fn clone(of: &Struct) -> TokenStream {
    let bound = quote!(::core::clone::Clone);
    let head = head(of, &bound, &of.with(&bound));
    let (name, members) = (of.gradient_name(), of.members());
    quote! {
        #head {
            #[inline]
            fn clone(&self) -> Self {
                #name { #(#members: ::core::clone::Clone::clone(&self.#members)),* }
            }
        }
    }
}

fn debug(of: &Struct) -> TokenStream {
    let bound = quote!(::core::fmt::Debug);
    let head = head(of, &bound, &of.with(&bound));
    let (text, members) = (of.gradient_name().to_string(), of.members());
    let fields = of.fields.iter().zip(&members).map(|(field, member)| {
        let name = field.name.trim_start_matches("r#");
        if of.has_names {
            quote!(let _ = debug.field(#name, &self.#member);)
        } else {
            quote!(let _ = debug.field(&self.#member);)
        }
    });
    let kind = if of.has_names {
        quote!(debug_struct)
    } else {
        quote!(debug_tuple)
    };
    quote! {
        #head {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut debug = f.#kind(#text);
                #(#fields)*
                debug.finish()
            }
        }
    }
}

fn equality(of: &Struct) -> TokenStream {
    let bound = quote!(::core::cmp::PartialEq);
    let head = head(of, &bound, &of.with(&bound));
    let members = of.members();
    quote! {
        #head {
            #[inline]
            fn eq(&self, _other: &Self) -> bool {
                true #(&& ::core::cmp::PartialEq::eq(&self.#members, &_other.#members))*
            }
        }
    }
}

/// The types of the fields. The detour over a private trait is for private types in public structs,
/// which an associated type may not name: a parameter that a private bound determines may be one.
pub(super) fn field_types(of: &Struct) -> TokenStream {
    let (name, generics, used) = (&of.name, of.declared(&[]), of.used());
    let own = of.conditions(&[]);
    let types = of.fields.iter().map(|field| {
        let (text, ty) = (field.name.trim_start_matches("r#"), &field.behind);
        quote! {
            #[allow(deprecated)]
            impl #generics __Named<{ ::autodiff::name(#text) }> for #name #used #own {
                type Type = #ty;
            }
        }
    });
    let more = [
        quote!(__Type: ?::core::marker::Sized),
        quote!(const __NAME: u64),
    ];
    let generics = of.declared(&more);
    let conditions = of.conditions(&[quote!(#name #used: __Named<__NAME, Type = __Type>)]);
    quote! {
        const _: () = {
            #[allow(dead_code)]
            trait __Named<const NAME: u64> {
                type Type: ?::core::marker::Sized;
            }
            #(#types)*
            #[allow(deprecated, private_bounds)]
            impl #generics ::autodiff::Field<__NAME> for #name #used #conditions {
                type Type = __Type;
            }
        };
    }
}
