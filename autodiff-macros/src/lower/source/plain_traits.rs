//! Traits of the file that are not differentiated.

use crate::lower::source::text::around;

/// Whether the trait that a name means stands in the same file without any attribute, on it or on a module.
pub(crate) fn is_plain_trait(path: &syn::Path) -> bool {
    let Some(name) = path.get_ident() else {
        return false;
    };
    let Some((source, at)) = around(name.span()) else {
        return false;
    };
    let found = source.find("trait", &name.to_string(), at);
    let is_plain = found.iter().all(|written| !written.before.contains('#'));
    !found.is_empty() && is_plain && !source.has_differentiated_modules()
}
