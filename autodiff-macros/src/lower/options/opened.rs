//! `Option`s and `Result`s that come from elsewhere, and those that are handed on: opened, what is
//! there is a place like any other; packed, they are one value.

use crate::ir::{Expr, Init, Place, Projection, Variant};
use crate::lower::messages as m;
use crate::lower::options::failures::Fault;
use crate::lower::*;

/// An `Option`, or a `Result` whose error is kept somewhere.
#[derive(Clone)]
pub(in crate::lower) struct Optional {
    pub(in crate::lower) there: Value,
    pub(in crate::lower) inner: Outcome,
    pub(in crate::lower) fault: Option<Fault>,
}

impl Optional {
    pub(in crate::lower) fn outcome(self) -> Outcome {
        let maybe = Outcome::Maybe(Box::new(Outcome::Value(self.there)), Box::new(self.inner));
        match self.fault {
            Some(fault) => Outcome::Failing(Box::new(maybe), fault),
            None => maybe,
        }
    }
}

pub(in crate::lower) fn some() -> Variant {
    Variant(builder::tokens("::core::option::Option::Some"))
}

impl<'a> Lowerer<'a> {
    /// An outcome as an `Option` or a `Result`; `None` if it is none, which is noted.
    pub(in crate::lower) fn optional(&mut self, outcome: Outcome, span: Span) -> Option<Optional> {
        match outcome {
            Outcome::Maybe(there, inner) => Some(Optional {
                there: self.value(*there, span),
                inner: *inner,
                fault: None,
            }),
            Outcome::Failing(maybe, fault) => {
                let optional = self.optional(*maybe, span)?;
                Some(Optional {
                    fault: Some(fault),
                    ..optional
                })
            }
            Outcome::Ref(inner, mutable) => {
                let optional = self.optional(*inner, span)?;
                let inner = match optional.inner {
                    inner @ Outcome::Ref(..) => inner,
                    inner => inner.reference(mutable),
                };
                Some(Optional { inner, ..optional })
            }
            Outcome::Place(place) => {
                let ty = self.place_type(&place);
                if self.gives_result(&ty) {
                    // Its error would have to be kept with the variable.
                    self.error(span, m::OPTION);
                    return None;
                }
                self.optional_place(place, None, span)
            }
            Outcome::Value(value) => {
                let ty = self.function.value(value).ty.clone();
                match (self.infer.shallow(&ty), self.infer.name(&ty)) {
                    (Type::Option(_), _) => {
                        let place = self.place_of(outcome, span)?;
                        self.optional_place(place, None, span)
                    }
                    (Type::Result(item, _), _) => self.opened_call(value, *item, span),
                    (Type::Var(_), Some(name)) => {
                        let item = self.infer.named(Type::Inside(Box::new(name)), span);
                        self.opened_call(value, item, span)
                    }
                    _ => {
                        self.error(span, m::OPTION);
                        None
                    }
                }
            }
            Outcome::Poison | Outcome::Never => None,
            _ => {
                self.error(span, m::OPTION);
                None
            }
        }
    }

    fn optional_place(
        &mut self,
        place: Place,
        fault: Option<Fault>,
        span: Span,
    ) -> Option<Optional> {
        let ty = self.place_type(&place);
        let item = match (self.infer.shallow(&ty), self.infer.name(&ty)) {
            (Type::Option(item), _) => *item,
            (Type::Var(_), Some(name)) => {
                let item = self.infer.named(Type::Inside(Box::new(name)), span);
                self.unify(&ty, &Type::Option(Box::new(item.clone())), span);
                item
            }
            _ => {
                self.error(span, m::OPTION);
                return None;
            }
        };
        let is = Expr::Is(place.clone(), builder::tokens("Some(_)"));
        let name = format!("{}_is_some", self.function.memory(place.memory).name);
        let there = self.define(is, Type::Bool, &name, span);
        Some(Optional {
            there,
            inner: self.inside(&place, &item),
            fault,
        })
    }

