//! Puts statements under conditions that say whether one of the arguments they work for is wanted.

use super::schedule::runs;
use crate::analysis::{Arguments, Demand};
use crate::ir::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// In a backward pass; says whether something can be left out of a loop, or a loop, and whether shadows
/// that are not wanted are left alone.
pub(super) fn adjoints(demand: &Demand<'_>, backward: &mut Function) -> (bool, bool) {
    let mut body = taken(backward);
    let mut guards = Guards::of(demand, backward, &body);
    guards.block(&mut body, Arguments::ALWAYS, false);
    let Guards {
        renamed,
        saves,
        touches,
        mut reached,
        ..
    } = guards;
    keep_whole(&mut body, &mut reached);
    backward.body = body;
    (backward.result).for_leaves(&mut |v| rename(&renamed, v), &mut |_| {});
    (saves, !touches)
}

/// The records of a forward pass; says whether there are such.
pub(super) fn records(demand: &Demand<'_>, forward: &mut Function) -> bool {
    let mut body = taken(forward);
    let mut guards = Guards::of(demand, forward, &body);
    guards.records(&mut body);
    let saves = guards.saves;
    forward.body = body;
    saves
}

fn taken(function: &mut Function) -> Block {
    let empty = Block {
        id: function.body.id,
        stmts: Vec::new(),
        yields: Vec::new(),
    };
    std::mem::replace(&mut function.body, empty)
}

/// Of spans that are looked at where they are not wanted, all elements have to be there.
fn keep_whole(block: &mut Block, reached: &mut FxHashSet<Memory>) {
    // A span that another one is taken of stands before it.
    for stmt in block.stmts.iter_mut().rev() {
        for inner in stmt.blocks_mut() {
            keep_whole(inner, reached);
        }
        if let Stmt::View {
            memories,
            place,
            only,
            ..
        } = stmt
            && memories.iter().any(|memory| reached.contains(memory))
        {
            only.clear();
            reached.insert(place.memory);
        }
    }
}

fn rename(renamed: &FxHashMap<Value, Value>, value: &mut Value) {
    if let Some(new) = renamed.get(value) {
        *value = *new;
    }
}

struct Guards<'a> {
    demand: &'a Demand<'a>,
    function: &'a mut Function,
    /// How often each value is used.
    uses: FxHashMap<Value, usize>,
    /// Values that are defined under a condition, and what stands for them behind it.
    renamed: FxHashMap<Value, Value>,
    /// What stands for a value that a loop carries on, at the beginning of the iteration.
    before: FxHashMap<Value, Value>,
    /// Whether something is left out of a loop.
    saves: bool,
    /// Whether a shadow is looked at where its adjoint is not wanted.
    touches: bool,
    /// Spans that are looked at where their adjoints are not wanted, as by a call that works for others, too.
    reached: FxHashSet<Memory>,
}

impl<'a> Guards<'a> {
    fn of(demand: &'a Demand<'a>, function: &'a mut Function, body: &Block) -> Self {
        let mut uses = FxHashMap::default();
        let mut count = |value: Value| *uses.entry(value).or_default() += 1;
        body.look_all(&mut |used| {
            if let Use::Value(value) = used {
                count(*value);
            }
        });
        function.result.values().into_iter().for_each(count);
        Guards {
            demand,
            function,
            uses,
            renamed: FxHashMap::default(),
            before: FxHashMap::default(),
            saves: false,
            touches: false,
            reached: FxHashSet::default(),
        }
    }

    /// Puts what is for others than `around` under conditions.
    fn block(&mut self, block: &mut Block, around: Arguments, in_loop: bool) {
        let stmts = std::mem::take(&mut block.stmts);
        for (set, mut run) in runs(self.demand, self.function, stmts, around) {
            let is_free = set == around;
            for stmt in &mut run {
                let is_let = matches!(stmt, Stmt::Let { .. } | Stmt::Rewind { .. });
                self.touch(stmt, set);
                self.saves |= !is_free && !is_let && (in_loop || is_loop(stmt));
                self.inside(stmt, set, in_loop);
            }
            match is_free {
                true => block.stmts.append(&mut run),
                false => self.guard(set, run, &mut block.stmts),
            }
        }
        block
            .yields
            .iter_mut()
            .for_each(|v| rename(&self.renamed, v));
    }

    /// Notes which shadows the statement reaches where they are not wanted; of a span of such a shadow
    /// nothing is left.
    fn touch(&mut self, stmt: &mut Stmt, set: Arguments) {
        if let Stmt::View { place, only, .. } = stmt {
            let wanted = self.demand.memory_for(place.memory);
            if wanted != Arguments::ALWAYS && !wanted.is_empty() {
                *only = wanted.positions();
            }
            return;
        }
        stmt.look(&mut |used| {
            if let Use::Place(place, _) = used {
                let wanted = self.demand.memory_for(place.memory);
                let origin = &self.function.memory(place.memory).origin;
                if wanted.has(set) {
                    return;
                }
                self.touches |= matches!(origin, Origin::Shadow(_) | Origin::View);
                self.reached.insert(place.memory);
            }
        });
    }

    fn inside(&mut self, stmt: &mut Stmt, set: Arguments, in_loop: bool) {
        stmt.uses(&mut |used| {
            if let Use::Value(value) = used {
                rename(&self.renamed, value);
            }
        });
        let in_loop = in_loop || is_loop(stmt);
        let carried = match stmt {
            Stmt::For(l) => Some((&l.carried, &l.body)),
            Stmt::While(l) => Some((&l.carried, &l.body)),
            _ => None,
        };
        if let Some((carried, body)) = carried {
            let next = body.yields.iter().copied();
            self.before
                .extend(next.zip(carried.iter().map(|c| c.inside)));
        }
        for block in stmt.blocks_mut() {
            self.block(block, set, in_loop);
        }
    }

