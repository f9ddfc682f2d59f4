//! Prints calls, their backward passes, and assertions.

use super::Printer;
use super::block::Body;
use crate::emit::targets;
use crate::emit::{names, types};
use crate::ir::*;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

impl Printer<'_> {
    pub(super) fn call(&mut self, call: &Call, body: &mut Body) {
        let span = Span::mixed_site().located_at(call.span);
        let before = self.kept_before(call, body);
        let lent: Vec<Place> = lent_at_once(&call.args).cloned().collect();
        self.lend(&lent, body);
        let Some(field) = call.recorded else {
            let mut arguments = self.arguments(call);
            if let (Target::Method { .. } | Target::Bound { .. }, Some(Arg::Ref(place))) =
                (&call.target, call.args.first())
                && self.function.passing(place.memory) != Some(Passing::Ref)
                && !call.consumes
            {
                // What the call is taken for is checked: it cannot change its receiver.
                let receiver = self.borrowed(place);
                arguments.receiver = Some(quote_spanned!(span=> (#receiver)));
            }
            self.taken_back();
            let mut code = match call.generated_only {
                true => {
                    let call = targets::forward(call, &arguments, span);
                    quote!(#call.0)
                }
                false => targets::plain(&call.target, &arguments, span),
            };
            let ty = call.result.map(|result| &self.function.value(result).ty);
            if let Some(Type::Integer(_)) = ty {
                // That no derivative flows through it is a guess, and its type has no name to assert it of.
                code = quote_spanned!(span=> ::autodiff::integer(#code));
            }
            match call.result {
                Some(result) => self.bind(result, code, body),
                None => body.push(quote!(#code;)),
            }
            return;
        };
        if self.appends_to(field) {
            let arguments = self.arguments(call);
            self.taken_back();
            let cache = match self.layout.field(field).ty {
                FieldType::Itself => self.field(field),
                _ => {
                    let calls = self.field(field);
                    quote!(&mut #calls)
                }
            };
            let code = targets::forward_onto(&call.target, cache, arguments, span);
            match call.result {
                Some(result) => self.bind(result, code, body),
                None => body.push(quote!(#code;)),
            }
            return;
        }
        let code = targets::forward(call, &self.arguments(call), span);
        self.taken_back();
        let result = match call.result {
            Some(result) => self.pattern(&Operand::Value(result)),
            None => quote_spanned!(span=> ()),
        };
        let cache = self.fresh(&self.layout.field(field).name.clone(), call.span);
        // Of a type parameter's method only this says what it gives.
        let ty = match (&call.target, call.result) {
            (Target::Bound { .. }, Some(result)) => {
                let ty = types::written(&self.function.value(result).ty);
                Some(quote!(: (#ty, _)))
            }
            _ => None,
        };
        body.push(quote!(let (#result, #cache) #ty = #code;));
        if let Some(before) = before {
            body.push(quote!(let #cache = (#before, #cache);));
        }
        if self.is_fused && !self.fields.contains_key(&field) {
            self.fields.insert(field, quote!(#cache));
            return;
        }
        let recorded = match self.layout.field(field).ty {
            FieldType::Boxed(_) => quote!(::autodiff::Box::new(#cache)),
            _ => quote!(#cache),
        };
        if let Some(line) = self.record(field, recorded) {
            body.push(line);
        }
    }

    /// Whether a call appends what it records to a cache of many calls.
    fn appends_to(&self, field: Field) -> bool {
        matches!(
            self.layout.field(field).ty,
            FieldType::Calls(_) | FieldType::Itself
        ) && (!self.is_fused || self.fields.contains_key(&field))
    }

    /// What the backward pass may read of what is lent as mutable, under a name: the callee says
    /// whether it leaves that as it is.
    fn kept_before(&mut self, call: &Call, body: &mut Body) -> Option<Ident> {
        if self.appends_to(call.recorded?) {
            return None;
        }
        let kept = match (&call.target, call.args.first()) {
            (Target::Lending { path, lent }, _) => self.kept_of_lent(call, path, lent),
            (_, Some(Arg::RefMut(place))) => targets::kept(&call.target, &self.borrowed(place))?,
            _ => return None,
        };
        let before = self.fresh("kept", call.span);
        body.push(quote!(let #before = #kept;));
        Some(before)
    }

    /// What is kept of arguments that are lent as mutable, and may be taken as shared.
    fn kept_of_lent(&self, call: &Call, path: &Tokens, lent: &[Option<usize>]) -> TokenStream {
        let places = call.args.iter().filter_map(|arg| match arg {
            Arg::RefMut(place) => Some(place),
            _ => None,
        });
        let kept = places.zip(lent).filter_map(|(place, at)| {
            let ty = self.function.place_type(place).unwrap_or(Type::Unknown);
            at.map(|at| targets::kept_of_argument(path, at, &ty, &self.borrowed(place)))
        });
        types::tuple(kept)
    }

    pub(super) fn backward_call(&mut self, call: &Backward, body: &mut Body) {
        let span = Span::mixed_site().located_at(call.span);
        let cache = self.recorded(&call.cache, false).tokens();
        let lent: Vec<Place> = (call.args.iter())
            .filter_map(|arg| match arg {
                BackwardArg::Ref { shadow, .. } => shadow.clone(),
                BackwardArg::RefMut(shadow) => Some(shadow.clone()),
                BackwardArg::Function { .. } => None,
            })
            .collect();
        self.lend(&lent, body);
        let parts = without_borrow(&cache);
        let mut arguments = self.backward_arguments(call, &parts);
        let cache = match call.target {
            Target::Lending { .. } => quote!(&#parts.1),
            _ => cache,
        };
        self.taken_back();
        arguments
            .args
            .extend(call.seed.iter().map(|seed| self.operand(seed)));
        let code = match self.left.get(&call.cache.field) {
            Some(left) => targets::backward_from(&call.target, &cache, left, arguments, span),
            None => targets::backward(&call.target, call.only, cache, arguments, span),
        };
        match call.results[..] {
            [Some(result)] => self.bind(result, code, body),
            _ if call.results.iter().all(Option::is_none) => body.push(quote!(#code;)),
            _ => {
                let declared = call
                    .results
                    .iter()
                    .flatten()
                    .find_map(|result| self.variable(self.plan.web(*result)))
                    .cloned();
                let results: Vec<_> = call
                    .results
                    .iter()
                    .map(|result| match (result, &declared) {
                        (Some(_), Some(variable)) => quote!(#variable),
                        (Some(result), None) => self.pattern(&Operand::Value(*result)),
                        (None, _) => quote!(_),
                    })
                    .collect();
                let pattern = types::tuple(results);
                let binding = declared.is_none().then(|| quote!(let));
                body.push(quote!(#binding #pattern = #code;));
            }
        }
    }

    fn check_argument(&self, arg: &CheckArg) -> TokenStream {
        match arg {
            CheckArg::Value(value) => self.value(*value).tokens(),
            CheckArg::Place(place) => self.borrowed(place),
            CheckArg::Error(memory) => {
                let error = self.memory_name(*memory);
                quote!(::core::option::Option::unwrap(#error))
            }
        }
    }

    /// An error of the user's: the tokens as they are, the variables in them by their names.
    pub(super) fn fail(&self, fail: &Fail) -> TokenStream {
        let memory = self.memory_name(fail.memory);
        let captures = fail.captures.iter().map(|(name, arg)| {
            let (name, arg) = (names::public(name), self.check_argument(arg));
            quote!(let #name = #arg;)
        });
        let error = fail.error.as_ref().map(|error| error.stream().clone());
        let convert = quote!(::core::convert::From::from);
        let made = match fail.from {
            None if fail.converts => quote!(::core::option::Option::Some(#convert(#error))),
            None => quote!(::core::option::Option::Some(#error)),
            Some(from) => {
                let from = self.memory_name(from);
                let functions = error.into_iter().chain(fail.converts.then_some(convert));
                functions.fold(
                    from,
                    |made, f| quote!(::core::option::Option::map(#made, #f)),
                )
            }
        };
        let captures: Vec<_> = captures.collect();
        if captures.is_empty() {
            quote!(#memory = #made;)
        } else {
            quote!(#memory = { #(#captures)* #made };)
        }
    }

    pub(super) fn check(&self, check: &Check) -> TokenStream {
        let mac = check.mac.stream();
        let mut parts: Vec<_> = check
            .operands
            .iter()
            .map(|operand| match operand {
                Operand::Memory(memory) => self.place(&Place::whole(*memory)).tokens(),
                other => self.operand(other),
            })
            .collect();
        parts.extend(check.format.iter().map(|format| format.stream().clone()));
        for (name, arg) in &check.args {
            let arg = self.check_argument(arg);
            parts.push(match name {
                Some(name) => {
                    let name = names::public(name);
                    quote!(#name = #arg)
                }
                None => arg,
            });
        }
        quote!(#mac!(#(#parts),*);)
    }
}

/// What a call takes as mutable, and other parts of that.
fn lent_at_once(args: &[Arg]) -> impl Iterator<Item = &Place> {
    let is_beside = |place: &Place| {
        let mut args = args.iter();
        args.any(|arg| matches!(arg, Arg::RefMut(other) if place.parting(other).is_some()))
    };
    args.iter().filter_map(move |arg| match arg {
        Arg::RefMut(place) => Some(place),
        Arg::Ref(place) if is_beside(place) => Some(place),
        _ => None,
    })
}

/// A record whose parts are to be borrowed, without the `&` before it.
fn without_borrow(record: &TokenStream) -> TokenStream {
    let mut trees = record.clone().into_iter().peekable();
    trees.next_if(|tree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == '&'));
    trees.collect()
}
