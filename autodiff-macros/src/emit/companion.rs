//! The type beside the function, which carries the generated functions, and what names them for
//! callers.

use super::header::{self, Generic, Header};
use super::{cache, docs, signature, types};
use crate::ir::*;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

pub(super) fn definition(header: &Header) -> TokenStream {
    let (attributes, visibility, name) =
        (&header.attributes, &header.visibility, &header.companion);
    let doc = docs::companion(header);
    quote! {
        #attributes
        #doc
        #[doc(hidden)]
        #[allow(dead_code, non_camel_case_types, unreachable_pub)]
        #visibility enum #name {}
    }
}

/// A function of which only the derivative is called is not dead code.
pub(super) fn mention(header: &Header) -> TokenStream {
    let (attributes, name) = (&header.attributes, &header.name);
    let inferred = header.generics.iter().all(|generic| generic.lifetime);
    if !inferred {
        return TokenStream::new();
    }
    quote! {
        #attributes
        const _: () = {
            let _ = #name;
        };
    }
}

/// The generated functions, in one block.
pub(super) fn functions(header: &Header, functions: &TokenStream) -> TokenStream {
    let (attributes, name) = (&header.attributes, &header.companion);
    quote! {
        #attributes
        #[allow(
            non_snake_case, private_interfaces, unreachable_pub, unused,
            clippy::all, clippy::pedantic
        )]
        impl #name { #functions }
    }
}

/// `impl Function for f`: for every `Args` if nothing in it depends on generic parameters, else for
/// arguments that determine the parameters, if there are such. The other arguments may be anything,
/// since a caller does not know the types of all of its own.
pub(super) fn function(header: &Header, function: &Function, layout: &Layout) -> TokenStream {
    let (result, cache) = (signature::result(function), cache::written(header, layout));
    let mentioned = header.mentioned(&quote!(#result #cache));
    let (attributes, name) = (&header.attributes, &header.companion);
    let implementation = |generics: TokenStream, args: TokenStream, clause: TokenStream| {
        quote! {
            #attributes
            impl #generics ::autodiff::Function<#args> for #name #clause {
                type Output = #result;
                type Cache = #cache;
            }
        }
    };
    if mentioned.is_empty() {
        return implementation(quote!(<Args>), quote!(Args), TokenStream::new());
    }
    let Some(Determined {
        args,
        free,
        elements,
        generics,
        needs_bounds,
    }) = determined(header, function, &mentioned)
    else {
        return TokenStream::new();
    };
    let bounded = needs_bounds
        || types::needs_bounds(header, &function.result_type)
        || cache::needs_bounds(header, layout);
    let clause = match (bounded, elements.is_empty()) {
        (true, _) => header.conditions(&generics, &elements),
        (false, false) => quote!(where #(#elements),*),
        (false, true) => TokenStream::new(),
    };
    let declared = match bounded {
        true => header.declared_among(&generics),
        false => header::bare(&generics),
    };
    // Lifetimes stand before types.
    let at = generics.iter().filter(|generic| generic.lifetime).count();
    let (lifetimes, others) = declared.split_at(at);
    let all = quote!(<#(#lifetimes,)* #(#free,)* #(#others),*>);
    implementation(all, args, clause)
}

/// The arguments that an implementation of `Function` is for.
struct Determined<'a> {
    args: TokenStream,
    /// Parameters of the implementation that stand for types of arguments.
    free: Vec<Ident>,
    /// What the elements of arguments are.
    elements: Vec<TokenStream>,
    /// The function's own parameters that are mentioned.
    generics: Vec<&'a Generic>,
    needs_bounds: bool,
}

fn determined<'a>(
    header: &'a Header,
    function: &Function,
    wanted: &[&'a Generic],
) -> Option<Determined<'a>> {
    let contains = |all: &[&Generic], one: &Generic| all.iter().any(|g| std::ptr::eq(*g, one));
    let mentions = |param: &Param| header.mentioned(&types::written(&param.ty));
    // What is passed by reference is never a literal, whose type the caller does not know.
    let by_reference = |param: &&Param| param.passing != Passing::Value;
    let params = function.params.iter();
    let order = (params.clone().filter(by_reference)).chain(params.filter(|p| !by_reference(p)));
    let mut generics: Vec<&Generic> = Vec::new();
    let mut chosen: Vec<&Param> = Vec::new();
    for param in order {
        let found = mentions(param);
        let helps = |g: &&Generic| contains(wanted, g) && !contains(&generics, g);
        if found.iter().any(helps) {
            chosen.push(param);
            generics.extend(
                found
                    .into_iter()
                    .filter(|g| !contains(&generics, g))
                    .collect::<Vec<_>>(),
            );
        }
    }
    if !wanted.iter().all(|generic| contains(&generics, generic)) {
        return None;
    }
    let (mut free, mut elements, mut args) = (Vec::new(), Vec::new(), Vec::new());
    for (i, param) in function.params.iter().enumerate() {
        let is_chosen = chosen.iter().any(|c| std::ptr::eq(*c, param));
        if is_chosen && !matches!(param.ty, Type::Slice(_)) {
            args.push(types::argument(param));
            continue;
        }
        let name = (0..).map(|n| "_".repeat(n)).find_map(|more| {
            let name = format!("Arg{more}{i}");
            (header.generics.iter().all(|g| g.name != name)).then_some(name)
        })?;
        let name = Ident::new(&name, Span::call_site());
        args.push(match (&param.ty, is_chosen) {
            (Type::Slice(item), true) => {
                let item = types::written(item);
                elements.push(quote!(#name: ?Sized + ::autodiff::Elements<Item = #item>));
                quote!(::autodiff::Ref<#name>)
            }
            _ => quote!(#name),
        });
        free.push(name);
    }
    let all = header.generics.iter();
    Some(Determined {
        args: types::tuple(args),
        free,
        elements,
        generics: all.filter(|g| contains(&generics, g)).collect(),
        needs_bounds: chosen
            .iter()
            .any(|param| types::needs_bounds(header, &param.ty)),
    })
}
