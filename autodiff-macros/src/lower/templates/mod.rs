//! Methods of `std` that are written out in Rust: what stands for one is lowered in place of the call,
//! with the receiver under the name `it` and the arguments under theirs.

pub(super) mod template_sources;

use super::flow::branch::as_is;
use super::iteration::iterators::Iter;
use super::messages as m;
use super::options::failures::Fault;
use super::templates::template_sources::{
    OF_DEQUES, OF_ITERATORS, OF_MEMORY, OF_OPTIONS, TRIED, Template,
};
use super::*;
use proc_macro2::{Group, TokenStream, TokenTree};
use std::str::FromStr;

/// The method call that an expression is, if it makes a loop that ends with the first item that is
/// missing.
pub(super) fn until_missing(e: &syn::Expr) -> Option<&syn::ExprMethodCall> {
    match expr::plain(e) {
        syn::Expr::MethodCall(call) => {
            let mut names = TRIED.iter();
            names.any(|(name, ..)| call.method == name).then_some(call)
        }
        _ => None,
    }
}

impl<'a> Lowerer<'a> {
    /// A method of an array, a slice or a `Vec` that is written out above.
    pub(super) fn memory_template(
        &mut self,
        place: &crate::ir::Place,
        name: &str,
        args: &[&syn::Expr],
        span: Span,
    ) -> Option<Outcome> {
        let it = Outcome::Place(place.clone()).reference(true);
        let outcome = self.template(&OF_MEMORY, it, name, args, span)?;
        match (name, outcome) {
            ("binary_search_by", Outcome::Tuple(parts)) => Some(self.searched_for(parts, span)),
            (_, outcome) => Some(outcome),
        }
    }