    /// What is in `Some`, where it is.
    pub(in crate::lower) fn inside(&mut self, place: &Place, item: &Type) -> Outcome {
        let payload = Projection::Payload(some(), "0".into());
        if let Some(found) = self.found_in_option(place) {
            return found;
        }
        let payload = Outcome::Place(place.then(payload));
        match self.infer.shallow(item) {
            Type::Ref(_, mutable) => payload.reference(mutable),
            _ => payload,
        }
    }

    /// The result of a call.
    fn opened_call(&mut self, value: Value, item: Type, span: Span) -> Option<Optional> {
        let text = (self.function.value(value).name.as_ref()).map(|name| name.text.clone());
        let text = text.unwrap_or_else(|| "found".into());
        let error = (self.returns_result() || self.around.asks_error).then(|| {
            self.function.new_memory(crate::ir::MemoryInfo {
                ty: Type::Unknown,
                name: format!("{text}_error"),
                span,
                origin: crate::ir::Origin::Local,
            })
        });
        let init = Init::Inside { of: value, error };
        let ty = Type::Option(Box::new(item));
        let memory = self.allocate(init, ty, &text, span);
        self.optional_place(Place::whole(memory), error.map(Fault::Of), span)
    }

    /// An `Option` or `Result` as one value of this type.
    pub(in crate::lower) fn packed(
        &mut self,
        optional: &Optional,
        ty: &Type,
        span: Span,
    ) -> Option<Operand> {
        if let Some(Fault::Of(_) | Fault::Unseen | Fault::Number(_)) = optional.fault {
            self.hand_over(optional, None, false, span)?;
        }
        let there_for_sure = self.booleans[1] == Some(optional.there);
        let inside = match there_for_sure {
            true => optional.inner.clone(),
            false => self.anchored(optional.inner.clone(), span),
        };
        let full = |l: &mut Self| {
            let inner = l.settle(inside.clone(), span);
            let path = match ty {
                Type::Result(..) => "::core::result::Result::Ok",
                _ => "::core::option::Option::Some",
            };
            Operand::Variant {
                ty: ty.clone(),
                variant: Variant(builder::tokens(path)),
                fields: vec![("0".into(), l.operand(inner, span))],
            }
        };
        let empty = |l: &mut Self| match ty {
            Type::Result(..) => Operand::Failure(l.failure()),
            _ => Operand::Variant {
                ty: ty.clone(),
                variant: Variant(builder::tokens("::core::option::Option::None")),
                fields: Vec::new(),
            },
        };
        let value = if there_for_sure {
            let operand = full(self);
            self.put_together(operand, ty, span)
        } else if self.booleans[0] == Some(optional.there) {
            let operand = empty(self);
            self.put_together(operand, ty, span)
        } else {
            let arm = |l: &mut Self, make: &dyn Fn(&mut Self) -> Operand| {
                let (stmts, value) = l.collect(|l| {
                    let operand = make(l);
                    l.put_together(operand, ty, span)
                });
                l.block(stmts, vec![value])
            };
            let (then, els) = (arm(self, &full), arm(self, &empty));
            let result = self.new_value(ty.clone(), None, span);
            self.emit(Stmt::If {
                condition: optional.there,
                then,
                els,
                results: vec![result],
            });
            result
        };
        Some(Operand::Value(value))
    }

    /// Whether it is an `Option` as a value, of what has no zero.
    pub(in crate::lower) fn is_packed(&self, outcome: &Outcome) -> bool {
        let Outcome::Value(value) = outcome else {
            return false;
        };
        let ty = &self.function.value(*value).ty;
        matches!(self.infer.shallow(ty), Type::Option(item) if !self.has_zero(&item))
    }

    /// Whether it is an array or a `Vec` as a value, or a tuple with one.
    pub(in crate::lower) fn holds_arrays(&self, outcome: &Outcome) -> bool {
        match outcome {
            Outcome::Value(value) => {
                let ty = &self.function.value(*value).ty;
                matches!(self.infer.shallow(ty), Type::Array(..) | Type::Vec(_))
            }
            Outcome::Tuple(items) => items.iter().any(|item| self.holds_arrays(item)),
            _ => false,
        }
    }

