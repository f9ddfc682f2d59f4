//! Functions that take functions which change what they capture, or iterators that they leave where they stopped.
//! What such a call changes is known here, not where the function is differentiated: so the call is
//! read as the function's body, with what is passed in place of its parameters.

use super::closures::Callable;
use super::lenders::Lender;
use super::lending::number;
use super::messages as m;
use super::*;

/// Whether calls of a function with this signature may have to be read as its body.
pub(crate) fn may_be_read_as_body(sig: &syn::Signature) -> bool {
    let typed = sig.inputs.iter().filter_map(typed);
    let mut changing = typed.filter(|param| changes(sig, &param.ty));
    changing.next().is_some() && all_lifetimes_but_for_functions(sig)
}

/// Whether it is such a function, and nothing comes out of it but what the functions do that it is passed.
pub(crate) fn is_read_as_body(sig: &syn::Signature) -> bool {
    may_be_read_as_body(sig) && gives_by_body_alone(sig)
}

fn gives_by_body_alone(sig: &syn::Signature) -> bool {
    let gives = match &sig.output {
        syn::ReturnType::Default => false,
        syn::ReturnType::Type(_, ty) => {
            !matches!(types::plain(ty), syn::Type::Tuple(unit) if unit.elems.is_empty())
        }
    };
    let changes_its_own = |input: &syn::FnArg| match input {
        syn::FnArg::Receiver(receiver) => passing(receiver) == Some(crate::ir::Passing::RefMut),
        syn::FnArg::Typed(param) => {
            let mutable = matches!(types::plain(&param.ty), syn::Type::Reference(r) if r.mutability.is_some());
            mutable && !function_parameters::is_function_of(&sig.generics, &param.ty)
        }
    };
    !gives && !sig.inputs.iter().any(changes_its_own)
}

fn typed(input: &syn::FnArg) -> Option<&syn::PatType> {
    match input {
        syn::FnArg::Typed(param) => Some(param),
        syn::FnArg::Receiver(_) => None,
    }
}

/// Whether what is passed for a parameter may change what it captures.
fn changes(sig: &syn::Signature, ty: &syn::Type) -> bool {
    function_parameters::may_change_captures(&sig.generics, ty)
}

/// Whether the types in the body are those that stand there: a type parameter would be another one here.
fn all_lifetimes_but_for_functions(sig: &syn::Signature) -> bool {
    let is_function = |ident: &syn::Ident| {
        let mut bounds = generics::bounds(&sig.generics, ident).into_iter();
        bounds.any(function_parameters::is_function_bound)
    };
    sig.generics.params.iter().all(|param| match param {
        syn::GenericParam::Lifetime(_) => true,
        syn::GenericParam::Type(param) => is_function(&param.ident),
        syn::GenericParam::Const(_) => false,
    })
}

/// The function without the types of what has none here.
fn with_open_types(mut function: syn::ItemFn) -> syn::ItemFn {
    let generics = function.sig.generics.clone();
    for input in &mut function.sig.inputs {
        if let syn::FnArg::Typed(param) = input
            && function_parameters::is_function_of(&generics, &param.ty)
        {
            *param.ty = syn::Type::Infer(syn::TypeInfer {
                attrs: Vec::new(),
                underscore_token: Default::default(),
            });
        }
    }
    function
}

impl<'a> Lowerer<'a> {
    /// The call of a free function of this module, if it has to be read as the function's body.
    pub(super) fn called_as_body(
        &mut self,
        path: &syn::ExprPath,
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        let function = source::definitions::free_item(path.path.get_ident()?)?;
        if !self.asks_for_body(&function.sig, args) {
            return None;
        }
        let path = types::tokens_of(&path.path);
        Some(self.read_as_body(function, None, path, None, args.to_vec(), span))
    }

    /// The same for a method, or a function of a type.
    pub(super) fn method_as_body(
        &mut self,
        ty: &Type,
        name: &str,
        receiver: Option<&Outcome>,
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        let owner = self.given_name(ty)?;
        let method = lenders::plain_function(&owner, name)?;
        if !self.asks_for_body(&method.sig, args) {
            return None;
        }
        let taken = method.sig.receiver().map(passing);
        let (receiver, args) = match (receiver, taken, args) {
            (None, Some(_), [first, rest @ ..]) => (Some(first), rest),
            (receiver, _, args) => (receiver, args),
        };
        let receiver = receiver.cloned().map(|receiver| match taken.flatten() {
            Some(crate::ir::Passing::Ref) => receiver.dereferenced().reference(false),
            Some(crate::ir::Passing::RefMut) => receiver.dereferenced().reference(true),
            _ => receiver,
        });
        let path = self.path_of(ty)?;
        let args = args.to_vec();
        Some(self.read_as_body(method, Some(name), path, receiver, args, span))
    }

    /// Whether these arguments are such that only the body says what becomes of them.
    fn asks_for_body(&self, sig: &syn::Signature, args: &[Outcome]) -> bool {
        let changes = |arg: &Outcome| {
            let function = arg.as_callable();
            function.is_some_and(|(function, _)| self.changes_captures(&function))
        };
        may_be_read_as_body(sig) && (gives_by_body_alone(sig) || args.iter().any(changes))
    }

    fn read_as_body(
        &mut self,
        function: syn::ItemFn,
        method: Option<&str>,
        path: crate::ir::Tokens,
        receiver: Option<Outcome>,
        args: Vec<Outcome>,
        span: Span,
    ) -> Outcome {
        let number = number(&function.sig, &function.block);
        let lender = Lender { function, number };
        let function = self.read_at(&lender, path, method, span);
        let closure = function.and_then(|function| self.body_of(&with_open_types(function)));
        let Some(closure) = closure else {
            return self.error(span, m::CLOSURE_CHANGES);
        };
        let mut scope = Scope::default();
        if let Some(receiver) = receiver {
            scope.bind("self", receiver);
        }
        let body = Callable::Closure(Box::new(closure), scope);
        self.within_body(|l| l.apply(&body, args, span))
    }

    /// The body of a function as that of a closure, if it can be told apart from ours.
    pub(super) fn body_of(&mut self, function: &syn::ItemFn) -> Option<syn::ExprClosure> {
        if self.is_deep() || self.hides_names_of(function) {
            return None;
        }
        let function = self.absorbed(function)?.into_owned();
        inner_functions::as_closure(function)
    }
}