    /// `remove` of a `VecDeque`, which gives an `Option`.
    pub(super) fn removed_if_there(
        &mut self,
        it: Outcome,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Outcome {
        let args: Vec<_> = e.args.iter().collect();
        match self.template(&OF_DEQUES, it, "remove", &args, span) {
            Some(outcome) => outcome,
            None => self.error(span, m::ARGUMENTS),
        }
    }

    /// Whether items of this type are known to be `Option`s.
    pub(super) fn are_optional(&mut self, item: &Type) -> bool {
        matches!(self.infer.shallow(item), Type::Option(_) | Type::Result(..))
    }

    /// Where something is or, as the error, where it would have to be.
    fn searched_for(&mut self, parts: Vec<Outcome>, span: Span) -> Outcome {
        let Ok([found, at]) = <[Outcome; 2]>::try_from(parts) else {
            return Outcome::Poison;
        };
        let (found, at) = (self.value(found, span), self.value(at, span));
        let maybe = self.perhaps(found, Outcome::Value(at));
        Outcome::Failing(Box::new(maybe), Fault::Number(at))
    }

    /// A method of an iterator that is written out above.
    pub(super) fn iterator_template(
        &mut self,
        it: Outcome,
        name: &str,
        args: &[&syn::Expr],
        span: Span,
    ) -> Option<Outcome> {
        self.template(&OF_ITERATORS, it, name, args, span)
    }

    /// The same under a `?` or, if not `tried`, at the end of the function: the loop is left with what
    /// the function returns for the first item that is missing, or `k` goes on.
    pub(super) fn until_missing_then(
        &mut self,
        call: &syn::ExprMethodCall,
        tried: bool,
        k: Then<'_, 'a>,
        span: Span,
    ) -> Outcome {
        let receiver = self.expr(&call.receiver).dereferenced();
        let it = match receiver {
            Outcome::Iter(iter) => Outcome::Iter(self.rest(iter)),
            Outcome::Poison | Outcome::Never => return Outcome::Poison,
            _ => return self.error(m::span(&call.receiver), m::NOT_CALLED_ON_ITERATOR),
        };
        let args: Vec<_> = call.args.iter().collect();
        let Some((source, names)) = self.bound(&TRIED, it, &call.method.to_string(), &args, span)
        else {
            return self.error(span, m::ARGUMENTS);
        };
        let outer = self.scope.clone();
        self.written_out_then(source, names, span, &mut |l, outcome| {
            let outcome = match outcome {
                Outcome::Maybe(_, inner) if tried => *inner,
                other => other,
            };
            l.going_on(&outer, |l| k(l, outcome))
        })
    }

    /// `collect`, `sum` and `product` of items that may be missing: an `Option` or, with `of_results`, a
    /// `Result` whose error nobody looks at.
    pub(super) fn unless_missing(
        &mut self,
        it: Outcome,
        name: &str,
        of_results: bool,
        span: Span,
    ) -> Option<Outcome> {
        let found = self.template(&OF_OPTIONS, it, name, &[], span)?;
        match self.with_list_in_memory(found, span) {
            Outcome::Poison => Some(Outcome::Poison),
            found if of_results => {
                let maybe = self.optional(found, span)?.outcome();
                Some(Outcome::Failing(Box::new(maybe), Fault::Unseen))
            }
            other => Some(other),
        }
    }

    /// A list that may be missing, where the branches that find it there can use it.
    fn with_list_in_memory(&mut self, found: Outcome, span: Span) -> Outcome {
        let Outcome::Maybe(there, inner) = found else {
            return found;
        };
        let ty = self.type_of(&inner);
        let inner = match self.infer.shallow(&ty) {
            Type::Vec(_) => (self.place_of(*inner, span)).map_or(Outcome::Poison, Outcome::Place),
            _ => *inner,
        };
        Outcome::Maybe(there, Box::new(inner))
    }

    /// `<[f64]>::to_vec(x)`, `Vec::len(x)` and their kin, as a call of the method.
    pub(super) fn method_by_path(
        &mut self,
        path: &syn::ExprPath,
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        const ARGUMENTS: [&str; 4] = ["it", "a", "b", "c"];
        if let Some(object) = self.made_object(path, args, span) {
            return Some(object);
        }
        let names = paths::segments(&path.path);
        let of_std = match (&path.qself, &names[..]) {
            (Some(of), [_]) => of.position == 0,
            (None, [of, _]) => match of.as_str() {
                "str" | "slice" => source::imported_names::is_of_std(&path.path),
                "Option" => paths::is_name_of_std(&path.path.segments[0].ident),
                of => of == "Vec",
            },
            _ => false,
        };
        let name = names.last()?;
        let made = matches!(
            name.as_str(),
            "new" | "with_capacity" | "from" | "from_iter" | "default"
        );
        if !of_std || made || args.is_empty() || args.len() > ARGUMENTS.len() {
            return None;
        }
        let source = format!("it.{name}({})", ARGUMENTS[1..args.len()].join(", "));
        let bound = ARGUMENTS.into_iter().zip(args.iter().cloned()).collect();
        Some(self.written_out(&source, bound, span))
    }

    fn template(
        &mut self,
        templates: &[Template],
        it: Outcome,
        name: &str,
        args: &[&syn::Expr],
        span: Span,
    ) -> Option<Outcome> {
        let (source, names) = self.bound(templates, it, name, args, span)?;
        Some(self.written_out(source, names, span))
    }

    /// The template of a method, and what its names stand for.
    fn bound<'n>(
        &mut self,
        templates: &[Template],
        it: Outcome,
        method: &str,
        args: &[&syn::Expr],
        span: Span,
    ) -> Option<(&'static str, Vec<(&'n str, Outcome)>)> {
        let mut templates = templates.iter();
        let (_, names, source) =
            templates.find(|(n, names, _)| *n == method && names.len() == args.len())?;
        let mut bound = vec![("it", it)];
        for (name, arg) in names.iter().zip(args) {
            let outcome = if *name == "f" {
                match self.callable(arg) {
                    // Ours is asked more often.
                    Some(f) if method.ends_with("_key") && self.changes_captures(&f) => {
                        self.error_about(m::span(arg), m::CHANGING_KEY, method)
                    }
                    Some(f) => Outcome::Callable(f),
                    None => Outcome::Poison,
                }
            } else {
                let outcome = self.expr(arg);
                self.settle(outcome, m::span(arg))
            };
            if let Outcome::Iter(range) = &outcome
                && let Iter::Range { from, .. } = &**range
            {
                let start = from.unwrap_or_else(|| self.usize(0, span));
                bound.push(("start", Outcome::Value(start)));
            }
            bound.push((*name, outcome));
        }
        Some((source, bound))
    }

    /// Lowers Rust of ours, in which these names can be seen.
    pub(super) fn written_out(
        &mut self,
        source: &str,
        names: Vec<(&str, Outcome)>,
        span: Span,
    ) -> Outcome {
        self.written_out_then(source, names, span, &mut as_is)
    }

    fn written_out_then(
        &mut self,
        source: &str,
        names: Vec<(&str, Outcome)>,
        span: Span,
        k: Then<'_, 'a>,
    ) -> Outcome {
        let tokens = TokenStream::from_str(source).unwrap_or_default();
        let expr = match syn::parse2::<syn::Expr>(located(tokens, span)) {
            Ok(expr) => expr,
            Err(error) => {
                self.errors.push(error);
                return Outcome::Poison;
            }
        };
        let mut scope = Scope::default();
        for (name, outcome) in names {
            scope.bind(name, outcome);
        }
        self.scoped_in(scope, |l| l.expr_then(&expr, k))
    }
}

/// The tokens at a place in the user's source.
pub(super) fn located(tokens: TokenStream, span: Span) -> TokenStream {
    let trees = tokens.into_iter().map(|mut tree| {
        if let TokenTree::Group(group) = &tree {
            let inner = located(group.stream(), span);
            tree = TokenTree::Group(Group::new(group.delimiter(), inner));
        }
        tree.set_span(span);
        tree
    });
    trees.collect()
}
