//! `#[checkpoint]` on a loop: what the user asks for, and the user's code without it.

use crate::ir::{BlockId, Checkpoint};
use crate::lower::messages as m;
use crate::lower::*;
use syn::parse::{Parse, ParseStream};
use syn::visit_mut::{self, VisitMut};

/// What the attribute says, until the loop is there that it is about.
pub(in crate::lower) struct Asked {
    snapshots: Option<usize>,
    span: Span,
}

/// `snapshots = 64`
struct Snapshots(syn::LitInt);

impl Parse for Snapshots {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key: syn::Ident = input.parse()?;
        if key != "snapshots" {
            return Err(syn::Error::new(key.span(), "unknown"));
        }
        input.parse::<syn::Token![=]>()?;
        Ok(Snapshots(input.parse()?))
    }
}

fn is_ours(attribute: &syn::Attribute) -> bool {
    let last = attribute.path().segments.last();
    last.is_some_and(|segment| segment.ident == "checkpoint")
}

/// Takes the attribute off the loops of a block: rustc knows none of this name.
pub(crate) fn without_checkpoints(block: &mut syn::Block) {
    struct Strip;
    impl VisitMut for Strip {
        fn visit_expr_mut(&mut self, e: &mut syn::Expr) {
            match e {
                syn::Expr::ForLoop(e) => e.attrs.retain(|a| !is_ours(a)),
                syn::Expr::While(e) => e.attrs.retain(|a| !is_ours(a)),
                syn::Expr::Loop(e) => e.attrs.retain(|a| !is_ours(a)),
                _ => {}
            }
            visit_mut::visit_expr_mut(self, e);
        }
    }
    Strip.visit_block_mut(block);
}

impl<'a> Lowerer<'a> {
    /// Notes what the attributes of a loop ask for, when its body has just been lowered.
    pub(in crate::lower) fn note_checkpoint(&mut self, attrs: &[syn::Attribute]) {
        let Some(attribute) = attrs.iter().find(|a| is_ours(a)) else {
            return;
        };
        let span = m::span_of(attribute.path());
        let snapshots = match &attribute.meta {
            syn::Meta::Path(_) => None,
            meta => {
                let list = meta.require_list().and_then(|list| list.parse_args());
                let count = list.and_then(|Snapshots(count)| count.base10_parse::<usize>());
                match count {
                    Ok(count) if count > 0 => Some(count),
                    _ => {
                        self.error(span, m::CHECKPOINT);
                        return;
                    }
                }
            }
        };
        if self.owner.is_some_and(|o| !o.generics.params.is_empty()) {
            self.error(span, m::CHECKPOINT_IN_BLOCK);
            return;
        }
        self.checkpoint = Some(Asked { snapshots, span });
    }

    /// The loop with this body is the one that was asked for, if one was.
    pub(in crate::lower) fn take_checkpoint(&mut self, body: BlockId) {
        if let Some(Asked { snapshots, span }) = self.checkpoint.take() {
            let name = self.generated_name("segment", self.function.checkpoints.len());
            self.function.checkpoints.push(Checkpoint {
                name,
                body,
                snapshots,
                span,
            });
        }
    }
}
