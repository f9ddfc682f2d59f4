//! Macros that the file defines with `macro_rules!` are expanded where the function calls them, as rustc does it: what
//! a macro binds has a name of its own, and what it was given as a whole holds together. A call of which it is not
//! sure what it means is left as it is, which is an error later.

use crate::lower::memory::constructors::VecArguments;
use crate::lower::rewriting::groups::Parentheses;
use crate::lower::rewriting::in_macros::with_names;
use crate::lower::source::macro_rules::expanded;
use crate::lower::source::macros_in_sight::meant;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::Cell;
use syn::parse::Parser;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

/// Macros may call themselves; rustc stops at about as many.
const FUEL: usize = 200;

/// The function with the calls of the file's own macros expanded.
pub(crate) fn with_own_macros(function: &syn::ItemFn) -> syn::ItemFn {
    let mut expander = Expander {
        function,
        names: None,
        count: 0,
    };
    let mut result = function.clone();
    expander.visit_block_mut(&mut result.block);
    if expander.count > 0 {
        Parentheses.visit_item_fn_mut(&mut result);
    }
    result
}

struct Expander<'f> {
    /// As it was written.
    function: &'f syn::ItemFn,
    names: Option<Names>,
    /// How many calls were expanded.
    count: usize,
}

/// The names of a function.
#[derive(Default)]
struct Names {
    mentioned: FxHashSet<String>,
    /// How often something is bound to each.
    bound: FxHashMap<String, usize>,
}

impl Names {
    fn of(function: &syn::ItemFn) -> Names {
        let mut names = Names::default();
        mention(function.to_token_stream(), &mut names.mentioned);
        names.visit_item_fn(function);
        names
    }

    /// A name for what a macro binds.
    fn fresh(&mut self, base: &str) -> String {
        let versions = (2..).map(|version| format!("{base}_{version}"));
        let mut names = std::iter::once(base.to_string()).chain(versions);
        let fresh = names.find(|name| !self.mentioned.contains(name));
        let fresh = fresh.unwrap_or_default();
        self.mentioned.insert(fresh.clone());
        // Another macro that means something outside by this name does not mean it.
        self.bound.insert(fresh.clone(), 2);
        fresh
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        *self.bound.entry(pattern.ident.to_string()).or_default() += 1;
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        let binds = |tree: &TokenTree| match tree {
            TokenTree::Ident(word) => ["let", "for", "match"].iter().any(|binds| word == binds),
            TokenTree::Punct(punct) => punct.as_char() == '|',
            _ => false,
        };
        if any(mac.tokens.clone(), &binds) {
            let mut mentioned = FxHashSet::default();
            mention(mac.tokens.clone(), &mut mentioned);
            for name in mentioned {
                *self.bound.entry(name).or_default() += 2;
            }
        }
    }
}

fn any(tokens: TokenStream, is: &dyn Fn(&TokenTree) -> bool) -> bool {
    tokens.into_iter().any(|tree| match &tree {
        TokenTree::Group(group) => any(group.stream(), is),
        tree => is(tree),
    })
}

fn mention(tokens: TokenStream, mentioned: &mut FxHashSet<String>) {
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => mention(group.stream(), mentioned),
            TokenTree::Ident(ident) => _ = mentioned.insert(ident.to_string()),
            _ => {}
        }
    }
}

