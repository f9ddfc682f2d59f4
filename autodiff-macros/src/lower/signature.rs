//! The signature: parameters, result, and what of it cannot be differentiated.

use super::builder::named;
use super::calls::lending;
use super::memory::lent_rows;
use super::messages as m;
use super::rewriting::changing_views;
use super::types::infer;
use super::*;
use crate::config::Config;
use crate::ir::{MemoryInfo, Origin, Param, Passing, Place, Tokens};

/// A parameter that is about to be bound.
pub(super) struct NewParam {
    pub(super) position: usize,
    pub(super) name: String,
    pub(super) mutable: bool,
    pub(super) passing: Passing,
    /// What stands behind the reference.
    pub(super) ty: Type,
    pub(super) tokens: Option<crate::ir::Tokens>,
    pub(super) span: Span,
}

impl<'a> Lowerer<'a> {
    /// Reads the signature and binds the parameters. Whether it could be read.
    pub(super) fn signature(&mut self, item: &syn::ItemFn) -> bool {
        let before = self.errors.count();
        let sig = &item.sig;
        self.in_signature = true;
        if let Some(asyncness) = &sig.asyncness {
            self.error(asyncness.span, m::ASYNC);
        }
        if let syn::Safety::Unsafe(unsafety) = &sig.safety {
            self.error(unsafety.span, m::UNSAFE);
        }
        if let Some(variadic) = &sig.variadic {
            self.error(m::span_of(variadic), m::SIGNATURE);
        }
        if let Some(owner) = self.owner {
            self.generics(&owner.generics, None);
        }
        self.generics(&sig.generics, Some(item));
        for (position, input) in sig.inputs.iter().enumerate() {
            match input {
                syn::FnArg::Receiver(receiver) if self.owner.is_none() => {
                    self.error(m::span_of(receiver), m::RECEIVER);
                }
                syn::FnArg::Receiver(receiver) => {
                    self.receiver(position, receiver);
                }
                syn::FnArg::Typed(param) if self.function_parameter(&sig.generics, param) => {}
                syn::FnArg::Typed(param) if self.map_parameter(position, param) => {}
                syn::FnArg::Typed(param) => self.param(position, param),
            }
        }
        if let syn::ReturnType::Type(_, ty) = &sig.output {
            let lowered = self.type_from(ty);
            match lowered {
                Type::Ref(..) => {
                    self.error(m::span_of(&**ty), m::RETURNED_REFERENCE);
                }
                _ if lending::is_of_parts(ty) => {
                    self.error(m::span_of(&**ty), m::RETURNED_REFERENCE);
                }
                Type::Unit => {}
                lowered => {
                    self.function.result_type = lowered;
                    self.function.result_tokens = Some(types::tokens_of(&**ty));
                }
            }
        }
        self.in_signature = false;
        if self.errors.count() == before {
            self.check_gradients(item);
        }
        self.errors.count() == before
    }

    fn generics(&mut self, generics: &syn::Generics, item: Option<&syn::ItemFn>) {
        let asked = asked_operators(generics);
        self.handing.asked_operators.extend(asked);
        for param in &generics.params {
            match param {
                syn::GenericParam::Lifetime(_) => {}
                syn::GenericParam::Type(ty) => {
                    self.type_parameter(generics, ty, item);
                }
                syn::GenericParam::Const(param) => {
                    let ty = self.type_from(&param.ty);
                    let path = types::tokens_of(&param.ident);
                    let outcome = self.declared_constant(path, ty, param.ident.span());
                    self.generics.push(param.ident.to_string());
                    self.scope.bind(&param.ident.to_string(), outcome);
                }
            }
        }
    }

    fn receiver(&mut self, position: usize, receiver: &syn::Receiver) {
        let span = m::span_of(receiver);
        let (Some(passing), Some(owner)) = (owner::passing(receiver), self.owner) else {
            self.error(span, m::RECEIVER_TYPE);
            return;
        };
        let own = self.type_from(&owner.ty);
        let passing = match passing {
            Passing::Value if owner.by_reference => Passing::Ref,
            other => other,
        };
        let ty = match passing {
            Passing::Value => own,
            Passing::Ref | Passing::RefMut => Type::Ref(Box::new(own), passing == Passing::RefMut),
        };
        let name = ("self".to_string(), receiver.mutability.is_some());
        self.named_param(position, name, ty, types::tokens_of(&owner.ty), span);
    }

