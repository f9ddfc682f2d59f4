//! The generic arguments of structs whose names stand without them: of a literal they follow from the
//! types of its fields, of `Type::name(..)` from those of its arguments.

use crate::ir::Tokens;
use crate::lower::source::definitions::Associated;
use crate::lower::types::fields;
use crate::lower::*;

/// The generic parameters of a definition, each with what is known of its argument.
pub(in crate::lower) struct Arguments {
    pub(in crate::lower::types) known: Vec<(String, Option<Type>)>,
}

/// Of a lifetime, the type of a cache or of a result does not depend.
fn lifetime() -> Type {
    Type::Named(builder::tokens("'static"))
}

/// Whether a generic argument is [one](lifetime).
pub(in crate::lower) fn is_lifetime(argument: &Type) -> bool {
    *argument == lifetime()
}

impl Arguments {
    pub(in crate::lower) fn of(generics: &syn::Generics) -> Arguments {
        let known = generics.params.iter().map(|param| match param {
            syn::GenericParam::Lifetime(l) => (format!("'{}", l.lifetime.ident), Some(lifetime())),
            syn::GenericParam::Type(ty) => (ty.ident.to_string(), None),
            syn::GenericParam::Const(constant) => (constant.ident.to_string(), None),
        });
        Arguments {
            known: known.collect(),
        }
    }

    /// What stands for the arguments of a type in the header of a block.
    pub(in crate::lower::types) fn of_header(header: &[Tokens]) -> Arguments {
        let known = header.iter().map(|name| (name.text().to_string(), None));
        Arguments {
            known: known.collect(),
        }
    }

    /// The parameter that a type, or the length of an array, consists of.
    pub(in crate::lower::types) fn slot(&mut self, written: &Tokens) -> Option<&mut Option<Type>> {
        let mut known = self.known.iter_mut();
        let found = known.find(|(name, _)| name == written.text())?;
        Some(&mut found.1)
    }

    /// The parameters that are no lifetimes, each with its argument, if all are known.
    pub(in crate::lower) fn told(self) -> Option<Vec<(String, Type)>> {
        let known = self.known.into_iter();
        let known = known.filter(|(_, known)| !known.as_ref().is_some_and(is_lifetime));
        known.map(|(name, known)| Some((name, known?))).collect()
    }

    fn all(self) -> Option<Vec<Type>> {
        let all: Option<Vec<_>> = self.known.into_iter().map(|(_, ty)| ty).collect();
        all.filter(|all| !all.is_empty())
    }
}

/// A constant as a generic argument: what is more than one token stands in braces.
fn constant(tokens: &Tokens) -> Type {
    let one = tokens.stream().clone().into_iter().nth(1).is_none();
    Type::Named(match one {
        true => tokens.clone(),
        false => {
            let braces = proc_macro2::Delimiter::Brace;
            let group = proc_macro2::Group::new(braces, tokens.stream().clone());
            Tokens::new(proc_macro2::TokenTree::Group(group).into())
        }
    })
}

/// The name of the struct that a path leads to, if the path leaves out generic arguments.
fn bare(path: &syn::Path) -> Option<&syn::Ident> {
    let last = path.segments.last()?;
    last.arguments.is_none().then_some(&last.ident)
}

impl<'a> Lowerer<'a> {
    /// The type of the literal of a generic struct with fields of these types. One that `lends` has a
    /// lifetime, wherever it is defined.
    pub(in crate::lower) fn applied_literal(
        &mut self,
        path: &syn::Path,
        fields: &[(String, Type)],
        lends: bool,
        span: Span,
    ) -> Option<Type> {
        let Some(definition) = source::anywhere::structure(bare(path)?) else {
            let applied = Type::Applied(types::tokens_of(path), vec![lifetime()]);
            return lends.then(|| self.infer.named(applied, span));
        };
        let mut arguments = Arguments::of(&definition.generics);
        for (at, field) in definition.fields.iter().enumerate() {
            let name = field
                .ident
                .as_ref()
                .map_or(at.to_string(), ToString::to_string);
            if let Some((_, found)) = fields.iter().find(|(n, _)| *n == name) {
                self.deduce(&field.ty, found, &mut arguments);
            }
        }
        let applied = Type::Applied(types::tokens_of(path), arguments.all()?);
        Some(self.infer.named(applied, span))
    }

