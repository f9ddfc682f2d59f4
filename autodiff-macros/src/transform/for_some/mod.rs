//! The two passes once more, for callers that do not want the adjoints of all arguments.
//!
//! What works for some of the arguments only stands under a condition that says whether one of them is
//! wanted. The caller decides it with types, so that the compiler keeps one side. Where the condition
//! does not hold, what is handed on is zero, and nobody reads it: each that would has a condition that
//! holds no more often.

mod guards;
mod schedule;

use crate::analysis::{Arguments, Demand};
use crate::ir::*;
use std::collections::HashMap;

pub(crate) struct ForSome {
    /// The arguments that a caller may leave out, by position.
    pub(crate) arguments: Vec<usize>,
    pub(crate) forward: Function,
    pub(crate) layout: Layout,
    pub(crate) backward: Function,
    /// Whether shadows of arguments that are left out may be empty.
    pub(crate) spares: bool,
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
    let arguments: Vec<usize> = (gradients.iter().copied())
        .filter(|at| *at < Arguments::MOST && backward.params[*at].passing != Passing::RefMut)
        .collect();
    // What a call of the function itself records lies among the records of this one.
    let calls_itself = (layout.fields.iter()).any(|info| info.ty == FieldType::Itself);
    let is_free = forward.standing == Standing::Free && !forward.takes_functions();
    if arguments.is_empty() || gradients.len() < 2 || calls_itself || !is_free {
        return None;
    }
    let demand = Demand::of(backward, layout, &arguments);
    let mut found = ForSome {
        arguments,
        forward: forward.clone(),
        layout: layout.clone(),
        backward: backward.clone(),
        spares: false,
    };
    let (mut saves, spares) = guards::adjoints(&demand, &mut found.backward);
    found.spares = spares;
    saves |= guards::records(&demand, &mut found.forward);
    saves |= note_wanted(&mut found.layout, &found.backward, &demand);
    spare_shadows(&found.layout, &mut found.backward);
    saves.then_some(found)
}

/// Notes for each call which of the adjoints that it gives are wanted, so that its passes are chosen by
/// that; says whether some are wanted by some only.
pub(crate) fn note_wanted(layout: &mut Layout, backward: &Function, demand: &Demand<'_>) -> bool {
    let mut noted: HashMap<Field, Option<Vec<Wanted>>> = HashMap::new();
    backward.body.walk(&mut |stmt| {
        if let Stmt::Backward(call) = stmt {
            let field = call.cache.field;
            let wanted = wanted(layout, call, demand);
            // Of one call there is one backward pass; where there are more, they must agree.
            let known = noted.entry(field).or_insert_with(|| wanted.clone());
            if *known != wanted {
                *known = None;
            }
        }
    });
    let mut by_some = false;
    for (field, wanted) in noted {
        let wanted = wanted.unwrap_or_default();
        by_some |= wanted
            .iter()
            .any(|wanted| matches!(wanted, Wanted::With(_)));
        if wanted.iter().any(|wanted| *wanted != Wanted::Always) {
            layout.fields[field.index()].wanted = wanted;
        }
    }
    by_some
}

/// For each argument of a function that the attribute was put on, whether its adjoint is wanted.
fn wanted(layout: &Layout, call: &Backward, demand: &Demand<'_>) -> Option<Vec<Wanted>> {
    let callee = match &layout.field(call.cache.field).ty {
        FieldType::Cache(callee) | FieldType::Boxed(callee) | FieldType::Calls(callee) => callee,
        FieldType::Value(_) | FieldType::Itself => return None,
    };
    match &callee.target {
        Target::Function(path) if !path.text().starts_with("::") => {}
        _ => return None,
    }
    let by = |set: Arguments| match set {
        Arguments::ALWAYS => Wanted::Always,
        set if set.is_empty() => Wanted::Never,
        set => Wanted::With(set.positions()),
    };
    let shadows = call.args.iter().filter_map(|arg| match arg {
        BackwardArg::Ref { shadow, .. } => Some(shadow),
        _ => None,
    });
    let mut shadows = shadows.map(|shadow| match shadow {
        Some(place) => by(demand.memory_for(place.memory)),
        None => Wanted::Always,
    });
    let mut results = call.results.iter().map(|result| match result {
        Some(value) => by(demand.result_for(*value)),
        None => Wanted::Never,
    });
    let all = callee.args.iter().map(|ty| match ty {
        Type::Ref(_, false) => shadows.next(),
        ty if ty.carries_gradient() && !matches!(ty, Type::Ref(..)) => results.next(),
        _ => Some(Wanted::Always),
    });
    let all: Option<Vec<Wanted>> = all.collect();
    all.filter(|_| shadows.next().is_none() && results.next().is_none())
}

/// Shadows of calls that nobody reads need not be there for functions that write none.
pub(crate) fn spare_shadows(layout: &Layout, backward: &mut Function) {
    let mut spared: HashMap<Memory, Tokens> = HashMap::new();
    let mut uses: HashMap<Memory, usize> = HashMap::new();
    backward.body.walk(&mut |stmt| {
        stmt.look(&mut |used| {
            if let Use::Place(Place { memory, .. }, _) | Use::Moved(memory) = used {
                *uses.entry(*memory).or_default() += 1;
            }
        });
        if let Stmt::Backward(call) = stmt
            && let info = layout.field(call.cache.field)
            && let FieldType::Cache(callee) | FieldType::Boxed(callee) | FieldType::Calls(callee) =
                &info.ty
            && let Target::Function(path) = &callee.target
        {
            let wanted = info.wanted.iter().zip(&callee.args);
            let references = wanted.filter(|(_, ty)| matches!(ty, Type::Ref(_, false)));
            let shadows = call.args.iter().filter_map(|arg| match arg {
                BackwardArg::Ref { shadow, .. } => Some(shadow),
                _ => None,
            });
            for ((wanted, _), shadow) in references.zip(shadows) {
                if let (Wanted::Never, Some(place)) = (wanted, shadow) {
                    spared.insert(place.memory, path.clone());
                }
            }
        }
    });
    let memories = std::mem::take(&mut backward.memories);
    allocations(&mut backward.body, &mut |memory, init| {
        let is_list = matches!(&memories[memory.index()].ty, Type::Vec(of) | Type::Slice(of) if of.is_float());
        if let (Init::ZeroLike(like), Some(path)) = (&*init, spared.get(&memory))
            && is_list
            && uses.get(&memory) == Some(&1)
        {
            *init = Init::Spare(path.clone(), like.clone());
        }
    });
    backward.memories = memories;
}

fn allocations(block: &mut Block, f: &mut dyn FnMut(Memory, &mut Init)) {
    for stmt in &mut block.stmts {
        if let Stmt::Alloc { memory, init } = stmt {
            f(*memory, init);
        }
        for inner in stmt.blocks_mut() {
            allocations(inner, f);
        }
    }
}
