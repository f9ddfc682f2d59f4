//! Prints what goes into the cache, and what comes out of it again.

use super::Printer;
use crate::emit::opening::Read;
use crate::emit::{takes, types};
use crate::ir::*;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

impl Printer<'_> {
    /// Whether a memory is an `Option` of a reference, which the cache cannot keep.
    fn lends(&self, memory: Memory) -> bool {
        let ty = &self.function.memory(memory).ty;
        matches!(ty, Type::Option(item) if matches!(**item, Type::Ref(..)))
    }

    pub(super) fn recording(&self, operand: &Operand, clone: bool) -> TokenStream {
        match operand {
            Operand::Memory(memory) if clone || self.lends(*memory) => {
                self.cloned(&Place::whole(*memory))
            }
            Operand::Value(value) if clone && !self.function.value(*value).ty.is_copy() => {
                let value = self.reference(*value);
                self.copied_by_parts(&value)
            }
            operand => self.operand(operand),
        }
    }

    /// Puts something into the cache; what is recorded once waits for the end of the function.
    pub(super) fn record(&mut self, field: Field, recorded: TokenStream) -> Option<TokenStream> {
        let name = self.field(field);
        match self.layout.field(field).storage {
            Storage::Whole => {
                self.whole.insert(field, recorded);
                None
            }
            Storage::Branch => Some(quote!(#name = ::core::option::Option::Some(#recorded);)),
            Storage::Array(_) | Storage::Stack | Storage::Slices | Storage::Calls => {
                Some(quote!(#name.push(#recorded);))
            }
        }
    }

    /// Room for the records of a loop: a `Vec` of them outside loops, else more of one.
    pub(super) fn reserve(&mut self, field: Field, count: Value, filled: bool) -> TokenStream {
        let count = self.value(count).tokens();
        let zero = match &self.layout.field(field).ty {
            FieldType::Value(ty @ Type::Float(_)) => types::literal(ty, &quote!(0.0)),
            FieldType::Value(ty) if ty.is_integer() => quote!(0),
            FieldType::Value(Type::Bool) => quote!(false),
            _ => quote!(::core::default::Default::default()),
        };
        if let Storage::Array(count) = self.layout.field(field).storage {
            let count = Literal::usize_unsuffixed(count);
            let name = self.declare_record(field);
            return quote!(let mut #name = [#zero; #count];);
        }
        match (self.fields.get(&field).cloned(), filled) {
            (None, false) => {
                let name = self.declare_record(field);
                quote!(let mut #name = ::autodiff::Vec::with_capacity(#count);)
            }
            (None, true) => {
                let name = self.declare_record(field);
                quote!(let mut #name = ::autodiff::filled(#zero, #count);)
            }
            (Some(name), false) => quote!(#name.reserve(#count);),
            (Some(name), true) => {
                let hint = format!("{}_room", self.layout.field(field).name);
                let room = self.fresh(&hint, Span::call_site());
                self.rooms.insert(field, room.clone());
                quote!(let #room = &mut ::autodiff::grow(&mut #name, #count)[..#count];)
            }
        }
    }

    /// The part of such room that a loop inside of another one fills.
    pub(super) fn room(&mut self, field: Field, from: Value, count: Value) -> TokenStream {
        let (from, count) = (self.value(from).tokens(), self.value(count).tokens());
        let room = match self.rooms.get(&field) {
            Some(room) => quote!(#room),
            None => {
                let records = self.field(field);
                quote!(&mut #records)
            }
        };
        let hint = format!("{}_row", self.layout.field(field).name);
        let row = self.fresh(&hint, Span::call_site());
        self.rooms.insert(field, row.clone());
        quote!(let #row = ::autodiff::span_mut(#room, #from, #count);)
    }

    /// The variable that gathers the records of a field.
    pub(in crate::emit) fn declare_record(&mut self, field: Field) -> Ident {
        let name = format!("{}_record", self.layout.field(field).name);
        let ident = self.fresh(&name, Span::call_site());
        self.fields.insert(field, quote!(#ident));
        ident
    }

    pub(super) fn recall(&mut self, memory: Memory, from: &Recorded) -> Option<TokenStream> {
        if !self.plan.is_mentioned(memory) {
            return None;
        }
        let field = self.field(from.field);
        match &from.at {
            At::Whole | At::Last | At::Itself => {
                self.memories.insert(memory, quote!(#field));
                None
            }
            At::Branch => {
                let name = self.declare_memory(memory);
                Some(quote! {
                    let ::core::option::Option::Some(#name) = #field else {
                        ::core::unreachable!()
                    };
                })
            }
            At::Span { .. } => {
                let span = self.recorded(from, false).tokens();
                let name = self.declare_memory(memory);
                Some(quote!(let #name = #span;))
            }
            At::Cursor { .. } => {
                let at = self.record_index(&from.at);
                let name = self.declare_memory(memory);
                if let Some(copy) = self.lent_vecs.get(&from.field) {
                    let record = quote!(&#field[#at]);
                    let lent = takes::lend(self.layout, from.field, copy, &record);
                    return Some(quote!(let #name = #lent;));
                }
                let borrow = self.is_reference(memory).then(|| quote!(&));
                Some(quote!(let #name = #borrow #field[#at];))
            }
        }
    }

    /// The `Vec` that copies of a slice are lent as, where what is called may ask for one.
    pub(in crate::emit) fn vec_to_lend(&mut self, field: Field) -> Option<TokenStream> {
        let info = self.layout.field(field);
        let (Storage::Slices, FieldType::Value(Type::Vec(_))) = (info.storage, &info.ty) else {
            return None;
        };
        let name = self.fresh(&format!("{}_copy", info.name), Span::call_site());
        self.lent_vecs.insert(field, name.clone());
        Some(quote!(let mut #name = ::autodiff::Vec::new();))
    }

    /// An iteration begins, the records of the one before are of no more use.
    pub(super) fn forget(&self, fields: &[Field]) -> TokenStream {
        let forgotten = fields.iter().map(|field| {
            let records = self.field(*field);
            match self.layout.field(*field).storage {
                Storage::Calls => quote!(::autodiff::Record::clear(&mut #records);),
                _ => quote!(#records.clear();),
            }
        });
        forgotten.collect()
    }

    /// Room for what nested loops will record.
    pub(super) fn announce(&self, field: Field, count: Value) -> TokenStream {
        if self.holder(field) != field {
            return TokenStream::new();
        }
        let (records, count) = (self.field(field), self.value(count).tokens());
        quote!(let _ = #records.try_reserve(#count);)
    }

    /// Gives up where an iteration has read what another one had left.
    pub(super) fn settle(&self, shadow: &Place, of: &Place) -> TokenStream {
        let (shadow, of) = (self.borrowed(shadow), self.borrowed(of));
        quote! {
            if !::autodiff::is_settled(#shadow, #of) {
                return ::core::option::Option::None;
            }
        }
    }

    /// The backward pass of an iteration begins.
    pub(super) fn turn(&mut self, fields: &[Field]) -> TokenStream {
        let mut lines = TokenStream::new();
        let read = Read::of(self);
        for field in fields {
            let (info, records) = (self.layout.field(*field), self.field(*field));
            let hint = format!("{}_at", info.name);
            if info.storage == Storage::Calls {
                let at = self.fresh(&hint, Span::call_site());
                lines.extend(quote!(let mut #at = ::autodiff::Record::end(&#records);));
                self.left.insert(*field, quote!(&mut #at));
            } else if read.cursors.contains_key(&info.block)
                && !self.cursors.contains_key(&info.block)
            {
                let at = self.fresh(&hint, Span::call_site());
                lines.extend(quote!(let mut #at = #records.len();));
                self.cursors.insert(info.block, quote!(#at));
            }
        }
        lines
    }
}
