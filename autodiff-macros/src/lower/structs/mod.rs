//! Structs: their fields, literals and patterns.
//!
//! What a struct consists of is not known here. A field is a place, its type the projection
//! `<Struct as Field<name>>::Type`, a variable like every type of unknown structure.

mod any_lifetime;
pub(super) mod borrowers;
pub(super) mod borrowers_merged;
pub(super) mod borrowing;
pub(super) mod conversions;
mod only_borrowed;
pub(super) mod trait_objects;
pub(super) mod variants;

use super::closures::function_fields;
use super::memory::memory_options;
use super::messages as m;
use super::types::infer::Kind;
use super::types::type_names;
use super::*;
use crate::ir::{Init, Place, Projection, Tokens};

impl<'a> Lowerer<'a> {
    /// Whether something has shown that a type has fields.
    pub(super) fn is_struct(&self, ty: &Type) -> bool {
        self.infer.kind(ty) == Kind::Struct
    }

    /// The type of a field.
    pub(super) fn member_type(&mut self, ty: &Type, name: &str, span: Span) -> Type {
        match (self.infer.shallow(ty), self.infer.name(ty)) {
            (Type::Ref(behind, _), _) => self.member_type(&behind, name, span),
            (Type::Tuple(items), _) => {
                match name.parse::<usize>().ok().and_then(|at| items.get(at)) {
                    Some(item) => item.clone(),
                    None => self.infer.fresh(),
                }
            }
            (Type::Var(_), Some(whole)) => {
                let named = |whole: Type| Type::FieldOf(Box::new(whole), name.to_string());
                let lasting = any_lifetime::of_any_lifetime(&whole, name).map(named);
                let field = named(whole);
                if !self.infer.has_name(&field) {
                    self.declare_field(&field, span);
                }
                let Some(lasting) = lasting else {
                    return self.infer.named(field, span);
                };
                // The name without a lifetime is the one that is written.
                let ty = self.infer.named(lasting, span);
                let same = self.infer.named(field, span);
                self.unify(&same, &ty, span);
                ty
            }
            _ => self.infer.fresh(),
        }
    }

    /// `base.name`, as a place; behind a reference it is the same place.
    pub(super) fn member(&mut self, base: Outcome, name: &str, span: Span) -> Outcome {
        let base = match self
            .borrower_in(base.dereferenced().reference(true))
            .dereferenced()
        {
            base @ (Outcome::Poison | Outcome::Never) => return base,
            base => base,
        };
        if let Outcome::Borrower(borrowing) = &base {
            return self.borrowed_member(borrowing, name, span);
        }
        if let Outcome::Error(_) = base {
            return self.error_about(span, m::ERROR_FIELD, name);
        }
        let ty = self.type_of(&base);
        if self.infer.library(&ty).is_some() {
            return self.library_field(base, name, span);
        }
        let shown = self.matrices.matrix_names.of_field(name);
        if self.infer.name(&ty).is_none() || !self.infer.narrow(&ty, Kind::Struct) {
            return self.error_about(span, m::FIELD, name);
        }
        match self.place_of(base, span) {
            Some(place) => {
                let field = place.then(Projection::Member(name.to_string()));
                if let Some(map) = self.map_field(&field, span) {
                    return map;
                }
                let field = Outcome::Place(field);
                if let Some(shape) = shown {
                    let ty = self.type_of(&field);
                    self.guessed_matrix(&ty, shape);
                }
                field
            }
            None => Outcome::Poison,
        }
    }

    /// `Path { name: value, .. }`
    pub(super) fn struct_literal(&mut self, e: &syn::ExprStruct, span: Span) -> Outcome {
        let names = paths::segments(&e.path);
        let annotated = self.around.annotated.take().filter(|_| has_marker(e));
        let path = annotated.as_ref().unwrap_or(&e.path);
        if e.qself.is_some() {
            return self.error(span, m::VARIANT);
        }
        let mut fields = Vec::new();
        for field in &e.fields {
            let value_span = m::span(&field.expr);
            if memory_options::asks(&field.expr) {
                self.around.expected = self.expected_in_literal(e, &member_name(&field.member));
            }
            let name = member_name(&field.member);
            let of = path.segments.last().map(|last| &last.ident);
            let outcome = match of.is_some_and(|of| function_fields::is_function_field(of, &name)) {
                true => (self.callable(&field.expr)).map_or(Outcome::Poison, Outcome::Callable),
                false => {
                    let outcome = self.expr(&field.expr);
                    let outcome = self.taken_out(&field.expr, outcome);
                    let outcome = self.handed_on(outcome, value_span);
                    self.text_in_field(outcome, value_span)
                }
            };
            fields.push((name, outcome, value_span));
        }
        if paths::is_inside_type(&names) && e.rest.is_none() {
            return self.variant_literal(&e.path, fields, span);
        }
        match &e.rest {
            None => self.new_struct(path, fields, span),
            Some(rest) => self.updated(path, fields, rest, span),
        }
    }

