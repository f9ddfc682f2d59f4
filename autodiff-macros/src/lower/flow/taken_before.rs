//! Whether parts of an expression that may leave it can be evaluated before the rest of it: not if one changes what
//! stands before it there, and not if what stands before it changes what it reads.

use crate::lower::expr::plain;
use crate::lower::flow::evaluation_order::Changed;
use crate::lower::{collections, options, paths, scan, types};
use rustc_hash::FxHashSet;
use syn::visit::{self, Visit};

/// The variables that a function can change.
#[derive(Default)]
pub(in crate::lower) struct Changeable {
    /// Those with `mut`, and those that are references to what may be changed.
    names: FxHashSet<String>,
    /// Those that may be references, through which what takes them can change what is behind them.
    references: FxHashSet<String>,
    /// Closures that change something.
    closures: FxHashSet<String>,
}

impl Changeable {
    pub(in crate::lower) fn of(block: &syn::Block, signature: &syn::Signature) -> Changeable {
        let mut found = Changeable {
            names: crate::lower::mutability::mutable_names(block, signature),
            ..Changeable::default()
        };
        for input in &signature.inputs {
            match input {
                syn::FnArg::Receiver(receiver) => {
                    if says_mut(receiver) {
                        found.refers(["self".to_string()]);
                    }
                }
                syn::FnArg::Typed(typed) => {
                    if says_mut(&typed.ty) {
                        found.refers(scan::pattern_names(&typed.pat));
                    }
                }
            }
        }
        found.visit_block(block);
        found
    }

    fn refers(&mut self, names: impl IntoIterator<Item = String>) {
        for name in names {
            self.names.insert(name.clone());
            self.references.insert(name);
        }
    }

    /// What a pattern binds may be a reference to what this speaks of.
    fn bound(&mut self, pattern: &syn::Pat, to: &syn::Expr) {
        if self.may_lend(to) {
            self.refers(scan::pattern_names(pattern));
        }
    }

    fn may_lend(&self, e: &syn::Expr) -> bool {
        match plain(e) {
            syn::Expr::Reference(e) => e.mutability.is_some(),
            syn::Expr::Lit(_)
            | syn::Expr::Binary(_)
            | syn::Expr::Unary(_)
            | syn::Expr::Cast(_)
            | syn::Expr::Field(_)
            | syn::Expr::Index(_)
            | syn::Expr::Range(_)
            | syn::Expr::Macro(_)
            | syn::Expr::Closure(_) => false,
            syn::Expr::MethodCall(e)
                if types::scalar_names::is_of_scalars(&e.method.to_string()) =>
            {
                false
            }
            e => {
                let mut names = scan::mentioned_names(e).into_iter();
                names.any(|name| {
                    name == "mut" || name.ends_with("_mut") || self.names.contains(&name)
                })
            }
        }
    }
}

fn says_mut(tokens: &impl quote::ToTokens) -> bool {
    let tokens = tokens.to_token_stream().into_iter();
    tokens.into_iter().any(|tree| match tree {
        proc_macro2::TokenTree::Group(group) => says_mut(&group.stream()),
        proc_macro2::TokenTree::Ident(ident) => ident == "mut",
        _ => false,
    })
}

impl<'ast> Visit<'ast> for Changeable {
    fn visit_local(&mut self, local: &'ast syn::Local) {
        visit::visit_local(self, local);
        let Some(init) = &local.init else { return };
        if collections::cells::makes_cell(&init.expr) {
            self.refers(scan::pattern_names(&local.pat));
        }
        if let syn::Expr::Closure(closure) = plain(&init.expr) {
            let changed = Changed::of(&closure.body);
            if self.names.iter().any(|name| changed.may_change(name)) {
                self.closures.extend(scan::pattern_names(&local.pat));
            }
        }
        self.bound(&local.pat, &init.expr);
    }

    fn visit_expr_for_loop(&mut self, e: &'ast syn::ExprForLoop) {
        self.bound(&e.pat, &e.expr);
        visit::visit_expr_for_loop(self, e);
    }

