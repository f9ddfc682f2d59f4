//! Facts about a function, in side tables; nothing here changes it.

mod activity;
mod asked;
mod bounds;
mod callees;
mod choice;
mod cut;
mod demand;
mod needs;
mod plan;
mod problems;
mod readers;
mod recompute;
mod recurrence;
mod reshaping;
mod rows;
mod seen;
mod sharing;
mod stored;
mod structure;
mod work;

pub(crate) use activity::Activity;
pub(crate) use asked::Asked;
pub(crate) use demand::{Arguments, Demand};
use needs::length_is_at_hand;
pub(crate) use needs::{RowUse, ShadowShape, shadow_shape, unused_result};
pub(crate) use plan::{Options, Plan, Source};
pub(crate) use problems::{Problem, problems};
pub(crate) use readers::{lent, read_for};
pub(crate) use recompute::Recompute;
pub(crate) use recurrence::Recurrence;
pub(crate) use reshaping::reshapes;
pub(crate) use structure::{Definition, Region, Structure};

use crate::ir::{Memory, Value};

/// Something that the backward pass may need: a value, or the final content of a memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Item {
    Value(Value),
    Memory(Memory),
}
