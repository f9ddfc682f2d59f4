//! A second reading, where the first one ended in errors: methods that numbers or arrays have as well,
//! on values whose type is only a name, are taken for the user's where what they give is used as
//! neither. A wrong guess does not compile, since what is then called does not exist.

use super::expr::plain;
use super::memory::memory_methods;
use super::scan::Facts;
use super::types::infer::Kind;
use super::types::scalar_names;
use super::{Lowerer, Type, types};
use super::{options, paths};
use rustc_hash::FxHashSet;
use syn::visit_mut::{self, VisitMut};

/// Methods of a `Vec` that give nothing.
const GIVING_NOTHING: [&str; 14] = [
    "append",
    "clear",
    "extend",
    "fill",
    "insert",
    "push",
    "resize",
    "retain",
    "reverse",
    "sort",
    "swap",
    "truncate",
    "rotate_left",
    "rotate_right",
];

/// The block with marks on the calls of methods that are the user's by what they give or are called on.
/// `gives_object` says whether the block itself is to give a value of the user's.
pub(super) fn marked(block: &syn::Block, facts: &Facts, gives_object: bool) -> syn::Block {
    let mut block = block.clone();
    if gives_object {
        mark_last(&mut block);
    }
    let mut marks = Marks {
        facts,
        giving_objects: FxHashSet::default(),
    };
    marks.visit_block_mut(&mut block);
    // What gives an object in one place does so in others.
    marks.visit_block_mut(&mut block);
    block
}

/// A mark on what a block gives.
pub(super) fn mark_last(block: &mut syn::Block) {
    if let Some(syn::Stmt::Expr(last, None)) = block.stmts.last_mut() {
        mark(last);
    }
}

/// Whether such a mark is on a call.
pub(super) fn is_marked(e: &syn::ExprMethodCall) -> bool {
    e.attrs.iter().any(|attr| attr.path().is_ident("object"))
}

fn mark(e: &mut syn::Expr) {
    match e {
        syn::Expr::Paren(e) => mark(&mut e.expr),
        syn::Expr::Group(e) => mark(&mut e.expr),
        syn::Expr::Reference(e) => mark(&mut e.expr),
        syn::Expr::MethodCall(e) => mark_call(e),
        _ => {}
    }
}

fn mark_call(e: &mut syn::ExprMethodCall) {
    if is_marked(e) {
        return;
    }
    // What it is called on is an object, too.
    mark(&mut e.receiver);
    let span = e.method.span();
    e.attrs.push(syn::Attribute {
        pound_token: syn::Token![#](span),
        style: syn::AttrStyle::Outer,
        bracket_token: syn::token::Bracket(span),
        meta: syn::Meta::Path(syn::Ident::new("object", span).into()),
    });
}

struct Marks<'f> {
    facts: &'f Facts,
    /// The functions and methods of which the result has methods or fields of the user's.
    giving_objects: FxHashSet<String>,
}

impl Marks<'_> {
    /// An expression that gives an object.
    fn object(&mut self, e: &mut syn::Expr) {
        mark(e);
        let mut inner = &*e;
        loop {
            self.giving_objects.extend(called(inner));
            match plain(inner) {
                syn::Expr::MethodCall(call) => inner = &call.receiver,
                _ => return,
            }
        }
    }
}

/// What an expression calls, unless numbers have it, too.
fn called(e: &syn::Expr) -> Option<String> {
    match plain(e) {
        syn::Expr::MethodCall(call) => {
            Some(call.method.to_string()).filter(|name| !scalar_names::is_of_scalars(name))
        }
        syn::Expr::Call(call) => match plain(&call.func) {
            syn::Expr::Path(path) => paths::segments(&path.path).pop(),
            _ => None,
        },
        _ => None,
    }
}

impl VisitMut for Marks<'_> {
    fn visit_expr_method_call_mut(&mut self, e: &mut syn::ExprMethodCall) {
        let name = e.method.to_string();
        let of_others = scalar_names::is_of_scalars(&name)
            || memory_methods::is_known(&name)
            || options::results::is_of_options(&name);
        if !of_others {
            self.object(&mut e.receiver);
        }
        if called(&e.receiver).is_some_and(|name| self.giving_objects.contains(&name)) {
            mark_call(e);
        }
        if let syn::Expr::MethodCall(inner) = plain(&e.receiver)
            && GIVING_NOTHING.contains(&inner.method.to_string().as_str())
        {
            mark(&mut e.receiver);
        }
        visit_mut::visit_expr_method_call_mut(self, e);
    }

    fn visit_expr_field_mut(&mut self, e: &mut syn::ExprField) {
        self.object(&mut e.base);
        visit_mut::visit_expr_field_mut(self, e);
    }

    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        if let (syn::Pat::Ident(pattern), Some(init)) = (&local.pat, &mut local.init)
            && self.facts.has_parts(&pattern.ident.to_string())
        {
            self.object(&mut init.expr);
        }
        visit_mut::visit_local_mut(self, local);
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

impl<'a> Lowerer<'a> {
    /// Whether the function gives a value of a type that is only a name, and surely none of a float:
    /// where the floats have names, too, `f64` is not written.
    pub(super) fn gives_object(&self, sig: &syn::Signature) -> bool {
        let result = &self.function.result_type;
        self.infer.name(result).is_some()
            && self.infer.kind(result) == Kind::Any
            && types::tokens_of(&sig.inputs).mentions(&["f64".into(), "f32".into()])
    }

    /// Whether the second reading takes a method for the user's.
    pub(super) fn is_guessed_method(&mut self, ty: &Type, e: &syn::ExprMethodCall) -> bool {
        let name = e.method.to_string();
        if self.infer.kind(ty) != Kind::Any
            || matches!(name.as_str(), "clone" | "to_owned" | "into")
        {
            return false;
        }
        match self.infer.name(ty) {
            Some(Type::Named(_)) if self.second_reading => {
                is_marked(e) || GIVING_NOTHING.contains(&name.as_str())
            }
            Some(_) => is_marked(e),
            None => false,
        }
    }
}
