//! From the user's function to its forward and backward functions, all of them IR.

mod backward;
mod forward;
mod order;
mod prepare;
mod simplify;

use crate::analysis::{Activity, Plan, Problem, Structure, problems};
use crate::ir::{Function, Layout};

/// The optimisations that can be switched off, all on by default.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Passes {
    /// Cheap values are computed again rather than recorded.
    pub(crate) recompute: bool,
    /// Loops that only add run in ascending order.
    pub(crate) order: bool,
    /// Unread and repeated computations are removed.
    pub(crate) simplify: bool,
}

impl Passes {
    pub(crate) const ALL: Passes = Passes {
        recompute: true,
        order: true,
        simplify: true,
    };
}

/// A function and its derivative.
pub(crate) struct Transformed {
    /// The user's function, with what the backward pass needs made explicit.
    pub(crate) prepared: Function,
    pub(crate) forward: Function,
    pub(crate) layout: Layout,
    pub(crate) backward: Function,
}

pub(crate) fn transform(function: &Function, passes: Passes) -> Result<Transformed, Vec<Problem>> {
    let prepared = prepare::prepare(function);
    let structure = Structure::of(&prepared);
    let activity = Activity::of(&prepared);
    let plan = Plan::of(&prepared, &structure, &activity, passes.recompute);
    let problems = problems(&prepared, &structure, &activity, &plan);
    if !problems.is_empty() {
        return Err(problems);
    }
    let primal = backward::Primal {
        function: &prepared,
        structure: &structure,
        activity: &activity,
        plan: &plan,
    };
    let mut backward = backward::backward(&primal);
    if passes.simplify {
        simplify::simplify(&mut backward);
    }
    if passes.order {
        order::ascending(&mut backward);
    }
    Ok(Transformed {
        forward: forward::forward(&prepared, &plan),
        layout: plan.layout.clone(),
        backward,
        prepared,
    })
}
