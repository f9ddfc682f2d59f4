//! What stands beside a function that lends a part of what it is given: callers were generated from a
//! body that they found in the file, which has to be this function's.

/// Which function it is.
pub struct Lent {
    /// The module that the names in its body are looked up in.
    pub module: &'static str,
    /// Differs where the body does.
    pub number: u64,
}

/// Does nothing, and compiles only if it is the function of this number, in this module.
pub const fn assert_lent(lent: &Lent, module: &str, number: u64) {
    assert!(
        lent.number == number && is_same(lent.module.as_bytes(), module.as_bytes()),
        "this call is differentiated as the body of the function, which has to stand in the same module"
    );
}

const fn is_same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_told_apart() {
        assert!(is_same(b"a::b", b"a::b"));
        assert!(!is_same(b"a::b", b"a::c") && !is_same(b"a", b"a::b") && !is_same(b"a::b", b"a"));
    }
}
