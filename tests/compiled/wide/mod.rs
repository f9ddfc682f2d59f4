//! Random modules over the whole language: traits, structs, enums, operators, iterators, options, lists and what changes
//! them, in one another, in loops, branches and calls. Their gradients are what differences see.
//!
//! A module is written by templates (`grammar.rs`), which stand in rooms; a seed says which of these it has. Not each of them
//! is accepted by rustc, or by the attribute, which rejects what it cannot read. `AUTODIFF_WIDE=0..60` asks for
//! a survey of these seeds, which says what became of each (`survey.rs`); the test below is about seeds that are accepted.

mod grammar;
mod program;
mod rooms;
mod scope;
mod survey;
mod writer;

use std::fmt::Write;
use std::path::Path;
use writer::Writer;

/// Seeds whose modules are accepted; a survey prints such a list.
const SEEDS: &[u64] = &[0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 13, 14, 15, 16, 17];

/// A program that checks the modules of these seeds. They stand in files of their own, since a file in which a name is
/// defined several times tells less about it.
fn program(seeds: &[u64]) -> String {
    let mut text = String::from("#![allow(warnings)]\n");
    let _ = writeln!(text, "mod check {{\n{}}}", include_str!("check.rs"));
    for seed in seeds {
        let _ = writeln!(text, "mod p{seed};");
    }
    text += "fn main() {\n    std::panic::set_hook(Box::new(|_| {}));\n";
    for seed in seeds {
        let _ = writeln!(
            text,
            "    let mut cache = autodiff::Record::new();
    check::check(\"module {seed}\", p{seed}::q::f, &mut |p, d| p{seed}::q::f::value_and_gradient_into(p, d), \
             &mut |p, d| p{seed}::q::f::value_and_gradient_with(&mut cache, p, d));"
        );
    }
    text + "    let _ = std::panic::take_hook();\n    check::end();\n}\n"
}

/// The module of a seed, with what it imports.
fn module(seed: u64) -> String {
    format!(
        "use autodiff::{{Differentiable, differentiate}};\n{}",
        program::module(seed)
    )
}

#[test]
fn random_modules_over_the_whole_language() {
    if let Some(seeds) = crate::seeds_of("AUTODIFF_WIDE") {
        return survey::survey(seeds);
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wide");
    std::fs::create_dir_all(&folder).expect("a folder for the program");
    let path = folder.join("modules.rs");
    std::fs::write(&path, program(SEEDS)).expect("a file for the program");
    for seed in SEEDS {
        let path = folder.join(format!("p{seed}.rs"));
        std::fs::write(path, module(*seed)).expect("a file for the module");
    }
    trybuild::TestCases::new().pass(path);
}
