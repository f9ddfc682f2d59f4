//! What is not supported gives located errors that say what to write instead, all at once.

use super::lower;

/// Each function with a piece of each message it gives.
fn check(source: &str, expected: &[&str]) {
    let Err(errors) = lower(source) else {
        panic!("no error for {source}");
    };
    for text in expected {
        assert!(errors.contains(text), "{source}\n{errors}\nlacks {text}");
    }
    let count = errors.matches("compile_error").count();
    assert_eq!(count, expected.len(), "{source}\n{errors}");
    assert_eq!(errors.matches("= help: ").count(), count, "{errors}");
}

macro_rules! errors {
    ($($name:ident: $source:literal => [$($text:literal),*];)*) => {$(
        #[test]
        fn $name() {
            check($source, &[$($text),*]);
        }
    )*};
}

errors! {
    options: "fn f(x: f64) -> f64 { let y = Some(x); let z = Ok(x); x * y }" => ["`f64` and `Option<f64>`", "used at once"];
    own_errors: "fn f(x: f64) -> f64 { let y = if x > 0.0 { Err(x) } else { Ok(x) }; x }" => ["used at once"];
    option_methods: "fn f(x: f64) -> f64 { let y = Some(x); y.xor(None).unwrap() }" => ["method `xor` of `Option`"];
    by_ref: "fn f(x: &[f64]) -> f64 { let mut it = x.iter().filter(|v| **v > 0.0); it.by_ref().take(2).sum::<f64>() * it.sum::<f64>() }" => ["moves on an iterator"];
    zip_of_lent: "fn f(x: &[f64]) -> f64 { let mut it = x.iter(); it.by_ref().zip(0..2).map(|(v, i)| v * i as f64).sum::<f64>() * it.sum::<f64>() }" => ["which items `zip` evaluates"];
    rev_of_lent: "fn f(x: &[f64]) -> f64 { let mut it = x.iter(); it.by_ref().map(|v| v * v).rev().take(2).sum::<f64>() * it.sum::<f64>() }" => ["which items `rev` evaluates"];
    unknown_length: "fn f(x: &[f64]) -> f64 { let a = std::array::from_fn(|i| x[i]); g(a) }" => ["how long this array is"];
    flattened_backwards: "fn f(x: &[f64]) -> f64 { (0..2).flat_map(|i| 0..i).rev().map(|i| x[i]).sum() }" => ["method `rev`"];
    receivers_before_patterns: "fn f(self, &p: &Point) -> f64 { p.x }" => ["a method cannot be differentiated here"];
    trait_objects: "fn f(x: f64, g: &mut dyn Kernel) -> f64 { x }" => ["what changes a trait object"];
    boxed_object_lent: "fn f(x: f64, mut k: Box<dyn Kernel>) -> f64 { run(k.as_mut(), x) }" => ["what changes a trait object"];
    tables: "fn f(x: f64, g: [fn(f64) -> f64; 2]) -> f64 { x }" => ["this type is not known"];
    returned_closures: "fn f(k: f64) -> impl Fn(f64) -> f64 { move |x| k * x }" => ["this type is not known"];
    closures_that_left_their_state: "fn f(x: f64) -> f64 { let mut f = { let mut n = x; move || { n += 1.0; n } }; f() * x }" => ["outside of the block that it is made in"];
    uncounted_and_endless: "fn f(x: &[Vec<f64>], y: &[f64]) -> f64 { x.iter().flatten().zip(y.iter().flat_map(|v| std::iter::repeat(*v))).map(|(a, b)| a * b).sum() }" => ["how many items there are"];
    changing_closures: "fn f(x: f64) -> f64 { let mut n = 0.0; let y = g(|a: f64| { n += a; a }, x); y + n }" => ["changes what it captures"];
    writing_closures: "fn f(x: &[f64]) -> f64 { let mut v = x.to_vec(); g(|a: f64| { v[0] = a; a }, x[0]) }" => ["changes what it captures"];
    std_passed: "fn f(x: f64) -> f64 { g(f64::next_up, x) }" => ["`f64::next_up` cannot be passed"];
    handed_on_twice: "fn f<H: Fn(f64) -> f64>(h: H, x: f64) -> f64 { g(&h, &h, x) }" => ["`h` is handed on more than once"];
    index_written: "fn f(x: f64) -> M { let mut c = M::default(); c[0][1] = x; c }" => ["a part of what indexing"];
    index_written_in_closure: "fn f(x: f64) -> f64 { g(|t: f64| { let mut c = M::default(); c[0][1] = t; h(&c) }, x) }" => ["a part of what indexing"];
    boxed_slices: "fn f(h: Box<[f64]>, x: f64) -> f64 { h[0] * x }" => ["`Box` is not supported"];
    unknown_parameters: "fn f(x: f64) -> f64 { g(|v| { let w: Vec<f64> = v; w[0] }, x) }" => ["parameter of a closure that is passed on"];
    generics: "fn f<T: Copy>(x: T, y: f64) -> f64 { y }" => ["type parameter `T` does not look like a float"];
    no_input: "fn f(n: usize) -> f64 { n as f64 }" => ["no argument"];
    no_output: "fn f(x: f64) -> usize { x as usize }" => ["nothing that could be differentiated"];
    unknown_argument: "fn f(x: f64) -> f64 { g(x, &MAX) }" => ["type of an argument"];
    macros: "fn f(x: f64) -> f64 { println!(\"{x}\"); mine!(x); x }" => ["`println!` is not supported", "what `mine!` does"];
    heap_items: "fn f(x: f64) -> f64 { let mut h = BinaryHeap::new(); h.pop(); x }" => ["consists of is not known yet"];
    heap_of_reversed_structs: "fn f(x: f64) -> f64 { let mut h = BinaryHeap::new(); h.push(Reverse(Node { x })); x }" => ["`Reverse`"];
    reversed_and_sorted: "fn f(x: f64) -> f64 { let mut v = [Reverse(1), Reverse(2)]; v.sort(); x }" => ["`Reverse`"];
    tuples_of_one: "fn f(x: f64) -> f64 { let mut h = BinaryHeap::new(); h.push((1,)); x }" => ["`Reverse`"];
    exit_in_expression: "fn f(mut x: f64) -> f64 { x + if x > 0.0 { x += 1.0; return x } else { 1.0 } }" => ["inside a larger expression"];
    variants: "fn f(x: f64) -> f64 { match x { Circle { x } => x, _ => x } }" => ["pattern is not supported"];
    unsafety: "fn f(x: f64) -> f64 { unsafe { x } }" => ["`unsafe`"];
    receiver: "fn f(self, x: f64) -> f64 { x }" => ["a method"];
    endless: "fn f(x: f64) -> f64 { loop {} }" => ["does not end"];
    unknown_method: "fn f(x: f64) -> f64 { let y = x.foo(1); y.bar() }" => ["method `foo`"];
    arrays_are_no_numbers: "fn f(a: [f64; 3], b: f64) -> f64 { a * b }" => ["array or a tuple"];
    inner_function: "fn f(x: f64) -> f64 { #[differentiate] fn g<T>(x: T) -> T { x } g(x) }" => ["inside another"];
    bits: "fn f(x: f64) -> f64 { f64::from_bits(x.to_bits()) }" => ["`from_bits`"];
    returned_reference: "fn f(x: &f64) -> &f64 { x }" => ["returns a reference"];
    assigned_reference: "fn f(mut x: &[f64], y: &[f64]) -> f64 { x = &y[1..]; x[0] * y[0] }" => ["comes to refer to another variable"];
    exchanged_references: "fn f(x: &[f64]) -> f64 { let a = x.to_vec(); let b = x.to_vec(); let mut c = &a; let mut d = &b; std::mem::swap(&mut c, &mut d); c[0] + a[0] * d[0] }" => ["comes to refer to another variable"];
    exchanged_after_a_copy: "fn f(x: &[f64]) -> f64 { let a = x.to_vec(); let b = x.to_vec(); let mut c = &a; let mut d = &b; let e = c; std::mem::swap(&mut c, &mut d); c[0] * d[1] + e[0] }" => ["comes to refer to another variable"];
    exchanged_in_a_closure: "fn f(x: &[f64]) -> f64 { let mut a = x.to_vec(); let mut b = x.to_vec(); let mut g = |k: f64| { let mut c = &mut a; let mut d = &mut b; std::mem::swap(&mut c, &mut d); c[0] * k + d[1] }; g(1.0) + g(2.0) }" => ["comes to refer to another variable", "comes to refer to another variable"];
    matrix_read_after_its_part: "fn f(m: &mut DMatrix<f64>, a: f64) -> f64 { let mut row = m.row_mut(0); if a > 0.0 { row[0] = a; m[(0, 1)] } else { a } }" => ["one statement changes this part of a matrix and uses the matrix"];
    matrix_read_by_another_name: "fn f(m: &mut DMatrix<f64>, a: f64) -> f64 { let mut sum = 0.0; let n = &mut *m; let mut row = n.row_mut(0); { row[0] = a; sum += m[(0, 1)]; } sum }" => ["one statement changes this part of a matrix and uses the matrix"];
    matrix_written_after_its_part: "fn f(m: &mut DMatrix<f64>, a: f64) { let mut row = m.row_mut(0); if a > 0.0 { row[0] = a; m[(0, 0)] = 7.0; } else { row[0] = 2.0; } }" => ["one statement changes this part of a matrix and uses the matrix"];
    matrix_written_beside_its_part: "fn f(m: &mut DMatrix<f64>, a: f64) { let mut row = m.row_mut(0); if a > 0.0 { m[(0, 0)] = 7.0; } else { row[0] = 2.0; } }" => ["one statement changes this part of a matrix and uses the matrix"];
    part_changed_by_a_closure: "fn f(m: &mut DMatrix<f64>, a: f64) { for i in 0..2 { let mut row = m.row_mut(i); let mut set = |by: f64| row[0] = by; if a > 0.0 { set(a); continue; } } }" => ["what changes a matrix here is left early"];
    part_changed_before_a_branch: "fn f(m: &mut DMatrix<f64>, a: f64) -> f64 { let mut s = 0.0; for i in 0..2 { let mut row = m.row_mut(i); let mut set = |by: f64| row[0] = by; { set(a); if a > 0.0 { s += a; } else { continue; } } s += 1.0; } s }" => ["what changes a matrix here is left early"];
    part_behind_a_return: "fn f(m: &mut DMatrix<f64>, a: f64, b: f64) -> f64 { let mut row = m.row_mut(0); if a > 0.0 { return b; } row[1] = b; 1.0 }" => ["what changes a matrix here is left early"];
    exchanged_in_a_loop: "fn f(x: &[f64]) -> f64 { let a = x.to_vec(); let b = x.to_vec(); let mut s = 0.0; for _ in 0..3 { let mut c = &a; let mut d = &b; std::mem::swap(&mut c, &mut d); s += c[0] * d[1]; } s }" => ["comes to refer to another variable"];
    exchanged_arguments: "fn f(x: &mut [f64], y: &mut [f64]) { let mut c = x; let mut d = y; std::mem::swap(&mut c, &mut d); c[0] = d[1]; }" => ["comes to refer to another variable"];
    nested_reference: "fn f(x: (f64, &[f64])) -> f64 { x.0 * x.1[0] }" => ["reference inside another type"];
    static_mut: "fn f(x: f64) -> f64 { static mut K: f64 = 1.0; x }" => ["mutable static"];
    question_mark: "fn f(x: f64) -> f64 { g(x)? }" => ["`?`"];
    ordering: "fn f(x: f64, y: f64) -> f64 { let o = x.total_cmp(&y); x * o }" => ["`Ordering`"];
    condition: "fn f(x: f64) -> f64 { let mut y = x; while { y += 1.0; y < 3.0 } {} y }" => ["condition of this loop"];
    wrong_types: "fn f(x: f64, y: f32) -> f64 { x * y }" => ["`f64` and `f32`"];
}

