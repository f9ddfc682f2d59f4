//! Names that the imports of a file bring in. It is a hint, like all that the text of a file tells.

use super::source_text::around;
use proc_macro2::Ident;

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

/// Whether an import that can be seen here brings in this very name.
pub(super) fn is_imported(name: &Ident) -> bool {
    let of_name = name.to_string();
    let brings = |text: &str| words(text).any(|word| word == of_name);
    around(name.span()).is_some_and(|(source, at)| source.imports_in_sight(at).any(brings))
}

/// Whether an import that can be seen here brings in this very name from such a crate.
pub(super) fn is_imported_from(name: &Ident, is_crate: impl Fn(&str) -> bool) -> bool {
    let of_name = name.to_string();
    around(name.span()).is_some_and(|(source, at)| {
        let brings = |text: &str| {
            let mut words = words(text);
            words.by_ref().take(2).any(&is_crate)
                && (words.any(|word| word == of_name)
                    || text.contains('*') && source.count(&of_name) == 0)
        };
        source.imports_in_sight(at).any(brings)
    })
}
