//! The two passes once more, for callers that do not want the adjoints of all arguments.
//!
//! What works for some of the arguments only stands under a condition that says whether one of them is
//! wanted. The caller decides it with types, so that the compiler keeps one side. Where the condition
//! does not hold, what is handed on is zero, and nobody reads it: each that would has a condition that
//! holds no more often.

mod calls;
mod fresh;
mod guards;
mod schedule;

use crate::analysis::{Arguments, Demand};
use crate::ir::*;
pub(super) use calls::{note_wanted, spare_shadows};
pub(super) use fresh::note_fresh;

pub(crate) struct ForSome {
    /// The arguments that a caller may leave out, by position.
    pub(crate) arguments: Vec<usize>,
    pub(crate) forward: Function,
    pub(crate) layout: Layout,
    pub(crate) backward: Function,
    /// Whether shadows of arguments that are left out may be empty.
    pub(crate) spares: bool,
    /// Whether fresh shadows are overwritten.
    pub(crate) overwrites: bool,
    /// Whether the forward pass, or its cache, is another than that for all.
    pub(crate) records: bool,
}

/// Those passes of a function, where leaving something out saves a loop, or what a loop records.
pub(crate) fn for_some(
    forward: &Function,
    layout: &Layout,
    backward: &Function,
) -> Option<ForSome> {
    let gradients: Vec<usize> = (backward.params.iter().enumerate())
        .filter(|(_, param)| param.ty.carries_gradient())
        .map(|(at, _)| at)
        .collect();
    let mut arguments: Vec<usize> = (gradients.iter().copied())
        .filter(|at| *at < Arguments::MOST && backward.params[*at].passing != Passing::RefMut)
        .collect();
    let is_free = forward.standing == Standing::Free && !forward.takes_functions();
    if gradients.len() < 2 || !is_free {
        return None;
    }
    // What a call of the function itself records lies among the records of this one, so it is told the
    // same; an argument that it has to work for all the same is not left out.
    let demand = loop {
        let demand = Demand::of(backward, layout, &arguments);
        let before = arguments.len();
        arguments.retain(|at| calls::of_itself_agree(&demand, layout, backward, *at));
        if arguments.is_empty() {
            return None;
        }
        if arguments.len() == before {
            break demand;
        }
    };
    let mut found = ForSome {
        arguments,
        forward: forward.clone(),
        layout: layout.clone(),
        backward: backward.clone(),
        spares: false,
        overwrites: false,
        records: false,
    };
    // A call of the function itself is told the same, but its shadows are fresh no longer.
    let is_itself = |info: &FieldInfo| info.ty == FieldType::Itself;
    if !layout.fields.iter().any(is_itself) {
        found.overwrites = fresh::overwritten(&mut found.backward, &found.arguments);
    }
    let (mut saves, spares) = guards::adjoints(&demand, &mut found.backward);
    // The shadow of an argument that cannot be left out is always written.
    found.spares = spares
        && (gradients.iter())
            .all(|at| found.arguments.contains(at) || backward.params[*at].passing != Passing::Ref);
    found.records = guards::records(&demand, &mut found.forward);
    saves |= found.records;
    saves |= note_wanted(
        &mut found.layout,
        &found.backward,
        &demand,
        &found.arguments,
    );
    let mut fields = found.layout.fields.iter().zip(&layout.fields);
    found.records |= fields.any(|(field, before)| field.wanted != before.wanted);
    spare_shadows(&found.layout, &mut found.backward);
    saves.then_some(found)
}
