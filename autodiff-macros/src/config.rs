//! The arguments of `#[differentiate(…)]`.

use crate::diagnostics::Errors;
use crate::transform::Passes;
use proc_macro2::TokenStream;
use syn::ext::IdentExt;
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
    /// `boxed(a, b)`: functions, beside itself, that this one calls and is called by.
    pub(crate) boxed: Vec<String>,
    /// `skip`: a function that is left alone, of a block that is differentiated.
    pub(crate) skip: bool,
    /// `graph`: the function that draws its computational graph is asked for.
    pub(crate) graph: Option<Ident>,
    /// `without(fuse, …)`: optimisations that are switched off.
    pub(crate) passes: Passes,
}

enum Argument {
    Wrt(Ident, Vec<Ident>),
    Companion(Ident, Ident),
    Backward(Ident, Path),
    Boxed(Vec<Ident>),
    Without(Vec<Ident>),
    Graph(Ident),
    Skip,
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key: Ident = input.parse()?;
        match key.to_string().as_str() {
            "wrt" => Ok(Argument::Wrt(key, names(input)?)),
            "without" => Ok(Argument::Without(names(input)?)),
            "boxed" => Ok(Argument::Boxed(names(input)?)),
            "companion" => {
                input.parse::<Token![=]>()?;
                Ok(Argument::Companion(key, input.parse()?))
            }
            "backward" => {
                input.parse::<Token![=]>()?;
                Ok(Argument::Backward(key, input.parse()?))
            }
            "graph" => Ok(Argument::Graph(key)),
            "skip" => Ok(Argument::Skip),
            _ => Err(syn::Error::new(
                key.span(),
                format!(
                    "`{key}` is not an argument of `#[differentiate]`\n  = help: there are \
                     `wrt(names)`, `companion = name`, `backward = path`, `boxed(functions)`, \
                     `graph`, `without(passes)` and, inside of a block, `skip`"
                ),
            )),
        }
    }
}

/// `(a, b)`
fn names(input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let names;
    parenthesized!(names in input);
    let names = Punctuated::<Ident, Token![,]>::parse_terminated_with(&names, Ident::parse_any)?;
    Ok(names.into_iter().collect())
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
    /// Whether nothing is asked that a function without a derivative could not give.
    pub(crate) fn is_plain(&self) -> bool {
        self.wrt.is_none() && self.backward.is_none() && self.graph.is_none()
    }

    pub(crate) fn parse(args: TokenStream, errors: &mut Errors) -> Config {
        let mut config = Config {
            wrt: None,
            companion: None,
            backward: None,
            boxed: Vec::new(),
            skip: false,
            graph: None,
            passes: Passes::ALL,
        };
        config.read(args, errors);
        config
    }

    /// What holds of a function of the block before its own attribute is read.
    pub(crate) fn of_member(&self) -> Config {
        Config {
            wrt: None,
            companion: None,
            backward: None,
            boxed: self.boxed.clone(),
            skip: self.skip,
            graph: None,
            passes: self.passes,
        }
    }

    /// Notes the arguments that say nothing of a whole block.
    pub(crate) fn check_block(&self, errors: &mut Errors) {
        let wrt = self.wrt.iter().flatten().next();
        let backward = self.backward.iter().filter_map(|path| path.segments.last());
        let backward = backward.map(|segment| &segment.ident).next();
        let whole = self.companion.iter().chain(&self.graph);
        for ident in wrt.into_iter().chain(backward).chain(whole) {
            errors.at(
                ident.span(),
                "this argument is about a single function",
                "put `#[differentiate(…)]` with it on the function, inside of the block",
            );
        }
    }

    /// Adds what the arguments of an attribute say.
    pub(crate) fn read(&mut self, args: TokenStream, errors: &mut Errors) {
        let config = self;
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
                        Argument::Boxed(names) => {
                            config.boxed.extend(names.iter().map(Ident::to_string));
                        }
                        Argument::Skip => config.skip = true,
                        Argument::Graph(key) => config.graph = Some(key),
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
    }

    /// Switches an optimisation off.
    fn without(&mut self, name: &Ident, errors: &mut Errors) {
        let pass = match name.to_string().as_str() {
            "recompute" => &mut self.passes.recompute,
            "stored" => &mut self.passes.stored,
            "order" => &mut self.passes.order,
            "spans" => &mut self.passes.spans,
            "rooms" => &mut self.passes.rooms,
            "late" => &mut self.passes.late,
            "simplify" => &mut self.passes.simplify,
            "fuse" => &mut self.passes.fuse,
            "choices" => &mut self.passes.choices,
            "neighbours" => &mut self.passes.neighbours,
            "sums" => &mut self.passes.sums,
            "wrt" => &mut self.passes.wrt,
            "share" => &mut self.passes.share,
            "rerun" => &mut self.passes.rerun,
            "inline" => &mut self.passes.inline,
            "wanted" => &mut self.passes.wanted,
            "value" => &mut self.passes.value,
            _ => {
                errors.at(
                    name.span(),
                    format!("there is no optimisation `{name}`"),
                    "there are `recompute`, `stored`, `order`, `spans`, `rooms`, `late`, `simplify`, `fuse`, `choices`, `neighbours`, `sums`, `wrt`, `share`, `rerun`, `inline`, `wanted` and `value`",
                );
                return;
            }
        };
        *pass = false;
    }
}
