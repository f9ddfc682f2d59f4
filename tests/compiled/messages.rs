//! What compiles, and what the errors say where it does not. Only messages of ours are compared: no
//! case depends on the compiler's own words.

#[test]
fn messages() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/pass/*.rs");
    cases.compile_fail("ui/fail/*.rs");
}
