//! `sort` and its kin: the order is found as indices, by which the items are then gathered.

use super::messages as m;
use super::*;
use crate::ir::{Arg, Init, Place, Projection, Target};

/// How `sort_by` compares.
struct Comparison {
    total: bool,
    descending: bool,
}

/// What the closure, or function, that compares two items does, if it is one of the usual ones.
fn comparison(e: &syn::Expr) -> Option<Comparison> {
    let total_of = |name: &str| match name {
        "total_cmp" => Some(true),
        "partial_cmp" | "cmp" => Some(false),
        _ => None,
    };
    match expr::plain(e) {
        syn::Expr::Path(path) => Some(Comparison {
            total: total_of(paths::segments(&path.path).last()?)?,
            descending: false,
        }),
        syn::Expr::Closure(closure) => {
            let mut names = closure.inputs.iter().map(|pattern| match pattern {
                syn::Pat::Ident(ident) => Some(ident.ident.to_string()),
                syn::Pat::Reference(inner) => match &*inner.pat {
                    syn::Pat::Ident(ident) => Some(ident.ident.to_string()),
                    _ => None,
                },
                _ => None,
            });
            let (a, b) = (names.next()??, names.next()??);
            let mut descending = false;
            let mut body = expr::plain(&closure.body);
            while let syn::Expr::MethodCall(call) = body {
                match call.method.to_string().as_str() {
                    "unwrap" | "expect" | "unwrap_or" => {}
                    "reverse" => descending = !descending,
                    name => {
                        let total = total_of(name)?;
                        let (left, right) = (named(&call.receiver)?, named(call.args.first()?)?);
                        let ordered = left == a && right == b;
                        let reversed = left == b && right == a;
                        return (ordered || reversed).then_some(Comparison {
                            total,
                            descending: descending != reversed,
                        });
                    }
                }
                body = expr::plain(&call.receiver);
            }
            None
        }
        _ => None,
    }
}

/// How a method sorts, if it compares the items themselves.
fn order_by(name: &str, args: &[&syn::Expr]) -> Option<Comparison> {
    match args {
        [] if matches!(name, "sort" | "sort_unstable") => Some(Comparison {
            total: false,
            descending: false,
        }),
        [by] if matches!(name, "sort_by" | "sort_unstable_by") => comparison(by),
        _ => None,
    }
}

/// Whether a method compares the items themselves, as the runtime's functions do.
pub(super) fn is_sorted_here(name: &str, args: &[&syn::Expr]) -> bool {
    order_by(name, args).is_some()
}

/// The variable that an expression is, or refers to.
fn named(e: &syn::Expr) -> Option<String> {
    match expr::plain(e) {
        syn::Expr::Path(path) => paths::single(path),
        syn::Expr::Reference(inner) => named(&inner.expr),
        syn::Expr::Unary(inner) if matches!(inner.op, syn::UnOp::Deref(_)) => named(&inner.expr),
        _ => None,
    }
}

impl<'a> Lowerer<'a> {
    pub(super) fn sorted(
        &mut self,
        place: &Place,
        name: &str,
        args: &[&syn::Expr],
        span: Span,
    ) -> Outcome {
        let Some(how) = order_by(name, args) else {
            return self.error_about(span, m::SORT, name);
        };
        let ty = self.place_type(place);
        let item = self.element_type(&ty, span);
        if how.total {
            self.infer.narrow(&item, super::infer::Kind::Float);
        }
        let order = self.order_of(place, &how, span);
        let unsorted = Init::Clone(place.clone());
        let copy_type = match self.infer.shallow(&ty) {
            Type::Slice(item) => Type::Vec(item),
            other => other,
        };
        let copy = self.allocate(unsorted, copy_type, "unsorted", span);
        let trip = loops::Trip {
            from: self.usize(0, span),
            to: self.length(place, span),
            inclusive: false,
            reversed: false,
        };
        self.counted(trip, None, span, &mut |l, i| {
            let at = Place::whole(order).then(Projection::Index(i));
            let at = l.value(Outcome::Place(at), span);
            let from = Place::whole(copy).then(Projection::Index(at));
            let value = l.value(Outcome::Place(from), span);
            let to = place.then(Projection::Index(i));
            l.emit(Stmt::Store { place: to, value });
        });
        Outcome::Unit
    }

    /// The indices of the items in the order in which they are to stand.
    fn order_of(&mut self, place: &Place, how: &Comparison, span: Span) -> Memory {
        let function = match (how.total, how.descending) {
            (false, false) => "ascending",
            (false, true) => "descending",
            (true, false) => "ascending_total",
            (true, true) => "descending_total",
        };
        let indices = Type::Vec(Box::new(Type::USIZE));
        let found = self.new_value(indices.clone(), None, span);
        let target = Target::Function(builder::tokens(&format!("::autodiff::{function}")));
        let args = vec![Arg::Ref(place.clone())];
        self.emit_call(target, "order", args, Some(found), Vec::new(), span);
        self.allocate(Init::Operand(Operand::Value(found)), indices, "order", span)
    }
}
