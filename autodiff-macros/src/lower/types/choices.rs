//! The type that is chosen in the end for a variable that is not bound.
//!
//! The name of a call's result holds the types of the arguments, which may be such results in turn: written out,
//! names double with each call that is given one result twice, and results may speak of each other in a circle.

use crate::ir::{Float, Type};
use crate::lower::types::infer::{Infer, Kind};
use proc_macro2::Span;

/// How many variables may be replaced in one type. What takes more is not known, and the user is asked to write it.
const LONGEST: usize = 500;

/// The variables whose types are being chosen, one inside the other, and how many were for this type so far.
#[derive(Default)]
pub(in crate::lower) struct Choosing {
    inside: Vec<u32>,
    count: usize,
}

impl Infer {
    pub(in crate::lower) fn choose(&self, index: u32) -> Type {
        let variable = &self.variables[index as usize];
        // A float that calls gave; the pins see to it that it is this one.
        if let Kind::Float | Kind::Number = variable.kind
            && !variable.names.is_empty()
            && variable.names.iter().all(|name| self.is_f64(name))
        {
            return Type::F64;
        }
        if !self.enter(index) {
            return Type::Unknown;
        }
        let name = self.chosen_name(index);
        self.choosing.borrow_mut().inside.pop();
        match (variable.kind, name) {
            (Kind::Float | Kind::Number, Some(name)) => Type::Float(match self.is_generic(&name) {
                true => Float::Generic(Box::new(name)),
                false => Float::Pinned(Box::new(name)),
            }),
            (Kind::Float, None) => Type::F64,
            (Kind::Int, Some(name)) => Type::Integer(Box::new(name)),
            (Kind::Any | Kind::Struct, Some(name)) => name,
            (Kind::Int, None) if !variable.constant => Type::Int("i32"),
            _ => Type::Unknown,
        }
    }

    fn is_f64(&self, (name, _): &(Type, Span)) -> bool {
        self.only_f64 && is_of_call(name)
    }

    /// Begins to choose for a variable, unless that is being done, or was for too many.
    fn enter(&self, index: u32) -> bool {
        let mut choosing = self.choosing.borrow_mut();
        if choosing.inside.is_empty() {
            choosing.count = 0;
        }
        choosing.count += 1;
        let enters = choosing.count <= LONGEST && !choosing.inside.contains(&index);
        if enters {
            choosing.inside.push(index);
        }
        enters
    }
}

/// Whether the type is that of a call's result, or of a part of one.
fn is_of_call(name: &Type) -> bool {
    match name {
        Type::Output(_) => true,
        Type::Component(of, _) | Type::Inside(of) | Type::Element(of) => is_of_call(of),
        _ => false,
    }
}
