//! Prints the arguments of calls, functions among them: of these the forward pass takes the forward
//! function, and the backward pass the backward function.

use super::Printer;
use crate::emit::signature::{self, Flow};
use crate::emit::targets::{self, Arguments};
use crate::emit::{for_some, types};
use crate::ir::*;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

impl Printer<'_> {
    /// The arguments of a call, as the forward pass or, in a plain call, as the user passes them.
    pub(super) fn arguments(&mut self, call: &Call) -> Arguments {
        let mut printed = Vec::new();
        let mut rest = call.args.iter();
        let receiver = match call.args.first() {
            Some(Arg::Ref(place) | Arg::RefMut(place)) if targets::has_receiver(&call.target) => {
                rest.next();
                Some(self.place(place).receiver())
            }
            _ => None,
        };
        while let Some(arg) = rest.next() {
            let Arg::Function {
                passed,
                captures,
                reference,
            } = arg
            else {
                printed.extend(self.argument(arg));
                continue;
            };
            let captured: Vec<_> = rest.by_ref().take(*captures).collect();
            let captured = captured
                .into_iter()
                .filter_map(|arg| self.argument(arg))
                .collect();
            let function = self.forward_function(passed, captured, call.recorded.is_none());
            let reference = match (call.recorded, reference) {
                (Some(_), _) if matches!(passed, Passed::Argument(_)) => None,
                (Some(_), _) | (None, Some(false)) => Some(quote!(&)),
                (None, Some(true)) => Some(quote!(&mut)),
                (None, None) => None,
            };
            printed.push(quote!(#reference #function));
        }
        Arguments {
            receiver,
            args: printed,
            functions: (call.args.iter())
                .filter(|arg| matches!(arg, Arg::Function { .. }))
                .count(),
            wants: call.recorded.and_then(|field| self.wants(field)),
        }
    }

    /// The adjoints that are wanted of the call with this cache, if not all.
    fn wants(&self, field: Field) -> Option<TokenStream> {
        let wanted = &self.layout.field(field).wanted;
        for_some::wanted(&self.function.params, wanted)
    }

    fn argument(&self, arg: &Arg) -> Option<TokenStream> {
        match arg {
            Arg::Operand(operand) => Some(self.operand(operand)),
            Arg::Ref(place) => Some(self.lent_to_call(place)),
            Arg::RefMut(place) => Some(self.borrowed_mut(place)),
            Arg::Function {
                passed: Passed::Argument(name),
                ..
            } => Some(targets::argument(name)),
            Arg::Function { .. } | Arg::Struct(_) => None,
        }
    }

    /// A reference to a place: to the object in a box of one.
    fn lent_to_call(&self, place: &Place) -> TokenStream {
        match self.function.place_type(place) {
            Some(Type::Named(of)) if of.is_boxed_object() => {
                let boxed = self.place(place).receiver();
                quote!(#boxed.as_ref())
            }
            _ => self.borrowed(place),
        }
    }

    /// The forward function of what is passed, or with `plain` the function itself.
    fn forward_function(
        &mut self,
        passed: &Passed,
        captured: Vec<TokenStream>,
        plain: bool,
    ) -> TokenStream {
        let value = plain.then(|| quote!(.0));
        match passed {
            Passed::Item(path) => match plain {
                true => path.stream().clone(),
                false => targets::path(path, "forward"),
            },
            Passed::Argument(name) => {
                let target = targets::argument(name);
                let Some(signature) = self.signature_of(name).filter(|_| plain) else {
                    return target;
                };
                let written = signature::arguments(&signature);
                let hints = (0..written.len())
                    .map(|i| format!("argument_{i}"))
                    .collect();
                let names = self.inside(hints);
                quote!(|#(#names: #written),*| #target(#(#names),*).0)
            }
            Passed::Closure(number) => {
                let Some(closure) = self.function.closures.get(*number) else {
                    return TokenStream::new();
                };
                let own = own_params(closure);
                let names = self.inside(own.iter().map(|param| param.name.clone()).collect());
                let written = own.iter().map(taken);
                let target = targets::path(&closure.path(), "forward");
                quote!(|#(#names: #written),*| #target(#(#names,)* #(#captured),*) #value)
            }
        }
    }

    /// Names for the parameters of a closure, other than those of all variables around it.
    fn inside(&mut self, hints: Vec<String>) -> Vec<Ident> {
        self.scopes.enter();
        let declare = |hint: &String| self.scopes.declare(hint, Span::call_site());
        let names = hints.iter().map(declare).collect();
        self.scopes.leave();
        names
    }

    fn signature_of(&self, name: &str) -> Option<Signature> {
        self.function
            .params
            .iter()
            .find_map(|param| match &param.ty {
                Type::Function(signature) if signature.name == *name => Some((**signature).clone()),
                _ => None,
            })
    }

    /// What is passed again, with the shadows.
    pub(super) fn backward_arguments(&mut self, call: &Backward, cache: &TokenStream) -> Arguments {
        let mut printed = Vec::new();
        let mut again = again(&call.target, cache).into_iter();
        let mut rest = call.args.iter();
        let mut receiver = None;
        if let Some(BackwardArg::Ref { place, shadow }) = call.args.first()
            && targets::has_receiver(&call.target)
        {
            rest.next();
            receiver = Some(self.place(place).receiver());
            printed.extend(shadow.iter().map(|shadow| self.borrowed_mut(shadow)));
        }
        while let Some(arg) = rest.next() {
            let BackwardArg::Function { passed, captures } = arg else {
                if let BackwardArg::RefMut(_) = arg {
                    printed.extend(again.next());
                }
                printed.extend(self.backward_argument(arg));
                continue;
            };
            let captured: Vec<_> = rest.by_ref().take(*captures).collect();
            let captured = captured
                .into_iter()
                .flat_map(|arg| self.backward_argument(arg))
                .collect();
            let function = self.backward_function(passed, captured);
            printed.push(quote!(&mut #function));
        }
        Arguments {
            receiver,
            args: printed,
            functions: (call.args.iter())
                .filter(|arg| matches!(arg, BackwardArg::Function { .. }))
                .count(),
            wants: self.wants(call.cache.field),
        }
    }

    fn backward_argument(&mut self, arg: &BackwardArg) -> Vec<TokenStream> {
        match arg {
            BackwardArg::Ref { place, shadow } => {
                let mut printed = vec![self.lent_to_call(place)];
                printed.extend(shadow.iter().map(|shadow| self.borrowed_mut(shadow)));
                printed
            }
            BackwardArg::RefMut(shadow) => vec![self.borrowed_mut(shadow)],
            BackwardArg::Function { passed, .. } => {
                let function = self.backward_function(passed, Vec::new());
                vec![quote!(&mut #function)]
            }
        }
    }

    /// The backward function of what is passed, as something that `&mut` can stand before.
    fn backward_function(&mut self, passed: &Passed, captured: Vec<TokenStream>) -> TokenStream {
        match passed {
            Passed::Item(path) => targets::path(path, "backward"),
            Passed::Argument(name) => {
                let name = targets::argument(name);
                quote!(*#name)
            }
            Passed::Closure(number) => {
                let Some(closure) = self.function.closures.get(*number) else {
                    return TokenStream::new();
                };
                let own = own_params(closure);
                let mut hints = vec!["calls".to_string()];
                let mut written = vec![quote!(&_)];
                for param in own {
                    if param.passing == Passing::Ref {
                        hints.push(param.name.clone());
                        written.push(taken(param));
                    }
                    if let Flow::Shadow | Flow::Replaced = signature::flow(param) {
                        hints.push(format!("d_{}", param.name));
                        written.push(match param.ty {
                            Type::Slice(_) => quote!(&mut _),
                            _ => signature::shadow(param),
                        });
                    }
                }
                let has_result = closure.result_type != Type::Unit;
                if has_result {
                    hints.push("d_result".to_string());
                    written.push(types::written(&closure.result_type.gradient()));
                }
                let names = self.inside(hints);
                // The adjoint of the result stands behind the captures.
                let (names_before, seed) = names.split_at(names.len() - usize::from(has_result));
                let target = targets::path(&closure.path(), "backward");
                quote! {
                    |#(#names: #written),*|
                        #target(#(#names_before,)* #(#captured,)* #(#seed)*)
                }
            }
        }
    }
}

/// The type of a parameter of a closure. An array of some length may be taken for a slice.
fn taken(param: &Param) -> TokenStream {
    match (&param.ty, param.passing) {
        (Type::Slice(_), Passing::Ref) => quote!(&_),
        (Type::Slice(_), Passing::RefMut) => quote!(&mut _),
        _ => signature::forward_type(param),
    }
}

/// What stands again before the shadows of mutable references that may be taken as shared ones.
fn again(target: &Target, cache: &TokenStream) -> Vec<TokenStream> {
    let Target::Lending { lent, .. } = target else {
        return Vec::new();
    };
    let mut kept = 0..;
    let each = lent.iter().map(|at| match at.and_then(|_| kept.next()) {
        Some(at) => {
            let at = Literal::usize_unsuffixed(at);
            quote!(&#cache.0.#at)
        }
        None => quote!(&()),
    });
    each.collect()
}

/// The parameters of a closure without its captures.
fn own_params(closure: &Function) -> &[Param] {
    &closure.params[..closure.own_params]
}
