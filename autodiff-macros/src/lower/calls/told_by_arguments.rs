//! Functions of generic blocks that are read as their bodies: `impl<'h, H: Hamiltonian> Trajectory<'h, H>`. What stands for
//! the parameters of the block, the path to the function or its arguments tell.

use crate::ir::Tokens;
use crate::lower::calls::lender::Lender;
use crate::lower::calls::told_arguments::Told;
use crate::lower::types::applied::{Arguments, is_lifetime};
use crate::lower::types::fields;
use crate::lower::*;
use quote::ToTokens;
use std::borrow::Cow;

impl<'a> Lowerer<'a> {
    /// The function with what its arguments tell, and the path to its type with the same.
    pub(in crate::lower) fn told_by_arguments<'l>(
        &mut self,
        lender: &'l Lender,
        path: Tokens,
        args: &[Outcome],
    ) -> Option<(Cow<'l, Lender>, Tokens)> {
        let Some(block) = &lender.block else {
            return Some((Cow::Borrowed(lender), path));
        };
        let mut arguments = Arguments::of(&block.generics);
        self.told_by_path(&block.ty, &path, &mut arguments);
        for (input, arg) in lender.function.sig.inputs.iter().zip(args) {
            let found = self.type_of(&arg.clone().dereferenced());
            let written = match input {
                syn::FnArg::Receiver(_) => &block.ty,
                syn::FnArg::Typed(input) => &*input.ty,
            };
            self.deduce(written, &found, &mut arguments);
        }
        let mut lender = lender.clone();
        for (name, ty) in arguments.told()? {
            let constant = block
                .generics
                .const_params()
                .find(|param| param.ident == name);
            let told = match constant {
                Some(param) => {
                    let value = syn::parse2(self.type_tokens(&ty)?.stream().clone()).ok()?;
                    Told::constant(value, &param.ty)?
                }
                None => Told::Type(syn::parse2(self.type_tokens(&ty)?.stream().clone()).ok()?),
            };
            lender.in_place.0.insert(name, told);
        }
        let path = lender.in_place.clone().in_type(block.ty.clone());
        Some((
            Cow::Owned(lender),
            types::tokens_of(&without_lifetimes(path)),
        ))
    }

    /// What `Type::<Args>` says of the parameters of a block about `Type<..>`.
    fn told_by_path(&mut self, of: &syn::Type, path: &Tokens, arguments: &mut Arguments) {
        let written: Option<syn::Type> = syn::parse2(path.stream().clone()).ok();
        let Some(written) = written
            .filter(|ty| fields::last_segment(ty).is_some_and(|last| !last.arguments.is_none()))
        else {
            return;
        };
        let found = self.type_from(&written);
        self.deduce(of, &found, arguments);
    }

    /// A type as it may be written here.
    fn type_tokens(&self, ty: &Type) -> Option<Tokens> {
        let ty = self.infer.shallow(ty);
        let text = |text: &str| Some(builder::tokens(text));
        match &ty {
            Type::Var(_) => match self.infer.written(&ty)? {
                name @ (Type::Named(_) | Type::Applied(..)) => self.type_tokens(&name),
                _ => None,
            },
            Type::Named(tokens) => Some(tokens.clone()),
            Type::Applied(path, parts) => {
                let parts = parts.iter().filter(|part| !is_lifetime(part));
                let parts: Option<Vec<Tokens>> = parts.map(|part| self.type_tokens(part)).collect();
                Some(with_arguments(path, &parts?))
            }
            Type::Bool => text("bool"),
            Type::Int(name) => text(name),
            Type::Float(crate::ir::Float::F64) => text("f64"),
            Type::Float(crate::ir::Float::F32) => text("f32"),
            Type::Float(crate::ir::Float::Generic(of)) => self.type_tokens(of),
            Type::Vec(item) => Some(with_arguments(&text("Vec")?, &[self.type_tokens(item)?])),
            _ => None,
        }
    }
}

/// `path<a, b>`
fn with_arguments(path: &Tokens, arguments: &[Tokens]) -> Tokens {
    let mut stream = path.stream().clone();
    if !arguments.is_empty() {
        syn::Token![<](Span::call_site()).to_tokens(&mut stream);
        for argument in arguments {
            stream.extend(argument.stream().clone());
            syn::Token![,](Span::call_site()).to_tokens(&mut stream);
        }
        syn::Token![>](Span::call_site()).to_tokens(&mut stream);
    }
    Tokens::new(stream)
}

/// The type with its lifetimes left out.
pub(in crate::lower) fn without_lifetimes(mut ty: syn::Type) -> syn::Type {
    if let syn::Type::Path(path) = &mut ty
        && let Some(last) = path.path.segments.last_mut()
        && let syn::PathArguments::AngleBracketed(list) = &mut last.arguments
    {
        let arguments = std::mem::take(&mut list.args).into_iter();
        let arguments = arguments.filter(|arg| !matches!(arg, syn::GenericArgument::Lifetime(_)));
        list.args = arguments.collect();
    }
    ty
}
