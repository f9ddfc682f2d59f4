//! Sub-slices of one length, taken before an innermost loop, for what every iteration indexes with
//! the loop variable: the loop then carries no bounds checks.
//!
//! The primal has run the same iterations on the same places, so a span never fails where the
//! primal did not; where no iteration runs, it is empty. What is written through several spans is cut into
//! rows that lie behind one another.

use super::invariant::Invariant;
use super::offset::Offset;
use super::rebase;
use super::terms::{self, Terms};
use crate::ir::*;
use rustc_hash::FxHashMap;

/// Takes spans in front of the counted loops of a function.
pub(crate) fn take_spans(function: &mut Function) {
    let mut body = std::mem::take(&mut function.body.stmts);
    let mut known = Known::default();
    block(function, &mut body, &mut known);
    function.body.stmts = body;
}

/// What matters of the values so far.
#[derive(Default)]
pub(super) struct Known {
    numbers: FxHashMap<Value, usize>,
    /// Sums and products of indices.
    sums: FxHashMap<Value, Expr>,
    /// Lengths of whole memories.
    lengths: FxHashMap<Value, Memory>,
    /// Numbers of iterations of loops from one value to another.
    trips: Vec<((Value, Value), Value)>,
}

impl Known {
    fn note(&mut self, value: Value, expr: &Expr) {
        match expr {
            Expr::Literal(_) => self.numbers.extend(index(expr).map(|n| (value, n))),
            Expr::Binary(Binary::Add | Binary::Sub | Binary::Mul, ..) => {
                self.sums.insert(value, expr.clone());
            }
            Expr::Len(place) if place.path.is_empty() => {
                self.lengths.insert(value, place.memory);
            }
            Expr::Method("saturating_sub", ends) => {
                if let [to, from] = ends[..] {
                    self.trips.push(((from, to), value));
                }
            }
            Expr::Runtime("trips", ends) => {
                if let [from, to, step] = ends[..]
                    && self.number(step) == Some(1)
                {
                    self.trips.push(((from, to), value));
                }
            }
            _ => {}
        }
    }

    pub(super) fn number(&self, value: Value) -> Option<usize> {
        self.numbers.get(&value).copied()
    }

    pub(super) fn sum(&self, value: Value) -> Option<&Expr> {
        self.sums.get(&value)
    }

    pub(super) fn are_equal(&self, a: Value, b: Value) -> bool {
        a == b || self.number(a).is_some() && self.number(a) == self.number(b)
    }

    /// A value at hand that says how often a loop runs.
    pub(super) fn trips(&self, from: Value, to: Value) -> Option<Value> {
        let same = |((f, t), _): &&((Value, Value), Value)| {
            self.are_equal(*f, from) && self.are_equal(*t, to)
        };
        self.trips.iter().rev().find(same).map(|(_, trips)| *trips)
    }
}

fn block(function: &mut Function, stmts: &mut Vec<Stmt>, known: &mut Known) {
    let trips = known.trips.len();
    let mut out = Vec::new();
    for mut stmt in std::mem::take(stmts) {
        if let Stmt::Let { value, expr } = &stmt {
            known.note(*value, expr);
        }
        for inner in stmt.blocks_mut() {
            block(function, &mut inner.stmts, known);
        }
        if let Stmt::For(l) = &mut stmt
            && is_simple(function, l)
        {
            out.append(&mut spanned(function, l, known));
        }
        out.push(stmt);
    }
    *stmts = out;
    // What a block has made is not at hand behind it.
    known.trips.truncate(trips);
}

/// Takes the spans of a loop; gives what is to stand before it.
fn spanned(function: &mut Function, l: &mut For, known: &mut Known) -> Vec<Stmt> {
    if known.number(l.from) == Some(0) {
        let spans = Spans::of(function, l, known);
        spans.replace(l);
        return spans.views;
    }
    let (mut counted, mut before, asked) = rebase::from_zero(function, l, known);
    for stmt in &before {
        if let Stmt::Let { value, expr } = stmt {
            known.note(*value, expr);
        }
    }
    let spans = Spans::of(function, &counted, known);
    if spans.found.is_empty() && !asked {
        return Vec::new();
    }
    spans.replace(&mut counted);
    *l = counted;
    before.extend(spans.views);
    before
}

