//! Out of static single assignment form: which values share a mutable variable.
//!
//! What a loop carries is one variable, inside and after it. It is also the variable of the value
//! that the loop starts from and of those that an iteration ends with, wherever these do not live
//! together with another value of the variable.

use super::facts::{Definition, Facts};
use super::fold::Fate;
use super::live::Interference;
use crate::ir::*;
use rustc_hash::FxHashSet;

/// A variable of the printed code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::emit) struct Web(usize);

pub(super) struct Webs {
    of: Vec<Web>,
    members: Vec<Vec<Value>>,
    carried: Vec<bool>,
}

impl Webs {
    pub(super) fn of(function: &Function, facts: &Facts<'_>, fates: &[Fate]) -> Self {
        let count = function.values.len();
        let mut candidates = Vec::new();
        let mut loops = Vec::new();
        function.body.walk(&mut |stmt| {
            candidates.extend(stmt.blocks().iter().flat_map(|b| b.yields.iter().copied()));
            if let Stmt::If { results, .. } = stmt {
                candidates.extend(results);
            }
            if let Some((carried, body)) = looped(stmt) {
                for (c, end) in carried.iter().zip(&body.yields) {
                    if facts.is_variable(c) {
                        candidates.extend([c.init, c.inside, c.result]);
                        loops.push((c, *end, body.id));
                    }
                }
            }
        });
        candidates.retain(|v| fates[v.index()] == Fate::Kept);
        let webs = Webs {
            of: (0..count).map(Web).collect(),
            members: (0..count).map(|i| vec![Value(i as u32)]).collect(),
            carried: vec![false; count],
        };
        let mut joining = Joining {
            function,
            facts,
            fates,
            interference: Interference::of(function, facts, fates, &candidates),
            webs,
        };
        for (c, ..) in &loops {
            joining.join(c.inside, c.result);
            let web = joining.webs.web(c.inside);
            joining.webs.carried[web.0] = true;
        }
        for (c, ..) in &loops {
            if joining.may_join(c.init, c.inside) {
                joining.join(c.inside, c.init);
            }
        }
        // What one end has joined may tell the next that the variable is left as it is.
        for (c, end, body) in loops.iter().chain(&loops) {
            joining.absorb(*end, *body, c.inside);
        }
        joining.webs
    }

    pub(super) fn web(&self, value: Value) -> Web {
        self.of[value.index()]
    }

    /// Whether the variable is assigned to after its declaration.
    pub(super) fn is_carried(&self, web: Web) -> bool {
        self.carried[web.0]
    }

    pub(super) fn members(&self, web: Web) -> &[Value] {
        &self.members[web.0]
    }
}

fn looped(stmt: &Stmt) -> Option<(&[Carried], &Block)> {
    match stmt {
        Stmt::For(l) => Some((&l.carried, &l.body)),
        Stmt::While(l) => Some((&l.carried, &l.body)),
        _ => None,
    }
}

/// Values that iterations end with, which would rather be assigned where they are computed than
/// move to the end.
pub(super) fn ends_of_iterations(function: &Function, facts: &Facts<'_>) -> FxHashSet<Value> {
    let mut found = FxHashSet::default();
    function.body.walk(&mut |stmt| {
        if let Some((carried, body)) = looped(stmt) {
            for (c, end) in carried.iter().zip(&body.yields) {
                if facts.is_variable(c) {
                    collect_ends(facts, *end, body.id, &mut found);
                }
            }
        }
    });
    found
}

fn collect_ends(facts: &Facts<'_>, end: Value, block: BlockId, found: &mut FxHashSet<Value>) {
    let here = facts.sites[end.index()].is_some_and(|site| site.block == block);
    if !here || facts.count(end) != 1 {
        return;
    }
    match facts.definitions[end.index()] {
        Definition::If(stmt, i) => {
            for branch in stmt.blocks() {
                collect_ends(facts, branch.yields[i], branch.id, found);
            }
        }
        Definition::Expr(Expr::Literal(_) | Expr::Zero(None)) => {}
        _ => {
            found.insert(end);
        }
    }
}

struct Joining<'a> {
    function: &'a Function,
    facts: &'a Facts<'a>,
    fates: &'a [Fate],
    interference: Interference,
    webs: Webs,
}

impl Joining<'_> {
    fn join(&mut self, a: Value, b: Value) {
        let (into, from) = (self.webs.web(a), self.webs.web(b));
        if into == from {
            return;
        }
        let moved = std::mem::take(&mut self.webs.members[from.0]);
        for value in &moved {
            self.webs.of[value.index()] = into;
        }
        self.webs.members[into.0].extend(moved);
        self.webs.carried[into.0] |= self.webs.carried[from.0];
    }

    /// Whether a value may be assigned to the variable of another.
    fn may_join(&self, value: Value, other: Value) -> bool {
        let assigned = match self.facts.definitions[value.index()] {
            Definition::Given | Definition::Variable(_) => false,
            Definition::Call { alone } => alone,
            _ => self.fates[value.index()] == Fate::Kept,
        };
        let (a, b) = (self.webs.web(value), self.webs.web(other));
        let types = self.function.value(value).ty == self.function.value(other).ty;
        let names = match (self.user_name(a), self.user_name(b)) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        let apart = || {
            self.webs.members(a).iter().all(|x| {
                let mut others = self.webs.members(b).iter();
                others.all(|y| !self.interference.between(*x, *y))
            })
        };
        assigned && types && names && (a == b || apart())
    }

    fn user_name(&self, web: Web) -> Option<&str> {
        let infos = self
            .webs
            .members(web)
            .iter()
            .map(|v| self.function.value(*v));
        let mut names = infos.filter_map(|info| info.name.as_ref());
        let name = names.find(|name| name.by_user)?;
        Some(&name.text)
    }

    /// Assigns the value to the variable where it is computed, if that is at the end of what the
    /// block does with the variable.
    fn absorb(&mut self, end: Value, block: BlockId, variable: Value) {
        let here = self.facts.sites[end.index()].is_some_and(|site| site.block == block);
        if !here || !self.may_join(end, variable) {
            return;
        }
        self.join(variable, end);
        if let Definition::If(stmt, i) = self.facts.definitions[end.index()] {
            let branches = stmt.blocks();
            // If every branch computes a new value, and nothing else, the `if` is assigned.
            let unchanged = |b: &&Block| self.keeps(b.yields[i], variable);
            if stmt.defines().len() > 1 || branches.iter().any(unchanged) {
                for branch in branches {
                    self.absorb(branch.yields[i], branch.id, variable);
                }
            }
        }
    }

    /// Whether some way to the value leaves the variable as it is.
    fn keeps(&self, end: Value, variable: Value) -> bool {
        if self.fates[end.index()] != Fate::Kept {
            return false;
        }
        if self.webs.web(end) == self.webs.web(variable) {
            return true;
        }
        match self.facts.definitions[end.index()] {
            Definition::If(stmt, i) => stmt
                .blocks()
                .iter()
                .any(|branch| self.keeps(branch.yields[i], variable)),
            _ => false,
        }
    }
}
