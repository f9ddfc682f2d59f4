//! Which values move into the place where they are used, and so need no `let`.
//!
//! An unnamed value that is used once moves if nothing on the way changes what it reads. A literal
//! moves everywhere. What a record is called in the cache is what its value is called.

use super::facts::{Definition, Effect, Facts, Site};
use crate::ir::*;
use rustc_hash::FxHashSet;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::emit) enum Fate {
    /// It has a variable.
    Kept,
    /// It stands where it is used.
    Folded,
    /// Nobody reads it, and computing it does nothing.
    Dropped,
}

/// `keep` are values that would rather be assigned to a variable that a loop carries.
pub(super) fn fates(function: &Function, facts: &Facts<'_>, keep: &FxHashSet<Value>) -> Vec<Fate> {
    let mut folding = Folding {
        function,
        facts,
        keep,
        fates: vec![Fate::Kept; function.values.len()],
        moved_to: (0..facts.effects.len()).collect(),
    };
    folding.block(&function.body);
    folding.fates
}

struct Folding<'a> {
    function: &'a Function,
    facts: &'a Facts<'a>,
    keep: &'a FxHashSet<Value>,
    fates: Vec<Fate>,
    /// Where what stands at each position is evaluated.
    moved_to: Vec<usize>,
}

impl Folding<'_> {
    /// Later statements first, so that it is known where a value's use is evaluated.
    fn block(&mut self, block: &Block) {
        for stmt in block.stmts.iter().rev() {
            for inner in stmt.blocks().into_iter().rev() {
                self.block(inner);
            }
            match stmt {
                Stmt::Let { value, expr } => self.fates[value.index()] = self.fate(*value, expr),
                Stmt::If { results, .. } => {
                    if let [result] = results[..]
                        && self.folds_if(result, stmt)
                    {
                        self.fates[result.index()] = Fate::Folded;
                    }
                }
                _ => {}
            }
        }
    }

    fn fate(&mut self, value: Value, expr: &Expr) -> Fate {
        let unused = self.facts.count(value) == 0;
        if unused && expr.is_pure() {
            return Fate::Dropped;
        }
        let info = self.function.value(value);
        let whole = matches!(expr, Expr::Recorded(recorded) if recorded.at == At::Whole);
        let by_user = info.name.as_ref().is_some_and(|name| name.by_user);
        let atom = matches!(
            expr,
            Expr::Literal(_) | Expr::Const(_) | Expr::Wanted(_) | Expr::Fresh(_) | Expr::Zero(None)
        );
        if whole || (atom && !by_user && !unused) {
            return Fate::Folded;
        }
        let Some(use_at) = self.single_use(value) else {
            return Fate::Kept;
        };
        let from = match self.facts.sites[value.index()] {
            Some(site) => site.at,
            None => return Fate::Kept,
        };
        let to = self.moved_to[use_at];
        // What changes memory must not come to depend on a condition.
        let stays = expr.is_pure() || self.facts.blocks[to] == self.facts.blocks[from];
        if !stays || !self.may_move(expr, from, to) {
            return Fate::Kept;
        }
        self.moved_to[from] = to;
        Fate::Folded
    }

    /// Where an unnamed value is used, if that is once, and not in a loop that it stands before.
    fn single_use(&self, value: Value) -> Option<usize> {
        let info = self.function.value(value);
        let by_user = info.name.as_ref().is_some_and(|name| name.by_user);
        let [used] = self.facts.uses[value.index()][..] else {
            return None;
        };
        let defined = self.facts.sites[value.index()]?;
        let named = by_user && !self.facts.handed_on.contains(&value);
        let free = !named && !self.keep.contains(&value) && self.reaches(defined, used);
        free.then_some(used.at)
    }

    fn reaches(&self, defined: Site, used: Site) -> bool {
        let mut block = used.block;
        while block != defined.block {
            match self.facts.parents.get(&block) {
                Some(parent) if !parent.is_loop => block = parent.block,
                _ => return false,
            }
        }
        true
    }

    /// Whether the expression gives at `to` what it gives behind `from`.
    fn may_move(&self, expr: &Expr, from: usize, to: usize) -> bool {
        if memory(expr).is_none() && cursor(expr).is_none() && !self.can_panic(expr) {
            // It depends on values alone.
            return true;
        }
        let between = self.facts.effects.get(from + 1..to).unwrap_or_default();
        let there = self.facts.effects.get(to).map_or(&[][..], Vec::as_slice);
        !between
            .iter()
            .flatten()
            .any(|effect| self.hinders(expr, effect))
            && !there.iter().any(|effect| borrows(expr, effect))
    }

    /// Whether an expression may not be moved past what another statement does.
    fn hinders(&self, expr: &Expr, effect: &Effect) -> bool {
        match effect {
            Effect::Check => self.can_panic(expr),
            Effect::Rewind(rewound) => cursor(expr) == Some(*rewound),
            Effect::RewindAll => cursor(expr).is_some(),
            Effect::Moved(moved) => memory(expr) == Some(*moved),
            Effect::Touch {
                place,
                access,
                reshapes,
                ..
            } => match expr {
                Expr::Load(read) | Expr::Sum(read) | Expr::Is(read, _) => {
                    access.writes() && overlap(read, place)
                }
                Expr::Take(read) | Expr::Pop(read) => {
                    *access != Access::Length && overlap(read, place)
                }
                Expr::Len(read) => *reshapes && read.memory == place.memory,
                _ => false,
            },
        }
    }

    /// Whether evaluating it later could let an assertion speak first.
    fn can_panic(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Binary(op, a, _) => !op.is_comparison() && !self.function.value(*a).ty.is_float(),
            Expr::Load(place)
            | Expr::Take(place)
            | Expr::Pop(place)
            | Expr::Sum(place)
            | Expr::Len(place) => !place.path.is_empty(),
            Expr::Method(..) => true,
            _ => false,
        }
    }

    /// `a && b` and `a || b` are expressions.
    fn folds_if(&mut self, result: Value, stmt: &Stmt) -> bool {
        if boolean(self.function, self.facts, &self.fates, stmt).is_none() {
            return false;
        }
        let (Some(use_at), Some(site)) =
            (self.single_use(result), self.facts.sites[result.index()])
        else {
            return false;
        };
        let last = stmt
            .blocks()
            .last()
            .and_then(|b| self.facts.ends.get(&b.id));
        let Some(&last) = last else { return false };
        let to = self.moved_to[use_at];
        let mut free = true;
        for block in stmt.blocks() {
            block.walk(&mut |inner| {
                if let Stmt::Let { expr, .. } = inner {
                    free &= self.may_move(expr, last, to);
                }
            });
        }
        if free {
            self.moved_to[site.at..=last].fill(to);
        }
        free
    }
}

