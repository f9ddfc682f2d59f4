//! What generated items take over from the head of a function, and of the block it stands in.

use super::impls;
use crate::config::Config;
use crate::emit::{self, Block, Face, Generic, Header, Home, Owner};
use crate::ir::{Function, Tokens, calls_parameter};
use crate::lower;
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

/// The head of a free function, or of a function of a type.
/// `written` is the signature as the user wrote it.
pub(super) fn header(
    function: &syn::ItemFn,
    written: &syn::Signature,
    owner: Option<&Owner>,
    config: &Config,
) -> Header {
    let name = &function.sig.ident;
    let companion = config.companion.clone().unwrap_or_else(|| name.clone());
    let (home, cache) = match owner {
        None => (
            Home::Companion(companion.clone()),
            emit::cache(&companion.to_string()),
        ),
        Some(owner) => (Home::Type(owner.clone()), cache_name(&owner.title, name)),
    };
    let conditions = function.attrs.iter().filter(|a| a.path().is_ident("cfg"));
    let wrt = function.sig.inputs.iter().map(|input| {
        let Some(wrt) = &config.wrt else { return true };
        match input {
            syn::FnArg::Receiver(_) => wrt.iter().any(|name| name == "self"),
            syn::FnArg::Typed(param) => match &*param.pat {
                syn::Pat::Ident(pattern) => wrt.contains(&pattern.ident),
                _ => false,
            },
        }
    });
    let own = generics(&function.sig.generics, &written.generics, Some(function));
    // What an implementation asks of its own parameters, a method of it cannot.
    let visible: Vec<_> = match owner {
        Some(owner) if owner.block != Block::Implementation => {
            own.iter().chain(&owner.generics).cloned().collect()
        }
        _ => own.clone(),
    };
    let mut types = types_in(&function.sig);
    types.extend(lower::taken_by_calls(function, &function.sig.generics));
    if let Some(owner) = owner.filter(|owner| owner.block == Block::Inherent) {
        let params = owner
            .generics
            .iter()
            .map(|generic| generic.declared.clone());
        let params = params.filter_map(|declared| syn::parse2::<syn::GenericParam>(declared).ok());
        let of_block = syn::Generics {
            params: params.collect(),
            ..Default::default()
        };
        types.extend(lower::taken_by_calls(function, &of_block));
    }
    let open_types = emit::open_types::of_signature(types, &visible);
    let told = told(&function.sig, &own, owner);
    Header {
        name: name.clone(),
        home,
        cache: Ident::new(&cache, Span::call_site()),
        visibility: function.vis.to_token_stream(),
        attributes: conditions.map(ToTokens::to_token_stream).collect(),
        generics: (own.into_iter())
            .chain(
                lower::function_parameters(&function.sig)
                    .iter()
                    .map(|name| calls(name)),
            )
            .collect(),
        predicates: (predicates(&function.sig.generics).into_iter())
            .chain(open_types)
            .collect(),
        // Of one that is open for more types than are read, the name alone does not tell which is meant.
        is_item: !lower::takes_iterators(written)
            && !lower::takes_numbers(written)
            && written.inputs.len() == function.sig.inputs.len()
            && written.generics.type_params().count()
                <= function.sig.generics.type_params().count(),
        speaks_of_self: written.receiver().is_some() || lower::speaks_of_self(&written),
        wrt: wrt.collect(),
        told,
        face: Face::Public,
    }
}

/// The cache of `apply` of a `Dense` is a `DenseApplyCache`.
pub(super) fn cache_name(title: &str, function: &Ident) -> String {
    format!("{title}{}", emit::cache(&function.to_string()))
}

