//! Expressions as text that knows how tightly it binds, so that parentheses stand where they are
//! needed and nowhere else.
//!
//! What is printed most is put together from streams that are handed over: `quote!` copies what it takes in, and
//! each copy is a call of the compiler.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

/// How tightly the outermost operator of an expression binds, loosest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Or,
    And,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Sum,
    Product,
    Cast,
    Prefix,
    Postfix,
}

impl Level {
    fn tighter(self) -> Level {
        match self {
            Level::Or => Level::And,
            Level::And => Level::Compare,
            Level::Compare => Level::BitOr,
            Level::BitOr => Level::BitXor,
            Level::BitXor => Level::BitAnd,
            Level::BitAnd => Level::Shift,
            Level::Shift => Level::Sum,
            Level::Sum => Level::Product,
            Level::Product => Level::Cast,
            Level::Cast => Level::Prefix,
            Level::Prefix | Level::Postfix => Level::Postfix,
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Code {
    tokens: TokenStream,
    level: Level,
    /// `a as T <` would be read as the beginning of generic arguments.
    ends_in_type: bool,
    /// For `*pointer`: the pointer, which is enough where Rust dereferences by itself.
    pointer: Option<TokenStream>,
}

impl Code {
    pub(super) fn new(tokens: TokenStream, level: Level) -> Self {
        Code {
            tokens,
            level,
            ends_in_type: false,
            pointer: None,
        }
    }

    pub(super) fn atom(tokens: TokenStream) -> Self {
        Code::new(tokens, Level::Postfix)
    }

    pub(super) fn deref(pointer: TokenStream) -> Self {
        Code {
            pointer: Some(pointer.clone()),
            ..Code::new(joined([quote!(*), pointer]), Level::Prefix)
        }
    }

    pub(super) fn cast(self, ty: &TokenStream) -> Self {
        let from = self.at_least(Level::Cast);
        Code {
            ends_in_type: true,
            ..Code::new(quote!(#from as #ty), Level::Cast)
        }
    }

    pub(super) fn prefix(self, operator: TokenStream) -> Self {
        let operand = self.at_least(Level::Prefix);
        Code::new(joined([operator, operand]), Level::Prefix)
    }

    /// A left-associative operator, or a comparison, which associates with nothing.
    pub(super) fn binary(
        left: Code,
        operator: &'static str,
        level: Level,
        right: Code,
        span: Span,
    ) -> Self {
        let left_level = if level == Level::Compare {
            level.tighter()
        } else {
            level
        };
        let operator_tokens = punctuation(operator, span);
        let left = if left.ends_in_type && operator.starts_with('<') {
            left.parenthesised()
        } else {
            left.at_least(left_level)
        };
        let ends_in_type = right.ends_in_type && right.level >= level.tighter();
        let right = right.at_least(level.tighter());
        Code {
            ends_in_type,
            ..Code::new(joined([left, operator_tokens, right]), level)
        }
    }

    pub(super) fn method(self, name: &TokenStream, arguments: &[TokenStream], span: Span) -> Self {
        let receiver = self.receiver();
        Code::atom(quote_spanned!(span=> #receiver.#name(#(#arguments),*)))
    }

    /// The tokens, in parentheses if the context binds more tightly.
    pub(super) fn at_least(self, level: Level) -> TokenStream {
        if self.level < level {
            self.parenthesised()
        } else {
            self.tokens
        }
    }

    /// What stands before a `.` or a `[`.
    pub(super) fn receiver(self) -> TokenStream {
        match self.pointer {
            Some(pointer) => pointer,
            None => self.at_least(Level::Postfix),
        }
    }

    /// Where no operator stands around it.
    pub(super) fn tokens(self) -> TokenStream {
        self.tokens
    }

    pub(super) fn pointer(&self) -> Option<&TokenStream> {
        self.pointer.as_ref()
    }

    fn parenthesised(self) -> TokenStream {
        enclosed(Delimiter::Parenthesis, self.tokens)
    }
}

/// One after the other.
pub(super) fn joined<const N: usize>(streams: [TokenStream; N]) -> TokenStream {
    streams.into_iter().collect()
}

/// What stands between brackets.
pub(super) fn enclosed(delimiter: Delimiter, inner: TokenStream) -> TokenStream {
    TokenTree::Group(Group::new(delimiter, inner)).into()
}

/// The tokens of an operator, at the user's place.
pub(super) fn punctuation(operator: &str, span: Span) -> TokenStream {
    let mut tokens = TokenStream::new();
    let last = operator.chars().count().saturating_sub(1);
    for (i, c) in operator.chars().enumerate() {
        let spacing = if i < last {
            proc_macro2::Spacing::Joint
        } else {
            proc_macro2::Spacing::Alone
        };
        let mut punct = proc_macro2::Punct::new(c, spacing);
        punct.set_span(span);
        tokens.extend([TokenTree::Punct(punct)]);
    }
    tokens
}
