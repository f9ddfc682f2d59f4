//! What strings consist of.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_taken_apart() {
        assert_eq!(chars("a\u{e9}"), ['a', '\u{e9}']);
        assert_eq!(bytes(&String::from("ab")), [97, 98]);
    }
}
