//! What generic functions and operators give, in terms of what they are passed.

use crate::ir::Target;
use crate::lower::source::definitions::Associated;
use crate::lower::source::operators;
use crate::lower::state::MadeBare;
use crate::lower::types::applied;
use crate::lower::types::applied::Arguments;
use crate::lower::types::fields;
use crate::lower::*;
use syn::spanned::Spanned;

impl<'a> Lowerer<'a> {
    /// What a generic function gives that is called by this name, and passed arguments of these types: one of
    /// its parameters, structs of the file, and lists of them.
    pub(in crate::lower) fn generic_result(
        &mut self,
        called: &syn::PathSegment,
        signature: &syn::Signature,
        passed: &[Type],
    ) -> Option<Type> {
        let is_asked = |param: &syn::GenericParam| !matches!(param, syn::GenericParam::Lifetime(_));
        if !signature.generics.params.iter().any(is_asked) {
            return None;
        }
        let mut arguments = Arguments::of(&signature.generics);
        if let syn::PathArguments::AngleBracketed(written) = &called.arguments {
            let params = signature.generics.params.iter().zip(&mut arguments.known);
            let params =
                params.filter(|(param, _)| !matches!(param, syn::GenericParam::Lifetime(_)));
            for ((param, (_, known)), written) in params.zip(&written.args) {
                if let (syn::GenericParam::Type(_), syn::GenericArgument::Type(ty)) =
                    (param, written)
                    && !matches!(ty, syn::Type::Infer(_))
                {
                    *known = Some(self.type_from(ty));
                }
            }
        }
        for (input, arg) in signature.inputs.iter().zip(passed) {
            if let syn::FnArg::Typed(input) = input {
                self.deduce(&input.ty, arg, &mut arguments);
            }
        }
        match &signature.output {
            syn::ReturnType::Type(_, written) => self.applied_as_written(written, &mut arguments),
            syn::ReturnType::Default => None,
        }
    }

    pub(in crate::lower::types) fn applied_as_written(
        &mut self,
        written: &syn::Type,
        arguments: &mut Arguments,
    ) -> Option<Type> {
        let written = types::plain(written);
        if let Some(item) = fields::only_argument(written, "Vec") {
            let item = self.applied_as_written(item, arguments)?;
            return Some(Type::Vec(Box::new(item)));
        }
        let path = match written {
            syn::Type::Path(path) => path,
            syn::Type::Array(array) => {
                let length = types::tokens_of(&array.len);
                let length = match arguments.slot(&length).map(|slot| slot.clone()) {
                    Some(Some(Type::Named(length))) => length,
                    None if matches!(array.len, syn::Expr::Lit(_)) => length,
                    _ => return None,
                };
                let item = self.applied_as_written(&array.elem, arguments)?;
                return Some(Type::Array(Box::new(item), length));
            }
            syn::Type::Tuple(tuple) if !tuple.elems.is_empty() => {
                let items = tuple.elems.iter();
                let items = items.map(|item| self.applied_as_written(item, arguments));
                return Some(Type::Tuple(items.collect::<Option<_>>()?));
            }
            _ => return None,
        };
        if let Some(slot) = arguments.slot(&types::tokens_of(written)) {
            return slot.clone();
        }
        if types::is_number(written) {
            return Some(self.type_from(written));
        }
        if let Some(item) = fields::only_argument(written, "Option") {
            let item = self.applied_as_written(item, arguments)?;
            return Some(Type::Option(Box::new(item)));
        }
        let matrix = self.library_of(&path.path);
        if matrix.is_some_and(|matrix| !matrix.is_view() && matrix.item.is_scalar()) {
            // How large it is, rustc works out.
            return self.structure(written, &FxHashMap::default());
        }
        let name = path.path.segments.last()?;
        let syn::PathArguments::AngleBracketed(list) = &name.arguments else {
            return None;
        };
        source::definitions::generics_of(&name.ident)?;
        let given = list
            .args
            .iter()
            .map(|arg| self.generic_argument(arg, arguments));
        let given: Option<Vec<_>> = given.collect();
        let applied = Type::Applied(types::tokens_of(&name.ident), given?);
        Some(self.infer.named(applied, path.span()))
    }

