//! What a call takes shared of variables that are mutable references: of `y: &mut Vec<f64>`, the call `norm(y)` may
//! take `&[f64]`. The tokens of the call do not say it. What is called may stand in the same file, which is a hint:
//! where it is wrong, the generated code does not compile, since the backward function takes one argument more or less.

use crate::lower::calls::takes;
use crate::lower::calls::takes::Takes;
use crate::lower::*;
use syn::punctuated::Punctuated;

impl<'a> Lowerer<'a> {
    /// The arguments of a call of what is at a path, and the positions of those that may be taken as shared or not.
    pub(in crate::lower) fn lent_to_function(
        &self,
        path: &syn::ExprPath,
        written: &Punctuated<syn::Expr, syn::Token![,]>,
        args: Vec<Outcome>,
    ) -> (Vec<Outcome>, Vec<usize>) {
        let lent = self.named_references(written, &args);
        let known = match (lent.is_empty(), path.path.segments.last()) {
            (false, Some(last)) if path.path.segments.len() == 1 => takes::by_function(&last.ident),
            (false, Some(last)) => takes::by_associated(&last.ident),
            _ => Vec::new(),
        };
        as_taken(args, lent, &known)
    }

    /// The arguments of a call of a method.
    pub(in crate::lower) fn lent_to_method(
        &self,
        e: &syn::ExprMethodCall,
        args: Vec<Outcome>,
    ) -> Vec<Outcome> {
        let lent = self.named_references(&e.args, &args);
        let known = match lent.is_empty() {
            true => Vec::new(),
            false => takes::by_method(&e.method),
        };
        as_taken(args, lent, &known).0
    }

    /// The positions of arguments that are mutable references under a name: `x` for `x: &mut [f64]`. A view that changes
    /// its matrix is never taken as shared.
    fn named_references(
        &self,
        written: &Punctuated<syn::Expr, syn::Token![,]>,
        args: &[Outcome],
    ) -> Vec<usize> {
        let both = written.iter().zip(args).enumerate();
        let lent = both.filter(|(_, (written, arg))| {
            let named = matches!(
                expr::plain(written),
                syn::Expr::Path(_) | syn::Expr::Field(_)
            );
            named
                && matches!(arg, Outcome::Ref(inner, true)
                    if matches!(&**inner, Outcome::Place(place) if !self.is_changing_view(place)))
        });
        lent.map(|(at, _)| at).collect()
    }
}

/// The arguments as they are taken, and which of those lent nothing is known of.
fn as_taken(
    mut args: Vec<Outcome>,
    lent: Vec<usize>,
    known: &[Takes],
) -> (Vec<Outcome>, Vec<usize>) {
    let mut open = Vec::new();
    for at in lent {
        match known.get(at) {
            Some(Takes::Shared) => args[at] = args[at].clone().shared(),
            Some(Takes::Mutable) => {}
            Some(Takes::Unknown) | None => open.push(at),
        }
    }
    (args, open)
}
