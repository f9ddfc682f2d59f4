//! What is looked up in the syntax before it is lowered.

use super::expr::plain;
use super::flow::leaving;
use super::memory::memory_methods;
use super::types::{scalar_names, tracing};
use super::{macros, paths, patterns, templates};
use rustc_hash::{FxHashMap, FxHashSet};
use syn::visit::{self, Visit};

/// What is known of a function's variables by their names.
#[derive(Default)]
pub(super) struct Facts {
    memory: FxHashSet<String>,
    /// What fields are named of, or methods called on that neither numbers nor arrays have.
    pub(super) receivers: FxHashSet<String>,
    /// What variables are computed from by operators alone.
    pub(super) sums: Vec<(String, Vec<String>)>,
    variants: FxHashSet<String>,
    pub(super) stored: FxHashSet<String>,
    /// Calls of light functions are not read as their bodies.
    pub(super) keeps_calls: bool,
    reassigned: FxHashSet<String>,
    /// How often names are mentioned.
    mentioned: FxHashMap<String, usize>,
    /// Whether a field of any variable is assigned as a whole.
    pub(super) assigns_fields: bool,
    returns: bool,
    returns_from_loops: bool,
    loops: usize,
}

impl Facts {
    pub(super) fn of(block: &syn::Block) -> Facts {
        let mut facts = Facts::default();
        facts.visit_block(block);
        facts.returns = leaving::contains(block, |l| l.returns);
        facts.trace_objects();
        facts
    }

    /// Adds what is known of other variables.
    pub(super) fn absorb(&mut self, other: Facts) {
        self.memory.extend(other.memory);
        self.receivers.extend(other.receivers);
        self.sums.extend(other.sums);
        self.variants.extend(other.variants);
        self.reassigned.extend(other.reassigned);
        self.absorb_mentions(other.mentioned);
        self.assigns_fields |= other.assigns_fields;
    }

    /// Whether a variable of this name is indexed, iterated or borrowed somewhere.
    pub(super) fn is_memory(&self, name: &str) -> bool {
        self.memory.contains(name)
    }

    /// Whether a variable of this name, if its type is only a name, is used as memory is.
    pub(super) fn is_object(&self, name: &str) -> bool {
        self.memory.contains(name) || self.receivers.contains(name) || self.is_stored(name)
    }

    /// Whether a variable of this name has fields, or methods that numbers and arrays have not.
    pub(super) fn has_parts(&self, name: &str) -> bool {
        self.receivers.contains(name)
    }

    /// Whether a pattern of this name, without an enum's, decides something.
    pub(super) fn is_imported_variant(&self, name: &str) -> bool {
        self.variants.contains(name)
    }

    /// Notes the patterns of which only some fit.
    fn note_variants(&mut self, patterns: &[&syn::Pat]) {
        let mut names = Vec::new();
        patterns
            .iter()
            .for_each(|p| patterns::of_variants::heads(p, &mut names));
        self.variants.extend(names);
    }

    /// Whether a variable of this name is assigned as a whole.
    pub(super) fn is_reassigned(&self, name: &str) -> bool {
        self.reassigned.contains(name)
    }

    /// A variable of this name may be assigned, by what does not stand in the function.
    pub(super) fn note_reassigned(&mut self, name: &str) {
        self.reassigned.insert(name.to_string());
    }

    fn absorb_mentions(&mut self, other: FxHashMap<String, usize>) {
        for (name, count) in other {
            *self.mentioned.entry(name).or_default() += count;
        }
    }

    /// Whether a variable of this name is mentioned once, beside its declaration.
    pub(super) fn is_mentioned_once(&self, name: &str) -> bool {
        self.mentioned.get(name) == Some(&1)
    }

    /// Whether the function leaves early.
    pub(super) fn returns(&self) -> bool {
        self.returns
    }

    /// Whether it leaves from inside a loop.
    pub(super) fn returns_from_loops(&self) -> bool {
        self.returns_from_loops
    }

    /// Whether what is read now leaves from inside a loop: a closure, or a body in place of a call, may where the
    /// function does not.
    pub(super) fn set_returns_from_loops(&mut self, returns: bool) {
        self.returns_from_loops = returns;
    }

    /// The last expression of a function leaves it with the first item that is missing.
    pub(super) fn ends_early(&mut self) {
        self.returns = true;
        self.returns_from_loops = true;
    }

