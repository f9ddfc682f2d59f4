//! Names in the arguments of a macro, of which nothing is known but tokens.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;

/// What stands around a name.
pub(in crate::lower) struct Around {
    /// It is a field or a method: `x.name`.
    pub(in crate::lower) behind_dot: bool,
    /// `path::name`
    pub(in crate::lower) behind_path: bool,
    /// `name::more`
    pub(in crate::lower) begins_path: bool,
    /// `name: value`
    pub(in crate::lower) is_field: bool,
    /// `name!`
    pub(in crate::lower) is_macro: bool,
}

/// The tokens with other ones in place of those names that `replace` gives some for.
pub(in crate::lower) fn with_names(
    tokens: TokenStream,
    replace: &dyn Fn(&Ident, &Around) -> Option<TokenStream>,
) -> TokenStream {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |at: Option<usize>, c: char| {
        let tree = at.and_then(|at| trees.get(at));
        matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == c)
    };
    let mut result = TokenStream::new();
    for (at, tree) in trees.iter().enumerate() {
        match tree {
            TokenTree::Ident(name) => {
                let (before, two) = (at.checked_sub(1), at.checked_sub(2));
                let (next, second) = (Some(at + 1), Some(at + 2));
                let around = Around {
                    behind_dot: is(before, '.') && !is(two, '.'),
                    behind_path: is(before, ':') && is(two, ':'),
                    begins_path: is(next, ':') && is(second, ':'),
                    is_field: is(next, ':') && !is(second, ':'),
                    is_macro: is(next, '!') && !is(second, '='),
                };
                match replace(name, &around) {
                    Some(other) => result.extend(other),
                    None => name.to_tokens(&mut result),
                }
            }
            TokenTree::Group(group) => {
                let inner = with_names(group.stream(), replace);
                let mut inner = Group::new(group.delimiter(), inner);
                inner.set_span(group.span());
                inner.to_tokens(&mut result);
            }
            other => other.to_tokens(&mut result),
        }
    }
    result
}
