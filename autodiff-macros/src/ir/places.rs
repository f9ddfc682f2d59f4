//! The types of places and small builders of values, shared by the stages.

use super::*;

impl Function {
    /// What an argument that is a view is copied into at the beginning: it may be kept where the view may not.
    pub(crate) fn owned_copy(&self, view: Value) -> Option<Value> {
        self.body.stmts.iter().find_map(|stmt| match stmt {
            Stmt::Call(call) if call.target.copies_view() => match call.args[..] {
                [Arg::Operand(Operand::Value(of))] if of == view => call.result,
                _ => None,
            },
            _ => None,
        })
    }

    /// The type of what stands at a place; `None` if it cannot be told.
    pub(crate) fn place_type(&self, place: &Place) -> Option<Type> {
        let mut ty = self.memory(place.memory).ty.clone();
        for projection in &place.path {
            ty = match projection {
                Projection::Index(_) => self.element_of(&ty)?,
                Projection::Range(..) => match ty {
                    Type::Array(item, _) | Type::Vec(item) | Type::Slice(item) => Type::Slice(item),
                    other => Type::Slice(Box::new(self.element_of(&other)?)),
                },
                Projection::Field(i) => match ty {
                    Type::Tuple(items) => items.get(*i)?.clone(),
                    _ => return None,
                },
                Projection::Member(name) => self.member_of(&ty, name)?,
                Projection::Text => Type::Str,
                Projection::Payload(variant, field) => match ty {
                    Type::Option(item) | Type::Result(item, _) => match *item {
                        Type::Ref(behind, _) => *behind,
                        item => item,
                    },
                    other => self.member_of(&other, &variant.key(field))?,
                },
            };
        }
        Some(ty)
    }

    /// What is known of a type that is named by what it is a part of.
    fn known(&self, ty: Type) -> Type {
        let mut known = self.known.iter();
        match known.find(|(name, _)| *name == ty) {
            Some((_, known)) => known.clone(),
            None => ty,
        }
    }

    /// The type of an element, where indexing gives one.
    pub(crate) fn element_of(&self, ty: &Type) -> Option<Type> {
        match ty {
            // The gradient of an array is indexed like the array.
            Type::Gradient(of) => Some(self.element_of(of)?.gradient()),
            other => other.element().map(|item| self.known(item)),
        }
    }

    fn member_of(&self, ty: &Type, name: &str) -> Option<Type> {
        match ty {
            Type::Tuple(items) => items.get(name.parse::<usize>().ok()?).cloned(),
            // The gradient of a struct has its fields.
            Type::Gradient(of) => Some(self.member_of(of, name)?.gradient()),
            Type::Named(_)
            | Type::Applied(..)
            | Type::Element(_)
            | Type::Component(..)
            | Type::FieldOf(..)
            | Type::Inside(_)
            | Type::Output(_) => Some(self.known(Type::FieldOf(Box::new(ty.clone()), name.into()))),
            _ => None,
        }
    }

    /// Whether what is assigned to a place may carry a gradient: a field whose type is not known has
    /// that of what it is given.
    pub(crate) fn assigns_gradient(&self, place: &Place, operand: &Operand) -> bool {
        let ty = self.place_type(place);
        ty.is_none_or(|ty| ty.carries_gradient()) && self.operand_type(operand).carries_gradient()
    }

    /// The type of an operand.
    pub(crate) fn operand_type(&self, operand: &Operand) -> Type {
        match operand {
            Operand::Unit => Type::Unit,
            Operand::Value(v) => self.value(*v).ty.clone(),
            Operand::Memory(m) => self.memory(*m).ty.clone(),
            Operand::Tuple(items) => {
                Type::Tuple(items.iter().map(|item| self.operand_type(item)).collect())
            }
            Operand::Array(items) => match items.first() {
                Some(item) => {
                    let len = proc_macro2::Literal::usize_unsuffixed(items.len());
                    let tree = proc_macro2::TokenTree::Literal(len);
                    let item = self.operand_type(item);
                    Type::Array(Box::new(item), Tokens::new(tree.into()))
                }
                None => Type::Unknown,
            },
            Operand::Struct(path, _) => Type::Named(path.clone()),
            Operand::Variant { ty, .. } => ty.clone(),
            Operand::Failure(_) => Type::Unknown,
        }
    }

