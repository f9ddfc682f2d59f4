//! Types of the user's that are iterators: what goes over one calls its `next` until there is nothing.

use crate::lower::calls::lenders;
use crate::lower::closures::Callable;
use crate::lower::iteration::iterators::{By, Iter};
use crate::lower::iteration::sequential::Step;
use crate::lower::messages as m;
use crate::lower::types::infer;
use crate::lower::*;
use std::rc::Rc;

impl Iter {
    /// Whether its items surely are references.
    pub(in crate::lower) fn gives_references(&self) -> bool {
        match self {
            Iter::Items(_, by) => *by != By::Value,
            Iter::Rev(inner, _)
            | Iter::Skip(inner, _)
            | Iter::Take(inner, _)
            | Iter::StepBy(inner, _)
            | Iter::Inspect(inner, _)
            | Iter::Step(
                inner,
                Step::Filter(_)
                | Step::TakeWhile(_)
                | Step::SkipWhile(_)
                | Step::Take(_)
                | Step::Skip(_)
                | Step::EachNth(_),
            ) => inner.gives_references(),
            _ => false,
        }
    }
}

impl<'a> Lowerer<'a> {
    /// The iterator that an object is, if the file says that it is one.
    pub(in crate::lower) fn own_iterator(
        &mut self,
        object: &Outcome,
        span: Span,
    ) -> Option<Rc<Iter>> {
        let next = self.own_next(object, span)?;
        match self.endless(Step::FromFn(next)) {
            Outcome::Iter(iter) => Some(iter),
            _ => None,
        }
    }

    /// `|| object.next()`
    fn own_next(&mut self, object: &Outcome, span: Span) -> Option<Rc<Callable>> {
        let it = self.own_items(object, span)?;
        let ty = self.type_of(&it.clone().dereferenced());
        let items = self
            .given_name(&ty)
            .and_then(|name| source::definitions::items(&name));
        let source = match items.map(|items| types::tokens_of(&items)) {
            Some(items) if !items.text().contains(['&', '\'']) => {
                format!(
                    "|| {{ let next: Option<{}> = it.next(); next }}",
                    items.text()
                )
            }
            _ => "|| it.next()".to_string(),
        };
        let next = self.written_out(&source, vec![("it", it)], span);
        next.as_callable().map(|(next, _)| next)
    }

    /// What there is to call `next` of: a variable of its own where the object is taken, the object itself
    /// where it is lent.
    fn own_items(&mut self, object: &Outcome, span: Span) -> Option<Outcome> {
        let ty = self.type_of(&object.clone().dereferenced());
        let name = self.given_name(&ty)?;
        if source::definitions::implementations(&name, "Iterator").is_empty() {
            return None;
        }
        let items = match object {
            Outcome::Ref(inner, true) => (**inner).clone(),
            Outcome::Ref(_, false) => return None,
            object => {
                let object = self.read(object.clone(), span);
                let object = self.settle(object, span);
                self.infer.narrow(&ty, infer::Kind::Struct);
                self.variable("items", object, true, span)
            }
        };
        Some(items.reference(true))
    }

    /// `iter.zip(object)`, which asks the iterator first.
    pub(in crate::lower) fn zipped_with_own(
        &mut self,
        iter: &Rc<Iter>,
        object: &Outcome,
        span: Span,
    ) -> Option<Outcome> {
        let next = self.own_next(object, span)?;
        Some(Outcome::Iter(Rc::new(Iter::Step(
            iter.clone(),
            Step::With(next),
        ))))
    }

    /// What `into_iter` gives of an object, if the file says what that is.
    pub(in crate::lower) fn own_into_iter(
        &mut self,
        object: &Outcome,
        span: Span,
    ) -> Option<Outcome> {
        let by = match object {
            Outcome::Ref(_, mutable) => Some(*mutable),
            _ => None,
        };
        self.by_standing("IntoIterator", by, object, object.clone(), span)
    }

    /// `iter.sum()`, `iter.collect()` where a type of the user's is made of the items.
    pub(in crate::lower) fn made_of_items(
        &mut self,
        iter: &Rc<Iter>,
        e: &syn::ExprMethodCall,
        expected: Option<Type>,
        span: Span,
    ) -> Option<Outcome> {
        if let (Iter::Map(_, f), Some(Type::Vec(item))) = (&**iter, &expected) {
            self.expect_of_closure(f, item);
        }
        if let (true, Some(ty)) = (e.method == "collect" && e.turbofish.is_none(), &expected)
            && self.infer.library(ty).is_some()
        {
            let iter = self.rest(iter.clone());
            return Some(self.collected(&iter, expected, span));
        }
        let of = match e.method.to_string().as_str() {
            "sum" => "Sum",
            "product" => "Product",
            "collect" => "FromIterator",
            _ => return None,
        };
        let ty = self.turbofish(e).or(expected)?;
        let is_parameter =
            |name| matches!(name, Type::Named(name) if self.objects.contains(name.text()));
        let is_elsewhere = |name| source::anywhere::is_in_another_file(&name);
        if self.infer.name(&ty).is_some_and(is_parameter)
            || of != "FromIterator" && self.given_name(&ty).is_some_and(is_elsewhere)
        {
            let name = e.method.to_string();
            return Some(self.error_about(span, m::SUM_OF_PARAMETER, &name));
        }
        let made = Outcome::Value(self.new_value(ty, None, span));
        let items = Outcome::Iter(self.rest(iter.clone()));
        self.by_standing(of, None, &made, items, span)
    }

    /// What the function of an implementation of this trait, for the type of an object, gives.
    fn by_standing(
        &mut self,
        of: &str,
        by: Option<bool>,
        object: &Outcome,
        arg: Outcome,
        span: Span,
    ) -> Option<Outcome> {
        let ty = self.type_of(&object.clone().dereferenced());
        let name = self.given_name(&ty)?;
        let over_refs = matches!(&arg, Outcome::Iter(iter) if iter.gives_references());
        let (lender, constant) = lenders::standing(&name, of, by, over_refs)?;
        let path = self.path_of(&ty)?;
        self.infer.narrow(&ty, infer::Kind::Struct);
        Some(self.lent_by_lender(&lender, path, Some(&constant), vec![arg], span))
    }

    /// A method that such a type has as an iterator.
    pub(in crate::lower) fn own_iterator_method(
        &mut self,
        receiver: &Outcome,
        e: &syn::ExprMethodCall,
        asked: bool,
        span: Span,
    ) -> Option<Outcome> {
        let method = e.method.to_string();
        if matches!(method.as_str(), "next" | "clone") {
            return None;
        }
        let ty = self.type_of(&receiver.clone().dereferenced());
        let name = self.given_name(&ty)?;
        if source::methods_defined::has_inherent_method(&name, &method) {
            return None;
        }
        if method == "into_iter" && e.args.is_empty() {
            let items = self.own_into_iter(receiver, span)?;
            return self.iterator(items, span).map(Outcome::Iter);
        }
        if source::definitions::implementations(&name, "Iterator").is_empty() {
            return None;
        }
        if method == "by_ref" {
            return Some(receiver.clone().dereferenced().reference(true));
        }
        let iter = self.own_iterator(receiver, span)?;
        let asked = asked.then(|| Type::Option(Box::new(self.infer.fresh())));
        Some(self.iter_method(iter, e, asked.as_ref(), span))
    }
}
