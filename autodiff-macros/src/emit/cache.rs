//! The cache: its structs, and what a forward pass puts into them.

use super::header::{self, Face, Header, Home};
use super::opened_types::Opened;
use super::print::Printer;
use super::{names, projections, shared, types};
use crate::ir::*;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// The type of a field; none of what is recorded into the cache that it would be a field of, or into the
/// `Vec` of another field.
fn field_type(opened: &Opened, layout: &Layout, field: Field) -> Option<TokenStream> {
    let info = layout.field(field);
    if let Some(row) = layout.row(field) {
        let items = row
            .iter()
            .filter_map(|field| match &layout.field(*field).ty {
                FieldType::Value(ty) => Some(types::owned(ty)),
                _ => None,
            });
        let items = types::tuple(items);
        return (row[0] == field).then(|| quote!(::autodiff::Vec<#items>));
    }
    let item = item_type(info)?;
    let item = match info.ty {
        FieldType::Boxed(_) => quote!(::autodiff::Box<#item>),
        _ => opened.inside(item),
    };
    Some(match info.storage {
        Storage::Whole | Storage::Calls => item,
        Storage::Branch => quote!(::core::option::Option<#item>),
        Storage::Array(count) => {
            let count = Literal::usize_unsuffixed(count);
            quote!([#item; #count])
        }
        Storage::Stack => quote!(::autodiff::Vec<#item>),
        Storage::Slices => quote!(::autodiff::Slices<#item>),
    })
}

/// The type of what is recorded of a field at a time.
pub(super) fn item_type(info: &FieldInfo) -> Option<TokenStream> {
    Some(match &info.ty {
        FieldType::Value(Type::Slice(item) | Type::Vec(item))
            if info.storage == Storage::Slices =>
        {
            types::owned(item)
        }
        FieldType::Value(ty) => types::owned(ty),
        FieldType::Cache(callee) | FieldType::Boxed(callee) => projections::cache(callee),
        FieldType::Calls(callee) => projections::calls(callee),
        FieldType::Itself => return None,
    })
}

/// The fields, numbered, for which the condition holds.
pub(super) fn fields(
    layout: &Layout,
    condition: impl Fn(Field) -> bool,
) -> impl Iterator<Item = (Field, &FieldInfo)> {
    let fields = (0..).map(Field).zip(&layout.fields);
    fields.filter(move |(field, _)| condition(*field))
}

/// The types of the fields for which the condition holds.
pub(super) fn types(
    opened: &Opened,
    layout: &Layout,
    condition: impl Fn(Field) -> bool,
) -> TokenStream {
    fields(layout, condition)
        .filter_map(|(field, _)| field_type(opened, layout, field))
        .collect()
}

/// The cache's type: `FCache<N>`, with those of the function's generic parameters that its fields
/// mention.
pub(super) fn written(header: &Header, layout: &Layout) -> TokenStream {
    let opened = Opened::of(header, layout);
    let types = types(&opened, layout, |_| true);
    applied(header, &opened, &header.cache, &types, false)
}

/// A type of ours with the parameters that the types of its fields mention, inside of an item of ours or outside.
pub(super) fn applied(
    header: &Header,
    opened: &Opened,
    name: &Ident,
    types: &TokenStream,
    inside: bool,
) -> TokenStream {
    let parameters = opened.mentioned(types);
    let opened = match inside {
        true => &parameters.inside,
        false => &parameters.outside,
    };
    let mentioned = header.mentioned(types).into_iter();
    let generics = header::in_angles(mentioned.map(|generic| &generic.used).chain(opened));
    quote!(#name #generics)
}

/// Whether the types of the fields have a meaning only where the bounds of the generic parameters
/// hold.
pub(super) fn needs_bounds(header: &Header, layout: &Layout) -> bool {
    let mut fields = layout.fields.iter();
    fields.any(|info| asks_for_bounds(header, info))
}

fn asks_for_bounds(header: &Header, info: &FieldInfo) -> bool {
    match &info.ty {
        FieldType::Value(ty) => types::needs_bounds(header, ty),
        FieldType::Cache(callee) | FieldType::Boxed(callee) | FieldType::Calls(callee) => {
            matches!(callee.target, Target::Bound { .. })
                || (callee.args.iter())
                    .any(|arg| !header.mentioned(&types::written(arg)).is_empty())
        }
        FieldType::Itself => false,
    }
}

/// The generic parameters of an item that mentions them, as declared, and the conditions on them.
pub(super) fn generics(
    header: &Header,
    opened: &Opened,
    layout: &Layout,
    types: &TokenStream,
) -> (TokenStream, TokenStream) {
    let mentioned = header.mentioned(types);
    let mut fields = layout.fields.iter();
    let bounded = fields.any(|info| !opened.has(header, info) && asks_for_bounds(header, info));
    let (mut declared, clause) = if bounded {
        let clause = header.conditions_of_item(&mentioned);
        (header.declared_among(&mentioned), clause)
    } else {
        (header::bare(&mentioned), TokenStream::new())
    };
    declared.extend(opened.mentioned(types).declared);
    let declared = (!declared.is_empty()).then(|| quote!(<#(#declared),*>));
    (quote!(#declared), clause)
}

/// A struct of fields of the layout, and before them others.
pub(super) struct Struct<'a> {
    pub(super) header: &'a Header,
    pub(super) opened: &'a Opened,
    pub(super) layout: &'a Layout,
    pub(super) name: &'a Ident,
    pub(super) doc: String,
    /// The field before those of the layout.
    pub(super) more: Option<TokenStream>,
}

impl Struct<'_> {
    /// Those of the fields that the condition holds of.
    pub(super) fn of_fields(&self, condition: impl Fn(Field) -> bool) -> TokenStream {
        let visibility = self.header.cache_visibility();
        // Nobody asks that of a cache without a name.
        let mut derived = self.header.face == Face::Public
            && (self.more.is_none() || self.layout.fields.iter().all(is_of_std));
        let mut written = Vec::new();
        for (field, info) in fields(self.layout, condition) {
            let Some(ty) = field_type(self.opened, self.layout, field) else {
                continue;
            };
            let name = names::public(&info.name);
            let doc = match self.layout.row(field) {
                Some(row) => Some(doc_of_row(self.layout, row)),
                None => info.doc.clone(),
            };
            let doc = doc.map(|doc| {
                let doc = format!(" {doc}");
                quote!(#[doc = #doc])
            });
            derived &= is_of_std(info);
            written.push((quote!(#doc #visibility #name: #ty), ty));
        }
        self.definition(written, derived)
    }

    /// A struct of these fields, each with its type.
    pub(super) fn definition(
        &self,
        fields: Vec<(TokenStream, TokenStream)>,
        derived: bool,
    ) -> TokenStream {
        let (header, name, doc) = (self.header, self.name, &self.doc);
        let more = &self.more;
        let more = quote!(#more);
        let (fields, types): (Vec<_>, Vec<_>) = fields.into_iter().unzip();
        let (generics, clause) =
            generics(header, self.opened, self.layout, &quote!(#more #(#types)*));
        let (visibility, attributes) = (header.cache_visibility(), &header.attributes);
        // Nobody but these callers asks for it by its name.
        let is_raised = header.is_part_of_others() && header.visibility.to_string() != "pub";
        let hidden = is_raised.then(|| quote!(#[doc(hidden)] #[allow(private_bounds)]));
        let case = (header.cache.to_string().contains('_'))
            .then(|| quote!(#[allow(non_camel_case_types)]));
        let derives = derived.then(|| quote!(#[derive(::core::clone::Clone, ::core::fmt::Debug)]));
        quote! {
            #attributes
            #[doc = #doc]
            #hidden
            #case
            #[allow(dead_code, deprecated, missing_docs, non_snake_case, private_interfaces, unreachable_pub)]
            #derives
            #visibility struct #name #generics #clause { #more #(#fields,)* }
        }
    }
}

fn doc_of_row(layout: &Layout, row: &[Field]) -> String {
    let names = row
        .iter()
        .map(|field| format!("`{}`", layout.field(*field).name));
    let names: Vec<_> = names.collect();
    format!("In this order: {}.", names.join(", "))
}

/// The user's types, and caches with such in them, need not be `Clone` and `Debug`.
fn is_of_std(info: &FieldInfo) -> bool {
    match &info.ty {
        FieldType::Value(ty) => ty.is_of_std(),
        FieldType::Itself => true,
        FieldType::Cache(_) | FieldType::Boxed(_) | FieldType::Calls(_) => false,
    }
}

pub(super) fn definition(header: &Header, layout: &Layout) -> TokenStream {
    let (forward, backward) = (header.title_of("forward"), header.title_of("backward"));
    if layout.is_shared {
        return shared::definition(header, layout);
    }
    let doc = format!(" What [`{backward}`] reads of a call of [`{forward}`].");
    let cache = Struct {
        header,
        opened: &Opened::of(header, layout),
        layout,
        name: &header.cache,
        doc: belonging(header, doc),
        more: None,
    };
    cache.of_fields(|_| true)
}

/// The documentation of a cache, with the function where its companion has another name.
pub(super) fn belonging(header: &Header, doc: String) -> String {
    match &header.home {
        Home::Companion(companion) if *companion != header.name => {
            format!("{doc} It belongs to [`{}`].", header.title())
        }
        _ => doc,
    }
}

/// A struct of what a forward pass has recorded in these fields.
pub(super) fn literal(
    name: &Ident,
    printer: &Printer<'_>,
    condition: impl Fn(Field) -> bool,
) -> TokenStream {
    let fields = fields(printer.layout, condition).map(|(field, info)| {
        let value = match printer.whole.get(&field) {
            Some(value) => value.clone(),
            None => printer.field(field),
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
