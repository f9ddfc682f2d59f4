//! The backward function: the chain rule, statement by statement, in reverse.
//!
//! Invariants:
//! * Each region of the primal has one region here. It begins with the *replay*: what the plan says
//!   is recorded is read from the cache, what it says is cheap is computed again. The adjoints of
//!   the region's statements follow, last statement first.
//! * The adjoint of a value is the sum of the terms that its uses have added. It is taken once,
//!   where the value is defined.
//! * Terms for values from outside a region leave it as results of an `if` or carried values of a
//!   loop. Adjoints of memory are memory: the shadows.

mod borrowers;
mod branch;
mod call;
mod copies;
mod distribute;
mod early;
mod entries;
mod fused;
mod gathered;
mod independent;
mod known_sums;
mod local;
mod loops;
mod memory;
mod ordinals;
mod partials;
mod recurrences;
mod replay;
mod seed;
mod terms;

use crate::analysis::{Activity, Item, Plan, Structure};
use crate::ir::*;
use crate::transform::known::Known;
pub(crate) use fused::fused;
pub(super) use local::LocalPartials;
use rustc_hash::{FxHashMap, FxHashSet};
use terms::Adjoints;

pub(crate) struct Primal<'a> {
    pub(crate) function: &'a Function,
    pub(crate) structure: &'a Structure<'a>,
    pub(crate) activity: &'a Activity,
    pub(crate) plan: &'a Plan,
    pub(crate) known: &'a Known,
    /// What each snapshot is a copy of, whose shadow serves for both.
    pub(crate) originals: &'a FxHashMap<Memory, Place>,
    /// Whether sums that the primal has are taken for those that a loop would add up.
    pub(crate) sums: bool,
}

struct Backward<'a> {
    primal: &'a Primal<'a>,
    out: Function,
    /// The statements of the block that is being written.
    stmts: Vec<Stmt>,
    scope: Scope,
    adjoints: Adjoints,
    /// Blocks whose records are values and memories of this very function: none in a backward
    /// function, the body and the fused loops where value and gradient share one.
    local: FxHashSet<BlockId>,
    /// Where value and gradient share a body: the fields whose records an iteration of a fused loop makes
    /// and reads.
    gathered: FxHashSet<Field>,
}

/// What the current region can see.
#[derive(Clone, Default)]
struct Scope {
    /// Primal values that are available here.
    values: FxHashMap<Value, Value>,
    memories: FxHashMap<Memory, Memory>,
    /// The shadow of each primal memory.
    shadows: FxHashMap<Memory, Memory>,
    /// The ordinal of the current iteration of each loop around, by the loop's body.
    ordinals: FxHashMap<BlockId, Value>,
    /// The same of all that the loops of a constant nest run.
    nested: FxHashMap<BlockId, Value>,
    /// The recorded numbers of iterations that have been read, by the loop's body.
    trips: FxHashMap<BlockId, Value>,
}

/// A region that has been left while an inner one is written.
struct Outer {
    stmts: Vec<Stmt>,
    scope: Scope,
    adjoints: Adjoints,
}

/// The backward function of a prepared function.
pub(crate) fn backward(primal: &Primal<'_>) -> Function {
    let function = primal.function;
    let mut backward = Backward {
        primal,
        out: Function {
            params: function.params.clone(),
            seed: Operand::Unit,
            result: Operand::Unit,
            values: Vec::new(),
            memories: Vec::new(),
            blocks: 1,
            body: Block {
                id: BlockId(0),
                stmts: Vec::new(),
                yields: Vec::new(),
            },
            ..function.clone()
        },
        stmts: Vec::new(),
        scope: Scope::default(),
        adjoints: Adjoints::default(),
        local: FxHashSet::default(),
        gathered: FxHashSet::default(),
    };
    backward.parameters();
    let seeds = backward.seed();
    backward.replay_params();
    backward.replay(&function.body);
    backward.hand_out_all(seeds);
    backward.adjoint_block(&function.body);
    backward.out.result = backward.returned();
    backward.out.body.stmts = backward.stmts;
    backward.out
}

