//! Functions of one name that a type has by several of its blocks: their caches would have the same name.

use crate::lower::source::text::around;
use crate::lower::types;
use crate::lower::types::fields::last_segment;
use crate::lower::types::floats::has_floats;

/// Which of several functions of a name one is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum OfSeveral {
    First,
    Later,
}

/// Whether several differentiated blocks of a type have a function of this name into which floats may go, and which of
/// them it is. That of an operator with another right side has another name.
pub(crate) fn of_several(owner: &syn::Type, name: &syn::Ident) -> Option<OfSeveral> {
    of_several_by(&named(owner)?, name)
}

fn named(ty: &syn::Type) -> Option<syn::Ident> {
    match types::plain(ty) {
        syn::Type::Path(_) => last_segment(ty).map(|last| last.ident.clone()),
        _ => None,
    }
}

/// The same for the type of this name, where the blocks stand in the module that names it.
pub(in crate::lower) fn of_several_by(owner: &syn::Ident, name: &syn::Ident) -> Option<OfSeveral> {
    let (source, at) = around(owner.span())?;
    let of_name = name.to_string();
    let blocks = source.blocks_around_with(at, &of_name);
    // Of those under conditions, one may be there.
    let blocks =
        blocks.filter(|(before, ..)| before.contains("differentiate") && !before.contains("cfg"));
    let blocks = blocks
        .filter_map(|(_, text, own)| Some((syn::parse_str::<syn::ItemImpl>(&text).ok()?, own)));
    let blocks = blocks.filter(|(block, _)| {
        let trait_ = block.trait_.as_ref().map(|(path, ..)| path);
        let last = trait_.and_then(|path| path.segments.last());
        named(&block.self_ty).as_ref() == Some(owner)
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
    let mut found = blocks.filter(|(block, _)| block.items.iter().any(is_meant));
    let (_, is_first) = found.next()?;
    found.next()?;
    Some(match is_first {
        true => OfSeveral::First,
        false => OfSeveral::Later,
    })
}
