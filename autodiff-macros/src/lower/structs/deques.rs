//! Fields that are `VecDeque`s. A struct may hold some, which take part in its gradient as lists; what reads or changes
//! one, or makes it, would have to know that it is no `Vec`, as those inside of functions are.

use crate::ir::{Place, Tokens, Type};
use crate::lower::messages as m;
use crate::lower::types::fields::last_segment;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// The error of a field that is a `VecDeque`.
    pub(in crate::lower) fn deque_field(&mut self, field: &Place, span: Span) -> Option<Outcome> {
        let ty = self.place_type(field);
        let name = self.infer.name(&ty)?;
        self.is_deque(&name)
            .then(|| self.error(span, m::DEQUE_FIELD))
    }

    /// The same of a field of a literal.
    pub(in crate::lower) fn deque_in_literal(
        &mut self,
        whole: Tokens,
        field: &str,
        span: Span,
    ) -> Option<Outcome> {
        let field = Type::FieldOf(Box::new(Type::Named(whole)), field.to_string());
        self.is_deque(&field)
            .then(|| self.error(span, m::DEQUE_FIELD))
    }

    /// Whether the definition of a struct says that a field is a `VecDeque`.
    fn is_deque(&mut self, field: &Type) -> bool {
        let written = self.written(field);
        let last = written.as_ref().and_then(|w| last_segment(&w.ty));
        last.is_some_and(|last| last.ident == "VecDeque")
    }
}
