//! `#[differentiate] impl Type { … }`: the derivatives of its functions stand beside them.

use super::beside::{self, is_beside, stand_beside};
use super::defaults;
use super::for_all;
use super::function;
use super::header::{cache_name, header, owner};
use super::indexing;
use super::read_by_callers::read_by_callers;
use super::std_traits::{foreign, is_operator, last_name, says_no_number};
use super::titles::{right_side, title};
use crate::config::Config;
use crate::diagnostics::Errors;
use crate::emit::{self, Header, Parts};
use crate::ir::Tokens;
use crate::lower::{self, Neighbour, Owner};
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident};

/// A function of a block, as a free one that has a receiver, with what the attribute on it says.
pub(super) struct Member {
    pub(super) function: syn::ItemFn,
    pub(super) config: Config,
    pub(super) errors: Errors,
    pub(super) has_derivative: bool,
}

pub(super) fn expand(mut block: syn::ItemImpl, config: &Config, mut errors: Errors) -> TokenStream {
    if lower::speaks_of_self(&block.self_ty) {
        return super::failed(block.to_token_stream(), errors);
    }
    lower::own_lifetime(&mut block);
    config.check_block(&mut errors);
    if let Some((path, _)) = &block.trait_
        && last_name(path) == "Default"
    {
        // What has no arguments is a constant.
        return super::failed(block.into_token_stream(), errors);
    }
    let of_std = lower::is_number(&block.self_ty)
        || lower::is_list(&block.self_ty)
        || lower::is_boxed_object(&block.self_ty);
    if let Some((path, _)) = &block.trait_
        && (of_std && (!is_operator(path) || is_beside(&block))
            || lower::is_of_elements(path, &block.self_ty))
    {
        if !lower::is_for_std_alone(path) {
            errors.foreign_type(&block.self_ty, of_std);
        }
        return super::failed(block.into_token_stream(), errors);
    }
    if for_all::has_no_passes(&block) {
        errors.for_all_types(&block.self_ty);
        return super::failed(block.into_token_stream(), errors);
    }
    if let Some((path, _)) = &block.trait_
        && says_no_number(path)
    {
        return super::failed(block.into_token_stream(), errors);
    }
    if let Some((path, _)) = &block.trait_
        && let Some(problem) = foreign(path)
    {
        errors.foreign_trait(path, problem);
        return super::failed(block.into_token_stream(), errors);
    }
    if let Some((path, _)) = &block.trait_
        && !is_beside(&block)
        && lower::is_plain_trait(path)
    {
        errors.plain_trait(path);
        return super::failed(block.into_token_stream(), errors);
    }
    if beside::is_standing(&block) || beside::is_of_holder(&block) {
        return beside::standing(&mut block, config, errors);
    }
    let Derived {
        methods,
        errors: found,
        asked,
        is_operator,
    } = derive(&mut block, config, &|_| true);
    let Some((path, _)) = block.trait_.clone().filter(|_| !is_beside(&block)) else {
        let user = super::failed(block.into_token_stream(), errors);
        let user = user.into_iter().chain(found).collect();
        return emit::beside_block(user, &methods);
    };
    let (mut inside, mut beside) = emit::in_implementation(&methods);
    if !is_operator {
        let asked = asked
            .into_iter()
            .filter_map(|tokens| syn::parse2(tokens).ok());
        let asked: Vec<syn::WherePredicate> = asked.collect();
        if !asked.is_empty() {
            block.generics.make_where_clause().predicates.extend(asked);
        }
        let (within, next) = defaults::calls(&block, &path);
        inside.extend(within);
        beside.extend(next);
    }
    block.items.push(syn::ImplItem::Verbatim(inside));
    let user = super::failed(block.into_token_stream(), errors);
    user.into_iter().chain(found).chain(beside).collect()
}

/// The derivatives of the functions of a block.
pub(super) struct Derived {
    pub(super) methods: Vec<(Header, Parts)>,
    pub(super) errors: TokenStream,
    /// What its type parameters have to be.
    asked: Vec<TokenStream>,
    is_operator: bool,
}

