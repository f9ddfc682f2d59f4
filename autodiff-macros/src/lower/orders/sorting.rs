//! `sort` and its kin: the order is found as indices, by which the items are then gathered.

use crate::ir::{Arg, Init, Place, Projection, Target};
use crate::lower::flow::loops;
use crate::lower::messages as m;
use crate::lower::*;

/// Puts items that are no numbers where the order says.
const PUT_IN_ORDER: &str = "{
    let unsorted = it.to_vec();
    for i in 0..it.len() { it[i] = unsorted[order[i]].clone(); }
}";

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

/// Whether a method puts one item into its place in the order.
pub(in crate::lower) fn selects(name: &str) -> bool {
    matches!(name, "select_nth_unstable" | "select_nth_unstable_by")
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
pub(in crate::lower) fn is_sorted_here(name: &str, args: &[&syn::Expr]) -> bool {
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
    pub(in crate::lower) fn sorted(
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
            self.infer
                .narrow(&item, crate::lower::types::infer::Kind::Float);
        }
        if self.has_reversed(&item) {
            return self.error(span, m::REVERSED);
        }
        let order = self.order_of("", place, &how, Vec::new(), span);
        self.put_in_order(place, order, span);
        Outcome::Unit
    }

    /// `items.select_nth_unstable(n)`, of numbers: where `std` leaves the others, only `std` knows.
    pub(in crate::lower) fn selected(
        &mut self,
        place: &Place,
        name: &str,
        args: &[&syn::Expr],
        span: Span,
    ) -> Outcome {
        let Some((nth, by)) = args.split_first() else {
            return self.error(span, m::ARGUMENTS);
        };
        let sorts = if by.is_empty() { "sort" } else { "sort_by" };
        let ty = self.place_type(place);
        let item = self.element_type(&ty, span);
        let Some(how) = order_by(sorts, by).filter(|_| self.is_number(&item)) else {
            return self.error_about(span, m::SELECT, name);
        };
        let nth = self.scalar(nth);
        self.unify_value(nth, &Type::USIZE, span);
        let more = vec![Arg::Operand(Operand::Value(nth))];
        let order = self.order_of("selected_", place, &how, more, span);
        self.put_in_order(place, order, span);
        let one = self.usize(1, span);
        let next = self.index_binary(crate::ir::Binary::Add, nth, one, span);
        let parts = [
            Projection::Range(None, Some(nth)),
            Projection::Index(nth),
            Projection::Range(Some(next), None),
        ];
        let parts = parts.map(|part| Outcome::Place(place.then(part)).reference(true));
        Outcome::Tuple(parts.into())
    }

    /// Puts the items where the order says.
    fn put_in_order(&mut self, place: &Place, order: Memory, span: Span) {
        let ty = self.place_type(place);
        let item = self.element_type(&ty, span);
        if !self.is_number(&item) {
            let it = Outcome::Place(place.clone()).reference(true);
            let order = Outcome::Place(Place::whole(order)).reference(false);
            self.written_out(PUT_IN_ORDER, vec![("it", it), ("order", order)], span);
            return;
        }
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
    }

    /// The indices of the items in the order in which they are to stand.
    fn order_of(
        &mut self,
        prefix: &str,
        place: &Place,
        how: &Comparison,
        more: Vec<Arg>,
        span: Span,
    ) -> Memory {
        let function = match (how.total, how.descending) {
            (false, false) => "ascending",
            (false, true) => "descending",
            (true, false) => "ascending_total",
            (true, true) => "descending_total",
        };
        let indices = Type::Vec(Box::new(Type::USIZE));
        let found = self.new_value(indices.clone(), None, span);
        let path = format!("::autodiff::{prefix}{function}");
        let target = Target::Function(builder::tokens(&path));
        let args = [Arg::Ref(place.clone())].into_iter().chain(more).collect();
        self.emit_call(target, "order", args, Some(found), Vec::new(), span);
        self.allocate(Init::Operand(Operand::Value(found)), indices, "order", span)
    }
}