    fn in_loop(&mut self, visit: impl FnOnce(&mut Self)) {
        self.loops += 1;
        visit(self);
        self.loops -= 1;
    }

    fn note_memory(&mut self, e: &syn::Expr) {
        self.memory.extend(super::types::tracing::component(e));
    }

    fn note_assigned(&mut self, e: &syn::Expr) {
        match plain(e) {
            syn::Expr::Path(path) => self.reassigned.extend(paths::single(path)),
            syn::Expr::Tuple(tuple) => tuple.elems.iter().for_each(|e| self.note_assigned(e)),
            syn::Expr::Field(_) => self.assigns_fields = true,
            _ => {}
        }
    }
}

impl<'ast> Visit<'ast> for Facts {
    fn visit_expr_index(&mut self, e: &'ast syn::ExprIndex) {
        self.note_memory(&e.expr);
        visit::visit_expr_index(self, e);
    }

    fn visit_expr_field(&mut self, e: &'ast syn::ExprField) {
        self.note_memory(&e.base);
        if let syn::Member::Named(_) = &e.member {
            self.note_object(&e.base);
        }
        visit::visit_expr_field(self, e);
    }

    fn visit_expr_try(&mut self, e: &'ast syn::ExprTry) {
        self.returns_from_loops |= self.loops > 0 || templates::until_missing(&e.expr).is_some();
        visit::visit_expr_try(self, e);
    }

    fn visit_expr_match(&mut self, e: &'ast syn::ExprMatch) {
        let guarded = matches!(e.arms.first(), Some(arm) if matches!(arm.pat, syn::Pat::Guard(_)));
        let patterns: Vec<_> = e.arms.iter().map(|arm| &arm.pat).collect();
        if patterns.len() > 1 && !guarded {
            self.note_variants(&patterns);
        }
        if e.arms
            .iter()
            .any(|arm| patterns::of_variants::is_variant(&arm.pat))
        {
            self.note_memory(&e.expr);
        }
        visit::visit_expr_match(self, e);
    }

    fn visit_expr_let(&mut self, e: &'ast syn::ExprLet) {
        self.note_variants(&[&e.pat]);
        if patterns::of_variants::is_variant(&e.pat) {
            self.note_memory(&e.expr);
        }
        visit::visit_expr_let(self, e);
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let (syn::Pat::Ident(pattern), Some(init)) = (&local.pat, &local.init) {
            let mut names = Vec::new();
            tracing::operands(&init.expr, &mut names);
            self.sums.push((pattern.ident.to_string(), names));
        }
        if matches!(&local.init, Some(init) if init.diverge.is_some()) {
            self.note_variants(&[&local.pat]);
        }
        if let (syn::Pat::Struct(_) | syn::Pat::TupleStruct(_), Some(init)) =
            (&local.pat, &local.init)
        {
            self.note_memory(&init.expr);
        }
        visit::visit_local(self, local);
    }

    fn visit_expr_reference(&mut self, e: &'ast syn::ExprReference) {
        self.note_memory(&e.expr);
        visit::visit_expr_reference(self, e);
    }

    fn visit_expr_for_loop(&mut self, e: &'ast syn::ExprForLoop) {
        self.note_memory(&e.expr);
        self.in_loop(|l| visit::visit_expr_for_loop(l, e));
    }

    fn visit_expr_while(&mut self, e: &'ast syn::ExprWhile) {
        self.in_loop(|l| visit::visit_expr_while(l, e));
    }

    fn visit_expr_loop(&mut self, e: &'ast syn::ExprLoop) {
        self.in_loop(|l| visit::visit_expr_loop(l, e));
    }

    fn visit_expr_return(&mut self, e: &'ast syn::ExprReturn) {
        self.returns_from_loops |= self.loops > 0;
        visit::visit_expr_return(self, e);
    }

    fn visit_expr_method_call(&mut self, e: &'ast syn::ExprMethodCall) {
        let name = e.method.to_string();
        if let "zip" | "chain" | "extend" = name.as_str() {
            e.args.iter().for_each(|arg| self.note_memory(arg));
        }
        let of_memory = name == "map" || name != "clone" && memory_methods::is_known(&name);
        if of_memory {
            self.note_memory(&e.receiver);
        } else if !scalar_names::is_of_scalars(&name) || name == "clone" {
            // What is cloned and is no number is used again.
            self.note_object(&e.receiver);
        }
        visit::visit_expr_method_call(self, e);
    }

