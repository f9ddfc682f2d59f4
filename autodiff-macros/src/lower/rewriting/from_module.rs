//! The body of a function of another module, as it would be written where the function is called: what stands in that
//! module or is imported there is named by its path. Where a name may mean something else there, there is no such body.

use crate::lower::calls::told_arguments::InPlace;
use crate::lower::source::standing::{Meaning, Standing};
use crate::lower::{scan, types};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use rustc_hash::FxHashSet;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

/// What is the same everywhere, unless the file says otherwise.
const EVERYWHERE: [&str; 38] = [
    "Box",
    "Clone",
    "Copy",
    "Default",
    "DoubleEndedIterator",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Vec",
    "bool",
    "char",
    "str",
    "usize",
    "isize",
    "autodiff",
];

/// Macros of the standard library in which every name is one of an expression.
const MACROS: [&str; 12] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "matches",
    "panic",
    "todo",
    "unimplemented",
    "unreachable",
    "vec",
];

/// The function as it would be written where it is called.
pub(in crate::lower) fn moved(
    mut function: syn::ItemFn,
    standing: &Standing,
    in_place: &InPlace,
) -> Option<syn::ItemFn> {
    if !standing.has_same_traits() {
        return None;
    }
    let mut locals = Locals::default();
    locals.visit_item_fn(&function);
    let mut mover = Mover {
        standing,
        in_place,
        locals: locals.0,
        lost: false,
    };
    for input in &mut function.sig.inputs {
        if let syn::FnArg::Typed(param) = input {
            mover.visit_pat_type_mut(param);
        }
    }
    mover.visit_return_type_mut(&mut function.sig.output);
    mover.visit_block_mut(&mut function.block);
    (!mover.lost).then_some(function)
}

/// The names that patterns bind.
#[derive(Default)]
struct Locals(FxHashSet<String>);

impl<'ast> Visit<'ast> for Locals {
    fn visit_pat(&mut self, pattern: &'ast syn::Pat) {
        self.0.extend(scan::pattern_names(pattern));
        visit::visit_pat(self, pattern);
    }
}

struct Mover<'s> {
    standing: &'s Standing,
    /// What its callers put in the place of its parameters.
    in_place: &'s InPlace,
    locals: FxHashSet<String>,
    lost: bool,
}

impl Mover<'_> {
    /// Whether a name is one of the body's own, or the same everywhere.
    fn stays(&mut self, name: &str) -> bool {
        if name == "self" || self.locals.contains(name) || self.in_place.replaces(name) {
            return true;
        }
        let known = EVERYWHERE.contains(&name) || types::number(name).is_some();
        known && matches!(self.standing.meaning(name), Meaning::Everywhere)
    }

    fn path_meant(&mut self, path: &syn::Path) -> Option<Vec<String>> {
        let first = path.segments.first()?.ident.to_string();
        match self.standing.meaning(&first) {
            Meaning::Path(meant) => Some(meant),
            Meaning::Everywhere | Meaning::Unknown => None,
        }
    }

    /// Names in the tokens of a macro stay what they are, or the body cannot be moved.
    fn check_tokens(&mut self, tokens: TokenStream) {
        let (mut after_dot, mut colons, mut word_before) = (false, 0, false);
        for tree in tokens {
            match &tree {
                TokenTree::Group(group) => self.check_tokens(group.stream()),
                TokenTree::Ident(name) => {
                    let name = name.to_string();
                    let is_word = syn::parse_str::<Ident>(&name).is_err();
                    match after_dot {
                        // Behind what stays what it is, but not behind `self` or `super`.
                        _ if colons == 2 && !is_word => self.lost |= word_before,
                        true => {
                            self.lost |= !self.standing.is_same_method(&name)
                                || self.standing.hides_field(&name)
                        }
                        false => self.lost |= !is_word && !self.stays(&name),
                    }
                }
                _ => {}
            }
            word_before = match &tree {
                TokenTree::Ident(name) => syn::parse_str::<Ident>(&name.to_string()).is_err(),
                TokenTree::Punct(punct) if punct.as_char() == ':' => word_before,
                _ => false,
            };
            let is = |c| matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == c);
            after_dot = is('.');
            colons = if is(':') { colons + 1 } else { 0 };
        }
    }
}

impl VisitMut for Mover<'_> {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        visit_mut::visit_path_mut(self, path);
        if path.leading_colon.is_some() {
            return;
        }
        let Some(first) = path.segments.first().map(|s| s.ident.to_string()) else {
            return;
        };
        if path.segments.len() == 1 && self.stays(&first)
            || matches!(first.as_str(), "crate" | "std" | "core" | "alloc")
            || path.segments.len() > 1 && !self.locals.contains(&first) && self.stays(&first)
        {
            return;
        }
        let Some(meant) = self
            .path_meant(path)
            .filter(|_| !matches!(first.as_str(), "self" | "super" | "Self"))
        else {
            self.lost = true;
            return;
        };
        let mut meant = meant.into_iter().peekable();
        if meant.next_if(|first| first.is_empty()).is_some() {
            path.leading_colon = Some(syn::Token![::](Span::call_site()));
        }
        let names: Vec<String> = meant.collect();
        let arguments = path.segments.first().map(|s| s.arguments.clone());
        let rest = std::mem::take(&mut path.segments).into_iter().skip(1);
        let mut before: Vec<syn::PathSegment> = names
            .iter()
            .map(|name| Ident::new(name, Span::call_site()).into())
            .collect();
        if let (Some(last), Some(arguments)) = (before.last_mut(), arguments) {
            last.arguments = arguments;
        }
        path.segments = before.into_iter().chain(rest).collect();
    }

    fn visit_pat_ident_mut(&mut self, pattern: &mut syn::PatIdent) {
        // It may be a constant or a variant instead.
        let name = pattern.ident.to_string();
        let is_new = !name.starts_with(char::is_uppercase)
            && !matches!(self.standing.meaning(&name), Meaning::Path(_));
        self.lost |= !is_new && name != "None";
        visit_mut::visit_pat_ident_mut(self, pattern);
    }

    fn visit_macro_mut(&mut self, mac: &mut syn::Macro) {
        let name = mac.path.get_ident().map(ToString::to_string);
        self.lost |= !name.is_some_and(|name| MACROS.contains(&name.as_str()));
        self.check_tokens(mac.tokens.clone());
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {
        self.lost = true;
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
        self.lost |= !self.standing.is_same_method(&call.method.to_string());
        visit_mut::visit_expr_method_call_mut(self, call);
    }

    fn visit_member_mut(&mut self, member: &mut syn::Member) {
        let name = crate::lower::structs::member_name(member);
        self.lost |= self.standing.hides_field(&name);
    }
}
