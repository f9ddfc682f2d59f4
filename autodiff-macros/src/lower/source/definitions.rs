//! What stands in the same file as a function: the structs that it names, and their functions.
//!
//! A literal of a generic struct leaves out the generic arguments, which rustc finds by the types of the
//! fields. To name the type, the macro has to do the same, and for this it has to see the definition. It
//! looks for it in the file that the name stands in, which rustc reads anyway. What is found there is a
//! hint: where another type is meant by the same name, the generated code does not compile.

use crate::lower::calls::lending::located;
use crate::lower::source::blocks_with::blocks_with;
use crate::lower::source::generic_aliases::{Meant, without_aliases};
use crate::lower::source::text::{Source, Written, around};
use crate::lower::types;
use crate::lower::types::fields;
use crate::lower::with_floats_of_matrices;
use proc_macro2::{Ident, Span, TokenStream};
use syn::visit_mut::VisitMut;

/// The signature of a function that stands in an `impl` of a type.
pub(in crate::lower) struct Associated {
    /// The parameters of the `impl`.
    pub(in crate::lower) generics: syn::Generics,
    pub(in crate::lower) owner: syn::Path,
    pub(in crate::lower) signature: syn::Signature,
}

/// The only definition of a struct of this name.
pub(in crate::lower) fn definition(name: &Ident) -> Option<syn::ItemStruct> {
    let (source, at) = around(name.span())?;
    definition_in(&source, name, at)
}

fn definition_in(source: &Source, name: &Ident, at: usize) -> Option<syn::ItemStruct> {
    let item = only(source.find("struct", &name.to_string(), at).into_iter())?;
    let mut item: syn::ItemStruct = read(item.text, name.span())?;
    Meant.visit_item_struct_mut(&mut item);
    Some(item)
}

/// The generic parameters of the only struct or enum of this name.
pub(in crate::lower) fn generics_of(name: &Ident) -> Option<syn::Generics> {
    let structs = parsed::<syn::ItemStruct>(name, "struct")?.map(|item| item.generics);
    let enums = parsed::<syn::ItemEnum>(name, "enum")?.map(|item| item.generics);
    only(structs.chain(enums))
}

/// What an alias of this name stands for.
pub(in crate::lower) fn alias(name: &Ident) -> Option<syn::Type> {
    let alias: syn::ItemType = only(parsed(name, "type")?)?;
    alias.generics.params.is_empty().then_some(*alias.ty)
}

/// The type of the constant of this name.
pub(in crate::lower) fn constant(name: &Ident) -> Option<syn::Type> {
    let constants = parsed::<syn::ItemConst>(name, "const")?.map(|item| *item.ty);
    let statics = parsed::<syn::ItemStatic>(name, "static")?.map(|item| *item.ty);
    only(constants.chain(statics))
}

/// The type of a constant of a type.
pub(in crate::lower) fn constant_of(owner: &Ident, name: &Ident) -> Option<syn::Type> {
    let constants = blocks(owner)?.into_iter().flat_map(|block| block.items);
    only(constants.filter_map(|item| match item {
        syn::ImplItem::Const(constant) if constant.ident == *name => Some(constant.ty),
        _ => None,
    }))
}

/// The type that all constants of this name have, of whichever types and traits.
pub(in crate::lower) fn constant_of_any(name: &Ident) -> Option<syn::Type> {
    let (source, _) = around(name.span())?;
    let of_name = name.to_string();
    let constants = source.named("const", &of_name);
    let parsed = constants.map(|text| read::<syn::TraitItemConst>(text, name.span()));
    agreed(parsed.map(|item| Some(item?.ty)))
}

/// The free function of this name.
pub(in crate::lower) fn free_item(name: &Ident) -> Option<syn::ItemFn> {
    only(parsed(name, "fn")?).map(without_aliases)
}

/// Whether the file has several items of this name.
pub(in crate::lower) fn is_ambiguous(name: &Ident) -> bool {
    around(name.span()).is_none_or(|(source, _)| source.count(&name.to_string()) > 1)
}