    /// `Path(a, b)`
    pub(super) fn tuple_struct(
        &mut self,
        path: &syn::ExprPath,
        args: Vec<Outcome>,
        span: Span,
    ) -> Outcome {
        let args = args.into_iter().enumerate();
        let fields = args.map(|(at, arg)| (at.to_string(), arg, span)).collect();
        self.new_struct(&path.path, fields, span)
    }

    /// The type of a literal.
    pub(super) fn literal_type(&mut self, path: &Tokens, span: Span) -> Type {
        let of_owner = self.type_of_owner(path);
        if of_owner.is_none()
            && let Ok(path) = syn::parse2(path.stream().clone())
        {
            self.check_arguments(&path, span);
        }
        self.type_called(of_owner, path, span)
    }

    /// That of the type that the block is about, if this is its name.
    fn type_of_owner(&mut self, path: &Tokens) -> Option<Type> {
        let bare = |owner: &&Owner| {
            let full = Type::Named(types::tokens_of(&owner.ty));
            type_names::is_without_arguments(&Type::Named(path.clone()), &full)
        };
        match (path.text(), self.owner) {
            ("Self", Some(owner)) => Some(self.type_from(&owner.ty)),
            // Of the generic type that the `impl` is about; another one rustc refuses.
            (_, Some(owner)) if bare(&owner) => Some(self.type_from(&owner.ty)),
            _ => None,
        }
    }

    fn type_called(&mut self, of_owner: Option<Type>, path: &Tokens, span: Span) -> Type {
        let ty = of_owner.unwrap_or_else(|| self.infer.named(Type::Named(path.clone()), span));
        self.infer.narrow(&ty, Kind::Struct);
        ty
    }

    /// The fields of a literal, of the types that they have there; or what stands for the literal if
    /// it cannot be made.
    pub(super) fn literal_fields(
        &mut self,
        fields: Vec<(String, Outcome, Span)>,
        field_type: &mut dyn FnMut(&mut Self, &str, Span) -> Type,
    ) -> Result<Vec<(String, Operand)>, Outcome> {
        let mut operands = Vec::new();
        for (name, outcome, span) in fields {
            match outcome {
                Outcome::Poison | Outcome::Never => return Err(outcome),
                Outcome::Ref(..) => return Err(self.error(span, m::REFERENCE_FIELD)),
                _ => {}
            }
            let mut outcome = outcome;
            // A literal fits every type of integer.
            if !matches!(outcome, Outcome::Value(v) if self.integers.contains_key(&v)) {
                let field = field_type(self, &name, span);
                outcome = self.as_deque_or_list(outcome, &field, span);
                let found = self.type_of(&outcome);
                self.unify(&found, &field, span);
            }
            operands.push((name, self.operand(outcome, span)));
        }
        Ok(operands)
    }

    fn new_struct(
        &mut self,
        syntax: &syn::Path,
        fields: Vec<(String, Outcome, Span)>,
        span: Span,
    ) -> Outcome {
        if (fields.iter()).any(|(_, field, _)| field.as_callable().is_some()) {
            let ty = Type::Named(types::tokens_of(syntax));
            return self.borrowing(syntax, ty, fields, span);
        }
        let found = fields.iter();
        let found: Vec<_> = found
            .map(|(n, field, _)| (n.clone(), self.type_of(field)))
            .collect();
        let applied = self.applied_literal(syntax, &found, self.lends(&fields), span);
        let path = types::tokens_of(syntax);
        let ty = applied.unwrap_or_else(|| self.literal_type(&path, span));
        self.infer.narrow(&ty, Kind::Struct);
        if self.lends(&fields) {
            return self.borrowing(syntax, ty, fields, span);
        }
        let operands =
            self.literal_fields(fields, &mut |l, name, span| l.member_type(&ty, name, span));
        let operands = match operands {
            Ok(operands) => operands,
            Err(outcome) => return outcome,
        };
        let name = match path.text() {
            "Self" => self.infer.describe(&ty),
            written => written.to_string(),
        };
        let name = name.rsplit(' ').next().map(str::to_lowercase);
        let name = name.filter(|name| name.chars().all(|c| c.is_alphanumeric() || c == '_'));
        let init = Init::Operand(Operand::Struct(path, operands));
        let name = name.as_deref().unwrap_or("value");
        Outcome::Place(Place::whole(self.allocate(init, ty, name, span)))
    }