#[test]
fn inlining_ends() {
    let mut source = String::from("fn f(x: f64) -> f64 { let f0 = |y: f64| y * x;");
    for i in 1..40 {
        let j = i - 1;
        source += &format!("let f{i} = |y: f64| f{j}(f{j}(y)) + f{j}(y);");
    }
    source += "f39(x) }";
    let errors = lower(&source).expect_err("too large");
    assert!(errors.contains("too large"), "{errors}");
}

/// The type of a call's result holds those of its arguments.
#[test]
fn types_of_results_do_not_double() {
    let mut source = String::from("fn f(x: f64) -> f64 { let a0 = g(x, x);");
    for i in 1..40 {
        let j = i - 1;
        source += &format!("let a{i} = g(&a{j}, &a{j});");
    }
    source += "h(&a39) }";
    let errors = lower(&source).expect_err("types that take up more than there is memory");
    assert!(errors.contains("type of an argument"), "{errors}");
}

/// The threshold is a product that is compared with norms, which are factors of products in turn.
#[test]
fn types_that_speak_of_each_other_end() {
    let source = "fn f(t: &mut M, eps: R, n: usize) -> usize {
        let threshold = eps.clone() * eps.clone();
        let norm = t.at(n).clone().norm();
        if norm <= threshold
            || norm <= eps.clone() * (t.at(n).clone().norm() + t.at(0).clone().norm())
        {}
        n
    }";
    assert!(lower(source).is_err(), "nothing is known of the types");
}