/// What a method of a type gives, of its own or of a trait: the type as every such method writes it.
pub(in crate::lower) fn result_of(owner: &Ident, method: &str) -> Option<syn::Type> {
    let blocks = blocks_with(owner, method)?.into_iter();
    let items = blocks.flat_map(|block| block.items);
    let mut results = items.filter_map(|item| match item {
        syn::ImplItem::Fn(function) if function.sig.ident == method => Some(function.sig.output),
        _ => None,
    });
    let first = results.next()?;
    match first {
        syn::ReturnType::Type(_, ty) if results.next().is_none() => Some(*ty),
        _ => None,
    }
}

/// The signature of the free function of this name, if it is not generic.
pub(in crate::lower) fn free_function(name: &Ident) -> Option<syn::Signature> {
    let signature = with_floats_of_matrices(free_item(name)?).sig;
    let mut generics = signature.generics.params.iter();
    let is_plain = generics.all(|param| matches!(param, syn::GenericParam::Lifetime(_)));
    (is_plain && signature.receiver().is_none()).then_some(signature)
}

/// The items of this kind that a name may mean.
pub(in crate::lower) fn parsed<T: syn::parse::Parse>(
    name: &Ident,
    keyword: &'static str,
) -> Option<std::vec::IntoIter<T>> {
    let (source, at) = around(name.span())?;
    let items = source.find(keyword, &name.to_string(), at);
    let items = items.iter().filter_map(|item| read(item.text, name.span()));
    Some(items.collect::<Vec<T>>().into_iter())
}

/// Whether a name may mean a trait.
pub(in crate::lower) fn is_trait(name: &Ident) -> bool {
    let found = around(name.span());
    found.is_some_and(|(source, at)| !source.find("trait", &name.to_string(), at).is_empty())
}

/// The only enum of this name.
pub(in crate::lower) fn enumeration(name: &Ident) -> Option<syn::ItemEnum> {
    only(parsed(name, "enum")?)
}

/// The fields of a variant of the only enum of this name.
pub(in crate::lower) fn variant(owner: &Ident, variant: &str) -> Option<syn::Fields> {
    let mut variants = enumeration(owner)?.variants.into_iter();
    let found = variants.find(|found| found.ident == variant)?;
    Some(found.fields)
}

/// Whether a struct of this name is defined, once.
pub(in crate::lower) fn is_defined(name: &Ident) -> bool {
    let found = around(name.span());
    found.is_some_and(|(source, at)| source.find("struct", &name.to_string(), at).len() == 1)
}

/// Whether an enum of this name is defined, once.
pub(in crate::lower) fn is_enum(name: &Ident) -> bool {
    let found = around(name.span());
    found.is_some_and(|(source, at)| source.find("enum", &name.to_string(), at).len() == 1)
}

/// Whether a struct of this name derives `Copy`.
pub(in crate::lower) fn derives_copy(name: &Ident) -> bool {
    let found = around(name.span());
    found.is_some_and(|(source, at)| {
        let item = only(source.find("struct", &name.to_string(), at).into_iter());
        item.is_some_and(|item| item.before.contains("Copy"))
    })
}

/// Whether the only struct or enum of this name derives `Differentiable`, or need not.
pub(crate) fn derives_differentiable(name: &Ident) -> bool {
    let found = around(name.span());
    found.is_some_and(|(source, at)| {
        if source.underived().iter().any(|found| *name == found.name) {
            return true;
        }
        let of = |keyword| source.find(keyword, &name.to_string(), at).into_iter();
        let item = only(of("struct").chain(of("enum")));
        item.is_some_and(|item| item.before.contains("Differentiable"))
    })
}

