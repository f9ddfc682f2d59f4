//! The `impl` block that a function stands in: what `Self` is, and what is known of the other
//! functions of the block.

use super::calls::lenders;
use super::messages as m;
use super::*;
use crate::ir::{Own, Passing, Target, Tokens};
use quote::ToTokens;

/// What the functions of an `impl` know of it.
pub(crate) struct Owner {
    pub(crate) ty: syn::Type,
    /// Whether the block is about a reference to that.
    pub(crate) by_reference: bool,
    pub(crate) generics: syn::Generics,
    /// The parameters that stand for objects.
    pub(crate) objects: Vec<String>,
    /// Those that no value is of.
    pub(crate) markers: Vec<String>,
    /// Whether the block implements an operator: none would of floats alone.
    pub(crate) is_operator: bool,
    /// The types that the block gives names to: `type Output = …`.
    pub(crate) types: FxHashMap<String, syn::Type>,
    /// Its constants and their types.
    pub(crate) constants: FxHashMap<String, syn::Type>,
    /// Its functions, but for those with generic parameters of their own.
    pub(crate) functions: FxHashMap<String, Neighbour>,
    /// Whether the block is about the type alone, and no trait has a part in it.
    pub(crate) is_inherent: bool,
}

/// A function of the same block.
pub(crate) struct Neighbour {
    pub(crate) receiver: Option<Passing>,
    /// For each argument, whether it is behind a shared reference.
    pub(crate) shared: Vec<bool>,
    pub(crate) result: Option<syn::Type>,
    /// The name of its cache, where that is a type without parameters.
    pub(crate) cache: Option<Tokens>,
    pub(crate) has_derivative: bool,
    /// The function itself, if what it returns is a reference: calls of it are read as its body.
    pub(crate) lends: Option<syn::ItemFn>,
}

/// How a method takes its receiver; `None` if that is neither `Self` nor a reference to it.
pub(crate) fn passing(receiver: &syn::Receiver) -> Option<Passing> {
    let by = |mutable: bool| {
        if mutable {
            Passing::RefMut
        } else {
            Passing::Ref
        }
    };
    let is_self = |ty: &syn::Type| ty.to_token_stream().to_string() == "Self";
    match &receiver.kind {
        syn::ReceiverKind::Value => Some(Passing::Value),
        syn::ReceiverKind::Reference(_, _, mutable) => Some(by(mutable.is_some())),
        syn::ReceiverKind::Typed(_, ty) => match types::plain(ty) {
            syn::Type::Reference(r) if is_self(&r.elem) => Some(by(r.mutability.is_some())),
            ty => is_self(ty).then_some(Passing::Value),
        },
        _ => None,
    }
}

/// Whether an argument is behind a shared reference.
pub(crate) fn is_shared(input: &syn::FnArg) -> bool {
    match input {
        syn::FnArg::Receiver(receiver) => passing(receiver) == Some(Passing::Ref),
        syn::FnArg::Typed(param) => match types::plain(&param.ty) {
            syn::Type::Reference(reference) => reference.mutability.is_none(),
            _ => false,
        },
    }
}

/// Whether a type speaks of `Self`, so that it is not for us to say what `Self` is by it.
pub(crate) fn speaks_of_self(ty: &impl ToTokens) -> bool {
    let text = ty.to_token_stream().to_string();
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.into_iter().any(|word| word == "Self")
}

/// How deep functions may stand in one another that are read as their bodies: one that calls itself has no end.
const BODIES: usize = 16;

impl<'a> Lowerer<'a> {
    /// `Self`, or `Self::Name`
    pub(super) fn own_type(&mut self, path: &syn::Path, span: Span) -> Type {
        let Some(owner) = self.owner else {
            self.error(span, m::SELF_TYPE);
            return self.infer.fresh();
        };
        let found = match &paths::segments(path)[..] {
            // In a trait, `Self` is all that can be said of it, and of its types.
            [_] | [_, _] if speaks_of_self(&owner.ty) => {
                return self.infer.named(Type::Named(types::tokens_of(path)), span);
            }
            [_] => Some(&owner.ty),
            [_, name] => match owner.types.get(name) {
                Some(ty) if types::tokens_of(ty).text() == "Self" => Some(&owner.ty),
                other => other.filter(|ty| !speaks_of_self(ty)),
            },
            _ => None,
        };
        match found {
            Some(ty) => self.type_from(ty),
            None => {
                self.error(span, m::SELF_ITEM);
                self.infer.fresh()
            }
        }
    }

