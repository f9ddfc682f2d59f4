//! What the lowering has to say: each message with what to write instead. `{}` stands for a name.

pub(in crate::lower) use crate::lower::source::spans::{span, span_of};
use crate::lower::{Lowerer, Outcome};
use proc_macro2::Span;

#[derive(Clone, Copy)]
pub(in crate::lower) struct Message {
    pub(in crate::lower) what: &'static str,
    pub(in crate::lower) hint: &'static str,
}

impl Lowerer<'_> {
    /// Notes an error and gives the outcome that keeps others from following it.
    pub(in crate::lower) fn error(&mut self, span: Span, message: Message) -> Outcome {
        self.errors.at(span, message.what, message.hint);
        Outcome::Poison
    }

    /// The same, with the name of what is meant in place of `{}`.
    pub(in crate::lower) fn error_about(
        &mut self,
        span: Span,
        message: Message,
        name: &str,
    ) -> Outcome {
        let what = message.what.replace("{}", name);
        let hint = message.hint.replace("{}", name);
        self.errors.at(span, what, &hint);
        Outcome::Poison
    }
}

/// Types around a value whose structure we would have to know.
pub(in crate::lower) const WRAPPERS: [&str; 9] = [
    "Box", "Rc", "Arc", "HashMap", "BTreeMap", "VecDeque", "RefCell", "Mutex", "RwLock",
];

macro_rules! messages {
    ($($name:ident: $what:literal => $hint:literal;)*) => {$(
        pub(in crate::lower) const $name: Message = Message { what: $what, hint: $hint };
    )*};
}

mod calls;
mod expressions;
mod flow;
mod iterators;
mod mismatches;
mod signatures;

pub(in crate::lower) use calls::*;
pub(in crate::lower) use expressions::*;
pub(in crate::lower) use flow::*;
pub(in crate::lower) use iterators::*;
pub(in crate::lower) use mismatches::*;
pub(in crate::lower) use signatures::*;
