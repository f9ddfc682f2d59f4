//! Loops: what the body makes of the slots is carried from iteration to iteration.

use crate::ir::{Carried, Expr, For, Unary, While};
use crate::lower::flow::branch;
use crate::lower::flow::exits::{Flow, Level, LevelKind, Target};
use crate::lower::messages as m;
use crate::lower::scope::Slot;
use crate::lower::*;

/// How a counted loop runs.
#[derive(Clone, Copy)]
pub(in crate::lower) struct Trip {
    pub(in crate::lower) from: Value,
    pub(in crate::lower) to: Value,
    pub(in crate::lower) inclusive: bool,
    pub(in crate::lower) reversed: bool,
}

/// The slots as a loop found them, and what stands for them inside.
struct Carrying {
    slots: Vec<(Slot, Option<Value>, Carried)>,
}

impl<'a> Lowerer<'a> {
    fn start_carrying(&mut self) -> Carrying {
        let mut slots = Vec::new();
        for slot in self.alive.clone() {
            let before = self.slot(slot).value;
            let init = self.held(slot);
            let info = self.slot(slot);
            let (ty, name, span) = (info.ty.clone(), info.name.clone(), info.span);
            let inside = self.new_value(ty.clone(), Some(name.clone()), span);
            let result = self.new_value(ty, Some(name), span);
            self.put(slot, Some(inside));
            let carried = Carried {
                init,
                inside,
                result,
            };
            slots.push((slot, before, carried));
        }
        Carrying { slots }
    }

    /// The values that are carried, those that the body yields for them, and the position of the one
    /// in the slot `exit`. What an iteration does not change is not carried; the value of the test of
    /// a `while` may have to be renamed for it.
    fn stop_carrying(
        &mut self,
        carrying: Carrying,
        blocks: &mut [&mut Vec<Stmt>],
        exit: Option<Slot>,
        test: &mut Option<Value>,
    ) -> (Vec<Carried>, Vec<Value>, Option<usize>) {
        let mut finals: Vec<_> = carrying.slots.iter().map(|(s, ..)| self.held(*s)).collect();
        let mut kept: Vec<_> = vec![true; finals.len()];
        loop {
            let unchanged = (0..finals.len()).find(|at| {
                let carried = &carrying.slots[*at].2;
                kept[*at] && (finals[*at] == carried.inside || finals[*at] == carried.init)
            });
            let Some(at) = unchanged else { break };
            kept[at] = false;
            let Carried { init, inside, .. } = carrying.slots[at].2;
            for stmts in blocks.iter_mut() {
                rename(stmts, inside, init);
            }
            for value in finals.iter_mut().chain(test.as_mut()) {
                if *value == inside {
                    *value = init;
                }
            }
        }
        let (mut all, mut yields, mut position) = (Vec::new(), Vec::new(), None);
        for (at, (slot, before, carried)) in carrying.slots.into_iter().enumerate() {
            if !kept[at] {
                self.put(slot, before);
                continue;
            }
            if exit == Some(slot) {
                position = Some(all.len());
                self.ends.push(carried.inside);
            }
            self.put(slot, Some(carried.result));
            yields.push(finals[at]);
            all.push(carried);
        }
        (all, yields, position)
    }

    /// After the loop: an exit inside it may have been one from around it.
    fn after_level(&mut self, level: Option<Level>) {
        self.flow = match level {
            Some(level) if level.crossed => Flow::MayLeave,
            _ => Flow::Falls,
        };
    }

    /// `for var in trip { body }`
    pub(in crate::lower) fn counted(
        &mut self,
        trip: Trip,
        label: Option<&syn::Label>,
        span: Span,
        body: &mut dyn FnMut(&mut Self, Value),
    ) {
        let ty = self.function.value(trip.from).ty.clone();
        self.unify_value(trip.to, &ty, span);
        let var = self.new_value(ty, Some(builder::named("i", false)), span);
        let alive = self.alive.len();
        let done = self.flag("done");
        let carrying = self.start_carrying();
        let (mut stmts, level) = self.collect(|l| {
            l.scoped(|l| {
                let inside = |l: &mut Self| {
                    body(l, var);
                    Outcome::Unit
                };
                l.level(LevelKind::Loop, label, Some(done), Target::Nothing, inside)
                    .1
            })
        });
        let (carried, yields, exit) =
            self.stop_carrying(carrying, &mut [&mut stmts], Some(done), &mut None);
        self.alive.truncate(alive);
        let body = self.block(stmts, yields);
        self.take_checkpoint(body.id);
        let Trip {
            from,
            to,
            inclusive,
            reversed,
        } = trip;
        self.emit(Stmt::For(Box::new(For {
            var,
            from,
            to,
            inclusive,
            reversed,
            carried,
            exit,
            body,
            span,
        })));
        self.after_level(level);
    }

