//! Functions that take functions which change what they capture, or iterators that they leave where they stopped.
//! What such a call changes is known here, not where the function is differentiated: so the call is
//! read as the function's body, with what is passed in place of its parameters.

use crate::ir::Passing;
use crate::lower::calls::generic_methods::has_untold_lengths;
use crate::lower::calls::lender::Lender;
use crate::lower::calls::lenders;
use crate::lower::calls::lending::number;
use crate::lower::calls::passed_objects;
use crate::lower::closures::Callable;
use crate::lower::closures::function_fields;
use crate::lower::closures::function_parameters;
use crate::lower::closures::inner_functions;
use crate::lower::iteration::parameters;
use crate::lower::library::view_names::is_changing_view;
use crate::lower::memory::lent_rows;
use crate::lower::messages as m;
use crate::lower::types::generics;
use crate::lower::*;

/// Whether calls of a function with this signature may have to be read as its body.
pub(crate) fn may_be_read_as_body(sig: &syn::Signature) -> bool {
    is_passed_what_changes(sig) || passed_objects::takes_objects(sig)
}

/// Whether it is for what such a function is passed: functions, iterators, rows or structs that hold functions.
fn is_passed_what_changes(sig: &syn::Signature) -> bool {
    let generics = &sig.generics;
    let passed = |param: &syn::PatType| {
        function_parameters::may_change_captures(generics, &param.ty)
            || parameters::iterator(generics, &param.ty).is_some()
    };
    let asks = sig.inputs.iter().filter_map(typed).any(passed) || lent_rows::takes_rows(sig);
    (asks || function_fields::passes_holder(sig)) && has_types_of_its_own(sig)
}

/// Whether it is such a function that has no derivative of its own: it leaves an iterator where it stopped, or nothing
/// comes out of it but what the functions do that it is passed.
pub(crate) fn is_read_as_body(sig: &syn::Signature) -> bool {
    let lends = |param: &syn::PatType| parameters::iterator(&sig.generics, &param.ty) == Some(true);
    let leaves = sig.inputs.iter().filter_map(typed).any(lends);
    let holds = function_fields::passes_holder(sig);
    is_passed_what_changes(sig) && (leaves || holds || !gives(sig))
}

/// Whether something comes out of a function beside what the functions do that it is passed.
fn gives(sig: &syn::Signature) -> bool {
    let result = match &sig.output {
        syn::ReturnType::Default => false,
        syn::ReturnType::Type(_, ty) => {
            !matches!(types::plain(ty), syn::Type::Tuple(unit) if unit.elems.is_empty())
        }
    };
    let is_changed = |input: &syn::FnArg| match input {
        syn::FnArg::Receiver(receiver) => passing(receiver) == Some(Passing::RefMut),
        syn::FnArg::Typed(param) => {
            let mutable = match types::plain(&param.ty) {
                syn::Type::Reference(r) => r.mutability.is_some(),
                ty => is_changing_view(ty),
            };
            mutable && !is_passed(&sig.generics, &param.ty)
        }
    };
    result || sig.inputs.iter().any(is_changed)
}

fn typed(input: &syn::FnArg) -> Option<&syn::PatType> {
    match input {
        syn::FnArg::Typed(param) => Some(param),
        syn::FnArg::Receiver(_) => None,
    }
}

/// Whether an argument is a function or an iterator.
fn is_passed(generics: &syn::Generics, ty: &syn::Type) -> bool {
    function_parameters::is_function_of(generics, ty)
        || parameters::iterator(generics, ty).is_some()
}

/// Whether a body means the same types elsewhere in its module: no type parameters but for what is passed.
fn has_types_of_its_own(sig: &syn::Signature) -> bool {
    let is_of_passed = |bound: &syn::TypeParamBound| {
        function_parameters::is_function_bound(bound) || parameters::is_iterator_bound(bound)
    };
    sig.generics.params.iter().all(|param| match param {
        syn::GenericParam::Lifetime(_) => true,
        syn::GenericParam::Type(param) => {
            let mut bounds = generics::bounds(&sig.generics, &param.ident).into_iter();
            bounds.any(is_of_passed)
        }
        syn::GenericParam::Const(_) => false,
    })
}

/// The function without the types of what is passed, which callers know better.
fn with_open_types(mut function: syn::ItemFn) -> syn::ItemFn {
    let generics = function.sig.generics.clone();
    for input in &mut function.sig.inputs {
        if let syn::FnArg::Typed(param) = input
            && (is_passed(&generics, &param.ty)
                || holds_functions(&param.ty)
                || lent_rows::of_rows(&param.ty).is_some()
                || passed_objects::is_open(&generics, &param.ty))
        {
            *param.ty = syn::Type::Infer(syn::TypeInfer {
                attrs: Vec::new(),
                underscore_token: Default::default(),
            });
        }
    }
    if let syn::ReturnType::Type(_, ty) = &function.sig.output
        && holds_functions(ty)
    {
        function.sig.output = syn::ReturnType::Default;
    }
    function
}

