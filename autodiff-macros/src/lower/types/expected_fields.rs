//! What the definition of a struct says of the fields of a literal.

use crate::lower::types::fields;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// The type of a field of a literal.
    pub(in crate::lower) fn expected_of_field(
        &mut self,
        path: &syn::Path,
        field: &str,
    ) -> Option<Type> {
        let name = path.segments.last()?;
        if paths::is_inside_type(&paths::segments(path)) {
            return None;
        }
        let bare = self.owner.filter(|_| name.arguments.is_none());
        let owner = bare.filter(|owner| {
            let own = fields::last_segment(&owner.ty);
            name.ident == "Self" || own.is_some_and(|own| own.ident == name.ident)
        });
        let whole = match owner {
            Some(owner) => types::tokens_of(&owner.ty),
            None => types::tokens_of(path),
        };
        let of_whole = Type::FieldOf(Box::new(Type::Named(whole)), field.to_string());
        let known = self.field_structure(&of_whole);
        let known = known.or_else(|| self.declared_field(&name.ident, field));
        known.or_else(|| self.text_by_definition(&of_whole))
    }

    /// The same of a field of a literal.
    pub(in crate::lower) fn expected_in_literal(
        &mut self,
        literal: &syn::ExprStruct,
        field: &str,
    ) -> Option<Type> {
        let known = self.expected_of_field(&literal.path, field);
        known.or_else(|| self.field_by_others(literal, field))
    }

    /// What the definition of a struct, generic over lifetimes at most, writes for a field.
    fn declared_field(&mut self, owner: &syn::Ident, field: &str) -> Option<Type> {
        let definition = source::definitions::definition(owner)?;
        let mut generics = definition.generics.params.iter();
        if !generics.all(|param| matches!(param, syn::GenericParam::Lifetime(_))) {
            return None;
        }
        let mut fields = definition.fields.iter().enumerate();
        let (_, found) = fields.find(|(at, found)| match &found.ident {
            Some(name) => name == field,
            None => at.to_string() == field,
        })?;
        self.declared(&found.ty)
    }
}
