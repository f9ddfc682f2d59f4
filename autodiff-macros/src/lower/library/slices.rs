//! `s![1.., i]`: for each axis its start, its end and its step, which is zero for an axis that is left
//! out, and the least number for a new one.

use crate::ir::{Binary, Expr};
use crate::lower::iteration::iterators::Iter;
use crate::lower::messages as m;
use crate::lower::*;
use syn::Token;
use syn::parse::{Parse, ParseStream};

/// One axis of `s![…]`.
struct SliceOfAxis {
    bounds: syn::Expr,
    step: Option<syn::Expr>,
}

struct Slicing(Vec<SliceOfAxis>);

impl Parse for Slicing {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut axes = Vec::new();
        while !input.is_empty() {
            let bounds = input.parse()?;
            let step = match input.peek(Token![;]) {
                true => {
                    input.parse::<Token![;]>()?;
                    Some(input.parse()?)
                }
                false => None,
            };
            axes.push(SliceOfAxis { bounds, step });
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(Slicing(axes))
    }
}

/// Whether it stands for an axis that the slice has and the array has not.
fn is_new_axis(e: &syn::Expr) -> bool {
    let syn::Expr::Path(path) = expr::plain(e) else {
        return false;
    };
    let last = path.path.segments.last();
    last.is_some_and(|last| last.ident == "NewAxis")
}

/// Whether it is the function that makes a slice of a range.
fn is_slice_from(f: &syn::Expr) -> bool {
    let syn::Expr::Path(path) = expr::plain(f) else {
        return false;
    };
    let names = paths::segments(&path.path);
    names.ends_with(&["Slice".to_string(), "from".to_string()])
}

impl<'a> Lowerer<'a> {
    /// The start, the end and the step of each axis in `s![…]`, and how many axes are left; or in the variable that
    /// was made of it.
    pub(in crate::lower) fn slicing(&mut self, e: &syn::Expr, span: Span) -> Option<(Outcome, u8)> {
        match expr::plain(e) {
            syn::Expr::Macro(e) if macros::name_of(&e.mac) == "s" => self.ranges(&e.mac, span),
            syn::Expr::Path(_) => match self.expr(e).dereferenced() {
                Outcome::Tuple(items) => {
                    let (bounds, axes) = items.split_first()?;
                    let only_axes = axes.iter().all(|axis| matches!(axis, Outcome::Unit));
                    let left = u8::try_from(axes.len()).ok()?;
                    only_axes.then(|| (bounds.clone(), left))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// `Slice::from(a..b)` of an axis, beside the other ones.
    pub(in crate::lower) fn slicing_along(
        &mut self,
        axis: u64,
        axes: u8,
        slice: &syn::Expr,
        span: Span,
    ) -> Option<Outcome> {
        let range = match expr::plain(slice) {
            syn::Expr::Call(call) if is_slice_from(&call.func) => call.args.first()?,
            syn::Expr::MethodCall(call) if call.method == "into" => &*call.receiver,
            _ => return None,
        };
        let syn::Expr::Range(range) = expr::plain(range) else {
            return None;
        };
        let all: syn::Expr = syn::parse_str("..").ok()?;
        let bounds = (0..u64::from(axes)).map(|at| match at == axis {
            true => syn::Expr::Range(range.clone()),
            false => all.clone(),
        });
        let bounds = bounds.map(|bounds| SliceOfAxis { bounds, step: None });
        let (at, left) = self.bounds_of(&bounds.collect::<Vec<_>>(), span)?;
        (left == axes && axis < axes.into()).then_some(at)
    }

    /// `let part = s![…];`: the numbers as they are there, and a unit for each axis that is left.
    pub(in crate::lower) fn kept_ranges(
        &mut self,
        mac: &syn::Macro,
        span: Span,
    ) -> Option<Outcome> {
        let (bounds, left) = self.ranges(mac, span)?;
        let axes = std::iter::repeat_n(Outcome::Unit, left.into());
        Some(Outcome::Tuple(
            std::iter::once(bounds).chain(axes).collect(),
        ))
    }

    fn ranges(&mut self, mac: &syn::Macro, span: Span) -> Option<(Outcome, u8)> {
        let Slicing(axes) = mac.parse_body().ok()?;
        self.bounds_of(&axes, span)
    }

    fn bounds_of(&mut self, axes: &[SliceOfAxis], span: Span) -> Option<(Outcome, u8)> {
        let (mut bounds, mut left) = (Vec::new(), 0);
        for axis in axes {
            let span = m::span(&axis.bounds);
            if is_new_axis(&axis.bounds) {
                for text in ["0", "0", "isize::MIN"] {
                    bounds.push(self.isize(text, span));
                }
                left += 1;
                continue;
            }
            match self.rvalue(&axis.bounds).dereferenced() {
                Outcome::Iter(iter) => {
                    let Iter::Range {
                        from,
                        to,
                        inclusive,
                    } = &*iter
                    else {
                        return None;
                    };
                    let end = match to {
                        Some(to) if *inclusive => Some(self.behind(*to, &axis.bounds, span)?),
                        Some(to) => Some(self.signed(*to, span)),
                        None => None,
                    };
                    bounds.push(match from {
                        Some(from) => self.signed(*from, span),
                        None => self.isize("0", span),
                    });
                    bounds.push(match end {
                        Some(end) => end,
                        None => self.isize("isize::MAX", span),
                    });
                    bounds.push(match &axis.step {
                        Some(step) => {
                            let step = self.scalar(step);
                            self.signed(step, span)
                        }
                        None => self.isize("1", span),
                    });
                    left += 1;
                }
                Outcome::Poison | Outcome::Never => return Some((Outcome::Poison, 1)),
                at if axis.step.is_none() => {
                    let at = self.value(at, span);
                    bounds.push(self.signed(at, span));
                    bounds.push(self.isize("0", span));
                    bounds.push(self.isize("0", span));
                }
                _ => return None,
            }
        }
        let bounds: Vec<_> = bounds.into_iter().map(Outcome::Value).collect();
        let at = self.listed(&bounds, &Type::Int("isize"), "slice", span);
        Some((at, left))
    }

    pub(in crate::lower) fn isize(&mut self, text: &str, span: Span) -> Value {
        let literal = Expr::Literal(builder::tokens(text));
        self.define(literal, Type::Int("isize"), "", span)
    }

    pub(in crate::lower) fn signed(&mut self, value: Value, span: Span) -> Value {
        let ty = Type::Int("isize");
        self.define(Expr::Cast(value, ty.clone()), ty, "", span)
    }

    /// The end of a range that includes this number. What is counted from behind has no number
    /// behind it at the end.
    fn behind(&mut self, last: Value, e: &syn::Expr, span: Span) -> Option<Value> {
        let syn::Expr::Range(range) = expr::plain(e) else {
            return None;
        };
        if let Some(syn::Expr::Unary(_)) = range.end.as_deref().map(expr::plain) {
            return None;
        }
        let (last, one) = (self.signed(last, span), self.isize("1", span));
        let ty = Type::Int("isize");
        Some(self.define(Expr::Binary(Binary::Add, last, one), ty, "", span))
    }
}