/// Whether the file shows that a struct or an enum of this name is not `Copy`.
pub(in crate::lower) fn is_moved(name: &Ident) -> bool {
    let Some((source, at)) = around(name.span()) else {
        return false;
    };
    let of_name = name.to_string();
    let (structs, enums) = (
        source.find("struct", &of_name, at),
        source.find("enum", &of_name, at),
    );
    let found = only(structs.into_iter().chain(enums));
    let derives = |item: &Written<'_>| item.before.contains("Copy");
    let implements = || {
        let mut blocks = blocks_of(&source, name, at).into_iter();
        blocks.any(|block| matches!(&block.trait_, Some((path, ..)) if path.is_ident("Copy")))
    };
    found.is_some_and(|item| !derives(&item) && !implements())
}

/// The blocks about a type of this name.
pub(in crate::lower) fn blocks(name: &Ident) -> Option<Vec<syn::ItemImpl>> {
    let (source, at) = around(name.span())?;
    Some(blocks_of(&source, name, at))
}

pub(in crate::lower) fn blocks_of(source: &Source, name: &Ident, at: usize) -> Vec<syn::ItemImpl> {
    let of_name = name.to_string();
    let scope = only(source.find("struct", &of_name, at).into_iter()).map(|item| item.scope);
    let blocks = source
        .blocks(scope, at)
        .filter(|text| text.contains(&of_name));
    let blocks = blocks.filter_map(|text| read::<syn::ItemImpl>(text, name.span()));
    let is_of_type = |block: &syn::ItemImpl| match &*block.self_ty {
        syn::Type::Path(_) => is_called(&block.self_ty, &of_name),
        _ => false,
    };
    blocks.filter(is_of_type).collect()
}

/// The type of the items of a type of this name that is an iterator.
pub(in crate::lower) fn items(owner: &Ident) -> Option<syn::Type> {
    let block = only(implementations(owner, "Iterator").into_iter())?;
    if !block.generics.params.is_empty() {
        return None;
    }
    only(block.items.into_iter().filter_map(|item| match item {
        syn::ImplItem::Type(item) if item.ident == "Item" => Some(item.ty),
        _ => None,
    }))
}

/// The implementations of this trait for a type of this name, or for references to it.
pub(in crate::lower) fn implementations(owner: &Ident, of: &str) -> Vec<syn::ItemImpl> {
    let Some((source, at)) = around(owner.span()) else {
        return Vec::new();
    };
    let name = owner.to_string();
    let scope = only(source.find("struct", &name, at).into_iter()).map(|item| item.scope);
    let blocks = source.blocks_of_trait(scope, at, of);
    let blocks = blocks.filter_map(|text| syn::parse_str::<syn::ItemImpl>(text).ok());
    let is_meant = |block: &syn::ItemImpl| {
        let last = (block.trait_.as_ref()).and_then(|(path, ..)| path.segments.last());
        is_called(&block.self_ty, &name) && last.is_some_and(|last| last.ident == of)
    };
    blocks.filter(is_meant).collect()
}

/// Whether a type, or what is behind a reference, goes by this name.
pub(in crate::lower) fn is_called(ty: &syn::Type, name: &str) -> bool {
    match ty {
        syn::Type::Reference(reference) => is_called(&reference.elem, name),
        ty => fields::last_segment(ty).is_some_and(|last| last.ident == name),
    }
}

/// The only function of this name of a type.
pub(in crate::lower) fn function(owner: &Ident, name: &str) -> Option<Associated> {
    only(
        blocks_with(owner, name)?
            .into_iter()
            .filter_map(|block| associated(block, name)),
    )
}

/// The type that all of these are.
pub(super) fn agreed(types: impl Iterator<Item = Option<syn::Type>>) -> Option<syn::Type> {
    let types: Option<Vec<syn::Type>> = types.collect();
    let mut types = types?.into_iter();
    let first = types.next()?;
    let same = |ty| types::tokens_of(&ty) == types::tokens_of(&first);
    types.all(same).then_some(first)
}

