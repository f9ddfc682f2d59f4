//! Trait objects: what a trait whose objects can be differentiated gets for `dyn Trait`. Which type is
//! behind an object is known only at run time, so that it has methods which hide what they record and
//! what the gradient looks like.

use super::header::Header;
use super::names::{self, Scopes};
use super::signature;
use crate::ir::{Function, Param, Passing, Type};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Whether a method can be called on an object.
pub(crate) fn has_object_passes(header: &Header, function: &Function) -> bool {
    let mut params = function.params.iter();
    let receiver = params.next().filter(|first| first.is_receiver());
    receiver.is_some_and(|first| first.passing == Passing::Ref)
        && header.predicates.is_empty()
        && header.generics.iter().all(|generic| generic.lifetime)
        && !params.any(|param| matches!(param.ty, Type::Function(_)))
}

/// The parts of the two passes that a trait and its implementations have alike.
struct Passes {
    forward: TokenStream,
    backward: TokenStream,
    /// The arguments behind the receiver, for the passes of the type itself.
    passed: Vec<TokenStream>,
    passed_again: Vec<TokenStream>,
    shadow: TokenStream,
}

fn passes(header: &Header, function: &Function) -> Option<Passes> {
    let (_, others) = function.params.split_first()?;
    let named = |param: &Param| {
        let name = names::public(&param.name);
        (signature::declared(param, &quote!(#name)), quote!(#name))
    };
    let (params, passed): (Vec<_>, Vec<_>) = others.iter().map(named).unzip();
    let mut scopes = Scopes::new();
    let names = scopes.declare_params(&function.params);
    let again = signature::again(header, function, &names, &mut scopes);
    let mut again = again.into_iter().skip(1);
    let (_, shadow) = again.next()?;
    let (declared, passed_again): (Vec<_>, Vec<_>) = again.unzip();
    let (generics, result) = (header.declared(), signature::result(function));
    let returns = signature::returns(signature::adjoints(header, function));
    let (forward, backward) = (
        header.function("forward_object"),
        header.function("backward_object"),
    );
    let hidden = quote!(#[doc(hidden)]);
    let attributes = &header.attributes;
    Some(Passes {
        forward: quote! {
            #attributes
            #hidden
            fn #forward #generics (&self, #(#params),*) -> (#result, ::autodiff::ObjectCache)
            where Self: 'static
        },
        backward: quote! {
            #attributes
            #hidden
            fn #backward #generics (
                &self,
                cache: &::autodiff::ObjectCache,
                #shadow: &mut dyn ::autodiff::AnyGradient,
                #(#declared),*
            ) #returns where Self: 'static
        },
        passed,
        passed_again,
        shadow,
    })
}

/// What the trait gets for such a method.
pub(crate) fn object_declarations(header: &Header, function: &Function) -> Option<TokenStream> {
    let Passes {
        forward, backward, ..
    } = passes(header, function)?;
    Some(quote!(#forward; #backward;))
}

/// What an implementation of the trait, by this path, gets for such a method.
pub(crate) fn object_items(
    of: &TokenStream,
    header: &Header,
    function: &Function,
) -> Option<TokenStream> {
    let Passes {
        forward,
        backward,
        passed,
        passed_again,
        shadow,
    } = passes(header, function)?;
    let (of_type, back) = (header.function("forward"), header.function("backward"));
    let cache = names::cache_of(&header.name.to_string());
    Some(quote! {
        #forward {
            let (result, cache) = <Self as #of>::#of_type(self, #(#passed),*);
            (result, ::autodiff::ObjectCache::new(cache))
        }
        #[allow(deprecated, unused, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
        #backward {
            let cache = cache.of::<<Self as #of>::#cache>();
            let #shadow = ::autodiff::gradient_inside::<::autodiff::GradientOf<Self>>(#shadow);
            <Self as #of>::#back(self, cache, #shadow, #(#passed_again),*)
        }
    })
}

/// What the trait, by this path, gets for objects as a whole: the zero of a gradient, and copies.
pub(crate) fn whole_declarations(of: &TokenStream) -> TokenStream {
    let (zero, copy) = whole(of);
    quote!(#zero; #copy;)
}

/// What an implementation of the trait gets for that.
pub(crate) fn whole_items(of: &TokenStream) -> TokenStream {
    let (zero, copy) = whole(of);
    quote! {
        #zero {
            ::autodiff::ObjectGradient::new(::autodiff::zero_gradient(self))
        }
        #[allow(unused_imports)]
        #copy {
            use ::autodiff::{ByParts as _, Uncopied as _};
            ::autodiff::Box::new(::autodiff::Copying(self).copied())
        }
    }
}

fn whole(of: &TokenStream) -> (TokenStream, TokenStream) {
    let zero = quote! {
        #[doc(hidden)]
        fn zero_gradient_of_object(&self) -> ::autodiff::ObjectGradient where Self: 'static
    };
    let copy = quote! {
        #[doc(hidden)]
        fn recorded_object(&self) -> ::autodiff::Box<dyn #of> where Self: 'static
    };
    (zero, copy)
}

/// The type of the objects of a trait.
pub(crate) fn object(of: &Ident) -> TokenStream {
    quote!(dyn #of)
}

/// What stands beside the trait for its objects: their gradients, what callers of these methods ask, and
/// how one is made of a value.
pub(crate) fn of_objects(
    of: &Ident,
    visibility: &TokenStream,
    methods: &[(Header, Function)],
) -> TokenStream {
    let callers = methods.iter().map(|(header, function)| {
        let key = names::key(&header.name.to_string());
        let result = signature::result(function);
        let attributes = &header.attributes;
        quote! {
            #attributes
            impl<__Call: ::autodiff::Reads, __Args> ::autodiff::Method<#key, __Call, __Args> for dyn #of {
                type Output = #result;
                type Cache = ::autodiff::ObjectCache;
                type Calls = ::autodiff::Vec<::autodiff::ObjectCache>;
            }
            #attributes
            impl ::autodiff::Receiver<#key> for dyn #of {
                type How = ::autodiff::Whole;
                type Own = Self;
                fn own(&self) -> &Self {
                    self
                }
            }
        }
    });
    let key = names::key("boxed_object");
    let cache = quote!(::core::marker::PhantomData<fn(&__T)>);
    quote! {
        impl ::autodiff::Differentiable for dyn #of {
            type Gradient = ::autodiff::ObjectGradient;
            type Shadow = dyn ::autodiff::AnyGradient;
            fn zero_gradient(&self) -> ::autodiff::ObjectGradient {
                self.zero_gradient_of_object()
            }
        }
        impl ::autodiff::Recordable for ::autodiff::Box<dyn #of> {
            fn recorded(&self) -> Self {
                (**self).recorded_object()
            }
        }
        #(#callers)*
        impl<__T: #of + ::autodiff::Differentiable + 'static>
            ::autodiff::Method<#key, ::autodiff::Explicit, (__T,)> for dyn #of
        {
            type Output = ::autodiff::Box<dyn #of>;
            type Cache = #cache;
            type Calls = ::autodiff::Vec<#cache>;
        }
        /// How an object is made of a value.
        #[allow(dead_code, deprecated, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
        #[doc(hidden)]
        impl dyn #of {
            #visibility fn boxed_object<__T: #of + 'static>(value: __T) -> ::autodiff::Box<dyn #of> {
                ::autodiff::Box::new(value)
            }
            #visibility fn boxed_object_forward<__T: #of + 'static>(value: __T) -> (::autodiff::Box<dyn #of>, #cache) {
                (::autodiff::Box::new(value), ::core::marker::PhantomData)
            }
            #visibility fn boxed_object_backward<__T: ::autodiff::Differentiable + 'static>(
                _: &#cache,
                d_result: ::autodiff::Box<::autodiff::ObjectGradient>,
            ) -> ::autodiff::GradientOf<__T> {
                d_result.of_value()
            }
        }
    }
}
