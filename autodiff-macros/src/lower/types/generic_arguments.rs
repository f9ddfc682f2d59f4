//! Generic arguments that are left out and have to be known: of an enum that a pattern names, where a value goes by the
//! name of what it is a part of, since the variants of its gradient can be named with them only; of what a literal
//! makes, or whose function is called.

use crate::ir::Target;
use crate::lower::messages as m;
use crate::lower::state::MadeBare;
use crate::lower::structs::variants;
use crate::lower::types::fields;
use crate::lower::types::fields::Definitions;
use crate::lower::*;

/// How many generic arguments a type cannot be named without.
fn asked(generics: &syn::Generics) -> usize {
    let is_asked = |param: &&syn::GenericParam| match param {
        syn::GenericParam::Lifetime(_) => false,
        syn::GenericParam::Type(param) => param.default.is_none(),
        syn::GenericParam::Const(param) => param.default.is_none(),
    };
    generics.params.iter().filter(is_asked).count()
}

impl<'a> Lowerer<'a> {
    /// Gives what is of such an enum the arguments that the definition of what it is a part of says. Whether
    /// there is nothing that has to be known and is not.
    pub(in crate::lower) fn apply_enum(
        &mut self,
        variant: &syn::Path,
        ty: &Type,
        span: Span,
    ) -> bool {
        let Some(owner) = variants::enum_of(variant) else {
            return true;
        };
        let last = variant.segments.iter().rev().nth(1);
        let Some(last) = last.filter(|last| last.arguments.is_none()) else {
            return true;
        };
        let definition = source::anywhere::enumeration(&last.ident);
        let parameters = definition.map_or(0, |definition| asked(&definition.generics));
        let name = match self.infer.name(ty) {
            None | Some(Type::Named(_) | Type::Applied(..)) => return true,
            Some(_) if parameters == 0 => return true,
            Some(name) => name,
        };
        if let Some(given) = self.arguments_of_part(&name, &last.ident)
            && given.len() == parameters
        {
            let applied = self.infer.named(Type::Applied(owner, given), span);
            self.infer.unify(ty, &applied);
            return true;
        }
        let is_shown = matches!(&name, Type::Output(callee)
            if matches!(callee.target, Target::Function(_)));
        if !is_shown {
            self.error_about(span, m::GENERIC_ENUM, &last.ident.to_string());
        }
        is_shown
    }

    /// Refuses a path to a type that leaves out generic arguments which do not follow from what is around it.
    pub(in crate::lower) fn check_arguments(&mut self, path: &syn::Path, span: Span) {
        let Some(last) = path.segments.last().filter(|l| l.arguments.is_none()) else {
            return;
        };
        let of_enum = || source::anywhere::enumeration(&last.ident).map(|found| found.generics);
        let found = source::anywhere::structure(&last.ident).map(|found| found.generics);
        if found
            .or_else(of_enum)
            .is_some_and(|found| asked(&found) > 0)
        {
            self.error_about(span, m::GENERIC_ARGUMENTS, &last.ident.to_string());
        }
    }

    /// Whether nothing has told the generic arguments of what a function of a type made.
    pub(in crate::lower) fn stays_bare(&self, made: &MadeBare) -> bool {
        let is_bare =
            |name: Type| matches!(name, Type::Named(name) if name == types::tokens_of(&made.path));
        self.infer.chosen(&made.ty).is_some_and(is_bare)
    }

    fn arguments_of_part(&mut self, name: &Type, of: &syn::Ident) -> Option<Vec<Type>> {
        let written = self.written_by(name, &Definitions::ANYWHERE)?;
        let last = fields::last_segment(&written.ty).filter(|last| last.ident == *of)?;
        let syn::PathArguments::AngleBracketed(list) = &last.arguments else {
            return None;
        };
        // The names of other types may mean something else in another file.
        let is_same = |arg: &syn::GenericArgument| match arg {
            syn::GenericArgument::Type(ty) => {
                let text = types::tokens_of(ty);
                types::is_number(ty) || written.arguments.contains_key(text.text())
            }
            _ => false,
        };
        let all = list.args.iter().all(is_same);
        all.then(|| self.given(last, &written.arguments))
    }
}
