//! Type inference: unification, with variables for literals and for types of unknown structure.
//!
//! A type that is only a name here (`Real`, the result of a call) is a variable that remembers its
//! names. Whatever it turns out to be becomes a [`Pin`], which rustc checks.

use crate::ir::{Float, Pin, Pinned, Signature, Type};
use crate::lower::library::types::Library;
use crate::lower::types::choices::Choosing;
use crate::lower::types::type_names::is_without_arguments;
use proc_macro2::Span;
use std::cell::RefCell;

/// What is known of a variable that is not bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lower) enum Kind {
    Any,
    /// Operands of arithmetic.
    Number,
    Float,
    Int,
    /// Its fields are named.
    Struct,
}

impl Kind {
    fn meet(self, other: Kind) -> Option<Kind> {
        match (self, other) {
            (a, b) if a == b => Some(a),
            (Kind::Any, k) | (k, Kind::Any) => Some(k),
            (Kind::Struct, _) | (_, Kind::Struct) => None,
            (Kind::Number, k) | (k, Kind::Number) => Some(k),
            _ => None,
        }
    }

    fn admits(self, ty: &Type) -> bool {
        match self {
            Kind::Any => true,
            Kind::Number => matches!(
                ty,
                Type::Float(_) | Type::Int(_) | Type::Integer(_) | Type::Bool
            ),
            Kind::Float => ty.is_float(),
            Kind::Int => ty.is_integer(),
            // An alias of a tuple.
            Kind::Struct => matches!(ty, Type::Tuple(_)),
        }
    }
}

#[derive(Debug)]
pub(in crate::lower) struct Variable {
    pub(in crate::lower) bound: Option<Type>,
    pub(in crate::lower) kind: Kind,
    /// The names of the type, and where they were met.
    pub(in crate::lower) names: Vec<(Type, Span)>,
    /// Whether a `const` is of this type, so that it is not for us to choose it.
    pub(in crate::lower) constant: bool,
    /// What is known of it as the matrix of a library.
    pub(in crate::lower) library: Option<Library>,
}

#[derive(Default)]
pub(in crate::lower) struct Infer {
    pub(in crate::lower) variables: Vec<Variable>,
    /// The names of the type parameters that are floats.
    pub(in crate::lower) parameters: Vec<String>,
    /// Whether the function speaks of no floats but `f64`.
    pub(in crate::lower) only_f64: bool,
    /// Names of which the files say what they are other names of, to callers, too.
    pub(in crate::lower) aliases: Vec<Type>,
    pub(in crate::lower) choosing: RefCell<Choosing>,
}

impl Infer {
    pub(in crate::lower) fn of_kind(&mut self, kind: Kind) -> Type {
        self.variables.push(Variable {
            bound: None,
            kind,
            names: Vec::new(),
            constant: false,
            library: None,
        });
        Type::Var(self.variables.len() as u32 - 1)
    }

    pub(in crate::lower) fn fresh(&mut self) -> Type {
        self.of_kind(Kind::Any)
    }

    pub(in crate::lower) fn of_constant(&mut self) -> Type {
        let ty = self.fresh();
        if let Some(variable) = self.variables.last_mut() {
            variable.constant = true;
        }
        ty
    }

    /// Whether nothing is known of a type but its names.
    pub(in crate::lower) fn is_open(&self, ty: &Type) -> bool {
        matches!(self.shallow(ty), Type::Var(_)) && self.kind(ty) == Kind::Any
    }

    pub(in crate::lower) fn has_name(&self, name: &Type) -> bool {
        let mut names = self.variables.iter().flat_map(|v| &v.names);
        names.any(|(known, _)| known == name)
    }

    /// The variable of a type of unknown structure, one for each name.
    pub(in crate::lower) fn named(&mut self, name: Type, span: Span) -> Type {
        let known = (self.variables.iter()).position(|v| v.names.iter().any(|(n, _)| *n == name));
        if let Some(index) = known {
            return Type::Var(index as u32);
        }
        let ty = self.fresh();
        if let Some(variable) = self.variables.last_mut() {
            variable.names.push((name, span));
        }
        ty
    }

    /// Notes that the files say what a type of this name is.
    pub(in crate::lower) fn alias(&mut self, name: Type) {
        self.aliases.push(name);
    }

    /// Gives a type that has no name, and is not known, a name.
    pub(in crate::lower) fn call(&mut self, ty: &Type, name: Type, span: Span) {
        if let Type::Var(index) = self.shallow(ty)
            && let names = &mut self.variables[index as usize].names
            && names.is_empty()
        {
            names.push((name, span));
        }
    }