/// The derivatives of those functions of the block that are `wanted`.
pub(super) fn derive(
    block: &mut syn::ItemImpl,
    config: &Config,
    wanted: &dyn Fn(&syn::Ident) -> bool,
) -> Derived {
    let mut title = title(&block.self_ty);
    let operator = block.trait_.as_ref().map(|(path, ..)| path);
    let operator = operator.filter(|path| is_operator(path) && !is_beside(block));
    if let Some(path) = operator {
        // `*` of a type may be defined for several right sides.
        title += &right_side(path);
    }
    let is_operator = operator.is_some();
    let mut members = members(block, config);
    let last = (block.trait_.as_ref()).and_then(|(path, ..)| path.segments.last());
    if let Some(last) = last.filter(|last| last.ident == "Index" || last.ident == "IndexMut") {
        for member in &mut members {
            let is_element =
                indexing::element(&mut member.function, &block.self_ty, &last.arguments);
            member.has_derivative = is_element && !member.config.skip;
        }
    }
    let kind = match &block.trait_ {
        Some(_) if is_operator => emit::Block::Operator,
        Some(_) if is_beside(block) => emit::Block::Inherent,
        Some(_) => emit::Block::Implementation,
        None => emit::Block::Inherent,
    };
    let owner = owner(block, title, kind);
    let known = known(block, &members, &owner);
    let (mut methods, mut found) = (Vec::new(), TokenStream::new());
    for member in members {
        let Member {
            function,
            config,
            mut errors,
            has_derivative,
        } = member;
        let is_read = !config.skip && owner.block == emit::Block::Inherent;
        let as_body = lower::may_be_read_as_body(&function.sig)
            || lower::may_be_told_arguments(&function.sig);
        let by_callers =
            is_read && (as_body || lower::changes_borrower(&function.sig, &block.self_ty));
        if by_callers {
            methods.push(read_by_callers(&function, &owner, &config));
        }
        if !wanted(&function.sig.ident) {
            found.extend(errors.finish());
        } else if has_derivative {
            let name = &function.sig.ident;
            let of_several = lower::of_several(&block.self_ty, name);
            let is_one_of_several = lower::converts_references(block)
                && !lower::is_only_conversion_of_references(&block.self_ty);
            if is_one_of_several || of_several.is_some() {
                errors.defined_twice(name);
            }
            let readable = function::readable(&function, Some(&block.generics));
            let mut header = header(&readable, &function.sig, Some(&owner), &config);
            let is_later = of_several == Some(lower::OfSeveral::Later);
            if is_later {
                header.cache = format_ident!("{}Again", header.cache);
            }
            let mut parts = function::expand(&readable, Some(&known), &header, &config, errors);
            if is_later {
                parts.leave_names_to_others();
            }
            methods.push((header, parts));
        } else {
            found.extend(errors.finish());
            let lends = known.functions.get(&function.sig.ident.to_string());
            if is_read && !by_callers && lends.is_some_and(|function| function.lends.is_some()) {
                methods.push(read_by_callers(&function, &owner, &config));
            }
            let passes = is_read.then(|| understood(&function, &known, &owner, &config));
            methods.extend(passes.flatten().or_else(|| {
                let header = header(&function, &function.sig, Some(&owner), &config);
                without_derivative(&function, header)
            }));
        }
    }
    Derived {
        methods,
        errors: found,
        asked: owner.asked(),
        is_operator,
    }
}

/// The names of the functions of a block.
pub(super) fn names(block: &syn::ItemImpl) -> Vec<syn::Ident> {
    let functions = block.items.iter().filter_map(|item| match item {
        syn::ImplItem::Fn(method) => Some(method.sig.ident.clone()),
        _ => None,
    });
    functions.collect()
}

/// The functions of the block; attributes of ours are taken off them.
fn members(block: &mut syn::ItemImpl, base: &Config) -> Vec<Member> {
    let mut members = Vec::new();
    let types = is_beside(block).then(|| lower::associated_types(block));
    for item in &mut block.items {
        if let syn::ImplItem::Fn(method) = item {
            let (vis, body) = (Some(&method.vis), Some(&method.block));
            let mut member = member(&mut method.attrs, &method.sig, vis, body, base);
            if member.has_derivative {
                member.errors.under_condition(&method.attrs);
            }
            if let Some(types) = &types {
                stand_beside(&mut member.function, types);
            }
            let function = lower::sized(lower::without_aliases(member.function));
            member.function = lower::with_objects_made(function, Some(&block.self_ty));
            let as_body = lower::is_read_as_body(&method.sig)
                || lower::moves_reference(&method.sig, &method.block, &block.self_ty);
            member.has_derivative &=
                !as_body && !lower::gives_borrower(&method.sig, &block.self_ty);
            members.push(member);
            lower::without_checkpoints(&mut method.block);
        }
    }
    members
}

/// Whether an attribute of ours is among these.
pub(super) fn has_attribute(attrs: &[syn::Attribute]) -> bool {
    attrs.iter().any(is_ours)
}

fn is_ours(attribute: &syn::Attribute) -> bool {
    let last = attribute.path().segments.last();
    last.is_some_and(|s| s.ident == "differentiate")
}

