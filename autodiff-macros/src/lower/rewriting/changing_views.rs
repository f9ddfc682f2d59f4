//! Arguments that are views which change a matrix: `out: ArrayViewMut1<f64>` is read as a mutable reference to the matrix
//! that it shows. What would tell the two apart leaves the type as it is, which is an error then.

use crate::lower::library::view_names::{changes_matrix, shows_matrix};
use crate::lower::{builder, expr, paths, types};
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

/// The function with references in the place of such views, in the arguments of closures, too.
pub(crate) fn with_views_as_references(mut function: syn::ItemFn) -> syn::ItemFn {
    let body = syn::Expr::Block(syn::ExprBlock {
        attrs: Vec::new(),
        label: None,
        block: (*function.block).clone(),
    });
    for input in &mut function.sig.inputs {
        if let syn::FnArg::Typed(param) = input {
            read_as_reference(&mut param.pat, &mut param.ty, &body);
        }
    }
    Handed.visit_item_fn_mut(&mut function);
    function
}

/// What closures, and functions that are arguments, are handed. A reference to a view is for them one to a matrix.
struct Handed;

/// A reference to the matrix for one to a view that only shows it.
pub(in crate::lower) fn read_as_matrix(ty: &mut syn::Type) {
    if let syn::Type::Reference(lent) = ty
        && lent.mutability.is_none()
        && let syn::Type::Path(path) = types::plain(&lent.elem)
        && shows_matrix(&path.path)
        && let Some(whole) = whole_type(path)
    {
        *lent.elem = whole;
    }
}

impl VisitMut for Handed {
    fn visit_parenthesized_generic_arguments_mut(
        &mut self,
        arguments: &mut syn::ParenthesizedGenericArguments,
    ) {
        for input in &mut arguments.inputs {
            read_as_matrix(&mut input.ty);
        }
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut syn::ExprClosure) {
        for input in &mut closure.inputs {
            if let syn::Pat::Type(typed) = input {
                read_as_reference(&mut typed.pat, &mut typed.ty, &closure.body);
                read_as_matrix(&mut typed.ty);
            }
        }
        visit_mut::visit_expr_closure_mut(self, closure);
    }
}

fn read_as_reference(pattern: &mut syn::Pat, ty: &mut syn::Type, body: &syn::Expr) {
    let (shown, by_value) = match types::plain(ty) {
        syn::Type::Reference(reference) if reference.mutability.is_some() => {
            (types::plain(&reference.elem), false)
        }
        ty => (ty, true),
    };
    let syn::Type::Path(path) = shown else {
        return;
    };
    let (syn::Pat::Ident(name), true) = (&mut *pattern, changes_matrix(&path.path)) else {
        return;
    };
    let mut told = ToldApart {
        name: &name.ident,
        found: false,
    };
    told.visit_expr(body);
    let Some(whole) = whole_type(path).filter(|_| !told.found) else {
        return;
    };
    if by_value {
        name.mutability = None;
    }
    *ty = syn::Type::Reference(syn::TypeReference {
        attrs: Vec::new(),
        and_token: Default::default(),
        lifetime: None,
        mutability: Some(Default::default()),
        elem: Box::new(whole),
    });
}

/// The type of the matrix that a view shows. Nothing of it depends on how long the view is there.
pub(in crate::lower) fn whole_type(view: &syn::TypePath) -> Option<syn::Type> {
    let mut view = view.clone();
    let last = view.path.segments.last_mut()?;
    let syn::PathArguments::AngleBracketed(arguments) = &mut last.arguments else {
        return None;
    };
    let lifetime = syn::Lifetime::new("'static", Span::call_site());
    let lifetime = syn::GenericArgument::Lifetime(lifetime);
    match arguments.args.first_mut() {
        Some(first @ syn::GenericArgument::Lifetime(_)) => *first = lifetime,
        _ => arguments.args.insert(0, lifetime),
    }
    let view = view.to_token_stream();
    syn::parse2(about("<V as ::autodiff::library::Shown>::Whole", &view)).ok()
}

