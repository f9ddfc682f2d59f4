//! What strings consist of, and what decisions ask of them.

/// The characters of a string.
#[must_use]
pub fn chars<S: AsRef<str> + ?Sized>(text: &S) -> Vec<char> {
    text.as_ref().chars().collect()
}

/// The bytes of a string.
#[must_use]
pub fn bytes<S: AsRef<str> + ?Sized>(text: &S) -> Vec<u8> {
    text.as_ref().bytes().collect()
}

/// What a string is asked about another one, whatever types the two are of.
macro_rules! asked {
    ($($(#[$doc:meta])* $name:ident($text:ident, $other:ident) = $answer:expr;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name<A, B>($text: &A, $other: &B) -> bool
        where
            A: AsRef<str> + ?Sized,
            B: AsRef<str> + ?Sized,
        {
            let ($text, $other) = ($text.as_ref(), $other.as_ref());
            $answer
        }
    )*};
}

asked! {
    /// Whether two strings are the same.
    is_text(text, other) = text == other;
    /// Whether two strings are the same but for small and capital letters of ASCII.
    is_text_but_for_case(text, other) = text.eq_ignore_ascii_case(other);
    /// Whether a string begins with another one.
    starts_with_text(text, start) = text.starts_with(start);
    /// Whether a string ends with another one.
    ends_with_text(text, end) = text.ends_with(end);
    /// Whether a string contains another one.
    contains_text(text, part) = text.contains(part);
}

/// Where a string first has this character, in bytes; its length where it has none.
#[must_use]
pub fn find_char<S: AsRef<str> + ?Sized>(text: &S, char: &char) -> usize {
    let text = text.as_ref();
    text.find(*char).unwrap_or(text.len())
}

/// Strings that are made of another one by its method of the same name.
macro_rules! changed {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name<S: AsRef<str> + ?Sized>(text: &S) -> String {
            text.as_ref().$name().into()
        }
    )*};
}

changed! {
    /// The string as one of its own.
    to_string;
    /// The string in small letters.
    to_lowercase;
    /// The string in capital letters.
    to_uppercase;
    /// The string with letters of ASCII made small.
    to_ascii_lowercase;
    /// The string with letters of ASCII made capital.
    to_ascii_uppercase;
    /// The string without space at its ends.
    trim;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_taken_apart() {
        assert_eq!(chars("a\u{e9}"), ['a', '\u{e9}']);
        assert_eq!(bytes(&String::from("ab")), [97, 98]);
        assert_eq!((find_char("\u{e9}ab", &'a'), find_char("ab", &'c')), (2, 2));
    }

    #[test]
    fn strings_are_changed() {
        assert_eq!(
            (to_lowercase("A\u{c9}"), to_ascii_lowercase("A\u{c9}")),
            ("a\u{e9}".into(), "a\u{c9}".into())
        );
        assert_eq!(
            (to_uppercase("a\u{e9}"), to_ascii_uppercase("a\u{e9}")),
            ("A\u{c9}".into(), "A\u{e9}".into())
        );
        assert_eq!(trim(&String::from(" a ")), "a");
    }

    #[test]
    fn strings_are_compared() {
        assert!(is_text(&String::from("ab"), "ab") && !is_text("ab", &"a"));
        assert!(is_text_but_for_case("aB", "Ab") && !is_text_but_for_case("a", "b"));
        assert!(starts_with_text("ab", "a") && !starts_with_text("ab", "b"));
        assert!(ends_with_text("ab", "b") && !ends_with_text("ab", "a"));
        assert!(contains_text("abc", "b") && !contains_text("abc", "d"));
    }
}
