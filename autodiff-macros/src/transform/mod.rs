//! From the user's function to its forward and backward functions, all of them IR.

mod assign;
mod backward;
mod borrowers;
mod checkpoint;
mod choices;
mod consumed;
mod copies;
mod copying;
mod for_some;
mod forward;
mod graph;
mod invariant;
mod known;
mod late;
mod moves;
mod neighbours;
mod offset;
mod order;
mod overwritten;
mod parts;
mod prepare;
mod rebase;
mod record_spans;
mod regular;
mod repeated;
mod reuse;
mod room_rows;
mod rooms;
mod simplify;
mod snapshots;
mod spans;
mod summed;
mod terms;
mod unread;

pub(crate) use crate::analysis::Asked;
pub(crate) use crate::analysis::Problem;
use crate::analysis::{self, Activity, Demand, Options, Plan, Structure, problems};
#[cfg(test)]
use crate::ir::BlockId;
use crate::ir::{Function, Layout, Pinned, Tokens};
pub(crate) use borrowers::made as make_borrowers;
pub(crate) use checkpoint::{Segmented, segmented};
pub(crate) use for_some::ForSome;
use for_some::{for_some, note_fresh, note_wanted, spare_shadows};
pub(crate) use graph::graph;
use prepare::Prepared;

/// The optimisations that can be switched off, all on by default.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Passes {
    /// Cheap values are computed again rather than recorded.
    pub(crate) recompute: bool,
    /// What stands in memory that is recorded is not recorded itself.
    pub(crate) stored: bool,
    /// Loops that only add run in ascending order.
    pub(crate) order: bool,
    /// Slices are cut to the length of a loop before it.
    pub(crate) spans: bool,
    /// Room for what an inner loop records is made before the loop around it.
    pub(crate) rooms: bool,
    /// Copies of what calls read are made behind the calls.
    pub(crate) late: bool,
    /// Unread and repeated computations are removed.
    pub(crate) simplify: bool,
    /// Value and gradient of a sum over independent iterations share one loop.
    pub(crate) fuse: bool,
    /// Of a value that a loop only replaces, the last replacement is recorded.
    pub(crate) choices: bool,
    /// What a loop adds to neighbouring elements is carried along.
    pub(crate) neighbours: bool,
    /// A sum that the primal has is not added up again for an adjoint; sums of records have a loop of their own.
    pub(crate) sums: bool,
    /// What `wrt` leaves out is left out of the passes behind `gradient`, too.
    pub(crate) wrt: bool,
    /// Calls in loops, and those of a function that calls itself, record into one cache.
    pub(crate) share: bool,
    /// What is called in loops runs again in the backward pass where that is less than what it would record.
    pub(crate) rerun: bool,
    /// Calls of light functions in loops are read as their bodies.
    pub(crate) inline: bool,
    /// Callers leave out what only adjoints of arguments that they do not want need.
    pub(crate) wanted: bool,
    /// `gradient` does not compute what only the value needs.
    pub(crate) value: bool,
}

impl Passes {
    #[cfg(test)]
    pub(crate) const NONE: Passes = Passes {
        recompute: false,
        stored: false,
        order: false,
        spans: false,
        rooms: false,
        late: false,
        simplify: false,
        fuse: false,
        choices: false,
        neighbours: false,
        sums: false,
        wrt: false,
        share: false,
        rerun: false,
        inline: false,
        wanted: false,
        value: false,
    };

    pub(crate) const ALL: Passes = Passes {
        recompute: true,
        stored: true,
        order: true,
        spans: true,
        rooms: true,
        late: true,
        simplify: true,
        fuse: true,
        choices: true,
        neighbours: true,
        sums: true,
        wrt: true,
        share: true,
        rerun: true,
        inline: true,
        wanted: true,
        value: true,
    };
}

