//! What the attribute does to implementations of traits of the standard library, by their names.

pub(super) fn last_name(path: &syn::Path) -> String {
    let last = path.segments.last();
    last.map(|s| s.ident.to_string()).unwrap_or_default()
}

/// Whether a trait of the runtime crate stands for this one of the standard library.
pub(super) fn is_operator(path: &syn::Path) -> bool {
    is_name_of_operator(&last_name(path))
}

pub(super) fn is_name_of_operator(name: &str) -> bool {
    matches!(
        name,
        "Add"
            | "Sub"
            | "Mul"
            | "Div"
            | "Neg"
            | "AddAssign"
            | "SubAssign"
            | "MulAssign"
            | "DivAssign"
            | "From"
            | "Index"
            | "IndexMut"
    )
}

/// Whether nothing flows through what a trait of the standard library asks for: how values compare, what
/// is printed, and what is read from a text.
pub(super) fn says_no_number(path: &syn::Path) -> bool {
    const TRAITS: [&str; 10] = [
        "Copy",
        "Debug",
        "Display",
        "Eq",
        "Error",
        "FromStr",
        "Hash",
        "Ord",
        "PartialEq",
        "PartialOrd",
    ];
    TRAITS.contains(&last_name(path).as_str())
}

/// A trait of the standard library that cannot get items of ours.
pub(super) fn foreign(path: &syn::Path) -> Option<&'static str> {
    const FOREIGN: [&str; 6] = ["AsRef", "Clone", "Deref", "Drop", "Into", "Rem"];
    let name = last_name(path);
    FOREIGN.into_iter().find(|foreign| *foreign == name)
}
