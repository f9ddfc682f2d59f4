//! Methods of the user's on values whose type is only a name here. Whether such a method changes its
//! receiver cannot be seen at its call: what is taken for granted is checked by rustc.

use crate::ir::{Origin, Passing, Target};
use crate::lower::calls::lent_elsewhere;
use crate::lower::memory::memory_methods;
use crate::lower::messages as m;
use crate::lower::types::fields;
use crate::lower::types::floats;
use crate::lower::types::infer::Kind;
use crate::lower::types::scalar_names;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// Whether a method of this name, on a receiver of this type, is one of the user's.
    pub(in crate::lower) fn is_user_method(&mut self, ty: &Type, method: &str) -> bool {
        if self.own_method(ty, method).is_some() {
            return true;
        }
        match self.infer.name(ty) {
            None => return false,
            Some(Type::Named(name)) if self.objects.contains(name.text()) => {
                return !matches!(method, "clone" | "to_owned");
            }
            // No operator of an object gives a list, and none is taken for an object's that gives a float.
            Some(Type::Output(callee))
                if matches!(callee.target, Target::Operator { name, .. } if name != "index")
                    && memory_methods::is_known(method)
                    && self.infer.kind(ty) == Kind::Any
                    && self.infer.library(ty).is_none() =>
            {
                return !matches!(method, "clone" | "to_owned" | "into");
            }
            Some(_) => {}
        }
        match self.infer.kind(ty) {
            Kind::Struct => !matches!(method, "clone" | "to_owned" | "into"),
            Kind::Any => !scalar_names::is_of_scalars(method) && !memory_methods::is_known(method),
            Kind::Number | Kind::Float | Kind::Int => false,
        }
    }

    /// Whether definitions show that the receiver's type has a method of this name.
    pub(in crate::lower) fn has_defined_method(
        &mut self,
        receiver: &Outcome,
        method: &str,
    ) -> bool {
        // Implementations of std's traits define these two as std means them.
        if matches!(method, "clone" | "into") {
            return false;
        }
        let ty = self.type_of(&receiver.clone().dereferenced());
        let owner = self.defined_name(&ty);
        owner.is_some_and(|owner| source::methods_defined::has_method(&owner, method))
            || self.has_method_elsewhere(&ty, method)
    }

    /// The same of a type that goes by its name, or by that of a field of one, whose methods stand in another file.
    fn has_method_elsewhere(&mut self, ty: &Type, method: &str) -> bool {
        let name = self.infer.written(ty);
        let written = name.and_then(|name| self.written_by(&name, &fields::Definitions::ANYWHERE));
        let last = written
            .as_ref()
            .and_then(|written| fields::last_segment(&written.ty));
        last.is_some_and(|last| {
            source::anywhere::is_in_another_file(&last.ident)
                && source::anywhere::function(&last.ident, method)
                    .is_some_and(|found| found.signature.receiver().is_some())
        })
    }

    /// Whether a type has only a name, behind which a method `to_owned` of the user's may stand.
    pub(in crate::lower) fn may_define_copies(&mut self, ty: &Type) -> bool {
        let is_open = matches!(self.infer.shallow(ty), Type::Var(_))
            && self.infer.library(ty).is_none()
            && matches!(self.infer.kind(ty), Kind::Any | Kind::Struct);
        let Some(name) = self.infer.written(ty).filter(|_| is_open) else {
            return false;
        };
        let written = self.written_by(&name, &fields::Definitions::ANYWHERE);
        let last = written.as_ref().and_then(|w| fields::last_segment(&w.ty));
        !last.is_some_and(|last| source::anywhere::is_defined(&last.ident))
    }

    /// `receiver.name(args)` of a method of the user's.
    pub(in crate::lower) fn user_method(
        &mut self,
        e: &syn::ExprMethodCall,
        receiver: Outcome,
        statement: bool,
        span: Span,
    ) -> Outcome {
        let name = e.method.to_string();
        let ty = self.type_of(&receiver.clone().dereferenced());
        if let Some(arguments) = &e.turbofish {
            let args = self.expected_arguments(&e.args, Vec::new(), true);
            let args = self.lent_to_method(e, args);
            return self.told_call(&ty, &name, arguments, (Some(&receiver), &args), span);
        }
        match (name.as_str(), self.is_trait_object(&ty)) {
            ("as_ref" | "deref", true) => return receiver.dereferenced().reference(false),
            ("as_mut" | "deref_mut", true) => return self.error(span, m::MUTABLE_OBJECT),
            _ => {}
        }
        let copied = self.copied_borrower(&receiver, &ty, &name);
        let receiver = match copied.is_some() || self.takes_by_value(&ty, &name) {
            true => match self.before(receiver, &e.receiver, e.args.iter()) {
                Outcome::Place(place) => Outcome::Place(self.moved_out(place, span)),
                receiver => receiver,
            },
            false => receiver,
        };
        let wanted = self.expected_of_method(&ty, &name);
        let args = self.expected_arguments(&e.args, wanted, true);
        let args = self.lent_to_method(e, args);
        if args.iter().any(|arg| matches!(arg, Outcome::Poison)) {
            return Outcome::Poison;
        }
        if let Some(lender) = copied
            && let Some(outcome) = self.read_on_copy(&lender, &name, &receiver, &args, span)
        {
            return outcome;
        }
        if Self::is_holder(&receiver) {
            let read = self.method_as_body(&ty, &name, Some(&receiver), &args, span);
            return read.unwrap_or_else(|| self.error(span, m::HOLDER_PASSED));
        }
        if self.takes_borrower(&receiver, &name) {
            return self.taken_borrower(&receiver, &name, args, span);
        }
        if let Some(outcome) = self.changed_borrower(&receiver, &name, &args, span) {
            return outcome;
        }
        if let Some(outcome) = self.method_as_body(&ty, &name, Some(&receiver), &args, span) {
            return outcome;
        }
        if let Some(refused) = self.refused_object(&e.method, &args, span) {
            return refused;
        }
        if let Some(neighbour) = self.own_method(&ty, &name) {
            return self.own_method_call(neighbour, &name, receiver, args, span);
        }
        if let Some(lender) = self.lending_method(&ty, &name) {
            let taken = lender.function.sig.receiver().and_then(owner::passing);
            let receiver = match (receiver.dereferenced(), taken) {
                (receiver, Some(Passing::Value)) => receiver,
                (receiver, taken) => receiver.reference(taken == Some(Passing::RefMut)),
            };
            let args = std::iter::once(receiver).chain(args).collect();
            let Some(owner) = self.path_of(&ty) else {
                return self.error(span, m::CALLED_REFERENCE);
            };
            return self.lent_by_lender(&lender, owner, Some(&name), args, span);
        }
        if let Some(owner) = self.owner_of(&ty)
            && lent_elsewhere::method_lends(&owner, &name)
        {
            return self.error_about(span, m::LENT_ELSEWHERE, &name);
        }
        let changes = self.is_changeable(&e.receiver, &receiver);
        let given = self.called_method(&e.method, receiver.clone(), changes, args, statement, span);
        match changes {
            true => self.given_back(&e.method, receiver, given, span),
            false => given,
        }
    }

    /// The call of a method of the user's, which may change its receiver or not.
    pub(in crate::lower) fn called_method(
        &mut self,
        method: &syn::Ident,
        receiver: Outcome,
        changes: bool,
        args: Vec<Outcome>,
        statement: bool,
        span: Span,
    ) -> Outcome {
        let name = method.to_string();
        let ty = self.type_of(&receiver.clone().dereferenced());
        if let Some(owner) = self.defined_name(&ty)
            && source::twice_defined::of_several_by(&owner, method).is_some()
        {
            return self.error_about(span, m::SEVERAL_METHODS, &name);
        }
        if let Some(owner) = self.defined_name(&ty)
            && is_told_by_result(&owner, &name)
        {
            return self.error_about(span, m::UNTOLD_TRAIT, &name);
        }
        self.infer.narrow(&ty, Kind::Struct);
        let parameter = match self.infer.name(&ty) {
            Some(Type::Named(name)) if self.objects.contains(name.text()) => Some(name),
            _ => None,
        };
        if let Some(parameter) = &parameter
            && let Some(plain) = self.handing.said_by_bounds.plain(parameter.text(), method)
        {
            return self.error_about(span, m::PLAIN_TRAIT, &plain);
        }
        if let Some(parameter) = &parameter
            && self.handing.said_by_bounds.lends(parameter.text(), method)
        {
            return self.error_about(span, m::LENT_BY_TRAIT, &name);
        }
        let dropped = statement;
        // What changes an object has no derivative, and what changes a struct with references is no call.
        let lends = matches!(receiver.clone().dereferenced(), Outcome::Borrower(_));
        let changes = changes && !lends && !self.is_trait_object(&ty);
        let changes = changes && !args.iter().any(|arg| is_part(arg, &receiver));
        let changes = match &parameter {
            Some(parameter) => {
                changes
                    && !self
                        .handing
                        .said_by_bounds
                        .surely_reads(parameter.text(), method)
            }
            None => {
                changes
                    && !self
                        .defined_name(&ty)
                        .is_some_and(|owner| surely_reads(&owner, &name))
            }
        };
        // Of a call on what it may change, whether it gives something is for the method to say.
        let statement = statement && !changes;
        let receiver = receiver.dereferenced().reference(changes);
        let for_all = match &parameter {
            Some(_) => None,
            None => match self.target_for_all(&ty, method).transpose() {
                Ok(for_all) => for_all,
                Err(message) => return self.error_about(span, message, &name),
            },
        };
        let known = match (&parameter, &for_all) {
            (Some(parameter), _) => self.given_by_bound(parameter, method, dropped),
            (None, Some((_, known))) => known.clone(),
            (None, None) => self.given_behind_pointer(&ty, &name),
        };
        let target = match parameter {
            Some(parameter) => Target::Bound {
                of: self
                    .handing
                    .said_by_bounds
                    .generic_trait(parameter.text(), method),
                parameter,
                name: name.clone(),
                is_method: true,
            },
            None => match for_all {
                Some((target, _)) => target,
                None => Target::Method {
                    receiver: ty,
                    name: name.clone(),
                },
            },
        };
        let args = std::iter::once(receiver).chain(args).collect();
        self.call_target(target, &name, args, known, statement, span)
    }

    /// Whether a method may change the receiver: `mut` has to stand somewhere then.
    pub(in crate::lower) fn is_changeable(
        &mut self,
        written: &syn::Expr,
        receiver: &Outcome,
    ) -> bool {
        let declared = match root(written).and_then(paths::single) {
            Some(name) => match self.scope.find(&name) {
                Some(Outcome::Ref(_, mutable)) => *mutable,
                _ => self.mutable.contains(&name),
            },
            None => false,
        };
        match receiver {
            Outcome::Ref(_, mutable) => *mutable,
            Outcome::Place(place) => {
                declared
                    && !matches!(self.function.memory(place.memory).origin, Origin::Const(_))
                    && self.function.passing(place.memory) != Some(Passing::Ref)
                    && !self.is_behind_reference(place)
            }
            _ => false,
        }
    }
}