impl<'a> Lowerer<'a> {
    /// The call of a free function of this module, if it has to be read as the function's body.
    pub(in crate::lower) fn called_as_body(
        &mut self,
        path: &syn::ExprPath,
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        let called = path.path.segments.last()?;
        if path.path.segments.len() > 1 {
            return None;
        }
        let Some(function) = source::definitions::free_item(&called.ident) else {
            return self.refused_object(&called.ident, args, span);
        };
        if has_untold_lengths(&function.sig) {
            return Some(self.told_function(function, called, args, span));
        }
        let name = path.path.get_ident()?;
        let is_of_object = self.passes_object(&function, args);
        if !is_of_object && !self.asks_for_body(&function.sig, args, false) {
            return self.refused_object(&called.ident, args, span);
        }
        let path = types::tokens_of(&path.path);
        let number = number(&function.sig, &function.block);
        let function = Lender::new(function, number, name);
        Some(self.read_as_body(&function, None, path, (None, args.to_vec()), span))
    }

    /// The same for a method, or a function of a type.
    pub(in crate::lower) fn method_as_body(
        &mut self,
        ty: &Type,
        name: &str,
        receiver: Option<&Outcome>,
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        let owner = self.owner_of(ty)?;
        let holder = function_fields::is_holder(&owner);
        let stays = receiver.is_some_and(Self::is_holder);
        let (method, path) = match holder {
            true => function_fields::function_of_holder(&owner, name)?,
            false => (lenders::plain_function(&owner, name)?, self.path_of(ty)?),
        };
        if !holder && !stays && !self.asks_for_body(&method.function.sig, args, true) {
            return None;
        }
        Some(self.called_body(&method, name, path, (receiver, args), span))
    }

    /// The call of a function of the type at a path, read as its body.
    pub(in crate::lower) fn called_body(
        &mut self,
        method: &Lender,
        name: &str,
        path: crate::ir::Tokens,
        (receiver, args): (Option<&Outcome>, &[Outcome]),
        span: Span,
    ) -> Outcome {
        let taken = method.function.sig.receiver().map(passing);
        let (receiver, args) = match (receiver, taken, args) {
            (None, Some(_), [first, rest @ ..]) => (Some(first), rest),
            (receiver, _, args) => (receiver, args),
        };
        let receiver = receiver.cloned().map(|receiver| match taken.flatten() {
            Some(Passing::Ref) => receiver.dereferenced().reference(false),
            Some(Passing::RefMut) => receiver.dereferenced().reference(true),
            _ => receiver,
        });
        let args = (receiver, args.to_vec());
        self.read_as_body(method, Some(name), path, args, span)
    }

    /// Whether these arguments are such that only the body says what becomes of them.
    fn asks_for_body(&self, sig: &syn::Signature, args: &[Outcome], of_type: bool) -> bool {
        let asks = |arg: &Outcome| match arg {
            // A free function takes all items, if there is an end to them and nothing else happens.
            Outcome::Iter(iter) => self.has_effects(iter) || self.never_ends(iter),
            arg => {
                let function = arg.as_callable();
                function.is_some_and(|(function, _)| self.changes_captures(&function))
            }
        };
        let takes_items = || of_type && parameters::takes_iterators(sig);
        let is_asked = || takes_items() || lent_rows::takes_rows(sig) || args.iter().any(asks);
        is_passed_what_changes(sig) && (is_read_as_body(sig) || is_asked())
    }

    pub(in crate::lower) fn read_as_body(
        &mut self,
        function: &Lender,
        method: Option<&str>,
        path: crate::ir::Tokens,
        (receiver, args): (Option<Outcome>, Vec<Outcome>),
        span: Span,
    ) -> Outcome {
        let function = match self.read_at(function, path, method, span) {
            Ok(function) => function,
            Err(Some(message)) => return self.error(span, message),
            Err(None) => return self.error(span, m::CLOSURE_CHANGES),
        };
        let closure = self.body_of(&with_open_types(function));
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
    pub(in crate::lower) fn body_of(&mut self, function: &syn::ItemFn) -> Option<syn::ExprClosure> {
        if self.is_deep() || self.hides_names_of(function) {
            return None;
        }
        let function = self.absorbed(function)?.into_owned();
        inner_functions::as_closure(function)
    }
}
