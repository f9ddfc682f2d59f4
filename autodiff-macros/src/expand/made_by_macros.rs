//! Implementations that macros of a differentiated module make: the attribute goes into the macro, in front of each
//! `impl` that the module would have differentiated had it been written out, so that rustc expands both.

use super::std_traits;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use rustc_hash::FxHashSet;

/// What the module knows by names: its types that derive `Differentiable`, and its traits.
pub(super) struct Known<'m> {
    pub(super) derived: &'m FxHashSet<String>,
    pub(super) traits: &'m FxHashSet<String>,
}

/// Puts the attribute into the macros that the module itself calls.
pub(super) fn ask(items: &mut [syn::Item], known: &Known<'_>) {
    let calls = |name: &syn::Ident| -> TokenStream {
        let called = items.iter().filter_map(|item| match item {
            syn::Item::Macro(call) if call.mac.path.is_ident(name) => Some(call.mac.tokens.clone()),
            _ => None,
        });
        called.collect()
    };
    let asked: Vec<_> = items
        .iter()
        .map(|item| match item {
            syn::Item::Macro(definition) if definition.mac.path.is_ident("macro_rules") => {
                let given = words(calls(definition.ident.as_ref()?));
                (!given.is_empty()).then(|| rules(definition.mac.tokens.clone(), &given, known))
            }
            _ => None,
        })
        .collect();
    for (item, asked) in items.iter_mut().zip(asked) {
        if let (syn::Item::Macro(definition), Some(tokens)) = (item, asked) {
            definition.mac.tokens = tokens;
        }
    }
}

/// The rules of a macro: what stands behind each arrow is what it makes.
fn rules(tokens: TokenStream, given: &FxHashSet<String>, known: &Known<'_>) -> TokenStream {
    let mut behind_arrow = false;
    let mut last = ' ';
    let trees = tokens.into_iter().map(|tree| match tree {
        TokenTree::Punct(punct) => {
            behind_arrow = last == '=' && punct.as_char() == '>';
            last = punct.as_char();
            TokenTree::Punct(punct)
        }
        TokenTree::Group(group) if std::mem::replace(&mut behind_arrow, false) => {
            inside(&group, |stream| made(stream, given, known))
        }
        other => other,
    });
    trees.collect()
}

fn inside(group: &Group, change: impl FnOnce(TokenStream) -> TokenStream) -> TokenTree {
    let mut changed = Group::new(group.delimiter(), change(group.stream()));
    changed.set_span(group.span());
    TokenTree::Group(changed)
}

/// What a rule makes, with the attribute in front of what is to have it.
fn made(tokens: TokenStream, given: &FxHashSet<String>, known: &Known<'_>) -> TokenStream {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut out = Vec::new();
    let mut has_attribute = false;
    for (at, tree) in trees.iter().enumerate() {
        match tree {
            TokenTree::Ident(word) if word == "impl" => {
                let header: Vec<_> = (trees[at..].iter())
                    .take_while(|tree| !is_group(tree, Delimiter::Brace))
                    .cloned()
                    .collect();
                if !has_attribute && is_asked_for(&header, given, known) {
                    out.extend(
                        "#[::autodiff::differentiate]"
                            .parse::<TokenStream>()
                            .into_iter()
                            .flatten(),
                    );
                }
                out.push(tree.clone());
            }
            // An attribute belongs to what comes behind it, up to its end.
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
                has_attribute |= words(group.stream()).contains("differentiate");
                out.push(tree.clone());
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                has_attribute = false;
                out.push(tree.clone());
            }
            TokenTree::Group(group) if at > 0 && is_dollar(&trees[at - 1]) => {
                out.push(inside(group, |stream| made(stream, given, known)));
            }
            _ => out.push(tree.clone()),
        }
    }
    out.into_iter().collect()
}

/// Whether an `impl` of this head, by its names and those that the macro is given, is about a type of the module, and is
/// no implementation of a trait from elsewhere that is no operator.
fn is_asked_for(header: &[TokenTree], given: &FxHashSet<String>, known: &Known<'_>) -> bool {
    let is_for = |tree: &TokenTree| matches!(tree, TokenTree::Ident(word) if word == "for");
    let all = words(header.iter().cloned().collect());
    let is_of_module = all.union(given).any(|name| known.derived.contains(name));
    let Some(end) = header.iter().position(is_for) else {
        return is_of_module;
    };
    let of: Vec<_> = header[..end].to_vec();
    let mut names = words(of.iter().cloned().collect());
    if of.iter().any(is_dollar) {
        names.extend(given.iter().cloned());
    }
    let differentiated =
        |name: &String| known.traits.contains(name) || std_traits::is_name_of_operator(name);
    is_of_module && names.iter().any(differentiated)
}

fn is_dollar(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == '$')
}

fn is_group(tree: &TokenTree, delimiter: Delimiter) -> bool {
    matches!(tree, TokenTree::Group(group) if group.delimiter() == delimiter)
}

/// All names in these tokens.
fn words(tokens: TokenStream) -> FxHashSet<String> {
    let mut found = FxHashSet::default();
    for tree in tokens {
        match tree {
            TokenTree::Ident(word) => _ = found.insert(word.to_string()),
            TokenTree::Group(group) => found.extend(words(group.stream())),
            _ => {}
        }
    }
    found
}
