//! What is defined in the same file or, if it is not there, in the files that its imports lead to. There the names
//! of types may mean something else than here: what is asked of definitions is how they are generic, and what
//! means the same everywhere.

use crate::lower::source::definitions::{
    self, Associated, associated, blocks_of, is_called, only, parsed, read, signatures,
    signatures_in,
};
use crate::lower::source::generic_aliases::Meant;
use crate::lower::source::other_files::{files_at, import_of, imported};
use crate::lower::source::text::around;
use crate::lower::types;
use proc_macro2::Ident;
use syn::visit_mut::VisitMut;

/// The only struct of this name.
pub(in crate::lower) fn structure(name: &Ident) -> Option<syn::ItemStruct> {
    let mut item: syn::ItemStruct = only(items(name, "struct").into_iter())?;
    Meant.visit_item_struct_mut(&mut item);
    Some(item)
}

/// The only enum of this name.
pub(in crate::lower) fn enumeration(name: &Ident) -> Option<syn::ItemEnum> {
    only(items(name, "enum").into_iter())
}

/// Whether a struct of this name is defined, once, here or in another file, or is imported by its name from another
/// crate, where types are mostly structs: should it be another name of a float, operators on it have derivatives, too.
pub(in crate::lower) fn is_defined(name: &Ident) -> bool {
    definitions::is_defined(name) || is_in_another_file(name) || is_of_another_crate(name)
}

fn is_of_another_crate(name: &Ident) -> bool {
    const OTHERS: [&str; 7] = [
        "alloc", "autodiff", "core", "na", "nalgebra", "ndarray", "std",
    ];
    const HERE: [&str; 3] = ["crate", "self", "super"];
    let of_name = name.to_string();
    let Some((source, at)) = around(name.span()).filter(|(source, _)| source.count(&of_name) == 0)
    else {
        return false;
    };
    let path = import_of(&source, at, &[of_name]);
    let [first, _, ..] = &path[..] else {
        return false;
    };
    !OTHERS.contains(&first.as_str())
        && !HERE.contains(&first.as_str())
        && !source.has_module(first)
        && !types::declared::is_name_of_floats(&path[path.len() - 1])
        && files_at(&source, &path).is_empty()
}

/// Whether a name may mean a trait that is defined here or in another file.
pub(in crate::lower) fn is_trait(name: &Ident) -> bool {
    definitions::is_trait(name) || is_elsewhere(name, "trait")
}

/// Whether a struct of this name is defined, once, where an import of the name leads to, or, if none brings it in by its
/// name, in one of the files that imports lead to.
pub(in crate::lower) fn is_in_another_file(name: &Ident) -> bool {
    is_elsewhere(name, "struct")
}

fn is_elsewhere(name: &Ident, keyword: &'static str) -> bool {
    only(texts_elsewhere(name, keyword).into_iter()).is_some()
}

/// The items of this kind that a name may mean, which stand in another file.
fn texts_elsewhere(name: &Ident, keyword: &'static str) -> Vec<String> {
    let of_name = name.to_string();
    let Some((source, at)) = around(name.span()).filter(|(source, _)| source.count(&of_name) == 0)
    else {
        return Vec::new();
    };
    let path = import_of(&source, at, &[of_name]);
    let files = files_at(&source, &path);
    let texts = files
        .iter()
        .flat_map(|file| file.texts_of(keyword, path.last().map_or("", String::as_str)));
    texts.collect()
}

/// Whether the method of a trait that is defined in another file has a receiver.
pub(in crate::lower) fn has_receiver(of: &Ident, method: &Ident) -> Option<bool> {
    let text = only(texts_elsewhere(of, "trait").into_iter())?;
    let item = syn::parse_str::<syn::ItemTrait>(&text).ok()?;
    item.items.iter().find_map(|item| match item {
        syn::TraitItem::Fn(function) if function.sig.ident == *method => {
            Some(function.sig.receiver().is_some())
        }
        _ => None,
    })
}

