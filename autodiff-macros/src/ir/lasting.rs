//! Structs with lifetimes that calls only borrow: what such a call keeps is the same for all lifetimes.

use super::*;
use rustc_hash::FxHashSet;

/// A struct with lifetimes, and which functions that borrow one keep nothing of it.
#[derive(Clone, Debug)]
pub(crate) struct Lasting {
    pub(crate) name: String,
    /// These; all functions if there is no list.
    pub(crate) functions: Option<FxHashSet<String>>,
}

impl Lasting {
    pub(crate) fn is_borrowed_by(&self, called: &Target) -> bool {
        let mut listed = self.functions.iter();
        listed.all(|functions| functions.contains(called.last()))
    }
}

impl Function {
    /// What a caller knows of a function that it calls, where it is asked for what the call keeps: lifetimes of what is
    /// borrowed make no difference to that.
    pub(crate) fn keeping_callee(&self, call: &Call) -> Callee {
        let mut callee = self.callee(call);
        let called = callee.target.clone();
        let lasting = |ty: &Type| self.lasting(ty, &called);
        callee.target = match &callee.target {
            Target::Own(own) if matches!(own.receiver, Some(Passing::Ref | Passing::RefMut)) => {
                let Type::Named(owner) = lasting(&Type::Named(own.owner.clone())) else {
                    return callee;
                };
                Target::Own(Own {
                    owner,
                    ..own.clone()
                })
            }
            Target::Operator { .. } => callee.target.clone(),
            target => target.map(lasting),
        };
        for arg in &mut callee.args {
            if let Type::Ref(behind, mutable) = arg {
                *arg = Type::Ref(Box::new(lasting(behind)), *mutable);
            }
        }
        callee
    }

    /// The type without the lifetimes of the structs that this function only borrows; so of their parts.
    fn lasting(&self, ty: &Type, called: &Target) -> Type {
        let of = |of: &Type| Box::new(self.lasting(of, called));
        let is_borrowed = |name: &str| {
            let mut known = self.borrowed.iter();
            known.any(|known| known.name == name && known.is_borrowed_by(called))
        };
        match ty {
            Type::Named(tokens) if is_borrowed(tokens.last_name()) => Type::Named(tokens.lasting()),
            Type::FieldOf(whole, name) => Type::FieldOf(of(whole), name.clone()),
            Type::Component(whole, position) => Type::Component(of(whole), *position),
            Type::Element(whole) => Type::Element(of(whole)),
            Type::Inside(whole) => Type::Inside(of(whole)),
            other => other.clone(),
        }
    }
}
