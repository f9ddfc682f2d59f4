//! Methods that change a struct which holds references. Such a struct is no value here: it stands for what it
//! lends, and for variables of its own. So a call of such a method is read as its body, which changes these.

use crate::ir::{Passing, Tokens};
use crate::lower::calls::lender::Lender;
use crate::lower::calls::lenders::changing_method;
use crate::lower::messages as m;
use crate::lower::types::fields;
use crate::lower::*;
use closures::Callable;
use std::rc::Rc;
use syn::visit::{self, Visit};

impl<'a> Lowerer<'a> {
    /// The call of a method that changes such a struct, where the method stands in the same file.
    pub(in crate::lower) fn changed_borrower(
        &mut self,
        receiver: &Outcome,
        name: &str,
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        let borrower = match receiver {
            Outcome::Ref(inner, _) => &**inner,
            other => other,
        };
        let Outcome::Borrower(borrowing) = borrower else {
            return None;
        };
        let path: syn::Path = syn::parse2(borrowing.whole.path.stream().clone()).ok()?;
        let owner = &path.segments.last()?.ident;
        let Changing::ByBody {
            lender,
            gives_receiver,
        } = changing_method(owner, name)?
        else {
            return Some(self.error(span, m::BORROWER_CHANGED));
        };
        let owner = types::tokens_of(&path);
        let of_receiver = std::slice::from_ref(receiver);
        let Some((lender, owner)) = self.told_by_arguments(&lender, owner, of_receiver) else {
            return Some(self.error(span, m::UNTOLD_BLOCK));
        };
        let closure = match self.read_at(&lender, owner, Some(name), span) {
            Ok(function) => self.body_of(&function),
            Err(Some(message)) => return Some(self.error(span, message)),
            Err(None) => None,
        };
        let Some(closure) = closure else {
            return Some(self.error(span, m::BORROWER_CHANGED));
        };
        let mut scope = Scope::default();
        scope.bind("self", borrower.clone().reference(true));
        let body = Callable::Closure(Box::new(closure), scope);
        let args = args.to_vec();
        let given = self.within_body(|l| l.apply(&body, args, span));
        Some(match given {
            Outcome::Unit if gives_receiver => borrower.clone(),
            given => given,
        })
    }
}

impl<'a> Lowerer<'a> {
    /// `table.scaled(2.0)`, where the method takes such a struct by value: what it makes of it is another one.
    pub(in crate::lower) fn taken_borrower(
        &mut self,
        receiver: &Outcome,
        name: &str,
        args: Vec<Outcome>,
        span: Span,
    ) -> Outcome {
        let ty = self.type_of(receiver);
        let lender = self.lending_method(&ty, name);
        let (Some((of, _)), Some(lender), Some(owner)) =
            (receiver.as_borrower(), lender, self.path_of(&ty))
        else {
            return self.error(span, m::BORROWER_BY_VALUE);
        };
        // It may be `Copy`, and used once more.
        let taken = Outcome::Borrower(Rc::new(self.another_borrower(&of)));
        let args = std::iter::once(taken).chain(args).collect();
        self.lent_by_lender(&lender, owner, Some(name), args, span)
    }
}

/// A method that changes a struct.
pub(in crate::lower) enum Changing {
    /// Its body can stand for it.
    ByBody {
        lender: Box<Lender>,
        /// Whether what it gives is its receiver.
        gives_receiver: bool,
    },
    /// It has type parameters, or is a trait's.
    Otherwise,
}

/// Whether a method of a type that holds references changes its receiver.
pub(in crate::lower) fn is_changing(owner: &syn::Ident, name: &str) -> bool {
    changing_method(owner, name).is_some()
}

/// Whether a function of a block changes a struct that holds references, so that callers read it as its body.
pub(crate) fn changes_borrower(sig: &syn::Signature, owner: &syn::Type) -> bool {
    let changes = sig.receiver().and_then(passing) == Some(Passing::RefMut);
    changes && holds_references(&types::tokens_of(owner))
}

/// Whether it lets a field of its receiver refer to something else: no pass of its own could do that.
pub(crate) fn moves_reference(sig: &syn::Signature, block: &syn::Block, owner: &syn::Type) -> bool {
    struct Moves<'o>(Option<&'o syn::Ident>, bool);
    impl<'ast> Visit<'ast> for Moves<'_> {
        fn visit_expr_assign(&mut self, e: &'ast syn::ExprAssign) {
            if let (Some(owner), syn::Expr::Field(field)) = (self.0, expr::plain(&e.left)) {
                let name = structs::member_name(&field.member);
                let definition = source::definitions::definition(owner);
                let ty = definition.and_then(|item| fields::field_called(&item.fields, &name));
                self.1 |= matches!(ty, Some(syn::Type::Reference(_)));
            }
            visit::visit_expr_assign(self, e);
        }
    }
    let owner_name = fields::last_segment(owner).map(|last| &last.ident);
    let mut moves = Moves(owner_name, false);
    moves.visit_block(block);
    changes_borrower(sig, owner) && moves.1
}

fn holds_references(owner: &Tokens) -> bool {
    owner.text().contains('\'')
}
