//! How a value of a type under `#[derive(Differentiable)]` is copied for a cache: part by part, so
//! that it need not be `Clone`.

use super::structs::Struct;
use super::types::member;
use proc_macro2::{TokenStream, TokenTree};
use quote::{format_ident, quote};

/// The implementation for a struct; none if a part is lent mutably or has no type of its own.
pub(super) fn of_struct(of: &Struct) -> TokenStream {
    let fields = of.fields.iter().map(|field| {
        let name = member(&field.name);
        quote!(#name: ::autodiff::Copying(&self.#name).copied())
    });
    implementation(of, &quote!(Self { #(#fields),* }))
}

/// The same for an enum. `variants` are their names and those of their fields.
pub(super) fn of_enum(whole: &Struct, variants: &[(TokenStream, Vec<String>)]) -> TokenStream {
    let arms = variants.iter().map(|(variant, fields)| {
        let fields = fields.iter().map(|field| {
            let part = format_ident!("part_{}", field.trim_start_matches("r#"));
            (member(field), part)
        });
        let (members, parts): (Vec<_>, Vec<_>) = fields.unzip();
        quote! {
            Self::#variant { #(#members: #parts),* } =>
                Self::#variant { #(#members: ::autodiff::Copying(#parts).copied()),* }
        }
    });
    implementation(whole, &quote!(match self { #(#arms,)* }))
}

fn implementation(of: &Struct, copy: &TokenStream) -> TokenStream {
    if of.fields.iter().any(|field| is_bound(field.ty.clone())) {
        return TokenStream::new();
    }
    let (name, generics, used) = (&of.name, of.declared(&[]), of.used());
    let generic = of.fields.iter().filter(|field| field.is_generic);
    let parts = generic.map(|field| {
        let ty = &field.ty;
        quote!(#ty: ::autodiff::Recordable)
    });
    // The condition speaks of a lifetime, so that it may be wrong.
    let objects = of.fields.iter().filter(|field| field.holds_objects);
    let objects = objects.map(|field| {
        let ty = &field.ty;
        quote!(for<'any> #ty: ::autodiff::Recordable)
    });
    let conditions = of.conditions(&parts.chain(objects).collect::<Vec<_>>());
    quote! {
        #[allow(deprecated)]
        impl #generics ::autodiff::Recordable for #name #used #conditions {
            #[allow(unused_imports)]
            fn recorded(&self) -> Self {
                use ::autodiff::ByParts as _;
                #copy
            }
        }
    }
}

/// Whether there can be but one of it: `&mut T`.
fn is_bound(ty: TokenStream) -> bool {
    ty.into_iter().any(|token| match token {
        TokenTree::Ident(name) => name == "mut",
        TokenTree::Group(group) => is_bound(group.stream()),
        _ => false,
    })
}