    /// The type with its outermost variable replaced, if that is bound.
    pub(in crate::lower) fn shallow(&self, ty: &Type) -> Type {
        let mut ty = ty;
        while let Type::Var(index) = ty {
            match self
                .variables
                .get(*index as usize)
                .and_then(|v| v.bound.as_ref())
            {
                Some(bound) => ty = bound,
                None => break,
            }
        }
        ty.clone()
    }

    pub(in crate::lower) fn kind(&self, ty: &Type) -> Kind {
        match self.shallow(ty) {
            Type::Float(_) => Kind::Float,
            Type::Int(_) | Type::Integer(_) => Kind::Int,
            Type::Var(index) => self.variables[index as usize].kind,
            _ => Kind::Any,
        }
    }

    /// The first name of a type of unknown structure.
    pub(in crate::lower) fn name(&self, ty: &Type) -> Option<Type> {
        match self.shallow(ty) {
            Type::Var(index) => Some(self.variables[index as usize].names.first()?.0.clone()),
            _ => None,
        }
    }

    /// The name that a type is written with, if it has one, else any that it has.
    pub(in crate::lower) fn written(&self, ty: &Type) -> Option<Type> {
        let Type::Var(index) = self.shallow(ty) else {
            return None;
        };
        let names = &self.variables[index as usize].names;
        let is_written = |name: &Type| matches!(name, Type::Named(_) | Type::Applied(..));
        let written = names.iter().find(|(name, _)| is_written(name));
        Some(written.or(names.first())?.0.clone())
    }

    /// Notes that a type is used in arithmetic or as a float.
    pub(in crate::lower) fn narrow(&mut self, ty: &Type, kind: Kind) -> bool {
        let ty = self.shallow(ty);
        let Type::Var(index) = ty else {
            return kind.admits(&ty) || ty == Type::Unknown;
        };
        let variable = &mut self.variables[index as usize];
        match variable.kind.meet(kind) {
            Some(kind) => variable.kind = kind,
            None => return false,
        }
        true
    }