    /// `if wanted { run }`, with what is used behind it as results.
    fn guard(&mut self, set: Arguments, run: Vec<Stmt>, stmts: &mut Vec<Stmt>) {
        // A literal needs no condition, under which it would become a variable.
        let (literals, run) = run.into_iter().partition(|stmt| {
            matches!(
                stmt,
                Stmt::Let {
                    expr: Expr::Literal(_),
                    ..
                }
            )
        });
        stmts.extend::<Vec<_>>(literals);
        let mut inside: FxHashMap<Value, usize> = FxHashMap::default();
        let mut then = self.branch(run, Vec::new());
        then.all_uses(&mut |used| {
            if let Use::Value(value) = used {
                *inside.entry(*value).or_default() += 1;
            }
        });
        let defined = then.stmts.iter().flat_map(Stmt::defines);
        let leaves = |value: &Value| self.uses.get(value) > inside.get(value);
        then.yields = defined.filter(leaves).collect();
        let (mut zeros, mut otherwise, mut results) = (Vec::new(), Vec::new(), Vec::new());
        for value in &then.yields {
            let result = self.function.new_value(self.function.value(*value).clone());
            results.push(result);
            self.renamed.insert(*value, result);
            let instead = self.before.get(value).copied();
            otherwise.push(instead.unwrap_or_else(|| self.zero(*value, &mut zeros)));
        }
        let els = self.branch(zeros, otherwise);
        let condition = self.condition(set, stmts);
        stmts.push(Stmt::If {
            condition,
            then,
            els,
            results,
        });
    }

    fn branch(&mut self, stmts: Vec<Stmt>, yields: Vec<Value>) -> Block {
        let id = self.function.new_block();
        Block { id, stmts, yields }
    }

    fn zero(&mut self, like: Value, stmts: &mut Vec<Stmt>) -> Value {
        let ty = self.function.value(like).ty.clone();
        let expr = match ty {
            Type::Bool => Expr::Literal(Tokens::new(identifier("false"))),
            _ if ty.is_integer() => integer(0),
            _ => float(0.0),
        };
        let value = self.function.value_like(like, ty);
        stmts.push(Stmt::Let { value, expr });
        value
    }

    fn condition(&mut self, set: Arguments, stmts: &mut Vec<Stmt>) -> Value {
        let value = self.function.new_value(ValueInfo {
            ty: Type::Bool,
            name: None,
            span: proc_macro2::Span::call_site(),
        });
        let expr = Expr::Wanted(set.positions());
        stmts.push(Stmt::Let { value, expr });
        value
    }

    /// Puts records under conditions; of no records at all there is no room.
    fn records(&mut self, block: &mut Block) {
        let mut run: (Arguments, Vec<Stmt>) = (Arguments::ALWAYS, Vec::new());
        let mut stmts = Vec::new();
        // Records of one loop share the number.
        let mut known: Option<((Value, Arguments), Value)> = None;
        for mut stmt in std::mem::take(&mut block.stmts) {
            for inner in stmt.blocks_mut() {
                self.records(inner);
            }
            let set = match &stmt {
                Stmt::Record { field, .. } | Stmt::Keep { field, .. } => {
                    self.demand.field_for(*field)
                }
                _ => Arguments::ALWAYS,
            };
            if set != run.0 {
                self.close(&mut run, &mut stmts);
                run.0 = set;
            }
            if let Stmt::Reserve { field, count, .. } | Stmt::Room { field, count, .. } = &mut stmt
            {
                let set = self.demand.field_for(*field);
                if set != Arguments::ALWAYS {
                    let room = (*count, set);
                    *count = match known {
                        Some((of, result)) if of == room => result,
                        _ => self.count(*count, set, &mut run.1),
                    };
                    known = Some((room, *count));
                }
            }
            run.1.push(stmt);
        }
        self.close(&mut run, &mut stmts);
        block.stmts = stmts;
    }

    fn close(&mut self, run: &mut (Arguments, Vec<Stmt>), stmts: &mut Vec<Stmt>) {
        let records = std::mem::take(&mut run.1);
        if run.0 == Arguments::ALWAYS {
            stmts.extend(records);
            return;
        }
        self.saves = true;
        self.guard(run.0, records, stmts);
    }

    /// The number, or zero.
    fn count(&mut self, count: Value, set: Arguments, stmts: &mut Vec<Stmt>) -> Value {
        let result = self.function.new_value(ValueInfo {
            name: Name::kept("count"),
            ..self.function.value(count).clone()
        });
        let mut zeros = Vec::new();
        let zero = self.zero(count, &mut zeros);
        let (then, els) = (
            self.branch(Vec::new(), vec![count]),
            self.branch(zeros, vec![zero]),
        );
        let condition = self.condition(set, stmts);
        stmts.push(Stmt::If {
            condition,
            then,
            els,
            results: vec![result],
        });
        result
    }
}

fn is_loop(stmt: &Stmt) -> bool {
    matches!(stmt, Stmt::For(_) | Stmt::While(_))
}

fn identifier(name: &str) -> proc_macro2::TokenStream {
    let ident = proc_macro2::Ident::new(name, proc_macro2::Span::call_site());
    proc_macro2::TokenTree::Ident(ident).into()
}