    /// The type of a field of a generic struct whose literal leaves its arguments out, as far as they follow
    /// from the fields that are variables.
    pub(in crate::lower) fn field_by_others(
        &mut self,
        literal: &syn::ExprStruct,
        field: &str,
    ) -> Option<Type> {
        let definition = source::definitions::definition(bare(&literal.path)?)?;
        let mut arguments = Arguments::of(&definition.generics);
        for other in &literal.fields {
            let name = structs::member_name(&other.member);
            let variable = match expr::plain(&other.expr) {
                syn::Expr::Path(path) => paths::single(path),
                _ => None,
            };
            let outcome = variable.and_then(|name| self.scope.find(&name).cloned());
            let (Some(outcome), Some(written)) =
                (outcome, fields::field_called(&definition.fields, &name))
            else {
                continue;
            };
            if outcome.as_callable().is_none() {
                let found = self.type_of(&outcome.dereferenced());
                self.deduce(&written, &found, &mut arguments);
            }
        }
        let known = arguments.known.into_iter();
        let known = known.filter_map(|(name, argument)| Some((name, argument?)));
        let written = fields::field_called(&definition.fields, field)?;
        self.structure(&written, &known.collect())
    }

    /// The same of a variant's literal. What the variant says nothing of, other uses of the value have to say.
    pub(in crate::lower) fn applied_variant(
        &mut self,
        path: &syn::Path,
        owner: &Tokens,
        fields: &[(String, Type)],
        span: Span,
    ) -> Option<Type> {
        let name: syn::Path = syn::parse2(owner.stream().clone()).ok()?;
        let definition = source::anywhere::enumeration(bare(&name)?)?;
        let mut variants = definition.variants.iter();
        let variant =
            variants.find(|v| path.segments.last().is_some_and(|s| s.ident == v.ident))?;
        let mut arguments = Arguments::of(&definition.generics);
        for (at, field) in variant.fields.iter().enumerate() {
            let name = (field.ident.as_ref()).map_or(at.to_string(), ToString::to_string);
            if let Some((_, found)) = fields.iter().find(|(n, _)| *n == name) {
                self.deduce(&field.ty, found, &mut arguments);
            }
        }
        for (generic, (_, known)) in definition.generics.params.iter().zip(&mut arguments.known) {
            if let (syn::GenericParam::Type(_), None) = (generic, &known) {
                *known = Some(self.infer.fresh());
            }
        }
        let applied = Type::Applied(owner.clone(), arguments.all()?);
        Some(self.infer.named(applied, span))
    }

    /// The generic type that a function of this name belongs to, called with arguments of these types;
    /// and whether that is what it gives.
    pub(in crate::lower) fn applied_owner(
        &mut self,
        path: &syn::Path,
        function: &str,
        args: &[Type],
        span: Span,
    ) -> Option<(Type, bool)> {
        let name = bare(path)?;
        let definition = source::anywhere::structure(name)?;
        if definition.generics.params.is_empty() {
            return None;
        }
        let found = source::anywhere::function(name, function)?;
        // Of the parameters of the `impl`, those of the struct follow.
        let mut of_block = Arguments::of(&found.generics);
        for (input, arg) in found.signature.inputs.iter().zip(args) {
            if let syn::FnArg::Typed(input) = input {
                self.deduce(&input.ty, arg, &mut of_block);
            }
        }
        let syn::PathArguments::AngleBracketed(written) = &found.owner.segments.last()?.arguments
        else {
            return None;
        };
        let mut arguments = Vec::new();
        for written in &written.args {
            let tokens = types::tokens_of(written);
            let deduced = of_block.slot(&tokens).and_then(|slot| slot.clone());
            arguments.push(match written {
                syn::GenericArgument::Lifetime(_) => lifetime(),
                syn::GenericArgument::Const(syn::Expr::Lit(_)) => Type::Named(tokens),
                syn::GenericArgument::Type(ty) if types::is_number(ty) => self.type_from(ty),
                _ => deduced?,
            });
        }
        if arguments.is_empty()
            || Arguments::of(&definition.generics).known.len() != arguments.len()
        {
            return None;
        }
        let applied = Type::Applied(types::tokens_of(path), arguments);
        Some((self.infer.named(applied, span), gives_owner(&found)))
    }

