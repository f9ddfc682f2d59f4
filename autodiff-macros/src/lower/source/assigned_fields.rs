//! Whether the file assigns a field that is a reference: such a field may come to refer to something else.

use crate::lower::source::text::{Source, around};
use proc_macro2::Span;

/// Whether `.name = …` stands in the file somewhere.
pub(in crate::lower) fn is_assigned(name: &str, span: Span) -> bool {
    around(span).is_some_and(|(source, _)| assigns(&source, name))
}

fn assigns(source: &Source, name: &str) -> bool {
    source.behind(&format!(".{name}")).any(|rest| {
        let rest = rest.trim_start();
        rest.starts_with('=') && !rest.starts_with("==") && !rest.starts_with("=>")
    })
}

#[cfg(test)]
mod tests {
    use super::{Source, assigns};

    #[test]
    fn assignments_are_told_from_comparisons() {
        let source =
            Source::of("self.rest = tail; if self.head == x {} self.rested = 1; // .x = 2");
        let found = ["rest", "head", "x", "rested"].map(|name| assigns(&source, name));
        assert_eq!(found, [true, false, false, true]);
    }
}
