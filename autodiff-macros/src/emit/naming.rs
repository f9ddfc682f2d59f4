//! What names the result and the cache of a function for its callers.

use super::header::{self, Generic, Header, Home};
use super::{again, cache, names, projections, shared, signature, types};
use crate::ir::*;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The trait that names them: `::autodiff::Function<Args>` or, of a method, `::autodiff::Method<…>`,
/// with equalities of associated types if there are some.
pub(super) fn bound(header: &Header, args: &TokenStream, equal: &TokenStream) -> TokenStream {
    let equal = (!equal.is_empty()).then(|| quote!(, #equal));
    match header.home {
        Home::Companion(_) => quote!(::autodiff::Function<#args #equal>),
        Home::Type(_) => {
            let name = names::key(&header.name.to_string());
            quote!(::autodiff::Method<#name, ::autodiff::Explicit, #args #equal>)
        }
    }
}

/// What implements that trait: for every `Args` if nothing in it depends on generic parameters of the
/// function, else for arguments that determine the parameters, if there are such. The other arguments
/// may be anything, since a caller does not know the types of all of its own.
pub(super) fn function(header: &Header, function: &Function, layout: &Layout) -> TokenStream {
    let output = match header.home {
        Home::Companion(_) => signature::result(function),
        Home::Type(_) => types::written(&function.result_type),
    };
    let cache = cache::written(header, layout);
    let mentioned = own_among(header, &quote!(#output #cache));
    let receiver = function.params.first().filter(|param| param.is_receiver());
    let mut named = Named {
        header,
        receiver: receiver.map(|param| param.passing),
        determined: None,
        bounded: false,
        output,
        cache,
        calls: shared::calls(header, function, layout),
        work: again::work(layout),
        hides: match header.home {
            Home::Companion(_) => {
                !header.companion_visibility().is_empty()
                    && (header.is_part_of_others() || !function.result_type.is_of_std())
            }
            Home::Type(_) => !is_public(header) || !function.result_type.is_of_std(),
        },
    };
    if !mentioned.is_empty() {
        let determined =
            determined(header, function, &mentioned).or_else(|| told(header, function));
        let Some(determined) = determined else {
            return TokenStream::new();
        };
        named.bounded = determined.needs_bounds
            || types::needs_bounds(header, &function.result_type)
            || cache::needs_bounds(header, layout);
        named.determined = Some(determined);
    }
    named.implementation()
}

/// A function of a block that has no derivative: what it returns has a name all the same.
pub(super) fn plain(
    header: &Header,
    receiver: Option<Passing>,
    output: TokenStream,
) -> TokenStream {
    let written = output.to_string();
    let named = Named {
        header,
        receiver,
        determined: None,
        bounded: false,
        output,
        cache: quote!(::autodiff::NoDerivative),
        calls: quote!(::autodiff::Vec<::autodiff::NoDerivative>),
        work: None,
        hides: match header.home {
            // Numbers have no capital letters.
            Home::Companion(_) => {
                !header.companion_visibility().is_empty()
                    && (header.is_part_of_others() || written.contains(char::is_uppercase))
            }
            Home::Type(_) => !is_public(header) || written.contains(char::is_uppercase),
        },
    };
    named.implementation()
}

fn is_public(header: &Header) -> bool {
    header.cache_visibility().to_string() == "pub"
}

/// The function's own generic parameters among those that the tokens mention.
fn own_among<'a>(header: &'a Header, tokens: &TokenStream) -> Vec<&'a Generic> {
    let (outer, _) = header.of_carrier();
    let own = |generic: &&Generic| !outer.iter().any(|g| std::ptr::eq(*generic, *g));
    header.mentioned(tokens).into_iter().filter(own).collect()
}

struct Named<'a> {
    header: &'a Header,
    receiver: Option<Passing>,
    /// The arguments, where not any will do.
    determined: Option<Determined<'a>>,
    /// Whether the bounds of the parameters have to hold.
    bounded: bool,
    output: TokenStream,
    cache: TokenStream,
    calls: TokenStream,
    /// Says how light the function is.
    work: Option<TokenStream>,
    /// Whether the types may be private, while what they are named by is not.
    hides: bool,
}

impl Named<'_> {
    fn args(&self) -> TokenStream {
        match &self.determined {
            Some(determined) => determined.args.clone(),
            None => quote!(__Args),
        }
    }

    /// The generic parameters of the implementation, with others of ours behind, whose names no type of the user's has.
    fn generics(&self, more: &[TokenStream]) -> TokenStream {
        let (outer, _) = self.header.of_carrier();
        let declare = |of: &[&Generic]| match self.bounded || !outer.is_empty() {
            true => self.header.declared_among(of),
            false => header::bare(of),
        };
        let own = self.determined.as_ref().map_or(&[][..], |d| &d.generics);
        let all: Vec<&Generic> = outer.iter().chain(own).copied().collect();
        let (lifetimes, others): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|generic| generic.lifetime);
        let (lifetimes, others) = (declare(&lifetimes), declare(&others));
        let free = self.determined.iter().flat_map(|d| &d.free);
        let any = self.determined.is_none().then(|| quote!(__Args));
        quote!(<#(#lifetimes,)* #(#free,)* #(#others,)* #(#more,)* #any>)
    }

    /// The conditions of the implementation.
    fn clause(&self, more: &[TokenStream]) -> TokenStream {
        let elements = self.determined.iter().flat_map(|d| &d.elements);
        let more: Vec<_> = elements.chain(more).cloned().collect();
        match &self.determined {
            Some(determined) if self.bounded => {
                let (outer, _) = self.header.of_carrier();
                let determined = determined.generics.iter().copied();
                let all: Vec<_> = outer.into_iter().chain(determined).collect();
                self.header.conditions(&all, &more)
            }
            _ => {
                let asked = self.header.asked_of_block();
                let more: Vec<_> = asked.cloned().chain(more).collect();
                self.header.carrier_clause(&more)
            }
        }
    }

    fn implementation(&self) -> TokenStream {
        match self.header.home {
            Home::Companion(_) => self.of_function(),
            // Of a trait of the runtime there are no implementations for all types: those who call the function know it
            // by the user's trait.
            Home::Type(_) if self.is_of_any_type() => TokenStream::new(),
            Home::Type(_) => self.of_method(),
        }
    }

    /// Whether the block is about a type parameter, as in `impl<K: Kernel> Twice for K`.
    fn is_of_any_type(&self) -> bool {
        let (carrier, generics) = self.header.carrier();
        let carrier = carrier.to_string();
        generics.iter().any(|generic| generic.name == carrier)
    }

    fn of_function(&self) -> TokenStream {
        let args = self.args();
        self.naming(&quote!(::autodiff::Function<#args>), Vec::new())
    }

    /// A method allows the calls that read its receiver, or those that change it; a function without
    /// a receiver allows that by its path.
    fn of_method(&self) -> TokenStream {
        let (call, more) = match self.receiver {
            None => (quote!(::autodiff::Explicit), Vec::new()),
            Some(Passing::RefMut) => (quote!(__Call), vec![quote!(__Call: ::autodiff::Changes)]),
            Some(_) => (quote!(__Call), vec![quote!(__Call: ::autodiff::Reads)]),
        };
        let (args, name) = (self.args(), names::key(&self.header.name.to_string()));
        let receiver = self.receiver_kept(&name);
        let naming = self.naming(&quote!(::autodiff::Method<#name, #call, #args>), more);
        quote!(#receiver #naming)
    }

    /// The implementation of the trait that says what the types are, with parameters for it alone.
    fn naming(&self, of: &TokenStream, more: Vec<TokenStream>) -> TokenStream {
        let (carrier, _) = self.header.carrier();
        let (attributes, args) = (&self.header.attributes, self.args());
        let (generics, clause) = (self.generics(&more), self.clause(&[]));
        let Named {
            output,
            cache,
            calls,
            work,
            ..
        } = self;
        let types = quote! {
            type Output = #output;
            type Cache = #cache;
            type Calls = #calls;
        };
        if !self.hides {
            return quote! {
                #attributes
                #[allow(deprecated)]
                impl #generics #of for #carrier #clause {
                    #types
                    #work
                }
            };
        }
        // A private type cannot be the associated type of a public trait, unless a bound that is
        // private itself determines it.
        let inner = self.generics(&[]);
        let calls = quote!(__Calls: ::autodiff::Record);
        let more: Vec<_> = (more.into_iter())
            .chain([quote!(__Output), quote!(__Cache), calls])
            .collect();
        let generics = self.generics(&more);
        let bound =
            quote!(#carrier: __Named<#args, Output = __Output, Cache = __Cache, Calls = __Calls>);
        let conditions = self.clause(&[bound]);
        quote! {
            #attributes
            const _: () = {
                trait __Named<__Args> {
                    type Output;
                    type Cache;
                    type Calls;
                }
                #[allow(deprecated)]
                impl #inner __Named<#args> for #carrier #clause {
                    #types
                }
                #[allow(deprecated, private_bounds)]
                impl #generics #of for #carrier #conditions {
                    type Output = __Output;
                    type Cache = __Cache;
                    type Calls = __Calls;
                    #work
                }
            };
        }
    }
}

impl Named<'_> {
    /// What calls keep of a receiver that they might change.
    fn receiver_kept(&self, name: &TokenStream) -> Option<TokenStream> {
        let how = match self.receiver? {
            Passing::Ref => quote!(Whole),
            Passing::RefMut | Passing::Value => quote!(Nothing),
        };
        let (carrier, _) = self.header.carrier();
        let (outer, of_trait) = self.header.of_carrier();
        let generics = match of_trait.is_empty() {
            true => header::declared(outer),
            // A bound may speak of what the trait alone has.
            false => header::in_angles(self.header.declared_among(&outer).iter()),
        };
        let clause = self.header.carrier_clause(&[]);
        let attributes = &self.header.attributes;
        Some(quote! {
            #attributes
            #[allow(deprecated)]
            impl #generics ::autodiff::Receiver<#name> for #carrier #clause {
                type How = ::autodiff::#how;
                type Own = Self;
                #[inline(always)]
                fn own(&self) -> &Self {
                    self
                }
            }
        })
    }
}

/// The arguments that an implementation of the trait is for.
#[derive(Default)]
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
    let mentions = |param: &Param| own_among(header, &types::written(&param.ty));
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
            (header.visible().all(|g| g.name != name)).then_some(name)
        })?;
        let name = Ident::new(&name, Span::call_site());
        args.push(match (&param.ty, is_chosen) {
            (Type::Slice(item), true) => {
                let item = types::written(item);
                elements.push(
                    quote!(#name: ?::core::marker::Sized + ::autodiff::Elements<Item = #item>),
                );
                quote!(::autodiff::Ref<#name>)
            }
            _ => quote!(#name),
        });
        free.push(name);
    }
    let (_, of_trait) = header.of_carrier();
    let all = of_trait.into_iter().chain(&header.generics);
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

/// Where no arguments determine the parameters of a free function, these stand for them. Its callers write or guess them.
fn told<'a>(header: &'a Header, function: &Function) -> Option<Determined<'a>> {
    let is_told = |generic: &&Generic| !generic.lifetime;
    let generics: Vec<&Generic> = header.generics.iter().filter(is_told).collect();
    let has_name = |generic: &&Generic| !generic.anonymous;
    if !matches!(header.home, Home::Companion(_))
        || function.takes_functions()
        || !generics.iter().all(has_name)
    {
        return None;
    }
    let standing = generics.iter().map(|generic| {
        let (used, bare) = (&generic.used, &generic.bare);
        let is_constant = header::mentions(bare, "const", false);
        match is_constant && header::mentions(bare, "usize", false) {
            true => Some(quote!([(); #used])),
            false => (!is_constant).then(|| used.clone()),
        }
    });
    let standing = standing.collect::<Option<Vec<_>>>()?;
    Some(Determined {
        args: projections::told(&types::tuple(standing)),
        generics,
        ..Determined::default()
    })
}