    /// A constant of the type that the `impl` is about.
    pub(super) fn own_constant(&mut self, e: &syn::ExprPath, name: &str, span: Span) -> Outcome {
        let path = types::tokens_of(e);
        if let Some(outcome) = self.scope.find(path.text()) {
            return outcome.clone();
        }
        let Some(ty) = self.owner.and_then(|owner| owner.constants.get(name)) else {
            return self.constant(path, span);
        };
        let ty = self.type_from(ty);
        self.declared_constant(path, ty, span)
    }

    /// Whether a type is the one that the `impl` is about.
    pub(super) fn is_own_type(&mut self, ty: &Type) -> bool {
        let Some(owner) = self.owner else {
            return false;
        };
        let own = self.type_from(&owner.ty);
        self.infer.shallow(&own) == self.infer.shallow(ty)
    }

    /// The function of the block that a method call on a receiver of this type calls.
    pub(super) fn own_method(&mut self, ty: &Type, name: &str) -> Option<&'a Neighbour> {
        let owner = self.owner?;
        let neighbour = owner.functions.get(name)?;
        (neighbour.receiver.is_some() && self.is_own_type(ty)).then_some(neighbour)
    }

    /// What a method of the same block gives that is called on a pointer to what the block is about: the type
    /// of a cache that holds the cache of such a call could not be found from itself.
    pub(super) fn given_behind_pointer(&mut self, ty: &Type, name: &str) -> Option<Type> {
        let owner = self.owner?;
        let neighbour = owner.functions.get(name)?;
        let pointer = self.infer.name(ty)?;
        let behind = self.behind_pointer(&pointer)?;
        if types::tokens_of(&behind) != types::tokens_of(&owner.ty) {
            return None;
        }
        let result = self.type_from(neighbour.result.as_ref()?);
        (!matches!(result, Type::Ref(..))).then_some(result)
    }

    /// `receiver.name(args)`, where the method stands in the same block.
    pub(super) fn own_method_call(
        &mut self,
        neighbour: &Neighbour,
        name: &str,
        receiver: Outcome,
        args: Vec<Outcome>,
        span: Span,
    ) -> Outcome {
        let receiver = receiver.dereferenced();
        let receiver = match neighbour.receiver {
            Some(Passing::Ref) => receiver.reference(false),
            Some(Passing::RefMut) => receiver.reference(true),
            _ => self.settle(receiver, span),
        };
        let args = std::iter::once(receiver).chain(args).collect();
        self.own_call(neighbour, name, args, span)
    }

    /// A call of a function of the same block: what it returns is known.
    fn own_call(
        &mut self,
        neighbour: &Neighbour,
        name: &str,
        args: Vec<Outcome>,
        span: Span,
    ) -> Outcome {
        let Some(owner) = self.owner else {
            return Outcome::Poison;
        };
        if let Some(function) = &neighbour.lends {
            return self.lent_by(function, args, span);
        }
        let result = match &neighbour.result {
            None => Type::Unit,
            Some(ty) => self.type_from(ty),
        };
        if matches!(result, Type::Ref(..)) {
            return self.error(span, m::CALLED_REFERENCE);
        }
        let target = Target::Own(Own {
            name: name.to_string(),
            owner: types::tokens_of(&owner.ty),
            receiver: neighbour.receiver,
            cache: neighbour.cache.clone(),
            has_derivative: neighbour.has_derivative,
        });
        let unit = result == Type::Unit;
        let args = args.into_iter().enumerate().map(|(at, arg)| match arg {
            arg if neighbour.shared.get(at) == Some(&true) => arg.shared(),
            arg => arg,
        });
        let args = args.collect();
        self.call_target(target, name, args, Some(result), unit, span)
    }

    /// Whether no further function is read as its body in those that we are in.
    pub(super) fn is_deep(&self) -> bool {
        self.inlined.bodies >= BODIES
    }

    /// Reads such a function.
    pub(super) fn within_body(&mut self, read: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
        self.inlined.bodies += 1;
        self.inlined.applied += 1;
        let outcome = read(self);
        self.inlined.bodies -= 1;
        self.inlined.applied -= 1;
        outcome
    }

    /// `Type::name(args)`
    pub(super) fn associated_call(
        &mut self,
        path: &syn::ExprPath,
        args: Vec<Outcome>,
        statement: bool,
        span: Span,
    ) -> Outcome {
        let mut owner = path.path.clone();
        let Some(last) = owner.segments.pop() else {
            return self.error(span, m::CALLED);
        };
        owner.segments.pop_punct();
        let name = last.ident.to_string();
        if let syn::PathArguments::AngleBracketed(arguments) = &last.arguments {
            let ty = match self.owner {
                Some(block) if owner.is_ident("Self") => types::tokens_of(&block.ty),
                _ => types::tokens_of(&owner),
            };
            return self.told_call(&Type::Named(ty), &name, arguments, (None, &args), span);
        }
        if let Some(outcome) = self.call_for_all(&owner, &last.ident, &args, statement, span) {
            return outcome;
        }
        let of = owner.segments.last().map(|s| s.ident.to_string());
        if let (Some("Vec" | "VecDeque"), "from", [items]) =
            (of.as_deref(), name.as_str(), &args[..])
            && let Some(vec) = self.as_vec(items, span)
        {
            return vec;
        }
        if let (Some("Vec" | "VecDeque"), "from_iter", [items]) =
            (of.as_deref(), name.as_str(), &args[..])
        {
            return match self.iterator(items.clone(), span) {
                Some(iter) => self.collected(&iter, None, span),
                None => Outcome::Poison,
            };
        }
        if let (Some("Rc" | "Arc"), "clone", [value]) = (of.as_deref(), name.as_str(), &args[..]) {
            return self.written_out("it.clone()", vec![("it", value.clone())], span);
        }
        if let Some(wrapper) = of.as_ref().filter(|of| m::WRAPPERS.contains(&of.as_str())) {
            return self.error_about(span, m::WRAPPER_TYPE, wrapper);
        }
        let mut ty = types::tokens_of(&owner);
        let meant = match self.owner {
            Some(block) if ty.text() == "Self" => types::tokens_of(&block.ty),
            _ => ty.clone(),
        };
        if let Some(outcome) = self.method_as_body(&Type::Named(meant), &name, None, &args, span) {
            return outcome;
        }
        if let Some(block) = self.owner {
            let of_self = ty.text() == "Self" || ty == types::tokens_of(&block.ty);
            // Conversions stand at the trait, and there may be several into the type.
            let stands = !block.is_operator || name != "from";
            if let (true, Some(neighbour)) = (of_self && stands, block.functions.get(&name)) {
                return self.own_call(neighbour, &name, args, span);
            }
            if ty.text() == "Self" {
                ty = types::tokens_of(&block.ty);
            }
        }
        if let ("default", []) = (name.as_str(), &args[..])
            && let Some(meant) = self.alias(&owner)
            && let Type::Array(..) | Type::Float(_) | Type::Tuple(_) = self.infer.shallow(&meant)
        {
            return self.default_value(Some(meant), span);
        }
        if let (true, Some(of)) = (self.is_constructor(&name, &args) || name == "from", &of) {
            let found: Vec<_> = args.iter().map(|arg| self.type_of(arg)).collect();
            let result = match (self.owner, self.applied_owner(&owner, &name, &found, span)) {
                (Some(block), _) if of == "Self" => self.type_from(&block.ty),
                (_, Some((applied, true))) => applied,
                _ => self.made_bare(&owner, &name, span),
            };
            return match args.first() {
                Some(value) if name == "from" && args.len() == 1 => {
                    self.conversion(result, value.clone(), span)
                }
                _ => self.constructed(result, &name, args, span),
            };
        }
        let named = owner.segments.last().map(|segment| &segment.ident);
        if let Some(lender) = named.and_then(|named| lenders::lender_of(named, &name)) {
            return self.lent_by_lender(&lender, ty, Some(&name), args, span);
        }
        if named.is_some_and(|named| lenders::makes_borrower(named, &name)) {
            return self.error(span, m::CALLED_REFERENCE);
        }
        let found: Vec<_> = args.iter().map(|arg| self.type_of(arg)).collect();
        let applied = self.applied_owner(&owner, &name, &found, span);
        let applied = match applied {
            Some(applied) => applied,
            None if self.leaves_arguments_out(&owner, &name) => {
                (self.made_bare(&owner, &name, span), true)
            }
            None => {
                self.check_arguments(&owner, span);
                (Type::Named(ty), false)
            }
        };
        let known = applied.1.then(|| applied.0.clone());
        let target = Target::Associated {
            owner: applied.0,
            borrows_first: matches!(args.first(), Some(Outcome::Ref(_, false))),
            name: name.clone(),
        };
        self.call_target(target, &name, args, known, statement, span)
    }
}