    /// `Path { name: value, ..rest }`: a copy of the rest, of which some fields are assigned.
    fn updated(
        &mut self,
        syntax: &syn::Path,
        fields: Vec<(String, Outcome, Span)>,
        rest: &syn::Expr,
        span: Span,
    ) -> Outcome {
        let path = types::tokens_of(syntax);
        let rest_span = m::span(rest);
        let is_default = conversions::is_default(rest);
        let ty = match is_default {
            true => self.literal_type(&path, span),
            // What the rest is of, this is, too.
            false => {
                let of_owner = self.type_of_owner(&path);
                self.type_called(of_owner, &path, span)
            }
        };
        let base = match is_default {
            true => self.default_value(Some(ty.clone()), rest_span),
            false => self.expr(rest),
        };
        if let Outcome::Borrower(rest) = base.clone().dereferenced() {
            return self.updated_borrower(syntax, fields, &rest, span);
        }
        let found = self.type_of(&base.clone().dereferenced());
        self.unify(&found, &ty, rest_span);
        let Some(base) = self.place_of(base, rest_span) else {
            return Outcome::Poison;
        };
        let place = match self.can_move(&base) {
            true => base,
            false => {
                let memory = self.allocate(Init::Clone(base), ty, "updated", span);
                Place::whole(memory)
            }
        };
        for (name, outcome, span) in fields {
            let field = Outcome::Place(place.then(Projection::Member(name)));
            self.assign_to(field, outcome, span);
        }
        Outcome::Place(place)
    }

    /// `let Path { name: pattern, .. } = outcome;`
    pub(super) fn bind_struct(&mut self, pattern: &syn::PatStruct, outcome: Outcome) {
        let parts = pattern.fields.iter();
        let parts: Vec<_> = parts.map(|f| (member_name(&f.member), &*f.pat)).collect();
        self.bind_members(&pattern.path, outcome, &parts, m::span_of(pattern));
    }

    /// `let Path(pattern, ..) = outcome;`
    pub(super) fn bind_tuple_struct(&mut self, pattern: &syn::PatTupleStruct, outcome: Outcome) {
        let mut parts = Vec::new();
        for (at, part) in pattern.elems.iter().enumerate() {
            if !matches!(part, syn::Pat::Rest(_)) {
                parts.push((at.to_string(), part));
            } else if at + 1 < pattern.elems.len() {
                // How many there are, and so their numbers, is not known.
                self.error(m::span_of(part), m::PATTERN);
                return;
            }
        }
        self.bind_members(&pattern.path, outcome, &parts, m::span_of(pattern));
    }

    fn bind_members(
        &mut self,
        path: &syn::Path,
        outcome: Outcome,
        parts: &[(String, &syn::Pat)],
        span: Span,
    ) {
        let behind = match &outcome {
            Outcome::Ref(_, mutable) => Some(*mutable),
            _ => None,
        };
        let mut whole = outcome.dereferenced();
        if !matches!(whole, Outcome::Poison | Outcome::Never) {
            let ty = self.type_of(&whole);
            if paths::is_inside_type(&paths::segments(path)) {
                whole = self.error(span, m::VARIANT);
            } else if self.infer.name(&ty).is_none() {
                let named = self.literal_type(&types::tokens_of(path), span);
                self.unify(&ty, &named, span);
            }
        }
        let whole = match whole {
            Outcome::Borrower(_) => whole,
            whole => (self.place_of(whole, span)).map_or(Outcome::Poison, Outcome::Place),
        };
        for (name, pattern) in parts {
            if let syn::Pat::Wild(_) = pattern {
                continue;
            }
            let part = self.member(whole.clone(), name, span);
            let part = match behind {
                Some(mutable) => part.reference(mutable),
                None => self.read(part, span),
            };
            self.bind(pattern, part);
        }
    }
}

pub(super) fn member_name(member: &syn::Member) -> String {
    match member {
        syn::Member::Named(name) => name.to_string(),
        syn::Member::Unnamed(index) => index.index.to_string(),
    }
}

/// What `let model: Model<Linear> = Model { … }` writes of the generic arguments that the literal leaves out, as
/// the path of a literal.
pub(super) fn annotation(stmt: &syn::Stmt) -> Option<syn::Path> {
    let syn::Stmt::Local(local) = stmt else {
        return None;
    };
    let (syn::Pat::Type(typed), Some(init)) = (&local.pat, &local.init) else {
        return None;
    };
    let (syn::Type::Path(ty), syn::Expr::Struct(literal)) =
        (types::plain(&typed.ty), expr::plain(&init.expr))
    else {
        return None;
    };
    let mut path = ty.path.clone();
    let (last, bare) = (path.segments.last_mut()?, literal.path.segments.last()?);
    let syn::PathArguments::AngleBracketed(arguments) = &mut last.arguments else {
        return None;
    };
    arguments.colon2_token = Some(Default::default());
    (bare.ident == last.ident && bare.arguments.is_none()).then_some(path)
}

/// Whether a field of a literal is a `PhantomData`, which does not tell what it stands for.
fn has_marker(literal: &syn::ExprStruct) -> bool {
    let is_marker = |field: &syn::FieldValue| match expr::plain(&field.expr) {
        syn::Expr::Path(path) => {
            (path.path.segments.last()).is_some_and(|last| last.ident == "PhantomData")
        }
        _ => false,
    };
    literal.fields.iter().any(is_marker)
}
