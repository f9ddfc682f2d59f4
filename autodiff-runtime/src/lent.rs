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

/// Does nothing, and compiles only if it is the function of this number, whose body speaks of its arguments alone.
pub const fn assert_same(lent: &Lent, number: u64) {
    assert!(
        lent.number == number,
        "this call is differentiated as the body of a function of the same name in this file: `without(inline)` does without"
    );
}

/// The same for the module that one comes to from this one, going up as many times and then down.
pub const fn assert_lent_by(lent: &Lent, module: &str, up: usize, down: &[&str], number: u64) {
    assert!(
        lent.number == number && leads(module.as_bytes(), up, down, lent.module.as_bytes()),
        "this call is differentiated as the body of the function, which has to be the one that the file shows"
    );
}

const fn leads(from: &[u8], up: usize, down: &[&str], to: &[u8]) -> bool {
    let (mut kept, mut left) = (from.len(), up);
    while left > 0 {
        while kept > 0 && from[kept - 1] != b':' {
            kept -= 1;
        }
        if kept < 2 {
            return false;
        }
        kept -= 2;
        left -= 1;
    }
    let mut at = 0;
    while at < kept {
        if at >= to.len() || to[at] != from[at] {
            return false;
        }
        at += 1;
    }
    let mut part = 0;
    while part < down.len() {
        let name = down[part].as_bytes();
        if at + 2 + name.len() > to.len() || to[at] != b':' || to[at + 1] != b':' {
            return false;
        }
        at += 2;
        let mut letter = 0;
        while letter < name.len() {
            if to[at] != name[letter] {
                return false;
            }
            (at, letter) = (at + 1, letter + 1);
        }
        part += 1;
    }
    at == to.len()
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
        assert!(leads(b"a::b", 0, &["c"], b"a::b::c") && leads(b"a::b", 1, &[], b"a"));
        assert!(leads(b"a::b", 1, &["c", "d"], b"a::c::d"));
        assert!(!leads(b"a::b", 1, &["c"], b"a::cd") && !leads(b"a::b", 1, &["cd"], b"a::c"));
        assert!(!leads(b"a", 1, &[], b"") && !leads(b"a", 0, &["b"], b"a::b::c"));
        assert!(!is_same(b"a::b", b"a::c") && !is_same(b"a", b"a::b") && !is_same(b"a::b", b"a"));
    }
}