/// Whether the file shows that all methods of this name of a type read it, or the only one in the files that imports lead
/// to does and has no passes.
fn surely_reads(owner: &syn::Ident, name: &str) -> bool {
    let here = source::methods_defined::methods(owner, name);
    if !here.is_empty() {
        return here
            .iter()
            .all(|(_, method)| floats::reads_receiver(&method.sig));
    }
    source::anywhere::function(owner, name)
        .is_some_and(|found| floats::has_no_passes(&found.signature))
}

/// Whether the file shows that a method is of a trait with a parameter that neither its type nor its arguments tell.
fn is_told_by_result(owner: &syn::Ident, name: &str) -> bool {
    let methods = source::methods_defined::methods(owner, name);
    methods.iter().any(|(block, method)| {
        let (of, inputs) = (
            types::tokens_of(&block.self_ty),
            types::tokens_of(&method.sig.inputs),
        );
        let bounds = types::tokens_of(&block.generics.where_clause);
        let of_others = |name: &[String; 1]| {
            let others = block.generics.type_params();
            let mut others = others.filter(|param| param.ident != name[0]);
            others.any(|param| types::tokens_of(&param.bounds).mentions(name))
        };
        let mut names = block
            .generics
            .params
            .iter()
            .filter_map(|param| match param {
                syn::GenericParam::Lifetime(_) => None,
                param => Some([types::generics::declared_name(param)]),
            });
        let told = [of, inputs, bounds];
        names.any(|name| !told.iter().any(|told| told.mentions(&name)) && !of_others(&name))
    })
}

/// The variable that an expression for a place begins with.
fn root(e: &syn::Expr) -> Option<&syn::ExprPath> {
    match expr::plain(e) {
        syn::Expr::Path(path) => Some(path),
        syn::Expr::Field(field) => root(&field.base),
        syn::Expr::Index(index) => root(&index.expr),
        syn::Expr::Unary(unary) => root(&unary.expr),
        _ => None,
    }
}

/// Whether an argument lends the receiver, or a part of it: then the call cannot change that.
fn is_part(arg: &Outcome, receiver: &Outcome) -> bool {
    match (arg, receiver.clone().dereferenced()) {
        (Outcome::Ref(inner, false), Outcome::Place(whole)) => {
            matches!(inner.clone().dereferenced(), Outcome::Place(part)
                if part.memory == whole.memory && part.path.starts_with(&whole.path))
        }
        _ => false,
    }
}
