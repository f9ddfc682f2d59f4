//! What a macro makes of what it is given: the rules of a `macro_rules!`, as rustc applies them.

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use rustc_hash::FxHashMap;
use std::cell::Cell;
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};

/// What the first rule that fits makes; nothing where it is not sure which one that is. The tokens of the rule itself
/// go through `own`; expressions, types and the like that the macro was given stand in groups without delimiters.
pub(in crate::lower) fn expanded(
    rules: TokenStream,
    given: &TokenStream,
    own: &dyn Fn(TokenTree) -> TokenTree,
) -> Option<TokenStream> {
    let groups = rules.into_iter().filter_map(|tree| match tree {
        TokenTree::Group(group) => Some(group.stream()),
        _ => None,
    });
    let groups: Vec<TokenStream> = groups.collect();
    for rule in groups.chunks(2) {
        let [pattern, body] = rule else { return None };
        let matcher = Matcher::default();
        match matcher.bound_by(pattern.clone(), given.clone()) {
            Ok(bound) => return transcribed(body.clone(), &[&bound], own),
            Err(_) if matcher.unsure.get() => return None,
            Err(_) => {}
        }
    }
    None
}

/// What the variables of a pattern stand for.
#[derive(Default)]
struct Bound {
    once: FxHashMap<String, TokenStream>,
    /// What is repeated: the variables in it, and what they stand for each time.
    repeated: Vec<(Vec<String>, Vec<Bound>)>,
}

#[derive(Default)]
struct Matcher {
    /// Whether something did not fit that rustc may see in another way.
    unsure: Cell<bool>,
}

impl Matcher {
    fn bound_by(&self, pattern: TokenStream, given: TokenStream) -> syn::Result<Bound> {
        let mut bound = Bound::default();
        let pattern: Vec<TokenTree> = pattern.into_iter().collect();
        let parser = |input: ParseStream<'_>| self.bind(&pattern, input, &mut bound);
        parser.parse2(given)?;
        Ok(bound)
    }

    fn bind(
        &self,
        pattern: &[TokenTree],
        input: ParseStream<'_>,
        bound: &mut Bound,
    ) -> syn::Result<()> {
        let mut rest = pattern;
        while let [first, behind @ ..] = rest {
            if !is_punct(first, '$') {
                rest = behind;
                self.token(first, input, bound)?;
                continue;
            }
            match behind {
                [
                    TokenTree::Ident(name),
                    colon,
                    TokenTree::Ident(kind),
                    behind @ ..,
                ] if is_punct(colon, ':') => {
                    let found = self.fragment(&kind.to_string(), input)?;
                    bound.once.insert(name.to_string(), found);
                    rest = behind;
                }
                [TokenTree::Group(group), behind @ ..]
                    if group.delimiter() == Delimiter::Parenthesis =>
                {
                    rest = self.repeated(group, behind, input, bound)?;
                }
                _ => return Err(self.unsure(input)),
            }
        }
        Ok(())
    }

    /// A token that stands for itself.
    fn token(
        &self,
        wanted: &TokenTree,
        input: ParseStream<'_>,
        bound: &mut Bound,
    ) -> syn::Result<()> {
        match (wanted, input.parse::<TokenTree>()?) {
            (TokenTree::Group(wanted), TokenTree::Group(found))
                if wanted.delimiter() == found.delimiter() =>
            {
                let inner: Vec<TokenTree> = wanted.stream().into_iter().collect();
                let parser = |input: ParseStream<'_>| self.bind(&inner, input, bound);
                parser.parse2(found.stream())
            }
            // What another macro was given as a whole is no token, though it may look like one.
            (TokenTree::Group(_), _) | (_, TokenTree::Group(_)) => {
                Err(input.error("another token"))
            }
            (wanted, found) if wanted.to_string() == found.to_string() => Ok(()),
            _ => Err(input.error("another token")),
        }
    }