/// A function and its derivative.
pub(crate) struct Transformed {
    /// The user's function, with what the backward pass needs made explicit.
    pub(crate) prepared: Function,
    pub(crate) forward: Function,
    pub(crate) layout: Layout,
    /// The block that each field of the layout is recorded in, for the interpreter.
    #[cfg(test)]
    pub(crate) homes: Vec<BlockId>,
    pub(crate) backward: Function,
    /// Value and gradient in one body, where that is better, and what it calls.
    pub(crate) fused: Option<(Function, Layout)>,
    /// The same without the value, where that saves something.
    pub(crate) gradient: Option<(Function, Layout)>,
    /// The forward pass without the value, where that saves something.
    pub(crate) unread: Option<Function>,
    /// The passes for callers that do not want all adjoints, where they save something.
    pub(crate) for_some: Option<ForSome>,
    /// For each parameter the arguments for whose adjoints the backward passes look at it again; nothing if that may
    /// be for all.
    pub(crate) read_for: Vec<Option<Vec<usize>>>,
    /// The arguments whose shadows the backward pass first hands to these functions, which may overwrite them.
    pub(crate) fresh: Vec<(usize, Tokens)>,
}

impl Transformed {
    /// Whether both forward passes record the same.
    pub(crate) fn records_like(&self, other: &Transformed) -> bool {
        let fields = |of: &Transformed| format!("{:?}", of.layout);
        // Functions that print alike are alike.
        self.forward.to_string() == other.forward.to_string() && fields(self) == fields(other)
    }
}

