//! `for i in 0.. { … }`, which only a `break` or a `return` leaves, is a `loop` with a counter.

use crate::lower::expr::plain;
use crate::lower::messages as m;
use crate::lower::patterns::mutable_bindings::{let_statement, variable};
use crate::lower::words;
use syn::visit_mut::{self, VisitMut};

/// The function with `{ let mut turn = 0; loop { let i = turn; turn += 1; … } }` for each of these.
pub(crate) fn with_counters(mut function: syn::ItemFn) -> syn::ItemFn {
    let mut counting = Counting {
        name: "turn".to_string(),
        found: 0,
    };
    while words::says(&function, &counting.name) {
        counting.name.push('_');
    }
    counting.visit_block_mut(&mut function.block);
    function
}

struct Counting {
    name: String,
    found: usize,
}

impl VisitMut for Counting {
    fn visit_expr_mut(&mut self, e: &mut syn::Expr) {
        visit_mut::visit_expr_mut(self, e);
        if let syn::Expr::ForLoop(open) = e
            && let Some(start) = start_of_open(&open.expr)
            && let Some(counted) = self.counted(open, start)
        {
            *e = counted;
        }
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

impl Counting {
    fn counted(&mut self, open: &syn::ExprForLoop, start: syn::Expr) -> Option<syn::Expr> {
        self.found += 1;
        let span = m::span_of(&open.for_token);
        let name = syn::Ident::new(&format!("{}_{}", self.name, self.found), span);
        let mut body = open.body.clone();
        let mut bound = let_statement(name.clone(), false, variable(&name));
        if let syn::Stmt::Local(local) = &mut bound {
            local.pat = (*open.pat).clone();
        }
        let next = syn::parse_str(&format!("{{ {name} += 1; }}"));
        let next: syn::Block = next.ok()?;
        body.stmts
            .splice(..0, std::iter::once(bound).chain(next.stmts));
        let endless = syn::Expr::Loop(syn::ExprLoop {
            attrs: open.attrs.clone(),
            label: open.label.clone(),
            loop_token: syn::token::Loop(span),
            body,
        });
        Some(syn::Expr::Block(syn::ExprBlock {
            attrs: Vec::new(),
            label: None,
            block: syn::Block {
                brace_token: open.body.brace_token,
                stmts: vec![
                    let_statement(name, true, start),
                    syn::Stmt::Expr(endless, None),
                ],
            },
        }))
    }
}

/// Where a range begins that has no end.
fn start_of_open(head: &syn::Expr) -> Option<syn::Expr> {
    match plain(head) {
        syn::Expr::Range(range) if range.end.is_none() => range.start.as_deref().cloned(),
        _ => None,
    }
}
