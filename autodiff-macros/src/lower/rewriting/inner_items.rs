//! Items in the body of a function. Generated functions repeat them at their beginning, so all of
//! them are brought to the beginning of the body, those of inner blocks under names of their own
//! where others have the same. What stands beside the functions, such as types of caches, sees none
//! of them: so imported names are replaced by their paths, aliases in types by what they stand for,
//! and constants in the lengths of arrays by their values.

use crate::lower::closures::inner_functions::dissolved;
use crate::lower::paths;
use crate::lower::rewriting::inner_names::{Names, joined};
use crate::lower::types::{number, plain};
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident};
use rustc_hash::{FxHashMap, FxHashSet};
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

/// The function with its items at the beginning of its body.
pub(crate) fn lifted(mut function: syn::ItemFn) -> syn::ItemFn {
    let mut found = Found::default();
    found.visit_block(&function.block);
    if !found.items {
        return function;
    }
    visit::visit_signature(&mut found, &function.sig);
    let mut mentioned = FxHashMap::default();
    count(function.to_token_stream(), &mut mentioned);
    let mut lift = Lift {
        bound: found.bound,
        mentioned,
        names: Names::default(),
        lifted: Vec::new(),
        inside: false,
    };
    lift.visit_block_mut(&mut function.block);
    let items = dissolved(lift.lifted, &function.sig);
    function.block.stmts.splice(0..0, items);
    function
}

/// What decides how names can be replaced.
#[derive(Default)]
struct Found {
    items: bool,
    /// The names of variables.
    bound: FxHashSet<String>,
}

impl<'ast> Visit<'ast> for Found {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        self.items = true;
        visit::visit_item(self, item);
    }

    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        // In capitals it is a constant, or a variant.
        let name = pattern.ident.to_string();
        if !name.starts_with(char::is_uppercase) {
            self.bound.insert(name);
        }
        visit::visit_pat_ident(self, pattern);
    }
}

/// How often each name is mentioned.
fn count(tokens: TokenStream, mentioned: &mut FxHashMap<String, usize>) {
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => count(group.stream(), mentioned),
            TokenTree::Ident(ident) => *mentioned.entry(ident.to_string()).or_default() += 1,
            _ => {}
        }
    }
}

struct Lift {
    bound: FxHashSet<String>,
    mentioned: FxHashMap<String, usize>,
    names: Names,
    lifted: Vec<syn::Item>,
    /// Whether this is an inner block.
    inside: bool,
}

impl Lift {
    /// Takes an item out of a block that mentions names this often, or leaves it there.
    fn take(&mut self, item: &mut syn::Item, here: &FxHashMap<String, usize>) -> bool {
        match item {
            syn::Item::Const(c) => self.named(&mut c.ident, here),
            syn::Item::Static(s) => self.named(&mut s.ident, here),
            syn::Item::Fn(f) => self.named(&mut f.sig.ident, here),
            syn::Item::Type(t) => self.named(&mut t.ident, here),
            syn::Item::Use(import) => {
                let mut prefix = syn::Path {
                    leading_colon: import.leading_colon,
                    segments: syn::punctuated::Punctuated::new(),
                };
                self.import(&mut prefix, &mut import.tree, here)
            }
            _ => false,
        }
    }

    /// Whether all mentions of a name stand in the block of its item.
    fn is_of_block(&self, name: &str, here: &FxHashMap<String, usize>) -> bool {
        !self.inside || self.mentioned.get(name) == here.get(name)
    }

    /// A name of an item of its own, which no other of the function has.
    fn named(&mut self, ident: &mut Ident, here: &FxHashMap<String, usize>) -> bool {
        let name = ident.to_string();
        self.names.forget(&name);
        if self.is_of_block(&name, here) {
            return true;
        }
        if self.bound.contains(&name) {
            return false;
        }
        let mut version = 2;
        while self.mentioned.contains_key(&format!("{name}_{version}")) {
            version += 1;
        }
        *ident = format_ident!("{name}_{version}", span = ident.span());
        self.mentioned.insert(ident.to_string(), 1);
        self.names.paths.insert(name, ident.clone().into());
        true
    }