impl Expander<'_> {
    /// What a call expands to, in the position of an expression or of statements.
    fn expand(&mut self, mac: &syn::Macro, is_expression: bool) -> Option<Vec<syn::Stmt>> {
        let name = mac.path.get_ident()?;
        let called = meant(name).filter(|_| self.count < FUEL)?;
        let names = self.names.get_or_insert_with(|| Names::of(self.function));
        // The names in what the macro says itself are marked, to be told from those that it was given.
        let marks = (self.count..).map(|count| format!("_of_{name}_{count}"));
        let taken = |mark: &String| names.mentioned.iter().any(|name| name.ends_with(mark));
        let mark = marks.into_iter().find(|mark| !taken(mark))?;
        let own = |mut tree: TokenTree| {
            tree.set_span(name.span());
            match &tree {
                TokenTree::Ident(word) if syn::parse_str::<Ident>(&word.to_string()).is_ok() => {
                    Ident::new(&format!("{word}{mark}"), word.span()).into()
                }
                _ => tree,
            }
        };
        let mut tokens = expanded(called.rules.clone(), &mac.tokens, &own)?;
        if is_expression {
            let trees: Vec<TokenTree> = tokens.into_iter().collect();
            // A semicolon at the end is none of an expression.
            let ends = matches!(trees.last(), Some(TokenTree::Punct(end)) if end.as_char() == ';');
            tokens = trees[..trees.len() - usize::from(ends)]
                .iter()
                .cloned()
                .collect();
        }
        let mut found = Bound {
            mark: &mark,
            names: FxHashSet::default(),
            labels: FxHashSet::default(),
        };
        let mut stmts = match is_expression {
            true => vec![syn::Stmt::Expr(syn::parse2(tokens.clone()).ok()?, None)],
            false => syn::Block::parse_within.parse2(tokens.clone()).ok()?,
        };
        for stmt in &stmts {
            found.visit_stmt(stmt);
        }
        let Bound {
            names: bound,
            labels,
            ..
        } = found;
        let mut mentioned = FxHashSet::default();
        mention(tokens, &mut mentioned);
        let outside = mentioned.iter().filter_map(|name| name.strip_suffix(&mark));
        let outside = outside
            .filter(|name| !bound.contains(*name))
            .map(String::from);
        names.mentioned.extend(outside);
        let mut told_apart = |all: FxHashSet<String>| -> FxHashMap<String, String> {
            let mut all: Vec<String> = all.into_iter().collect();
            all.sort();
            let fresh = all
                .into_iter()
                .map(|name| (name.clone(), names.fresh(&name)));
            fresh.collect()
        };
        let mut unmark = Unmark {
            mark: &mark,
            renamed: told_apart(bound),
            labels: told_apart(labels),
            is_captured: &|name| match names.bound.get(name) {
                // What is bound once in the function is what a macro of the function's own means.
                Some(1) => !called.is_behind(&self.function.sig.ident),
                Some(_) => true,
                None => false,
            },
            fails: Cell::new(false),
        };
        for stmt in &mut stmts {
            unmark.visit_stmt_mut(stmt);
        }
        let fails = unmark.fails.get();
        self.count += 1;
        (!fails).then_some(stmts)
    }
}

/// What the marked names in an expansion are bound by.
struct Bound<'m> {
    mark: &'m str,
    names: FxHashSet<String>,
    labels: FxHashSet<String>,
}

impl<'ast> Visit<'ast> for Bound<'_> {
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        let name = pattern.ident.to_string();
        let base = name.strip_suffix(self.mark);
        // In capitals it is a constant, or a variant.
        if let Some(base) = base.filter(|base| !base.starts_with(char::is_uppercase)) {
            self.names.insert(base.to_string());
        }
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_label(&mut self, label: &'ast syn::Label) {
        let name = label.name.ident.to_string();
        self.labels
            .extend(name.strip_suffix(self.mark).map(String::from));
    }
}

/// Takes the marks off again: what the macro binds gets its new name.
struct Unmark<'m> {
    mark: &'m str,
    renamed: FxHashMap<String, String>,
    labels: FxHashMap<String, String>,
    /// Whether a name that the macro does not bind would mean a variable that it does not see.
    is_captured: &'m dyn Fn(&str) -> bool,
    fails: Cell<bool>,
}

impl Unmark<'_> {
    /// What a name is, where it may be that of a variable.
    fn variable(&self, ident: &Ident) -> Ident {
        let name = ident.to_string();
        let Some(base) = name.strip_suffix(self.mark) else {
            return ident.clone();
        };
        match self.renamed.get(base) {
            Some(new) => Ident::new(new, ident.span()),
            None => {
                self.fails.set(self.fails.get() || (self.is_captured)(base));
                Ident::new(base, ident.span())
            }
        }
    }

    /// What it is elsewhere.
    fn other(&self, ident: &Ident) -> Ident {
        let name = ident.to_string();
        let base = name.strip_suffix(self.mark);
        base.map_or_else(|| ident.clone(), |base| Ident::new(base, ident.span()))
    }

    fn is_marked(&self, member: &syn::Member) -> bool {
        matches!(member, syn::Member::Named(name) if name.to_string().ends_with(self.mark))
    }
}

