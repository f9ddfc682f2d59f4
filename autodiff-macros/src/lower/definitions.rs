//! What stands in the same file as a function: the structs that it names, and their functions.
//!
//! A literal of a generic struct leaves out the generic arguments, which rustc finds by the types of the
//! fields. To name the type, the macro has to do the same, and for this it has to see the definition. It
//! looks for it in the file that the name stands in, which rustc reads anyway. What is found there is a
//! hint: where another type is meant by the same name, the generated code does not compile.

use super::source_text::{Source, around};
use proc_macro2::Ident;

/// The signature of a function that stands in an `impl` of a type.
pub(super) struct Associated {
    /// The parameters of the `impl`.
    pub(super) generics: syn::Generics,
    pub(super) owner: syn::Path,
    pub(super) signature: syn::Signature,
}

/// The only definition of a struct of this name.
pub(super) fn definition(name: &Ident) -> Option<syn::ItemStruct> {
    definition_in(&*around(name.span())?, &name.to_string())
}

fn definition_in(source: &Source, name: &str) -> Option<syn::ItemStruct> {
    syn::parse_str(only(source.named("struct", name))?).ok()
}

/// What an alias of this name stands for.
pub(super) fn alias(name: &Ident) -> Option<syn::Type> {
    let items = parsed::<syn::ItemType>(name, "type")?;
    let alias = only(items.filter(|item| item.generics.params.is_empty()))?;
    Some(*alias.ty)
}

/// The type of the constant of this name.
pub(super) fn constant(name: &Ident) -> Option<syn::Type> {
    let constants = parsed::<syn::ItemConst>(name, "const")?.map(|item| *item.ty);
    let statics = parsed::<syn::ItemStatic>(name, "static")?.map(|item| *item.ty);
    only(constants.chain(statics))
}

/// The type of a constant of a type.
pub(super) fn constant_of(owner: &Ident, name: &Ident) -> Option<syn::Type> {
    let source = around(owner.span())?;
    let owner = owner.to_string();
    let constants = blocks(&source, &owner).flat_map(|block| block.items);
    only(constants.filter_map(|item| match item {
        syn::ImplItem::Const(constant) if constant.ident == *name => Some(constant.ty),
        _ => None,
    }))
}

/// The signature of the free function of this name, if it is not generic.
pub(super) fn free_function(name: &Ident) -> Option<syn::Signature> {
    let function = only(parsed::<syn::ItemFn>(name, "fn")?)?;
    let signature = function.sig;
    let mut generics = signature.generics.params.iter();
    let is_plain = generics.all(|param| matches!(param, syn::GenericParam::Lifetime(_)));
    (is_plain && signature.receiver().is_none()).then_some(signature)
}

/// The items of this kind and name, unless an import may mean another one.
fn parsed<T: syn::parse::Parse>(
    name: &Ident,
    keyword: &'static str,
) -> Option<std::vec::IntoIter<T>> {
    let source = around(name.span()).filter(|_| !is_imported(name))?;
    let name = name.to_string();
    let items = source.named(keyword, &name);
    let items: Vec<T> = items.filter_map(|item| syn::parse_str(item).ok()).collect();
    Some(items.into_iter())
}

/// Whether an import in the file speaks of this name.
pub(super) fn is_imported(name: &Ident) -> bool {
    around(name.span()).is_some_and(|source| source.imports(&name.to_string()))
}

/// Whether a struct of this name is defined, once.
pub(super) fn is_defined(name: &Ident) -> bool {
    let source = around(name.span());
    source.is_some_and(|source| only(source.named("struct", &name.to_string())).is_some())
}

/// Whether nothing that a call of one of its methods keeps can be a struct of this name: it has lifetimes,
/// and its methods borrow it.
pub(super) fn is_only_borrowed(name: &Ident) -> bool {
    let Some(source) = around(name.span()) else {
        return false;
    };
    let name = name.to_string();
    let Some(definition) = definition_in(&source, &name) else {
        return false;
    };
    let copied = definition
        .attrs
        .iter()
        .any(|attribute| match &attribute.meta {
            syn::Meta::List(list) => list.tokens.to_string().contains("Copy"),
            _ => false,
        });
    let by_value = |block: &syn::ItemImpl| {
        let copies = matches!(&block.trait_, Some((path, ..)) if path.is_ident("Copy"));
        let mut items = block.items.iter();
        let takes = |item: &syn::ImplItem| match item {
            syn::ImplItem::Fn(function) => (function.sig.receiver())
                .is_some_and(|receiver| matches!(receiver.kind, syn::ReceiverKind::Value)),
            _ => false,
        };
        copies || copied && items.any(takes)
    };
    definition.generics.lifetimes().next().is_some()
        && !blocks(&source, &name).any(|block| by_value(&block))
}

/// The blocks about a type of this name.
fn blocks(source: &Source, name: &str) -> impl Iterator<Item = syn::ItemImpl> {
    let blocks = source.blocks().filter(move |item| item.contains(name));
    let blocks = blocks.filter_map(|item| syn::parse_str::<syn::ItemImpl>(item).ok());
    blocks.filter(move |block| match &*block.self_ty {
        syn::Type::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident == name),
        _ => false,
    })
}

/// The only function of this name of a type.
pub(super) fn function(owner: &Ident, name: &str) -> Option<Associated> {
    function_in(&*around(owner.span())?, &owner.to_string(), name)
}

fn function_in(source: &Source, owner: &str, name: &str) -> Option<Associated> {
    only(blocks(source, owner).filter_map(|block| {
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
    }))
}

/// What is found more than once is not known.
fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::{Source, definition_in, function_in};

    #[test]
    fn structs_and_their_functions_are_found_wherever_they_stand() {
        let source = Source::of(
            "mod inner { /* struct A { } */ struct A<T> { x: T, y: [T; 2] } struct Ab; }
             fn f() { struct B<const N: usize>([f64; N]); }
             impl<T> A<T> { fn new(x: T) -> Self { loop {} } }
             impl<T> Clone for A<T> { fn clone(&self) -> Self { loop {} } }",
        );
        let fields = |name: &str| definition_in(&source, name).map(|item| item.fields.len());
        assert_eq!(
            (fields("A"), fields("B"), fields("C")),
            (Some(2), Some(1), None)
        );
        assert!(function_in(&source, "A", "new").is_some());
        assert!(function_in(&source, "A", "clone").is_none());
    }

    #[test]
    fn what_is_defined_twice_is_not_known() {
        let source = Source::of("mod a { struct P<T>(T); } mod b { struct P<T>(Vec<T>); }");
        assert!(definition_in(&source, "P").is_none());
    }
}
