//! How records are gathered, and how the backward pass opens the cache that they are in.

use super::header::Header;
use super::plan::{Definition, Fate};
use super::print::Printer;
use super::{cache, names, shared};
use crate::ir::*;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

/// The beginning of a forward pass: the variables that gather records, but for those that a
/// `Reserve` outside loops will make, or that `cache` holds.
pub(super) fn gathering(printer: &mut Printer<'_>, cache: Option<&Ident>) -> TokenStream {
    let mut lines = TokenStream::new();
    for (field, info) in (0..).map(Field).zip(&printer.layout.fields) {
        if let Some(cache) = cache
            && !printer.layout.is_once(field)
        {
            let name = names::public(&info.name);
            let place = match info.ty {
                FieldType::Itself => quote!(#cache),
                _ => quote!(#cache.#name),
            };
            printer.fields.insert(field, place);
            continue;
        }
        let reserved = printer
            .function
            .body
            .stmts
            .iter()
            .any(|stmt| matches!(stmt, Stmt::Reserve { field: of, .. } if *of == field));
        let init = match info.storage {
            Storage::Branch => quote!(::core::option::Option::None),
            Storage::Stack if !reserved => quote!(::autodiff::Vec::new()),
            Storage::Slices => quote!(::autodiff::Slices::new()),
            Storage::Calls => quote!(::autodiff::Record::new()),
            _ => continue,
        };
        let name = printer.declare_record(field);
        lines.extend(quote!(let mut #name = #init;));
    }
    lines
}

/// What a body for value and gradient records all the same.
fn gathered(function: &Function) -> BTreeSet<Field> {
    let mut gathered = BTreeSet::new();
    function.body.walk(&mut |stmt| {
        if let Stmt::Turn { fields } = stmt {
            gathered.extend(fields);
        }
    });
    gathered
}

/// Whether a body for value and gradient records something that a cache for many calls has a place for.
pub(super) fn is_gathered_in_cache(function: &Function, layout: &Layout) -> bool {
    let gathered = gathered(function);
    let has_place = |field: &Field| !layout.is_once(*field) && layout.row(*field).is_none();
    layout.is_shared && !gathered.is_empty() && gathered.iter().all(has_place)
}

/// Where value and gradient share a body: the variables that gather what is recorded all the same, unless that
/// goes to a `cache`.
pub(super) fn gathering_in_one_body(
    printer: &mut Printer<'_>,
    cache: Option<&Ident>,
) -> TokenStream {
    let mut anew = BTreeSet::<Field>::new();
    printer.function.body.walk(&mut |stmt| {
        if let Stmt::Forget { fields } = stmt {
            anew.extend(fields);
        }
    });
    let mut lines = TokenStream::new();
    for field in gathered(printer.function) {
        let info = printer.layout.field(field);
        if let Some(cache) = cache {
            let name = names::public(&info.name);
            printer.fields.insert(field, quote!(#cache.#name));
            lines.extend(printer.vec_to_lend(field));
            continue;
        }
        let is_vec = matches!(info.ty, FieldType::Value(Type::Vec(_)));
        let init = match info.storage {
            // There are few at a time, which can be lent as they are.
            Storage::Slices if is_vec && anew.contains(&field) => quote!(::autodiff::Copies::new()),
            Storage::Slices => {
                lines.extend(printer.vec_to_lend(field));
                quote!(::autodiff::Slices::new())
            }
            Storage::Calls => quote!(::autodiff::Record::new()),
            _ => quote!(::autodiff::Vec::new()),
        };
        let name = printer.declare_record(field);
        lines.extend(quote!(let mut #name = #init;));
    }
    lines
}

/// What a backward pass reads of its cache.
#[derive(Default)]
pub(super) struct Read {
    fields: BTreeSet<Field>,
    /// Fields of which an item gets a variable, which the field's name is left to.
    itemised: BTreeSet<Field>,
    /// For each block whose records are read with a cursor, the first field of it.
    pub(super) cursors: BTreeMap<BlockId, Field>,
}

impl Read {
    fn record(&mut self, recorded: &Recorded, bound: bool) {
        let field = recorded.field;
        self.fields.insert(field);
        if bound && recorded.at != At::Whole {
            self.itemised.insert(field);
        }
        if let At::Cursor {
            block,
            cursor: true,
            ..
        }
        | At::Span {
            block,
            cursor: true,
            ..
        } = recorded.at
        {
            let first = self.cursors.entry(block).or_insert(field);
            *first = field.min(*first);
        }
    }

    pub(super) fn of(printer: &Printer<'_>) -> Self {
        let mut read = Read::default();
        let plan = &printer.plan;
        printer.function.body.walk(&mut |stmt| match stmt {
            Stmt::Let { value, .. } if plan.fate(*value) != Fate::Dropped => {
                if let Definition::Expr(Expr::Recorded(recorded)) = plan.definition(*value) {
                    read.record(recorded, plan.fate(*value) == Fate::Kept);
                }
            }
            Stmt::Recall { memory, from } if plan.is_mentioned(*memory) => {
                read.record(from, true);
            }
            Stmt::Backward(call) => read.record(&call.cache, false),
            _ => {}
        });
        read
    }
}

/// The beginning of a backward pass.
pub(super) struct Opening {
    /// The parameter for the cache.
    pub(super) cache: Ident,
    /// Of a cache that holds many calls, the parameter that says how much of it is left.
    pub(super) at: Option<Ident>,
    /// The lines that open it.
    pub(super) lines: TokenStream,
    /// Whether they pass what the call has recorded once.
    pub(super) passes_call: bool,
}

impl Opening {
    pub(super) fn of(header: &Header, printer: &mut Printer<'_>) -> Self {
        let read = Read::of(printer);
        let unread = if read.fields.is_empty() { "_" } else { "" };
        let span = Span::call_site();
        let cache = printer.fresh(&format!("{unread}cache"), span);
        let layout = printer.layout;
        let at = (layout.is_shared).then(|| printer.fresh(&format!("{unread}at"), span));
        let mut lines = TokenStream::new();
        let (once, others): (Vec<_>, Vec<_>) =
            (read.fields.iter().copied()).partition(|field| layout.is_once(*field));
        let others = others.into_iter().filter(|field| {
            let itself = layout.field(*field).ty == FieldType::Itself;
            if itself {
                printer.fields.insert(*field, quote!(#cache));
            }
            !itself
        });
        let holders = others.map(|field| layout.row(field).map_or(field, |row| row[0]));
        let others: BTreeSet<_> = holders.collect();
        let others: Vec<_> = others.into_iter().collect();
        let calls = (!once.is_empty()).then(|| printer.fresh("calls", span));
        if !others.is_empty() || calls.is_some() {
            let is_whole = others.len() == shared::beside(layout).count()
                && calls.is_some() == shared::has_calls(layout);
            let whole = (&header.cache, is_whole);
            let pattern = pattern(whole, printer, &read, &others, calls.as_ref());
            lines.extend(quote!(let #pattern = #cache;));
        }
        if let (Some(calls), Some(at)) = (&calls, &at) {
            let is_whole = once.len() == cache::fields(layout, |f| layout.is_once(f)).count();
            let whole = (&shared::once(header), is_whole);
            let pattern = pattern(whole, printer, &read, &once, None);
            lines.extend(quote! {
                #at.calls -= 1;
                let #pattern = &#calls[#at.calls];
            });
        }
        for field in others {
            let info = layout.field(field);
            lines.extend(printer.vec_to_lend(field));
            if info.storage == Storage::Calls {
                let place = match &at {
                    Some(at) => {
                        let name = names::public(&info.name);
                        quote!(#at.#name)
                    }
                    None => {
                        let name = printer.fresh(&format!("{}_at", info.name), span);
                        let calls = printer.field(field);
                        lines.extend(quote!(let mut #name = ::autodiff::Record::end(#calls);));
                        quote!(#name)
                    }
                };
                printer.left.insert(field, quote!(&mut #place));
            }
        }
        if let Some(at) = &at {
            for (field, info) in cache::fields(layout, |_| true) {
                if info.ty == FieldType::Itself {
                    printer.left.insert(field, quote!(#at));
                }
            }
        }
        for (block, field) in read.cursors {
            let cursor = match &at {
                Some(at) => {
                    let name = shared::counter(layout, block);
                    quote!(#at.#name)
                }
                None => {
                    let records = printer.field(field);
                    let hint = format!("{}_at", layout.field(field).name);
                    let cursor = printer.fresh(&hint, span);
                    lines.extend(quote!(let mut #cursor = #records.len();));
                    quote!(#cursor)
                }
            };
            printer.cursors.insert(block, cursor);
        }
        let passes_call = calls.is_some() && at.is_some();
        Opening {
            cache,
            at,
            lines,
            passes_call,
        }
    }
}

/// The pattern that binds fields of one struct, and `calls` of a cache that holds many; beside the
/// name stands whether these are all fields that it has.
fn pattern(
    (name, is_whole): (&Ident, bool),
    printer: &mut Printer<'_>,
    read: &Read,
    fields: &[Field],
    calls: Option<&Ident>,
) -> TokenStream {
    let layout = printer.layout;
    let copied = |field: &Field| {
        let info = layout.field(*field);
        let scalar = matches!(&info.ty, FieldType::Value(ty) if ty.is_scalar());
        scalar && matches!(info.storage, Storage::Whole | Storage::Branch)
    };
    let by_value = fields.iter().any(copied);
    let mut patterns = Vec::new();
    patterns.extend(calls.map(|calls| match calls == "calls" {
        true => quote!(#calls),
        false => quote!(calls: #calls),
    }));
    for field in fields {
        let info = layout.field(*field);
        let hint = if read.itemised.contains(field) {
            format!("{}_record", info.name)
        } else {
            info.name.clone()
        };
        let bound = printer.fresh(&hint, Span::call_site());
        printer.fields.insert(*field, quote!(#bound));
        let name = names::public(&info.name);
        let by_ref = (by_value && !copied(field)).then(|| quote!(ref));
        patterns.push(if bound == name {
            quote!(#by_ref #bound)
        } else {
            quote!(#name: #by_ref #bound)
        });
    }
    if !is_whole {
        patterns.push(quote!(..));
    }
    let reference = by_value.then(|| quote!(&));
    quote!(#reference #name { #(#patterns),* })
}