    /// A generic argument that is a parameter, a literal or a number's type.
    fn generic_argument(
        &mut self,
        arg: &syn::GenericArgument,
        arguments: &mut Arguments,
    ) -> Option<Type> {
        let tokens = types::tokens_of(arg);
        if let Some(slot) = arguments.slot(&tokens) {
            return slot.clone();
        }
        match arg {
            syn::GenericArgument::Const(syn::Expr::Lit(_)) => Some(Type::Named(tokens)),
            syn::GenericArgument::Type(ty) if types::is_number(ty) => Some(self.type_from(ty)),
            _ => None,
        }
    }

    /// What an operator gives that the file implements for a generic type.
    fn result_of_operator(&mut self, name: &str, operands: &[Type]) -> Option<Type> {
        let operator = self.operator_on(name, operands)?;
        if operator.generics.params.is_empty() {
            return None;
        }
        let mut arguments = Arguments::of(&operator.generics);
        for (written, found) in operator.operands.iter().zip(operands) {
            self.deduce(written, found, &mut arguments);
        }
        let output = operator.output?;
        let known = self.applied_as_written(&output, &mut arguments);
        let is_left = types::tokens_of(&output) == types::tokens_of(operator.operands.first()?);
        known.or_else(|| match self.infer.shallow(operands.first()?) {
            Type::Ref(behind, _) if is_left => Some(*behind),
            left => is_left.then_some(left),
        })
    }

    /// The only `impl` of an operator that fits operands of these types.
    fn operator_on(&mut self, name: &str, operands: &[Type]) -> Option<operators::Implementation> {
        let names: Vec<_> = operands
            .iter()
            .map(|operand| self.name_of_operand(operand))
            .collect();
        let owner = names.first()?.clone()?;
        let fits = |(written, (found, ty)): (&syn::Type, (&Option<syn::Ident>, &Type))| match found
        {
            Some(found) => source::definitions::is_called(written, &found.to_string()),
            None => self.is_number(ty) && types::is_number(written),
        };
        let mut fitting = operators::implementations_of(&owner, name)
            .into_iter()
            .filter(|found| {
                let pairs = found.operands.iter().zip(names.iter().zip(operands));
                found.operands.len() == operands.len() && pairs.into_iter().all(fits)
            });
        let only = fitting.next()?;
        fitting.next().is_none().then_some(only)
    }

    fn name_of_operand(&self, operand: &Type) -> Option<syn::Ident> {
        let behind = match self.infer.shallow(operand) {
            Type::Ref(behind, _) => *behind,
            other => other,
        };
        self.defined_struct(&behind)
    }

    /// The generic arguments of an operand that a function of its type made, and whose name leaves them out: they follow
    /// from the other operand, where one `impl` says how.
    pub(in crate::lower) fn tell_operands(&mut self, name: &str, operands: &[Type]) {
        let [_, _] = operands else { return };
        let bare: Vec<_> = operands.iter().map(|ty| self.bare_header(ty)).collect();
        let (at, (path, header)) = match &bare[..] {
            [Some(found), None] => (0, found),
            [None, Some(found)] => (1, found),
            _ => return,
        };
        let span = path.span();
        let Some(operator) = self.operator_on(name, operands) else {
            return;
        };
        let mut of_block = Arguments::of(&operator.generics);
        self.deduce(&operator.operands[1 - at], &operands[1 - at], &mut of_block);
        let Some(written) = fields::last_segment(&operator.operands[at]) else {
            return;
        };
        let syn::PathArguments::AngleBracketed(written) = &written.arguments else {
            return;
        };
        let mut of_header = Arguments::of_header(header);
        for (written, header) in written.args.iter().zip(header) {
            if let (Some(known), Some(slot)) = (
                self.generic_argument(written, &mut of_block),
                of_header.slot(header),
            ) {
                slot.get_or_insert(known);
            }
        }
        let given = header.iter().map(|name| of_header.slot(name)?.clone());
        let Some(given) = given.collect() else {
            return;
        };
        let applied = Type::Applied(types::tokens_of(path), given);
        let applied = self.infer.named(applied, span);
        self.infer.unify(&operands[at], &applied);
    }

