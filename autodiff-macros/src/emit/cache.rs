//! The cache: its struct, and how the backward pass opens it.

use super::header::{self, Face, Header, Home};
use super::plan::{Definition, Fate};
use super::print::Printer;
use super::{names, targets, types};
use crate::ir::*;
use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

/// The type of a field.
fn field_type(info: &FieldInfo) -> TokenStream {
    let item = match &info.ty {
        FieldType::Value(ty) => types::owned(ty),
        FieldType::Cache(callee) => targets::cache(callee),
        FieldType::Boxed(callee) => {
            let cache = targets::cache(callee);
            quote!(::autodiff::Box<#cache>)
        }
    };
    match info.storage {
        Storage::Whole => item,
        Storage::Branch => quote!(::core::option::Option<#item>),
        Storage::Array(count) => {
            let count = Literal::usize_unsuffixed(count);
            quote!([#item; #count])
        }
        Storage::Stack => quote!(::autodiff::Vec<#item>),
    }
}

/// The cache's type: `FCache<N>`, with those of the function's generic parameters that its fields
/// mention.
pub(super) fn written(header: &Header, layout: &Layout) -> TokenStream {
    let fields: TokenStream = layout.fields.iter().map(field_type).collect();
    let name = &header.cache;
    let generics = header::used(header.mentioned(&fields));
    quote!(#name #generics)
}

/// Whether the types of the fields have a meaning only where the bounds of the generic parameters
/// hold.
pub(super) fn needs_bounds(header: &Header, layout: &Layout) -> bool {
    layout.fields.iter().any(|info| match &info.ty {
        FieldType::Value(ty) => types::needs_bounds(header, ty),
        FieldType::Cache(callee) | FieldType::Boxed(callee) => {
            (callee.args.iter()).any(|arg| !header.mentioned(&types::written(arg)).is_empty())
        }
    })
}

pub(super) fn definition(header: &Header, layout: &Layout) -> TokenStream {
    let name = &header.cache;
    let (visibility, attributes) = (header.cache_visibility(), &header.attributes);
    let (forward, backward) = (header.title_of("forward"), header.title_of("backward"));
    let doc = format!(" What [`{backward}`] reads of a call of [`{forward}`].");
    let doc = match &header.home {
        Home::Companion(companion) if *companion != header.name => {
            format!("{doc} It belongs to [`{}`].", header.title())
        }
        _ => doc,
    };
    let types: TokenStream = layout.fields.iter().map(field_type).collect();
    let mentioned = header.mentioned(&types);
    let (declared, clause) = if needs_bounds(header, layout) {
        let clause = header.conditions(&mentioned, &[]);
        (header.declared_among(&mentioned), clause)
    } else {
        (header::bare(&mentioned), TokenStream::new())
    };
    let generics = (!declared.is_empty()).then(|| quote!(<#(#declared),*>));
    let fields = layout.fields.iter().map(|info| {
        let (name, ty) = (names::public(&info.name), field_type(info));
        let doc = info.doc.as_ref().map(|doc| {
            let doc = format!(" {doc}");
            quote!(#[doc = #doc])
        });
        quote!(#doc #visibility #name: #ty)
    });
    // The user's types, and caches with such in them, need not be `Clone` and `Debug`; nobody asks
    // that of a private one.
    let of_std = (layout.fields.iter())
        .all(|info| matches!(&info.ty, FieldType::Value(ty) if ty.is_of_std()));
    let derives = (of_std && header.face == Face::Public)
        .then(|| quote!(#[derive(::core::clone::Clone, ::core::fmt::Debug)]));
    quote! {
        #attributes
        #[doc = #doc]
        #[allow(dead_code, missing_docs, non_snake_case, private_interfaces, unreachable_pub)]
        #derives
        #visibility struct #name #generics #clause { #(#fields,)* }
    }
}

/// The cache that a forward pass returns.
pub(super) fn literal(header: &Header, printer: &Printer<'_>) -> TokenStream {
    let name = &header.cache;
    let fields = (0..)
        .map(Field)
        .zip(&printer.layout.fields)
        .map(|(field, info)| {
            let value = match printer.whole.get(&field) {
                Some(value) => value.clone(),
                None => {
                    let gathered = printer.field(field);
                    quote!(#gathered)
                }
            };
            let field = names::public(&info.name);
            if field == value.to_string() {
                value
            } else {
                quote!(#field: #value)
            }
        });
    quote!(#name { #(#fields),* })
}

/// The beginning of a forward pass: the variables that gather records, but for those that a
/// `Reserve` outside loops will make.
pub(super) fn gathering(printer: &mut Printer<'_>) -> TokenStream {
    let mut lines = TokenStream::new();
    for (field, info) in (0..).map(Field).zip(&printer.layout.fields) {
        let reserved = printer
            .function
            .body
            .stmts
            .iter()
            .any(|stmt| matches!(stmt, Stmt::Reserve { field: of, .. } if *of == field));
        let init = match info.storage {
            Storage::Branch => quote!(::core::option::Option::None),
            Storage::Stack if !reserved => quote!(::autodiff::Vec::new()),
            _ => continue,
        };
        let name = printer.declare_record(field);
        lines.extend(quote!(let mut #name = #init;));
    }
    lines
}

/// What a backward pass reads of its cache.
#[derive(Default)]
struct Read {
    fields: BTreeSet<Field>,
    /// Fields of which an item gets a variable, which the field's name is left to.
    itemised: BTreeSet<Field>,
    /// For each block whose records are read with a cursor, the first field of it.
    cursors: BTreeMap<BlockId, Field>,
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
        } = recorded.at
        {
            let first = self.cursors.entry(block).or_insert(field);
            *first = field.min(*first);
        }
    }

    fn of(printer: &Printer<'_>) -> Self {
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

/// The beginning of a backward pass: the parameter for the cache, and the lines that open it.
pub(super) fn opening(header: &Header, printer: &mut Printer<'_>) -> (TokenStream, TokenStream) {
    let read = Read::of(printer);
    let hint = if read.fields.is_empty() {
        "_cache"
    } else {
        "cache"
    };
    let cache = printer.fresh(hint, Span::call_site());
    let mut lines = TokenStream::new();
    if read.fields.is_empty() {
        return (quote!(#cache), lines);
    }
    let layout = printer.layout;
    let copied = |field: &Field| {
        let info = layout.field(*field);
        let scalar = matches!(&info.ty, FieldType::Value(ty) if ty.is_scalar());
        scalar && matches!(info.storage, Storage::Whole | Storage::Branch)
    };
    let by_value = read.fields.iter().any(copied);
    let mut patterns = Vec::new();
    for field in &read.fields {
        let info = layout.field(*field);
        let hint = if read.itemised.contains(field) {
            format!("{}_record", info.name)
        } else {
            info.name.clone()
        };
        let bound = printer.fresh(&hint, Span::call_site());
        printer.fields.insert(*field, bound.clone());
        let name = names::public(&info.name);
        let by_ref = (by_value && !copied(field)).then(|| quote!(ref));
        patterns.push(if bound == name {
            quote!(#by_ref #bound)
        } else {
            quote!(#name: #by_ref #bound)
        });
    }
    if patterns.len() < layout.fields.len() {
        patterns.push(quote!(..));
    }
    let name = &header.cache;
    let reference = by_value.then(|| quote!(&));
    lines.extend(quote!(let #reference #name { #(#patterns),* } = #cache;));
    for (block, field) in read.cursors {
        let field_name = printer.field(field);
        let hint = format!("{}_at", layout.field(field).name);
        let cursor = printer.fresh(&hint, Span::call_site());
        lines.extend(quote!(let mut #cursor = #field_name.len();));
        printer.cursors.insert(block, cursor);
    }
    (quote!(#cache), lines)
}
