//! Arguments that are functions: `f: impl Fn(f64) -> f64`, `F: Fn(f64) -> f64`, `&dyn Fn(f64) -> f64`,
//! `Box<dyn Fn(f64) -> f64>`, `fn(f64) -> f64`, and calls of them.

use crate::ir::{Param, Passing, Signature, Target};
use crate::lower::messages as m;
use crate::lower::types::generics;
use crate::lower::*;
use closures::Callable;
use std::rc::Rc;

/// What a function takes and gives, as written.
struct Written<'s> {
    inputs: Vec<&'s syn::Type>,
    output: &'s syn::ReturnType,
    /// Whether it may change what it captures.
    changes: bool,
}

/// The names of the arguments that are functions.
pub(crate) fn function_parameters(sig: &syn::Signature) -> Vec<String> {
    let params = sig.inputs.iter().filter_map(|input| match input {
        syn::FnArg::Typed(param) => Some(param),
        syn::FnArg::Receiver(_) => None,
    });
    let functions = params.filter(|param| written(&sig.generics, &param.ty).is_some());
    functions
        .filter_map(|param| match &*param.pat {
            syn::Pat::Ident(name) => Some(name.ident.to_string()),
            _ => None,
        })
        .collect()
}

/// What an argument that is a function is handed, as written.
pub(in crate::lower) fn handed<'s>(
    generics: &'s syn::Generics,
    ty: &'s syn::Type,
) -> Vec<&'s syn::Type> {
    written(generics, ty).map_or(Vec::new(), |function| function.inputs)
}

fn written<'s>(generics: &'s syn::Generics, ty: &'s syn::Type) -> Option<Written<'s>> {
    match types::plain(ty) {
        syn::Type::Reference(reference) => written(generics, &reference.elem),
        syn::Type::FnPtr(pointer) => Some(Written {
            inputs: pointer.inputs.iter().map(|input| &input.ty).collect(),
            output: &pointer.output,
            changes: false,
        }),
        syn::Type::TraitObject(object) => object.bounds.iter().find_map(of_bound),
        syn::Type::ImplTrait(implied) => implied.bounds.iter().find_map(of_bound),
        syn::Type::Path(path) if path.qself.is_none() => {
            let Some(name) = path.path.get_ident() else {
                return of_box(ty);
            };
            let mut bounds = generics::bounds(generics, name).into_iter();
            bounds.find_map(of_bound)
        }
        _ => None,
    }
}

/// What a function takes and gives that is itself what a function gives: `impl Fn(f64) -> f64`, or the
/// same in a `Box`.
pub(in crate::lower) fn returned(ty: &syn::Type) -> Option<(Vec<syn::Type>, syn::ReturnType)> {
    let found = match types::plain(ty) {
        syn::Type::ImplTrait(written) => written.bounds.iter().find_map(of_bound),
        syn::Type::Path(_) => of_box(ty),
        _ => None,
    }?;
    // What changes from call to call would begin anew with each.
    if types::tokens_of(ty).mentions(&["FnMut".into()]) {
        return None;
    }
    let inputs = found.inputs.into_iter().cloned().collect();
    Some((inputs, found.output.clone()))
}

/// Whether a type, as written, is that of a function: `fn(f64) -> f64`, `&dyn Fn(f64) -> f64`.
pub(in crate::lower) fn is_function(ty: &syn::Type) -> bool {
    written(&syn::Generics::default(), ty).is_some()
}

/// The same of an argument of a function with these generic parameters.
pub(in crate::lower) fn is_function_of(generics: &syn::Generics, ty: &syn::Type) -> bool {
    written(generics, ty).is_some()
}

/// Whether a bound is that of a function.
pub(in crate::lower) fn is_function_bound(bound: &syn::TypeParamBound) -> bool {
    of_bound(bound).is_some()
}

/// Whether an argument of this type is a function that may change what it captures: `impl FnMut(f64)`.
pub(in crate::lower) fn may_change_captures(generics: &syn::Generics, ty: &syn::Type) -> bool {
    written(generics, ty).is_some_and(|function| function.changes)
}

