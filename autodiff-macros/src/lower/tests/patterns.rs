//! Patterns around what a reference leads to that stands nowhere yet: it is put where they find it.

use super::{good, lower};

/// The statements that the patterns' names are used in are all there.
#[test]
fn parts_behind_references() {
    let functions = [
        (
            "fn f(all: &mut All, gone: &Names) {
                let params = std::mem::take(&mut all.params);
                let stays = |param: &Param| match param {
                    Param::Type(ty) => !gone.holds(ty.name),
                    _ => true,
                };
                all.params = params.into_iter().filter(stays).collect();
            }",
            vec!["call holds(&@1.gone"],
        ),
        (
            "fn f(x: f64) -> f64 { match &make(x) { Shape::Disc(r) => r.area(x), _ => x } }",
            vec!["call area(&", "@Disc.0"],
        ),
        (
            "fn f(x: f64) -> f64 { if let Shape::Disc(r) = &make(x) { r.area(x) } else { x } }",
            vec!["call area(&", "@Disc.0"],
        ),
        (
            "fn f(x: f64) -> f64 { match &(make(x), made(x)) { (Shape::Disc(a), Shape::Disc(b)) => a.area(x) * b.size(x), _ => x } }",
            vec!["call area(&", "call size(&"],
        ),
        (
            "fn f(x: f64) -> f64 { match &make(x) { Some(r) => *r * x, None => x } }",
            vec!["Mul"],
        ),
    ];
    for (source, pieces) in functions {
        let text = good(source).to_string();
        for piece in pieces {
            assert!(text.contains(piece), "{source}\n{text}\nlacks {piece}");
        }
    }
}

/// A name that stands for nothing known is an error where it is used: nothing is left out silently.
#[test]
fn parts_of_nothing_known() {
    let source = "fn f(x: f64) -> f64 {
        let mut n = 0.5;
        if x > 0.0 { n = g(x); }
        if let Shape::Disc(r) = &n { h(r); }
        x
    }";
    let Err(errors) = lower(source) else {
        panic!("no error for {source}");
    };
    assert!(errors.contains("= help: "), "{errors}");
}
