//! Types and zeros of types, as they are written.

use super::header::Header;
use super::{names, projections, targets};
use crate::ir::{Float, Param, Passing, Type};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

/// The type that a method and its `function` are of: what a place holds may be a pointer to it.
pub(super) fn of_method(receiver: &Type, method: &str, function: &str) -> TokenStream {
    let (owner, key) = (written(receiver), names::key(method));
    match receiver {
        _ if function != "backward_kept" => owner,
        Type::Named(_) | Type::Applied(..) => owner,
        _ => quote!(<#owner as ::autodiff::Receiver<#key>>::Own),
    }
}

pub(super) fn written(ty: &Type) -> TokenStream {
    match ty {
        Type::Unit => quote!(()),
        Type::Bool => quote!(bool),
        Type::Char => quote!(char),
        Type::Str => quote!(str),
        Type::Int(name) => {
            let name = Ident::new(name, Span::call_site());
            quote!(#name)
        }
        Type::Float(Float::F32) => quote!(f32),
        Type::Float(Float::F64) => quote!(f64),
        Type::Float(Float::Pinned(of) | Float::Generic(of)) | Type::Integer(of) => written(of),
        Type::Tuple(items) => tuple(items.iter().map(item_written)),
        Type::Array(item, len) => {
            let (item, len) = (item_written(item), len.stream());
            quote!([#item; #len])
        }
        Type::Slice(item) => {
            let item = item_written(item);
            quote!([#item])
        }
        Type::Vec(item) => {
            let item = item_written(item);
            quote!(::autodiff::Vec<#item>)
        }
        Type::Option(item) => {
            let item = written(item);
            quote!(::core::option::Option<#item>)
        }
        Type::Result(item, error) => {
            let (item, error) = (written(item), written(error));
            quote!(::core::result::Result<#item, #error>)
        }
        Type::Inside(of) => {
            let of = written(of);
            quote!(<#of as ::autodiff::Fallible>::Inside)
        }
        Type::Ref(of, _) => {
            let of = written(of);
            quote!(::autodiff::Ref<#of>)
        }
        Type::Function(signature) => {
            let calls = targets::calls_of_argument(&signature.name);
            quote!(::autodiff::Calls<#calls>)
        }
        Type::Calls(callee) => {
            let cache = projections::cache(callee);
            quote!(::autodiff::Calls<#cache>)
        }
        Type::Named(tokens) => tokens.stream().clone(),
        Type::Applied(path, arguments) => {
            let (path, arguments) = (path.stream(), arguments.iter().map(written));
            quote!(#path<#(#arguments),*>)
        }
        Type::Element(of) => {
            let of = written(of);
            quote!(::autodiff::Element<#of>)
        }
        Type::Component(of, at) => {
            let (of, at) = (written(of), Literal::usize_unsuffixed(*at));
            quote!(<#of as ::autodiff::Component<#at>>::Type)
        }
        Type::FieldOf(of, name) => {
            let (of, name) = (written(of), names::key(name));
            quote_spanned!(place(&of)=> <#of as ::autodiff::Field<#name>>::Type)
        }
        Type::Output(callee) => projections::output(callee),
        Type::Gradient(of) => {
            let of = written(of);
            quote_spanned!(place(&of)=> ::autodiff::GradientOf<#of>)
        }
        // These have no name; where one would be needed, rustc says so.
        Type::Unknown | Type::Var(_) => quote!(_),
    }
}

/// The type of an item or a component: strings are constants there.
pub(super) fn item_written(ty: &Type) -> TokenStream {
    match ty {
        Type::Str => quote!(&'static str),
        other => written(other),
    }
}

/// Where the user wrote a type: what rustc says of it is shown there.
fn place(ty: &TokenStream) -> Span {
    let first = ty.clone().into_iter().next();
    first.map_or_else(Span::call_site, |token| {
        Span::call_site().located_at(token.span())
    })
}

/// The type of an owned copy: a slice is recorded as a `Vec`.
pub(super) fn owned(ty: &Type) -> TokenStream {
    match ty {
        Type::Slice(item) => written(&Type::Vec(item.clone())),
        Type::Option(item) => {
            let item = match &**item {
                Type::Ref(behind, _) => owned(behind),
                item => owned(item),
            };
            quote!(::core::option::Option<#item>)
        }
        other => written(other),
    }
}

/// Whether a type has a meaning only where the bounds of the generic parameters hold: `Params<T>`, and
/// what such a type is asked for, but not `T`, `[T; N]`.
pub(super) fn needs_bounds(header: &Header, ty: &Type) -> bool {
    let is_parameter = |name: &str| header.visible().any(|g| g.name == name);
    ty.contains(&|ty| match ty {
        Type::Named(tokens) => {
            !is_parameter(tokens.text()) && !header.mentioned(tokens.stream()).is_empty()
        }
        Type::Applied(..) => !header.mentioned(&written(ty)).is_empty(),
        Type::Output(callee) => {
            (callee.args.iter()).any(|arg| !header.mentioned(&written(arg)).is_empty())
        }
        _ => false,
    })
}

/// A field as it stands behind a dot or in a literal: a name, or a number.
pub(super) fn member(name: &str) -> TokenStream {
    if let Ok(index) = name.parse::<usize>() {
        let index = Literal::usize_unsuffixed(index);
        return quote!(#index);
    }
    let ident = match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    };
    quote!(#ident)
}

/// What a parameter's type is called among the arguments of a `Function`.
pub(super) fn argument(param: &Param) -> TokenStream {
    let ty = written(&param.ty);
    match param.passing {
        Passing::Value => ty,
        Passing::Ref | Passing::RefMut => quote!(::autodiff::Ref<#ty>),
    }
}

/// `(a, b)`, also for one item or none.
pub(super) fn tuple(items: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    let items: Vec<_> = items.into_iter().collect();
    match items.as_slice() {
        [one] => quote!((#one,)),
        _ => quote!((#(#items),*)),
    }
}

/// A tuple of two and more, else the item itself, or `()`.
pub(super) fn bare(items: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    let items: Vec<_> = items.into_iter().collect();
    match items.as_slice() {
        [one] => one.clone(),
        _ => quote!((#(#items),*)),
    }
}

/// A number as a literal of a float type.
pub(super) fn literal(ty: &Type, number: &TokenStream) -> TokenStream {
    if ty.is_generic_float() {
        let ty = written(ty);
        return quote!(::autodiff::literal::<#ty>(#number));
    }
    number.clone()
}

/// A zero of a type that can be written without looking at a value. `float` is the zero to use.
pub(super) fn zero(ty: &Type, float: &TokenStream) -> Option<TokenStream> {
    match ty {
        Type::Unit => Some(quote!(())),
        Type::Float(_) => Some(literal(ty, float)),
        Type::Tuple(items) => {
            let items: Option<Vec<_>> = items.iter().map(|item| zero(item, float)).collect();
            Some(tuple(items?))
        }
        Type::Array(item, len) if has_copy_zero(item) => {
            let (item, len) = (zero(item, float)?, len.stream());
            Some(quote!([#item; #len]))
        }
        _ => None,
    }
}

fn has_copy_zero(ty: &Type) -> bool {
    match ty {
        Type::Unit | Type::Float(_) => true,
        Type::Tuple(items) => items.iter().all(has_copy_zero),
        Type::Array(item, _) => has_copy_zero(item),
        _ => false,
    }
}

/// A zero gradient in the shape of a value, `place` being an expression of it and `reference` one
/// of a reference to it.
pub(super) fn zero_like(
    ty: &Type,
    float: &TokenStream,
    place: &TokenStream,
    reference: &TokenStream,
) -> TokenStream {
    if let Some(zero) = zero(&ty.gradient(), float) {
        return zero;
    }
    if let Type::Slice(item) | Type::Vec(item) = ty
        && has_copy_zero(&item.gradient())
        // A positive zero is memory that the system has cleared already.
        && let Some(zero) = zero(&item.gradient(), &quote!(0.0))
    {
        return quote!(::autodiff::filled(#zero, #place.len()));
    }
    quote!(::autodiff::zero_gradient(#reference))
}
