//! `let mut now = &a; … now = &b;`: a variable that refers to one of several others. It becomes the number of that
//! one, and where it is used the number chooses.

use crate::lower::expr::plain;
use crate::lower::messages as m;
use crate::lower::{paths, scan, templates, types};
use proc_macro2::TokenStream;
use rustc_hash::FxHashSet;
use std::str::FromStr;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

/// The function with numbers for such references.
pub(crate) fn with_numbers(mut function: syn::ItemFn) -> syn::ItemFn {
    let mut blocks = Blocks::default();
    for input in &function.sig.inputs {
        match input {
            syn::FnArg::Receiver(_) => blocks.visible.push("self".to_string()),
            syn::FnArg::Typed(param) => blocks.visible.extend(scan::pattern_names(&param.pat)),
        }
    }
    blocks.visit_block_mut(&mut function.block);
    function
}

/// Goes through the blocks of a function.
#[derive(Default)]
struct Blocks {
    /// The variables that can be seen.
    visible: Vec<String>,
}

impl VisitMut for Blocks {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        let outer = self.visible.len();
        for at in 0..block.stmts.len() {
            if let Some(mut numbering) = self.numbering(&block.stmts[at..]) {
                for stmt in &mut block.stmts[at..] {
                    numbering.visit_stmt_mut(stmt);
                }
            }
            self.visit_stmt_mut(&mut block.stmts[at]);
            if let syn::Stmt::Local(local) = &block.stmts[at] {
                self.visible.extend(scan::pattern_names(&local.pat));
            }
        }
        self.visible.truncate(outer);
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

impl Blocks {
    /// What the first of these statements declares, if it is such a variable.
    fn numbering(&self, stmts: &[syn::Stmt]) -> Option<Numbering> {
        let (syn::Stmt::Local(local), rest) = stmts.split_first()? else {
            return None;
        };
        let (name, init) = (declared_name(&local.pat)?, local.init.as_ref()?);
        let first = targets(&init.expr)?;
        let mut survey = Survey {
            name: &name,
            targets: first.clone(),
            bound: FxHashSet::default(),
            fits: true,
        };
        for stmt in rest {
            survey.visit_stmt(stmt);
        }
        let Survey {
            mut targets,
            bound,
            fits,
            ..
        } = survey;
        targets.sort();
        targets.dedup();
        // All of them mean the same wherever the variable is used.
        let is_seen = |target: &String| {
            let root = target.split('.').next().unwrap_or_default();
            self.visible.iter().any(|name| name == root) && !bound.contains(root)
        };
        let several = targets.len() > 1 && targets.iter().all(is_seen);
        (fits && several && !bound.contains(&name)).then_some(Numbering { name, targets })
    }
}

/// What becomes of such a variable behind its declaration.
struct Survey<'n> {
    name: &'n str,
    targets: Vec<String>,
    /// The names that are bound there.
    bound: FxHashSet<String>,
    /// Whether it is used in no way which a number has not.
    fits: bool,
}

impl Survey<'_> {
    fn is_meant(&self, e: &syn::Expr) -> bool {
        variable(e).is_some_and(|name| name == self.name)
    }
}

impl<'ast> Visit<'ast> for Survey<'_> {
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        self.bound.insert(pattern.ident.to_string());
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_expr_assign(&mut self, e: &'ast syn::ExprAssign) {
        if self.is_meant(&e.left) {
            match targets(&e.right) {
                Some(targets) => self.targets.extend(targets),
                None => self.fits = false,
            }
        }
        visit::visit_expr_assign(self, e);
    }

    fn visit_expr_reference(&mut self, e: &'ast syn::ExprReference) {
        // The variable itself is lent.
        self.fits &= !self.is_meant(&e.expr);
        visit::visit_expr_reference(self, e);
    }

    fn visit_field_value(&mut self, field: &'ast syn::FieldValue) {
        self.fits &= field.colon_token.is_some() || !self.is_meant(&field.expr);
        visit::visit_field_value(self, field);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        self.fits &= !mac.tokens.to_string().contains(self.name);
    }

    fn visit_item(&mut self, _: &'ast syn::Item) {}
}

/// The name in `mut name` or `mut name: T`, where `T` is no trait's.
fn declared_name(pattern: &syn::Pat) -> Option<String> {
    match pattern {
        syn::Pat::Ident(ident) if ident.by_ref.is_none() && ident.subpat.is_none() => {
            (ident.mutability.is_some()).then(|| ident.ident.to_string())
        }
        syn::Pat::Type(typed) => {
            let of_trait = types::tokens_of(&typed.ty).mentions(&["dyn".to_string()]);
            declared_name(&typed.pat).filter(|_| !of_trait)
        }
        _ => None,
    }
}

