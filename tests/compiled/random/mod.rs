//! Random modules with structs, enums, methods and functions that call one another, compiled: their
//! gradients are what differences see. `AUTODIFF_MODULES=0..500` asks for others.

// What runs without a compiler is checked beside the interpreter.
#[allow(dead_code)]
#[path = "../../../autodiff-macros/src/interpret/random/mod.rs"]
mod generator;

use std::fmt::Write;
use std::path::Path;

/// Callers of `f` that ask for a part of what flows through it.
const OTHERS: &str = "
#[differentiate(wrt(x))]
pub fn of_x(x: f64, y: f64, a: &[f64], m: &mut [f64]) -> f64 { f(x, y, a, m) }

#[differentiate(wrt(y, a))]
pub fn of_y_and_a(x: f64, y: f64, a: &[f64], m: &mut [f64]) -> f64 {
    let sum = f(x, y, a, m);
    sum + f(y, x, &[0.125, -0.5, 0.375], m)
}

#[differentiate]
pub fn over_slices(x: f64, y: f64, a: &[f64], m: &mut [f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..a.len() {
        sum += f(x * a[i], y, a, &mut [0.25, a[i], y]);
    }
    sum + m[0] * m[1]
}
";

/// The text of a program that checks the modules of these seeds.
fn program(seeds: std::ops::Range<u64>) -> String {
    let mut text = String::from("#![allow(warnings)]\n");
    let _ = write!(text, "mod check {{\n{}}}\n", include_str!("check.rs"));
    for seed in seeds.clone() {
        let module = generator::module(seed);
        let _ = write!(
            text,
            "mod p{seed} {{\nuse autodiff::{{Differentiable, differentiate}};\n{module}{OTHERS}}}\n"
        );
    }
    text += "fn main() {\n";
    for seed in seeds {
        let _ = writeln!(
            text,
            "    check::check(\"module {seed}\", &p{seed}::f, 0, &|x, y, a, m| {{
        let (value, cache) = p{seed}::f::forward(x, y, a, m);
        let (mut d_a, mut d_m) = ([0.0; 3], [0.0; 3]);
        let (d_x, d_y) = p{seed}::f::backward(&cache, a, &mut d_a, &mut d_m, 1.0);
        (value, [[d_x, d_y].as_slice(), &d_a, &d_m].concat())
    }});
    check::whole(\"module {seed}\", &p{seed}::f::value_and_gradient, &|x, y, a, m| {{
        let (value, cache) = p{seed}::f::forward(x, y, a, m);
        let (mut d_a, mut d_m) = ([0.0; 3], [0.0; 3]);
        let (d_x, d_y) = p{seed}::f::backward(&cache, a, &mut d_a, &mut d_m, 1.0);
        (value, (d_x, d_y, d_a.to_vec()))
    }});
    check::whole(\"module {seed}, in a loop\", &p{seed}::over_slices::value_and_gradient, &|x, y, a, m| {{
        let (value, cache) = p{seed}::over_slices::forward(x, y, a, m);
        let (mut d_a, mut d_m) = ([0.0; 3], [0.0; 3]);
        let (d_x, d_y) = p{seed}::over_slices::backward(&cache, a, &mut d_a, &mut d_m, 1.0);
        (value, (d_x, d_y, d_a.to_vec()))
    }});
    check::parts(\"module {seed}\", &p{seed}::f::gradient, &p{seed}::of_x::gradient);
    check::check(\"module {seed}, of y and a\", &p{seed}::of_y_and_a, 1, &|x, y, a, m| {{
        let value = p{seed}::of_y_and_a(x, y, a, &mut m.to_vec());
        let (d_y, d_a) = p{seed}::of_y_and_a::gradient(x, y, a, m);
        (value, [[d_y].as_slice(), &d_a].concat())
    }});
    check::check(\"module {seed}, in a loop\", &p{seed}::over_slices, 0, &|x, y, a, m| {{
        let value = p{seed}::over_slices(x, y, a, &mut m.to_vec());
        let (d_x, d_y, d_a) = p{seed}::over_slices::gradient(x, y, a, m);
        (value, [[d_x, d_y].as_slice(), &d_a].concat())
    }});"
        );
    }
    text += "    check::end();\n}\n";
    text
}

#[test]
fn random_modules_have_the_gradients_that_differences_see() {
    let seeds = crate::seeds_of("AUTODIFF_MODULES").unwrap_or(0..32);
    // In the folder of the build, under names of their own: tests may run side by side.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("random");
    std::fs::create_dir_all(&folder).expect("a folder for the program");
    let path = folder.join(format!("modules_{}_{}.rs", seeds.start, seeds.end));
    std::fs::write(&path, program(seeds)).expect("a file for the program");
    trybuild::TestCases::new().pass(path);
}