#[test]
fn whatever_parses_gives_code_or_errors() {
    let pieces = [
        "x",
        "&x",
        "*x",
        "-x",
        "!x",
        "x?",
        "x.0",
        "x.a",
        "x[0]",
        "x[..]",
        "x()",
        "x(x)",
        "x.y()",
        "()",
        "(x,)",
        "[x]",
        "[]",
        "[x; 2]",
        "vec![]",
        "vec![x; 2]",
        "|a| a",
        "|a, b| a + b",
        "0..",
        "..",
        "..=x",
        "loop { break x; }",
        "while x {}",
        "for a in x {}",
        "for (a, b) in x.iter().zip(x) {}",
        "if x { 1.0 } else { return x }",
        "match x { _ => 1.0 }",
        "match x { 0 => 1.0, y => y }",
        "return x",
        "break",
        "continue",
        "{ let y = x; y }",
        "x = x",
        "x += x",
        "(x, x) = x",
        "unsafe {}",
        "async {}",
        "S { x }",
        "x as f64",
        "x as usize",
        "\"text\"",
        "b'a'",
        "'a'",
        "assert!(x)",
        "panic!()",
        "assert_eq!(x)",
        "x.iter().map(|v| v).sum::<f64>()",
        "x.iter().rev().rev().enumerate().collect::<Vec<_>>()",
        "x.map(|v| v)",
        "std::mem::swap(&mut x, &mut x)",
        "f64::max(x, x)",
        "f64::max()",
        "f64::PI",
        "Vec::new()",
        "const { 1 }",
        "x.iter().fold(x, |a, b| x)",
        "x.windows(0)",
        "x.chunks(0)",
        "x.split_at(x)",
        "x.fill(x)",
        "x.swap(x, x)",
        "let y = x",
        "x && x",
        "x..x",
        "x.iter().zip(0..).skip(x).take(x).step_by(x)",
        "'a: { break 'a x }",
        "'a: loop { break 'a }",
        "_",
        "Self::X",
        "self",
        "super::g(x)",
        "<T as U>::g(x)",
        "stop_gradient(x)",
        "stop_gradient()",
        "x.len()",
        "x.sin_cos()",
        "x.clone()",
        "x.powi(x)",
        "x.abs_diff(x)",
        "(|a: f64| a)(x)",
        "x.iter().all(|v| v)",
        "x.iter().for_each(|v| {})",
    ];
    let types = [
        "f64",
        "&[f64]",
        "&mut [f64]",
        "[f64; 2]",
        "Vec<f64>",
        "(f64, f64)",
        "Real",
        "&mut f64",
        "usize",
    ];
    for a in pieces {
        for ty in types {
            for body in [
                format!("let mut v = {a}; v"),
                format!("let (p, [q, ..]) = {a}; {a}; p"),
                format!("for i in 0..3 {{ if {a} {{ {a} }} }} x"),
            ] {
                let source = format!("fn f(x: {ty}, w: f64) -> f64 {{ {body} }}");
                if syn::parse_str::<syn::ItemFn>(&source).is_ok() {
                    let _ = lower(&source);
                }
            }
        }
    }
    for (i, a) in pieces.iter().enumerate() {
        // Every piece meets every eleventh other.
        for b in pieces.iter().skip(i % 11).step_by(11) {
            let source = format!(
                "fn f(x: f64, w: &mut [f64]) -> f64 {{ w[0] = {{ {a} }} + {b}; ({a}, {b}); x }}"
            );
            if syn::parse_str::<syn::ItemFn>(&source).is_ok() {
                let _ = lower(&source);
            }
        }
    }
}
