//! Type parameters that stand for the user's objects: bounded by a trait of the user's whose methods
//! are called on them. A wrong guess does not compile, since what is then called does not exist.

use crate::lower::expr::plain;
use crate::lower::memory::memory_methods;
use crate::lower::structs::trait_objects;
use crate::lower::types::{generics, markers, scalar_names, vector_spaces};
use crate::lower::{paths, scan, source};
use crate::lower::{structs, types};
use rustc_hash::FxHashSet;
use syn::visit::{self, Visit};

/// Whether the function uses values of the type parameter of this name as objects.
pub(crate) fn is_object(item: &syn::ItemFn, parameter: &syn::Ident) -> bool {
    let mut objects = Objects::default();
    if objects.arguments(&item.sig, parameter) {
        return true;
    }
    objects.visit_block(&item.block);
    let is_value = || !markers::is_marker(item, parameter);
    objects.found || generics::is_of_structs(&item.sig.generics, parameter) && is_value()
}

/// The type parameters of a block that are objects: a method is called on one in some function of it, or on
/// a field of the struct that is of such a type.
pub(crate) fn object_parameters(block: &syn::ItemImpl) -> Vec<String> {
    let parameters = block.generics.type_params().map(|param| &param.ident);
    let markers = markers::marker_parameters(block);
    let objects = parameters.filter(|name| {
        if vector_spaces::is_vector(&block.generics, name) {
            return true;
        }
        if !generics::may_be_object(&block.generics, name) {
            return false;
        }
        let is_value = || !markers.contains(&name.to_string());
        if is_asked_for(&block.generics, name)
            || generics::is_of_structs(&block.generics, name) && is_value()
        {
            return true;
        }
        let fields = fields_of(block, name);
        block.items.iter().any(|item| match item {
            syn::ImplItem::Fn(function) => {
                let mut objects = Objects {
                    fields: fields.clone(),
                    ..Objects::default()
                };
                objects.arguments(&function.sig, name) || {
                    objects.visit_block(&function.block);
                    objects.found
                }
            }
            _ => false,
        })
    });
    objects.map(ToString::to_string).collect()
}

/// Whether a parameter is bounded as generated code bounds objects, in a block that comes from there.
fn is_asked_for(generics: &syn::Generics, name: &syn::Ident) -> bool {
    let bounds = generics::bounds(generics, name);
    let bounds = bounds.into_iter().map(types::tokens_of);
    bounds
        .into_iter()
        .any(|bound| bound.is_of_runtime() && bound.last_name() == "Differentiable")
}

/// The fields of the struct that a block is about which hold values of a parameter of the block.
fn fields_of(block: &syn::ItemImpl, parameter: &syn::Ident) -> FxHashSet<String> {
    let syn::Type::Path(path) = types::plain(&block.self_ty) else {
        return FxHashSet::default();
    };
    let Some(last) = path.path.segments.last() else {
        return FxHashSet::default();
    };
    let (syn::PathArguments::AngleBracketed(given), Some(definition)) = (
        &last.arguments,
        source::definitions::definition(&last.ident),
    ) else {
        return FxHashSet::default();
    };
    let declared = definition.generics.params.iter();
    let mut pairs = declared.zip(&given.args);
    let inside = pairs.find_map(|(declared, given)| match (declared, given) {
        (syn::GenericParam::Type(declared), syn::GenericArgument::Type(ty))
            if is(ty, parameter) =>
        {
            Some(&declared.ident)
        }
        _ => None,
    });
    let Some(inside) = inside else {
        return FxHashSet::default();
    };
    let fields = definition.fields.iter().enumerate();
    let holding = fields.filter(|(_, field)| holds(&field.ty, inside));
    let named = holding.map(|(at, field)| {
        field
            .ident
            .as_ref()
            .map_or(at.to_string(), ToString::to_string)
    });
    named.collect()
}

/// Whether a function may change values of its type parameters: what it is lent so, or copies of them, as are items that it
/// takes out of a list.
pub(crate) fn may_change_objects(sig: &syn::Signature, body: &syn::Block) -> bool {
    types::tokens_of(&sig.inputs).mentions(&["mut".into()]) || copies_objects(body)
}

