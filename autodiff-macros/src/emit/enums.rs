//! What `#[derive(Differentiable)]` puts beside an enum: the enum of its gradient, with the same
//! variants, and the types of its fields by their names.

use super::recordable;
use super::structs::{Struct, field_types, head};
use super::types::member;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

/// An enum as far as its gradient is concerned.
pub(crate) struct Enum {
    /// Its name and generics, and the fields of all variants, called `Variant.field`.
    pub(crate) whole: Struct,
    pub(crate) variants: Vec<EnumVariant>,
}

pub(crate) struct EnumVariant {
    pub(crate) name: Ident,
    pub(crate) has_names: bool,
    /// Names, or numbers, and the positions among the fields of the whole.
    pub(crate) fields: Vec<(String, usize)>,
}

impl EnumVariant {
    /// `Variant { name: part, .. }`, which also fits a variant whose fields have no names.
    fn with(&self, mut part: impl FnMut(&str, usize) -> TokenStream) -> TokenStream {
        let name = &self.name;
        let fields = self.fields.iter().map(|(field, at)| {
            let (field, part) = (member(field), part(field, *at));
            quote!(#field: #part)
        });
        quote!(#name { #(#fields),* })
    }

    /// The variables that a pattern binds the fields to.
    fn variables(&self, prefix: &str) -> Vec<Ident> {
        let fields = self.fields.iter();
        fields.map(|(field, _)| variable(prefix, field)).collect()
    }

    fn pattern(&self, prefix: &str) -> TokenStream {
        self.with(|field, _| {
            let variable = variable(prefix, field);
            quote!(#variable)
        })
    }
}

fn variable(prefix: &str, field: &str) -> Ident {
    format_ident!("{prefix}_{}", field.trim_start_matches("r#"))
}

/// The derive's output.
pub(crate) fn gradient_enum(of: &Enum) -> TokenStream {
    let attributes = &of.whole.attributes;
    if of.whole.fields.is_empty() {
        let (without, recorded) = (without_gradient(of), recorded(of));
        return quote!(#attributes #without #attributes #recorded);
    }
    let items = [
        definition(of),
        differentiable(of),
        accumulate(of),
        zero(of),
        recorded(of),
        clone(of),
        debug(of),
        equality(of),
        field_types(&of.whole),
    ];
    quote!(#(#attributes #items)*)
}

/// What is private to a module, for what stands so many modules inside of it.
pub(crate) fn seen_above(up: usize) -> TokenStream {
    let more = std::iter::repeat_n(quote!(::super), up - 1);
    quote!(pub(in super #(#more)*))
}

/// The derive's output for a type that stands in a module so many above.
pub(crate) fn from_below(items: TokenStream, up: usize) -> TokenStream {
    if up == 0 {
        return items;
    }
    let way = std::iter::repeat_n(quote!(super::), up);
    quote! {
        const _: () = {
            #[allow(unused_imports)]
            use #(#way)* *;
            #items
        };
    }
}

fn recorded(of: &Enum) -> TokenStream {
    let variants = of.variants.iter().map(|variant| {
        let (name, fields) = (&variant.name, variant.fields.iter());
        (
            quote!(#name),
            fields.map(|(field, _)| field.clone()).collect(),
        )
    });
    recordable::of_enum(&of.whole, &variants.collect::<Vec<_>>())
}

/// Nothing flows through an enum of which the variants hold nothing.
fn without_gradient(of: &Enum) -> TokenStream {
    let (name, generics, used) = (&of.whole.name, of.whole.declared(&[]), of.whole.used());
    let conditions = of.whole.conditions(&[]);
    quote! {
        #[allow(deprecated)]
        impl #generics ::autodiff::Differentiable for #name #used #conditions {
            type Gradient = ();
            type Shadow = ();
            #[inline(always)]
            fn zero_gradient(&self) {}
        }
        #[allow(deprecated)]
        impl #generics ::autodiff::Discrete for #name #used #conditions {}
    }
}

fn definition(of: &Enum) -> TokenStream {
    let whole = &of.whole;
    let (visibility, name, generics) = (
        &whole.visibility,
        whole.gradient_name(),
        whole.declared(&[]),
    );
    let doc = format!(
        " The gradient of a [`{}`]: the same variants, with what is in their place for each field.",
        whole.name
    );
    let conditions = whole.conditions(&whole.differentiable());
    let variants = of.variants.iter().map(|variant| {
        let name = &variant.name;
        let doc = format!(
            " The gradient of a [`{0}::{1}`](`{0}::{1}`).",
            whole.name, name
        );
        let fields = variant.fields.iter().map(|(field, at)| {
            let gradient = whole.fields[*at].gradient();
            let doc = format!(" The gradient of `{field}`.");
            let name = variant.has_names.then(|| {
                let field = member(field);
                quote!(#field:)
            });
            quote!(#[doc = #doc] #name #gradient)
        });
        let body = match (variant.fields.is_empty(), variant.has_names) {
            (true, _) => TokenStream::new(),
            (_, true) => quote!({ #(#fields,)* }),
            (_, false) => quote!((#(#fields,)*)),
        };
        quote!(#[doc = #doc] #name #body)
    });
    quote! {
        #[doc = #doc]
        #[allow(dead_code, deprecated, private_bounds, private_interfaces, unreachable_pub)]
        #visibility enum #name #generics #conditions { #(#variants,)* }
    }
}

fn differentiable(of: &Enum) -> TokenStream {
    let whole = &of.whole;
    let (name, gradient) = (&whole.name, whole.gradient_name());
    let (generics, used) = (whole.declared(&[]), whole.used());
    let conditions = whole.conditions(&whole.differentiable());
    let arms = of.variants.iter().map(|variant| {
        let pattern = variant.pattern("part");
        let made = variant.with(|field, at| {
            let part = variable("part", field);
            quote_spanned!(whole.fields[at].span=> ::autodiff::Differentiable::zero_gradient(#part))
        });
        quote!(Self::#pattern => #gradient::#made)
    });
    quote! {
        #[allow(deprecated)]
        impl #generics ::autodiff::Differentiable for #name #used #conditions {
            type Gradient = #gradient #used;
            type Shadow = #gradient #used;
            #[inline]
            fn zero_gradient(&self) -> #gradient #used {
                match self { #(#arms,)* }
            }
        }
    }
}

fn accumulate(of: &Enum) -> TokenStream {
    let whole = &of.whole;
    let conditions = whole.conditions(&whole.differentiable());
    let head = head(whole, &quote!(::autodiff::Accumulate), &conditions);
    let arms = of.variants.iter().map(|variant| {
        let (total, part) = (variant.pattern("total"), variant.pattern("part"));
        let (totals, parts) = (variant.variables("total"), variant.variables("part"));
        quote! {
            (Self::#total, Self::#part) => {
                #(::autodiff::Accumulate::accumulate(#totals, #parts);)*
            }
        }
    });
    let text = format!(
        "a gradient of another variant of `{}` was added",
        whole.name
    );
    quote! {
        #head {
            #[inline]
            fn accumulate(&mut self, part: &Self) {
                match (self, part) {
                    #(#arms)*
                    #[allow(unreachable_patterns)]
                    _ => ::core::panic!(#text),
                }
            }
        }
    }
}

fn zero(of: &Enum) -> TokenStream {
    let whole = &of.whole;
    let conditions = whole.conditions(&whole.differentiable());
    let head = head(whole, &quote!(::autodiff::Zero), &conditions);
    let arms = of.variants.iter().map(|variant| {
        let (pattern, parts) = (variant.pattern("part"), variant.variables("part"));
        quote!(Self::#pattern => { #(::autodiff::Zero::set_zero(#parts);)* })
    });
    quote! {
        #head {
            #[inline]
            fn set_zero(&mut self) {
                match self { #(#arms)* }
            }
        }
    }
}

fn clone(of: &Enum) -> TokenStream {
    let bound = quote!(::core::clone::Clone);
    let head = head(&of.whole, &bound, &of.whole.with(&bound));
    let arms = of.variants.iter().map(|variant| {
        let pattern = variant.pattern("part");
        let made = variant.with(|field, _| {
            let part = variable("part", field);
            quote!(::core::clone::Clone::clone(#part))
        });
        quote!(Self::#pattern => Self::#made)
    });
    quote! {
        #head {
            #[inline]
            fn clone(&self) -> Self {
                match self { #(#arms,)* }
            }
        }
    }
}

fn debug(of: &Enum) -> TokenStream {
    let bound = quote!(::core::fmt::Debug);
    let head = head(&of.whole, &bound, &of.whole.with(&bound));
    let arms = of.variants.iter().map(|variant| {
        let (pattern, text) = (variant.pattern("part"), variant.name.to_string());
        let fields = variant.fields.iter().map(|(field, _)| {
            let (part, field) = (variable("part", field), field.trim_start_matches("r#"));
            match variant.has_names {
                true => quote!(.field(#field, #part)),
                false => quote!(.field(#part)),
            }
        });
        let kind = match variant.has_names {
            true => quote!(debug_struct),
            false => quote!(debug_tuple),
        };
        quote!(Self::#pattern => f.#kind(#text) #(#fields)* .finish())
    });
    quote! {
        #head {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self { #(#arms,)* }
            }
        }
    }
}

fn equality(of: &Enum) -> TokenStream {
    let bound = quote!(::core::cmp::PartialEq);
    let head = head(&of.whole, &bound, &of.whole.with(&bound));
    let arms = of.variants.iter().map(|variant| {
        let (left, right) = (variant.pattern("left"), variant.pattern("right"));
        let (lefts, rights) = (variant.variables("left"), variant.variables("right"));
        quote! {
            (Self::#left, Self::#right) => {
                true #(&& ::core::cmp::PartialEq::eq(#lefts, #rights))*
            }
        }
    });
    quote! {
        #head {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                match (self, other) {
                    #(#arms)*
                    #[allow(unreachable_patterns)]
                    _ => false,
                }
            }
        }
    }
}
