//! The arguments of `#[differentiate(…)]`.

use crate::diagnostics::Errors;
use crate::transform::Passes;
use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Ident, Path, Token, parenthesized};

/// What the user asked for beside the attribute itself.
pub(crate) struct Config {
    /// `wrt(a, b)`: the arguments that `gradient*` and `value_and_gradient*` are about.
    pub(crate) wrt: Option<Vec<Ident>>,
    /// `companion = name`: the name of the type that carries the generated functions.
    pub(crate) companion: Option<Ident>,
    /// `backward = path`: the user's own derivative; the body is not read.
    pub(crate) backward: Option<Path>,
    /// `without(fuse, …)`: optimisations that are switched off.
    pub(crate) passes: Passes,
}

enum Argument {
    Wrt(Ident, Vec<Ident>),
    Companion(Ident, Ident),
    Backward(Ident, Path),
    Without(Vec<Ident>),
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key: Ident = input.parse()?;
        match key.to_string().as_str() {
            "wrt" => {
                let names;
                parenthesized!(names in input);
                let names = Punctuated::<Ident, Token![,]>::parse_terminated(&names)?;
                Ok(Argument::Wrt(key, names.into_iter().collect()))
            }
            "without" => {
                let names;
                parenthesized!(names in input);
                let names = Punctuated::<Ident, Token![,]>::parse_terminated(&names)?;
                Ok(Argument::Without(names.into_iter().collect()))
            }
            "companion" => {
                input.parse::<Token![=]>()?;
                Ok(Argument::Companion(key, input.parse()?))
            }
            "backward" => {
                input.parse::<Token![=]>()?;
                Ok(Argument::Backward(key, input.parse()?))
            }
            _ => Err(syn::Error::new(
                key.span(),
                format!(
                    "`{key}` is not an argument of `#[differentiate]`\n  = help: there are \
                     `wrt(names)`, `companion = name`, `backward = path` and `without(passes)`"
                ),
            )),
        }
    }
}

/// Fills a slot, or tells that the argument is there twice.
fn set<T>(slot: &mut Option<T>, key: &Ident, value: T, errors: &mut Errors) {
    if slot.replace(value).is_some() {
        errors.at(
            key.span(),
            format!("`{key}` is given twice"),
            "keep one of them",
        );
    }
}

impl Config {
    pub(crate) fn parse(args: TokenStream, errors: &mut Errors) -> Config {
        let mut config = Config {
            wrt: None,
            companion: None,
            backward: None,
            passes: Passes::ALL,
        };
        match Punctuated::<Argument, Token![,]>::parse_terminated.parse2(args) {
            Ok(arguments) => {
                for argument in arguments {
                    match argument {
                        Argument::Wrt(key, names) => {
                            if names.is_empty() {
                                errors.at(
                                    key.span(),
                                    "`wrt` names no argument",
                                    "name the arguments whose gradient is wanted, as in `wrt(w)`",
                                );
                            }
                            set(&mut config.wrt, &key, names, errors);
                        }
                        Argument::Companion(key, name) => {
                            set(&mut config.companion, &key, name, errors);
                        }
                        Argument::Without(names) => {
                            for name in names {
                                config.without(&name, errors);
                            }
                        }
                        Argument::Backward(key, path) => {
                            set(&mut config.backward, &key, path, errors);
                        }
                    }
                }
            }
            Err(error) => errors.push(error),
        }
        config
    }

    /// Switches an optimisation off.
    fn without(&mut self, name: &Ident, errors: &mut Errors) {
        let pass = match name.to_string().as_str() {
            "recompute" => &mut self.passes.recompute,
            "order" => &mut self.passes.order,
            "spans" => &mut self.passes.spans,
            "simplify" => &mut self.passes.simplify,
            "fuse" => &mut self.passes.fuse,
            _ => {
                errors.at(
                    name.span(),
                    format!("there is no optimisation `{name}`"),
                    "there are `recompute`, `order`, `spans`, `simplify` and `fuse`",
                );
                return;
            }
        };
        *pass = false;
    }
}
