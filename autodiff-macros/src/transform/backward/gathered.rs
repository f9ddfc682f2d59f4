//! What a function that has both passes in one body records all the same: what loops record that are
//! not fused, and what stands in loops and branches inside of a fused iteration.

use super::{Backward, Primal};
use crate::analysis::{Item, Source};
use crate::ir::*;
use crate::transform::moves::is_moved;
use rustc_hash::FxHashSet;

/// Whether everything that is recorded is at hand in one body: it stands outside loops and
/// branches, or in a loop that is fused, or is gathered.
pub(super) fn records_are_at_hand(primal: &Primal<'_>, loops: &FxHashSet<BlockId>) -> bool {
    let body = primal.function.body.id;
    let fields = primal.plan.layout.fields.iter();
    fields
        .zip(&primal.plan.sources)
        .all(|(info, (source, block))| {
            if *block == body || loops.contains(block) {
                return match source {
                    Source::Item(Item::Memory(memory)) => !is_moved(primal.function, *memory),
                    Source::Item(Item::Value(_)) | Source::Trips(_) | Source::Call(..) => true,
                };
            }
            let inside = primal.structure.around(*block).any(|b| loops.contains(&b));
            let array = matches!(info.storage, Storage::Array(_)) && !inside;
            (is_gathered(info) || array) && info.ty != FieldType::Itself
        })
}

fn is_gathered(info: &FieldInfo) -> bool {
    info.storage.is_repeated() || info.storage == Storage::Calls
}

impl Backward<'_> {
    /// The fields whose records an iteration of a fused loop makes and reads: what blocks inside of it
    /// record, and calls in it.
    pub(super) fn gathered_in(&mut self, body: BlockId) -> Vec<Field> {
        let primal = self.primal;
        self.gather(|info| {
            let calls = info.storage == Storage::Calls && info.ty != FieldType::Itself;
            let own = info.block == body && calls;
            own || info.block != body && primal.structure.around(info.block).any(|b| b == body)
        })
    }

    /// The fields whose records loops make that are not fused.
    pub(super) fn gathered_outside(&mut self) -> Vec<Field> {
        let body = self.primal.function.body.id;
        let gathered = self.gathered.clone();
        let local = self.local.clone();
        let outside = |info: &FieldInfo| info.block != body && !local.contains(&info.block);
        let fields = self.gather(|info| outside(info) && is_gathered(info));
        fields
            .into_iter()
            .filter(|field| !gathered.contains(field))
            .collect()
    }

    fn gather(&mut self, wanted: impl Fn(&FieldInfo) -> bool) -> Vec<Field> {
        let fields = (0..).map(Field).zip(&self.primal.plan.layout.fields);
        let wanted = fields.filter(|(_, info)| wanted(info));
        let fields: Vec<Field> = wanted.map(|(field, _)| field).collect();
        self.gathered.extend(&fields);
        fields
    }
}
