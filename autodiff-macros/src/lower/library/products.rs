//! Products that are added to what a matrix holds: `y.axpy(a, &x, b)` and its kin, of both libraries.

use crate::ir::{Binary, Place};
use crate::lower::library::types::{Gives, Shape};
use crate::lower::*;

/// The number that a literal is.
fn literal(e: &syn::Expr) -> Option<f64> {
    match expr::plain(e) {
        syn::Expr::Lit(literal) => match &literal.lit {
            syn::Lit::Float(float) => float.base10_parse().ok(),
            _ => None,
        },
        _ => None,
    }
}

impl<'a> Lowerer<'a> {
    /// `y.axpy(by, &x, old)`, `y.gemv(by, &a, &x, old)`, `c.gemm(by, &a, &b, old)` and
    /// `c.ger(by, &x, &y, old)`: the product `by` times, and what was there `old` times.
    pub(in crate::lower) fn added_product(
        &mut self,
        target: &Place,
        name: &str,
        args: &[&syn::Expr],
        span: Span,
    ) -> Option<Outcome> {
        let (by, old, product) = match (name, args) {
            ("axpy", [by, x, old]) => (by, old, self.expr(x).dereferenced().reference(false)),
            ("gemv" | "gemv_tr" | "gemm" | "gemm_tr" | "ger", [by, a, b, old]) => {
                let mut names = vec![("a", self.expr(a)), ("b", self.expr(b))];
                let source = match name {
                    "ger" if literal(by) == Some(1.0) => "a * b.transpose()",
                    // nalgebra scales the second vector.
                    "ger" => {
                        names.push(("by", self.expr(by)));
                        let product = self.written_out("a * (b * by).transpose()", names, span);
                        return Some(self.added_to(target, product, old, span));
                    }
                    "gemv_tr" | "gemm_tr" => "a.tr_mul(b)",
                    _ => "a * b",
                };
                (by, old, self.written_out(source, names, span))
            }
            _ => return None,
        };
        let scaled = self.scaled(product, by, span);
        Some(self.added_to(target, scaled, old, span))
    }

    /// `general_mat_mul(by, &a, &b, old, &mut c)` of ndarray.
    pub(in crate::lower) fn general_product(
        &mut self,
        path: &syn::Path,
        args: &[&syn::Expr],
        span: Span,
    ) -> Option<Outcome> {
        let [by, a, b, old, target] = args else {
            return None;
        };
        let (first, last) = (path.segments.first()?, path.segments.last()?);
        let of_ndarray = |name: &str| name == "ndarray";
        let imported =
            |name: &proc_macro2::Ident| source::imported_names::is_imported_from(name, of_ndarray);
        if first.ident != "ndarray" && !imported(&first.ident) && !imported(&last.ident) {
            return None;
        }
        let target = self.expr(target).dereferenced();
        let is_array = |library: library::types::Library| matches!(library.shape, Shape::Array(_));
        self.library(&target)
            .filter(|library| is_array(library.clone()))?;
        let target = self.place_of(target, span)?;
        let names = vec![("a", self.expr(a)), ("b", self.expr(b))];
        let product = self.written_out("a.dot(&b)", names, span);
        let scaled = self.scaled(product, by, span);
        Some(self.added_to(&target, scaled, old, span))
    }

    fn scaled(&mut self, product: Outcome, by: &syn::Expr, span: Span) -> Outcome {
        match literal(by) {
            Some(1.0) => product,
            _ => {
                let by = self.rvalue(by);
                self.operator_call("mul", vec![product, by], span)
            }
        }
    }

    fn added_to(
        &mut self,
        target: &Place,
        scaled: Outcome,
        old: &syn::Expr,
        span: Span,
    ) -> Outcome {
        let there = Outcome::Place(target.clone());
        let new = match literal(old) {
            Some(1.0) => return self.library_compound(there, Binary::Add, scaled, span),
            // What was there may be no number.
            Some(0.0) => {
                let ty = self.type_of(&there);
                let args = [there.clone(), scaled.dereferenced()];
                let args = args.map(|arg| arg.reference(false));
                self.library_call("assigned", args.into(), Gives::Known(ty), span)
            }
            _ => {
                let old = self.rvalue(old);
                let kept =
                    self.operator_call("mul", vec![there.clone().reference(false), old], span);
                self.operator_call("add", vec![kept, scaled], span)
            }
        };
        self.assign_to(there, new, span);
        Outcome::Unit
    }
}