/// A function of a block; attributes of ours are taken off it.
pub(super) fn member(
    attrs: &mut Vec<syn::Attribute>,
    sig: &syn::Signature,
    vis: Option<&syn::Visibility>,
    body: Option<&syn::Block>,
    base: &Config,
) -> Member {
    let mut errors = Errors::new();
    let mut config = base.of_member();
    attrs.retain(|attribute| {
        let ours = is_ours(attribute);
        if ours {
            let args = match &attribute.meta {
                syn::Meta::List(list) => list.tokens.clone(),
                _ => TokenStream::new(),
            };
            config.read(args, &mut errors);
        }
        !ours
    });
    let empty = syn::Block {
        brace_token: Default::default(),
        stmts: Vec::new(),
    };
    let function = syn::ItemFn {
        attrs: attrs.clone(),
        vis: vis.cloned().unwrap_or(syn::Visibility::Inherited),
        modifiers: Default::default(),
        sig: sig.clone(),
        block: Box::new(body.cloned().unwrap_or(empty)),
    };
    let has_derivative = !config.skip && lower::has_floats(&function.sig);
    Member {
        function,
        config,
        errors,
        has_derivative,
    }
}

/// The passes of a method that counts, or gives its receiver back, if it can be read.
fn understood(
    function: &syn::ItemFn,
    known: &Owner,
    owner: &emit::Owner,
    config: &Config,
) -> Option<(Header, Parts)> {
    let function = match lower::without_receiver_given(function) {
        Some(changing) => changing,
        None if lower::counts_by_reference(&function.sig) => function.clone(),
        None => return None,
    };
    let readable = function::readable(&function, Some(&known.generics));
    let header = header(&readable, &function.sig, Some(owner), config);
    let parts = function::expand_if_read(&readable, known, &header, config)?;
    Some((header, parts))
}

/// What is said of a function without a derivative: what it returns, if that has a name.
pub(super) fn without_derivative(
    function: &syn::ItemFn,
    header: Header,
) -> Option<(Header, Parts)> {
    let output = match &function.sig.output {
        syn::ReturnType::Default => TokenStream::new(),
        syn::ReturnType::Type(_, ty) => ty.to_token_stream(),
    };
    let receiver = match function.sig.receiver() {
        Some(receiver) => Some(lower::passing(receiver)?),
        None => None,
    };
    let parts = lower::has_name(&function.sig)
        .then(|| emit::without_derivative(&header, receiver, output))?;
    Some((header, parts))
}

/// What the functions know of the block and of each other.
fn known(block: &syn::ItemImpl, members: &[Member], owner: &emit::Owner) -> Owner {
    let mut known = Owner {
        ty: behind(&block.self_ty).clone(),
        by_reference: matches!(&*block.self_ty, syn::Type::Reference(_)),
        generics: block.generics.clone(),
        objects: lower::object_parameters(block),
        markers: lower::marker_parameters(block),
        is_operator: owner.block == emit::Block::Operator,
        is_inherent: owner.block == emit::Block::Inherent,
        types: lower::associated_types(block).into_iter().collect(),
        constants: Default::default(),
        functions: Default::default(),
    };
    for item in &block.items {
        if let syn::ImplItem::Const(item) = item {
            let constants = &mut known.constants;
            constants.insert(item.ident.to_string(), item.ty.clone());
        }
    }
    for member in members {
        let sig = &member.function.sig;
        let mut params = sig.generics.params.iter();
        if params.any(|param| !matches!(param, syn::GenericParam::Lifetime(_))) {
            continue;
        }
        // It is called like one of another block: whether it could be read shows only then.
        if lower::without_receiver_given(&member.function).is_some() {
            continue;
        }
        let result_type = match &sig.output {
            syn::ReturnType::Default => None,
            syn::ReturnType::Type(_, ty) => Some((**ty).clone()),
        };
        let receiver = sig.receiver().and_then(lower::passing);
        let cache =
            proc_macro2::Ident::new(&cache_name(&owner.title, &sig.ident), sig.ident.span());
        // The cache of what takes functions has parameters of its own.
        let readable = function::readable(&member.function, Some(&block.generics));
        let is_plain =
            owner.generics.is_empty() && lower::function_parameters(&readable.sig).is_empty();
        let neighbour = Neighbour {
            receiver,
            shared: sig.inputs.iter().map(lower::is_shared).collect(),
            result: result_type.clone(),
            cache: is_plain.then(|| Tokens::new(cache.to_token_stream())),
            has_derivative: member.has_derivative,
            lends: (lower::gives_part(&result_type) || lower::gives_borrower(sig, &block.self_ty))
                .then(|| member.function.clone()),
        };
        known.functions.insert(sig.ident.to_string(), neighbour);
    }
    known
}

/// What the derivatives of an operator hang on: of one on a reference, what is behind it.
pub(super) fn behind(ty: &syn::Type) -> &syn::Type {
    match ty {
        syn::Type::Reference(reference) => &reference.elem,
        other => other,
    }
}
