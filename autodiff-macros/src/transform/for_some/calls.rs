//! What calls are told of the adjoints that are wanted of them.

use crate::analysis::{Arguments, Demand};
use crate::ir::*;
use rustc_hash::FxHashMap;

/// Notes for each call which of the adjoints that it gives are wanted, so that its passes are chosen by
/// that; says whether lists among them are wanted by some only. `arguments` are those that the caller itself may
/// leave out.
pub(in crate::transform) fn note_wanted(
    layout: &mut Layout,
    backward: &Function,
    demand: &Demand<'_>,
    arguments: &[usize],
) -> bool {
    let mut noted: FxHashMap<Field, Option<Vec<Wanted>>> = FxHashMap::default();
    backward.body.walk(&mut |stmt| {
        if let Stmt::Backward(call) = stmt {
            let field = call.cache.field;
            let wanted = wanted(layout, backward, call, demand, arguments);
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
        by_some |= hands_on_lists(layout.field(field), &wanted);
        if wanted.iter().any(|wanted| *wanted != Wanted::Always) {
            layout.fields[field.index()].wanted = wanted;
        }
    }
    by_some
}

/// Whether what is left out may be a list, by a call of another function.
fn hands_on_lists(info: &FieldInfo, wanted: &[Wanted]) -> bool {
    let Some(callee) = info.ty.callee() else {
        return false;
    };
    let is_list = |ty: &Type| match ty {
        Type::Ref(of, _) => matches!(**of, Type::Slice(_) | Type::Vec(_) | Type::Array(..)),
        ty => matches!(ty, Type::Vec(_) | Type::Array(..)),
    };
    let mut args = callee.args.iter().zip(wanted);
    args.any(|(ty, wanted)| matches!(wanted, Wanted::With(_)) && is_list(ty))
}

/// For each argument of a function that the attribute was put on, whether its adjoint is wanted.
fn wanted(
    layout: &Layout,
    backward: &Function,
    call: &Backward,
    demand: &Demand<'_>,
    arguments: &[usize],
) -> Option<Vec<Wanted>> {
    let callee = match &layout.field(call.cache.field).ty {
        FieldType::Cache(callee) | FieldType::Boxed(callee) | FieldType::Calls(callee) => callee,
        FieldType::Itself => {
            let told = |at: usize| match arguments.contains(&at) {
                true => Wanted::With(vec![at]),
                false => Wanted::Always,
            };
            let all = (0..backward.params.len()).map(told);
            return (!arguments.is_empty()).then(|| all.collect());
        }
        FieldType::Value(_) => return None,
    };
    match &callee.target {
        Target::Function(path) if !path.text().starts_with("::") => {}
        _ => return None,
    }
    let flows = callee.args.iter().map(|ty| match ty {
        Type::Ref(_, false) => Flow::Shadow,
        Type::Ref(_, true) => Flow::Other,
        ty if ty.carries_gradient() => Flow::Returned,
        _ => Flow::Other,
    });
    let adjoints = adjoints(call, demand, flows)?.into_iter();
    let wanted = adjoints.map(|set| match set {
        None | Some(Arguments::ALWAYS) => Wanted::Always,
        Some(set) if set.is_empty() => Wanted::Never,
        Some(set) => Wanted::With(set.positions()),
    });
    Some(wanted.collect())
}

/// How a call's adjoint of an argument comes back.
enum Flow {
    Shadow,
    Returned,
    /// In the place of the adjoint that went in, or not at all.
    Other,
}

/// For each argument of a call whom its adjoint is for, where it may be left out.
fn adjoints(
    call: &Backward,
    demand: &Demand<'_>,
    flows: impl Iterator<Item = Flow>,
) -> Option<Vec<Option<Arguments>>> {
    let shadows = call.args.iter().filter_map(|arg| match arg {
        BackwardArg::Ref { shadow, .. } => Some(shadow),
        _ => None,
    });
    let mut shadows = shadows.map(|shadow| {
        let place = shadow.as_ref();
        place.map(|place| demand.memory_for(place.memory))
    });
    let mut results = call.results.iter().map(|result| {
        Some(result.map_or_else(Arguments::default, |value| demand.result_for(value)))
    });
    let all = flows.map(|flow| match flow {
        Flow::Shadow => shadows.next(),
        Flow::Returned => results.next(),
        Flow::Other => Some(None),
    });
    let all: Option<Vec<_>> = all.collect();
    all.filter(|_| shadows.next().is_none() && results.next().is_none())
}

/// Whether calls of the function itself work for this argument only if the caller does.
pub(super) fn of_itself_agree(
    demand: &Demand<'_>,
    layout: &Layout,
    backward: &Function,
    at: usize,
) -> bool {
    let mut agree = true;
    backward.body.walk(&mut |stmt| {
        if let Stmt::Backward(call) = stmt
            && layout.field(call.cache.field).ty == FieldType::Itself
        {
            let flows = backward.params.iter().map(|param| match param.passing {
                Passing::Ref => Flow::Shadow,
                Passing::Value if param.ty.carries_gradient() => Flow::Returned,
                Passing::Value | Passing::RefMut => Flow::Other,
            });
            let set = adjoints(call, demand, flows).and_then(|all| all.get(at).copied().flatten());
            agree &= set.is_some_and(|set| Arguments::of(&[at]).has(set));
        }
    });
    agree
}

/// Shadows of calls that nobody reads need not be there for functions that write none.
pub(in crate::transform) fn spare_shadows(layout: &Layout, backward: &mut Function) {
    let mut spared: FxHashMap<Memory, Tokens> = FxHashMap::default();
    let mut uses: FxHashMap<Memory, usize> = FxHashMap::default();
    backward.body.walk(&mut |stmt| {
        stmt.look(&mut |used| {
            if let Use::Place(Place { memory, .. }, _) | Use::Moved(memory) = used {
                *uses.entry(*memory).or_default() += 1;
            }
        });
        if let Stmt::Backward(call) = stmt
            && let info = layout.field(call.cache.field)
            && let Some(callee) = info.ty.callee()
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
