//! Variables that only macro hygiene tells apart get names that tell them apart.
//!
//! In a function made by `macro_rules!` a `total` of the macro's and a `total` of its caller's are
//! two variables. A macro like this one sees the same text twice; what differs is the syntax context
//! of the span.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use syn::visit::Visit;

/// A name and its syntax context.
type Hygienic = (String, String);

/// The function with such variables renamed.
pub(crate) fn separate(item: &syn::ItemFn) -> syn::ItemFn {
    let tokens = item.to_token_stream();
    let mut contexts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    mentioned(tokens.clone(), &mut contexts);
    let mut bindings = Bindings(Vec::new());
    bindings.visit_item_fn(item);
    let mut renamed: BTreeMap<Hygienic, String> = BTreeMap::new();
    let mut kept = BTreeSet::new();
    for (name, context) in bindings.0 {
        let several = contexts.get(&name).is_some_and(|all| all.len() > 1);
        let key = (name.clone(), context);
        if !several || renamed.contains_key(&key) || kept.contains(&key) {
            continue;
        }
        // The first one keeps its name, provided that no other meaning of the name is in use.
        let bound_first = kept.iter().all(|(other, _): &Hygienic| *other != name);
        if bound_first && key.1 == context_of(item.sig.ident.span()) {
            kept.insert(key);
            continue;
        }
        let mut version = 2;
        while contexts.contains_key(&format!("{name}_{version}")) {
            version += 1;
        }
        let new = format!("{name}_{version}");
        contexts.insert(new.clone(), BTreeSet::new());
        renamed.insert(key, new);
    }
    if renamed.is_empty() {
        return item.clone();
    }
    let renamed = rename(tokens, &renamed);
    // What parsed before parses with other names.
    syn::parse2(renamed).unwrap_or_else(|_| item.clone())
}

/// The context is printed before the position, as in `#4 bytes(1..2)`.
fn context_of(span: Span) -> String {
    let text = format!("{span:?}");
    match text.split_once(' ') {
        Some((context, _)) if context.starts_with('#') => context.to_string(),
        // Other tools than rustc print spans in their own way: to them all contexts are one.
        _ => String::new(),
    }
}

fn mentioned(tokens: TokenStream, contexts: &mut BTreeMap<String, BTreeSet<String>>) {
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => mentioned(group.stream(), contexts),
            TokenTree::Ident(ident) => {
                let all = contexts.entry(ident.to_string()).or_default();
                all.insert(context_of(ident.span()));
            }
            _ => {}
        }
    }
}

/// The variables that patterns bind, in the order in which they stand.
struct Bindings(Vec<Hygienic>);

impl<'ast> Visit<'ast> for Bindings {
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        let ident = &pattern.ident;
        self.0.push((ident.to_string(), context_of(ident.span())));
        syn::visit::visit_pat_ident(self, pattern);
    }
}

fn rename(tokens: TokenStream, renamed: &BTreeMap<Hygienic, String>) -> TokenStream {
    // Behind `.` or `::` a name is that of a field, a method or an item.
    let mut qualified = false;
    tokens
        .into_iter()
        .map(|tree| {
            let here = qualified;
            qualified = match &tree {
                TokenTree::Punct(punct) if punct.as_char() == ':' => true,
                // Behind two dots there is the end of a range.
                TokenTree::Punct(punct) if punct.as_char() == '.' => !here,
                _ => false,
            };
            match tree {
                TokenTree::Group(group) => {
                    let inner = rename(group.stream(), renamed);
                    let mut new = Group::new(group.delimiter(), inner);
                    new.set_span(group.span());
                    TokenTree::Group(new)
                }
                TokenTree::Ident(ident) if !here => {
                    let key = (ident.to_string(), context_of(ident.span()));
                    match renamed.get(&key) {
                        Some(new) => TokenTree::Ident(Ident::new(new, ident.span())),
                        None => TokenTree::Ident(ident),
                    }
                }
                other => other,
            }
        })
        .collect()
}
