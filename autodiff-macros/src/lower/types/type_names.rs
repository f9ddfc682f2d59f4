//! The names of types: which of several a type goes by, and names in terms of other names.

use crate::ir::{Callee, Float, Type};
use crate::lower::types::infer::{Infer, Kind};
use proc_macro2::Span;

impl Infer {
    pub(in crate::lower) fn written_name(&self, ty: &Type) -> Option<Type> {
        let mut ty = ty;
        while let Type::Var(index) = ty {
            let variable = self.variables.get(*index as usize)?;
            let mut names = variable.names.iter().map(|(name, _)| name);
            if let Some(name) = names.find(|name| matches!(name, Type::Named(_))) {
                return Some(name.clone());
            }
            ty = variable.bound.as_ref()?;
        }
        None
    }

    /// A name with the types inside it resolved.
    pub(in crate::lower) fn resolve_name(&self, name: &Type) -> Type {
        match name {
            Type::Output(callee) => Type::Output(Box::new(self.resolve_callee(callee))),
            Type::Calls(callee) => Type::Calls(Box::new(self.resolve_callee(callee))),
            Type::Inside(of) => Type::Inside(Box::new(self.resolve_name(of))),
            Type::Element(of) => Type::Element(Box::new(self.resolve_name(of))),
            Type::Component(of, at) => Type::Component(Box::new(self.resolve_name(of)), *at),
            Type::FieldOf(of, field) => {
                Type::FieldOf(Box::new(self.resolve_name(of)), field.clone())
            }
            Type::Named(_) => self.with_arguments(name).unwrap_or_else(|| name.clone()),
            Type::Applied(path, arguments) => {
                let arguments = arguments.iter().map(|argument| self.resolve(argument));
                Type::Applied(path.clone(), arguments.collect())
            }
            other => other.clone(),
        }
    }

    fn resolve_callee(&self, callee: &Callee) -> Callee {
        Callee {
            target: callee.target.map(|ty| self.resolve(ty)),
            args: callee.args.iter().map(|a| self.resolve(a)).collect(),
        }
    }

    /// The name with generic arguments of a struct that a literal names without them.
    fn with_arguments(&self, name: &Type) -> Option<Type> {
        let variable = self
            .variables
            .iter()
            .find(|v| v.names.iter().any(|(n, _)| n == name))?;
        let mut names = variable.names.iter().map(|(other, _)| other);
        names
            .find(|other| is_without_arguments(name, other))
            .map(|full| self.resolve_name(full))
    }

    /// What is of one type has one list of arguments.
    pub(in crate::lower) fn unify_arguments(&mut self, index: u32) {
        let names = self.variables[index as usize].names.iter();
        let applied: Vec<_> = names
            .filter_map(|(name, _)| match name {
                Type::Applied(path, arguments) => Some((path.clone(), arguments.clone())),
                _ => None,
            })
            .collect();
        for pair in applied.windows(2) {
            if let [(path, arguments), (other, others)] = pair
                && path == other
            {
                for (a, b) in arguments.iter().zip(others) {
                    self.unify(a, b);
                }
            }
        }
    }

    /// The name that a type goes by, if nothing is known of it but its names.
    pub(in crate::lower) fn chosen(&self, ty: &Type) -> Option<Type> {
        match self.shallow(ty) {
            Type::Var(index) => self.chosen_name(index),
            _ => None,
        }
    }

    /// The name that an unbound variable goes by. One that speaks of the variable itself is none.
    pub(in crate::lower) fn chosen_name(&self, index: u32) -> Option<Type> {
        let names = &self.variables[index as usize].names;
        let usable = |name: &&Type| !self.contains(name, index);
        let written = |name: &&Type| matches!(name, Type::Named(_) | Type::Applied(..));
        let names: Vec<_> = names.iter().map(|(name, _)| name).filter(usable).collect();
        let bare = |name: &&Type| names.iter().any(|other| is_without_arguments(name, other));
        let name = names
            .iter()
            .copied()
            .filter(written)
            .find(|name| !bare(name))
            // The shorter ones first: the types of a call's arguments stand in that of its result.
            .or_else(|| names.iter().copied().find(|name| !speaks_of_calls(name)))
            .or_else(|| names.first().copied())?;
        Some(match name {
            // Another variable of this name may have other arguments.
            Type::Named(_) => name.clone(),
            name => self.resolve_name(name),
        })
    }