    /// What is imported has its path wherever it is mentioned. The import stays for its traits.
    fn import(
        &mut self,
        prefix: &mut syn::Path,
        tree: &mut syn::UseTree,
        here: &FxHashMap<String, usize>,
    ) -> bool {
        let (from, name) = match tree {
            syn::UseTree::Path(inner) => {
                prefix.segments.push(inner.ident.clone().into());
                let taken = self.import(prefix, &mut inner.tree, here);
                prefix.segments.pop();
                return taken;
            }
            syn::UseTree::Group(group) => {
                let mut taken = true;
                for tree in group.items.iter_mut() {
                    taken &= self.import(prefix, tree, here);
                }
                return taken;
            }
            syn::UseTree::Glob(_) => return !self.inside,
            syn::UseTree::Name(name) => (name.ident.clone(), name.ident.clone()),
            syn::UseTree::Rename(name) => (name.ident.clone(), name.rename.clone()),
        };
        let mut path = prefix.clone();
        let mut name = name;
        if from != "self" {
            path.segments.push(from.clone().into());
        } else if let (true, Some(last)) = (name == "self", prefix.segments.last()) {
            name = last.ident.clone();
        }
        let text = name.to_string();
        if text == "_" {
            return true;
        }
        self.names.forget(&text);
        let primitive = number(&text).is_some() || ["bool", "char", "str"].contains(&&*text);
        let replaced = !primitive && !self.bound.contains(&text);
        if replaced {
            let first = path.segments.first().map(|s| s.ident.to_string());
            let known = first.and_then(|first| self.names.paths.get(&first));
            let full = match known.filter(|_| path.leading_colon.is_none()) {
                Some(known) => joined(known, path),
                None => path,
            };
            self.names.paths.insert(text.clone(), full);
        }
        if self.is_of_block(&text, here) {
            return true;
        }
        *tree = syn::UseTree::Rename(syn::UseRename {
            ident: from,
            as_token: Default::default(),
            rename: format_ident!("_"),
        });
        replaced
    }

    /// What an item that has been taken out stands for.
    fn note(&mut self, item: &syn::Item) {
        match item {
            syn::Item::Const(c) => {
                let value = match &*c.expr {
                    value @ (syn::Expr::Lit(_) | syn::Expr::Paren(_) | syn::Expr::Block(_)) => {
                        value.clone()
                    }
                    value => in_parentheses(value.clone()),
                };
                self.names.consts.insert(c.ident.to_string(), value);
            }
            syn::Item::Type(t) if t.generics.params.is_empty() => {
                self.names
                    .types
                    .insert(t.ident.to_string(), (*t.ty).clone());
                if let syn::Type::Path(path) = plain(&t.ty)
                    && path.qself.is_none()
                    && !paths::segments(&path.path)
                        .iter()
                        .any(|n| number(n).is_some())
                {
                    let path = turbofish(path.path.clone());
                    self.names.paths.insert(t.ident.to_string(), path);
                }
            }
            _ => {}
        }
    }
}

fn in_parentheses(value: syn::Expr) -> syn::Expr {
    syn::Expr::Paren(syn::ExprParen {
        attrs: Vec::new(),
        paren_token: Default::default(),
        expr: Box::new(value),
    })
}

/// A path as it can stand in expressions, too: `Grid::<3>`.
fn turbofish(mut path: syn::Path) -> syn::Path {
    for segment in path.segments.iter_mut() {
        if let syn::PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
            arguments.colon2_token = Some(Default::default());
        }
    }
    path
}

impl VisitMut for Lift {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        let outer = self.names.clone();
        let inside = self.inside;
        let mut here = FxHashMap::default();
        if inside {
            count(block.to_token_stream(), &mut here);
        }
        let (mut taken, mut rest) = (Vec::new(), Vec::new());
        for mut stmt in std::mem::take(&mut block.stmts) {
            match &mut stmt {
                syn::Stmt::Item(item) => match self.take(item, &here) {
                    true => taken.push(item.clone()),
                    false => rest.push(stmt),
                },
                _ => rest.push(stmt),
            }
        }
        self.inside = true;
        for mut item in taken {
            self.visit_item_mut(&mut item);
            self.note(&item);
            self.lifted.push(item);
        }
        block.stmts = rest;
        visit_mut::visit_block_mut(self, block);
        (self.names, self.inside) = (outer, inside);
    }

    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        visit_mut::visit_path_mut(self, path);
        self.names.path(path);
    }

    fn visit_pat_mut(&mut self, pattern: &mut syn::Pat) {
        self.names.pattern(pattern);
        visit_mut::visit_pat_mut(self, pattern);
    }

    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        if let Some(meant) = self.names.meant(ty) {
            *ty = meant;
            return;
        }
        visit_mut::visit_type_mut(self, ty);
        if let syn::Type::Array(array) = ty {
            self.names.length(&mut array.len);
        }
    }

    fn visit_expr_repeat_mut(&mut self, repeat: &mut syn::ExprRepeat) {
        visit_mut::visit_expr_repeat_mut(self, repeat);
        self.names.length(&mut repeat.len);
    }

    fn visit_generic_argument_mut(&mut self, argument: &mut syn::GenericArgument) {
        self.names.argument(argument);
        visit_mut::visit_generic_argument_mut(self, argument);
    }

    fn visit_macro_mut(&mut self, mac: &mut syn::Macro) {
        mac.tokens = self.names.within(mac.tokens.clone());
    }

    fn visit_attribute_mut(&mut self, _: &mut syn::Attribute) {}

    fn visit_use_tree_mut(&mut self, _: &mut syn::UseTree) {}
}