impl Backward<'_> {
    /// Memory that is passed again, and the shadows that are passed.
    fn parameters(&mut self) {
        let function = self.primal.function;
        for (i, info) in function.memories.iter().enumerate() {
            let memory = Memory(i as u32);
            match info.origin {
                Origin::Const(_) => {
                    let here = self.out.new_memory(info.clone());
                    self.scope.memories.insert(memory, here);
                }
                Origin::Param(at) => {
                    let passing = function.params[at].passing;
                    if passing == Passing::Ref {
                        let here = self.out.new_memory(info.clone());
                        self.scope.memories.insert(memory, here);
                    }
                    if passing != Passing::Value && info.ty.carries_gradient() {
                        let shadow = self.new_shadow(memory, Origin::Shadow(at));
                        self.scope.shadows.insert(memory, shadow);
                    }
                }
                _ => {}
            }
        }
        for param in &mut self.out.params {
            param.binding = match (&param.binding, param.passing) {
                (Operand::Memory(m), Passing::Ref) => Operand::Memory(self.scope.memories[m]),
                _ => Operand::Unit,
            };
        }
    }

    /// The adjoints of the arguments that were passed by value.
    fn returned(&mut self) -> Operand {
        let function = self.primal.function;
        let mut adjoints = Vec::new();
        for (at, param) in function.params.iter().enumerate() {
            let returned = param.passing == Passing::Value && param.ty.carries_gradient();
            if !returned || !self.primal.activity.asks_for(at) {
                continue;
            }
            adjoints.push(match &param.binding {
                Operand::Value(v) => match self.take(*v) {
                    Some(d) => Operand::Value(d),
                    None => Operand::Value(self.returned_zero(*v)),
                },
                Operand::Memory(m) => {
                    self.ensure_shadow(*m);
                    Operand::Memory(self.scope.shadows[m])
                }
                _ => Operand::Unit,
            });
        }
        match adjoints.len() {
            0 => Operand::Unit,
            1 => adjoints.remove(0),
            _ => Operand::Tuple(adjoints),
        }
    }

    /// The adjoint of an argument that nothing flows into.
    fn returned_zero(&mut self, value: Value) -> Value {
        let ty = self.primal.function.value(value).ty.clone();
        let zero = if ty.is_float() {
            float(0.0)
        } else {
            let like = self.primal.function.owned_copy(value).unwrap_or(value);
            Expr::Zero(Some(self.value(like)))
        };
        self.emit_like(value, ty.gradient(), zero)
    }

    /// The adjoints of a block's statements, last one first.
    fn adjoint_block(&mut self, block: &Block) {
        for (at, stmt) in block.stmts.iter().enumerate().rev() {
            self.shadows_for(block, stmt);
            self.adjoint(block, at, stmt);
        }
    }

    fn adjoint(&mut self, block: &Block, at: usize, stmt: &Stmt) {
        let activity = self.primal.activity;
        match stmt {
            Stmt::Let { value, expr } => {
                if activity.value(*value) {
                    self.adjoint_of_let(*value, expr);
                }
            }
            Stmt::If {
                condition,
                then,
                els,
                results,
            } => {
                if activity.block(then) || activity.block(els) {
                    self.adjoint_of_if(*condition, then, els, results);
                }
            }
            Stmt::For(l) => {
                if activity.block(&l.body) {
                    self.adjoint_of_for(l);
                }
            }
            Stmt::While(l) => {
                if activity.block(&l.body) {
                    self.adjoint_of_while(l);
                }
            }
            Stmt::Call(call) => match self.primal.plan.call(block.id, at) {
                Some(field) => self.adjoint_of_call(call, field),
                None if activity.call(call) => self.adjoint_of_entry(call),
                None => {}
            },
            other => self.adjoint_of_memory(other),
        }
    }

    /// Leaves the current region for an inner one.
    fn enter(&mut self) -> Outer {
        Outer {
            stmts: std::mem::take(&mut self.stmts),
            scope: self.scope.clone(),
            adjoints: std::mem::take(&mut self.adjoints),
        }
    }

    /// Returns to the region that was left; what was written inside and the terms that are left
    /// over, for values from outside, come out.
    fn leave(&mut self, outer: Outer) -> (Vec<Stmt>, Adjoints) {
        self.scope = outer.scope;
        (
            std::mem::replace(&mut self.stmts, outer.stmts),
            std::mem::replace(&mut self.adjoints, outer.adjoints),
        )
    }

    /// A primal value, available here.
    fn value(&mut self, value: Value) -> Value {
        match self.scope.values.get(&value) {
            Some(here) => *here,
            // The plan has a gap. The value stays undefined, which the verifier reports.
            None => self
                .out
                .new_value(self.primal.function.value(value).clone()),
        }
    }

    fn emit(&mut self, info: ValueInfo, expr: Expr) -> Value {
        let value = self.out.new_value(info);
        self.stmts.push(Stmt::Let { value, expr });
        value
    }

    /// An unnamed value at the place in the source of a primal one.
    fn emit_like(&mut self, primal: Value, ty: Type, expr: Expr) -> Value {
        let span = self.primal.function.value(primal).span;
        let info = ValueInfo {
            ty,
            name: None,
            span,
        };
        self.emit(info, expr)
    }

    /// A place of the primal with another memory under it.
    fn place_in(&mut self, place: &Place, memory: Memory) -> Place {
        let path = place.path.iter().map(|projection| match projection {
            Projection::Index(i) => Projection::Index(self.value(*i)),
            Projection::Range(from, to) => {
                Projection::Range(from.map(|v| self.value(v)), to.map(|v| self.value(v)))
            }
            same @ (Projection::Field(_)
            | Projection::Member(_)
            | Projection::Text
            | Projection::Payload(..)) => same.clone(),
        });
        Place {
            path: path.collect(),
            memory,
        }
    }

    /// A place of the primal, available here.
    fn primal_place(&mut self, place: &Place) -> Place {
        let memory = match self.scope.memories.get(&place.memory) {
            Some(here) => *here,
            // As in `value`: left for the verifier to find.
            None => self.out.new_memory(MemoryInfo {
                origin: Origin::Local,
                ..self.primal.function.memory(place.memory).clone()
            }),
        };
        self.place_in(place, memory)
    }

    fn shadow_place(&mut self, place: &Place) -> Place {
        self.ensure_shadow(place.memory);
        let shadow = self.scope.shadows[&place.memory];
        self.place_in(place, shadow)
    }

    fn is_recorded(&self, item: Item) -> Option<Field> {
        self.primal.plan.field(item)
    }
}
