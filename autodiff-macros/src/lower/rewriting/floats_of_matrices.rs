//! `fn norm<T: RealField>(x: &DVector<T>) -> T`: the rules for matrices are about those of numbers that are known, so that what is
//! generated is about `f64`. A call with another float is an error of rustc.

use crate::lower::calls::told_arguments::InPlace;
use crate::lower::types::generics::{self, Parameter};
use crate::lower::*;
use quote::ToTokens;
use syn::visit::{self, Visit};

/// Whether a matrix has elements of this type.
struct Elements<'n>(&'n syn::Ident, bool);

impl<'ast> Visit<'ast> for Elements<'_> {
    fn visit_path_segment(&mut self, segment: &'ast syn::PathSegment) {
        let mut arguments = match &segment.arguments {
            syn::PathArguments::AngleBracketed(arguments) => arguments.args.iter(),
            _ => return,
        };
        let first = arguments.find_map(|argument| match argument {
            syn::GenericArgument::Type(ty) => Some(ty),
            _ => None,
        });
        let is_of_it = matches!(first.map(types::plain), Some(syn::Type::Path(path)) if path.path.is_ident(self.0));
        self.1 |= is_of_it && library::types::is_matrix_of_library(segment);
        visit::visit_path_segment(self, segment);
    }
}

/// Whether a body has items of its own, in which a name may mean something else.
struct Items(bool);

impl<'ast> Visit<'ast> for Items {
    fn visit_item(&mut self, _: &'ast syn::Item) {
        self.0 = true;
    }
}

/// The function with `f64` in the place of the parameters that are floats and elements of its arguments.
pub(crate) fn with_floats_of_matrices(function: syn::ItemFn) -> syn::ItemFn {
    let generics = &function.sig.generics;
    let is_element = |name: &&syn::Ident| {
        let mut elements = Elements(name, false);
        elements.visit_signature(&function.sig);
        elements.1 && generics::parameter(generics, name, Some(&function)) == Parameter::Float
    };
    let names = generics.type_params().map(|param| &param.ident);
    let names: Vec<String> = names.filter(is_element).map(ToString::to_string).collect();
    let mut items = Items(false);
    items.visit_block(&function.block);
    if names.is_empty() || items.0 {
        return function;
    }
    let mut read = function.clone();
    let generics = &mut read.sig.generics;
    let params = std::mem::take(&mut generics.params).into_iter();
    generics.params = params
        .filter(|param| !matches!(param, syn::GenericParam::Type(of) if names.contains(&of.ident.to_string())))
        .collect();
    if let Some(clause) = &mut generics.where_clause {
        let is_about = |predicate: &syn::WherePredicate| {
            matches!(predicate, syn::WherePredicate::Type(of)
                if names.contains(&of.bounded_ty.to_token_stream().to_string()))
        };
        let predicates = std::mem::take(&mut clause.predicates).into_iter();
        clause.predicates = predicates.filter(|of| !is_about(of)).collect();
    }
    let mut told = InPlace::of_floats(&names);
    match told.is_hidden_in(&read) {
        true => function,
        false => told.in_function(read),
    }
}