    fn visit_expr_let(&mut self, e: &'ast syn::ExprLet) {
        self.bound(&e.pat, &e.expr);
        visit::visit_expr_let(self, e);
    }

    fn visit_expr_match(&mut self, e: &'ast syn::ExprMatch) {
        for arm in &e.arms {
            self.bound(&arm.pat, &e.expr);
        }
        visit::visit_expr_match(self, e);
    }

    fn visit_expr_closure(&mut self, e: &'ast syn::ExprClosure) {
        for input in &e.inputs {
            let typed = matches!(input, syn::Pat::Type(_));
            if !typed || says_mut(input) {
                self.refers(scan::pattern_names(input));
            }
        }
        visit::visit_expr_closure(self, e);
    }

    fn visit_item(&mut self, _: &'ast syn::Item) {}
}

/// Whether what is taken out of an expression can be evaluated before what stays of it.
pub(in crate::lower) fn is_kept(e: &syn::Expr, changeable: &Changeable) -> bool {
    let mut reading = Reading::of(changeable);
    match is_part_taken(e) {
        true => reading.visit_taken_part(e),
        false => reading.visit_expr(e),
    }
    !reading.clashes
}

/// Whether a part of this gets a statement of its own, if it stands in a larger expression.
fn is_part_taken(e: &syn::Expr) -> bool {
    options::tries::is_taken_out(e) || options::tries::is_decided(e)
}

/// What stays where it is, up to a place in an expression.
struct Reading<'n> {
    changeable: &'n Changeable,
    /// The variables that were read before.
    read: FxHashSet<String>,
    /// Those of them that were not just operands, so that they may be references.
    through: FxHashSet<String>,
    /// What was changed before.
    written: Changed,
    clashes: bool,
}

impl<'n> Reading<'n> {
    fn of(changeable: &'n Changeable) -> Self {
        Reading {
            changeable,
            read: FxHashSet::default(),
            through: FxHashSet::default(),
            written: Changed::default(),
            clashes: false,
        }
    }

    /// What is taken out is evaluated before all that was met so far.
    fn take(&mut self, e: &syn::Expr) {
        let Changeable {
            names,
            references,
            closures,
        } = self.changeable;
        let changed = Changed::of(e);
        let calls = |changed: &Changed| {
            let mut called = changed.called.iter().chain(&changed.passed);
            called.any(|name| closures.contains(name)) || !changed.called.is_disjoint(names)
        };
        let mut read = self.read.intersection(names);
        // A closure may change whatever can be changed.
        let by_closure = calls(&changed);
        self.clashes |= read.any(|name| by_closure || changed.assigned.contains(name));
        let mut lent = self.through.intersection(references);
        self.clashes |= lent.any(|name| changed.may_change(name));

        let mentioned: Vec<String> = scan::mentioned_names(e);
        let mut mentioned = mentioned.iter().filter(|name| names.contains(*name));
        let by_closure = calls(&self.written);
        self.clashes |= mentioned.any(|name| {
            by_closure
                || self.written.assigned.contains(name)
                || references.contains(name) && self.written.may_change(name)
        });
    }

    /// What is taken out of a part that is itself taken out.
    fn visit_taken_part(&mut self, e: &syn::Expr) {
        let mut within = Reading::of(self.changeable);
        match plain(e) {
            syn::Expr::Try(e) => within.visit_expr(&e.expr),
            syn::Expr::If(e) => match &*e.cond {
                syn::Expr::Let(e) => within.visit_expr(&e.expr),
                cond => within.visit_expr(cond),
            },
            syn::Expr::Match(e) => within.visit_expr(&e.expr),
            syn::Expr::Binary(e) => within.visit_expr(&e.left),
            _ => {}
        }
        self.clashes |= within.clashes;
    }

    /// What is read here as it is, which a reference cannot be that something else is lent later.
    fn operand(&mut self, e: &syn::Expr) {
        match plain(e) {
            syn::Expr::Path(path) => self.read.extend(paths::single(path)),
            operand => self.visit_expr(operand),
        }
    }

    fn read_all(&mut self, names: Vec<String>) {
        self.through.extend(names.iter().cloned());
        self.read.extend(names);
    }
}

