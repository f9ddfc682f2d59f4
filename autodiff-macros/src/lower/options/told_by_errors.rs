//! What errors tell of the numbers in them: of `Err(turns)` the result's type, of `Err(Failed::After { turns })` the
//! definition, where it stands in the same file. An error stays the user's tokens, so nothing else would say it.

use crate::lower::source::definitions::{definition, variant};
use crate::lower::types::fields;
use crate::lower::*;
use syn::Member;

impl<'a> Lowerer<'a> {
    /// Unifies the variables in an error with the types that are written for them.
    pub(super) fn told_by_error(&mut self, error: &syn::Expr, converts: bool) {
        let written = match &self.function.result_type {
            Type::Result(_, error) if !converts => match &**error {
                Type::Named(tokens) => syn::parse2(tokens.stream().clone()).ok(),
                _ => None,
            },
            _ => None,
        };
        self.told(error, written.as_ref());
    }

    fn told(&mut self, e: &syn::Expr, written: Option<&syn::Type>) {
        match (expr::plain(e), written) {
            (syn::Expr::Path(path), Some(written)) => {
                if let Some(name) = paths::single(path) {
                    self.told_number(&name, written);
                }
            }
            (syn::Expr::Tuple(tuple), Some(syn::Type::Tuple(types))) => {
                for (item, ty) in tuple.elems.iter().zip(&types.elems) {
                    self.told(item, Some(ty));
                }
            }
            (syn::Expr::Call(call), _) => {
                if let syn::Expr::Path(made) = expr::plain(&call.func)
                    && let Some(syn::Fields::Unnamed(fields)) = fields_of(&made.path)
                {
                    for (item, field) in call.args.iter().zip(&fields.unnamed) {
                        self.told(item, Some(&field.ty));
                    }
                }
            }
            (syn::Expr::Struct(literal), _) => {
                let Some(fields) = fields_of(&literal.path) else {
                    return;
                };
                for item in &literal.fields {
                    if let Member::Named(name) = &item.member {
                        let ty = fields::field_called(&fields, &name.to_string());
                        self.told(&item.expr, ty.as_ref());
                    }
                }
            }
            _ => {}
        }
    }

    /// A variable that is put where this type is written.
    fn told_number(&mut self, name: &str, written: &syn::Type) {
        let syn::Type::Path(path) = types::plain(written) else {
            return;
        };
        let number = path.path.get_ident();
        let number = number.and_then(|name| types::number(&name.to_string()));
        let found = self.scope.find(name).cloned();
        if let (Some(number), Some(found @ (Outcome::Value(_) | Outcome::Slot(_)))) =
            (number, found)
        {
            let ty = self.type_of(&found);
            self.infer.unify(&ty, &number);
        }
    }
}

/// The fields of a struct, or of a variant of an enum, of the same file.
fn fields_of(path: &syn::Path) -> Option<syn::Fields> {
    let mut names = path.segments.iter().rev().map(|segment| &segment.ident);
    let last = names.next()?;
    match names.next() {
        Some(owner) => variant(owner, &last.to_string()),
        None => definition(last).map(|found| found.fields),
    }
}
