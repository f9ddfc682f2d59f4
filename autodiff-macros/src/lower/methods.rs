//! Who lowers which method call.

use super::memory::memory_methods;
use super::messages as m;
use super::types::infer::Kind;
use super::types::mapping;
use super::*;
use crate::ir::Expr;

impl<'a> Lowerer<'a> {
    /// `f64::sin(x)`, `usize::max(a, b)`, `f64::from(i)`
    pub(super) fn primitive_call(
        &mut self,
        ty: &Type,
        name: &str,
        args: Vec<Outcome>,
        span: Span,
    ) -> Outcome {
        let Some((receiver, rest)) = args.split_first() else {
            if name == "default" {
                return self.default_value(Some(ty.clone()), span);
            }
            return self.error_about(span, m::STD_FUNCTION, name);
        };
        let found = self.type_of(&receiver.clone().dereferenced());
        if name == "from" && self.is_of_own_type(&found) {
            return self.conversion(ty.clone(), receiver.clone(), span);
        }
        let receiver = self.value(receiver.clone(), span);
        if name == "from" && rest.is_empty() {
            self.number_by_definition(receiver);
            let expr = Expr::Cast(receiver, ty.clone());
            return Outcome::Value(self.define(expr, ty.clone(), "", span));
        }
        if let ("try_from", []) = (name, rest)
            && let Some(outcome) = self.checked_conversion(receiver, ty, span)
        {
            return outcome;
        }
        if let ("clone", []) = (name, rest) {
            return Outcome::Value(receiver);
        }
        if name.starts_with("from_") {
            return self.error_about(span, m::STD_FUNCTION, name);
        }
        self.unify_value(receiver, ty, span);
        let rest = rest
            .iter()
            .map(|arg| self.value(arg.clone(), span))
            .collect();
        self.scalar_method(name, receiver, rest, span)
    }

    /// `statement` says that nobody looks at what the call gives.
    pub(super) fn method_call(&mut self, e: &syn::ExprMethodCall, statement: bool) -> Outcome {
        let span = m::span_of(e);
        self.lending_views(span, |l| l.method_with_arguments(e, statement, span))
    }

