//! `?` inside an expression, and branches that leave it: the operand that may leave the function or a loop
//! is evaluated before, in a `let` of its own.
//!
//! Only where nothing around it changes anything, and it changes nothing that stands before it: else the order
//! would matter, and the operand stays, which is an error where it is met.

use crate::lower::expr::plain;
use crate::lower::flow::leaving;
use crate::lower::flow::taken_before::{Changeable, is_kept};
use crate::lower::paths;
use proc_macro2::Span;
use syn::token;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

/// The block with every operand that may leave it in a statement of its own.
pub(in crate::lower) fn hoisted(block: &syn::Block, signature: &syn::Signature) -> syn::Block {
    let mut block = block.clone();
    let changeable = Changeable::of(&block, signature);
    Hoist {
        count: 0,
        changeable,
    }
    .visit_block_mut(&mut block);
    block
}

struct Hoist {
    count: usize,
    /// The variables that can be changed.
    changeable: Changeable,
}

impl VisitMut for Hoist {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        visit_mut::visit_block_mut(self, block);
        let mut stmts = Vec::new();
        for mut stmt in std::mem::take(&mut block.stmts) {
            let mut operands = Operands {
                hoist: self,
                found: Vec::new(),
            };
            match &mut stmt {
                syn::Stmt::Local(local) => {
                    if let Some(init) = &mut local.init {
                        operands.whole(&mut init.expr);
                    }
                }
                syn::Stmt::Expr(e, _) => operands.whole(e),
                _ => {}
            }
            stmts.append(&mut operands.found);
            stmts.push(stmt);
        }
        block.stmts = stmts;
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut syn::ExprClosure) {
        in_block(&mut closure.body);
        visit_mut::visit_expr_closure_mut(self, closure);
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}

    fn visit_arm_mut(&mut self, arm: &mut syn::Arm) {
        in_block(&mut arm.body);
        visit_mut::visit_arm_mut(self, arm);
    }
}

/// A body that is no block becomes one, if there is something to put in front of it.
fn in_block(body: &mut syn::Expr) {
    let leaves = match plain(body) {
        syn::Expr::Block(_) => false,
        syn::Expr::Return(e) => e.expr.as_ref().is_some_and(|value| may_leave(value)),
        syn::Expr::Break(_) | syn::Expr::If(_) | syn::Expr::Match(_) => has_try(body),
        other => may_leave(other),
    };
    if !leaves || matches!(body, syn::Expr::Continue(_)) {
        return;
    }
    let span = crate::lower::messages::span(&*body);
    *body = syn::Expr::Block(syn::ExprBlock {
        attrs: Vec::new(),
        label: None,
        block: syn::Block {
            brace_token: token::Brace(span),
            stmts: vec![syn::Stmt::Expr(body.clone(), None)],
        },
    });
}

/// The operands of an expression that are surely evaluated.
struct Operands<'h> {
    hoist: &'h mut Hoist,
    found: Vec<syn::Stmt>,
}