    /// The type of what a function of a type makes that is named without its generic arguments: what it is used for may
    /// tell them.
    pub(in crate::lower) fn made_bare(
        &mut self,
        path: &syn::Path,
        function: &str,
        span: Span,
    ) -> Type {
        let name = Type::Named(types::tokens_of(path));
        let ty = match self.leaves_arguments_out(path, function) {
            // Another one may be of other arguments.
            true => {
                let ty = self.infer.fresh();
                self.infer.call(&ty, name, span);
                ty
            }
            false => self.infer.named(name, span),
        };
        if path
            .segments
            .last()
            .is_some_and(|last| last.arguments.is_none())
        {
            self.pending.made_bare.push(MadeBare {
                ty: ty.clone(),
                path: path.clone(),
                function: function.to_string(),
                span,
            });
        }
        ty
    }

    /// Whether a function makes a value of its type, whose generic arguments are left out.
    pub(in crate::lower) fn leaves_arguments_out(&self, path: &syn::Path, function: &str) -> bool {
        let Some(last) = path.segments.last().filter(|last| last.arguments.is_none()) else {
            return false;
        };
        let found = source::anywhere::function(&last.ident, function);
        let makes_it = found.as_ref().is_some_and(applied::gives_owner);
        makes_it
            && source::anywhere::structure(&last.ident)
                .is_some_and(|s| !s.generics.params.is_empty())
    }

    /// The name of a type that a function of it made which tells no generic arguments, and what stands for them in the
    /// header of the function's block.
    fn bare_header(&self, ty: &Type) -> Option<(syn::Path, Vec<crate::ir::Tokens>)> {
        let ty = self.infer.shallow(ty);
        let made = self.pending.made_bare.iter();
        let made = made.rev().find(|made| self.infer.shallow(&made.ty) == ty)?;
        if !self.stays_bare(made) {
            return None;
        }
        let name = &made.path.segments.last()?.ident;
        let header = match source::anywhere::function(name, &made.function) {
            Some(found) => match &found.owner.segments.last()?.arguments {
                syn::PathArguments::AngleBracketed(list) => {
                    list.args.iter().map(types::tokens_of).collect()
                }
                _ => return None,
            },
            None => {
                let generics = source::anywhere::structure(name)?.generics;
                let names = Arguments::of(&generics).known.into_iter();
                names.map(|(name, _)| builder::tokens(&name)).collect()
            }
        };
        Some((made.path.clone(), header))
    }

    /// What a method of a generic type gives, or an operator on one.
    pub(in crate::lower) fn result_by_block(&mut self, target: &Target) -> Option<Type> {
        match target {
            Target::Method {
                receiver: owner,
                name,
            }
            | Target::Associated { owner, name, .. }
                if !self.is_trait_object(owner) =>
            {
                let found = self.method_of(owner, name)?;
                self.result_of_method(&found, owner)
            }
            Target::Operator { name, operands } => self.result_of_operator(name, operands),
            _ => None,
        }
    }

    fn result_of_method(&mut self, method: &Associated, owner: &Type) -> Option<Type> {
        let syn::ReturnType::Type(_, output) = &method.signature.output else {
            return None;
        };
        if method.generics.params.is_empty() {
            return None;
        }
        let mut arguments = Arguments::of(&method.generics);
        let written = syn::Type::Path(syn::TypePath {
            attrs: Vec::new(),
            qself: None,
            path: method.owner.clone(),
        });
        self.deduce(&written, owner, &mut arguments);
        self.applied_as_written(output, &mut arguments)
    }
}