    pub(in crate::lower) fn unify(&mut self, a: &Type, b: &Type) -> bool {
        match (self.shallow(a), self.shallow(b)) {
            (Type::Var(a), Type::Var(b)) => a == b || self.link(a, b),
            (Type::Var(index), ty) | (ty, Type::Var(index)) => self.bind(index, ty),
            (Type::Unknown, _) | (_, Type::Unknown) => true,
            (Type::Tuple(a), Type::Tuple(b)) => {
                a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| self.unify(a, b))
            }
            // Arrays and `Vec`s are slices behind references.
            (
                Type::Array(a, _) | Type::Slice(a) | Type::Vec(a),
                Type::Array(b, _) | Type::Slice(b) | Type::Vec(b),
            ) => self.unify(&a, &b),
            (Type::Ref(a, _), Type::Ref(b, _))
            | (Type::Option(a), Type::Option(b))
            | (Type::Result(a, _), Type::Result(b, _)) => self.unify(&a, &b),
            (a, b) => a == b,
        }
    }

    fn link(&mut self, from: u32, to: u32) -> bool {
        let Some(kind) = self.variables[from as usize]
            .kind
            .meet(self.variables[to as usize].kind)
        else {
            return false;
        };
        let names = std::mem::take(&mut self.variables[from as usize].names);
        let constant = self.variables[from as usize].constant;
        let library = self.variables[from as usize].library.take();
        self.variables[from as usize].bound = Some(Type::Var(to));
        let root = &mut self.variables[to as usize];
        root.kind = kind;
        root.names.extend(names);
        root.constant |= constant;
        root.library = root.library.take().or(library);
        self.unify_arguments(to);
        true
    }

    fn bind(&mut self, index: u32, ty: Type) -> bool {
        let admitted = self.variables[index as usize].kind.admits(&ty);
        if admitted && !self.contains(&ty, index) {
            self.variables[index as usize].bound = Some(ty.clone());
            self.name_parts(index, &ty);
        }
        admitted
    }

    pub(in crate::lower) fn contains(&self, ty: &Type, index: u32) -> bool {
        match self.shallow(ty) {
            Type::Var(other) => other == index,
            Type::Tuple(items) | Type::Applied(_, items) => {
                items.iter().any(|i| self.contains(i, index))
            }
            Type::Array(i, _)
            | Type::Slice(i)
            | Type::Vec(i)
            | Type::Ref(i, _)
            | Type::Option(i)
            | Type::Result(i, _)
            | Type::Inside(i) => self.contains(&i, index),
            Type::Element(i) | Type::Component(i, _) | Type::FieldOf(i, _) => {
                self.contains(&i, index)
            }
            Type::Output(callee) => callee.args.iter().any(|a| self.contains(a, index)),
            _ => false,
        }
    }

    /// The type without variables.
    pub(in crate::lower) fn resolve(&self, ty: &Type) -> Type {
        match self.shallow(ty) {
            Type::Var(index) => self.choose(index),
            Type::Tuple(items) => Type::Tuple(items.iter().map(|i| self.resolve(i)).collect()),
            Type::Array(item, len) => Type::Array(Box::new(self.resolve(&item)), len),
            Type::Slice(item) => Type::Slice(Box::new(self.resolve(&item))),
            Type::Vec(item) => Type::Vec(Box::new(self.resolve(&item))),
            Type::Ref(item, mutable) => Type::Ref(Box::new(self.resolve(&item)), mutable),
            // `None` of whatever: a caller may call it by any name.
            Type::Option(item) => Type::Option(Box::new(match self.resolve(&item) {
                Type::Unknown => Type::Unit,
                item => item,
            })),
            Type::Result(item, error) => Type::Result(Box::new(self.resolve(&item)), error),
            Type::Function(signature) => Type::Function(Box::new(Signature {
                params: signature.params.iter().map(|p| self.resolve(p)).collect(),
                result: self.resolve(&signature.result),
                name: signature.name,
            })),
            other => self.resolve_name(&other),
        }
    }

    /// The type of a parameter as its caller sees it: an alias of what carries no gradient keeps its
    /// name, unless the caller knows what it stands for.
    pub(in crate::lower) fn resolve_as_written(&self, ty: &Type) -> Type {
        match ty {
            Type::Tuple(items) => {
                Type::Tuple(items.iter().map(|i| self.resolve_as_written(i)).collect())
            }
            Type::Array(item, len) => {
                Type::Array(Box::new(self.resolve_as_written(item)), len.clone())
            }
            Type::Slice(item) => Type::Slice(Box::new(self.resolve_as_written(item))),
            Type::Vec(item) => Type::Vec(Box::new(self.resolve_as_written(item))),
            Type::Option(item) => Type::Option(Box::new(self.resolve_as_written(item))),
            other => {
                let resolved = self.resolve(other);
                match self.written_name(other) {
                    Some(name) if !resolved.carries_gradient() && !self.aliases.contains(&name) => {
                        name
                    }
                    _ => resolved,
                }
            }
        }
    }

    /// What rustc is asked to check about the types that are only names here.
    pub(in crate::lower) fn pins(&self) -> Vec<Pin> {
        let mut pins = Vec::new();
        for (index, variable) in self.variables.iter().enumerate() {
            let chosen = self.resolve(&Type::Var(index as u32));
            let mut scalar = false;
            for (name, span) in &variable.names {
                let open = matches!(chosen, Type::Float(_) | Type::Integer(_));
                // A name without arguments may be that of several types.
                let is_bare = is_without_arguments(name, &chosen);
                if is_bare || !open && self.is_checked_with_whole(name) {
                    continue;
                }
                let name = self.resolve_name(name);
                let what = match &chosen {
                    Type::Unknown => continue,
                    other if is_without_arguments(&name, other) => continue,
                    Type::Float(Float::Pinned(first) | Float::Generic(first))
                        if **first == name =>
                    {
                        if std::mem::replace(&mut scalar, true) {
                            continue;
                        }
                        Pinned::Scalar(name)
                    }
                    Type::Integer(first) if **first == name => {
                        if std::mem::replace(&mut scalar, true) {
                            continue;
                        }
                        Pinned::Integer(name)
                    }
                    Type::Integer(first) => Pinned::Same(name, (**first).clone()),
                    Type::Float(Float::Pinned(first) | Float::Generic(first)) => {
                        Pinned::Same(name, (**first).clone())
                    }
                    other if *other == name => continue,
                    other => Pinned::Same(name, other.clone()),
                };
                pins.push(Pin { what, span: *span });
            }
        }
        pins
    }

    /// What the fields and elements of types of unknown structure were found to be, by their names.
    pub(in crate::lower) fn known(&self) -> Vec<(Type, Type)> {
        let mut known = Vec::new();
        for (index, variable) in self.variables.iter().enumerate() {
            let chosen = self.resolve(&Type::Var(index as u32));
            for (name, _) in &variable.names {
                for name in [self.resolve_name(name), self.by_chosen_name(name)] {
                    let part =
                        matches!(name, Type::Element(_) | Type::FieldOf(..) | Type::Inside(_));
                    if part && name != chosen && chosen != Type::Unknown {
                        known.push((name, chosen.clone()));
                    }
                }
            }
        }
        known
    }
}
