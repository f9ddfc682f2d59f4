//! Methods by `self` of `Copy` structs that hold references, called on one that is lent: `view.at(i)`. What such a call
//! records would hold the copy, and so be written with its lifetime, which callers further out do not have. So the call
//! is read as the method's body.

use crate::ir::Passing;
use crate::lower::calls::changed_borrowers::Changing;
use crate::lower::calls::lender::Lender;
use crate::lower::calls::lenders::method_taking;
use crate::lower::source::calling::calling_back;
use crate::lower::source::definitions;
use crate::lower::*;
use proc_macro2::{TokenStream, TokenTree};
use syn::{Ident, ItemFn};

/// The method of this name, if it only looks at parts of such a struct.
fn looking(owner: &Ident, name: &str) -> Option<Box<Lender>> {
    let definition = definitions::definition(owner)?;
    let copied = definition.generics.lifetimes().next().is_some() && !definitions::is_moved(owner);
    match copied.then(|| method_taking(Passing::Value, owner, name))?? {
        Changing::ByBody { lender, .. } => {
            let ItemFn { sig, block, .. } = &lender.function;
            let looks = only_looks(sig, block) && calling_back(&sig.ident).is_empty();
            looks.then_some(lender)
        }
        Changing::Otherwise => None,
    }
}

/// Whether no call of such a method has to keep the struct.
pub(in crate::lower) fn is_looking(owner: &Ident, name: &str) -> bool {
    looking(owner, name).is_some()
}

/// Whether a method uses nothing of its receiver but parts, and does not call itself.
pub(in crate::lower) fn only_looks(sig: &syn::Signature, block: &syn::Block) -> bool {
    let body = types::tokens_of(block);
    let receiver = sig.receiver();
    receiver.is_some_and(|receiver| receiver.mutability.is_none())
        && stands_before_dots(body.stream().clone())
        && !body.mentions(&[sig.ident.to_string()])
}

/// Whether `self` stands in front of a dot everywhere.
fn stands_before_dots(tokens: TokenStream) -> bool {
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let is_followed_by_dot =
            matches!(trees.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == '.');
        let stands = match tree {
            TokenTree::Group(group) => stands_before_dots(group.stream()),
            TokenTree::Ident(ident) => ident != "self" || is_followed_by_dot,
            _ => true,
        };
        if !stands {
            return false;
        }
    }
    true
}

impl<'a> Lowerer<'a> {
    /// The method that this calls, if it is such a one.
    pub(in crate::lower) fn copied_borrower(
        &mut self,
        receiver: &Outcome,
        ty: &Type,
        name: &str,
    ) -> Option<Box<Lender>> {
        let Outcome::Place(_) = receiver.clone().dereferenced() else {
            return None;
        };
        looking(&self.owner_of(ty)?, name)
    }

    /// The body of such a method, if nothing that it is passed may change the struct meanwhile.
    pub(in crate::lower) fn read_on_copy(
        &mut self,
        method: &Lender,
        name: &str,
        receiver: &Outcome,
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        let changes =
            |arg: &Outcome| matches!(arg, Outcome::Ref(_, true)) || arg.as_callable().is_some();
        let ty = self.type_of(&receiver.clone().dereferenced());
        let owner = self.path_of(&ty)?;
        if args.iter().any(changes) {
            return None;
        }
        let lent = receiver.clone().dereferenced().reference(false);
        Some(self.body_with_borrower(method, (owner, name), lent, args.to_vec(), span))
    }
}
