//! Calls by the path of a trait or of a type parameter: `Kernel::eval(&k, r)`, `K::eval(&k, r)`, `<K as Kernel>::eval(&k, r)`,
//! and `A::apply(x)` of a function that has no receiver. Whether there is one, the file says that the trait stands in.

use super::infer::Kind;
use super::messages as m;
use super::*;
use crate::ir::{Target, Tokens};

/// What the bounds of type parameters say.
#[derive(Default)]
pub(super) struct Said {
    /// Of the types that their traits leave open: parameter and name.
    types: FxHashSet<(String, String)>,
    /// The traits of a parameter.
    traits: Vec<(String, syn::Ident)>,
}

impl Said {
    pub(super) fn note(
        &mut self,
        parameter: &str,
        bound: &syn::TypeParamBound,
        types: impl IntoIterator<Item = String>,
    ) {
        let types = types.into_iter().map(|ty| (parameter.to_string(), ty));
        self.types.extend(types);
        if let syn::TypeParamBound::Trait(bound) = bound
            && let Some(last) = bound.path.segments.last()
        {
            let bound = (parameter.to_string(), last.ident.clone());
            self.traits.push(bound);
        }
    }

    fn tells(&self, parameter: &str, ty: &str) -> bool {
        self.types
            .contains(&(parameter.to_string(), ty.to_string()))
    }

    /// How the only trait of a parameter that has a function of this name declares it.
    fn signature(&self, parameter: &str, name: &syn::Ident) -> Option<syn::Signature> {
        let traits = self.traits.iter().filter(|(of, _)| of == parameter);
        let mut found = traits.filter_map(|(_, of)| definitions::function_of_trait(of, name));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }
}

impl<'a> Lowerer<'a> {
    /// Such a call; none if it is another one.
    pub(super) fn trait_call(
        &mut self,
        path: &syn::ExprPath,
        args: &[Outcome],
        statement: bool,
        span: Span,
    ) -> Option<Outcome> {
        let name = &path
            .path
            .segments
            .last()
            .filter(|s| s.arguments.is_none())?
            .ident;
        let owner = match &path.qself {
            Some(qself) => match types::plain(&qself.ty) {
                syn::Type::Path(of) => of.path.clone(),
                _ => return None,
            },
            None => {
                let mut owner = path.path.clone();
                owner.segments.pop();
                owner.segments.pop_punct();
                owner
            }
        };
        let parameter = owner
            .get_ident()
            .filter(|name| self.objects.contains(&name.to_string()));
        let of_trait =
            || (owner.segments.last()).is_some_and(|last| definitions::is_trait(&last.ident));
        if parameter.is_none() && (path.qself.is_some() || !of_trait()) {
            let of_trait = path.qself.as_ref().is_some_and(|qself| qself.position > 0);
            return of_trait
                .then(|| self.implemented_call(owner, name, args.to_vec(), statement, span));
        }
        match (
            definitions::has_receiver(name),
            args.split_first(),
            parameter,
        ) {
            (Some(true), Some((receiver, args)), _) => {
                let changes = matches!(receiver, Outcome::Ref(_, true));
                let args = args.to_vec();
                Some(self.called_method(name, receiver.clone(), changes, args, statement, span))
            }
            (_, _, Some(parameter)) => {
                let parameter = types::tokens_of(parameter);
                let known = self.given_by_bound(&parameter, name, statement);
                let target = Target::Bound {
                    parameter,
                    name: name.to_string(),
                    is_method: false,
                };
                let args = args.to_vec();
                Some(self.call_target(target, &name.to_string(), args, known, statement, span))
            }
            _ => None,
        }
    }

    /// `<Type as Trait>::name(args)`
    fn implemented_call(
        &mut self,
        owner: syn::Path,
        name: &syn::Ident,
        args: Vec<Outcome>,
        statement: bool,
        span: Span,
    ) -> Outcome {
        let mut path = owner;
        path.segments.push(name.clone().into());
        let path = syn::ExprPath {
            attrs: Vec::new(),
            qself: None,
            path,
        };
        self.associated_call(&path, args, statement, span)
    }

    /// What a function of a type parameter gives has no name; its type is written where it is bound.
    pub(super) fn given_by_bound(
        &mut self,
        parameter: &Tokens,
        name: &syn::Ident,
        dropped: bool,
    ) -> Option<Type> {
        let of_bounds = self.said_by_bounds.signature(parameter.text(), name);
        let written = match of_bounds {
            Some(signature) => match signature.output {
                syn::ReturnType::Type(_, ty) => Some(*ty),
                syn::ReturnType::Default => None,
            },
            None => definitions::output_of_any(name),
        };
        let known = written.and_then(|written| match self.of_self(parameter, &written) {
            Some(open) => Some(open),
            None => self.declared(&written),
        });
        let ty = self.infer.of_constant();
        match known {
            Some(known) => _ = self.infer.unify(&ty, &known),
            None if dropped => {}
            None => self.assigned.push(ty.clone()),
        }
        Some(ty)
    }

    /// `Self` and `Self::Name` of a trait, for a type parameter.
    fn of_self(&mut self, parameter: &Tokens, written: &syn::Type) -> Option<Type> {
        let syn::Type::Path(path) = types::plain(written) else {
            return None;
        };
        let of = parameter.text();
        let text = match &paths::segments(&path.path)[..] {
            [first] if first == "Self" => of.to_string(),
            [first, name] if first == "Self" => format!("{of}::{name}"),
            _ => return None,
        };
        let span = m::span(written);
        let tokens = builder::tokens(&text);
        Some(match &paths::segments(&path.path)[..] {
            [_, name] => self.open_type(of, name, tokens, span),
            _ => self.infer.named(Type::Named(tokens), span),
        })
    }

    /// `M::State` of a type parameter. Its methods hand it on, and unless a bound says what it is, nothing else can be
    /// done with it.
    pub(super) fn open_type(
        &mut self,
        parameter: &str,
        name: &str,
        written: Tokens,
        span: Span,
    ) -> Type {
        let ty = self.infer.named(Type::Named(written), span);
        if !self.said_by_bounds.tells(parameter, name) {
            self.infer.narrow(&ty, Kind::Struct);
        }
        ty
    }
}
