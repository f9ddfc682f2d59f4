//! Elements and ends that may not be there, and slices that become arrays.

use crate::ir::{Binary, Count, Expr, Init, Place, Projection};
use crate::lower::iteration::iterators::Iter;
use crate::lower::messages as m;
use crate::lower::structs::conversions;
use crate::lower::*;

/// Whether an expression, or an end of one of its branches, asks for the name of a type.
fn asks_for_named(e: &syn::Expr) -> bool {
    at_ends(e, &|end| match end {
        syn::Expr::MethodCall(call) => {
            let method = call.method.to_string();
            let names = ["sum", "product", "collect"];
            call.args.is_empty() && names.contains(&method.as_str())
        }
        _ => false,
    }) || asks_for_conversion(e)
}

/// Whether it converts to whatever is asked for, or makes the default of that.
pub(in crate::lower) fn asks_for_conversion(e: &syn::Expr) -> bool {
    at_ends(e, &|end| match end {
        syn::Expr::MethodCall(call) => call.args.is_empty() && call.method == "into",
        e => conversions::is_default(e),
    })
}

/// Whether only its use can tell the type of what an expression gives.
pub(in crate::lower) fn asks_by_use(e: &syn::Expr) -> bool {
    asks_for_conversion(e) || asks_for_type(e)
}

/// Whether this holds for an end of one of the branches of an expression.
fn at_ends(e: &syn::Expr, holds: &dyn Fn(&syn::Expr) -> bool) -> bool {
    let block = |block: &syn::Block| match block.stmts.last() {
        Some(syn::Stmt::Expr(last, None)) => at_ends(last, holds),
        _ => false,
    };
    match expr::plain(e) {
        syn::Expr::If(e) => {
            let els = e.else_branch.as_ref();
            block(&e.then_branch) || els.is_some_and(|(_, els)| at_ends(els, holds))
        }
        syn::Expr::Match(e) => e.arms.iter().any(|arm| at_ends(&arm.body, holds)),
        syn::Expr::Block(e) => block(&e.block),
        end => holds(end),
    }
}

/// Whether an expression has to be told a type, by its name or as a whole.
pub(in crate::lower) fn asks(e: &syn::Expr) -> bool {
    asks_for_named(e) || asks_for_type(e)
}

/// Whether an expression, or an end of one of its branches, needs to be told the type of what it gives.
fn asks_for_type(e: &syn::Expr) -> bool {
    at_ends(e, &|end| match end {
        syn::Expr::MethodCall(call) => match call.method.to_string().as_str() {
            "try_into" => true,
            "unwrap" | "expect" => asks_for_type(&call.receiver),
            _ => false,
        },
        syn::Expr::Call(call) => match expr::plain(&call.func) {
            syn::Expr::Path(path) => paths::segments(&path.path)
                .last()
                .is_some_and(|name| name == "from_fn"),
            _ => false,
        },
        _ => false,
    })
}

impl<'a> Lowerer<'a> {
    /// The type of an array that a `let` gives its initial value.
    pub(in crate::lower) fn type_for(&mut self, stmt: &syn::Stmt) -> Option<Type> {
        let syn::Stmt::Local(local) = stmt else {
            return None;
        };
        let (syn::Pat::Type(typed), Some(init)) = (&local.pat, &local.init) else {
            return None;
        };
        match types::plain(&typed.ty) {
            ty if collections::maps::is_map(ty) => None,
            ty if options::held::type_inside(ty).is_some() => {
                Some(Type::Option(Box::new(self.infer.fresh())))
            }
            // Nothing is left with the error of what is bound.
            ty if options::results::is_result(ty) => Some(Type::Result(
                Box::new(self.infer.fresh()),
                Box::new(Type::Unknown),
            )),
            syn::Type::Tuple(_) if conversions::is_default(&init.expr) => {
                Some(self.type_from(&typed.ty))
            }
            syn::Type::Tuple(types) => {
                if let syn::Expr::Tuple(items) = expr::plain(&init.expr) {
                    for (ty, item) in types.elems.iter().zip(&items.elems) {
                        if asks(item) {
                            let ty = self.type_from(ty);
                            self.expect_at_ends(item, &ty);
                        }
                    }
                }
                None
            }
            syn::Type::Array(_) | syn::Type::Path(_) | syn::Type::Reference(_)
                if asks(&init.expr) =>
            {
                Some(self.type_from(&typed.ty))
            }
            _ => None,
        }
    }

    /// The type of the result of the function, if it is an array and its last expression asks.
    pub(in crate::lower) fn type_for_result(
        &mut self,
        block: &syn::Block,
        ty: &Type,
    ) -> Option<Type> {
        match (block.stmts.last(), self.infer.shallow(ty)) {
            (Some(syn::Stmt::Expr(e, None)), ty @ Type::Array(..)) if asks(e) => Some(ty),
            (Some(syn::Stmt::Expr(e, None)), ty @ Type::Var(_)) if asks(e) => Some(ty),
            (_, ty @ (Type::Option(_) | Type::Result(..))) => Some(ty),
            _ => None,
        }
    }