/// The number of an integer literal.
fn index(expr: &Expr) -> Option<usize> {
    match expr {
        Expr::Literal(tokens) => tokens.text().trim_end_matches("usize").parse().ok(),
        _ => None,
    }
}

/// An innermost loop over `from..to` of `usize`, in which nothing is asserted. It may call functions: what these
/// are lent is used beside its elements.
pub(super) fn is_simple(function: &Function, l: &For) -> bool {
    let innermost =
        (l.body.stmts.iter()).all(|s| !matches!(s, Stmt::For(_) | Stmt::While(_) | Stmt::Check(_)));
    innermost && l.exit.is_none() && !l.inclusive && function.value(l.var).ty == Type::USIZE
}

/// Where a span begins in the slice it is taken of.
#[derive(Clone, Debug, PartialEq)]
struct Start {
    /// The slice: a place that no iteration changes.
    base: Place,
    /// The index in the first iteration.
    offset: Offset,
}

/// The rows that all accesses of a loop begin in, which are `count` long and lie behind one another.
fn rows_of(
    starts: Vec<Option<&Start>>,
    count: Value,
    known: &Known,
) -> Option<Vec<(Start, usize)>> {
    let mut different: Vec<&Start> = Vec::new();
    for start in starts {
        let start = start?;
        if !different.contains(&start) {
            different.push(start);
        }
    }
    let (first, others) = different.split_first()?;
    if others.iter().any(|start| start.base != first.base) {
        return None;
    }
    let terms = |start: &&Start| start.offset.terms(known);
    let offsets: Vec<_> = different.iter().map(terms).collect();
    let rows = terms::rows(&offsets, &Terms::of(count, known))?;
    Some(different.into_iter().cloned().zip(rows).collect())
}

struct Spans {
    found: Vec<(Start, Memory)>,
    views: Vec<Stmt>,
    /// Index values, as what they are in the first iteration.
    indices: FxHashMap<Value, Offset>,
}

impl Spans {
    fn of(function: &mut Function, l: &For, known: &mut Known) -> Self {
        let mut spans = Spans {
            found: Vec::new(),
            views: Vec::new(),
            indices: FxHashMap::from_iter([(l.var, Offset::default())]),
        };
        let mut invariant = Invariant::of(function, l);
        let inside: Vec<Value> = l.body.stmts.iter().flat_map(Stmt::defines).collect();
        let carried: Vec<Value> = l.carried.iter().map(|c| c.inside).collect();
        let varies = |v: &Value| inside.contains(v) || carried.contains(v) || *v == l.var;
        let mut numbers = known.numbers.clone();
        for stmt in &l.body.stmts {
            let Stmt::Let { value, expr } = stmt else {
                continue;
            };
            numbers.extend(index(expr).map(|n| (*value, n)));
            let Expr::Binary(op @ (Binary::Add | Binary::Sub), a, b) = expr else {
                continue;
            };
            let (moving, by) = match (spans.indices.get(a), spans.indices.get(b)) {
                (Some(moving), None) => (moving, *b),
                (None, Some(moving)) if *op == Binary::Add => (moving, *a),
                _ => continue,
            };
            let moved = match numbers.get(&by) {
                Some(number) => moving.moved(*op, *number),
                None if invariant.has(by) => {
                    let by = invariant.before_loop(function, by);
                    moving.moved_by(*op, by)
                }
                None => continue,
            };
            spans.indices.extend(moved.map(|moved| (*value, moved)));
        }
        spans.views = std::mem::take(&mut invariant.stmts);
        for stmt in &spans.views {
            if let Stmt::Let { value, expr } = stmt {
                known.note(*value, expr);
            }
        }
        let mut starts = spans.accesses(l, &varies);
        // What stands in a branch of the body does not run in every iteration.
        for block in l.body.stmts.iter().flat_map(Stmt::blocks) {
            block.look_all(&mut |used| match used {
                Use::Place(place, access) => starts.push((None, place.memory, access.writes())),
                Use::Moved(memory) => starts.push((None, *memory, true)),
                Use::Value(_) => {}
            });
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
                && start.offset == Offset::default()
                && known.lengths.get(&l.to) == Some(memory)
                && !matches!(function.memory(*memory).ty, Type::Vec(_));
            if whole {
                continue;
            }
            match written && !alone {
                false => spans.take(function, l, &[(start.clone(), 0)], written),
                true => {
                    let others = same.iter().map(|(start, ..)| start.as_ref());
                    let rows = rows_of(others.collect(), l.to, known);
                    spans.take(function, l, &rows.unwrap_or_default(), written);
                }
            }
        }
        spans
    }

