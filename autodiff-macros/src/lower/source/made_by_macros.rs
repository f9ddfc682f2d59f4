//! The types, and the blocks about them, that macros make which the same file defines: `vec3!(Position);`. What they
//! are expanded to is read like what the file says itself, as hints that rustc checks.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use rustc_hash::FxHashMap;
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};

/// The structs, enums and blocks that invocations of the file's own macros make which stand in no module, as text.
pub(super) fn made_by_macros(text: &str) -> String {
    if !text.contains("macro_rules!") {
        return String::new();
    }
    let Ok(file) = text.parse::<TokenStream>() else {
        return String::new();
    };
    let trees: Vec<TokenTree> = file.into_iter().collect();
    let mut macros: FxHashMap<String, TokenStream> = FxHashMap::default();
    let mut made = String::new();
    for at in 0..trees.len() {
        let invoked = match &trees[at..] {
            [TokenTree::Ident(name), TokenTree::Punct(bang), rest @ ..]
                if bang.as_char() == '!' =>
            {
                (name, rest)
            }
            _ => continue,
        };
        match invoked {
            (keyword, [TokenTree::Ident(name), TokenTree::Group(rules), ..])
                if keyword == "macro_rules" =>
            {
                macros.insert(name.to_string(), rules.stream());
            }
            (name, [TokenTree::Group(given), ..]) => {
                let rules = macros.get(&name.to_string());
                let items = rules.and_then(|rules| expanded(rules.clone(), given.stream()));
                made.extend(items.into_iter().flatten());
            }
            _ => {}
        }
    }
    made
}

/// What the first rule that fits makes, as far as it is about types.
fn expanded(rules: TokenStream, given: TokenStream) -> Option<Vec<String>> {
    let groups = rules.into_iter().filter_map(|tree| match tree {
        TokenTree::Group(group) => Some(group.stream()),
        _ => None,
    });
    let groups: Vec<TokenStream> = groups.collect();
    let made = groups.chunks(2).find_map(|rule| match rule {
        [pattern, body] => {
            let bound = bound_by(pattern.clone(), given.clone()).ok()?;
            Some(transcribed(body.clone(), &[&bound]))
        }
        _ => None,
    })?;
    let file: syn::File = syn::parse2(made).ok()?;
    let about_types = |item: &syn::Item| {
        matches!(
            item,
            syn::Item::Struct(_) | syn::Item::Enum(_) | syn::Item::Impl(_)
        )
    };
    let items = file.items.into_iter().filter(about_types);
    Some(
        items
            .map(|item| format!("\n{}\n", item.to_token_stream()))
            .collect(),
    )
}

/// What the variables of a pattern stand for.
#[derive(Default)]
struct Bound {
    once: FxHashMap<String, TokenStream>,
    /// What is repeated: the variables in it, and what they stand for each time.
    repeated: Vec<(Vec<String>, Vec<Bound>)>,
}

fn bound_by(pattern: TokenStream, given: TokenStream) -> syn::Result<Bound> {
    let mut bound = Bound::default();
    let pattern: Vec<TokenTree> = pattern.into_iter().collect();
    let parser = |input: ParseStream<'_>| bind(&pattern, input, &mut bound);
    parser.parse2(given)?;
    Ok(bound)
}

fn bind(pattern: &[TokenTree], input: ParseStream<'_>, bound: &mut Bound) -> syn::Result<()> {
    let mut rest = pattern;
    while let [first, behind @ ..] = rest {
        if !is_punct(first, '$') {
            rest = behind;
            match (first, input.parse::<TokenTree>()?) {
                (TokenTree::Group(wanted), TokenTree::Group(found))
                    if wanted.delimiter() == found.delimiter() =>
                {
                    let inner: Vec<TokenTree> = wanted.stream().into_iter().collect();
                    let parser = |input: ParseStream<'_>| bind(&inner, input, bound);
                    parser.parse2(found.stream())?;
                }
                (wanted, found) if wanted.to_string() == found.to_string() => {}
                _ => return Err(input.error("another token")),
            }
            continue;
        }
        match behind {
            [
                TokenTree::Ident(name),
                colon,
                TokenTree::Ident(kind),
                behind @ ..,
            ] if is_punct(colon, ':') => {
                bound
                    .once
                    .insert(name.to_string(), fragment(&kind.to_string(), input)?);
                rest = behind;
            }
            [TokenTree::Group(group), behind @ ..] => {
                let (separator, behind) = repetition(behind);
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                let mut times = Vec::new();
                while !input.is_empty() {
                    let ahead = input.fork();
                    let separated = match &separator {
                        Some(separator) if !times.is_empty() => ahead
                            .parse::<TokenTree>()
                            .is_ok_and(|found| found.to_string() == separator.to_string()),
                        _ => true,
                    };
                    let mut once = Bound::default();
                    if !separated || bind(&inner, &ahead, &mut once).is_err() {
                        break;
                    }
                    input.advance_to(&ahead);
                    times.push(once);
                    if inner.is_empty() {
                        break;
                    }
                }
                bound.repeated.push((variables(group.stream()), times));
                rest = behind;
            }
            _ => return Err(input.error("a pattern")),
        }
    }
    Ok(())
}

