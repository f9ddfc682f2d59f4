//! Types: what literals, constants and unknown names turn out to be, and what rustc is asked.

use super::good;
use crate::ir::{Float, Pinned, Type};

fn pins(source: &str) -> Vec<String> {
    let pins = good(source).pins;
    pins.iter().map(|p| format!("{:?}", p.what)).collect()
}

#[test]
fn constants_are_pinned_by_their_use() {
    let found = pins("fn f(x: f64) -> f64 { X[2][0] * PI + x }");
    assert_eq!(
        found,
        [
            "Const { path: X, indices: 2, ty: Float(F64) }",
            "Const { path: PI, indices: 0, ty: Float(F64) }"
        ]
    );
    let found = pins("fn f(x: f32) -> f32 { let k = 2.0 * K; for i in 0..STEPS { } x * k }");
    assert_eq!(found, ["Const { path: K, indices: 0, ty: Float(F32) }"]);
}

#[test]
fn constants_of_the_body_are_known() {
    assert!(pins("fn f(x: f64) -> f64 { const W: [f64; 2] = [1.0, 2.0]; x * W[1] }").is_empty());
}

#[test]
fn an_alias_is_a_scalar_if_it_is_computed_with() {
    let function = good("fn f(x: Real, y: Real) -> Real { x * y }");
    assert!(matches!(
        function.params[0].ty,
        Type::Float(Float::Pinned(_))
    ));
    assert!(matches!(&function.pins[..], [pin] if matches!(pin.what, Pinned::Scalar(_))));
    let function = good("fn f(x: Real) -> f64 { x * 2.0 }");
    assert_eq!(function.params[0].ty, Type::F64);
    assert!(matches!(&function.pins[..], [pin] if matches!(pin.what, Pinned::Same(..))));
    let function = good("fn f(x: &Mat) -> f64 { g(x) }");
    assert!(matches!(function.params[0].ty, Type::Named(_)));
}

#[test]
fn an_alias_of_an_integer_keeps_its_name_for_the_caller() {
    let function = good("fn f(x: &[f64], at: &[Id], n: Id) -> f64 { x[n] * x[at[0]] }");
    assert!(function.params[2].ty.carries_gradient());
    assert!(function.params[1].ty.carries_gradient());
    let value = function.params[2].binding.values()[0];
    assert_eq!(function.value(value).ty, Type::USIZE);
}

#[test]
fn a_call_in_a_loop_that_feeds_itself_is_a_float() {
    let found = pins("fn f(x: f64) -> f64 { let mut y = 1.0; for _ in 0..3 { y = g(y); } x * y }");
    assert_eq!(found.len(), 1);
    assert!(found[0].ends_with("Float(F64))"), "{found:?}");
}

#[test]
fn results_of_calls_are_memory_where_they_are_indexed() {
    let text = good(
        "fn f(x: f64) -> f64 { let v = g(x); let mut s = 0.0; for t in v.iter() { s += t; } s + v[0] }",
    )
    .to_string();
    assert_eq!(text.matches("= call g").count(), 1, "{text}");
    assert_eq!(text.matches("@0.v:").count(), 1, "{text}");
}

#[test]
fn a_call_whose_tuple_is_taken_apart_happens_once() {
    let text = good("fn f(x: f64) -> f64 { let (a, b): (f64, f64) = g(x); a * b }").to_string();
    assert_eq!(text.matches("call g").count(), 1, "{text}");
    assert_eq!(text.matches("@0.g:").count(), 1, "{text}");
}

#[test]
fn scalars_behind_mutable_references_come_back() {
    let text = good("fn f(x: f64) -> f64 { let mut a = x; g(&mut a); a * 2.0 }").to_string();
    assert!(
        text.contains("call g(&mut @0.a)") && text.contains("= load @0.a"),
        "{text}"
    );
}

#[test]
fn names_of_the_user_stay_first() {
    let text = good("fn f(x: f64, y: f64) -> f64 { let q = x + y; let r = q; r * x }").to_string();
    assert!(text.contains(".q: ") && !text.contains(".r"), "{text}");
}

#[test]
fn a_return_in_nested_loops_needs_one_flag() {
    let text = good(
        "fn f(x: &[f64]) -> f64 { for a in x { for b in x { if a * b > 1.0 { return *a; } } } 0.0 }",
    )
    .to_string();
    assert!(!text.contains(".done"), "{text}");
}

#[test]
fn statement_calls_have_no_result() {
    let text = good(
        "fn f(x: &mut [f64]) { for _ in 0..2 { step(x); } if x[0] > 0.0 { step(x) } step(x) }",
    )
    .to_string();
    assert_eq!(text.matches("  = call step").count(), 3, "{text}");
}

#[test]
fn a_custom_backward_reads_the_signature_only() {
    let item: syn::ItemFn =
        syn::parse_str("fn f(x: f64, w: &[f64]) -> f64 { ffi!(x) }").expect("parses");
    let mut errors = crate::diagnostics::Errors::new();
    let config = crate::config::Config::parse(
        "backward = f_backward".parse().expect("tokens"),
        &mut errors,
    );
    let function = crate::lower::signature(&item, None, &config, &mut errors);
    assert!(errors.finish().is_none());
    assert_eq!(function.expect("a signature").params.len(), 2);
}

#[test]
fn what_a_tuple_pattern_takes_apart_is_a_tuple() {
    let found = pins("fn f(x: f64) -> f64 { let (a, b) = g(x); a * b + x }");
    let whole = "Tuple([Float(F64), Float(F64)]))";
    assert!(found.iter().any(|pin| pin.ends_with(whole)), "{found:?}");
    // Whatever is only handed on is known by its position.
    let function = good("fn f(x: f64) -> f64 { let (p, q) = g(x); h(&p, &q) }");
    let component = |ty: &Type| matches!(ty, Type::Component(_, 1));
    assert!(function.values.iter().any(|v| component(&v.ty)));
    let source =
        "fn f(x: f64) -> f64 { let mut s = x; for &(a, w) in NODES.iter() { s += w * a; } s }";
    let whole = "Const { path: NODES, indices: 1, ty: Tuple([Float(F64), Float(F64)]) }";
    assert_eq!(pins(source), [whole]);
}

#[test]
fn the_elements_of_a_named_type_are_known_where_they_are_updated() {
    let function =
        good("fn f(x: f64) -> M { let mut m: M = START; for i in 0..2 { m[i][i] += x; } m }");
    assert!(function.values.iter().all(|v| v.ty != Type::Unknown));
    assert!(format!("{function}").contains("+= "), "{function}");
}
