//! Other names of structs, such as `type C = Complex<f64>`: a function is read as if it wrote what they stand for. The alias has
//! to stand in the function's own module, where the name of the struct means the same.

use crate::lower::source::definitions::{only, read};
use crate::lower::source::text::around;
use crate::lower::types;
use proc_macro2::Ident;
use syn::visit_mut::{self, VisitMut};

/// The function without such names, but for those of parameters.
pub(crate) fn without_names_of_structs(
    mut function: syn::ItemFn,
    block: Option<&syn::Generics>,
) -> syn::ItemFn {
    let own = function.sig.generics.type_params();
    let all = own.chain(block.into_iter().flat_map(|block| block.type_params()));
    let parameters = all.map(|param| param.ident.clone()).collect();
    Structs { parameters }.visit_item_fn_mut(&mut function);
    function
}

struct Structs {
    parameters: Vec<Ident>,
}

impl Structs {
    /// What the first name of a path stands for, if it is such an alias.
    fn meant(&self, path: &syn::Path) -> Option<syn::PathSegment> {
        let first = path.segments.first()?;
        let is_plain = path.leading_colon.is_none() && first.arguments.is_none();
        if !is_plain || self.parameters.contains(&first.ident) {
            return None;
        }
        meant(&first.ident)
    }

    /// The same in an expression or a pattern, where generic arguments stand behind a colon.
    fn replace(&self, path: &mut syn::Path) {
        if let Some(mut meant) = self.meant(path) {
            if let syn::PathArguments::AngleBracketed(arguments) = &mut meant.arguments {
                arguments.colon2_token = Some(Default::default());
            }
            path.segments[0] = meant;
        }
    }
}

impl VisitMut for Structs {
    fn visit_type_path_mut(&mut self, ty: &mut syn::TypePath) {
        if ty.qself.is_none()
            && ty.path.segments.len() == 1
            && let Some(meant) = self.meant(&ty.path)
        {
            ty.path = meant.into();
        }
        visit_mut::visit_type_path_mut(self, ty);
    }

    fn visit_expr_path_mut(&mut self, e: &mut syn::ExprPath) {
        if e.qself.is_none() && e.path.segments.len() > 1 {
            self.replace(&mut e.path);
        }
        visit_mut::visit_expr_path_mut(self, e);
    }

    fn visit_expr_struct_mut(&mut self, literal: &mut syn::ExprStruct) {
        self.replace(&mut literal.path);
        visit_mut::visit_expr_struct_mut(self, literal);
    }

    fn visit_pat_struct_mut(&mut self, pattern: &mut syn::PatStruct) {
        self.replace(&mut pattern.path);
        visit_mut::visit_pat_struct_mut(self, pattern);
    }
}

/// What an alias stands for that is defined in this module, if that is a struct, of numbers if it is generic.
fn meant(name: &Ident) -> Option<syn::PathSegment> {
    let (source, at) = around(name.span())?;
    let here = source.scopes.module_at(at);
    let found =
        |keyword, name: &Ident| only(source.find(keyword, &name.to_string(), at).into_iter());
    let alias = found("type", name).filter(|alias| alias.scope == here)?;
    let alias: syn::ItemType = read(alias.text, name.span())?;
    let syn::Type::Path(path) = types::plain(&alias.ty) else {
        return None;
    };
    let [of] = path.path.segments.iter().collect::<Vec<_>>()[..] else {
        return None;
    };
    let is_number = |argument: &syn::GenericArgument| match argument {
        syn::GenericArgument::Type(ty) => types::is_number(ty),
        syn::GenericArgument::Const(value) => matches!(value, syn::Expr::Lit(_)),
        _ => false,
    };
    let is_plain = match &of.arguments {
        syn::PathArguments::None => true,
        syn::PathArguments::AngleBracketed(arguments) => arguments.args.iter().all(is_number),
        syn::PathArguments::Parenthesized(_) => false,
    };
    let defined = found("struct", &of.ident)?;
    let hidden = defined.scope != here && source.scopes.in_sight(at).contains(&defined.scope);
    (alias.generics.params.is_empty() && is_plain && !hidden).then(|| of.clone())
}