    /// What a type of a definition, and the type that was found for it, say of the arguments.
    pub(in crate::lower) fn deduce(
        &mut self,
        written: &syn::Type,
        found: &Type,
        arguments: &mut Arguments,
    ) {
        let found = match self.infer.shallow(found) {
            Type::Ref(behind, _) => self.infer.shallow(&behind),
            found => found,
        };
        if let Some(slot) = arguments.slot(&types::tokens_of(types::plain(written))) {
            match slot.clone() {
                Some(known) => _ = self.infer.unify(&known, &found),
                None => *slot = Some(found),
            }
            return;
        }
        match (types::plain(written), &found) {
            (syn::Type::Reference(reference), _) => self.deduce(&reference.elem, &found, arguments),
            (syn::Type::Array(array), Type::Array(item, length)) => {
                self.deduce(&array.elem, item, arguments);
                if let Some(slot) = arguments.slot(&types::tokens_of(&array.len)) {
                    slot.get_or_insert_with(|| constant(length));
                }
            }
            (
                syn::Type::Slice(slice),
                Type::Array(item, _) | Type::Slice(item) | Type::Vec(item),
            ) => {
                self.deduce(&slice.elem, item, arguments);
            }
            (syn::Type::Tuple(tuple), Type::Tuple(items)) => {
                for (written, item) in tuple.elems.iter().zip(items) {
                    self.deduce(written, item, arguments);
                }
            }
            (syn::Type::Path(path), _) => self.deduce_path(path, &found, arguments),
            _ => {}
        }
    }

    fn deduce_path(&mut self, path: &syn::TypePath, found: &Type, arguments: &mut Arguments) {
        let Some(last) = path.path.segments.last() else {
            return;
        };
        let syn::PathArguments::AngleBracketed(written) = &last.arguments else {
            return;
        };
        if self.infer.library(found).is_some() {
            self.deduce_sizes(&path.path, found, arguments);
        }
        let parts = match (found, self.infer.name(found)) {
            (Type::Vec(item) | Type::Option(item), _) => vec![(**item).clone()],
            (Type::Var(_), Some(Type::Applied(path, parts))) if names(&path, &last.ident) => parts,
            (Type::Var(_), Some(Type::Named(full))) => self.arguments_in(&full, &last.ident),
            _ => return,
        };
        let written = written.args.iter();
        let written = written.filter(|arg| !matches!(arg, syn::GenericArgument::Lifetime(_)));
        let parts = parts.into_iter().filter(|part| !is_lifetime(part));
        for (written, part) in written.zip(parts) {
            match written {
                syn::GenericArgument::Type(ty) => self.deduce(ty, &part, arguments),
                other => {
                    if let Some(slot) = arguments.slot(&types::tokens_of(other)) {
                        slot.get_or_insert(part);
                    }
                }
            }
        }
    }

    /// What `SVector<f64, N>` and a vector found for it, which may go by another name, say of the sizes.
    fn deduce_sizes(&mut self, written: &syn::Path, found: &Type, arguments: &mut Arguments) {
        let written = library::names::sizes(written);
        let found = self.sizes_of_type(found);
        for (written, found) in written.into_iter().zip(found) {
            let (Some(written), Some(found)) = (written, found) else {
                continue;
            };
            if let Some(slot) = arguments.slot(&builder::tokens(&written)) {
                slot.get_or_insert_with(|| constant(&builder::tokens(&found)));
            }
        }
    }

    /// The generic arguments that a type of this name was written with.
    fn arguments_in(&mut self, full: &Tokens, name: &syn::Ident) -> Vec<Type> {
        let Ok(path) = syn::parse2::<syn::TypePath>(full.stream().clone()) else {
            return Vec::new();
        };
        let Some(last) = path.path.segments.last().filter(|last| last.ident == *name) else {
            return Vec::new();
        };
        let syn::PathArguments::AngleBracketed(written) = &last.arguments else {
            return Vec::new();
        };
        let mut parts = Vec::new();
        for written in &written.args {
            match written {
                syn::GenericArgument::Lifetime(_) => {}
                // A constant looks like a type, and its name is all that matters.
                syn::GenericArgument::Type(ty) => parts.push(self.type_from(ty)),
                other => parts.push(Type::Named(types::tokens_of(other))),
            }
        }
        parts
    }
}

/// Whether a path ends in this name.
fn names(path: &Tokens, name: &syn::Ident) -> bool {
    path.text()
        .rsplit("::")
        .next()
        .is_some_and(|last| name == last.trim())
}

/// Whether a function gives a value of the type that it belongs to.
pub(in crate::lower::types) fn gives_owner(function: &Associated) -> bool {
    let syn::ReturnType::Type(_, ty) = &function.signature.output else {
        return false;
    };
    let written = types::tokens_of(&**ty);
    written.text() == "Self" || written == types::tokens_of(&function.owner)
}