    /// What the statements of the body use of memories, where that is a span, and whether they write.
    fn accesses(
        &self,
        l: &For,
        varies: &dyn Fn(&Value) -> bool,
    ) -> Vec<(Option<Start>, Memory, bool)> {
        let mut starts = Vec::new();
        for stmt in &l.body.stmts {
            // What the iteration makes, or recalls, is not there before the loop.
            if let Stmt::Recall { memory, .. } | Stmt::Alloc { memory, .. } = stmt {
                starts.push((None, *memory, true));
            }
            stmt.look(&mut |used| match used {
                Use::Place(place, access) => {
                    let start = self.start(place, varies);
                    starts.push((start, place.memory, access.writes()));
                }
                Use::Moved(memory) => starts.push((None, *memory, true)),
                Use::Value(_) => {}
            });
        }
        starts
    }

    fn start(&self, place: &Place, varies: &dyn Fn(&Value) -> bool) -> Option<Start> {
        let (last, before) = place.path.split_last()?;
        let Projection::Index(index) = last else {
            return None;
        };
        let offset = self.indices.get(index)?.clone();
        if !offset.is_forward() {
            return None;
        }
        let base = Place {
            memory: place.memory,
            path: before.to_vec(),
        };
        let constant = base.values().iter().all(|v| !varies(v));
        constant.then_some(Start { base, offset })
    }

    /// Takes the spans that begin so; those with one number are the same, and those with the next number
    /// lie behind them.
    fn take(&mut self, function: &mut Function, l: &For, rows: &[(Start, usize)], written: bool) {
        let Some((start, _)) = rows.iter().find(|(_, row)| *row == 0) else {
            return;
        };
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
        let span = MemoryInfo {
            ty: Type::Slice(item),
            name: name_of_span(&info.name, &start.base),
            origin: Origin::View,
            ..info
        };
        let last = rows.iter().map(|(_, row)| *row).max();
        let memories: Vec<Memory> = (0..=last.unwrap_or_default())
            .map(|_| function.new_memory(span.clone()))
            .collect();
        let found = rows
            .iter()
            .map(|(start, row)| (start.clone(), memories[*row]));
        self.found.extend(found);
        let from = start.offset.before_loop(function, l.var, &mut self.views);
        self.views.push(Stmt::View {
            memories,
            place: start.base.clone(),
            from,
            count: l.to,
            mutable: written,
            only: Vec::new(),
        });
    }

    /// Replaces the places that have a span by an index into it, and leaves out the indices that nothing
    /// reads then.
    fn replace(&self, l: &mut For) {
        let var = l.var;
        let unread = |body: &Block, value: &Value| body.count(*value) == 0;
        let before: Vec<Value> = (self.indices.keys().copied())
            .filter(|index| unread(&l.body, index))
            .collect();
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
        while let Some(at) = l.body.stmts.iter().rposition(|stmt| {
            matches!(stmt, Stmt::Let { value, .. } if self.indices.contains_key(value)
                && !before.contains(value)
                && unread(&l.body, value))
        }) {
            l.body.stmts.remove(at);
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