    /// What a part of a literal is goes by the type that the whole turned out to have: `None` in
    /// `c.previous = None`, the integers in `c.indices = vec![0, 1]`.
    pub(in crate::lower) fn name_parts(&mut self, index: u32, ty: &Type) {
        let names = &self.variables[index as usize].names;
        if let Some((name, span)) = names.first().cloned() {
            self.name_parts_of(&name, ty, span);
        }
    }

    fn name_parts_of(&mut self, whole: &Type, ty: &Type, span: Span) {
        let of = || Box::new(whole.clone());
        let parts = match ty {
            Type::Option(item) => vec![(Type::Inside(of()), &**item)],
            Type::Array(item, _) | Type::Slice(item) | Type::Vec(item) => {
                vec![(Type::Element(of()), &**item)]
            }
            Type::Tuple(items) => (items.iter().enumerate())
                .map(|(at, item)| (Type::Component(of(), at), item))
                .collect(),
            _ => return,
        };
        for (name, part) in parts {
            match self.shallow(part) {
                Type::Var(_) => {
                    let open = matches!(self.kind(part), Kind::Any | Kind::Int | Kind::Struct);
                    if open && self.name(part).is_none() {
                        let named = self.named(name, span);
                        self.unify(part, &named);
                    }
                }
                part => self.name_parts_of(&name, &part, span),
            }
        }
    }

    /// Whether a name is that of a part of something whose type is known, with which it is checked.
    pub(in crate::lower) fn is_checked_with_whole(&self, name: &Type) -> bool {
        let (Type::Inside(of) | Type::Element(of) | Type::Component(of, _)) = name else {
            return false;
        };
        let mut variables = self.variables.iter();
        let whole = variables.find(|v| v.names.iter().any(|(n, _)| n == &**of));
        match whole.map(|v| &v.bound) {
            Some(Some(Type::Var(_)) | None) => false,
            Some(Some(_)) => true,
            None => self.is_checked_with_whole(of),
        }
    }

    /// Whether a type depends on type parameters.
    pub(in crate::lower) fn is_generic(&self, ty: &Type) -> bool {
        ty.contains(&|ty| match ty {
            Type::Float(Float::Generic(_)) => true,
            Type::Named(tokens) => tokens.mentions(&self.parameters),
            _ => false,
        })
    }

    /// A name in terms of the name that the whole goes by in the end.
    pub(in crate::lower) fn by_chosen_name(&self, name: &Type) -> Type {
        let whole = |of: &Type| {
            let found = (self.variables.iter()).position(|v| v.names.iter().any(|(n, _)| n == of));
            Box::new(match found {
                Some(index) => self.resolve(&Type::Var(index as u32)),
                None => self.resolve_name(of),
            })
        };
        match name {
            Type::Inside(of) => Type::Inside(whole(of)),
            Type::Element(of) => Type::Element(whole(of)),
            Type::FieldOf(of, field) => Type::FieldOf(whole(of), field.clone()),
            other => self.resolve_name(other),
        }
    }
}

/// Whether one is the other without its generic arguments, as the literal of a struct may name it. What
/// the user wrote is better than what was deduced.
pub(in crate::lower) fn is_without_arguments(name: &Type, full: &Type) -> bool {
    let (name, full) = match (name, full) {
        (Type::Named(name), Type::Applied(path, _)) => return name == path,
        (Type::Named(name) | Type::Applied(name, _), Type::Named(full)) => (name, full),
        _ => return false,
    };
    let rest = full.text().strip_prefix(name.text());
    rest.is_some_and(|rest| rest.trim_start_matches([' ', ':']).starts_with('<'))
}

fn speaks_of_calls(name: &Type) -> bool {
    name.contains(&|ty| matches!(ty, Type::Output(_) | Type::Calls(_)))
}