/// The type parameters that are told by what is passed by a shared reference: `&K`, `&[K]`, `&self`; those of an
/// implementation are by the type that it is of.
fn told(sig: &syn::Signature, own: &[Generic], owner: Option<&Owner>) -> Vec<String> {
    let lent: Vec<&syn::Type> = (sig.inputs.iter())
        .filter_map(|input| match input {
            syn::FnArg::Typed(param) => match &*param.ty {
                syn::Type::Reference(of) if of.mutability.is_none() => Some(&*of.elem),
                _ => None,
            },
            syn::FnArg::Receiver(_) => None,
        })
        .collect();
    let is_lent = |generic: &&Generic| lent.iter().any(|ty| lower::holds(ty, &generic.name));
    let of_owner =
        owner.filter(|owner| owner.block == Block::Implementation || lower::reads_receiver(sig));
    let of_owner = of_owner.into_iter().flat_map(|owner| &owner.generics);
    let told = own.iter().filter(is_lent).chain(of_owner);
    told.map(|generic| generic.name.clone()).collect()
}

/// The generic parameters of an item; `written` are those that the user gave a name.
pub(super) fn generics(
    of: &syn::Generics,
    written: &syn::Generics,
    function: Option<&syn::ItemFn>,
) -> Vec<Generic> {
    let functions = functions(of);
    of.params
        .iter()
        .map(|param| generic(param, of, written, function))
        .filter(|generic| !functions.contains(&generic.name))
        .collect()
}

/// The generic parameters of a block, and whether its functions may change those that are objects.
pub(super) fn of_block(block: &syn::ItemImpl) -> Vec<Generic> {
    let changed = block.items.iter().any(|item| match item {
        syn::ImplItem::Fn(function) => lower::may_change_objects(&function.sig, &function.block),
        _ => false,
    });
    let mut generics = generics(&block.generics, &block.generics, None);
    let (objects, markers) = (
        lower::object_parameters(block),
        lower::marker_parameters(block),
    );
    for generic in &mut generics {
        if markers.contains(&generic.name) {
            generic.float = false;
        }
        if objects.contains(&generic.name) {
            (generic.float, generic.object, generic.changed) = (false, true, changed);
        }
    }
    generics
}

/// The types of a function's arguments and of its result.
fn types_in(sig: &syn::Signature) -> TokenStream {
    let inputs = sig.inputs.to_token_stream().into_iter();
    inputs.chain(sig.output.to_token_stream()).collect()
}

/// The bounds that say what the types are which a trait leaves open: `B: Stage<In = A::Out>`.
fn equalities(of: &syn::Generics) -> TokenStream {
    let bounds = of
        .type_params()
        .flat_map(|param| lower::bounds(of, &param.ident));
    let bounds = bounds.map(ToTokens::to_token_stream);
    bounds
        .filter(|bound| bound.to_string().contains('='))
        .collect()
}

/// What generated items take over from a block.
pub(super) fn owner(block: &syn::ItemImpl, title: String, kind: Block) -> Owner {
    let generics = of_block(block);
    let types: TokenStream = (block.items.iter())
        .flat_map(|item| match item {
            syn::ImplItem::Fn(function) => types_in(&function.sig),
            syn::ImplItem::Type(ty) => ty.ty.to_token_stream(),
            _ => TokenStream::new(),
        })
        .chain(equalities(&block.generics))
        .collect();
    let open_types = match kind {
        Block::Implementation => emit::open_types::of_signature(types, &generics),
        Block::Inherent | Block::Trait | Block::Operator => Vec::new(),
    };
    let predicates = predicates(&block.generics).into_iter();
    Owner {
        ty: impls::behind(&block.self_ty).to_token_stream(),
        predicates: predicates.chain(open_types.iter().cloned()).collect(),
        block: kind,
        generics,
        open_types,
        title,
    }
}

/// The same of a block whose functions are read as their bodies: type parameters that stand for functions stay.
pub(super) fn holder(block: &syn::ItemImpl, title: String) -> Owner {
    let all = &block.generics;
    let clause = all.where_clause.iter().flat_map(|c| &c.predicates);
    Owner {
        ty: impls::behind(&block.self_ty).to_token_stream(),
        predicates: clause.map(ToTokens::to_token_stream).collect(),
        block: Block::Inherent,
        generics: (all.params.iter())
            .map(|param| generic(param, all, all, None))
            .collect(),
        open_types: Vec::new(),
        title,
    }
}