/// The same of one of the function's own parameters: what is lent mutably beside is of another type.
pub(crate) fn may_change_object(
    sig: &syn::Signature,
    body: &syn::Block,
    parameter: &syn::Ident,
) -> bool {
    let changes = |input: &syn::FnArg| {
        let input = types::tokens_of(input);
        let of_parameter = [parameter.to_string(), "impl".into()];
        input.mentions(&["mut".into()]) && input.mentions(&of_parameter)
    };
    sig.inputs.iter().any(changes) || copies_objects(body)
}

fn copies_objects(body: &syn::Block) -> bool {
    types::tokens_of(body).mentions(&["clone".into(), "into_iter".into()])
}

fn is<I: ?Sized>(ty: &syn::Type, parameter: &I) -> bool
where
    syn::Ident: PartialEq<I>,
{
    matches!(types::plain(ty), syn::Type::Path(path) if path.path.is_ident(parameter))
}

/// Whether it is the parameter, or a list of such.
pub(crate) fn holds<I: ?Sized>(ty: &syn::Type, parameter: &I) -> bool
where
    syn::Ident: PartialEq<I>,
{
    match types::plain(ty) {
        syn::Type::Reference(reference) => holds(&reference.elem, parameter),
        syn::Type::Slice(slice) => holds(&slice.elem, parameter),
        syn::Type::Array(array) => holds(&array.elem, parameter),
        ty => is(ty, parameter),
    }
}

/// The variables that hold such values, and whether a method of an object is called on one.
#[derive(Default)]
struct Objects {
    names: FxHashSet<String>,
    /// The fields of `self` that hold such values, too.
    fields: FxHashSet<String>,
    found: bool,
}

impl Objects {
    /// Notes the arguments that hold such values. Whether one is lent as such, which no float is.
    fn arguments(&mut self, sig: &syn::Signature, parameter: &syn::Ident) -> bool {
        for input in &sig.inputs {
            let syn::FnArg::Typed(param) = input else {
                continue;
            };
            match types::plain(&param.ty) {
                syn::Type::Reference(reference) if is(&reference.elem, parameter) => return true,
                ty if holds(ty, parameter) => self.names.extend(scan::pattern_names(&param.pat)),
                _ => {}
            }
        }
        false
    }

    /// Whether the expression is one of the variables, or one of its elements.
    fn is_one(&self, e: &syn::Expr) -> bool {
        match plain(e) {
            syn::Expr::Path(path) => paths::single(path).is_some_and(|n| self.names.contains(&n)),
            syn::Expr::Index(index) => self.is_one(&index.expr),
            syn::Expr::Field(field) => {
                let of_self = matches!(plain(&field.base), syn::Expr::Path(path) if path.path.is_ident("self"));
                of_self && self.fields.contains(&structs::member_name(&field.member))
            }
            syn::Expr::Reference(reference) => self.is_one(&reference.expr),
            syn::Expr::MethodCall(call) => {
                call.method.to_string().starts_with("iter") && self.is_one(&call.receiver)
            }
            _ => false,
        }
    }
}

impl<'ast> Visit<'ast> for Objects {
    fn visit_expr_for_loop(&mut self, e: &'ast syn::ExprForLoop) {
        if self.is_one(&e.expr) {
            self.names.extend(scan::pattern_names(&e.pat));
        }
        visit::visit_expr_for_loop(self, e);
    }

    fn visit_expr_call(&mut self, e: &'ast syn::ExprCall) {
        let is_made = trait_objects::is_maker(&e.func);
        self.found |= is_made && e.args.iter().any(|arg| self.is_one(arg));
        visit::visit_expr_call(self, e);
    }

    fn visit_expr_method_call(&mut self, e: &'ast syn::ExprMethodCall) {
        let name = e.method.to_string();
        let known = scalar_names::is_of_scalars(&name) || memory_methods::is_known(&name);
        self.found |= !known && !name.starts_with("iter") && self.is_one(&e.receiver);
        visit::visit_expr_method_call(self, e);
    }
}
