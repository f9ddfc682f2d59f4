//! The blocks that have a function of some name. Most questions are about one function of a type, and to read all
//! others that stand beside it takes most of the time of an expansion.

use crate::lower::source::definitions::{is_called, only, read};
use crate::lower::source::scopes::Item;
use crate::lower::source::text::{Source, around};
use proc_macro2::Ident;

impl Source {
    /// What stands before the brace of a block, if the first brace is that.
    fn head(&self, block: &Item) -> Option<&str> {
        let head = self.blank[block.range.clone()].split('{').next()?;
        // A brace may belong to an argument of a type.
        (!head.trim_end().ends_with(['<', ','])).then_some(head)
    }

    /// The blocks in a scope, or in the module around a place, whose heads may speak of such a trait.
    pub(in crate::lower) fn blocks_of_trait(
        &self,
        scope: Option<usize>,
        at: usize,
        of: &str,
    ) -> impl Iterator<Item = &str> {
        let scope = scope.unwrap_or_else(|| self.scopes.module_at(at));
        let blocks = self.scopes.blocks(scope);
        let blocks =
            blocks.filter(move |block| self.head(block).is_none_or(|head| head.contains(of)));
        blocks.map(|block| &self.text[block.range.clone()])
    }

    /// The blocks in the module around a place that have a function of this name, with what stands before each, and
    /// whether the place is in it.
    pub(in crate::lower) fn blocks_around_with(
        &self,
        at: usize,
        name: &str,
    ) -> impl Iterator<Item = (&str, String, bool)> {
        let blocks = self.scopes.blocks(self.scopes.module_at(at));
        blocks.filter_map(move |block| {
            let text = self.block_with(block, name)?;
            Some((self.written(block).before, text, block.range.contains(&at)))
        })
    }

    /// A block, if it has such functions; without the rest if it is of no trait.
    fn block_with(&self, block: &Item, name: &str) -> Option<String> {
        let functions = self.scopes.functions_in(block, name);
        if functions.is_empty() {
            return None;
        }
        let whole = &self.text[block.range.clone()];
        let head = match self.head(block) {
            Some(head) if !head.contains(" for ") => head,
            _ => return Some(whole.to_string()),
        };
        let mut alone = format!("{}{{", &whole[..head.len()]);
        for function in functions {
            let before = self.blank[..function.range.start].rfind([';', '{', '}']);
            let from = before.map_or(0, |at| at + 1);
            alone += &self.text[from..function.range.end];
        }
        Some(alone + "}")
    }

    /// Those of the file, wherever they stand.
    pub(in crate::lower) fn all_blocks_with(&self, name: &str) -> impl Iterator<Item = String> {
        let blocks = self.scopes.all_blocks();
        blocks.filter_map(move |block| self.block_with(block, name))
    }

    /// Those about a type of this name that can be seen from a place.
    pub(in crate::lower) fn blocks_of_with(
        &self,
        owner: &Ident,
        at: usize,
        name: &str,
    ) -> Vec<syn::ItemImpl> {
        let of_name = owner.to_string();
        let scope = only(self.find("struct", &of_name, at).into_iter()).map(|item| item.scope);
        let scope = scope.unwrap_or_else(|| self.scopes.module_at(at));
        let blocks = self.scopes.blocks(scope);
        let blocks = blocks.filter_map(|block| self.block_with(block, name));
        let blocks = blocks.filter(|text| text.contains(&of_name));
        let blocks = blocks.filter_map(|text| read::<syn::ItemImpl>(&text, owner.span()));
        let is_of_type = |block: &syn::ItemImpl| {
            matches!(&*block.self_ty, syn::Type::Path(_)) && is_called(&block.self_ty, &of_name)
        };
        blocks.filter(is_of_type).collect()
    }
}

/// The blocks about a type of this name that have a function of this name.
pub(in crate::lower) fn blocks_with(owner: &Ident, name: &str) -> Option<Vec<syn::ItemImpl>> {
    let (source, at) = around(owner.span())?;
    Some(source.blocks_of_with(owner, at, name))
}
