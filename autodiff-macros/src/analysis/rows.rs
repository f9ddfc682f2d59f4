//! Which records stand together.
//!
//! Where a function calls itself in a loop, an iteration's records are made one after the other when it is over, and
//! read so. One `Vec` of tuples is asked for room once, and found in one place; slices of single values, which are
//! why other loops have a `Vec` for each, nobody takes between calls.

use super::{Item, Plan, Source};
use crate::ir::*;
use std::collections::BTreeMap;

/// The standard library prints no longer tuples.
const LONGEST: usize = 12;

/// The fields that are recorded together, for each such place.
pub(super) fn rows(plan: &Plan) -> Vec<Vec<Field>> {
    let mut rows: BTreeMap<BlockId, Vec<Field>> = BTreeMap::new();
    if !plan.layout.is_shared {
        return Vec::new();
    }
    let fields = (0..).map(Field).zip(&plan.layout.fields);
    for ((field, info), (source, block)) in fields.zip(&plan.sources) {
        let once = matches!(source, Source::Item(Item::Value(_)) | Source::Trips(_));
        let scalar = matches!(&info.ty, FieldType::Value(ty) if ty.is_scalar());
        if once && scalar && info.storage == Storage::Stack && plan.is_recursive(*block) {
            rows.entry(*block).or_default().push(field);
        }
    }
    let rows = rows.into_values();
    rows.filter(|row| (2..=LONGEST).contains(&row.len()))
        .collect()
}
