//! Variables that only macro hygiene tells apart get names that tell them apart.
//!
//! In a function made by `macro_rules!` a `total` of the macro's and a `total` of its caller's are
//! two variables. A macro like this one sees the same text twice; what differs is the syntax context
//! of the span.

use proc_macro2::{Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
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
    let mut fields = Fields::default();
    fields.visit_item_fn(item);
    let renamed = rename(tokens, &renamed, &fields);
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

/// Where the names of fields stand in literals and patterns.
#[derive(Default)]
struct Fields {
    alone: BTreeSet<String>,
    /// The name is that of the variable, too, as in `Point { x, y }`.
    shorthand: BTreeSet<String>,
}

impl Fields {
    fn add(&mut self, member: &syn::Member, colon: bool) {
        if let syn::Member::Named(ident) = member {
            let names = if colon {
                &mut self.alone
            } else {
                &mut self.shorthand
            };
            names.insert(format!("{:?}", ident.span()));
        }
    }
}

impl<'ast> Visit<'ast> for Fields {
    fn visit_field_value(&mut self, field: &'ast syn::FieldValue) {
        self.add(&field.member, field.colon_token.is_some());
        syn::visit::visit_field_value(self, field);
    }

    fn visit_field_pat(&mut self, field: &'ast syn::FieldPat) {
        self.add(&field.member, field.colon_token.is_some());
        syn::visit::visit_field_pat(self, field);
    }
}

fn rename(
    tokens: TokenStream,
    renamed: &BTreeMap<Hygienic, String>,
    fields: &Fields,
) -> TokenStream {
    // Behind `.` or `::` a name is that of a field, a method or an item.
    let (mut qualified, mut colon) = (false, false);
    let mut out = TokenStream::new();
    for tree in tokens {
        let here = qualified;
        let is = |c| matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == c);
        // Behind two dots there is the end of a range.
        qualified = is(':') && colon || is('.') && !here;
        colon = is(':') && !colon;
        match tree {
            TokenTree::Group(group) => {
                let inner = rename(group.stream(), renamed, fields);
                let mut new = Group::new(group.delimiter(), inner);
                new.set_span(group.span());
                out.extend([TokenTree::Group(new)]);
            }
            TokenTree::Ident(ident) if !here => {
                let key = (ident.to_string(), context_of(ident.span()));
                let place = format!("{:?}", ident.span());
                let new = renamed.get(&key).filter(|_| !fields.alone.contains(&place));
                let Some(new) = new else {
                    out.extend([TokenTree::Ident(ident)]);
                    continue;
                };
                let new = Ident::new(new, ident.span());
                if fields.shorthand.contains(&place) {
                    let colon = TokenTree::Punct(Punct::new(':', Spacing::Alone));
                    out.extend([TokenTree::Ident(ident), colon]);
                }
                out.extend([TokenTree::Ident(new)]);
            }
            other => out.extend([other]),
        }
    }
    out
}