fn variable(e: &syn::Expr) -> Option<String> {
    match plain(e) {
        syn::Expr::Path(path) => paths::single(path),
        _ => None,
    }
}

/// The variables, or fields of them, that an expression refers to, whichever way it ends.
fn targets(e: &syn::Expr) -> Option<Vec<String>> {
    let mut e = e.clone();
    let mut targets = Vec::new();
    let all = each_end(&mut e, &mut |end| {
        let target = match &*end {
            syn::Expr::Reference(reference) if reference.mutability.is_none() => {
                place(&reference.expr)
            }
            _ => None,
        };
        let found = target.is_some();
        targets.extend(target);
        found
    });
    (all && !targets.is_empty()).then_some(targets)
}

/// A variable or a field of one, as it is written.
fn place(e: &syn::Expr) -> Option<String> {
    match plain(e) {
        syn::Expr::Field(field) => {
            let base = place(&field.base)?;
            Some(format!("{base}.{}", types::tokens_of(&field.member).text()))
        }
        other => variable(other),
    }
}

/// Whether the condition holds for all ends of the branches of an expression, which it may change.
fn each_end(e: &mut syn::Expr, holds: &mut dyn FnMut(&mut syn::Expr) -> bool) -> bool {
    let of_block =
        |block: &mut syn::Block, holds: &mut dyn FnMut(&mut syn::Expr) -> bool| match block
            .stmts
            .last_mut()
        {
            Some(syn::Stmt::Expr(last, None)) => each_end(last, holds),
            _ => false,
        };
    match e {
        syn::Expr::If(e) => {
            let then = of_block(&mut e.then_branch, holds);
            match &mut e.else_branch {
                Some((_, els)) => each_end(els, holds) && then,
                None => false,
            }
        }
        syn::Expr::Match(e) => (e.arms.iter_mut()).all(|arm| each_end(&mut arm.body, holds)),
        syn::Expr::Block(e) if e.label.is_none() => of_block(&mut e.block, holds),
        syn::Expr::Paren(e) => each_end(&mut e.expr, holds),
        end => holds(end),
    }
}

/// A variable, and what it refers to by numbers.
struct Numbering {
    name: String,
    targets: Vec<String>,
}

impl Numbering {
    /// The numbers of what an expression refers to.
    fn number(&self, e: &mut syn::Expr) {
        each_end(e, &mut |end| {
            if let syn::Expr::Reference(reference) = &*end {
                let target = place(&reference.expr);
                let at = (self.targets.iter()).position(|found| Some(found) == target.as_ref());
                *end = written(&format!("{}usize", at.unwrap_or_default()), end);
            }
            true
        });
    }

    /// `(if name == 0 { &a } else { &b })`
    fn chosen(&self, e: &syn::Expr) -> Option<syn::Expr> {
        let (last, others) = self.targets.split_last()?;
        let mut text = String::new();
        for (at, target) in others.iter().enumerate() {
            text += &format!("if {} == {at} {{ &{target} }} else ", self.name);
        }
        Some(written(&format!("({text}{{ &{last} }})"), e))
    }

    fn is_meant(&self, e: &syn::Expr) -> bool {
        variable(e).is_some_and(|name| name == self.name)
    }
}

impl VisitMut for Numbering {
    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        if let (Some(name), Some(init)) = (declared_name(&local.pat), &mut local.init)
            && name == self.name
        {
            self.number(&mut init.expr);
            if let syn::Pat::Type(typed) = &local.pat {
                local.pat = (*typed.pat).clone();
            }
        }
        visit_mut::visit_local_mut(self, local);
    }

    fn visit_expr_mut(&mut self, e: &mut syn::Expr) {
        if let syn::Expr::Assign(assign) = e
            && self.is_meant(&assign.left)
        {
            self.number(&mut assign.right);
            self.visit_expr_mut(&mut assign.right);
            return;
        }
        if self.is_meant(e)
            && let Some(chosen) = self.chosen(e)
        {
            *e = chosen;
            return;
        }
        visit_mut::visit_expr_mut(self, e);
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

/// An expression of ours where another one stands.
fn written(text: &str, instead_of: &syn::Expr) -> syn::Expr {
    let tokens = TokenStream::from_str(text).unwrap_or_default();
    let tokens = templates::located(tokens, m::span(instead_of));
    syn::parse2(tokens).unwrap_or_else(|_| instead_of.clone())
}