fn fragment(kind: &str, input: ParseStream<'_>) -> syn::Result<TokenStream> {
    Ok(match kind {
        "ident" => Ident::parse_any(input)?.into_token_stream(),
        "ty" => input.parse::<syn::Type>()?.into_token_stream(),
        "path" => input.parse::<syn::Path>()?.into_token_stream(),
        "literal" => input.parse::<syn::Lit>()?.into_token_stream(),
        "lifetime" => input.parse::<syn::Lifetime>()?.into_token_stream(),
        "vis" => input.parse::<syn::Visibility>()?.into_token_stream(),
        "block" => input.parse::<syn::Block>()?.into_token_stream(),
        "tt" => input.parse::<TokenTree>()?.into(),
        // In text it would bind to what stands around it.
        "expr" => {
            let inner = input.parse::<syn::Expr>()?.into_token_stream();
            TokenTree::Group(Group::new(Delimiter::Parenthesis, inner)).into()
        }
        _ => return Err(input.error("a fragment")),
    })
}

/// What stands behind a repeated group: its separator, and the rest of the pattern.
fn repetition(behind: &[TokenTree]) -> (Option<&TokenTree>, &[TokenTree]) {
    let is_operator = |tree: &TokenTree| ['*', '+', '?'].into_iter().any(|c| is_punct(tree, c));
    match behind {
        [operator, rest @ ..] if is_operator(operator) => (None, rest),
        [separator, _, rest @ ..] => (Some(separator), rest),
        rest => (None, rest),
    }
}

/// The variables that are mentioned.
fn variables(tokens: TokenStream) -> Vec<String> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut found = Vec::new();
    for (at, tree) in trees.iter().enumerate() {
        match (tree, trees.get(at + 1)) {
            (TokenTree::Group(group), _) => found.extend(variables(group.stream())),
            (dollar, Some(TokenTree::Ident(name))) if is_punct(dollar, '$') => {
                found.push(name.to_string());
            }
            _ => {}
        }
    }
    found
}

/// The body of a rule with what the variables stand for, the innermost ones last.
fn transcribed(body: TokenStream, bound: &[&Bound]) -> TokenStream {
    let trees: Vec<TokenTree> = body.into_iter().collect();
    let mut made = TokenStream::new();
    let mut rest = &trees[..];
    while let [first, behind @ ..] = rest {
        rest = behind;
        match (first, behind) {
            (TokenTree::Group(group), _) => {
                let inner = transcribed(group.stream(), bound);
                made.extend([TokenTree::Group(Group::new(group.delimiter(), inner))]);
            }
            (dollar, [TokenTree::Ident(name), behind @ ..]) if is_punct(dollar, '$') => {
                let known = bound.iter().rev();
                let mut known = known.filter_map(|bound| bound.once.get(&name.to_string()));
                match known.next() {
                    Some(known) => made.extend(known.clone()),
                    None => made.extend(name.to_token_stream()),
                }
                rest = behind;
            }
            (dollar, [TokenTree::Group(group), behind @ ..]) if is_punct(dollar, '$') => {
                let (separator, behind) = repetition(behind);
                let mentioned = variables(group.stream());
                let mut repeated = bound.iter().rev().flat_map(|bound| &bound.repeated);
                let times = repeated.find(|(names, _)| names.iter().any(|n| mentioned.contains(n)));
                for (at, once) in times.iter().flat_map(|(_, times)| times).enumerate() {
                    made.extend(separator.filter(|_| at > 0).cloned());
                    let inner: Vec<&Bound> = bound.iter().copied().chain([once]).collect();
                    made.extend(transcribed(group.stream(), &inner));
                }
                rest = behind;
            }
            (tree, _) => made.extend([tree.clone()]),
        }
    }
    made
}

fn is_punct(tree: &TokenTree, c: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == c)
}

#[cfg(test)]
mod tests {
    use super::made_by_macros;

    fn squeezed(text: &str) -> String {
        text.split_whitespace().collect()
    }

    #[test]
    fn types_and_blocks_are_made() {
        let text = "macro_rules! unit { ($($n:ident),* $(,)?) => { $(pub struct $n(pub f64);
            impl Add for $n { type Output = Self; fn add(self, o: Self) -> Self { $n(self.0 + o.0) } })*
            fn unseen() {} }; }
            unit!(A, B,);";
        let made = squeezed(&made_by_macros(text));
        assert!(made.contains("pubstructA(pubf64);implAddforA{") && made.contains("implAddforB{"));
        assert!(!made.contains("unseen"));
    }

    #[test]
    fn expressions_stay_together() {
        let text = "macro_rules! op { ($ty:ty, |$a:ident| $body:expr) => { impl $ty {
            fn op(self) -> f64 { let $a = self; 2.0 * $body } } } }
            op!(A, |a| a.x + 1.0); mod m { op!(B, |b| b.x); }";
        let made = squeezed(&made_by_macros(text));
        assert_eq!(made, "implA{fnop(self)->f64{leta=self;2.0*(a.x+1.0)}}");
    }

    #[test]
    fn what_does_not_fit_makes_nothing() {
        let text = "macro_rules! one { ($n:ident) => { struct $n; } } one!(A, B); two!(C);";
        assert_eq!(made_by_macros(text), "");
    }
}