    /// What is handed into a branch: what is no number is moved there by way of a memory.
    pub(in crate::lower) fn anchored(&mut self, outcome: Outcome, span: Span) -> Outcome {
        match outcome {
            Outcome::Value(value) => {
                let ty = self.function.value(value).ty.clone();
                match self.is_number(&ty) {
                    true => outcome,
                    false => match self.place_of(outcome, span) {
                        Some(place) => Outcome::Place(place),
                        None => Outcome::Poison,
                    },
                }
            }
            Outcome::Tuple(items) => {
                Outcome::Tuple(items.into_iter().map(|i| self.anchored(i, span)).collect())
            }
            other => other,
        }
    }

    /// An `Option` or `Result` as a value: of numbers at once, else by way of a memory, of which the
    /// parts are moved into it.
    fn put_together(&mut self, operand: Operand, ty: &Type, span: Span) -> Value {
        let of_numbers = match &operand {
            Operand::Failure(_) => true,
            other => {
                let values = other.values();
                let mut types = values.iter().map(|v| self.function.value(*v).ty.clone());
                other.memories().is_empty() && types.all(|ty| self.is_number(&ty))
            }
        };
        if of_numbers {
            return self.define(Expr::Aggregate(operand), ty.clone(), "", span);
        }
        let memory = self.allocate(Init::Operand(operand), ty.clone(), "found", span);
        self.define(Expr::Load(Place::whole(memory)), ty.clone(), "", span)
    }

    /// The same as an outcome.
    pub(in crate::lower) fn packed_value(
        &mut self,
        outcome: Outcome,
        ty: &Type,
        span: Span,
    ) -> Outcome {
        match self.optional_result(outcome, ty, span) {
            Operand::Value(value) => Outcome::Value(value),
            _ => Outcome::Poison,
        }
    }

    /// What is returned, packed.
    pub(in crate::lower) fn optional_result(
        &mut self,
        outcome: Outcome,
        ty: &Type,
        span: Span,
    ) -> Operand {
        let Some(optional) = self.optional(outcome, span) else {
            return Operand::Unit;
        };
        if let (false, Type::Option(item) | Type::Result(item, _)) =
            (matches!(optional.inner, Outcome::Never), ty)
        {
            let found = self.type_of(&optional.inner.clone().dereferenced());
            self.unify(&found, item, span);
        }
        match self.packed(&optional, ty, span) {
            Some(operand) => operand,
            None => Operand::Unit,
        }
    }

    /// The same, with the error noted as the function's.
    pub(in crate::lower) fn as_optional(
        &mut self,
        outcome: Outcome,
        own: bool,
        span: Span,
    ) -> Outcome {
        let Some(optional) = self.optional(outcome, span) else {
            return Outcome::Poison;
        };
        if own && self.hand_over(&optional, None, false, span).is_none() {
            return Outcome::Poison;
        }
        let fault = own.then_some(Fault::Own);
        Optional { fault, ..optional }.outcome()
    }

    /// What may be an `Option` or, with `own`, a `Result`, as a [`Outcome::Maybe`] with its error
    /// in the function's.
    pub(in crate::lower) fn owned_optional(
        &mut self,
        outcome: Outcome,
        own: bool,
        span: Span,
    ) -> Outcome {
        match self.as_optional(outcome, own, span) {
            Outcome::Failing(maybe, _) => *maybe,
            other => other,
        }
    }

    /// What is in an `Option` where it is there, read at once.
    pub(in crate::lower) fn looked_at(
        &mut self,
        there: Outcome,
        inner: Outcome,
        span: Span,
    ) -> Outcome {
        let in_memory = match &inner {
            Outcome::Place(_) => true,
            Outcome::Ref(behind, false) => matches!(**behind, Outcome::Place(_)),
            _ => false,
        };
        if !in_memory {
            return inner;
        }
        let there = self.value(there, span);
        let by_reference = matches!(inner, Outcome::Ref(..));
        let read = self.where_there(there, span, &mut |l| {
            Outcome::Value(l.value(inner.clone(), span))
        });
        match by_reference {
            true => read.reference(false),
            false => read,
        }
    }
}
