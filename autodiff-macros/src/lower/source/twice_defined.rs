//! Functions of one name that a type has by several of its blocks: their caches would have the same name.

use crate::lower::fields::last_segment;
use crate::lower::floats::has_floats;
use crate::lower::source::text::around;
use crate::lower::types;

/// Whether several differentiated blocks of a type have a function of this name into which floats may go. That of an
/// operator with another right side has another name.
pub(crate) fn is_defined_twice(owner: &syn::Type, name: &syn::Ident) -> bool {
    let named = |ty: &syn::Type| match types::plain(ty) {
        syn::Type::Path(_) => last_segment(ty).map(|last| last.ident.clone()),
        _ => None,
    };
    let Some(owner) = named(owner) else {
        return false;
    };
    let Some((source, at)) = around(owner.span()) else {
        return false;
    };
    let blocks = source.blocks_with_attributes(at);
    // Of those under conditions, one may be there.
    let blocks = blocks.filter(|(before, text)| {
        let is_meant = before.contains("differentiate") && !before.contains("cfg");
        is_meant && text.contains(&name.to_string())
    });
    let blocks = blocks.filter_map(|(_, text)| syn::parse_str::<syn::ItemImpl>(text).ok());
    let blocks = blocks.filter(|block| {
        let trait_ = block.trait_.as_ref().map(|(path, ..)| path);
        let last = trait_.and_then(|path| path.segments.last());
        named(&block.self_ty).as_ref() == Some(&owner)
            && last.is_none_or(|last| last.arguments.is_none())
    });
    let is_meant = |item: &syn::ImplItem| match item {
        syn::ImplItem::Fn(function) => {
            let skipped = (function.attrs.iter())
                .any(|attribute| matches!(&attribute.meta, syn::Meta::List(list) if list.tokens.to_string() == "skip"));
            function.sig.ident == *name && !skipped && has_floats(&function.sig)
        }
        _ => false,
    };
    blocks
        .filter(|block| block.items.iter().any(is_meant))
        .nth(1)
        .is_some()
}
