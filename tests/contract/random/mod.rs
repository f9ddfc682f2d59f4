//! Random modules with structs, enums, methods and functions that call one another, compiled: their
//! gradients are what differences see. `AUTODIFF_MODULES=0..500` asks for others.

// What runs without a compiler is checked beside the interpreter.
#[allow(dead_code)]
#[path = "../../../autodiff-macros/src/interpret/random/mod.rs"]
mod generator;

use std::fmt::Write;
use std::path::Path;

/// The text of a program that checks the modules of these seeds.
fn program(seeds: std::ops::Range<u64>) -> String {
    let mut text = String::from("#![allow(warnings)]\n");
    let _ = write!(text, "mod check {{\n{}}}\n", include_str!("check.rs"));
    for seed in seeds.clone() {
        let module = generator::module(seed);
        let _ = write!(
            text,
            "mod p{seed} {{\nuse autodiff::{{Differentiable, differentiate}};\n{module}}}\n"
        );
    }
    text += "fn main() {\n";
    for seed in seeds {
        let _ = writeln!(
            text,
            "    check::check(\"module {seed}\", &p{seed}::f, &|x, y, a, m| {{
        let (value, cache) = p{seed}::f::forward(x, y, a, m);
        let (mut d_a, mut d_m) = ([0.0; 3], [0.0; 3]);
        let (d_x, d_y) = p{seed}::f::backward(&cache, a, &mut d_a, &mut d_m, 1.0);
        (value, [[d_x, d_y].as_slice(), &d_a, &d_m].concat())
    }});"
        );
    }
    text += "    check::end();\n}\n";
    text
}

#[test]
fn random_modules_have_the_gradients_that_differences_see() {
    let asked = std::env::var("AUTODIFF_MODULES").unwrap_or_else(|_| "0..60".into());
    let range = asked
        .split_once("..")
        .expect("a range of seeds, as in `0..60`");
    let (first, last): (u64, u64) = (
        range.0.parse().expect("the first seed"),
        range.1.parse().expect("the seed behind the last"),
    );
    // In the folder of the build, under names of their own: tests may run side by side.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("random");
    std::fs::create_dir_all(&folder).expect("a folder for the program");
    let path = folder.join(format!("modules_{first}_{last}.rs"));
    std::fs::write(&path, program(first..last)).expect("a file for the program");
    trybuild::TestCases::new().pass(path);
}