    fn param(&mut self, position: usize, param: &syn::PatType) {
        let span = m::span_of(&*param.pat);
        let name = match &*param.pat {
            syn::Pat::Ident(ident) => (ident.ident.to_string(), ident.mutability.is_some()),
            _ => (format!("argument_{position}"), false),
        };
        let is_name = matches!(&*param.pat, syn::Pat::Ident(_));
        let rows = lent_rows::of_rows(&param.ty);
        let lent = self.lent_together(&param.ty).filter(|_| is_name);
        let ty = match &lent {
            Some(_) => self.type_of_references(&param.ty, span),
            None => self.type_from(rows.as_ref().unwrap_or(&param.ty)),
        };
        // What a cache would have to keep cannot be a reference.
        let is_nested = match &ty {
            Type::Ref(behind, _) => matches!(**behind, Type::Ref(..)),
            ty => strings::are_in(ty),
        };
        if is_nested {
            self.error(m::span_of(&*param.ty), m::NESTED_REFERENCE);
        }
        let tokens = match types::plain(&param.ty) {
            // The runtime's trait has no lifetime of the user's.
            syn::Type::Reference(reference) if self.owner.is_some_and(|o| o.is_operator) => {
                let mut reference = reference.clone();
                reference.lifetime = None;
                types::tokens_of(&reference)
            }
            ty => types::tokens_of(ty),
        };
        let tokens = self.of_any_storage(&ty).unwrap_or(tokens);
        if let Some(whole) = lent {
            self.matrices.lent_together.push((name.0.clone(), whole));
        }
        let outcome = self.named_param(position, name, ty, tokens, span);
        if rows.is_some() {
            self.has_lent_rows();
        }
        if changing_views::is_changing(&param.ty) {
            self.note_changing_view(&outcome);
        }
        if !is_name {
            let outcome = self.read(outcome, span);
            self.bind(&param.pat, outcome);
        }
    }

    /// The parameter, bound to its name.
    pub(super) fn named_param(
        &mut self,
        position: usize,
        (name, mutable): (String, bool),
        ty: Type,
        tokens: Tokens,
        span: Span,
    ) -> Outcome {
        let (passing, ty) = match ty {
            Type::Ref(behind, mutable) => {
                let passing = if mutable {
                    Passing::RefMut
                } else {
                    Passing::Ref
                };
                (passing, *behind)
            }
            other => (Passing::Value, other),
        };
        let new = NewParam {
            position,
            name: name.clone(),
            mutable,
            passing,
            ty,
            tokens: Some(tokens),
            span,
        };
        let (param, mut outcome) = self.new_param(new);
        self.function.params.push(param);
        if let (true, Outcome::Ref(behind, lent)) = (mutable, &outcome)
            && let Outcome::Place(place) = &**behind
        {
            outcome = self.moving_variable(&name, &place.clone(), *lent, span);
        }
        self.scope.bind(&name, outcome.clone());
        outcome
    }

    /// The parameter, and what its name stands for.
    pub(super) fn new_param(&mut self, new: NewParam) -> (Param, Outcome) {
        let NewParam {
            position,
            name,
            mutable,
            passing,
            ty,
            tokens,
            span,
        } = new;
        let of_operator = self.owner.is_some_and(|owner| owner.is_operator);
        let is_own = of_operator || self.is_own_type(&ty);
        if (is_own || self.facts.has_parts(&name))
            && let (Type::Var(_), Some(Type::Named(written))) =
                (self.infer.shallow(&ty), self.infer.name(&ty))
            // What indexing gives may be a float.
            && !written.text().starts_with('<')
        {
            // Its operators are the user's.
            self.infer.narrow(&ty, infer::Kind::Struct);
        }
        let in_value = passing == Passing::Value
            && match self.infer.shallow(&ty) {
                Type::Var(_) => match self.infer.library(&ty) {
                    Some(library) => library.is_view(),
                    None if self.stands_for_copies(&name) => true,
                    None => !self.facts.is_object(&name) && name != "self",
                },
                other => other.is_scalar(),
            };
        let (binding, outcome) = if in_value {
            let value = self.new_value(ty.clone(), Some(named(&name, true)), span);
            let outcome = match mutable {
                true => {
                    let slot = self.new_slot(named(&name, true), ty.clone(), Some(value), span);
                    Outcome::Slot(slot)
                }
                false => Outcome::Value(value),
            };
            (Operand::Value(value), outcome)
        } else {
            let memory = self.function.new_memory(MemoryInfo {
                ty: ty.clone(),
                name: name.clone(),
                span,
                origin: Origin::Param(position),
            });
            self.own(memory);
            let place = Outcome::Place(Place::whole(memory));
            let outcome = match passing {
                Passing::Value => place,
                Passing::Ref => place.reference(false),
                Passing::RefMut => place.reference(true),
            };
            (Operand::Memory(memory), outcome)
        };
        let param = Param {
            name,
            span,
            passing,
            tokens,
            ty,
            binding,
        };
        (param, outcome)
    }

    /// What the attribute's arguments say of the parameters. The body can be read all the same.
    pub(super) fn check_config(&mut self, config: &Config) {
        for name in config.wrt.iter().flatten() {
            let param = self.function.params.iter().find(|p| *name == p.name);
            match param.map(|p| p.ty.clone()) {
                None => {
                    self.error_about(name.span(), m::WRT_UNKNOWN, &name.to_string());
                }
                Some(ty) if !self.infer.resolve(&ty).carries_gradient() => {
                    self.error_about(name.span(), m::WRT_INACTIVE, &name.to_string());
                }
                Some(_) => {}
            }
        }
        if config.backward.is_some() {
            let mutable = (self.function.params.iter()).find(|p| p.passing == Passing::RefMut);
            if let Some(param) = mutable {
                let span = param.span;
                self.error(span, m::CUSTOM_MUTABLE);
            }
            let moved = (self.function.params.iter())
                .find(|p| p.is_receiver() && p.passing == Passing::Value);
            if let Some(param) = moved {
                let span = param.span;
                self.error(span, m::CUSTOM_RECEIVER);
            }
        }
    }
}
