//! Objects passed to functions that are generic over their trait: `fn step<S: System + ?Sized>(system: &S, …)`. What such a
//! function leaves is named by methods of a type whose size is known. So the call is read as the function's body, where
//! objects are called.

use crate::lower::messages as m;
use crate::lower::types::generics;
use crate::lower::*;

/// Whether a function may be passed objects, and its body speaks of no type parameters but by what it is passed.
pub(in crate::lower) fn takes_objects(sig: &syn::Signature) -> bool {
    let all = &sig.generics;
    let mut inputs = sig.inputs.iter().filter_map(|input| match input {
        syn::FnArg::Typed(param) => Some(&param.ty),
        syn::FnArg::Receiver(_) => None,
    });
    let is_plain = |param: &syn::GenericParam| match param {
        syn::GenericParam::Lifetime(_) => true,
        syn::GenericParam::Type(param) => {
            is_unsized(generics::bounds(all, &param.ident).into_iter())
        }
        syn::GenericParam::Const(_) => false,
    };
    sig.receiver().is_none() && all.params.iter().all(is_plain) && inputs.any(|ty| is_open(all, ty))
}

/// Whether an argument is a reference to what may be an object.
pub(in crate::lower) fn is_open(all: &syn::Generics, ty: &syn::Type) -> bool {
    let syn::Type::Reference(reference) = types::plain(ty) else {
        return false;
    };
    match types::plain(&reference.elem) {
        syn::Type::ImplTrait(of) => is_unsized(of.bounds.iter()),
        syn::Type::Path(path) => path.path.get_ident().is_some_and(|name| {
            all.type_params().any(|param| param.ident == *name)
                && is_unsized(generics::bounds(all, name).into_iter())
        }),
        _ => false,
    }
}

fn is_unsized<'b>(mut bounds: impl Iterator<Item = &'b syn::TypeParamBound>) -> bool {
    bounds.any(|bound| {
        matches!(bound, syn::TypeParamBound::Trait(bound)
            if bound.maybe.is_some() && bound.path.is_ident("Sized"))
    })
}

impl<'a> Lowerer<'a> {
    /// Whether a call passes an object to such a function, whose body can stand for it.
    pub(in crate::lower) fn passes_object(
        &mut self,
        function: &syn::ItemFn,
        args: &[Outcome],
    ) -> bool {
        let sig = &function.sig;
        let names = sig.generics.type_params();
        let names: Vec<String> = names.map(|param| param.ident.to_string()).collect();
        takes_objects(sig)
            && !types::tokens_of(&function.block).mentions(&names)
            && !types::tokens_of(&sig.output).mentions(&names)
            && self.is_object_for(sig, args)
    }

    fn is_object_for(&mut self, sig: &syn::Signature, args: &[Outcome]) -> bool {
        let typed = sig.inputs.iter().filter_map(|input| match input {
            syn::FnArg::Typed(param) => Some(&param.ty),
            syn::FnArg::Receiver(_) => None,
        });
        let mut pairs = typed.zip(args);
        pairs.any(|(ty, arg)| {
            is_open(&sig.generics, ty) && {
                let ty = self.type_of(&arg.clone().dereferenced());
                self.is_trait_object(&ty)
            }
        })
    }

    /// The error that an object is passed to a function of this name that is generic over its trait, and no body stands for
    /// the call.
    pub(in crate::lower) fn refused_object(
        &mut self,
        name: &syn::Ident,
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        let is_lent = |arg: &Outcome| matches!(arg, Outcome::Ref(..) | Outcome::Place(_));
        if !args.iter().any(is_lent) {
            return None;
        }
        let signatures = source::anywhere::signatures_anywhere(name);
        let is_passed = signatures.iter().any(|sig| self.is_object_for(sig, args));
        is_passed.then(|| self.error(span, m::OBJECT_TO_GENERIC))
    }
}
