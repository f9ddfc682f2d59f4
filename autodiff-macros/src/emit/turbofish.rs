//! The generic arguments that a caller writes. Generated functions have the parameters of the user's function, but
//! for those of its arguments that are functions: for each of these there is one more behind the others.

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::quote;

/// `path::<args>` in its two parts.
pub(super) fn split_generics(path: &TokenStream) -> (TokenStream, TokenStream) {
    let trees: Vec<TokenTree> = path.clone().into_iter().collect();
    let is = |i: usize, c: char, spacing: Option<Spacing>| match trees.get(i) {
        Some(TokenTree::Punct(punct)) => {
            punct.as_char() == c && spacing.is_none_or(|spacing| punct.spacing() == spacing)
        }
        _ => false,
    };
    let opening = (0..trees.len()).find(|i| {
        is(*i, ':', Some(Spacing::Joint)) && is(i + 1, ':', None) && is(i + 2, '<', None)
    });
    let at = opening.unwrap_or(trees.len());
    (
        trees[..at].iter().cloned().collect(),
        trees[at..].iter().cloned().collect(),
    )
}

/// `::<Rk4, _>` of `::<Rk4>` for a function that takes a function, and of `::<_, Rk4>`.
pub(super) fn of_generated(generics: TokenStream, functions: usize) -> TokenStream {
    if generics.is_empty() || functions == 0 {
        return generics;
    }
    let mut written = written(generics);
    let is_open = |argument: &TokenStream| argument.to_string() == "_";
    let open = written.iter().filter(|argument| is_open(argument)).count();
    if open <= functions {
        written.retain(|argument| !is_open(argument));
        written.extend(std::iter::repeat_n(quote!(_), functions));
    }
    quote!(::<#(#written),*>)
}

/// The arguments of `::<A, B>`.
fn written(generics: TokenStream) -> Vec<TokenStream> {
    let mut depth = 0_i32;
    let (mut all, mut next) = (Vec::new(), TokenStream::new());
    // Behind `::` and `<`.
    for tree in generics.into_iter().skip(3) {
        if let TokenTree::Punct(punct) = &tree {
            match punct.as_char() {
                '<' => depth += 1,
                '>' => depth -= 1,
                ',' if depth == 0 => {
                    all.push(std::mem::take(&mut next));
                    continue;
                }
                _ => {}
            }
        }
        if depth < 0 {
            break;
        }
        next.extend([tree]);
    }
    all.extend((!next.is_empty()).then_some(next));
    all
}

#[cfg(test)]
mod tests {
    use super::of_generated;
    use proc_macro2::TokenStream;

    #[test]
    fn functions_stand_behind_the_others() {
        let of = |generics: &str, functions| {
            let generics: TokenStream = generics.parse().expect("tokens");
            of_generated(generics, functions)
                .to_string()
                .replace(' ', "")
        };
        assert_eq!(of("::<Rk4>", 1), "::<Rk4,_>");
        assert_eq!(of("::<_, Vec<A<f64>>, 3>", 1), "::<Vec<A<f64>>,3,_>");
        assert_eq!(of("::<_, _, T>", 1), "::<_,_,T>");
        assert_eq!(of("::<T>", 0), "::<T>");
        assert_eq!(of("", 2), "");
    }
}
