//! The one maker of identifiers: deterministic, free of collisions, close to the user's names.

use crate::ir::Param;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use rustc_hash::FxHashSet;

/// The names in use, by scope. A name that an enclosing scope uses is never used again, so nothing
/// is ever shadowed.
#[derive(Debug)]
pub(super) struct Scopes {
    stack: Vec<FxHashSet<String>>,
}

impl Scopes {
    /// Declares the parameters of a function under their own names.
    pub(super) fn declare_params(&mut self, params: &[Param]) -> Vec<Ident> {
        let mut names = Vec::new();
        for param in params {
            names.push(match param.is_receiver() {
                true => receiver(param.span),
                false => self.declare(&param.name, param.span),
            });
        }
        names
    }

    pub(super) fn new() -> Self {
        Scopes {
            stack: vec![FxHashSet::default()],
        }
    }

    pub(super) fn enter(&mut self) {
        self.stack.push(FxHashSet::default());
    }

    pub(super) fn leave(&mut self) {
        if self.stack.len() > 1 {
            self.stack.pop();
        }
    }

    /// A new variable: called `hint` if that is free, else `hint_2` and so on.
    pub(super) fn declare(&mut self, hint: &str, span: Span) -> Ident {
        let hint = cleaned(hint);
        let mut name = hint.clone();
        let mut version = 1;
        while self.stack.iter().any(|scope| scope.contains(&name)) {
            version += 1;
            name = format!("{hint}_{version}");
        }
        if let Some(scope) = self.stack.last_mut() {
            scope.insert(name.clone());
        }
        escaped(&name, span_of(span))
    }
}

/// A local variable. Its hygiene is its own: nothing of the user's can be mistaken for it.
pub(super) fn local(name: &str, span: Span) -> Ident {
    escaped(&cleaned(name), span_of(span))
}

fn span_of(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}

/// The receiver of a method.
pub(super) fn receiver(span: Span) -> Ident {
    Ident::new("self", span_of(span))
}

/// A name that the user can write too: a field of a cache, a function.
pub(super) fn public(name: &str) -> Ident {
    escaped(&cleaned(name), Span::call_site())
}

/// The associated type that a trait has for the cache of its method: `EvalCache` for `eval`.
pub(super) fn cache_of(method: &str) -> Ident {
    public(&format!("{}Cache", camel_case(method)))
}

/// The associated type for what calls of a trait's method on what it may change leave.
pub(super) fn kept_of(method: &str) -> Ident {
    public(&format!("{}Kept", camel_case(method)))
}

/// `log_likelihood` as `LogLikelihood`.
pub(crate) fn camel_case(name: &str) -> String {
    let name = name.strip_prefix("r#").unwrap_or(name);
    let mut camel = String::new();
    let mut upper = true;
    for c in name.chars() {
        if c == '_' {
            upper = true;
        } else if upper {
            camel.extend(c.to_uppercase());
            upper = false;
        } else {
            camel.push(c);
        }
    }
    camel
}

/// The record of a function, `LogLikelihoodCache`. Of names that differ in capitals or in an underscore before a digit
/// only, `f` and `F`, `k1` and `k_1`, the records differ as well.
pub(crate) fn cache(function: &str) -> String {
    let name = function.strip_prefix("r#").unwrap_or(function);
    let mut cache = String::new();
    let mut begins = true;
    let mut letters = name.chars().peekable();
    while let Some(c) = letters.next() {
        let begins_word = c == '_' && letters.peek().is_some_and(|next| next.is_alphabetic());
        if c.is_uppercase() {
            cache.extend(['_', c]);
        } else if begins {
            cache.extend(c.to_uppercase());
        } else if !begins_word {
            cache.push(c);
        }
        begins = begins_word;
    }
    cache + "Cache"
}

/// The number that stands for a name in a type: `{ ::autodiff::name("apply") }`.
pub(super) fn key(name: &str) -> TokenStream {
    let name = name.trim_start_matches("r#");
    quote!({ ::autodiff::name(#name) })
}

fn escaped(name: &str, span: Span) -> Ident {
    match name {
        "self" | "Self" | "super" | "crate" | "_" => Ident::new(&format!("{name}_"), span),
        "abstract" | "as" | "async" | "await" | "become" | "box" | "break" | "const"
        | "continue" | "do" | "dyn" | "else" | "enum" | "extern" | "false" | "final" | "fn"
        | "for" | "gen" | "if" | "impl" | "in" | "let" | "loop" | "macro" | "match" | "mod"
        | "move" | "mut" | "override" | "priv" | "pub" | "ref" | "return" | "static" | "struct"
        | "trait" | "true" | "try" | "type" | "typeof" | "unsafe" | "unsized" | "use"
        | "virtual" | "where" | "while" | "yield" => Ident::new_raw(name, span),
        _ => Ident::new(name, span),
    }
}

/// Makes an identifier of any text; a raw one is escaped again where it must be.
pub(super) fn cleaned(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    if text.starts_with(|c: char| c.is_ascii_lowercase()) && text.bytes().all(is_plain) {
        return text.into();
    }
    let text = text.replace("r#", "");
    let mut name: String = text
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '_' {
                c
            } else {
                '_'
            }
        })
        .collect();
    if name.chars().all(|c| c == '_') {
        return "value".into();
    }
    if name.starts_with(|c: char| c.is_numeric()) {
        name.insert(0, '_');
    }
    name
}