/// How an `if` can be printed with `&&` or `||`.
#[derive(Clone, Copy, Debug)]
pub(in crate::emit) struct Boolean {
    /// Whether it is `||`.
    pub(in crate::emit) or: bool,
    pub(in crate::emit) left: Value,
    /// Whether the left side is negated.
    pub(in crate::emit) negated: bool,
    pub(in crate::emit) right: Value,
}

/// An `if` of which one branch is a constant and the other a folded expression.
pub(super) fn boolean(
    function: &Function,
    facts: &Facts<'_>,
    fates: &[Fate],
    stmt: &Stmt,
) -> Option<Boolean> {
    let Stmt::If {
        condition,
        then,
        els,
        results,
    } = stmt
    else {
        return None;
    };
    let (&[result], &[a], &[b]) = (&results[..], &then.yields[..], &els.yields[..]) else {
        return None;
    };
    let folded = |block: &Block| {
        block
            .stmts
            .iter()
            .flat_map(Stmt::defines)
            .all(|v| fates[v.index()] != Fate::Kept)
            && block
                .stmts
                .iter()
                .all(|s| matches!(s, Stmt::Let { .. } | Stmt::If { .. }) && s.defines().len() == 1)
    };
    if function.value(result).ty != Type::Bool || !folded(then) || !folded(els) {
        return None;
    }
    let constant = |value: Value| match facts.definitions[value.index()] {
        Definition::Expr(Expr::Literal(tokens)) if fates[value.index()] == Fate::Folded => {
            match tokens.text() {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            }
        }
        _ => None,
    };
    let (or, negated, right) = match (constant(a), constant(b)) {
        (_, Some(false)) => (false, false, a),
        (Some(true), _) => (true, false, b),
        (Some(false), _) => (false, true, b),
        (_, Some(true)) => (true, true, a),
        (None, None) => return None,
    };
    Some(Boolean {
        or,
        left: *condition,
        negated,
        right,
    })
}

/// The block whose cursor the expression reads a record from.
fn cursor(expr: &Expr) -> Option<BlockId> {
    match expr {
        Expr::Recorded(Recorded {
            at:
                At::Cursor {
                    block,
                    cursor: true,
                    ..
                },
            ..
        }) => Some(*block),
        _ => None,
    }
}

/// Whether the expression cannot be evaluated in a statement that does this.
fn borrows(expr: &Expr, effect: &Effect) -> bool {
    match effect {
        Effect::Moved(moved) => memory(expr) == Some(*moved),
        Effect::Touch {
            place, borrowed, ..
        } => *borrowed && memory(expr) == Some(place.memory),
        _ => false,
    }
}

fn memory(expr: &Expr) -> Option<Memory> {
    match expr {
        Expr::Load(place)
        | Expr::Sum(place)
        | Expr::Take(place)
        | Expr::Pop(place)
        | Expr::Len(place)
        | Expr::Is(place, _) => Some(place.memory),
        _ => None,
    }
}

fn overlap(a: &Place, b: &Place) -> bool {
    a.memory == b.memory
        && !a.path.iter().zip(&b.path).any(|pair| match pair {
            (Projection::Field(i), Projection::Field(j)) => i != j,
            (Projection::Member(a), Projection::Member(b)) => a != b,
            (Projection::Payload(_, a), Projection::Payload(_, b)) => a != b,
            _ => false,
        })
}