    /// A repeated group, as often as it fits. Gives what stands behind it in the pattern.
    fn repeated<'p>(
        &self,
        group: &Group,
        behind: &'p [TokenTree],
        input: ParseStream<'_>,
        bound: &mut Bound,
    ) -> syn::Result<&'p [TokenTree]> {
        let Some((separator, operator, behind)) = repetition(behind) else {
            return Err(self.unsure(input));
        };
        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
        let same = |a: &TokenTree, b: &TokenTree| a.to_string() == b.to_string();
        // rustc tries both ways where what is repeated begins like what comes after it.
        if let (None, Some(a), Some(b)) = (separator, inner.first(), behind.first())
            && !is_punct(a, '$')
            && same(a, b)
        {
            return Err(self.unsure(input));
        }
        let mut times = Vec::new();
        let at_most = if operator == '?' { 1 } else { usize::MAX };
        while !input.is_empty() && times.len() < at_most {
            let ahead = input.fork();
            let separated = match separator {
                Some(separator) if !times.is_empty() => {
                    (ahead.parse::<TokenTree>()).is_ok_and(|found| same(&found, separator))
                }
                _ => true,
            };
            let mut once = Bound::default();
            if !separated || self.bind(&inner, &ahead, &mut once).is_err() {
                break;
            }
            input.advance_to(&ahead);
            times.push(once);
            if inner.is_empty() {
                break;
            }
        }
        if operator == '+' && times.is_empty() {
            return Err(input.error("at least one"));
        }
        bound.repeated.push((variables(group.stream()), times));
        Ok(behind)
    }

    fn unsure(&self, input: ParseStream<'_>) -> syn::Error {
        self.unsure.set(true);
        input.error("not sure")
    }

    fn fragment(&self, kind: &str, input: ParseStream<'_>) -> syn::Result<TokenStream> {
        // A fragment that another macro was given is of one kind only.
        let is_held = input.cursor().group(Delimiter::None).is_some();
        let ahead = input.fork();
        let found = match kind {
            "ident" if !is_held => Ident::parse_any(&ahead).map(ToTokens::into_token_stream),
            "lifetime" if !is_held => {
                (ahead.parse::<syn::Lifetime>()).map(ToTokens::into_token_stream)
            }
            "tt" => token(&ahead),
            "literal" => {
                let minus = ahead.parse::<Option<syn::Token![-]>>()?.into_token_stream();
                let literal = ahead.parse::<syn::Lit>();
                literal.map(|literal| held(minus.into_iter().chain(literal.into_token_stream())))
            }
            "vis" => ahead
                .parse::<syn::Visibility>()
                .map(ToTokens::into_token_stream),
            "ty" => held_as::<syn::Type>(&ahead),
            "path" => held_as::<syn::Path>(&ahead),
            "block" => held_as::<syn::Block>(&ahead),
            "expr" => held_as::<syn::Expr>(&ahead),
            "pat" => syn::Pat::parse_multi(&ahead).map(|pattern| held(pattern.into_token_stream())),
            "pat_param" => {
                syn::Pat::parse_single(&ahead).map(|pattern| held(pattern.into_token_stream()))
            }
            _ => return Err(self.unsure(input)),
        };
        match found {
            Ok(found) => {
                input.advance_to(&ahead);
                Ok(found)
            }
            // Of these kinds are single tokens, and no more than what is there can be read as anything.
            Err(error) if matches!(kind, "ident" | "lifetime" | "tt" | "literal") => Err(error),
            Err(error) if input.is_empty() || begins_nothing(input) => Err(error),
            Err(_) => Err(self.unsure(input)),
        }
    }
}

/// What rustc sees as one token: operators of several characters, and lifetimes, are one.
fn token(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let first = input.parse::<TokenTree>()?;
    let mut all = vec![first];
    let text = |all: &[TokenTree]| all.iter().map(|tree| tree.to_string()).collect::<String>();
    while let Some(TokenTree::Punct(last)) = all.last()
        && last.spacing() == Spacing::Joint
        && let Some((next, _)) = input.cursor().token_tree()
    {
        all.push(next);
        let together = text(&all);
        if !(together.starts_with('\'') || OPERATORS.contains(&together.as_str())) {
            all.pop();
            break;
        }
        input.parse::<TokenTree>()?;
    }
    Ok(all.into_iter().collect())
}

/// The operators of several characters.
const OPERATORS: [&str; 24] = [
    "::", "->", "=>", "==", "!=", "<=", ">=", "&&", "||", "+=", "-=", "*=", "/=", "%=", "^=", "&=",
    "|=", "<<", ">>", "<<=", ">>=", "..", "...", "..=",
];