impl Operands<'_> {
    /// An expression that may itself be a `?`, or be left with the value of one.
    fn whole(&mut self, e: &mut syn::Expr) {
        if !may_leave(e) || changes(e) || !is_kept(e, &self.hoist.changeable) {
            return;
        }
        match e {
            syn::Expr::Try(e) => self.inner(&mut e.expr),
            syn::Expr::Paren(e) => self.whole(&mut e.expr),
            syn::Expr::Group(e) => self.whole(&mut e.expr),
            syn::Expr::Return(e) => {
                if let Some(value) = &mut e.expr {
                    self.whole(value);
                }
            }
            syn::Expr::Assign(e) => self.whole(&mut e.right),
            e => self.inner(e),
        }
    }

    fn inner(&mut self, whole: &mut syn::Expr) {
        match whole {
            syn::Expr::Try(_) => self.take(whole),
            syn::Expr::If(e) if !matches!(*e.cond, syn::Expr::Let(_)) => self.inner(&mut e.cond),
            syn::Expr::If(e) => {
                if let syn::Expr::Let(condition) = &mut *e.cond {
                    self.inner(&mut condition.expr);
                }
            }
            syn::Expr::Match(e) => self.inner(&mut e.expr),
            syn::Expr::Binary(e) if crate::lower::operators::assigned(&e.op).is_some() => {
                self.inner(&mut e.right);
            }
            syn::Expr::Binary(e) => {
                self.visit_expr_mut(&mut e.left);
                let decided = match e.op {
                    syn::BinOp::And(_) => false,
                    syn::BinOp::Or(_) => true,
                    _ => return self.visit_expr_mut(&mut e.right),
                };
                if may_leave(&e.right) {
                    *whole = self.decided(e, decided);
                }
            }
            syn::Expr::ForLoop(e) => self.inner(&mut e.expr),
            syn::Expr::Unary(_)
            | syn::Expr::Call(_)
            | syn::Expr::MethodCall(_)
            | syn::Expr::Field(_)
            | syn::Expr::Index(_)
            | syn::Expr::Paren(_)
            | syn::Expr::Group(_)
            | syn::Expr::Reference(_)
            | syn::Expr::Cast(_)
            | syn::Expr::Tuple(_)
            | syn::Expr::Array(_)
            | syn::Expr::Struct(_) => visit_mut::visit_expr_mut(self, whole),
            _ => {}
        }
    }

    fn take(&mut self, e: &mut syn::Expr) {
        let syn::Expr::Try(inner) = e else { return };
        self.inner(&mut inner.expr);
        let name = match &*inner.expr {
            syn::Expr::Call(call) => match &*call.func {
                syn::Expr::Path(path) => paths::segments(&path.path).pop(),
                _ => None,
            },
            _ => None,
        };
        let name = name.unwrap_or_else(|| "tried".into());
        let span = crate::lower::messages::span(e);
        let (ident, used) = self.named(&name, span);
        let tried = std::mem::replace(e, used);
        self.bind(ident, tried, span);
    }

    /// A variable that the user cannot name.
    fn named(&mut self, name: &str, span: Span) -> (syn::Ident, syn::Expr) {
        self.hoist.count += 1;
        let name = format!("{name}_{}", self.hoist.count);
        let ident = syn::Ident::new(&name, span.resolved_at(Span::mixed_site()));
        let used = syn::Expr::Path(syn::ExprPath {
            attrs: Vec::new(),
            qself: None,
            path: ident.clone().into(),
        });
        (ident, used)
    }

    /// `let ident = value;`
    fn bind(&mut self, ident: syn::Ident, value: syn::Expr, span: Span) {
        self.found.push(syn::Stmt::Local(syn::Local {
            attrs: Vec::new(),
            let_token: token::Let(span),
            modifiers: syn::LocalModifiers::default(),
            pat: syn::Pat::Ident(syn::PatIdent {
                attrs: Vec::new(),
                by_ref: None,
                mutability: None,
                ident,
                subpat: None,
            }),
            init: Some(syn::LocalInit {
                eq_token: token::Eq(span),
                expr: Box::new(value),
                diverge: None,
            }),
            semi_token: token::Semi(span),
        }));
    }

    /// `left || right` as `if left { true } else { right }`, where the right side may leave, under a
    /// name; `left && right` likewise.
    fn decided(&mut self, e: &syn::ExprBinary, decided: bool) -> syn::Expr {
        let span = crate::lower::messages::span_of(e);
        let block = |value: syn::Expr| syn::Block {
            brace_token: token::Brace(span),
            stmts: vec![syn::Stmt::Expr(value, None)],
        };
        let literal = syn::Expr::Lit(syn::ExprLit {
            attrs: Vec::new(),
            lit: syn::Lit::Bool(syn::LitBool::new(decided, span)),
        });
        let mut right = block((*e.right).clone());
        self.hoist.visit_block_mut(&mut right);
        let (then, els) = match decided {
            true => (block(literal), right),
            false => (right, block(literal)),
        };
        let els = syn::Expr::Block(syn::ExprBlock {
            attrs: Vec::new(),
            label: None,
            block: els,
        });
        let value = syn::Expr::If(syn::ExprIf {
            attrs: Vec::new(),
            if_token: token::If(span),
            cond: e.left.clone(),
            then_branch: then,
            else_branch: Some((token::Else(span), Box::new(els))),
        });
        let (ident, used) = self.named("decided", span);
        self.bind(ident, value, span);
        used
    }
}

impl VisitMut for Operands<'_> {
    /// What is decided in the middle of an expression gets a statement of its own, too.
    fn visit_expr_mut(&mut self, e: &mut syn::Expr) {
        self.inner(e);
        if decides(e) && may_leave(e) {
            let span = crate::lower::messages::span(e);
            let (ident, used) = self.named("decided", span);
            let value = std::mem::replace(e, used);
            self.bind(ident, value, span);
        }
    }
}

fn decides(e: &syn::Expr) -> bool {
    matches!(
        e,
        syn::Expr::If(_) | syn::Expr::Match(_) | syn::Expr::Block(_)
    )
}

/// Whether an operand gets a statement of its own.
pub(in crate::lower) fn is_taken_out(e: &syn::Expr) -> bool {
    matches!(e, syn::Expr::Try(_)) || decides(e) && may_leave(e)
}

/// Whether this is decided by a left side that gets a statement of its own together with the right one.
pub(in crate::lower) fn is_decided(e: &syn::Expr) -> bool {
    match e {
        syn::Expr::Binary(e) => {
            matches!(e.op, syn::BinOp::And(_) | syn::BinOp::Or(_)) && may_leave(&e.right)
        }
        _ => false,
    }
}

/// Whether control may leave what stands around an expression from inside it.
fn may_leave(e: &syn::Expr) -> bool {
    leaving::exits(&syn::Stmt::Expr(e.clone(), None))
}

/// Whether there is a `?` in an expression, but for those of closures.
pub(in crate::lower) fn has_try(e: &syn::Expr) -> bool {
    #[derive(Default)]
    struct Finder(bool);
    impl<'ast> Visit<'ast> for Finder {
        fn visit_expr_try(&mut self, _: &'ast syn::ExprTry) {
            self.0 = true;
        }
        fn visit_expr_closure(&mut self, _: &'ast syn::ExprClosure) {}
        fn visit_item(&mut self, _: &'ast syn::Item) {}
    }
    let mut finder = Finder::default();
    finder.visit_expr(e);
    finder.0
}

/// Whether the operands of an expression may change something that others read.
fn changes(e: &syn::Expr) -> bool {
    #[derive(Default)]
    struct Finder(bool);
    impl<'ast> Visit<'ast> for Finder {
        fn visit_expr_reference(&mut self, e: &'ast syn::ExprReference) {
            self.0 |= e.mutability.is_some();
            visit::visit_expr_reference(self, e);
        }
        fn visit_block(&mut self, _: &'ast syn::Block) {}
        fn visit_arm(&mut self, _: &'ast syn::Arm) {}
        fn visit_expr_closure(&mut self, _: &'ast syn::ExprClosure) {}
        fn visit_item(&mut self, _: &'ast syn::Item) {}
    }
    let mut finder = Finder::default();
    finder.visit_expr(e);
    finder.0
}