    fn method_with_arguments(
        &mut self,
        e: &syn::ExprMethodCall,
        statement: bool,
        span: Span,
    ) -> Outcome {
        let name = e.method.to_string();
        let expected = self.around.expected.take();
        let converts = std::mem::take(&mut self.around.converts);
        let passes_error_on = std::mem::take(&mut self.around.asks_error);
        let slice = std::mem::take(&mut self.around.unwraps_slice);
        let asked = std::mem::take(&mut self.around.asks_option)
            || matches!(expected, Some(Type::Option(_) | Type::Result(..)));
        if let "unwrap" | "expect" = name.as_str() {
            self.around.expected = expected.clone();
        }
        if let Some(outcome) = self.unwrapped_number(e, span) {
            return outcome;
        }
        if let Some(outcome) = self.changed_part(e, span) {
            return outcome;
        }
        if let Some(outcome) = self.unwrapped_factor(e, span) {
            return outcome;
        }
        if let Some(outcome) = self.zip_of_arrays(e, span) {
            return outcome;
        }
        if let Some(outcome) = self.fluent_value(e) {
            return outcome;
        }
        if let Some(outcome) = self.map_entry(e, span) {
            return outcome;
        }
        self.around.unwraps_slice = library::in_order::unwraps_slice(e);
        self.around.asks_option =
            options::results::is_of_options(&name) || asked && mapping::passes_option_on(&name);
        let asks_error = passes_error_on || options::results::hands_errors(e);
        self.around.asks_error = asks_error && options::results::is_mapped(&e.receiver);
        let (receiver, lent) = match name.as_str() {
            "for_each" => self.reading_head(|l| l.expr(&e.receiver)),
            _ => (self.expr(&e.receiver), Vec::new()),
        };
        let receiver = self.borrower_in(receiver);
        let receiver = self.lent_by_itself(receiver);
        let receiver = self.receiver_as_matrix(receiver, &name, span);
        let receiver = self.asked_one_by_one(receiver, &name, span);
        if name == "by_ref" && matches!(receiver, Outcome::Ref(..)) {
            return receiver;
        }
        if let Outcome::Map(map) = receiver.clone().dereferenced() {
            return self.map_method(&receiver, &map, e, statement, span);
        }
        if let Some(outcome) = self.cell_method(&receiver, e, span) {
            return outcome;
        }
        if let Some(outcome) = self.deque_method(&receiver, e, statement, span) {
            return outcome;
        }
        if let ("into", Some(to)) = (name.as_str(), &expected)
            && let Some(made) = self.matrix_into(&receiver, to, span)
        {
            return made;
        }
        if let Some(library) = self.library_of_receiver(&receiver, e) {
            if slice && let Some(slice) = self.slice_in_order(&receiver, &library, e, span) {
                return slice;
            }
            return self.library_method(receiver, library, e, span);
        }
        if let Some(outcome) = self.own_iterator_method(&receiver, e, asked, span) {
            return outcome;
        }
        if let Some(order) = self.structs_compared(&receiver, e, span) {
            return order;
        }
        if self.has_defined_method(&receiver, &name) {
            return self.user_method(e, receiver, statement, span);
        }
        if let (Outcome::Iter(_), "sum", Some(ty)) = (&receiver, name.as_str(), &expected)
            && let Some(sum) = self.sum_as(receiver.clone(), ty, span)
        {
            return sum;
        }
        if name == "try_into" && e.args.is_empty() {
            let ty = self.type_of(&receiver.clone().dereferenced());
            if let Type::Array(..) | Type::Slice(_) | Type::Vec(_) = self.infer.shallow(&ty) {
                return self.converted(receiver, expected, span);
            }
        }
        if let ("into", Some(Type::Vec(_))) = (name.as_str(), &expected)
            && let Some(vec) = self.as_vec(&receiver, span)
        {
            return vec;
        }
        if name == "into"
            && let Some(to) = expected.as_ref()
            && (self.infer.name(to).is_some() || self.is_text(to))
        {
            return self.conversion(to.clone(), receiver, span);
        }
        if let ("into", Some(to @ (Type::Int(_) | Type::Float(_)))) = (name.as_str(), &expected)
            && self.is_known_to_convert(&receiver)
        {
            return self.primitive_call(to, "from", vec![receiver], span);
        }
        if let Some(outcome) = self.string_method(&receiver, e, span) {
            return outcome;
        }
        let behind = receiver.clone().dereferenced();
        if let Some(outcome) = self.option_change(&behind, e, span) {
            return outcome;
        }
        if self.is_optional(&behind, &name) {
            self.around.asks_error = asks_error;
            let optional = self.optional(behind, span);
            self.around.asks_error = false;
            return match optional {
                Some(optional) => self.optional_method(optional, e, converts, span),
                None => Outcome::Poison,
            };
        }
        if let Some(outcome) = self.map_of_unknown(&behind, e, asked, asks_error, span) {
            return outcome;
        }
        match behind {
            Outcome::Poison | Outcome::Never => return Outcome::Poison,
            Outcome::Iter(iter) => {
                let asked = expected.clone();
                let asked = asked.filter(|ty| matches!(ty, Type::Option(_) | Type::Result(..)));
                let outcome = match self.made_of_items(&iter, e, expected, span) {
                    Some(made) => made,
                    None => self.iter_method(iter, e, asked.as_ref(), span),
                };
                self.take_back(lent, span);
                return outcome;
            }
            Outcome::Ordering(order) => return self.ordering_method(order, e, span),
            Outcome::Callable(_) => return self.error(span, m::NOT_A_VALUE),
            Outcome::Unit => return self.error_about(span, m::UNKNOWN_METHOD, &name),
            _ => {}
        }
        let ty = self.type_of(&behind);
        if name == "to_owned" && self.may_define_copies(&ty) {
            return self.error(span, m::COPY_OF_UNKNOWN);
        }
        if self.is_user_method(&ty, &name) || self.is_guessed_method(&ty, e) {
            return self.user_method(e, receiver, statement, span);
        }
        match self.infer.shallow(&ty) {
            Type::Vec(item) if asked && name == "remove" && !self.are_optional(&item) => {
                return self.removed_if_there(receiver, e, span);
            }
            Type::Array(..) | Type::Slice(_) | Type::Vec(_) => {
                return self.memory_method(receiver, e, span);
            }
            // What only arrays have shows that it is one.
            Type::Var(_)
                if memory_methods::is_known(&name)
                    && (name != "clone"
                        || matches!(behind, Outcome::Place(_) | Outcome::Const(_)))
                    && !matches!(self.infer.kind(&ty), Kind::Float | Kind::Int) =>
            {
                return self.memory_method(receiver, e, span);
            }
            _ => {}
        }
        if let ("clone" | "to_owned", true) = (name.as_str(), e.args.is_empty()) {
            if let Outcome::Borrower(borrowing) = &behind {
                let another = self.another_borrower(borrowing);
                return Outcome::Borrower(std::rc::Rc::new(another));
            }
            return self.read(behind, span);
        }
        if let Type::Tuple(_) = self.infer.shallow(&ty) {
            if let ("cmp" | "partial_cmp", Some(other)) = (name.as_str(), e.args.first()) {
                let other = self.expr(other);
                return self.tuples_compared(&name, behind, other, span);
            }
            return self.error_about(span, m::UNKNOWN_METHOD, &name);
        }
        let value = self.value(behind, m::span(&e.receiver));
        if let ("then" | "then_some", Some(arg), Type::Bool | Type::Var(_)) =
            (name.as_str(), e.args.first(), self.infer.shallow(&ty))
        {
            self.unify_value(value, &Type::Bool, span);
            return self.something_if(value, &name, arg, span);
        }
        if let ("partial_cmp" | "total_cmp" | "cmp", Some(arg)) = (name.as_str(), e.args.first()) {
            let other = self.scalar(arg);
            return self.compared(&name, value, other, span);
        }
        let args: Vec<_> = e.args.iter().map(|arg| self.scalar(arg)).collect();
        self.scalar_method(&name, value, args, m::span_of(&e.method))
    }
}