impl<'ast> Visit<'ast> for Reading<'_> {
    fn visit_expr(&mut self, e: &'ast syn::Expr) {
        if is_part_taken(e) {
            self.take(e);
            self.visit_taken_part(e);
        } else {
            visit::visit_expr(self, e);
            self.written.note_alone(e);
        }
    }

    fn visit_expr_binary(&mut self, e: &'ast syn::ExprBinary) {
        self.operand(&e.left);
        self.operand(&e.right);
    }

    fn visit_expr_array(&mut self, e: &'ast syn::ExprArray) {
        e.elems.iter().for_each(|item| self.operand(item));
    }

    fn visit_expr_tuple(&mut self, e: &'ast syn::ExprTuple) {
        e.elems.iter().for_each(|item| self.operand(item));
    }

    fn visit_expr_for_loop(&mut self, e: &'ast syn::ExprForLoop) {
        self.visit_expr(&e.expr);
    }

    fn visit_expr_path(&mut self, e: &'ast syn::ExprPath) {
        self.read_all(paths::single(e).into_iter().collect());
    }

    fn visit_expr_closure(&mut self, e: &'ast syn::ExprClosure) {
        self.read_all(scan::mentioned_names(&e.body));
        self.written.visit_expr(&e.body);
    }

    fn visit_expr_macro(&mut self, e: &'ast syn::ExprMacro) {
        self.read_all(scan::mentioned_names(&syn::Expr::Macro(e.clone())));
    }

    fn visit_item(&mut self, _: &'ast syn::Item) {}
}

#[cfg(test)]
mod tests {
    use super::{Changeable, is_kept};

    fn last_is_kept(function: &str) -> bool {
        let function: syn::ItemFn = syn::parse_str(function).expect("a function");
        let changeable = Changeable::of(&function.block, &function.sig);
        match function.block.stmts.last() {
            Some(syn::Stmt::Expr(e, _)) => is_kept(e, &changeable),
            _ => panic!("it ends in no expression"),
        }
    }

    #[test]
    fn what_is_read_before_is_not_changed_sooner() {
        for function in [
            "fn f(r: &mut f64) { *r + g(r)? }",
            "fn f(r: &mut f64) { *r + w.change(r)? }",
            "fn f(r: &mut f64) { if *r + g(r)? > 1.0 { 2.0 } else { 3.0 } }",
            "fn f(r: &mut f64) { h(*r, g(r)?)? }",
            "fn f(r: &mut f64) { h(*r, p() || g(r)?) }",
            "fn f() { let r = &mut x; *r + g(r)? }",
            "fn f() { let r = v.first_mut(); r[0] + g(r)? }",
            "fn f(v: &mut [f64]) { let r = row(v, 1); r[0] + g(r)? }",
            "fn f(&mut self) { self.k + self.next(x)? }",
            "fn f(&mut self) { self.k + self.first(x)? }",
            "fn f() { let mut w = W::new(); w.change(1.0) + g(w.k)? }",
            "fn f() { let mut s = 0.0; v.iter().map(|x| { s += x; x }).sum() + g(s)? }",
            "fn f() { let mut s = 0.0; let mut add = |x| s += x; s + h(add(1.0))? }",
        ] {
            assert!(!last_is_kept(function), "{function}");
        }
    }

    #[test]
    fn what_changes_nothing_is_evaluated_before() {
        for function in [
            "fn f(v: &[f64], x: f64) { v[0] + x * g(x)? + g(v)? }",
            "fn f(r: &mut f64) { let y = *r * 2.0; y + g(y)? }",
            "fn f(r: &mut f64) { g(r)? + *r }",
            "fn f(&mut self) { self.next(x)? * self.k }",
            "fn f() { let mut s = 0.0; s + w.value(s)? + f(s)? }",
            "fn f(&mut self) { let y = self.next(x)?; y + g(y)? * [y, g(y)?][1] }",
            "fn f() { let mut v = vec![1.0]; v.push(g(v[0])?) }",
        ] {
            assert!(last_is_kept(function), "{function}");
        }
    }
}
