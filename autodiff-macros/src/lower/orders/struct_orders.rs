//! How two structs of the user's compare, by an `Ord` or a `PartialOrd` of theirs: the runtime asks it, and says it as a
//! number.

use crate::ir::{Arg, Binary, Target};
use crate::lower::orders::orderings::Order;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// `a.cmp(&b)` and `a.partial_cmp(&b)` of structs, unless they have a method of this name of their own.
    pub(in crate::lower) fn structs_compared(
        &mut self,
        receiver: &Outcome,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let name = e.method.to_string();
        let other = e.args.first()?;
        if !matches!(name.as_str(), "cmp" | "partial_cmp") {
            return None;
        }
        let ty = self.type_of(&receiver.clone().dereferenced());
        let owner = self.defined_struct(&ty)?;
        if source::methods_defined::has_inherent_method(&owner, &name) {
            return None;
        }
        let other = self.expr(other);
        Some(self.order_of_structs(&name, receiver.clone(), other, span))
    }

    /// The order itself, or whether there is one and what it is.
    fn order_of_structs(
        &mut self,
        name: &str,
        left: Outcome,
        right: Outcome,
        span: Span,
    ) -> Outcome {
        let function = match name {
            "cmp" => "compared",
            _ => "partially_compared",
        };
        let (left, right) = (left.dereferenced(), right.dereferenced());
        let places = (self.place_of(left, span), self.place_of(right, span));
        let (Some(left), Some(right)) = places else {
            return Outcome::Poison;
        };
        let (a, b) = (self.place_type(&left), self.place_type(&right));
        self.unify(&a, &b, span);
        let order = self.new_value(Type::Int("i8"), Some(builder::named("order", false)), span);
        let target = Target::Function(builder::tokens(&format!("::autodiff::{function}")));
        let args = vec![Arg::Ref(left), Arg::Ref(right)];
        self.emit_call(target, "order", args, Some(order), Vec::new(), span);
        let number = |l: &mut Self, number| l.integer(number, Type::Int("i8"), span);
        let (zero, one, none) = (number(self, 0), number(self, 1), number(self, 2));
        let less = self.operation(Binary::Lt, order, zero, span);
        let greater = self.operation(Binary::Eq, order, one, span);
        let found = Outcome::Ordering(Order::Found { less, greater });
        match name {
            "cmp" => found,
            _ => {
                let there = self.operation(Binary::Ne, order, none, span);
                Outcome::Maybe(Box::new(Outcome::Value(there)), Box::new(found))
            }
        }
    }

    /// How two items compare that `min` and `max` choose between, if they are structs.
    pub(in crate::lower) fn order_of_items(
        &mut self,
        left: &Outcome,
        right: &Outcome,
        span: Span,
    ) -> Option<Order> {
        let ty = self.type_of(&left.clone().dereferenced());
        self.defined_struct(&ty)?;
        match self.order_of_structs("cmp", left.clone(), right.clone(), span) {
            Outcome::Ordering(order) => Some(order),
            _ => None,
        }
    }
}