    /// What a caller knows of a function it calls.
    pub(crate) fn callee(&self, call: &Call) -> Callee {
        let reference = |place: &Place, mutable| {
            let ty = self.place_type(place).unwrap_or(Type::Unknown);
            Type::Ref(Box::new(ty), mutable)
        };
        let mut rest = call.args.iter();
        let mut args = Vec::new();
        while let Some(arg) = rest.next() {
            args.push(match arg {
                Arg::Operand(operand) => self.operand_type(operand),
                Arg::Ref(place) => reference(place, false),
                Arg::RefMut(place) => reference(place, true),
                Arg::Struct(borrower) => {
                    let parts = borrower.parts().len();
                    rest.by_ref().take(parts).for_each(drop);
                    Type::Ref(Box::new(borrower.ty.clone()), false)
                }
                Arg::Function {
                    passed, captures, ..
                } => {
                    rest.by_ref().take(*captures).for_each(drop);
                    passed.calls(&self.closures)
                }
            });
        }
        Callee {
            target: call.target.clone(),
            args,
        }
    }

    /// A new value, unnamed, at the place in the source of another.
    pub(crate) fn value_like(&mut self, other: Value, ty: Type) -> Value {
        let span = self.value(other).span;
        self.new_value(ValueInfo {
            ty,
            name: None,
            span,
        })
    }
}

impl Place {
    /// Of a place in an item of a list, or of parts of that: the index of the item, and what leads on from it.
    pub(crate) fn in_item(&self) -> Option<(Value, &[Projection])> {
        let is_part = |p: &&Projection| matches!(p, Projection::Range(..));
        let parts = self.path.iter().take_while(is_part).count();
        match self.path[parts..].split_first()? {
            (Projection::Index(index), below) => Some((*index, below)),
            _ => None,
        }
    }

    /// The same where components of tuples lead on.
    pub(crate) fn component_of_item(&self) -> Option<(Value, Vec<usize>)> {
        let (index, below) = self.in_item()?;
        let component = |p: &Projection| match p {
            Projection::Field(at) => Some(*at),
            _ => None,
        };
        Some((index, below.iter().map(component).collect::<Option<_>>()?))
    }

    /// Whether both can be lent at once, to be written: other fields, or the two halves of a slice.
    pub(crate) fn is_apart(&self, other: &Place) -> bool {
        let fields = |(a, b): (&Projection, &Projection)| match (a, b) {
            (Projection::Field(i), Projection::Field(j)) => i != j,
            (Projection::Member(i), Projection::Member(j)) => i != j,
            _ => false,
        };
        let common = self.common(other);
        self.memory != other.memory
            || (self.path.get(common).zip(other.path.get(common))).is_some_and(fields)
            || self.halves(other).is_some()
    }

    /// Where the paths of two parts tell them apart as what stands in front of an index and what
    /// stands behind it.
    pub(crate) fn halves(&self, other: &Place) -> Option<(usize, Value)> {
        let at = self.common(other);
        match (self.path.get(at)?, other.path.get(at)?) {
            (Projection::Range(None, Some(i)), Projection::Range(Some(j), None))
            | (Projection::Range(Some(i), None), Projection::Range(None, Some(j)))
                if i == j && self.memory == other.memory =>
            {
                Some((at, *i))
            }
            _ => None,
        }
    }

    /// Where the paths of two elements or parts of one list part. Where Rust has checked that they are lent at once, one
    /// of them to be written, they do not overlap.
    pub(crate) fn parting(&self, other: &Place) -> Option<usize> {
        let at = self.common(other);
        let picks = |place: &Place| {
            let (first, below) = place.path.get(at..)?.split_first()?;
            let is_opened = below.iter().any(|p| matches!(p, Projection::Payload(..)));
            let is_part = matches!(first, Projection::Index(_) | Projection::Range(..));
            (is_part && !is_opened).then_some(())
        };
        (self.memory == other.memory && picks(self).and(picks(other)).is_some()).then_some(at)
    }

    /// Whether both can be lent to one call that writes to at least one of them.
    pub(crate) fn lent_apart(&self, other: &Place) -> bool {
        self.is_apart(other) || self.parting(other).is_some()
    }

    /// How many projections the paths have in common.
    fn common(&self, other: &Place) -> usize {
        let pairs = self.path.iter().zip(&other.path);
        pairs.take_while(|(a, b)| a == b).count()
    }
}
