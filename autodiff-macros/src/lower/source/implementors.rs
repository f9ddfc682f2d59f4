//! What the traits of the file are implemented for: where all of it are structs and enums, no float is bounded by the trait.

use crate::lower::source::text::around;
use crate::lower::types;
use crate::lower::types::fields;
use proc_macro2::Ident;

/// Whether a trait of the file has methods, and its implementations there are all for types that the file names.
pub(in crate::lower) fn is_of_own_types(of: &Ident) -> bool {
    let Some((source, at)) = around(of.span()) else {
        return false;
    };
    let name = of.to_string();
    let found = source.find("trait", &name, at);
    let [written] = &found[..] else {
        return false;
    };
    let Ok(item) = syn::parse_str::<syn::ItemTrait>(written.text) else {
        return false;
    };
    let has_methods = item.items.iter().any(|item| match item {
        syn::TraitItem::Fn(function) => function.sig.receiver().is_some(),
        _ => false,
    });
    let mut implementing = source
        .all_blocks()
        .filter(|text| text.contains(&name))
        .filter_map(|text| syn::parse_str::<syn::ItemImpl>(text).ok())
        .filter(|block| {
            let path = block.trait_.as_ref().map(|(path, ..)| path);
            let last = path.and_then(|path| path.segments.last());
            last.is_some_and(|last| last.ident == *of)
        })
        .peekable();
    has_methods && implementing.peek().is_some() && implementing.all(|block| is_of_own_type(&block))
}

/// Whether a block is about a type that is no number, no parameter of the block, and none of the standard library.
fn is_of_own_type(block: &syn::ItemImpl) -> bool {
    let Some(last) = fields::last_segment(&block.self_ty) else {
        return false;
    };
    let mut parameters = block.generics.type_params();
    !types::is_number(&block.self_ty)
        && parameters.all(|param| param.ident != last.ident)
        && !["Vec", "Box", "Rc", "Arc", "Option"].contains(&last.ident.to_string().as_str())
}
