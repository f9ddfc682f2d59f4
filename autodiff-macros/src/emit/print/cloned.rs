//! Clones for the cache of what is moved away before the cache is put together.

use super::Printer;
use crate::ir::*;
use proc_macro2::{Span, TokenStream};
use quote::quote;

impl Printer<'_> {
    /// The line that clones here and now, if waiting for the end would be too late, and what the
    /// cache is given.
    pub(super) fn cloned_in_time(
        &mut self,
        field: Field,
        clone: bool,
        recorded: TokenStream,
    ) -> (Option<TokenStream>, TokenStream) {
        let info = self.layout.field(field);
        if !clone || info.storage != Storage::Whole || self.is_recorded_last(field) {
            return (None, recorded);
        }
        let name = format!("{}_record", info.name);
        let name = self.fresh(&name, Span::call_site());
        (Some(quote!(let #name = #recorded;)), quote!(#name))
    }

    /// Whether nothing but records follows the field's.
    fn is_recorded_last(&self, field: Field) -> bool {
        let stmts = self.function.body.stmts.iter().rev();
        let mut records = stmts.map_while(|stmt| match stmt {
            Stmt::Record { field, .. } => Some(*field),
            _ => None,
        });
        records.any(|other| other == field)
    }
}
