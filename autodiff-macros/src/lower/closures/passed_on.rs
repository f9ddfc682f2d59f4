//! Functions that a function returned, or that a list has at an index, where they are passed on: a closure calls them.

use crate::ir::Tokens;
use crate::lower::closures::{Callable, function_parameters};
use crate::lower::scope::Scope;
use crate::lower::*;
use std::rc::Rc;

/// The name of what is called, in a scope that has no others.
const CALLED: &str = "function";

/// What the closure takes that the function at a path returns.
fn taken_by_returned(path: &Tokens) -> Option<Vec<syn::Type>> {
    let name = syn::parse2::<syn::Ident>(path.stream().clone()).ok()?;
    returned_by(&name)
}

/// What the closure takes that a function of the file returns: `fn sine(k: f64) -> impl Fn(f64) -> f64`.
pub(in crate::lower) fn returned_by(name: &syn::Ident) -> Option<Vec<syn::Type>> {
    match source::definitions::free_function(name)?.output {
        syn::ReturnType::Type(_, ty) => Some(function_parameters::returned(&ty)?.0),
        syn::ReturnType::Default => None,
    }
}

impl<'a> Lowerer<'a> {
    /// `|a, b| function(a, b)`, and as what it is called.
    pub(in crate::lower) fn calling(
        &mut self,
        function: &Rc<Callable>,
    ) -> Option<(Callable, syn::ExprClosure)> {
        let types = match &**function {
            Callable::Made(path, _) => taken_by_returned(path),
            _ => None,
        };
        let count = types.as_ref().map_or(self.around.handed.len(), Vec::len);
        let params = (0..count).map(|at| {
            let ty = types.as_ref().map(|types| types::tokens_of(&types[at]));
            match ty {
                Some(ty) => format!("argument_{at}: {}", ty.text()),
                None => format!("argument_{at}"),
            }
        });
        let names = (0..count).map(|at| format!("argument_{at}"));
        let (params, names) = (params.collect::<Vec<_>>(), names.collect::<Vec<_>>());
        let text = format!("|{}| {CALLED}({})", params.join(", "), names.join(", "));
        let closure: syn::ExprClosure = syn::parse_str(&text).ok().filter(|_| count > 0)?;
        let mut scope = Scope::default();
        scope.bind(CALLED, Outcome::Callable(function.clone()));
        let callable = Callable::Closure(Box::new(closure.clone()), scope);
        Some((callable, closure))
    }
}
