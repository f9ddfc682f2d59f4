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

macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident($text:ident, $of:ident) = $answer:expr;)*) => {$(
        $(#[$doc])*
        #[must_use]
        #[inline]
        pub fn $name<S, T>($text: &S, $of: &T) -> bool
        where
            S: AsRef<str> + ?Sized,
            T: AsRef<str> + ?Sized,
        {
            let ($text, $of) = ($text.as_ref(), $of.as_ref());
            $answer
        }
    )*};
}

questions! {
    /// Whether two strings are the same, of whatever types they are.
    same_text(a, b) = a == b;
    /// [`str::eq_ignore_ascii_case`].
    text_eq_ignore_ascii_case(a, b) = a.eq_ignore_ascii_case(b);
    /// [`str::starts_with`] a string.
    text_starts_with(text, start) = text.starts_with(start);
    /// [`str::ends_with`] a string.
    text_ends_with(text, end) = text.ends_with(end);
    /// [`str::contains`] a string.
    text_contains(text, part) = text.contains(part);
}

macro_rules! questions_of_chars {
    ($($(#[$doc:meta])* $name:ident = $method:ident;)*) => {$(
        $(#[$doc])*
        #[must_use]
        #[inline]
        pub fn $name<S: AsRef<str> + ?Sized>(text: &S, of: char) -> bool {
            text.as_ref().$method(of)
        }
    )*};
}

questions_of_chars! {
    /// [`str::starts_with`] a character.
    text_starts_with_char = starts_with;
    /// [`str::ends_with`] a character.
    text_ends_with_char = ends_with;
    /// [`str::contains`] a character.
    text_contains_char = contains;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_taken_apart() {
        assert_eq!(chars("a\u{e9}"), ['a', '\u{e9}']);
        assert_eq!(bytes(&String::from("ab")), [97, 98]);
    }

    #[test]
    fn strings_of_all_types_are_asked() {
        let owned = String::from("Call");
        assert!(same_text(&owned, "Call") && same_text(&"Call", &owned));
        assert!(text_eq_ignore_ascii_case("cAll", &owned) && !same_text("call", &owned));
        assert!(text_starts_with(&owned, "Ca") && !text_starts_with(&owned, "all"));
        assert!(text_ends_with(&owned, "all") && !text_ends_with(&owned, "Ca"));
        assert!(text_contains(&owned, "al") && !text_contains(&owned, "la"));
        assert!(text_starts_with_char(&owned, 'C') && text_ends_with_char(&owned, 'l'));
        assert!(text_contains_char(&owned, 'a') && !text_contains_char(&owned, 'b'));
    }
}
