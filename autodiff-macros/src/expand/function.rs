//! One function: lowering, error gate, analysis and transformation, emission.

use super::header::of_closure;
use crate::config::Config;
use crate::diagnostics::Errors;
use crate::emit::{self, Derivative, Header, Parts};
use crate::ir::{self, Function};
use crate::lower::{self, Owner};
use crate::transform::{self, Transformed};
use quote::ToTokens;

/// The function as it is read: variables that only hygiene tells apart have names of their own, and
/// so have the types that stand for an `impl Trait`; variants have the names of their enums,
/// and lifetimes that are left out a name.
pub(super) fn readable(function: &syn::ItemFn) -> syn::ItemFn {
    lower::with_lifetimes(lower::named(lower::qualified(lower::separate(function))))
}

/// What is generated for a readable function, with the errors that were found in it.
pub(super) fn expand(
    function: &syn::ItemFn,
    owner: Option<&Owner>,
    header: &Header,
    config: &Config,
    mut errors: Errors,
) -> Parts {
    let signature = lower::signature(function, owner, config, &mut errors);
    if let Some(path) = &config.backward {
        return match (errors.finish(), signature) {
            (None, Some(signature)) => emit::custom(header, &signature, path.to_token_stream()),
            (errors, signature) => {
                emit::fallback(header, signature.as_ref(), errors.unwrap_or_default())
            }
        };
    }
    let mut lowered = match signature {
        Some(_) => lower::function(function, owner, &mut errors),
        None => None,
    };
    if let Some(lowered) = &mut lowered {
        lowered.boxed.extend(config.boxed.iter().cloned());
    }
    if let Some(errors) = errors.finish() {
        return emit::fallback(header, signature.as_ref(), errors);
    }
    let outcome = match &lowered {
        Some(lowered) => with_closures(lowered, header, config),
        None => Err(Errors::internal("the function was not read")),
    };
    match outcome {
        Ok(derivative) => emit::derivative(header, &derivative),
        Err(mut errors) => {
            let errors = errors.finish().unwrap_or_default();
            emit::fallback(header, signature.as_ref(), errors)
        }
    }
}

/// The derivative of a function and of all closures in it.
fn with_closures(
    lowered: &Function,
    header: &Header,
    config: &Config,
) -> Result<Derivative, Errors> {
    let mut whole = derivative(lowered, config)?;
    for closure in &lowered.closures {
        let derivative = derivative(closure, config)?;
        whole
            .closures
            .push((of_closure(header, closure), derivative));
    }
    Ok(whole)
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
        closures: Vec::new(),
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
