//! Loops whose iterations the backward pass runs again.

use super::BlockId;
use proc_macro2::Span;

/// A loop under `#[checkpoint]`.
#[derive(Clone, Debug)]
pub(crate) struct Checkpoint {
    /// What the function of a part of its iterations is called.
    pub(crate) name: String,
    /// The body of the loop.
    pub(crate) body: BlockId,
    /// How often the state is kept, if the user said so.
    pub(crate) snapshots: Option<usize>,
    pub(crate) span: Span,
}
