//! Calls by the path of a trait or of a type parameter: `Kernel::eval(&k, r)`, `K::eval(&k, r)`, `<K as Kernel>::eval(&k, r)`,
//! and `A::apply(x)` of a function that has no receiver. Whether there is one, the file says that the trait stands in.

use crate::ir::{Target, Tokens};
use crate::lower::messages as m;
use crate::lower::types::floats;
use crate::lower::types::generics;
use crate::lower::types::infer::Kind;
use crate::lower::*;
use proc_macro2::{Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit_mut::VisitMut;

/// What the bounds of type parameters say.
#[derive(Default)]
pub(in crate::lower) struct Said {
    /// Of the types that their traits leave open: parameter and name.
    types: FxHashSet<(String, String)>,
    /// The traits of a parameter.
    traits: Vec<(String, syn::Path)>,
}

impl Said {
    pub(in crate::lower) fn note(
        &mut self,
        parameter: &str,
        bound: &syn::TypeParamBound,
        types: impl IntoIterator<Item = String>,
    ) {
        let types = types.into_iter().map(|ty| (parameter.to_string(), ty));
        self.types.extend(types);
        if let syn::TypeParamBound::Trait(bound) = bound {
            let bound = (parameter.to_string(), bound.path.clone());
            self.traits.push(bound);
        }
    }

    fn tells(&self, parameter: &str, ty: &str) -> bool {
        self.types
            .contains(&(parameter.to_string(), ty.to_string()))
    }

    /// What the only trait of a parameter that has a function of this name says that it gives.
    fn output(&self, parameter: &str, name: &syn::Ident) -> Option<syn::ReturnType> {
        let mut found = self
            .declaring(parameter, name)
            .filter_map(|(of, generics, signature)| {
                let output = signature.output.to_token_stream();
                let arguments = &of.segments.last()?.arguments;
                syn::parse2(given(output, &generics, arguments)).ok()
            });
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// The trait of a parameter that has a function of this name, if the trait has parameters.
    pub(in crate::lower) fn generic_trait(
        &self,
        parameter: &str,
        name: &syn::Ident,
    ) -> Option<Tokens> {
        let (of, generics, _) = self.declaring(parameter, name).next()?;
        let mut of = of.clone();
        let syn::PathArguments::AngleBracketed(list) = &mut of.segments.last_mut()?.arguments
        else {
            return None;
        };
        // What a bound says of associated types is no argument.
        let given = list.args.iter().take(generics.params.len()).cloned();
        list.args = given.collect();
        (!generics.params.is_empty()).then(|| types::tokens_of(&of))
    }

    /// Whether the file shows that a method of a parameter's traits reads its receiver and has no passes.
    pub(in crate::lower) fn surely_reads(&self, parameter: &str, name: &syn::Ident) -> bool {
        let mut found = self.declaring(parameter, name).peekable();
        found.peek().is_some()
            && found.all(|(_, _, signature)| {
                floats::reads_receiver(&signature) && !floats::has_floats(&signature)
            })
    }

    /// The trait of a parameter that has a method of this name and is not differentiated.
    pub(in crate::lower) fn plain(&self, parameter: &str, name: &syn::Ident) -> Option<String> {
        let mut traits = self.traits.iter().filter(|(of, _)| of == parameter);
        let plain = traits.find(|(_, of)| source::plain_traits::is_plain_about(of, name));
        Some(plain?.1.segments.last()?.ident.to_string())
    }

    /// Whether the file shows that what a method of a parameter's traits gives is lent and may hold floats.
    pub(in crate::lower) fn lends(&self, parameter: &str, name: &syn::Ident) -> bool {
        let mut declaring = self.declaring(parameter, name);
        declaring.any(|(_, _, signature)| match &signature.output {
            syn::ReturnType::Type(_, ty) => match types::plain(ty) {
                syn::Type::Reference(lent) => floats::may_hold(&lent.elem),
                _ => false,
            },
            syn::ReturnType::Default => false,
        })
    }

    /// Whether the file shows that a trait of a parameter has a function of this name.
    fn declares(&self, parameter: &str, name: &syn::Ident) -> bool {
        self.declaring(parameter, name).next().is_some()
    }

    /// The traits of a parameter that have a function of this name, as the file declares them.
    fn declaring<'s>(
        &'s self,
        parameter: &'s str,
        name: &'s syn::Ident,
    ) -> impl Iterator<Item = (&'s syn::Path, syn::Generics, syn::Signature)> {
        let traits = self.traits.iter().filter(move |(of, _)| of == parameter);
        traits.filter_map(move |(_, of)| {
            let last = of.segments.last()?;
            let (generics, signature) =
                source::methods_defined::function_of_trait(&last.ident, name)?;
            Some((of, generics, signature))
        })
    }
}

/// The tokens with what a bound gives in place of a trait's parameters.
fn given(
    tokens: TokenStream,
    generics: &syn::Generics,
    arguments: &syn::PathArguments,
) -> TokenStream {
    let syn::PathArguments::AngleBracketed(list) = arguments else {
        return tokens;
    };
    let trees = tokens.into_iter().map(|tree| match tree {
        TokenTree::Ident(name) => {
            let mut pairs = generics.params.iter().zip(&list.args);
            let meant = pairs.find(|(param, _)| name == generics::declared_name(param));
            meant.map_or(name.to_token_stream(), |(_, arg)| arg.to_token_stream())
        }
        TokenTree::Group(group) => {
            let inner = given(group.stream(), generics, arguments);
            TokenTree::from(Group::new(group.delimiter(), inner)).into()
        }
        other => other.into(),
    });
    trees.collect()
}

impl<'a> Lowerer<'a> {
    /// Such a call; none if it is another one.
    pub(in crate::lower) fn trait_call(
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
            || (owner.segments.last()).is_some_and(|last| source::anywhere::is_trait(&last.ident));
        if parameter.is_none() && (path.qself.is_some() || !of_trait()) {
            let of_trait = path.qself.as_ref().is_some_and(|qself| qself.position > 0);
            return of_trait
                .then(|| self.implemented_call(owner, name, args.to_vec(), statement, span));
        }
        let elsewhere = || source::anywhere::has_receiver(&owner.segments.last()?.ident, name);
        match (
            source::definitions::has_receiver(name).or_else(elsewhere),
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
                if args.is_empty()
                    && self.is_constructor(&name.to_string(), args)
                    && !self.handing.said_by_bounds.declares(parameter.text(), name)
                {
                    let made = self.infer.named(Type::Named(parameter), span);
                    return Some(self.constructed(made, &name.to_string(), Vec::new(), span));
                }
                let known = self.given_by_bound(&parameter, name, statement);
                let target = Target::Bound {
                    of: self
                        .handing
                        .said_by_bounds
                        .generic_trait(parameter.text(), name),
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
        if let Some(last) = owner.segments.last()
            && source::twice_defined::of_several_by(&last.ident, name).is_some()
        {
            return self.error_about(span, m::SEVERAL_METHODS, &name.to_string());
        }
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
    pub(in crate::lower) fn given_by_bound(
        &mut self,
        parameter: &Tokens,
        name: &syn::Ident,
        dropped: bool,
    ) -> Option<Type> {
        let said = self.handing.said_by_bounds.output(parameter.text(), name);
        let is_said = said.is_some();
        let mut written = match said {
            Some(syn::ReturnType::Type(_, ty)) => Some(*ty),
            Some(syn::ReturnType::Default) => None,
            None => source::definitions::output_of_any(name),
        };
        if let Some(written) = &mut written {
            source::generic_aliases::Meant.visit_type_mut(written);
        }
        let known = written.and_then(|written| match self.of_self(parameter, &written) {
            Some(open) => Some(open),
            None if is_said => self.of_own_length(&written),
            None => self.declared(&written),
        });
        let ty = self.infer.of_constant();
        match known {
            Some(known) => _ = self.infer.unify(&ty, &known),
            None if dropped => {}
            None => self.pending.assigned.push(ty.clone()),
        }
        Some(ty)
    }

    /// What the bounds of the function say, so that its own constants may be lengths in it.
    fn of_own_length(&mut self, written: &syn::Type) -> Option<Type> {
        if let syn::Type::Array(array) = types::plain(written) {
            let length = types::tokens_of(&array.len);
            if length.mentions(&self.generics) {
                let item = self.of_own_length(&array.elem);
                let item = item.unwrap_or_else(|| self.infer.fresh());
                return Some(Type::Array(Box::new(item), length));
            }
        }
        if let syn::Type::Path(path) = types::plain(written)
            && types::tokens_of(written).mentions(&self.generics)
            && self.library_of(&path.path).is_some()
        {
            return Some(self.type_from(written));
        }
        self.declared(written)
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
        let span = m::span_of(written);
        let tokens = builder::tokens(&text);
        Some(match &paths::segments(&path.path)[..] {
            [_, name] => self.open_type(of, name, tokens, span),
            _ => self.infer.named(Type::Named(tokens), span),
        })
    }

    /// `M::State` of a type parameter. Its methods hand it on, and unless a bound says what it is, nothing else can be
    /// done with it.
    pub(in crate::lower) fn open_type(
        &mut self,
        parameter: &str,
        name: &str,
        written: Tokens,
        span: Span,
    ) -> Type {
        let ty = self.infer.named(Type::Named(written), span);
        if !self.handing.said_by_bounds.tells(parameter, name) {
            self.infer.narrow(&ty, Kind::Struct);
        }
        ty
    }
}