/// The type of functions without captures that a type parameter with the bound of a function can stand for:
/// `fn(f64) -> f64`.
pub(in crate::lower) fn pointer(
    generics: &syn::Generics,
    name: &syn::Ident,
) -> Option<proc_macro2::TokenStream> {
    let written = generics::bounds(generics, name)
        .into_iter()
        .find_map(of_bound)?;
    let inputs = types::tokens_of(
        &syn::punctuated::Punctuated::<_, syn::Token![,]>::from_iter(written.inputs),
    );
    let output = types::tokens_of(written.output);
    format!("fn({}) {}", inputs.text(), output.text())
        .parse()
        .ok()
}

/// `Box<dyn Fn(f64) -> f64>`, and the same behind a shared pointer.
fn of_box(ty: &syn::Type) -> Option<Written<'_>> {
    let syn::Type::Path(path) = types::plain(ty) else {
        return None;
    };
    let last = path
        .path
        .segments
        .last()
        .filter(|last| last.ident == "Box" || last.ident == "Rc" || last.ident == "Arc")?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        syn::GenericArgument::Type(syn::Type::TraitObject(object)) => {
            object.bounds.iter().find_map(of_bound)
        }
        _ => None,
    }
}

/// `Fn(f64) -> f64`
fn of_bound(bound: &syn::TypeParamBound) -> Option<Written<'_>> {
    let syn::TypeParamBound::Trait(bound) = bound else {
        return None;
    };
    let last = bound.path.segments.last()?;
    let syn::PathArguments::Parenthesized(arguments) = &last.arguments else {
        return None;
    };
    let is_function = matches!(last.ident.to_string().as_str(), "Fn" | "FnMut" | "FnOnce");
    is_function.then(|| Written {
        inputs: arguments.inputs.iter().map(|input| &input.ty).collect(),
        output: &arguments.output,
        changes: last.ident != "Fn",
    })
}

impl<'a> Lowerer<'a> {
    /// Binds an argument that is a function. Whether it is one.
    pub(in crate::lower) fn function_parameter(
        &mut self,
        generics: &syn::Generics,
        param: &syn::PatType,
    ) -> bool {
        let Some(written) = written(generics, &param.ty) else {
            return false;
        };
        let syn::Pat::Ident(pattern) = &*param.pat else {
            return false;
        };
        let params = written.inputs.iter().map(|ty| self.type_from(ty)).collect();
        let result = match written.output {
            syn::ReturnType::Type(_, ty) => self.type_from(ty),
            syn::ReturnType::Default => Type::Unit,
        };
        if let Type::Ref(..) = result {
            self.error(m::span_of(&*param.ty), m::RETURNED_REFERENCE);
        }
        let name = pattern.ident.to_string();
        let signature = Signature {
            name: name.clone(),
            params,
            result,
        };
        self.function.params.push(Param {
            name: name.clone(),
            span: pattern.ident.span(),
            passing: Passing::Value,
            tokens: Some(types::tokens_of(&*param.ty)),
            ty: Type::Function(Box::new(signature)),
            binding: Operand::Unit,
        });
        let callable = Callable::Argument(name.clone());
        self.scope.bind(&name, Outcome::Callable(Rc::new(callable)));
        true
    }

    pub(in crate::lower) fn signature_of(&self, name: &str) -> Option<Signature> {
        self.function
            .params
            .iter()
            .find_map(|param| match &param.ty {
                Type::Function(signature) if signature.name == name => Some((**signature).clone()),
                _ => None,
            })
    }

    /// `f(a, b)` of an argument.
    pub(in crate::lower) fn call_argument(
        &mut self,
        name: &str,
        args: Vec<Outcome>,
        span: Span,
    ) -> Outcome {
        let Some(signature) = self.signature_of(name) else {
            return self.error(span, m::CALLED);
        };
        if signature.params.len() != args.len() {
            return self.error(span, m::CLOSURE_ARGUMENTS);
        }
        let (mut written, mut lowered) = (Vec::new(), Vec::new());
        for (arg, ty) in args.into_iter().zip(&signature.params) {
            let arg = match ty {
                Type::Ref(_, true) => arg,
                Type::Ref(_, false) => arg.shared(),
                _ => arg.dereferenced(),
            };
            let Some((arg, found)) = self.argument(arg, &mut written, span) else {
                return Outcome::Poison;
            };
            self.unify(&found, ty, span);
            lowered.push(arg);
        }
        let result = (signature.result != Type::Unit).then(|| {
            let name = Some(builder::named(name, false));
            self.new_value(signature.result.clone(), name, span)
        });
        let target = Target::Argument(name.to_string());
        self.emit_call(target, name, lowered, result, written, span)
    }
}
