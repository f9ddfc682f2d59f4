//! Functions of the standard library, and of the runtime, that have no row in the table of derivatives.

use crate::ir::Expr;
use crate::lower::messages as m;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    pub(super) fn stop_gradient(&mut self, args: Vec<Outcome>, span: Span) -> Outcome {
        let [arg] = &args[..] else {
            return self.error(span, m::ARGUMENTS);
        };
        let ty = self.type_of(&arg.clone().dereferenced());
        if let Type::Array(..) | Type::Slice(_) | Type::Vec(_) | Type::Tuple(_) =
            self.infer.shallow(&ty)
        {
            return self.error(span, m::STOP_ARRAY);
        }
        let value = self.value(arg.clone(), span);
        let ty = self.function.value(value).ty.clone();
        Outcome::Value(self.define(Expr::StopGradient(value), ty, "", span))
    }

    /// Functions of `std` that are known by their module and name.
    pub(super) fn std_call(
        &mut self,
        module: &str,
        name: &str,
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        match (module, name, args) {
            ("mem", "swap", [a, b]) if lends_reference(a) || lends_reference(b) => {
                self.swap_references(a, b, span);
                Some(Outcome::Unit)
            }
            ("mem", "replace" | "take", [target, value @ ..]) if lends_reference(target) => {
                Some(match target.as_moving() {
                    Some(moving) => self.replaced_reference(&moving, value.first().cloned(), span),
                    None => self.error(span, m::ASSIGNED_REFERENCE),
                })
            }
            ("mem", "swap", [a, b]) => {
                let (a, b) = (a.clone().dereferenced(), b.clone().dereferenced());
                self.swap(a, b, span);
                Some(Outcome::Unit)
            }
            ("mem", "replace", [target, value]) => {
                Some(self.replaced(target.clone().dereferenced(), value.clone(), span))
            }
            ("mem", "take", [target]) => {
                let target = target.clone().dereferenced();
                let ty = self.type_of(&target);
                let new = match self.infer.shallow(&ty) {
                    Type::Vec(_) => self.array(std::iter::empty(), true, span),
                    Type::Var(_) if self.is_deque(&ty) => {
                        self.array(std::iter::empty(), true, span)
                    }
                    Type::Option(_) => self.nothing(),
                    Type::Array(..) | Type::Slice(_) | Type::Tuple(_) | Type::Named(_) => {
                        return Some(self.error_about(span, m::STD_FUNCTION, name));
                    }
                    ty => Outcome::Value(self.deferred(builder::Deferred::Zero, ty, span)),
                };
                Some(self.replaced(target, new, span))
            }
            ("iter", "once", [item]) => {
                let one = self.usize(1, span);
                let iter =
                    iteration::iterators::Iter::Repeat(self.for_each_turn(item, span), Some(one));
                Some(Outcome::Iter(std::rc::Rc::new(iter)))
            }
            ("iter", "successors", [first, f]) => {
                let (f, _) = f.as_callable()?;
                let step = iteration::sequential::Step::Successors(first.clone(), f);
                Some(self.endless(step))
            }
            ("iter", "from_fn", [f]) => {
                let (f, _) = f.as_callable()?;
                Some(self.endless(iteration::sequential::Step::FromFn(f)))
            }
            ("iter", "repeat_with", [f]) => {
                let it = ("f", f.clone());
                Some(self.written_out("(0..).map(|_| f())", vec![it], span))
            }
            ("iter", "repeat", [item]) => {
                let iter = iteration::iterators::Iter::Repeat(self.for_each_turn(item, span), None);
                Some(Outcome::Iter(std::rc::Rc::new(iter)))
            }
            ("iter", "repeat_n", [item, count]) => {
                let count = self.value(count.clone(), span);
                self.unify_value(count, &Type::USIZE, span);
                let iter =
                    iteration::iterators::Iter::Repeat(self.for_each_turn(item, span), Some(count));
                Some(Outcome::Iter(std::rc::Rc::new(iter)))
            }
            ("mem", "drop", _) => Some(Outcome::Unit),
            ("cmp", "min" | "max", [a, b]) => {
                let a = self.value(a.clone(), span);
                let b = self.value(b.clone(), span);
                Some(self.scalar_method(name, a, vec![b], span))
            }
            ("iter", "zip", [a, b]) => {
                let (a, b) = (
                    self.iterator(a.clone(), span)?,
                    self.iterator(b.clone(), span)?,
                );
                if self.is_evaluated_in_vain(&a, &b) {
                    return Some(self.error_about(span, messages::EFFECTS, "zip"));
                }
                Some(Outcome::Iter(std::rc::Rc::new(
                    iteration::iterators::Iter::Zip(a, b),
                )))
            }
            _ => None,
        }
    }
}

/// Whether what is lent is a reference itself.
fn lends_reference(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Ref(inner, true) => matches!(**inner, Outcome::Ref(..) | Outcome::Moving(_)),
        _ => false,
    }
}
