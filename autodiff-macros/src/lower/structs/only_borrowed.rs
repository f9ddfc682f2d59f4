//! Which calls keep nothing of a struct with lifetimes that they borrow, and so nothing that speaks of these lifetimes.

use crate::ir::{Arg, Lasting, Passing, Stmt, Target, Tokens};
use crate::lower::calls::copied_borrowers;
use crate::lower::messages as m;
use crate::lower::source::calling::not_leading_to;
use crate::lower::source::definitions;
use crate::lower::source::text::around;
use crate::lower::types::fields;
use crate::lower::*;
use syn::Ident;

impl<'a> Lowerer<'a> {
    /// The structs with lifetimes among those that have a name here.
    pub(in crate::lower) fn only_borrowed(&self) -> Vec<Lasting> {
        let owner = self
            .owner
            .map(|owner| Type::Named(types::tokens_of(&owner.ty)));
        let names = self.infer.variables.iter().flat_map(|v| &v.names);
        let names = names.map(|(name, _)| name.clone()).chain(owner);
        let mut found: Vec<Lasting> = Vec::new();
        for name in names {
            let Type::Named(tokens) = name else { continue };
            let has_lifetime = tokens.text().contains('\'');
            if has_lifetime && !found.iter().any(|known| known.name == tokens.last_name()) {
                let path = syn::parse2::<syn::TypePath>(tokens.stream().clone()).ok();
                let last = path.as_ref().and_then(|path| path.path.segments.last());
                found.extend(last.and_then(|last| borrowed(&last.ident)));
            }
        }
        found
    }

    /// What is made here does not live as long as what a call of it keeps would have to.
    pub(in crate::lower) fn check_kept_borrowers(&mut self) {
        let mut kept = Vec::new();
        self.function
            .body
            .stmts
            .iter()
            .for_each(|stmt| self.kept_by_calls(stmt, &mut kept));
        for (span, called) in kept {
            self.error_about(span, m::BORROWER_KEPT, &called);
        }
    }

    fn kept_by_calls(&self, stmt: &Stmt, kept: &mut Vec<(Span, String)>) {
        if let Stmt::Call(call) = stmt {
            let keeps = |arg: &Arg| match arg {
                Arg::Struct(of) => keeps(&of.path, &call.target),
                _ => false,
            };
            if call.args.iter().any(keeps) {
                kept.push((call.span, call.target.text().to_string()));
            }
        }
        let inside = stmt.blocks().into_iter().flat_map(|block| &block.stmts);
        inside.for_each(|stmt| self.kept_by_calls(stmt, kept));
    }
}

/// Whether a call keeps something of such a struct, by its path.
fn keeps(path: &Tokens, called: &Target) -> bool {
    let path = syn::parse2::<syn::Path>(path.stream().clone()).ok();
    let last = path.and_then(|path| path.segments.last().map(|last| last.ident.clone()));
    let known = last.and_then(|last| borrowed(&last));
    known.is_some_and(|known| !known.is_borrowed_by(called))
}

/// What is known of a type that holds references, by the file that defines it.
fn borrowed(name: &Ident) -> Option<Lasting> {
    let definition = definitions::definition(name)?;
    definition.generics.lifetimes().next()?;
    let keepers = keepers(name);
    let functions = match keepers.is_empty() {
        true => None,
        false => Some(not_leading_to(name, &keepers)?),
    };
    Some(Lasting {
        name: name.to_string(),
        functions,
    })
}

/// The methods of the module's structs with lifetimes that take one by value and keep it: it may stand in this one. What
/// is not `Copy` nobody gives away who only borrows it.
fn keepers(name: &Ident) -> Vec<String> {
    let Some((source, at)) = around(name.span()) else {
        return Vec::new();
    };
    let takes = |text: &&str| text.contains("(self") || text.contains("(mut self");
    let blocks = source.blocks(None, at).filter(takes);
    let blocks = blocks.filter_map(|text| definitions::read::<syn::ItemImpl>(text, name.span()));
    let mut found = Vec::new();
    for block in blocks {
        let Some(owner) = fields::last_segment(&block.self_ty).map(|last| &last.ident) else {
            continue;
        };
        let of_references = definitions::definition(owner)
            .is_some_and(|definition| definition.generics.lifetimes().next().is_some());
        if !of_references || definitions::is_moved(owner) {
            continue;
        }
        let functions = block.items.iter().filter_map(|item| match item {
            syn::ImplItem::Fn(function) => Some(&function.sig),
            _ => None,
        });
        let keeps = |sig: &&syn::Signature| {
            let taken = sig.receiver().and_then(owner::passing) == Some(Passing::Value);
            taken && !copied_borrowers::is_looking(owner, &sig.ident.to_string())
        };
        found.extend(functions.filter(keeps).map(|sig| sig.ident.to_string()));
    }
    found
}
