//! Functions whose result alone tells what kind of float is meant: `fn literal<T: Float>(x: f64) -> T`. The caller writes it,
//! as in `literal::<T>(x)`, or has one kind of floats only.

use crate::ir::{Target, Tokens};
use crate::lower::source::definitions;
use crate::lower::source::results::{Meant, called};
use crate::lower::types::floats;
use crate::lower::types::generics::{self, Parameter};
use crate::lower::*;
use syn::visit_mut::VisitMut;

/// Whether a function has such a parameter.
pub(in crate::lower) fn has_untold_floats(sig: &syn::Signature) -> bool {
    let (inputs, output) = (types::tokens_of(&sig.inputs), types::tokens_of(&sig.output));
    let mut params = sig.generics.type_params();
    params.any(|param| {
        let name = [param.ident.to_string()];
        output.mentions(&name)
            && !inputs.mentions(&name)
            && !is_told_by_others(sig, &param.ident)
            && generics::parameter(&sig.generics, &param.ident, None) == Parameter::Float
    })
}

/// Whether a bound of another parameter tells what it is: `I: Iterator<Item = T>`.
fn is_told_by_others(sig: &syn::Signature, param: &syn::Ident) -> bool {
    let name = [param.to_string()];
    let others = sig.generics.type_params();
    let others = others.filter(|other| other.ident != *param);
    let in_list = others.map(|other| types::tokens_of(&other.bounds));
    let clause = sig.generics.where_clause.iter();
    let clause = clause.flat_map(|clause| &clause.predicates);
    let in_clause = clause.filter_map(|predicate| match predicate {
        syn::WherePredicate::Type(of) if *param != types::tokens_of(&of.bounded_ty).text() => {
            Some(types::tokens_of(&of.bounds))
        }
        _ => None,
    });
    (in_list.chain(in_clause)).any(|bounds| bounds.mentions(&name))
}

/// Whether such a function is given no floats and makes one: `fn literal<T: Float>(n: i32) -> T`. Calls of it are what they are.
pub(crate) fn makes_float(sig: &syn::Signature) -> bool {
    let of_type = |output: &syn::Type| {
        let mut params = sig.generics.type_params();
        params.any(|param| param.ident == types::tokens_of(output).text())
    };
    let output = match &sig.output {
        syn::ReturnType::Type(_, output) => of_type(types::plain(output)),
        syn::ReturnType::Default => false,
    };
    output && has_untold_floats(sig) && !floats::has_floats(sig)
}

/// The only function that a path may lead to, with what names mean in its file, if that may be another one.
fn definition(path: &syn::Path) -> Option<(Option<Meant>, syn::Signature)> {
    let here = match path.segments.iter().collect::<Vec<_>>()[..] {
        [name] => definitions::free_item(&name.ident),
        _ => None,
    };
    let elsewhere = || called(path).map(|(meant, sig)| (Some(meant), sig));
    // A module of the file is no other file.
    let by_path = || {
        let last = &path.segments.last()?.ident;
        let all = definitions::signatures(last).into_iter();
        definitions::only(all).map(|sig| (None, sig))
    };
    here.map(|function| (None, function.sig))
        .or_else(elsewhere)
        .or_else(by_path)
}

/// The parameters of a function that are no lifetimes.
fn asked(sig: &syn::Signature) -> impl Iterator<Item = &syn::GenericParam> {
    let params = sig.generics.params.iter();
    params.filter(|param| !matches!(param, syn::GenericParam::Lifetime(_)))
}

impl<'a> Lowerer<'a> {
    /// The call of such a function; nothing if it is another one.
    pub(in crate::lower) fn call_of_untold(
        &mut self,
        path: &syn::ExprPath,
        args: &[Outcome],
        statement: bool,
        span: Span,
    ) -> Option<Outcome> {
        let last = path.path.segments.last()?;
        let (_, sig) = definition(&path.path).filter(|(_, sig)| has_untold_floats(sig))?;
        let is_plain = args.iter().all(|arg| arg.as_callable().is_none());
        if makes_float(&sig) || last.ident == self.function.name || !is_plain {
            return None;
        }
        let target = self.told_target(&path.path, &sig);
        let Some(target) = target else {
            let name = last.ident.to_string();
            return Some(self.error_about(span, messages::GENERIC_ARGUMENTS, &name));
        };
        let name = last.ident.to_string();
        Some(self.call_target(target, &name, args.to_vec(), None, statement, span))
    }

    /// The function at this path with the generic arguments that are written, or with the only kind of floats that the
    /// caller speaks of. Where another one is meant, rustc says so.
    fn told_target(&self, path: &syn::Path, sig: &syn::Signature) -> Option<Target> {
        let mut path = path.clone();
        let last = path.segments.last_mut()?;
        if last.arguments.is_none() {
            let float = match &self.infer.parameters[..] {
                [float] => float,
                [] if self.infer.only_f64 => "f64",
                _ => return None,
            };
            let only = matches!(
                asked(sig).collect::<Vec<_>>()[..],
                [syn::GenericParam::Type(_)]
            );
            let arguments = only.then(|| syn::parse_str(&format!("::<{float}>")).ok());
            last.arguments = syn::PathArguments::AngleBracketed(arguments??);
        }
        let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
            return None;
        };
        if arguments.args.len() != asked(sig).count() {
            return None;
        }
        let standing = asked(sig).zip(&arguments.args).map(|pair| match pair {
            (_, syn::GenericArgument::Type(syn::Type::Infer(_))) => None,
            (syn::GenericParam::Type(_), argument) => {
                Some(types::tokens_of(argument).text().to_string())
            }
            (_, argument) => Some(format!("[(); {}]", types::tokens_of(argument).text())),
        });
        let standing: Vec<String> = standing.collect::<Option<_>>()?;
        let generics: syn::Type = syn::parse_str(&format!("({},)", standing.join(", "))).ok()?;
        Some(Target::Told {
            path: types::tokens_of(&path),
            generics: types::tokens_of(&generics),
        })
    }

    /// What the definition says that such a call gives, as far as it means the same here.
    pub(in crate::lower) fn result_of_told(&mut self, path: &Tokens) -> Option<Type> {
        let path: syn::Path = syn::parse2(path.stream().clone()).ok()?;
        let (meant, sig) = definition(&path)?;
        if meant.is_some_and(|meant| !gives_the_same(&meant, &sig)) {
            return None;
        }
        self.generic_result(path.segments.last()?, &sig, &[])
    }
}

/// Whether what a function gives means the same where it is called, but for its parameters.
fn gives_the_same(meant: &Meant, sig: &syn::Signature) -> bool {
    struct Numbers<'s>(&'s syn::Signature);
    impl VisitMut for Numbers<'_> {
        fn visit_path_mut(&mut self, path: &mut syn::Path) {
            let mut params = self.0.generics.type_params();
            if params.any(|param| path.is_ident(&param.ident))
                && let Ok(number) = syn::parse_str("f64")
            {
                *path = number;
                return;
            }
            syn::visit_mut::visit_path_mut(self, path);
        }
    }
    let syn::ReturnType::Type(_, mut ty) = sig.output.clone() else {
        return false;
    };
    Numbers(sig).visit_type_mut(&mut ty);
    !meant.is_elsewhere() || meant.is_called_the_same(&ty)
}
