//! Type parameters that stand for the user's objects: bounded by a trait of the user's whose methods
//! are called on them. A wrong guess does not compile, since what is then called does not exist.

use super::{expr::plain, memory_methods, methods, paths, scan, types};
use std::collections::HashSet;
use syn::visit::{self, Visit};

/// Whether the function uses values of the type parameter of this name as objects.
pub(crate) fn is_object(item: &syn::ItemFn, parameter: &syn::Ident) -> bool {
    let mut objects = Objects::default();
    for input in &item.sig.inputs {
        let syn::FnArg::Typed(param) = input else {
            continue;
        };
        match types::plain(&param.ty) {
            syn::Type::Reference(reference) if is(&reference.elem, parameter) => return true,
            ty if holds(ty, parameter) => {
                objects.names.extend(scan::pattern_names(&param.pat));
            }
            _ => {}
        }
    }
    objects.visit_block(&item.block);
    objects.found
}

fn is(ty: &syn::Type, parameter: &syn::Ident) -> bool {
    matches!(types::plain(ty), syn::Type::Path(path) if path.path.is_ident(parameter))
}

/// Whether it is the parameter, or a list of such.
fn holds(ty: &syn::Type, parameter: &syn::Ident) -> bool {
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
    names: HashSet<String>,
    found: bool,
}

impl Objects {
    /// Whether the expression is one of the variables, or one of its elements.
    fn is_one(&self, e: &syn::Expr) -> bool {
        match plain(e) {
            syn::Expr::Path(path) => paths::single(path).is_some_and(|n| self.names.contains(&n)),
            syn::Expr::Index(index) => self.is_one(&index.expr),
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

    fn visit_expr_method_call(&mut self, e: &'ast syn::ExprMethodCall) {
        let name = e.method.to_string();
        let known = methods::is_of_scalars(&name) || memory_methods::is_known(&name);
        self.found |= !known && !name.starts_with("iter") && self.is_one(&e.receiver);
        visit::visit_expr_method_call(self, e);
    }
}
