//! Lifetimes that the types of arguments leave out get names, since such a type is written again where
//! `'_` has no meaning: `img: &Image<'_>` is read as `img: &Image<'of_img>`.

use crate::lower::library;
use crate::lower::library::types::Shape;
use crate::lower::source;
use proc_macro2::Span;
use syn::visit_mut::{self, VisitMut};

/// The function with a lifetime parameter for each argument whose type leaves one out.
pub(crate) fn with_lifetimes(mut function: syn::ItemFn) -> syn::ItemFn {
    let taken: Vec<_> = (function.sig.generics.lifetimes())
        .map(|parameter| parameter.lifetime.to_string())
        .collect();
    let mut found = Vec::new();
    for (at, input) in function.sig.inputs.iter_mut().enumerate() {
        let syn::FnArg::Typed(typed) = input else {
            continue;
        };
        let name = match &*typed.pat {
            syn::Pat::Ident(ident) => ident.ident.to_string(),
            _ => format!("argument_{at}"),
        };
        let mut name = format!("'of_{}", name.trim_start_matches("r#"));
        while taken.contains(&name) {
            name.push('_');
        }
        let mut elided = Elided {
            lifetime: syn::Lifetime::new(&name, Span::call_site()),
            found: false,
        };
        elided.visit_type_mut(&mut typed.ty);
        if elided.found {
            found.push(elided.lifetime);
        }
    }
    if !found.is_empty() {
        function.sig.generics.lt_token.get_or_insert_default();
        function.sig.generics.gt_token.get_or_insert_default();
    }
    for (at, lifetime) in found.into_iter().enumerate() {
        let parameter = syn::GenericParam::Lifetime(syn::LifetimeParam::new(lifetime));
        function.sig.generics.params.insert(at, parameter);
    }
    function
}

/// The same for the type of a block: `impl Tree<'_>` is `impl<'of_self> Tree<'of_self>`.
pub(crate) fn own_lifetime(block: &mut syn::ItemImpl) {
    let mut elided = Elided {
        lifetime: syn::Lifetime::new("'of_self", Span::call_site()),
        found: false,
    };
    elided.visit_type_mut(&mut block.self_ty);
    if elided.found {
        let parameter = syn::GenericParam::Lifetime(syn::LifetimeParam::new(elided.lifetime));
        block.generics.params.insert(0, parameter);
        block.generics.lt_token.get_or_insert_default();
        block.generics.gt_token.get_or_insert_default();
    }
}

struct Elided {
    lifetime: syn::Lifetime,
    found: bool,
}

impl Elided {
    /// The lifetimes of a type whose name stands without them: `Params` for `Params<'_>`.
    fn write_omitted(&mut self, path: &mut syn::Path) {
        let defined = source::types_anywhere::at(path);
        let Some((segment, defined)) = path.segments.last_mut().zip(defined) else {
            return;
        };
        let mut written: Vec<syn::GenericArgument> = match &segment.arguments {
            syn::PathArguments::None => Vec::new(),
            syn::PathArguments::AngleBracketed(list) => list.args.iter().cloned().collect(),
            syn::PathArguments::Parenthesized(_) => return,
        };
        let is_lifetime =
            |arg: &syn::GenericArgument| matches!(arg, syn::GenericArgument::Lifetime(_));
        let lifetimes = defined.generics.lifetimes().count();
        if lifetimes == 0 || written.iter().any(is_lifetime) {
            return;
        }
        self.found = true;
        let omitted = syn::GenericArgument::Lifetime(self.lifetime.clone());
        written.splice(..0, std::iter::repeat_n(omitted, lifetimes));
        segment.arguments =
            syn::PathArguments::AngleBracketed(syn::AngleBracketedGenericArguments {
                colon2_token: None,
                lt_token: Default::default(),
                args: written.into_iter().collect(),
                gt_token: Default::default(),
            });
    }
}

impl VisitMut for Elided {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        let last = path.segments.last().map(|last| last.ident.to_string());
        if let Some(Shape::View(_)) = last.and_then(|last| library::names::shape(&last)) {
            // The gradient of a view has no lifetime.
            path.segments
                .last_mut()
                .map(library::view_names::without_lifetime);
            return;
        }
        self.write_omitted(path);
        visit_mut::visit_path_mut(self, path);
    }

    fn visit_lifetime_mut(&mut self, lifetime: &mut syn::Lifetime) {
        if lifetime.ident == "_" {
            lifetime.ident.clone_from(&self.lifetime.ident);
            self.found = true;
        }
    }
}
