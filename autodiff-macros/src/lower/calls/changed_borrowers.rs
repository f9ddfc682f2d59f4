//! Methods that change a struct which holds references. Such a struct is no value here: it stands for what it
//! lends, and for variables of its own. So a call of such a method is read as its body, which changes these.

use crate::ir::{Passing, Tokens};
use crate::lower::calls::lender::Lender;
use crate::lower::calls::lenders::method_taking;
use crate::lower::memory::lists_of_borrowers;
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
        } = method_taking(Passing::RefMut, owner, name)?
        else {
            return Some(self.error(span, m::BORROWER_CHANGED));
        };
        let owner = types::tokens_of(&path);
        let lent = borrower.clone().reference(true);
        let given = self.body_with_borrower(&lender, (owner, name), lent, args.to_vec(), span);
        Some(match given {
            Outcome::Unit if gives_receiver => borrower.clone(),
            given => given,
        })
    }

    /// The body of a method of the type at a path, with this struct for its receiver.
    pub(super) fn body_with_borrower(
        &mut self,
        method: &Lender,
        (owner, name): (Tokens, &str),
        receiver: Outcome,
        args: Vec<Outcome>,
        span: Span,
    ) -> Outcome {
        let of_receiver = std::slice::from_ref(&receiver);
        let Some((method, owner)) = self.told_by_arguments(method, owner, of_receiver) else {
            return self.error(span, m::UNTOLD_BLOCK);
        };
        let closure = match self.read_at(&method, owner, Some(name), span) {
            Ok(function) => self.body_of(&function),
            Err(Some(message)) => return self.error(span, message),
            Err(None) => None,
        };
        let Some(closure) = closure else {
            return self.error(span, m::BORROWER_CHANGED);
        };
        let mut scope = Scope::default();
        scope.bind("self", receiver);
        let body = Callable::Closure(Box::new(closure), scope);
        self.within_body(|l| l.apply(&body, args, span))
    }

    /// `table.scaled(2.0)`, where the method takes such a struct by value: what it makes of it may be another one.
    pub(in crate::lower) fn taken_borrower(
        &mut self,
        receiver: &Outcome,
        name: &str,
        args: Vec<Outcome>,
        span: Span,
    ) -> Outcome {
        let ty = self.type_of(receiver);
        let (Some((of, _)), Some(owner)) = (receiver.as_borrower(), self.path_of(&ty)) else {
            return self.error(span, m::BORROWER_BY_VALUE);
        };
        // It may be `Copy`, and used once more.
        let taken = Outcome::Borrower(Rc::new(self.another_borrower(&of)));
        if let Some(lender) = self.lending_method(&ty, name) {
            let args = std::iter::once(taken).chain(args).collect();
            return self.lent_by_lender(&lender, owner, Some(name), args, span);
        }
        let method = self.given_name(&ty);
        match method.and_then(|ty| method_taking(Passing::Value, &ty, name)) {
            Some(Changing::ByBody { lender, .. }) => {
                self.body_with_borrower(&lender, (owner, name), taken, args, span)
            }
            _ => self.error(span, m::BORROWER_BY_VALUE),
        }
    }
}

/// A method that changes or takes a struct.
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
    method_taking(Passing::RefMut, owner, name).is_some()
}

/// Whether a function of a block changes or takes a struct that holds references, or reads one that stays in the
/// function which makes it, so that callers read it as its body.
pub(crate) fn changes_borrower(sig: &syn::Signature, owner: &syn::Type) -> bool {
    holds_references(&types::tokens_of(owner))
        && match sig.receiver().and_then(passing) {
            Some(Passing::Ref) => lists_of_borrowers::holds_lists(owner),
            passing => passing.is_some(),
        }
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