pub(in crate::lower) fn associated(block: syn::ItemImpl, name: &str) -> Option<Associated> {
    let syn::Type::Path(path) = *block.self_ty else {
        return None;
    };
    let mut functions = block.items.into_iter().filter_map(|item| match item {
        syn::ImplItem::Fn(function) if function.sig.ident == name => Some(function.sig),
        _ => None,
    });
    let signature = functions.next().filter(|_| block.trait_.is_none())?;
    Some(Associated {
        generics: block.generics,
        owner: path.path,
        signature,
    })
}

/// Whether functions of this name have a receiver, if all of them say the same.
pub(in crate::lower) fn has_receiver(name: &Ident) -> Option<bool> {
    let mut all = signatures(name)
        .into_iter()
        .map(|sig| sig.receiver().is_some());
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

/// What functions of this name give, if all of them give the same type.
pub(in crate::lower) fn output_of_any(name: &Ident) -> Option<syn::Type> {
    agreed(signatures(name).into_iter().map(|sig| match sig.output {
        syn::ReturnType::Type(_, ty) => Some(*ty),
        syn::ReturnType::Default => None,
    }))
}

/// What methods of this name give, if all of them give the same type.
pub(in crate::lower) fn output_of_methods(name: &Ident) -> Option<syn::Type> {
    let all = signatures(name).into_iter();
    let methods = all.filter(|sig| sig.receiver().is_some());
    agreed(methods.map(|sig| match sig.output {
        syn::ReturnType::Type(_, ty) => Some(*ty),
        syn::ReturnType::Default => None,
    }))
}

/// The signatures of all functions of this name, whatever they belong to.
pub(in crate::lower) fn signatures(name: &Ident) -> Vec<syn::Signature> {
    let found = around(name.span());
    found.map_or(Vec::new(), |(source, _)| signatures_in(&source, name))
}

/// Whether the file that a function stands in has one of this name.
pub(crate) fn is_function_of_file(name: &Ident, sig: &syn::Signature) -> bool {
    let found = around(sig.ident.span());
    found.is_some_and(|(source, _)| source.named("fn", &name.to_string()).next().is_some())
}

pub(in crate::lower) fn signatures_in(source: &Source, name: &Ident) -> Vec<syn::Signature> {
    let of_name = name.to_string();
    let items = source.named("fn", &of_name);
    let functions = items.filter_map(|text| read::<syn::TraitItemFn>(text, name.span()));
    functions.map(|function| function.sig).collect()
}

/// An item of a file, as if it stood where it is named: there the names in it are looked for in turn.
pub(in crate::lower) fn read<T: syn::parse::Parse>(text: &str, at: Span) -> Option<T> {
    let tokens: TokenStream = text.parse().ok()?;
    syn::parse2(located(tokens, at)).ok()
}

/// What is found more than once is not known.
pub(in crate::lower) fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::{Source, associated, blocks_of, definition_in};
    use proc_macro2::{Ident, Span};

    fn named(name: &str) -> Ident {
        Ident::new(name, Span::call_site())
    }

    #[test]
    fn structs_and_their_functions_are_found() {
        let source = Source::of(
            "/* struct A { } */ struct A<T> { x: T, y: [T; 2] } struct Ab;
             struct B<const N: usize>([f64; N]);
             impl<T> A<T> { fn new(x: T) -> Self { loop {} } }
             impl<T> Clone for A<T> { fn clone(&self) -> Self { loop {} } }",
        );
        let fields =
            |name: &str| definition_in(&source, &named(name), 0).map(|item| item.fields.len());
        assert_eq!(
            (fields("A"), fields("B"), fields("C")),
            (Some(2), Some(1), None)
        );
        let has = |name: &str| {
            let blocks = blocks_of(&source, &named("A"), 0).into_iter();
            blocks.filter_map(|block| associated(block, name)).count()
        };
        assert_eq!((has("new"), has("clone")), (1, 0));
    }

    #[test]
    fn what_is_defined_twice_is_not_known() {
        let source = Source::of("struct P<T>(T); struct P<T>(Vec<T>);");
        assert!(definition_in(&source, &named("P"), 0).is_none());
    }
}
