//! Records that stand together in tuples of one `Vec`.
//!
//! They are made one after the other at the end of an iteration. In a body of both passes each has a `Vec` of
//! its own.

use super::Printer;
use crate::ir::*;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

impl Printer<'_> {
    fn row(&self, field: Field) -> Option<&[Field]> {
        self.layout.row(field).filter(|_| !self.is_fused)
    }

    /// The field in whose `Vec` the records of a field are.
    pub(super) fn holder(&self, field: Field) -> Field {
        self.row(field).map_or(field, |row| row[0])
    }

    /// Which part a record is of what stands in that `Vec`.
    pub(super) fn part_of_row(&self, field: Field) -> TokenStream {
        let at = self
            .row(field)
            .and_then(|row| row.iter().position(|other| *other == field));
        match at.map(Literal::usize_unsuffixed) {
            Some(at) => quote!(.#at),
            None => TokenStream::new(),
        }
    }

    /// A record waits for the others of its row; the last one brings them all.
    pub(super) fn completed(
        &mut self,
        field: Field,
        recorded: TokenStream,
    ) -> Option<(Field, TokenStream)> {
        let Some(row) = self.row(field) else {
            return Some((field, recorded));
        };
        let (first, count) = (row[0], row.len());
        self.row.insert(field, recorded);
        if self.row.len() < count {
            return None;
        }
        let parts = std::mem::take(&mut self.row).into_values();
        Some((first, quote!((#(#parts),*))))
    }
}