impl VisitMut for Unmark<'_> {
    fn visit_ident_mut(&mut self, ident: &mut Ident) {
        *ident = self.other(ident);
    }

    fn visit_pat_ident_mut(&mut self, pattern: &mut syn::PatIdent) {
        pattern.ident = self.variable(&pattern.ident);
        visit_mut::visit_pat_ident_mut(self, pattern);
    }

    fn visit_expr_path_mut(&mut self, path: &mut syn::ExprPath) {
        if let (None, Some(name)) = (&path.qself, path.path.get_ident()) {
            path.path = self.variable(name).into();
        }
        visit_mut::visit_expr_path_mut(self, path);
    }

    fn visit_field_value_mut(&mut self, field: &mut syn::FieldValue) {
        if self.is_marked(&field.member) {
            field.colon_token.get_or_insert_default();
        }
        visit_mut::visit_field_value_mut(self, field);
    }

    fn visit_field_pat_mut(&mut self, field: &mut syn::FieldPat) {
        if self.is_marked(&field.member) {
            field.colon_token.get_or_insert_default();
        }
        visit_mut::visit_field_pat_mut(self, field);
    }

    fn visit_lifetime_mut(&mut self, lifetime: &mut syn::Lifetime) {
        lifetime.ident = self.other(&lifetime.ident);
        let new = self.labels.get(&lifetime.ident.to_string());
        if let Some(new) = new {
            lifetime.ident = Ident::new(new, lifetime.ident.span());
        }
    }

    fn visit_macro_mut(&mut self, mac: &mut syn::Macro) {
        self.visit_path_mut(&mut mac.path);
        let tokens = std::mem::take(&mut mac.tokens);
        mac.tokens = with_names(tokens, &|name, around| {
            let is_variable = !(around.behind_dot
                || around.behind_path
                || around.begins_path
                || around.is_field
                || around.is_macro);
            let meant = match is_variable {
                true => self.variable(name),
                false => self.other(name),
            };
            Some(meant.into_token_stream())
        });
    }
}

impl VisitMut for Expander<'_> {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        let mut rest: Vec<syn::Stmt> = std::mem::take(&mut block.stmts);
        rest.reverse();
        while let Some(mut stmt) = rest.pop() {
            // What is left of its calls is an error at their places.
            if matches!(&stmt, syn::Stmt::Item(syn::Item::Macro(item)) if item.mac.path.is_ident("macro_rules"))
            {
                continue;
            }
            // A call in parentheses at the end of a block is an expression, for rustc, too.
            let called = match &stmt {
                syn::Stmt::Macro(call) if call.attrs.is_empty() => {
                    Some((&call.mac, call.semi_token))
                }
                _ => None,
            };
            let expanded = called.and_then(|(mac, semi)| Some((self.expand(mac, false)?, semi)));
            let Some((mut stmts, semi)) = expanded else {
                self.visit_stmt_mut(&mut stmt);
                block.stmts.push(stmt);
                continue;
            };
            match stmts.last_mut() {
                Some(syn::Stmt::Expr(_, end)) => *end = end.or(semi),
                Some(syn::Stmt::Macro(call)) => call.semi_token = call.semi_token.or(semi),
                _ => {}
            }
            rest.extend(stmts.into_iter().rev());
        }
    }

    fn visit_expr_mut(&mut self, e: &mut syn::Expr) {
        while let syn::Expr::Macro(call) = e
            && call.attrs.is_empty()
            && let Some(stmts) = self.expand(&call.mac, true)
            && let Some(syn::Stmt::Expr(expanded, None)) = stmts.into_iter().next()
        {
            *e = expanded;
        }
        visit_mut::visit_expr_mut(self, e);
    }

    fn visit_macro_mut(&mut self, mac: &mut syn::Macro) {
        let (is_own, names_own) = (
            mac.path.get_ident().is_some_and(is_own),
            calls_own(&mac.tokens),
        );
        let given = (!is_own && names_own).then(|| mac.parse_body::<VecArguments>());
        let Some(Ok(mut given)) = given else { return };
        match &mut given {
            VecArguments::Repeat(both) => both.iter_mut().for_each(|e| self.visit_expr_mut(e)),
            VecArguments::List(items) => items.iter_mut().for_each(|e| self.visit_expr_mut(e)),
        }
        mac.tokens = given.into_token_stream();
    }

    fn visit_item_mut(&mut self, item: &mut syn::Item) {
        if let syn::Item::Fn(function) = item {
            self.visit_block_mut(&mut function.block);
        }
    }
}

fn is_own(name: &Ident) -> bool {
    meant(name).is_some()
}

/// Whether a macro of the file's own is called in these tokens.
fn calls_own(tokens: &TokenStream) -> bool {
    let mut trees = tokens.clone().into_iter().peekable();
    while let Some(tree) = trees.next() {
        let is_bang = matches!(trees.peek(), Some(TokenTree::Punct(p)) if p.as_char() == '!');
        let calls = match &tree {
            TokenTree::Group(group) => calls_own(&group.stream()),
            TokenTree::Ident(name) => is_bang && is_own(name),
            _ => false,
        };
        if calls {
            return true;
        }
    }
    false
}
