//! Methods of matrices in Rust as it is lowered: the receiver is called `it`.

use crate::ir::{Float, Place};
use crate::lower::library::types::{Library, Shape};
use crate::lower::messages as m;
use crate::lower::templates::template_sources::Template;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// A method that is Rust of ours, or what makes another matrix of this one.
    pub(in crate::lower) fn written_or_made(
        &mut self,
        place: &Place,
        library: &Library,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let templates = giving(library.shape);
        let done = self.written_method(place, (library, templates), e, span);
        let done = done.or_else(|| self.written_for_axes(place, library, e, span));
        let done = done.or_else(|| self.resized(place, library, e, span));
        let done = done.or_else(|| self.kept_slice(place, library, e, span));
        let done = done.or_else(|| self.appended(place, library, e, span));
        let done = done.or_else(|| self.transformed(place, library, e, span));
        done.or_else(|| self.element_if_any(place, library, e, span))
    }

    /// A method of a matrix that is Rust of ours.
    pub(in crate::lower) fn written_method(
        &mut self,
        place: &Place,
        (library, templates): (&Library, &[Template]),
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let method = e.method.to_string();
        let (_, names, source) = templates
            .iter()
            .find(|(name, names, _)| *name == method && names.len() == e.args.len())?;
        let this = Outcome::Place(place.clone()).reference(true);
        let mut bound = vec![("it", this)];
        for (name, arg) in names.iter().zip(&e.args) {
            let outcome = match *name {
                "f" => self
                    .callable(arg)
                    .map_or(Outcome::Poison, Outcome::Callable),
                _ => self.written_argument(&typed(arg, &library.item)),
            };
            bound.push((*name, outcome));
        }
        Some(self.written_out(source, bound, span))
    }

    /// What is read once, however often the template says its name.
    fn written_argument(&mut self, e: &syn::Expr) -> Outcome {
        let span = m::span(e);
        let outcome = self.expr(e);
        let mutable = matches!(outcome, Outcome::Ref(_, true));
        if self.library(&outcome).is_none() {
            return self.settle(outcome, span);
        }
        match self.place_of(outcome.dereferenced(), span) {
            Some(place) => Outcome::Place(place).reference(mutable),
            None => Outcome::Poison,
        }
    }
}

/// The templates for what methods of a matrix give.
fn giving(shape: Shape) -> &'static [Template] {
    match shape {
        Shape::Matrix => &OF_NALGEBRA,
        Shape::Cholesky => &OF_CHOLESKY,
        _ => &[],
    }
}

/// A literal that is a number of this type.
fn typed(e: &syn::Expr, item: &Type) -> syn::Expr {
    let suffix = match item {
        Type::Float(Float::F32) => "f32",
        _ => "f64",
    };
    match e {
        syn::Expr::Lit(literal) => match &literal.lit {
            syn::Lit::Float(float) if float.suffix().is_empty() => {
                let text = format!("{}{suffix}", float.base10_digits());
                let lit = syn::Lit::Float(syn::LitFloat::new(&text, float.span()));
                syn::Expr::Lit(syn::ExprLit {
                    attrs: Vec::new(),
                    lit,
                })
            }
            _ => e.clone(),
        },
        syn::Expr::Unary(unary) => syn::Expr::Unary(syn::ExprUnary {
            expr: Box::new(typed(&unary.expr, item)),
            ..unary.clone()
        }),
        _ => e.clone(),
    }
}

