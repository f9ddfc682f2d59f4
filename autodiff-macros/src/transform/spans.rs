//! Sub-slices of one length, taken before an innermost loop, for what every iteration indexes with
//! the loop variable: the loop then carries no bounds checks.
//!
//! The primal has run the same iterations on the same places, so a span never fails where the
//! primal did not; where no iteration runs, it is empty.

use super::invariant::Invariant;
use crate::ir::*;
use std::collections::HashMap;

/// Takes spans in front of the ascending counted loops from zero of a function.
pub(crate) fn take_spans(function: &mut Function) {
    let mut body = std::mem::take(&mut function.body.stmts);
    let mut known = Known::default();
    block(function, &mut body, &mut known);
    function.body.stmts = body;
}

/// What matters of the values so far.
#[derive(Default)]
struct Known {
    zeros: Vec<Value>,
    /// Lengths of whole memories.
    lengths: HashMap<Value, Memory>,
}

fn block(function: &mut Function, stmts: &mut Vec<Stmt>, known: &mut Known) {
    let mut out = Vec::new();
    for mut stmt in std::mem::take(stmts) {
        if let Stmt::Let { value, expr } = &stmt {
            if expr.is_number(0.0) {
                known.zeros.push(*value);
            }
            if let Expr::Len(place) = expr
                && place.path.is_empty()
            {
                known.lengths.insert(*value, place.memory);
            }
        }
        for inner in stmt.blocks_mut() {
            block(function, &mut inner.stmts, known);
        }
        if let Stmt::For(l) = &mut stmt
            && known.zeros.contains(&l.from)
            && is_simple(function, l)
        {
            let spans = Spans::of(function, l, known);
            spans.replace(l);
            out.extend(spans.views);
        }
        out.push(stmt);
    }
    *stmts = out;
}

/// An innermost loop over `0..n` of `usize`.
pub(super) fn is_simple(function: &Function, l: &For) -> bool {
    let innermost = (l.body.stmts.iter()).all(|s| {
        !matches!(
            s,
            Stmt::For(_) | Stmt::While(_) | Stmt::Call(_) | Stmt::Backward(_)
        )
    });
    innermost && l.exit.is_none() && !l.inclusive && function.value(l.var).ty == Type::USIZE
}

/// Where a span begins in the slice it is taken of.
#[derive(Clone, Debug, PartialEq)]
struct Start {
    /// The slice: a place that no iteration changes.
    base: Place,
    /// The constant part of the index.
    offset: Option<Value>,
}

struct Spans {
    found: Vec<(Start, Memory)>,
    views: Vec<Stmt>,
    /// Index values, as their constant part: `i` and `offset + i`.
    indices: HashMap<Value, Option<Value>>,
}

impl Spans {
    fn of(function: &mut Function, l: &For, known: &Known) -> Self {
        let mut spans = Spans {
            found: Vec::new(),
            views: Vec::new(),
            indices: HashMap::from([(l.var, None)]),
        };
        let mut invariant = Invariant::of(function, l);
        let inside: Vec<Value> = l.body.stmts.iter().flat_map(Stmt::defines).collect();
        let carried: Vec<Value> = l.carried.iter().map(|c| c.inside).collect();
        let varies = |v: &Value| inside.contains(v) || carried.contains(v) || *v == l.var;
        for stmt in &l.body.stmts {
            if let Stmt::Let {
                value,
                expr: Expr::Binary(Binary::Add, a, b),
            } = stmt
            {
                let other = match (*a == l.var, *b == l.var) {
                    (true, false) => *b,
                    (false, true) => *a,
                    _ => continue,
                };
                if !invariant.has(other) {
                    continue;
                }
                let offset = invariant.before_loop(function, other);
                spans.indices.insert(*value, Some(offset));
            }
        }
        spans.views = std::mem::take(&mut invariant.stmts);
        // What stands in a branch of the body does not run in every iteration.
        let mut starts: Vec<(Option<Start>, Memory, bool)> = Vec::new();
        for stmt in &l.body.stmts {
            let nested = stmt.blocks();
            stmt.look(&mut |used| {
                if let Use::Place(place, access) = used {
                    let start = spans.start(place, &varies);
                    starts.push((start, place.memory, access.writes()));
                }
            });
            for block in nested {
                block.look_all(&mut |used| {
                    if let Use::Place(place, access) = used {
                        starts.push((None, place.memory, access.writes()));
                    }
                });
            }
        }
        for (start, memory, _) in &starts {
            let Some(start) = start else { continue };
            if spans.found.iter().any(|(s, _)| s == start) {
                continue;
            }
            let same: Vec<_> = starts.iter().filter(|(_, m, _)| m == memory).collect();
            let written = same.iter().any(|(_, _, writes)| *writes);
            let alone = same.iter().all(|(s, ..)| s.as_ref() == Some(start));
            // The whole of a slice is as good as a span of its length; where a `Vec` has its elements
            // might be read in every iteration.
            let whole = start.base.path.is_empty()
                && start.offset.is_none()
                && known.lengths.get(&l.to) == Some(memory)
                && !matches!(function.memory(*memory).ty, Type::Vec(_));
            if whole || (written && !alone) {
                continue;
            }
            spans.take(function, l, start, written);
        }
        spans
    }

    fn start(&self, place: &Place, varies: &dyn Fn(&Value) -> bool) -> Option<Start> {
        let (last, before) = place.path.split_last()?;
        let Projection::Index(index) = last else {
            return None;
        };
        let offset = *self.indices.get(index)?;
        let base = Place {
            memory: place.memory,
            path: before.to_vec(),
        };
        let constant = base.values().iter().all(|v| !varies(v));
        constant.then_some(Start { base, offset })
    }

    fn take(&mut self, function: &mut Function, l: &For, start: &Start, written: bool) {
        let Some(ty) = function.place_type(&start.base) else {
            return;
        };
        // Arrays of a written length need no help, and a type of unknown structure may not be a
        // slice.
        let item = match ty {
            Type::Slice(item) | Type::Vec(item) => item,
            _ => return,
        };
        let info = function.memory(start.base.memory).clone();
        let view = function.new_memory(MemoryInfo {
            ty: Type::Slice(item),
            name: name_of_span(&info.name, &start.base),
            origin: Origin::View,
            ..info
        });
        self.views.push(Stmt::View {
            memory: view,
            place: start.base.clone(),
            from: start.offset,
            count: l.to,
            mutable: written,
            only: Vec::new(),
        });
        self.found.push((start.clone(), view));
    }

    /// Replaces the places that have a span by an index into it.
    fn replace(&self, l: &mut For) {
        let var = l.var;
        for stmt in &mut l.body.stmts {
            stmt.uses(&mut |used| {
                if let Use::Place(place, _) = used {
                    let start = self.start(place, &|_| false);
                    let found = self.found.iter().find(|(s, _)| Some(s) == start.as_ref());
                    if let Some((_, view)) = found {
                        *place = Place::whole(*view).then(Projection::Index(var));
                    }
                }
            });
        }
    }
}

/// What a span of a place is called: a variable may be called neither like a constant nor `self`.
fn name_of_span(memory: &str, place: &Place) -> String {
    let mut members = place.path.iter().rev().filter_map(|p| match p {
        Projection::Member(name) => Some(name.as_str()),
        _ => None,
    });
    match (memory, members.next()) {
        ("self", Some(member)) if !member.starts_with(|c: char| c.is_numeric()) => member.into(),
        ("self", _) => "this".into(),
        _ => memory.to_lowercase(),
    }
}
