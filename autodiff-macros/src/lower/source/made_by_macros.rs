//! The types, and the blocks about them, that macros make which the same file defines: `vec3!(Position);`. What they
//! are expanded to is read like what the file says itself, as hints that rustc checks.

use crate::lower::source::macro_rules::expanded;
use crate::lower::source::macros_in_sight::group_end;
use crate::lower::source::text::Source;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;

/// The structs, enums and blocks that invocations of the file's own macros make in its modules, as text, with the place
/// behind each invocation.
pub(super) fn made_by_macros(source: &Source) -> Vec<(usize, String)> {
    let mut all = Vec::new();
    for (bang, _) in source.blank.match_indices('!') {
        let before = source.blank[..bang].trim_end();
        let rest = before.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_');
        let name = &before[rest.len()..];
        let begins = rest.trim_end();
        let is_item = begins.is_empty() || begins.ends_with([';', '}', '{', ']']);
        if !is_item || name == "macro_rules" || !source.scopes.is_in_module(rest.len()) {
            continue;
        }
        let given = &source.text[bang + 1..][..group_end(&source.blank[bang + 1..])];
        let made = || {
            let defined = source.macros(name)?;
            let mut seen = defined.iter().rev();
            let rules = seen.find_map(|defined| source.rules_for(defined, rest.len()))?;
            match given.parse::<TokenStream>().ok()?.into_iter().next()? {
                TokenTree::Group(given) => items(rules.parse().ok()?, &given.stream()),
                _ => None,
            }
        };
        all.extend(made().map(|made| (bang + 1 + given.len(), made)));
    }
    all
}

/// What an invocation makes, as far as it is about types.
fn items(rules: TokenStream, given: &TokenStream) -> Option<String> {
    let made = expanded(rules, given, &|tree| tree)?;
    let file: syn::File = syn::parse2(in_text(made)).ok()?;
    let about_types = |item: &syn::Item| {
        matches!(
            item,
            syn::Item::Struct(_) | syn::Item::Enum(_) | syn::Item::Impl(_)
        )
    };
    let items = file.items.into_iter().filter(about_types);
    let texts = items.map(|item| format!(" {} ", item.to_token_stream()).replace('\n', " "));
    Some(texts.collect())
}

/// What a macro was given as a whole holds together by parentheses in text, but for types, which nothing takes apart.
fn in_text(tokens: TokenStream) -> TokenStream {
    let trees = tokens.into_iter().flat_map(|tree| match tree {
        TokenTree::Group(group) => {
            let inner = in_text(group.stream());
            let is_type = || syn::parse2(inner.clone()).is_ok_and(|ty| holds_together(&ty));
            let delimiter = match group.delimiter() {
                Delimiter::None if is_type() => return inner,
                Delimiter::None => Delimiter::Parenthesis,
                other => other,
            };
            TokenTree::Group(Group::new(delimiter, inner)).into()
        }
        other => TokenStream::from(other),
    });
    trees.collect()
}

fn holds_together(ty: &syn::Type) -> bool {
    matches!(
        ty,
        syn::Type::Path(_) | syn::Type::Array(_) | syn::Type::Tuple(_) | syn::Type::Slice(_)
    )
}

#[cfg(test)]
mod tests {
    use super::{Source, made_by_macros};

    fn made(text: &str) -> String {
        let made = made_by_macros(&Source::of(text));
        let made = made.into_iter().map(|(_, made)| made);
        made.collect::<String>().split_whitespace().collect()
    }

    #[test]
    fn types_and_blocks_are_made() {
        let text = "macro_rules! unit { ($($n:ident),* $(,)?) => { $(pub struct $n(pub f64);
            impl Add for $n { type Output = Self; fn add(self, o: Self) -> Self { $n(self.0 + o.0) } })*
            fn unseen() {} }; }
            unit!(A, B,);";
        let made = made(text);
        assert!(made.contains("pubstructA(pubf64);implAddforA{") && made.contains("implAddforB{"));
        assert!(!made.contains("unseen"));
    }

    #[test]
    fn expressions_stay_together() {
        let text = "macro_rules! op { ($ty:ty, |$a:ident| $body:expr) => { impl $ty {
            fn op(self) -> f64 { let $a = self; 2.0 * $body } } } }
            op!(A, |a| a.x + 1.0); fn f() { op!(B, |b| b.x); }";
        let made = made(text);
        assert_eq!(made, "implA{fnop(self)->f64{leta=self;2.0*(a.x+1.0)}}");
    }

    #[test]
    fn modules_see_the_macros_around_them() {
        let text = "macro_rules! one { ($n:ident) => { struct $n; } }
            mod m { one!(A);
                macro_rules! two { ($a:ident $op:tt $b:ident) => { struct $a; struct $b; } } two!(B + C); }
            two!(D + E);";
        assert_eq!(made(text), "structA;structB;structC;");
        let source = Source::of(text);
        let places = made_by_macros(&source).into_iter();
        let before: Vec<&str> = places.map(|(at, _)| &text[at - 5..at]).collect();
        assert_eq!(before, ["ne!(A)", "B + C)"].map(|end| &end[1..]));
    }

    #[test]
    fn what_does_not_fit_makes_nothing() {
        let text = "macro_rules! one { ($n:ident) => { struct $n; } } one!(A, B); two!(C);
            macro_rules! three { ($n:ident) => { struct $m; } } three!(A);";
        assert_eq!(made(text), "");
    }
}