/// What methods of matrices of nalgebra give.
const OF_NALGEBRA: [Template; 27] = [
    // At zero its derivative is taken to be zero, like that of the norm.
    (
        "lp_norm",
        &["p"],
        "{
            let sum = it.iter().fold(0.0, |sum, x| sum + x.abs().powi(p));
            if sum == 0.0 { 0.0 } else { sum.powf(1.0 / p as f64) }
        }",
    ),
    ("scale", &["by"], "it * by"),
    ("unscale", &["by"], "it / by"),
    ("perp", &["other"], "it[0] * other[1] - it[1] * other[0]"),
    (
        "lerp",
        &["other", "t"],
        "it.zip_map(other, |a, b| t * b + (1.0 - t) * a)",
    ),
    // At zero its derivative is taken to be zero, like that of the norm.
    (
        "metric_distance",
        &["other"],
        "{
            let squares = it.iter().zip(other.iter()).map(|(a, b)| (a - b) * (a - b));
            let sum = squares.fold(0.0, |sum, square| sum + square);
            if sum == 0.0 { 0.0 } else { sum.sqrt() }
        }",
    ),
    (
        "angle",
        &["other"],
        "{
            let product = it.dot(other);
            let a = it.norm();
            let b = other.norm();
            if a == 0.0 || b == 0.0 { 0.0 } else { (product / (a * b)).clamp(-1.0, 1.0).acos() }
        }",
    ),
    (
        "zip_fold",
        &["other", "init", "f"],
        "it.iter().zip(other.iter()).fold(init, |sum, (a, b)| f(sum, *a, *b))",
    ),
    (
        "zip_zip_map",
        &["b", "c", "f"],
        "{
            let mut made = it.clone();
            for k in 0..made.len() { made[k] = f(it[k], b[k], c[k]); }
            made
        }",
    ),
    (
        "map_with_location",
        &["f"],
        "{
            let mut made = it.clone();
            for j in 0..it.ncols() {
                for i in 0..it.nrows() { made[(i, j)] = f(i, j, it[(i, j)]); }
            }
            made
        }",
    ),
    (
        "lower_triangle",
        &[],
        "{ let mut made = it.clone(); made.fill_upper_triangle(0.0, 1); made }",
    ),
    (
        "upper_triangle",
        &[],
        "{ let mut made = it.clone(); made.fill_lower_triangle(0.0, 1); made }",
    ),
    ("symmetric_part", &[], "(it.transpose() + it) * 0.5"),
    ("is_square", &[], "it.nrows() == it.ncols()"),
    (
        "try_normalize",
        &["least"],
        "{ let norm = it.norm(); if norm <= least { None } else { Some(it / norm) } }",
    ),
    (
        "cap_magnitude",
        &["most"],
        "{ let norm = it.norm(); if norm > most { it * (most / norm) } else { it.clone() } }",
    ),
    ("inf", &["other"], "it.zip_map(other, |a, b| a.min(b))"),
    ("sup", &["other"], "it.zip_map(other, |a, b| a.max(b))"),
    (
        "imax",
        &[],
        "{ let mut at = 0; for i in 1..it.len() { if it[i] > it[at] { at = i; } } at }",
    ),
    (
        "imin",
        &[],
        "{ let mut at = 0; for i in 1..it.len() { if it[i] < it[at] { at = i; } } at }",
    ),
    (
        "iamax",
        &[],
        "{ let mut at = 0; for i in 1..it.len() { if it[i].abs() > it[at].abs() { at = i; } } at }",
    ),
    ("argmax", &[], "{ let at = it.imax(); (at, it[at]) }"),
    ("argmin", &[], "{ let at = it.imin(); (at, it[at]) }"),
    ("to_scalar", &[], "it[0]"),
    ("into_scalar", &[], "it[0]"),
    (
        "amin",
        &[],
        "{
            let mut least = it[0].abs();
            for k in 1..it.len() { least = least.min(it[k].abs()); }
            least
        }",
    ),
    (
        "tr_dot",
        &["other"],
        "{
            let mut sum = 0.0;
            for j in 0..it.nrows() { for i in 0..it.ncols() { sum += it[(j, i)] * other[(i, j)]; } }
            sum
        }",
    ),
];

/// What methods of nalgebra change in their receiver.
pub(in crate::lower) const CHANGES: [Template; 15] = [
    (
        "swap",
        &["a", "b"],
        "{
            let kept = it[(a.0, a.1)];
            it[(a.0, a.1)] = it[(b.0, b.1)];
            it[(b.0, b.1)] = kept;
        }",
    ),
    (
        "swap_rows",
        &["a", "b"],
        "for j in 0..it.ncols() { let kept = it[(a, j)]; it[(a, j)] = it[(b, j)]; it[(b, j)] = kept; }",
    ),
    (
        "swap_columns",
        &["a", "b"],
        "for i in 0..it.nrows() { let kept = it[(i, a)]; it[(i, a)] = it[(i, b)]; it[(i, b)] = kept; }",
    ),
    (
        "fill_row",
        &["i", "x"],
        "for j in 0..it.ncols() { it[(i, j)] = x; }",
    ),
    (
        "fill_column",
        &["j", "x"],
        "for i in 0..it.nrows() { it[(i, j)] = x; }",
    ),
    (
        "fill_lower_triangle",
        &["x", "shift"],
        "for j in 0..it.ncols() { for i in (j + shift)..it.nrows() { it[(i, j)] = x; } }",
    ),
    (
        "fill_upper_triangle",
        &["x", "shift"],
        "for j in shift..it.ncols() {
            for i in 0..(j + 1 - shift).min(it.nrows()) { it[(i, j)] = x; }
        }",
    ),
    (
        "normalize_mut",
        &[],
        "{ let norm = it.norm(); *it /= norm; norm }",
    ),
    (
        "set_magnitude",
        &["to"],
        "{ let norm = it.norm(); *it *= to / norm; }",
    ),
    (
        "transpose_mut",
        &[],
        "{ let made = it.transpose(); it.copy_from(&made); }",
    ),
    // What was there may be no number.
    (
        "cmpy",
        &["by", "a", "b", "old"],
        "if old == 0.0 {
            for k in 0..it.len() { it[k] = by * (a[k] * b[k]); }
        } else {
            for k in 0..it.len() { it[k] = old * it[k] + by * (a[k] * b[k]); }
        }",
    ),
    (
        "cdpy",
        &["by", "a", "b", "old"],
        "if old == 0.0 {
            for k in 0..it.len() { it[k] = by * (a[k] / b[k]); }
        } else {
            for k in 0..it.len() { it[k] = old * it[k] + by * (a[k] / b[k]); }
        }",
    ),
    ("mul_to", &["other", "out"], "out.copy_from(&(it * other))"),
    (
        "copy_from_slice",
        &["items"],
        "{
            assert!(it.len() == items.len());
            for k in 0..it.len() { it[k] = items[k]; }
        }",
    ),
    (
        "zip_zip_apply",
        &["b", "c", "f"],
        "for k in 0..it.len() {
            let mut item = it[k];
            f(&mut item, b[k], c[k]);
            it[k] = item;
        }",
    ),
];

/// What methods of decompositions change in their argument.
const OF_CHOLESKY: [Template; 1] = [(
    "solve_mut",
    &["b"],
    "{ let x = it.solve(b); b.copy_from(&x); }",
)];
