//! Shapes of ndarray by their names: `Ix2(2, 3)`, `Dim([2, 3])`, `IxDyn(&[2, 3])`.

use crate::lower::source::imported_names::is_of_ndarray;
use crate::lower::*;

/// The position that such a shape is in the place of an index: `x[IxDyn(&[0, 1])]`.
pub(in crate::lower) fn position(e: &syn::Expr) -> Option<syn::Expr> {
    let syn::Expr::Call(call) = expr::plain(e) else {
        return None;
    };
    let syn::Expr::Path(path) = expr::plain(&call.func) else {
        return None;
    };
    let last = path.path.segments.last()?.ident.to_string();
    if !is_of_ndarray(&path.path) {
        return None;
    }
    let args: Vec<_> = call.args.iter().map(expr::plain).collect();
    match (last.as_str(), &args[..]) {
        ("Ix2" | "Ix3" | "Ix4", _) => Some(syn::Expr::Tuple(syn::ExprTuple {
            attrs: Vec::new(),
            paren_token: Default::default(),
            elems: call.args.clone(),
        })),
        ("Dim", [array @ syn::Expr::Array(_)]) => Some((*array).clone()),
        ("IxDyn", [syn::Expr::Reference(lent)]) => match expr::plain(&lent.expr) {
            array @ syn::Expr::Array(_) => Some(array.clone()),
            _ => None,
        },
        _ => None,
    }
}

impl<'a> Lowerer<'a> {
    /// What such a shape says, as the constructors of arrays take it, too.
    pub(in crate::lower) fn named_shape(
        &mut self,
        path: &syn::ExprPath,
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        if !is_of_ndarray(&path.path) {
            return None;
        }
        let last = path.path.segments.last()?.ident.to_string();
        match (last.as_str(), args) {
            ("Ix1", [size]) => Some(size.clone()),
            ("Ix2" | "Ix3" | "Ix4", sizes) => Some(Outcome::Tuple(sizes.to_vec())),
            ("Dim", [size @ (Outcome::Value(_) | Outcome::Slot(_) | Outcome::Tuple(_))]) => {
                Some(size.clone())
            }
            ("Dim", [sizes]) => {
                let sizes = self.place_of(sizes.clone(), span)?;
                Some(Outcome::Place(sizes))
            }
            ("IxDyn", [sizes]) => self.as_vec(sizes, span),
            _ => None,
        }
    }
}