/// What stands in a text of ours, with a type in the place of `V`.
pub(in crate::lower) fn about(text: &str, view: &TokenStream) -> TokenStream {
    let written = builder::tokens(text);
    let trees = written.stream().clone().into_iter();
    let filled = trees.map(|tree| match tree {
        TokenTree::Ident(name) if name == "V" => view.clone(),
        tree => TokenStream::from(tree),
    });
    filled.collect()
}

/// The view whose matrix such a type is.
pub(in crate::lower) fn view_of(ty: &syn::TypePath) -> Option<&syn::TypePath> {
    let names = paths::segments(&ty.path);
    let [autodiff, library, of, whole] = &names[..] else {
        return None;
    };
    let is_whole = [autodiff, library, of, whole] == ["autodiff", "library", "Shown", "Whole"];
    match &*ty.qself.as_ref().filter(|_| is_whole)?.ty {
        syn::Type::Path(view) => Some(view),
        _ => None,
    }
}

/// The view whose matrix it is a reference to.
fn lent_view(ty: &syn::Type) -> Option<&syn::TypePath> {
    match types::plain(ty) {
        syn::Type::Reference(lent) => match &*lent.elem {
            syn::Type::Path(path) => view_of(path),
            _ => None,
        },
        _ => None,
    }
}

/// Whether it is a reference to the matrix of a view.
pub(in crate::lower) fn is_lent(ty: &syn::Type) -> bool {
    lent_view(ty).is_some()
}

/// Whether it is one to the matrix of a view that changes it.
pub(in crate::lower) fn is_changing(ty: &syn::Type) -> bool {
    lent_view(ty).is_some_and(|view| changes_matrix(&view.path))
}

/// Whether a body makes a view another one, or lends the view itself to what may.
struct ToldApart<'a> {
    name: &'a syn::Ident,
    found: bool,
}

impl ToldApart<'_> {
    /// Whether it is the name, or what it leads to.
    fn is_view(&self, e: &syn::Expr) -> bool {
        match expr::plain(e) {
            syn::Expr::Path(path) => path.path.is_ident(self.name),
            syn::Expr::Unary(unary) => {
                matches!(unary.op, syn::UnOp::Deref(_)) && self.is_view(&unary.expr)
            }
            _ => false,
        }
    }

    fn is_lent(&self, e: &syn::Expr) -> bool {
        matches!(expr::plain(e), syn::Expr::Reference(lent)
            if lent.mutability.is_some() && self.is_view(&lent.expr))
    }
}

impl<'ast> Visit<'ast> for ToldApart<'_> {
    fn visit_expr_assign(&mut self, e: &'ast syn::ExprAssign) {
        self.found |= self.is_view(&e.left);
        visit::visit_expr_assign(self, e);
    }

    fn visit_expr_call(&mut self, e: &'ast syn::ExprCall) {
        let exchanges = match expr::plain(&e.func) {
            syn::Expr::Path(path) => path.path.segments.last().is_some_and(|last| {
                ["swap", "replace", "take"]
                    .iter()
                    .any(|name| last.ident == name)
            }),
            _ => true,
        };
        for argument in &e.args {
            match self.is_view(argument) || self.is_lent(argument) {
                true => self.found |= exchanges,
                false => self.visit_expr(argument),
            }
        }
        self.visit_expr(&e.func);
    }

    fn visit_expr_method_call(&mut self, e: &'ast syn::ExprMethodCall) {
        let others = e.args.iter().filter(|argument| !self.is_lent(argument));
        let others: Vec<_> = others.collect();
        others.into_iter().for_each(|other| self.visit_expr(other));
        self.visit_expr(&e.receiver);
    }

    fn visit_expr_reference(&mut self, e: &'ast syn::ExprReference) {
        self.found |= e.mutability.is_some() && self.is_view(&e.expr);
        visit::visit_expr_reference(self, e);
    }
}
