//! Which calls keep nothing of a struct with lifetimes that they borrow, and so nothing that speaks of these lifetimes.

use crate::ir::{Arg, Lasting, Passing, Stmt, Target, Tokens};
use crate::lower::calls::copied_borrowers;
use crate::lower::messages as m;
use crate::lower::source::calling::not_leading_to;
use crate::lower::source::definitions;
use crate::lower::source::text::{Source, around};
use crate::lower::source::types_anywhere::{self, Defined};
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
                found.extend(path.and_then(|path| borrowed(&path.path)));
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
    let known = path.and_then(|path| borrowed(&path));
    known.is_some_and(|known| !known.is_borrowed_by(called))
}

/// What is known of a type that holds references, by the files that define it and speak of it.
fn borrowed(path: &syn::Path) -> Option<Lasting> {
    let defined = types_anywhere::at(path)?;
    defined.generics.lifetimes().next()?;
    let here = &path.segments.last()?.ident;
    let (source, _) = around(here.span())?;
    let files: &[&Source] = match defined.is_here {
        true => &[&defined.source],
        false => &[&defined.source, &source],
    };
    let taking = methods_by_value(&defined, here);
    let passed = match defined.is_copy {
        true => functions_by_value(&defined, files),
        false => Vec::new(),
    };
    let names = |of: &[ByValue], is_of_file: bool| {
        let keeping = of
            .iter()
            .filter(|method| !(is_of_file && method.is_looking));
        let keeping = keeping.map(|method| method.name.clone());
        keeping.chain(passed.iter().cloned()).collect::<Vec<_>>()
    };
    let (there, here) = (names(&taking, true), names(&taking, false));
    let with_names: Vec<_> = (files.iter().copied())
        .zip([&there[..], &here[..]])
        .collect();
    let is_any = with_names.iter().any(|(_, names)| !names.is_empty());
    Some(Lasting {
        name: defined.name,
        functions: is_any.then(|| not_leading_to(&with_names)),
    })
}

/// A method that takes a struct with lifetimes by value.
struct ByValue {
    name: String,
    /// Whether it is read as its body where its file calls it, so that nothing is kept.
    is_looking: bool,
}

/// Such methods of structs in the file that defines one, which may stand in others of them. What is not `Copy` nobody gives
/// away who only borrows it.
fn methods_by_value(defined: &Defined, here: &Ident) -> Vec<ByValue> {
    let takes = |text: &&str| text.contains("(self") || text.contains("(mut self");
    let blocks = defined.source.all_blocks().filter(takes);
    let blocks = blocks.filter_map(|text| definitions::read::<syn::ItemImpl>(text, here.span()));
    let mut found = Vec::new();
    for block in blocks {
        let Some(owner) = fields::last_segment(&block.self_ty).map(|last| &last.ident) else {
            continue;
        };
        let copied = |of: Defined| of.is_copy && of.generics.lifetimes().next().is_some();
        let is_itself = *owner == defined.name && defined.is_copy;
        if !is_itself && !types_anywhere::at(&owner.clone().into()).is_some_and(copied) {
            continue;
        }
        for item in &block.items {
            if let syn::ImplItem::Fn(syn::ImplItemFn {
                sig, block: body, ..
            }) = item
                && sig.receiver().and_then(owner::passing) == Some(Passing::Value)
            {
                let name = sig.ident.to_string();
                let is_looking = match defined.is_here {
                    true => copied_borrowers::is_looking(owner, &name),
                    false => block.trait_.is_none() && copied_borrowers::only_looks(sig, body),
                };
                found.push(ByValue { name, is_looking });
            }
        }
    }
    found
}

/// The functions of these files that take such a struct by value in another position.
fn functions_by_value(defined: &Defined, files: &[&Source]) -> Vec<String> {
    let functions = files.iter().flat_map(|source| source.functions());
    let heads = functions.filter_map(|(_, text)| text.split('{').next());
    let heads = heads.filter(|head| head.contains(&defined.name));
    let signatures =
        heads.filter_map(|head| syn::parse_str::<syn::TraitItemFn>(&format!("{head};")).ok());
    let takes = |input: &syn::FnArg| match input {
        syn::FnArg::Typed(param) => {
            matches!(types::plain(&param.ty), syn::Type::Path(_))
                && fields::last_segment(&param.ty).is_some_and(|last| last.ident == defined.name)
        }
        syn::FnArg::Receiver(_) => false,
    };
    let taking = signatures.filter(|function| function.sig.inputs.iter().any(takes));
    taking
        .map(|function| function.sig.ident.to_string())
        .collect()
}
