//! Methods that a trait of the user's gives to slices, arrays and `Vec`s: `impl Stats for [f64] { fn mean(&self) -> f64 { … } }`.
//! A call is read as the body of the method, which stands in the same module.

use crate::ir::{Passing, Place};
use crate::lower::calls::lenders;
use crate::lower::flow::leaving;
use crate::lower::*;

/// What slices, arrays and `Vec`s have of their own comes before what a trait gives them: such a call is of the
/// method in `std`. What is read elsewhere by its name is left out.
const OF_STD: [&str; 77] = [
    "align_to",
    "as_array",
    "as_flattened",
    "as_mut_ptr",
    "as_ptr",
    "as_rchunks",
    "binary_search_by_key",
    "capacity",
    "chunk_by_mut",
    "connect",
    "each_mut",
    "each_ref",
    "element_offset",
    "eq_ignore_ascii_case",
    "escape_ascii",
    "extend_from_within",
    "extract_if",
    "get_disjoint_mut",
    "get_unchecked",
    "into_boxed_slice",
    "into_flattened",
    "into_vec",
    "is_ascii",
    "is_sorted_by",
    "is_sorted_by_key",
    "join",
    "leak",
    "make_ascii_lowercase",
    "make_ascii_uppercase",
    "partition_dedup",
    "peek_mut",
    "pop_if",
    "push_within_capacity",
    "rchunks",
    "rchunks_exact",
    "rchunks_mut",
    "rotate_left",
    "rotate_right",
    "repeat",
    "reserve",
    "reserve_exact",
    "resize_with",
    "retain_mut",
    "rsplit",
    "rsplit_mut",
    "rsplit_once",
    "rsplitn",
    "select_nth_unstable",
    "select_nth_unstable_by",
    "select_nth_unstable_by_key",
    "set_len",
    "shift_left",
    "shift_right",
    "shrink_to",
    "shrink_to_fit",
    "spare_capacity_mut",
    "splice",
    "split_array",
    "split_at_checked",
    "split_at_mut_checked",
    "split_inclusive",
    "split_inclusive_mut",
    "split_mut",
    "split_off",
    "split_once",
    "splitn",
    "splitn_mut",
    "strip_prefix",
    "strip_suffix",
    "subslice_range",
    "swap_with_slice",
    "to_ascii_lowercase",
    "to_ascii_uppercase",
    "trim_ascii",
    "try_map",
    "try_reserve",
    "utf8_chunks",
];

impl<'a> Lowerer<'a> {
    /// The call of such a method, if there is one of this name that can be read so.
    pub(in crate::lower) fn implemented_for_lists(
        &mut self,
        place: &Place,
        name: &str,
        args: &[&syn::Expr],
        span: Span,
    ) -> Option<Outcome> {
        if OF_STD.contains(&name) {
            return None;
        }
        let method = source::methods_defined::method_of_lists(span, name)?;
        let receiver = Outcome::Place(place.clone());
        let receiver = match owner::passing(method.sig.receiver()?)? {
            Passing::Value => receiver,
            Passing::Ref => receiver.reference(false),
            Passing::RefMut => receiver.reference(true),
        };
        let is_deep = self.is_deep() || method.block.stmts.iter().any(leaving::leaves);
        if is_deep || args.len() + 1 != method.sig.inputs.len() {
            return None;
        }
        let function = lenders::written(method.sig, method.block);
        let args = args.iter().map(|arg| self.expr(arg)).collect::<Vec<_>>();
        Some(self.lent_by(&function, [vec![receiver], args].concat(), span))
    }
}