/// The only function of this name of a type, be it of a trait.
pub(in crate::lower) fn function(owner: &Ident, name: &str) -> Option<Associated> {
    let (source, at) = around(owner.span())?;
    let of_name = owner.to_string();
    let mut blocks = source.blocks_of_with(owner, at, name);
    if source.count(&of_name) == 0 {
        for file in imported(&source, &of_name) {
            blocks.extend(file.blocks_of_with(owner, 0, name));
        }
    } else if source.count(&of_name) == 1 && blocks.is_empty() {
        // It is brought in from another module of the file.
        let others = source.all_blocks_with(name);
        let others = others.filter_map(|text| read::<syn::ItemImpl>(&text, owner.span()));
        blocks.extend(
            others.filter(|block| is_path(&block.self_ty) && is_called(&block.self_ty, &of_name)),
        );
    }
    let found = blocks.into_iter().filter_map(|mut block| {
        block.trait_ = None;
        associated(block, name)
    });
    only(found)
}

/// The type of the constant of this name of a type, by its definition in such a file, if that is the type itself,
/// which becomes `Self`, or a number or `bool`.
pub(in crate::lower) fn plain_constant(owner: &Ident, name: &Ident) -> Option<syn::Type> {
    let (source, _) =
        around(owner.span()).filter(|(source, _)| source.count(&owner.to_string()) == 0)?;
    let files = imported(&source, &owner.to_string());
    let blocks = files.iter().flat_map(|file| blocks_of(file, owner, 0));
    let items = blocks.flat_map(|block| block.items);
    let ty = only(items.filter_map(|item| match item {
        syn::ImplItem::Const(constant) if constant.ident == *name => Some(constant.ty),
        _ => None,
    }));
    let is_of_itself =
        || OF_ITSELF.contains(&name.to_string().as_str()) && is_of_another_crate(owner);
    match ty {
        Some(ty) => called_the_same(ty, owner),
        None if is_of_itself() => syn::parse_str("Self").ok(),
        None => None,
    }
}

/// What constants of a type are called that are of the type itself.
const OF_ITSELF: [&str; 8] = [
    "DEFAULT", "IDENTITY", "ONE", "ORIGIN", "X", "Y", "Z", "ZERO",
];

/// What a function of a type gives, if that is the type itself, which becomes `Self`, or a number or `bool`.
pub(in crate::lower) fn plain_result(owner: &Ident, name: &str) -> Option<syn::ReturnType> {
    let mut output = function(owner, name)?.signature.output;
    let syn::ReturnType::Type(_, ty) = &mut output else {
        return None;
    };
    **ty = called_the_same((**ty).clone(), owner)?;
    Some(output)
}

/// A type that a block writes, if it is the one that the block is about, which becomes `Self`, or a primitive one.
fn called_the_same(ty: syn::Type, owner: &Ident) -> Option<syn::Type> {
    if is_path(&ty) && (is_called(&ty, &owner.to_string()) || is_called(&ty, "Self")) {
        return syn::parse_str("Self").ok();
    }
    is_primitive(&ty).then_some(ty)
}

/// Whether it is no reference, and has no generic arguments.
pub(super) fn is_path(ty: &syn::Type) -> bool {
    matches!(types::plain(ty), syn::Type::Path(path) if path.path.get_ident().is_some())
}

pub(super) fn is_primitive(ty: &syn::Type) -> bool {
    types::is_number(ty) || is_path(ty) && is_called(ty, "bool")
}

fn items<T: syn::parse::Parse>(name: &Ident, keyword: &'static str) -> Vec<T> {
    let here: Vec<T> = parsed(name, keyword).into_iter().flatten().collect();
    let Some((source, _)) = around(name.span()).filter(|_| here.is_empty()) else {
        return here;
    };
    let of_name = name.to_string();
    let mut found = Vec::new();
    for file in imported(&source, &name.to_string()) {
        let items = file.named(keyword, &of_name);
        found.extend(items.filter_map(|text| read(text, name.span())));
    }
    found
}

/// The signatures of all functions of this name, whatever they belong to.
pub(in crate::lower) fn signatures_anywhere(name: &Ident) -> Vec<syn::Signature> {
    let here = signatures(name);
    let Some((source, _)) = around(name.span()).filter(|_| here.is_empty()) else {
        return here;
    };
    let files = imported(&source, &name.to_string());
    files
        .iter()
        .flat_map(|file| signatures_in(file, name))
        .collect()
}
