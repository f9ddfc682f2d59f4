//! `std::cmp::Reverse`: a tuple of one item while lowering. Whatever compares such tuples has to turn the order
//! around.

use crate::lower::{messages as m, source};
use proc_macro2::Span;
use syn::punctuated::Punctuated;
use syn::token;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

/// The block with tuples in the place of `Reverse(…)`.
pub(in crate::lower) fn without_reverse(block: &syn::Block) -> syn::Block {
    let mut block = block.clone();
    if source::definitions::definition(&syn::Ident::new("Reverse", Span::call_site())).is_none() {
        Tuples.visit_block_mut(&mut block);
    }
    block
}

/// Whether there is a tuple of one item in a block.
pub(in crate::lower) fn has_tuples_of_one(block: &syn::Block) -> bool {
    struct Finder(bool);
    impl<'ast> Visit<'ast> for Finder {
        fn visit_expr_tuple(&mut self, e: &'ast syn::ExprTuple) {
            self.0 |= e.elems.len() == 1;
            visit::visit_expr_tuple(self, e);
        }
    }
    let mut finder = Finder(false);
    finder.visit_block(block);
    finder.0
}

struct Tuples;

fn is_reverse(path: &syn::Path) -> bool {
    path.segments
        .last()
        .is_some_and(|last| last.ident == "Reverse")
}

/// A list of one, which is a tuple for its comma.
fn one<T>(item: &T) -> Punctuated<T, token::Comma>
where
    T: Clone,
{
    let mut items = Punctuated::new();
    items.push(item.clone());
    items.push_punct(token::Comma::default());
    items
}

impl VisitMut for Tuples {
    fn visit_expr_mut(&mut self, e: &mut syn::Expr) {
        visit_mut::visit_expr_mut(self, e);
        if let syn::Expr::Call(call) = e
            && let syn::Expr::Path(path) = &*call.func
            && is_reverse(&path.path)
            && let (1, Some(item)) = (call.args.len(), call.args.first())
        {
            *e = syn::Expr::Tuple(syn::ExprTuple {
                attrs: Vec::new(),
                paren_token: token::Paren(m::span_of(call)),
                elems: one(item),
            });
        }
    }

    fn visit_pat_mut(&mut self, pattern: &mut syn::Pat) {
        visit_mut::visit_pat_mut(self, pattern);
        if let syn::Pat::TupleStruct(parts) = pattern
            && is_reverse(&parts.path)
            && let (1, Some(item)) = (parts.elems.len(), parts.elems.first())
        {
            *pattern = syn::Pat::Tuple(syn::PatTuple {
                attrs: Vec::new(),
                paren_token: token::Paren(m::span_of(parts)),
                elems: one(item),
            });
        }
    }

    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        visit_mut::visit_type_mut(self, ty);
        if let syn::Type::Path(path) = ty
            && let Some(last) = path.path.segments.last()
            && last.ident == "Reverse"
            && let syn::PathArguments::AngleBracketed(arguments) = &last.arguments
            && let Some(syn::GenericArgument::Type(item)) = arguments.args.first()
        {
            *ty = syn::Type::Tuple(syn::TypeTuple {
                attrs: Vec::new(),
                paren_token: token::Paren(m::span_of(path)),
                elems: one(item),
            });
        }
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}
