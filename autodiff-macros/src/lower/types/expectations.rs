//! What is expected of an expression: the types that the definitions of functions and structs in the same
//! file write for arguments and fields.

use crate::lower::closures::Callable;
use crate::lower::memory::memory_options;
use crate::lower::messages as m;
use crate::lower::source::definitions::Associated;
use crate::lower::types::fields;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// The arguments of a call, each of a type that may be known. To a function of the user's, parts of matrices are passed
    /// as the views that they are.
    pub(in crate::lower) fn expected_arguments(
        &mut self,
        args: &syn::punctuated::Punctuated<syn::Expr, syn::Token![,]>,
        wanted: Vec<Option<Type>>,
        parts_are_views: bool,
    ) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        let wanted = wanted.into_iter().chain(std::iter::repeat(None));
        for (arg, wanted) in args.iter().zip(wanted) {
            if let syn::Expr::Path(path) = expr::plain(arg)
                && self.is_function_path(path)
            {
                // It may be a function, which only a closure of ours or a fold can take.
                let callable = Callable::Function(path.clone());
                outcomes.push(Outcome::Callable(std::rc::Rc::new(callable)));
                continue;
            }
            if parts_are_views && self.is_method_path(arg) {
                outcomes.push(self.error(m::span(arg), m::METHOD_PASSED));
                continue;
            }
            if let Some(view) = self.passed_view(arg) {
                outcomes.push(view);
                continue;
            }
            self.around.expected = wanted.clone().filter(|_| memory_options::asks(arg));
            let outcome = (self.handed_reference(arg)).unwrap_or_else(|| self.expr(arg));
            let outcome = self.taken_out(arg, outcome);
            let outcome = self.view_as_argument(arg, outcome, parts_are_views);
            let outcome = self.shown_as(wanted.as_ref(), outcome, m::span(arg));
            let outcome = self.handed_on(outcome, m::span(arg));
            if let Some(wanted) = wanted {
                let ty = self.type_of(&outcome);
                self.as_declared(&ty, &wanted);
            }
            outcomes.push(outcome);
        }
        outcomes
    }

    /// Whether an argument is a path to a method of a type, as the file shows.
    fn is_method_path(&self, arg: &syn::Expr) -> bool {
        let syn::Expr::Path(path) = expr::plain(arg) else {
            return false;
        };
        let mut segments = path.path.segments.iter().rev();
        let (Some(method), Some(owner)) = (segments.next(), segments.next()) else {
            return false;
        };
        let owner = self.owner_named(&owner.ident);
        source::methods_defined::has_method(&owner, &method.ident.to_string())
    }

    /// The types of the arguments of a call of what is at a path.
    pub(in crate::lower) fn expected_of_call(
        &mut self,
        path: &syn::ExprPath,
        count: usize,
    ) -> Vec<Option<Type>> {
        let names = paths::segments(&path.path);
        let Some(last) = names.last() else {
            return Vec::new();
        };
        if last == "from_parts"
            && let Some(translation) = self.translation_of(&path.path)
        {
            return vec![Some(translation)];
        }
        if paths::is_inside_type(&names) {
            let mut segments = path.path.segments.iter().rev().skip(1);
            let owner = segments
                .next()
                .map(|segment| self.owner_named(&segment.ident));
            let found = owner.and_then(|owner| source::definitions::function(&owner, last));
            return found.map_or(Vec::new(), |found| {
                self.expected_by(&found.signature, false)
            });
        }
        if last.starts_with(char::is_uppercase) && !source::capitals::leads_to_function(&path.path)
        {
            let fields = (0..count).map(|at| self.expected_of_field(&path.path, &at.to_string()));
            return fields.collect();
        }
        let signature = path
            .path
            .get_ident()
            .and_then(source::definitions::free_function);
        signature.map_or(Vec::new(), |signature| self.expected_by(&signature, false))
    }

    fn owner_named(&self, name: &syn::Ident) -> syn::Ident {
        let own = self.owner.and_then(|owner| fields::last_segment(&owner.ty));
        match own.filter(|_| name == "Self") {
            Some(own) => own.ident.clone(),
            None => name.clone(),
        }
    }

    /// The types of the arguments of a method, without the receiver.
    pub(in crate::lower) fn expected_of_method(
        &mut self,
        receiver: &Type,
        name: &str,
    ) -> Vec<Option<Type>> {
        let found = self.method_of(receiver, name);
        found.map_or(Vec::new(), |found| self.expected_by(&found.signature, true))
    }

    /// Whether a method of a type that is defined in the same file takes its receiver by value.
    pub(in crate::lower) fn takes_by_value(&mut self, receiver: &Type, name: &str) -> bool {
        let owner = self.owner_of(receiver);
        let found = owner.and_then(|owner| source::definitions::function(&owner, name));
        let taken = found.and_then(|found| owner::passing(found.signature.receiver()?));
        taken == Some(crate::ir::Passing::Value)
    }

    /// The method of this name of a type that is defined in the same file.
    pub(in crate::lower) fn method_of(
        &mut self,
        receiver: &Type,
        name: &str,
    ) -> Option<Associated> {
        let owner = (self.defined_name(receiver)).or_else(|| self.struct_of_field(receiver))?;
        source::definitions::function(&owner, name)
    }

    /// The type of a struct as it is written.
    pub(in crate::lower) fn written_path(&self, ty: &Type) -> Option<crate::ir::Tokens> {
        let named = |name: Type| match name {
            Type::Named(path) | Type::Applied(path, _) => Some(path),
            _ => None,
        };
        let written = self.infer.written_name(ty).or_else(|| self.infer.name(ty));
        named(written.unwrap_or_else(|| ty.clone()))
    }

    /// The name of a struct, where its type is written.
    pub(in crate::lower) fn defined_name(&self, ty: &Type) -> Option<syn::Ident> {
        let path = self.written_path(ty)?;
        let ty: syn::Type = syn::parse2(path.stream().clone()).ok()?;
        fields::last_segment(&ty).map(|last| last.ident.clone())
    }

    fn expected_by(
        &mut self,
        signature: &syn::Signature,
        skips_receiver: bool,
    ) -> Vec<Option<Type>> {
        let inputs = signature.inputs.iter();
        let inputs =
            inputs.filter(|input| !skips_receiver || matches!(input, syn::FnArg::Typed(_)));
        inputs
            .map(|input| match input {
                syn::FnArg::Typed(input) => {
                    (self.view_type(&input.ty)).or_else(|| self.declared_argument(&input.ty))
                }
                syn::FnArg::Receiver(_) => None,
            })
            .collect()
    }

    pub(in crate::lower) fn declared_argument(&mut self, ty: &syn::Type) -> Option<Type> {
        match types::plain(ty) {
            syn::Type::Reference(reference) => {
                let behind = self.declared(&reference.elem)?;
                Some(Type::Ref(Box::new(behind), reference.mutability.is_some()))
            }
            ty => self.declared(ty),
        }
    }

    /// The lengths of the arrays that a function is passed, by the names that its definition has for them.
    pub(in crate::lower) fn lengths_passed(
        &mut self,
        target: &crate::ir::Target,
        args: &[Outcome],
    ) -> FxHashMap<String, Type> {
        let mut lengths = FxHashMap::default();
        let crate::ir::Target::Function(path) = target else {
            return lengths;
        };
        if args.iter().all(|arg| arg.as_callable().is_none()) {
            return lengths;
        }
        let name: Option<syn::Ident> = syn::parse2(path.stream().clone()).ok();
        let Some(item) = name.as_ref().and_then(source::definitions::free_item) else {
            return lengths;
        };
        for (arg, input) in args.iter().zip(&item.sig.inputs) {
            let syn::FnArg::Typed(input) = input else {
                continue;
            };
            let written = match types::plain(&input.ty) {
                syn::Type::Reference(reference) => types::plain(&reference.elem),
                other => other,
            };
            let syn::Type::Array(array) = written else {
                continue;
            };
            let length = types::tokens_of(&array.len).text().to_string();
            let is_parameter = |param: &syn::ConstParam| param.ident == length;
            if item.sig.generics.const_params().any(is_parameter) && arg.as_callable().is_none() {
                let ty = self.type_of(&arg.clone().dereferenced());
                if let Type::Array(_, known) = self.infer.shallow(&ty) {
                    lengths.insert(length, Type::Named(known));
                }
            }
        }
        lengths
    }

    /// The type of an argument that speaks of such lengths.
    pub(in crate::lower) fn of_length(
        &mut self,
        ty: &syn::Type,
        lengths: &FxHashMap<String, Type>,
    ) -> Option<Type> {
        if lengths.is_empty() {
            return None;
        }
        match types::plain(ty) {
            syn::Type::Reference(reference) => {
                let behind = self.structure(&reference.elem, lengths)?;
                Some(Type::Ref(Box::new(behind), reference.mutability.is_some()))
            }
            ty => self.structure(ty, lengths),
        }
    }

    /// What the definition of a function says of its result, called with arguments of these types.
    pub(in crate::lower) fn declare_result(
        &mut self,
        target: &crate::ir::Target,
        passed: &[Type],
        ty: &Type,
    ) {
        use crate::ir::Target;
        let known = match target {
            Target::Told { path, .. } => self.result_of_told(path),
            target => self.result_by_block(target),
        };
        if let Some(known) = known {
            self.infer.unify(ty, &known);
            return;
        }
        let output = match target {
            Target::Function(path) | Target::Lending { path, .. } => {
                let called: Option<syn::Path> = syn::parse2(path.stream().clone()).ok();
                let last = called.as_ref().and_then(|path| path.segments.last());
                let here =
                    last.filter(|_| called.as_ref().is_some_and(|path| path.segments.len() == 1));
                let known = here.and_then(|called| {
                    let item = source::definitions::free_item(&called.ident)?;
                    self.generic_result(called, &item.sig, passed)
                });
                let found =
                    here.and_then(|called| source::definitions::free_function(&called.ident));
                let elsewhere = || source::results::result_of(called.as_ref()?);
                let known = known.or_else(|| match &found {
                    Some(_) => None,
                    None => elsewhere().map(|written| self.type_from(&written)),
                });
                if let Some(known) = known {
                    self.infer.unify(ty, &known);
                    return;
                }
                let of_any_dimension = here.is_some_and(|called| {
                    let item = source::definitions::free_item(&called.ident);
                    item.is_some_and(|item| self.declare_axes(&item.sig, passed, ty))
                });
                if of_any_dimension || found.is_none() && self.declare_matrices_given(target, ty) {
                    return;
                }
                found.map(|signature| signature.output)
            }
            Target::Method { receiver, name } if self.is_trait_object(receiver) => {
                let name = syn::Ident::new(name, Span::call_site());
                let found = source::definitions::output_of_any(&name);
                found.map(|ty| syn::ReturnType::Type(Default::default(), Box::new(ty)))
            }
            Target::Method {
                receiver: owner,
                name,
            }
            | Target::Associated { owner, name, .. } => {
                let found = self.method_of(owner, name);
                let elsewhere = || {
                    let owner = self.given_name(owner)?;
                    source::anywhere::plain_result(&owner, name)
                };
                let output = found.map(|found| found.signature.output).or_else(elsewhere);
                let output = output.or_else(|| self.given_by_trait(owner, name));
                if output.is_none() && self.declare_matrices_given(target, ty) {
                    return;
                }
                output
            }
            Target::Operator { name, operands } => {
                let named = |l: &mut Self, operand: &Type| {
                    let name = l.given_name(operand).or_else(|| l.defined_name(operand));
                    let field = |l: &mut Self| l.struct_of_field(operand);
                    name.or_else(|| field(l).filter(source::definitions::is_defined))
                };
                let owner = operands.first().and_then(|left| named(self, left));
                let given = match owner {
                    Some(owner) => source::operators::output_of_operator(&owner, name),
                    None => match &operands[..] {
                        [left, right] if self.is_number(left) => named(self, right)
                            .filter(source::definitions::is_defined)
                            .and_then(|right| source::operators::output_of_scaling(&right, name)),
                        _ => None,
                    },
                };
                given.map(|ty| syn::ReturnType::Type(Default::default(), Box::new(ty)))
            }
            _ => None,
        };
        let Some(syn::ReturnType::Type(_, written)) = output else {
            return;
        };
        let own = match target {
            Target::Method { receiver: own, .. } | Target::Associated { owner: own, .. } => {
                Some(own)
            }
            Target::Operator { operands, .. } => operands.first(),
            _ => None,
        };
        let known = match (types::plain(&written), own) {
            (syn::Type::Reference(_), _) => None,
            (syn::Type::Path(path), Some(own)) if path.path.is_ident("Self") => Some(match own {
                Type::Named(_) => self.infer.named(own.clone(), Span::call_site()),
                own => own.clone(),
            }),
            _ => self.declared(&written),
        };
        if let Some(known) = known {
            self.infer.unify(ty, &known);
        }
        // Of a `Result` only what is in it has a type that matters.
        if let (Some((item, _)), Some(whole)) = (
            fields::first_argument(&written, "Result"),
            self.infer.name(ty),
        ) && let Some(known) = self.declared(item)
        {
            let inside = Type::Inside(Box::new(whole));
            let inside = self.infer.named(inside, Span::call_site());
            self.infer.unify(&inside, &known);
        }
    }
}
