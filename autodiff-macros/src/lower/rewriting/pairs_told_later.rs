//! `let mut last = None;` which later statements set to a tuple, as `last = Some((i, j));` does: that it is one is
//! written at the variable.

use crate::lower::expr::plain;
use crate::lower::types::tokens_of;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

/// The function with `let mut last: Option<(_, _)> = None;`.
pub(crate) fn with_pairs(mut function: syn::ItemFn) -> syn::ItemFn {
    Written.visit_block_mut(&mut function.block);
    function
}

struct Written;

impl VisitMut for Written {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        for at in 0..block.stmts.len() {
            let (before, rest) = block.stmts.split_at_mut(at + 1);
            if let Some(syn::Stmt::Local(local)) = before.last_mut()
                && let syn::Pat::Ident(pattern) = &local.pat
                && let Some(init) = &local.init
                && matches!(plain(&init.expr), syn::Expr::Path(none) if none.path.is_ident("None"))
                && let Some(ty) = Shapes::of(&pattern.ident, rest)
            {
                local.pat = syn::Pat::Type(syn::PatType {
                    attrs: Vec::new(),
                    pat: Box::new(local.pat.clone()),
                    colon_token: Default::default(),
                    ty: Box::new(ty),
                });
            }
        }
        visit_mut::visit_block_mut(self, block);
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

/// What a variable is set to.
struct Shapes<'s> {
    name: &'s syn::Ident,
    found: Vec<Option<String>>,
}

impl<'s> Shapes<'s> {
    /// The type that all assignments say, if they are of tuples.
    fn of(name: &'s syn::Ident, stmts: &'s [syn::Stmt]) -> Option<syn::Type> {
        let mut shapes = Shapes {
            name,
            found: Vec::new(),
        };
        stmts.iter().for_each(|stmt| shapes.visit_stmt(stmt));
        let first = shapes.found.first()?.clone()?;
        let all = shapes
            .found
            .iter()
            .all(|shape| shape.as_ref() == Some(&first));
        match all {
            true => syn::parse_str(&format!("Option<{first}>")).ok(),
            false => None,
        }
    }
}

impl<'s> Visit<'s> for Shapes<'s> {
    fn visit_expr_assign(&mut self, e: &'s syn::ExprAssign) {
        if let (syn::Expr::Path(left), syn::Expr::Call(some)) = (plain(&e.left), plain(&e.right))
            && left.path.is_ident(self.name)
            && matches!(plain(&some.func), syn::Expr::Path(path) if path.path.is_ident("Some"))
            && let [inside] = some.args.iter().collect::<Vec<_>>()[..]
        {
            self.found.push(match plain(inside) {
                syn::Expr::Tuple(_) => Some(shape(inside)),
                _ => None,
            });
        }
        visit::visit_expr_assign(self, e);
    }
}

fn shape(e: &syn::Expr) -> String {
    match plain(e) {
        syn::Expr::Tuple(items) => {
            let items = items.elems.iter().map(|item| shape(item) + ",");
            format!("({})", items.collect::<String>())
        }
        syn::Expr::Cast(cast) => tokens_of(&cast.ty).text().to_string(),
        _ => "_".to_string(),
    }
}
