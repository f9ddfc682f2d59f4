//! Which caches hold many calls, one after the other.
//!
//! A function that records in loops, or that calls itself, has a cache for many calls: what each
//! records stands behind what was recorded before, and the backward pass reads it from the end. What
//! is called in a loop records into one such cache.

use super::{Activity, Item, Plan, Source, Structure};
use crate::ir::*;
use std::collections::BTreeSet;

/// Where what a call records goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Route {
    /// The call leaves a cache of its own.
    Own,
    /// Into a cache that holds many calls.
    Shared,
    /// Into the cache that the caller itself records into.
    Itself,
}

#[derive(Default)]
pub(super) struct Sharing {
    /// Whether the function's cache holds many calls.
    pub(super) is_shared: bool,
    /// Whether calls may record into shared caches at all.
    allowed: bool,
    /// Whether nobody calls the passes, and a call of the function itself goes to others.
    alone: bool,
    /// The blocks in which the function calls itself, at any depth.
    pub(super) recursive: BTreeSet<BlockId>,
}

impl Sharing {
    /// `plan` knows already what is recorded of values, memories and loops.
    pub(super) fn of(
        function: &Function,
        structure: &Structure<'_>,
        activity: &Activity,
        plan: &Plan,
        alone: bool,
    ) -> Self {
        let mut sharing = Sharing {
            is_shared: false,
            allowed: true,
            alone,
            recursive: BTreeSet::new(),
        };
        if function.standing == Standing::Fixed {
            return sharing;
        }
        let calls = calls(&function.body, activity);
        for (block, call) in &calls {
            if sharing.is_itself(function, call) {
                sharing.recursive.extend(structure.around(*block));
            }
        }
        let mut in_loops = calls.iter().any(|(block, _)| structure.depth(*block) > 0);
        // What calls of the function in a loop record stands among the records of the loop: these are
        // made when all of them are over, so what is recorded must still be there.
        let mut interleaved = calls.iter().any(|(block, call)| {
            let among = structure.depth(*block) > 0 && sharing.recursive.contains(block);
            among && !sharing.is_itself(function, call) && !sharing.can_share(function, call)
        });
        for (info, (source, block)) in plan.layout.fields.iter().zip(&plan.sources) {
            if info.storage.is_repeated() {
                in_loops = true;
                let stays = match source {
                    Source::Item(Item::Value(value)) => function.value(*value).ty.is_copy(),
                    Source::Trips(_) => true,
                    Source::Item(Item::Memory(_)) | Source::Call(..) => false,
                };
                interleaved |= !stays && sharing.recursive.contains(block);
            }
        }
        if interleaved {
            sharing.recursive.clear();
        }
        // What allocates, or loops, is no worse for a cache that allocates, so that what is called need not
        // do so in every call.
        let calls_on = calls
            .iter()
            .any(|(_, call)| sharing.can_share(function, call));
        let many =
            in_loops || !sharing.recursive.is_empty() || calls_on && is_long(function, structure);
        sharing.is_shared = many && !interleaved;
        sharing
    }

    /// Where a call that stands so deep in loops records.
    pub(super) fn route(&self, function: &Function, call: &Call, depth: u32) -> Route {
        if self.is_shared && self.is_itself(function, call) {
            return Route::Itself;
        }
        if self.allowed && (self.is_shared || depth > 0) && self.can_share(function, call) {
            return Route::Shared;
        }
        Route::Own
    }
}

/// Whether the function allocates, or has loops other than those that run a few times.
fn is_long(function: &Function, structure: &Structure<'_>) -> bool {
    let mut is_long = false;
    function.body.walk(&mut |stmt| match stmt {
        Stmt::For(l) => is_long |= structure.nest(l.body.id).is_none(),
        Stmt::While(_) => is_long = true,
        Stmt::Alloc { memory, .. } => {
            is_long |= matches!(function.memory(*memory).ty, Type::Vec(_));
        }
        _ => {}
    });
    is_long
}

/// The calls that are differentiated, with the blocks that they stand in.
fn calls<'a>(block: &'a Block, activity: &Activity) -> Vec<(BlockId, &'a Call)> {
    let mut found = Vec::new();
    for stmt in &block.stmts {
        if let Stmt::Call(call) = stmt
            && activity.call(call)
        {
            found.push((block.id, &**call));
        }
        for inner in stmt.blocks() {
            found.extend(calls(inner, activity));
        }
    }
    found
}

impl Sharing {
    /// Whether the function surely calls itself, with the same generic arguments.
    fn is_itself(&self, function: &Function, call: &Call) -> bool {
        match (&call.target, function.standing) {
            _ if self.alone => false,
            (Target::Function(path), Standing::Free) => path.text() == function.name,
            (Target::Own(own), Standing::Type) => own.name == function.name,
            _ => false,
        }
    }

    /// Whether what is called has a cache for many calls that the caller can name, and that cannot be a
    /// part of itself.
    fn can_share(&self, function: &Function, call: &Call) -> bool {
        let known = match &call.target {
            // What the runtime has beside differentiated functions is not made by the attribute.
            Target::Function(path) => !path.text().starts_with("::"),
            Target::Own(_) => function.standing == Standing::Type,
            _ => false,
        };
        known && (self.alone || !function.may_recur(call))
    }
}