    /// `slice.try_into()`, where an array is expected.
    pub(in crate::lower) fn converted(
        &mut self,
        receiver: Outcome,
        expected: Option<Type>,
        span: Span,
    ) -> Outcome {
        let (expected, lent) = match expected {
            Some(Type::Ref(behind, mutable)) => (Some(*behind), Some(mutable)),
            expected => (expected, None),
        };
        let Some((item, length)) = expected.and_then(|ty| self.array_type(&ty, span)) else {
            return self.error(span, m::ARRAY_LENGTH);
        };
        let Some(from) = self.place_of(receiver, span) else {
            return Outcome::Poison;
        };
        let ty = self.place_type(&from);
        let found = self.element_type(&ty, span);
        self.unify(&found, &item, span);
        let zero = self.deferred(builder::Deferred::Zero, item.clone(), span);
        let init = Init::Repeat {
            value: Operand::Value(zero),
            count: Count::Array(length.clone()),
        };
        let ty = Type::Array(Box::new(item), length);
        let memory = self.allocate(init, ty, "array", span);
        let to = Place::whole(memory);
        // Where the lengths differ this panics, as `unwrap` would.
        let (have, want) = (self.length(&from, span), self.length(&to, span));
        let same = self.operation(Binary::Eq, have, want, span);
        self.emit(Stmt::Copy {
            to: to.clone(),
            from,
        });
        let array = Outcome::Place(to);
        let array = match lent {
            // What is written into a copy would be lost.
            Some(true) => return self.error(span, m::ARRAY_LENGTH),
            Some(false) => array.reference(false),
            None => array,
        };
        self.perhaps(same, array)
    }

    /// `first`, `last`, `get`, `split_first` and their kin.
    pub(in crate::lower) fn element_option(
        &mut self,
        place: &Place,
        name: &str,
        args: &[&syn::Expr],
        span: Span,
    ) -> Option<Outcome> {
        let mutable = name.ends_with("_mut");
        let at = |index| Outcome::Place(place.then(Projection::Index(index))).reference(mutable);
        let part =
            |from, to| Outcome::Place(place.then(Projection::Range(from, to))).reference(mutable);
        let inner = match (name.trim_end_matches("_mut"), args) {
            ("get", [range]) if matches!(expr::plain(range), syn::Expr::Range(_)) => {
                let outcome = self.expr(range);
                let (there, part) = self.part_if_there(place, outcome, span)?;
                return Some(self.perhaps(there, part.reference(mutable)));
            }
            ("get", [index]) => {
                let index = self.scalar(index);
                self.unify_value(index, &Type::USIZE, span);
                let length = self.length(place, span);
                let there = self.operation(Binary::Lt, index, length, span);
                return Some(self.perhaps(there, at(index)));
            }
            ("first", []) => {
                let zero = self.usize(0, span);
                at(zero)
            }
            ("last", []) => {
                let last = self.last_index(place, span);
                at(last)
            }
            ("split_first", []) => {
                let (zero, one) = (self.usize(0, span), self.usize(1, span));
                Outcome::Tuple(vec![at(zero), part(Some(one), None)])
            }
            ("split_last", []) => {
                let last = self.last_index(place, span);
                Outcome::Tuple(vec![at(last), part(None, Some(last))])
            }
            _ => return None,
        };
        let length = self.length(place, span);
        let there = match self.integers.get(&length) {
            Some(0) => self.boolean(false),
            Some(_) => self.boolean(true),
            None => {
                let zero = self.usize(0, span);
                self.operation(Binary::Gt, length, zero, span)
            }
        };
        Some(self.perhaps(there, inner))
    }

    /// `place[from..to]`, and whether the ends are in order and in the list.
    fn part_if_there(
        &mut self,
        place: &Place,
        range: Outcome,
        span: Span,
    ) -> Option<(Value, Outcome)> {
        let Outcome::Iter(range) = range else {
            return None;
        };
        let Iter::Range {
            from,
            to,
            inclusive,
        } = &*range
        else {
            return None;
        };
        let part = self.slice(place, *from, *to, *inclusive, span);
        let Outcome::Place(part) = part else {
            return None;
        };
        let length = self.length(place, span);
        let (from, to) = match part.path.last() {
            Some(Projection::Range(from, to)) => (*from, to.unwrap_or(length)),
            _ => (None, length),
        };
        let mut there = self.operation(Binary::Le, to, length, span);
        if let Some(from) = from {
            let ordered = self.operation(Binary::Le, from, to, span);
            there = self.operation(Binary::BitAnd, there, ordered, span);
        }
        Some((there, Outcome::Place(part)))
    }

    /// The last index, or 0 where there is nothing.
    pub(in crate::lower) fn last_index(&mut self, place: &Place, span: Span) -> Value {
        let length = self.length(place, span);
        let one = self.usize(1, span);
        match self.integers.get(&length) {
            Some(number) if *number > 0 => self.index_binary(Binary::Sub, length, one, span),
            _ => self.define(
                Expr::Method("saturating_sub", vec![length, one]),
                Type::USIZE,
                "",
                span,
            ),
        }
    }
}
