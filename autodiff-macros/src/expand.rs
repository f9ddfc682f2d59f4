//! The whole pipeline: tokens, lowering, error gate, analysis and transformation, emission.

use crate::config::Config;
use crate::derive::{self, Deriving};
use crate::diagnostics::Errors;
use crate::emit::{self, Derivative, Generic, Header};
use crate::ir::{self, Function};
use crate::lower;
use crate::transform::{self, Transformed};
use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

/// Expands `#[differentiate(args)] item`.
pub(crate) fn differentiate(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let config = Config::parse(args, &mut errors);
    let function: syn::ItemFn = match syn::parse2(item.clone()) {
        Ok(function) => function,
        Err(error) => {
            errors.not_a_function(&item, error);
            let errors = errors.finish().unwrap_or_default();
            return item.into_iter().chain(errors).collect();
        }
    };
    let user = function.to_token_stream();
    let original = function;
    let function = lower::named(lower::separate(&original));
    let header = header(&function, &original.sig.generics, &config);
    let signature = lower::signature(&function, &config, &mut errors);
    if function.sig.receiver().is_some() {
        // No type can stand beside a method.
        let errors = errors.finish().unwrap_or_default();
        return item.into_iter().chain(errors).collect();
    }
    if let Some(path) = &config.backward {
        return match (errors.finish(), signature) {
            (None, Some(signature)) => {
                emit::custom(user, &header, &signature, path.to_token_stream())
            }
            (errors, signature) => {
                let errors = errors.unwrap_or_default();
                emit::fallback(user, &header, signature.as_ref(), errors)
            }
        };
    }
    let mut lowered = match signature {
        Some(_) => lower::function(&function, &mut errors),
        None => None,
    };
    if let Some(lowered) = &mut lowered {
        lowered.boxed.extend(config.boxed.iter().cloned());
    }
    if let Some(errors) = errors.finish() {
        return emit::fallback(user, &header, signature.as_ref(), errors);
    }
    let outcome = match &lowered {
        Some(lowered) => derivative(lowered, &config),
        None => Err(Errors::internal("the function was not read")),
    };
    match outcome {
        Ok(derivative) => emit::derivative(user, &header, &derivative),
        Err(mut errors) => {
            let errors = errors.finish().unwrap_or_default();
            emit::fallback(user, &header, signature.as_ref(), errors)
        }
    }
}

/// Expands `#[derive(Differentiable)] item`.
pub(crate) fn differentiable(item: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let read = match syn::parse2(item) {
        Ok(input) => derive::read(&input, &mut errors),
        Err(error) => {
            errors.push(error);
            None
        }
    };
    match (errors.finish(), read) {
        (None, Some(Deriving::Struct(read))) => emit::gradient_struct(&read),
        (None, Some(Deriving::Enum(read))) => emit::gradient_enum(&read),
        (errors, _) => errors.unwrap_or_default(),
    }
}

/// Lowered function to derivative. Each stage is verified: what the verifier finds is a mistake of
/// ours, and a compile error rather than a wrong gradient.
fn derivative(lowered: &Function, config: &Config) -> Result<Derivative, Errors> {
    let dump = Dump::of(&lowered.name);
    dump.show("lowered", lowered);
    ir::verify(lowered).map_err(|e| Errors::internal(&e))?;
    let transformed = transform::transform(lowered, config.passes).map_err(|problems| {
        let mut errors = Errors::new();
        for problem in problems {
            errors.at(problem.span, problem.what, problem.hint);
        }
        errors
    })?;
    let Transformed {
        prepared,
        forward,
        layout,
        backward,
        fused,
        ..
    } = transformed;
    dump.show("prepared", &prepared);
    dump.show("forward", &forward);
    dump.show("backward", &backward);
    for function in [Some(&forward), Some(&backward), fused.as_ref()] {
        let Some(function) = function else { continue };
        ir::verify(function).map_err(|e| Errors::internal(&e))?;
    }
    if let Some(fused) = &fused {
        dump.show("fused", fused);
    }
    Ok(Derivative {
        forward,
        layout,
        backward,
        fused,
    })
}

/// `AUTODIFF_DUMP=name` (or `all`) prints the stages of one function while it is compiled.
struct Dump(bool);

impl Dump {
    fn of(name: &str) -> Self {
        let wanted = std::env::var("AUTODIFF_DUMP").unwrap_or_default();
        Dump(wanted == name || wanted == "all")
    }

    fn show(&self, stage: &str, function: &Function) {
        if self.0 {
            eprintln!("// {stage}\n{function}");
        }
    }
}

fn header(function: &syn::ItemFn, written: &syn::Generics, config: &Config) -> Header {
    let name = &function.sig.ident;
    let companion = config.companion.clone().unwrap_or_else(|| name.clone());
    let cache = format!("{}Cache", camel_case(&companion.to_string()));
    let generics = &function.sig.generics;
    let predicates = generics.where_clause.iter().flat_map(|c| &c.predicates);
    let conditions = function.attrs.iter().filter(|a| a.path().is_ident("cfg"));
    let wrt = function
        .sig
        .inputs
        .iter()
        .map(|input| match (&config.wrt, input) {
            (Some(wrt), syn::FnArg::Typed(param)) => match &*param.pat {
                syn::Pat::Ident(pattern) => wrt.contains(&pattern.ident),
                _ => false,
            },
            _ => true,
        });
    Header {
        name: name.clone(),
        cache: Ident::new(&cache, Span::call_site()),
        visibility: function.vis.to_token_stream(),
        attributes: conditions.map(ToTokens::to_token_stream).collect(),
        generics: (generics.params.iter())
            .map(|param| generic(param, generics, written))
            .collect(),
        predicates: predicates.map(ToTokens::to_token_stream).collect(),
        wrt: wrt.collect(),
        companion,
    }
}

/// A generic parameter; `written` are those that the user gave a name.
fn generic(param: &syn::GenericParam, all: &syn::Generics, written: &syn::Generics) -> Generic {
    let mut declared = param.clone();
    let (mut float, mut anonymous, mut bounds) = (false, false, Vec::new());
    let (name, used) = match &mut declared {
        syn::GenericParam::Lifetime(l) => (&l.lifetime.ident, l.lifetime.to_token_stream()),
        syn::GenericParam::Type(t) => {
            t.default = None;
            float = lower::parameter(all, &t.ident) == lower::Parameter::Float;
            bounds = t.bounds.iter().map(ToTokens::to_token_stream).collect();
            anonymous = written.type_params().all(|other| other.ident != t.ident);
            (&t.ident, t.ident.to_token_stream())
        }
        syn::GenericParam::Const(c) => {
            c.default = None;
            (&c.ident, c.ident.to_token_stream())
        }
    };
    let name = name.to_string();
    let declared = declared.to_token_stream();
    let bare = match param {
        syn::GenericParam::Const(_) => declared.clone(),
        _ => used.clone(),
    };
    Generic {
        name,
        lifetime: matches!(param, syn::GenericParam::Lifetime(_)),
        float,
        anonymous,
        declared,
        bare,
        bounds,
        used,
    }
}

/// `log_likelihood` as `LogLikelihood`.
fn camel_case(name: &str) -> String {
    let name = name.strip_prefix("r#").unwrap_or(name);
    let mut camel = String::new();
    let mut upper = true;
    for c in name.chars() {
        if c == '_' {
            upper = true;
        } else if upper {
            camel.extend(c.to_uppercase());
            upper = false;
        } else {
            camel.push(c);
        }
    }
    camel
}