    fn visit_expr_assign(&mut self, e: &'ast syn::ExprAssign) {
        self.note_assigned(&e.left);
        visit::visit_expr_assign(self, e);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        if let Ok(args) = macros::arguments(mac) {
            // The arguments live only here, so they are visited by a collector of their own.
            let mut inner = Facts::default();
            for arg in &args {
                inner.visit_expr(arg);
            }
            self.memory.extend(inner.memory);
            self.reassigned.extend(inner.reassigned);
        }
        let whole = syn::Expr::Macro(syn::ExprMacro {
            attrs: Vec::new(),
            mac: mac.clone(),
        });
        for name in mentioned_names(&whole) {
            *self.mentioned.entry(name).or_default() += 1;
        }
    }

    fn visit_expr_path(&mut self, e: &'ast syn::ExprPath) {
        if let Some(name) = paths::single(e) {
            *self.mentioned.entry(name).or_default() += 1;
        }
        visit::visit_expr_path(self, e);
    }

    fn visit_item(&mut self, _: &'ast syn::Item) {}
}

/// A value that a loop or labelled block is left with.
pub(super) fn break_value<'e>(
    block: &'e syn::Block,
    label: Option<&syn::Label>,
) -> Option<&'e syn::Expr> {
    let mut finder = BreakFinder {
        label: label.map(|l| l.name.ident.to_string()),
        depth: 0,
        found: None,
    };
    finder.visit_block(block);
    finder.found
}

struct BreakFinder<'e> {
    label: Option<String>,
    depth: usize,
    found: Option<&'e syn::Expr>,
}

impl<'e> Visit<'e> for BreakFinder<'e> {
    fn visit_expr_break(&mut self, e: &'e syn::ExprBreak) {
        let ours = match &e.label {
            Some(label) => self.label.as_ref().is_some_and(|l| label.ident == l),
            None => self.depth == 0,
        };
        if let (true, None, Some(value)) = (ours, self.found, &e.expr) {
            self.found = Some(plain(value));
        }
        visit::visit_expr_break(self, e);
    }

    fn visit_expr_loop(&mut self, e: &'e syn::ExprLoop) {
        self.depth += 1;
        visit::visit_expr_loop(self, e);
        self.depth -= 1;
    }

    fn visit_expr_while(&mut self, e: &'e syn::ExprWhile) {
        self.depth += 1;
        visit::visit_expr_while(self, e);
        self.depth -= 1;
    }

    fn visit_expr_for_loop(&mut self, e: &'e syn::ExprForLoop) {
        self.depth += 1;
        visit::visit_expr_for_loop(self, e);
        self.depth -= 1;
    }

    fn visit_expr_closure(&mut self, _: &'e syn::ExprClosure) {}

    fn visit_item(&mut self, _: &'e syn::Item) {}
}

/// The block with a `return` at its very end replaced by what it returns.
pub(super) fn without_last_return(block: &syn::Block) -> syn::Block {
    let mut block = block.clone();
    if let Some(syn::Stmt::Expr(last, semi)) = block.stmts.last_mut()
        && let syn::Expr::Return(e) = plain(last)
        && let Some(value) = &e.expr
    {
        *last = (**value).clone();
        *semi = None;
    }
    block
}

/// The names in an expression that may be variables: those in format strings, too.
pub(super) fn mentioned_names(e: &syn::Expr) -> Vec<String> {
    fn names(tokens: proc_macro2::TokenStream, found: &mut Vec<String>) {
        for tree in tokens {
            match tree {
                proc_macro2::TokenTree::Group(group) => names(group.stream(), found),
                proc_macro2::TokenTree::Ident(ident) => found.push(ident.to_string()),
                proc_macro2::TokenTree::Literal(literal) => {
                    found.extend(macros::captured(&literal.to_string()));
                }
                proc_macro2::TokenTree::Punct(_) => {}
            }
        }
    }
    let mut found = Vec::new();
    names(quote::ToTokens::to_token_stream(e), &mut found);
    found.sort();
    found.dedup();
    found
}

/// The names in a pattern.
pub(super) fn pattern_names(pattern: &syn::Pat) -> Vec<String> {
    #[derive(Default)]
    struct Names(Vec<String>);
    impl<'ast> Visit<'ast> for Names {
        fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
            self.0.push(pattern.ident.to_string());
            visit::visit_pat_ident(self, pattern);
        }
    }
    let mut names = Names::default();
    names.visit_pat(pattern);
    names.0
}