/// The derivative with respect to the arguments that are asked for.
pub(crate) fn transform(
    function: &Function,
    passes: Passes,
    asked: &Asked,
) -> Result<Transformed, Vec<Problem>> {
    let chosen;
    let function = if passes.choices {
        chosen = choices::chosen(function, asked);
        &chosen
    } else {
        function
    };
    let mut function = function.clone();
    if passes.simplify {
        copies::without_needless(&mut function);
        function = reuse::reuse(&function);
    }
    if passes.simplify {
        parts::change_in_place(&mut function);
    }
    repeated::keep_items(&mut function);
    consumed::make_explicit(&mut function);
    let Prepared {
        function: prepared,
        lengths,
        originals,
    } = prepare::prepare(&function, asked);
    let copies = originals.keys().copied().collect();
    let structure = Structure::prepared(&prepared, lengths, copies);
    let activity = Activity::of(&prepared, asked);
    let options = Options {
        recompute: passes.recompute,
        stored: passes.stored,
        share: passes.share,
        rerun: passes.rerun,
        alone: *asked != Asked::ALL,
        entries: true,
        snapshots: &originals,
    };
    let plan = Plan::of(&prepared, &structure, &activity, options);
    let problems = problems(&prepared, &structure, &activity, &plan);
    if !problems.is_empty() {
        return Err(problems);
    }
    let known = known::Known::of(&prepared);
    let primal = backward::Primal {
        function: &prepared,
        structure: &structure,
        activity: &activity,
        plan: &plan,
        known: &known,
        originals: &originals,
        sums: passes.sums,
    };
    let mut backward = backward::backward(&primal);
    let mut fused = passes.fuse.then(|| backward::fused(&primal)).flatten();
    if passes.simplify {
        simplify::simplify(&mut backward, None);
        if let Some(fused) = &mut fused {
            simplify::simplify(fused, Some(&prepared));
        }
    }
    let fused_gradient = fused.as_ref().filter(|_| passes.value && passes.simplify);
    let mut gradient = fused_gradient.and_then(unread::fused);
    let generated = prepared.memories.len();
    // Value and gradient in one body overwrite their shadows.
    let bodies = [
        (Some(&mut backward), 0, false),
        (fused.as_mut(), generated, true),
        (gradient.as_mut(), generated, true),
    ];
    for (function, generated, overwrites) in bodies {
        let Some(function) = function else { continue };
        if passes.order {
            order::ascending(function);
        }
        if passes.neighbours {
            neighbours::carried(function, generated);
        }
        if passes.simplify && overwrites {
            assign::first_contributions(function);
        }
        if passes.simplify {
            overwritten::adjoints(function);
        }
        if passes.spans {
            spans::take_spans(function);
        }
    }
    let mut forward = forward::forward(&prepared, &plan, &structure, &known, &originals);
    let bodies = fused.iter_mut().chain(&mut gradient);
    for function in [&mut forward, &mut backward].into_iter().chain(bodies) {
        borrowers::made(function);
    }
    if passes.late {
        late::copies(&mut forward, &plan.layout);
    }
    if passes.rooms {
        room_rows::gathered(&mut forward, &plan.layout);
    }
    if passes.share {
        rooms::announced(&mut forward, &plan.layout);
    }
    let plain = activity.plain_callees(&prepared);
    // The result of a plain call is checked where it is bound; its function names no type.
    forward.pins.retain(|pin| match &pin.what {
        Pinned::Scalar(ty) | Pinned::Integer(ty) => !ty.is_of_callee(&plain),
        Pinned::Same(a, b) => !a.is_of_callee(&plain) && !b.is_of_callee(&plain),
        Pinned::Const { .. } | Pinned::Gives { .. } | Pinned::Lent { .. } => true,
    });
    let mut layout = plan.layout.clone();
    let mut fused = fused.map(|fused| (fused, layout.clone()));
    let mut gradient = gradient.map(|gradient| (gradient, layout.clone()));
    let silent = passes.value && passes.simplify && fused.is_none();
    let (mut some, mut fresh) = (None, Vec::new());
    if passes.wanted {
        if *asked == Asked::ALL {
            some = for_some(&forward, &layout, &backward);
        }
        let passes = (fused.iter_mut().chain(&mut gradient)).map(|(of, layout)| (of, layout));
        for (function, layout) in passes.chain([(&mut backward, &mut layout)]) {
            let demand = Demand::of(function, &plan.layout, &[]);
            note_wanted(layout, function, &demand, &[]);
            spare_shadows(layout, function);
        }
        if *asked != Asked::ALL {
            fresh = note_fresh(&mut layout, &backward);
        }
    }
    let read_for = match layout.work {
        None => analysis::read_for(some.as_ref().map_or(&backward, |some| &some.backward)),
        // Who runs again reads everything again.
        Some(_) => Vec::new(),
    };
    let others = some
        .iter_mut()
        .map(|some| (&some.backward, &mut some.layout));
    let bodies = fused
        .iter_mut()
        .chain(&mut gradient)
        .map(|(of, layout)| (&*of, layout));
    for (function, layout) in bodies.chain(others).chain([(&backward, &mut layout)]) {
        layout.lent = analysis::lent(function, layout);
    }
    let mut unread = silent.then(|| unread::forward(&forward)).flatten();
    if passes.sums {
        let of_some = some.iter_mut().map(|some| &mut some.forward);
        for function in [&mut forward].into_iter().chain(&mut unread).chain(of_some) {
            summed::late(function);
        }
    }
    if passes.simplify {
        let bodies = fused.iter_mut().chain(&mut gradient).map(|(of, _)| of);
        let some = some.iter_mut().map(|some| &mut some.backward);
        bodies
            .chain(some)
            .chain([&mut backward])
            .for_each(simplify::subtractions);
    }
    if passes.spans {
        let of_some = some.iter_mut().map(|some| &mut some.forward);
        for function in [&mut forward].into_iter().chain(&mut unread).chain(of_some) {
            spans::take_spans(function);
        }
        let bodies = fused.iter_mut().chain(&mut gradient).map(|(of, _)| of);
        let some = some.iter_mut().map(|some| &mut some.backward);
        for function in bodies.chain(some).chain([&mut backward]) {
            record_spans::take(function, &plan.layout);
        }
    }
    Ok(Transformed {
        unread,
        forward,
        layout,
        #[cfg(test)]
        homes: plan.sources.iter().map(|(_, block)| *block).collect(),
        backward,
        fused,
        gradient,
        for_some: some,
        read_for,
        fresh,
        prepared,
    })
}
