//! Of which struct of the file a value is that an expression makes, as far as the text tells: `Builder::new(k)`,
//! `Builder { k }`, a call of what gives a `Builder`, methods of these that give `Self`, and variables of such.

use crate::lower::expr::plain;
use crate::lower::source::anywhere::{plain_result, structure};
use crate::lower::source::definitions::free_function;
use crate::lower::types::fields::last_segment;
use crate::lower::{paths, types};
use proc_macro2::Ident;
use rustc_hash::FxHashMap;
use syn::visit::{self, Visit};

/// What the variables of a function are, of which all bindings of the name say the same.
#[derive(Default)]
pub(in crate::lower) struct StructsMade {
    variables: FxHashMap<String, Option<Ident>>,
}

impl StructsMade {
    pub(in crate::lower) fn of(function: &syn::ItemFn) -> Self {
        let mut made = StructsMade::default();
        made.visit_item_fn(function);
        made
    }

    /// The name of the struct.
    pub(in crate::lower) fn made_by(&self, e: &syn::Expr) -> Option<Ident> {
        match plain(e) {
            syn::Expr::Path(path) => self.variables.get(&paths::single(path)?)?.clone(),
            syn::Expr::Struct(literal) => named(&literal.path.segments.last()?.ident),
            syn::Expr::MethodCall(call) if call.method == "clone" => self.made_by(&call.receiver),
            syn::Expr::MethodCall(call) => {
                given_itself(self.made_by(&call.receiver)?, &call.method)
            }
            syn::Expr::Call(call) => {
                let syn::Expr::Path(path) = plain(&call.func) else {
                    return None;
                };
                let names: Vec<&Ident> = path.path.segments.iter().map(|s| &s.ident).collect();
                match names[..] {
                    [name] => match free_function(name).map(|signature| signature.output) {
                        // Of what is lent, changes must not be made to a copy.
                        Some(syn::ReturnType::Type(_, ty))
                            if !matches!(types::plain(&ty), syn::Type::Reference(_)) =>
                        {
                            of_type(&ty)
                        }
                        Some(_) => None,
                        None => named(name),
                    },
                    [.., owner, name] => given_itself(owner.clone(), name),
                    [] => None,
                }
            }
            _ => None,
        }
    }

    fn bind(&mut self, pattern: &syn::PatIdent, to: Option<Ident>) {
        let before = self.variables.get(&pattern.ident.to_string());
        let agrees = before.is_none_or(|before| *before == to);
        self.variables
            .insert(pattern.ident.to_string(), to.filter(|_| agrees));
    }
}

impl<'ast> Visit<'ast> for StructsMade {
    fn visit_fn_arg(&mut self, arg: &'ast syn::FnArg) {
        match arg {
            syn::FnArg::Typed(syn::PatType { pat, ty, .. })
                if let syn::Pat::Ident(pattern) = &**pat =>
            {
                self.bind(pattern, of_type(ty));
            }
            _ => visit::visit_fn_arg(self, arg),
        }
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        let (pattern, ty) = match &local.pat {
            syn::Pat::Type(typed) => (&*typed.pat, of_type(&typed.ty)),
            pattern => (pattern, None),
        };
        let init = local.init.as_ref().map(|init| &*init.expr);
        let of_init = init.and_then(|init| self.made_by(init));
        match pattern {
            syn::Pat::Ident(pattern) => self.bind(pattern, ty.or(of_init)),
            pattern => self.visit_pat(pattern),
        }
        if let Some(init) = init {
            self.visit_expr(init);
        }
    }

    /// Patterns of other kinds bind what is not known.
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        self.bind(pattern, None);
    }
}

/// The struct of the file, or of an imported one, that goes by this name.
fn named(name: &Ident) -> Option<Ident> {
    structure(name).map(|_| name.clone())
}

/// The type itself, if this is what its function gives.
fn given_itself(owner: Ident, function: &Ident) -> Option<Ident> {
    match plain_result(&owner, &function.to_string())? {
        syn::ReturnType::Type(_, ty) if types::tokens_of(&*ty).text() == "Self" => Some(owner),
        _ => None,
    }
}

fn of_type(ty: &syn::Type) -> Option<Ident> {
    named(&last_segment(ty)?.ident)
}