/// What a macro was given as a whole, which nothing around it takes apart.
fn held(tokens: impl IntoIterator<Item = TokenTree>) -> TokenStream {
    TokenTree::Group(Group::new(Delimiter::None, tokens.into_iter().collect())).into()
}

fn held_as<T: syn::parse::Parse + ToTokens>(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    Ok(held(input.parse::<T>()?.into_token_stream()))
}

/// Whether what comes next begins no expression, type or pattern.
fn begins_nothing(input: ParseStream<'_>) -> bool {
    let next = input.cursor().token_tree();
    next.is_some_and(|(next, _)| match next {
        TokenTree::Punct(punct) => {
            matches!(punct.as_char(), ',' | ';' | '=' | '>' | '@' | '~' | '?')
        }
        _ => false,
    })
}

/// What stands behind a repeated group: its separator, its operator, and the rest of the pattern.
fn repetition(behind: &[TokenTree]) -> Option<(Option<&TokenTree>, char, &[TokenTree])> {
    let operator = |tree: &TokenTree| match tree {
        TokenTree::Punct(punct) => Some(punct.as_char()).filter(|c| matches!(c, '*' | '+' | '?')),
        _ => None,
    };
    match behind {
        [first, rest @ ..] if operator(first).is_some() => Some((None, operator(first)?, rest)),
        [separator, second, rest @ ..] => Some((Some(separator), operator(second)?, rest)),
        _ => None,
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

/// The body of a rule with what the variables stand for, the innermost ones last; nothing where it says what is not
/// understood.
fn transcribed(
    body: TokenStream,
    bound: &[&Bound],
    own: &dyn Fn(TokenTree) -> TokenTree,
) -> Option<TokenStream> {
    let trees: Vec<TokenTree> = body.into_iter().collect();
    let mut made = TokenStream::new();
    let mut rest = &trees[..];
    while let [first, behind @ ..] = rest {
        rest = behind;
        match (first, behind) {
            (TokenTree::Group(group), _) => {
                let inner = transcribed(group.stream(), bound, own)?;
                made.extend([own(Group::new(group.delimiter(), inner).into())]);
            }
            (dollar, [TokenTree::Ident(name), behind @ ..]) if is_punct(dollar, '$') => {
                let known = bound.iter().rev();
                let mut known = known.filter_map(|bound| bound.once.get(&name.to_string()));
                match known.next() {
                    Some(known) => made.extend(known.clone()),
                    None if name == "crate" => made.extend([own(name.clone().into())]),
                    None => return None,
                }
                rest = behind;
            }
            (dollar, [TokenTree::Group(group), behind @ ..])
                if is_punct(dollar, '$') && group.delimiter() == Delimiter::Parenthesis =>
            {
                let (separator, _, behind) = repetition(behind)?;
                for (at, times) in together(group, bound)?.into_iter().enumerate() {
                    made.extend(separator.filter(|_| at > 0).cloned().map(own));
                    let inner: Vec<&Bound> = bound.iter().copied().chain(times).collect();
                    made.extend(transcribed(group.stream(), &inner, own)?);
                }
                rest = behind;
            }
            (tree, _) if is_punct(tree, '$') => return None,
            (tree, _) => made.extend([own(tree.clone())]),
        }
    }
    Some(made)
}

/// What the variables in a group stand for each time that it is repeated: all of them as often.
fn together<'b>(group: &Group, bound: &[&'b Bound]) -> Option<Vec<Vec<&'b Bound>>> {
    let mentioned = variables(group.stream());
    let repeated = bound.iter().flat_map(|bound| &bound.repeated);
    let all = repeated.filter(|(names, _)| names.iter().any(|name| mentioned.contains(name)));
    let all: Vec<&Vec<Bound>> = all.map(|(_, times)| times).collect();
    let count = all.first()?.len();
    let same = all.iter().all(|times| times.len() == count);
    same.then(|| {
        (0..count)
            .map(|at| all.iter().map(|times| &times[at]).collect())
            .collect()
    })
}

pub(super) fn is_punct(tree: &TokenTree, c: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == c)
}