/// The conditions of an item, and the operators that generated code asks of its type parameters.
pub(super) fn predicates(of: &syn::Generics) -> Vec<TokenStream> {
    let functions = functions(of);
    let vectors = lower::vectors(of);
    let operators = match vectors.is_empty() {
        true => Vec::new(),
        false => lower::asked_operators(of),
    };
    let operators = operators
        .iter()
        .map(|asked| emit::operators::asked(asked.name, &asked.operands, asked.output.as_ref()));
    let vectors = vectors.iter().map(emit::operators::of_vector);
    let predicates = of.where_clause.iter().flat_map(|c| &c.predicates);
    let predicates = predicates.filter(|predicate| !lower::is_about_number(predicate));
    let predicates = predicates.map(|predicate| Tokens::new(predicate.to_token_stream()));
    predicates
        .filter(|predicate| !predicate.mentions(&functions))
        .map(|predicate| predicate.stream().clone())
        .chain(operators)
        .chain(vectors)
        .collect()
}

/// The type parameters that stand for functions: generated functions have none of these.
fn functions(of: &syn::Generics) -> Vec<String> {
    let functions = of.type_params().map(|t| &t.ident);
    functions
        .filter(|t| lower::parameter(of, t, None) == lower::Parameter::Function)
        .map(Ident::to_string)
        .collect()
}

/// The head of a closure's function: it takes the generic parameters that it is called with.
pub(super) fn of_closure(around: &Header, closure: &Function) -> Header {
    let companion = Ident::new(&closure.name, Span::call_site());
    let cache = emit::cache(&closure.name);
    let called_with = |generic: &&Generic| closure.generics.contains(&generic.name);
    Header {
        name: around.name.clone(),
        home: Home::Companion(companion),
        cache: Ident::new(&cache, Span::call_site()),
        // What it captures may be of a private type.
        visibility: TokenStream::new(),
        attributes: around.attributes.clone(),
        generics: around.visible().filter(called_with).cloned().collect(),
        predicates: around.all_predicates().cloned().collect(),
        is_item: true,
        speaks_of_self: false,
        wrt: Vec::new(),
        told: around.told.clone(),
        face: Face::Public,
    }
}

/// The parameter for what calls of an argument leave.
fn calls(name: &str) -> Generic {
    let name = calls_parameter(name);
    let ident = Ident::new(&name, Span::call_site()).to_token_stream();
    Generic {
        name,
        lifetime: false,
        float: false,
        object: false,
        changed: false,
        anonymous: true,
        declared: ident.clone(),
        bare: ident.clone(),
        bounds: Vec::new(),
        used: ident,
    }
}

fn generic(
    param: &syn::GenericParam,
    all: &syn::Generics,
    written: &syn::Generics,
    function: Option<&syn::ItemFn>,
) -> Generic {
    let mut declared = param.clone();
    let (mut float, mut object, mut changed) = (false, false, false);
    let (mut anonymous, mut bounds) = (false, Vec::new());
    let (name, used) = match &mut declared {
        syn::GenericParam::Lifetime(l) => (&l.lifetime.ident, l.lifetime.to_token_stream()),
        syn::GenericParam::Type(t) => {
            t.default = None;
            let kind = lower::parameter(all, &t.ident, function);
            float = kind == lower::Parameter::Float;
            object = kind == lower::Parameter::Object;
            let may_change = |f: &syn::ItemFn| lower::may_change_object(&f.sig, &f.block, &t.ident);
            changed = object && function.is_some_and(may_change);
            bounds = t.bounds.iter().map(ToTokens::to_token_stream).collect();
            anonymous = written.type_params().all(|other| other.ident != t.ident);
            (&t.ident, t.ident.to_token_stream())
        }
        syn::GenericParam::Const(c) => {
            c.default = None;
            (&c.ident, c.ident.to_token_stream())
        }
    };
    let name = name.to_string();
    let declared = declared.to_token_stream();
    let bare = match param {
        syn::GenericParam::Const(_) => declared.clone(),
        _ => used.clone(),
    };
    Generic {
        name,
        lifetime: matches!(param, syn::GenericParam::Lifetime(_)),
        float,
        object,
        changed,
        anonymous,
        declared,
        bare,
        bounds,
        used,
    }
}