    pub(in crate::lower) fn while_loop(&mut self, e: &syn::ExprWhile) -> Outcome {
        let condition = &mut |l: &mut Self| {
            let value = l.scalar(&e.cond);
            l.unify_value(value, &Type::Bool, m::span(&e.cond));
            Some(value)
        };
        self.conditional(
            condition,
            e.label.as_ref(),
            (&e.attrs, &e.body),
            Target::Nothing,
            m::span_of(e),
        );
        Outcome::Unit
    }

    pub(in crate::lower) fn endless_loop(&mut self, e: &syn::ExprLoop) -> Outcome {
        let alive = self.alive.len();
        let example = scan::break_value(&e.body, e.label.as_ref());
        let target = self.target_like(example, "broken");
        let label = e.label.as_ref();
        let body = (&e.attrs[..], &e.body);
        let broken = self.conditional(&mut |_| None, label, body, target.clone(), m::span_of(e));
        let outcome = self.take_from(&target);
        self.alive.truncate(alive);
        if broken {
            return outcome;
        }
        if self.flow == Flow::Falls {
            return self.error(m::span_of(e), m::ENDLESS);
        }
        self.flow = Flow::Leaves;
        Outcome::Never
    }

    /// `while condition { body }`; without a condition, until a `break`. Whether there was one.
    fn conditional(
        &mut self,
        condition: &mut dyn FnMut(&mut Self) -> Option<Value>,
        label: Option<&syn::Label>,
        (attrs, body): (&[syn::Attribute], &syn::Block),
        target: Target,
        span: Span,
    ) -> bool {
        let alive = self.alive.len();
        let done = self.flag("done");
        let carrying = self.start_carrying();
        let before: Vec<_> = self.alive.iter().map(|s| self.slot(*s).value).collect();
        let (mut tests, mut test) = self.collect(|l| l.scoped(condition));
        let after: Vec<_> = self.alive.iter().map(|s| self.slot(*s).value).collect();
        if before != after {
            self.error(span, m::CONDITION_WRITES);
        }
        let (mut stmts, level) = self.collect(|l| {
            l.scoped(|l| {
                let inside = |l: &mut Self| {
                    let outcome = l.block_then(body, &mut branch::as_is);
                    l.expect_unit(outcome, span);
                    l.note_checkpoint(attrs);
                    Outcome::Unit
                };
                l.level(LevelKind::Loop, label, Some(done), target, inside)
                    .1
            })
        });
        let flag = self.slot_inside(&carrying, done);
        let mut blocks = [&mut tests, &mut stmts];
        let (carried, yields, exit) =
            self.stop_carrying(carrying, &mut blocks, Some(done), &mut test);
        self.alive.truncate(alive);
        let condition = self.test(tests, test, exit.and(flag), span);
        let body = self.block(stmts, yields);
        self.take_checkpoint(body.id);
        self.emit(Stmt::While(Box::new(While {
            carried,
            condition,
            body,
            span,
        })));
        let broken = level.as_ref().is_some_and(|l| l.broken);
        self.after_level(level);
        broken
    }

    fn slot_inside(&self, carrying: &Carrying, slot: Slot) -> Option<Value> {
        let mut slots = carrying.slots.iter();
        slots.find(|(s, ..)| *s == slot).map(|(_, _, c)| c.inside)
    }

    /// The block of a `while`'s condition. After a `break` the condition is not evaluated.
    fn test(
        &mut self,
        stmts: Vec<Stmt>,
        test: Option<Value>,
        done: Option<Value>,
        span: Span,
    ) -> Block {
        match (test, done) {
            (Some(test), None) => self.block(stmts, vec![test]),
            (None, None) => {
                let yes = self.boolean(true);
                self.block(stmts, vec![yes])
            }
            (None, Some(done)) => {
                let (stmts, going) =
                    self.collect(|l| l.define(Expr::Unary(Unary::Not, done), Type::Bool, "", span));
                self.block(stmts, vec![going])
            }
            (Some(test), Some(done)) => {
                let no = self.boolean(false);
                let result = self.new_value(Type::Bool, None, span);
                let stmt = Stmt::If {
                    condition: done,
                    then: self.block(Vec::new(), vec![no]),
                    els: self.block(stmts, vec![test]),
                    results: vec![result],
                };
                self.block(vec![stmt], vec![result])
            }
        }
    }
}

/// Replaces the uses of a value in statements.
fn rename(stmts: &mut Vec<Stmt>, from: Value, to: Value) {
    let mut block = Block {
        id: crate::ir::BlockId(0),
        stmts: std::mem::take(stmts),
        yields: Vec::new(),
    };
    block.rename(from, to);
    *stmts = block.stmts;
}
