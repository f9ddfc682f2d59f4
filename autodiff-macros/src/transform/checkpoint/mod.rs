//! `#[checkpoint]`: a part of the iterations of such a loop becomes a function of its own, a *segment*.
//!
//! The segment's forward pass keeps the state that it finds and records nothing else; its backward
//! pass runs the iterations again, recording, before it goes back. So there are never more records
//! than a segment has, and one state for each segment. To the function around it a segment is a
//! function that it calls: the state is lent, everything else passed.

mod counted;
mod free;
mod unbounded;

use crate::analysis::Problem;
use crate::ir::*;
use free::Free;
use proc_macro2::Span;
use rustc_hash::FxHashMap;

/// The function with its loops in segments.
pub(crate) struct Segmented {
    pub(crate) function: Function,
    pub(crate) segments: Vec<Function>,
}

pub(crate) fn segmented(function: &Function) -> Result<Segmented, Vec<Problem>> {
    let mut body = function.body.clone();
    let mut pass = Pass {
        function: Function {
            checkpoints: Vec::new(),
            ..function.clone()
        },
        checkpoints: &function.checkpoints,
        literals: literals(function),
        segments: Vec::new(),
        problems: Vec::new(),
    };
    pass.block(&mut body);
    let Pass {
        mut function,
        segments,
        problems,
        ..
    } = pass;
    function.body = body;
    match problems.is_empty() {
        true => Ok(Segmented { function, segments }),
        false => Err(problems),
    }
}

/// What is as well written again as passed: literals, constants, and lengths that do not change.
fn literals(function: &Function) -> FxHashMap<Value, Expr> {
    let mut found = FxHashMap::default();
    function.body.walk(&mut |stmt| {
        if let Stmt::Let { value, expr } = stmt
            && let Expr::Literal(_) | Expr::Const(_) = expr
        {
            found.insert(*value, expr.clone());
        }
    });
    found
}

struct Pass<'a> {
    function: Function,
    checkpoints: &'a [Checkpoint],
    literals: FxHashMap<Value, Expr>,
    segments: Vec<Function>,
    problems: Vec<Problem>,
}

/// A segment, and how it is called.
struct Segment {
    /// The memories that hold what the loop carries, and what it begins with in a segment.
    state: Vec<Memory>,
    inits: Vec<Value>,
    function: Function,
    args: Vec<Arg>,
    span: Span,
}

impl Segment {
    fn call(&self, args: Vec<Arg>) -> Stmt {
        let args = args.into_iter().chain(self.args.iter().cloned());
        Stmt::Call(Box::new(Call {
            target: Target::Function(self.function.path()),
            args: args.collect(),
            open: Vec::new(),
            result: None,
            name: "segment".into(),
            span: self.span,
            consumes: false,
            generated_only: false,
            recorded: None,
        }))
    }
}

impl Pass<'_> {
    fn block(&mut self, block: &mut Block) {
        let mut stmts = Vec::new();
        for mut stmt in std::mem::take(&mut block.stmts) {
            for inner in stmt.blocks_mut() {
                self.block(inner);
            }
            let checkpoints = self.checkpoints;
            let of = |body: BlockId| checkpoints.iter().find(move |c| c.body == body);
            let checkpoint = match &stmt {
                Stmt::For(l) => of(l.body.id),
                Stmt::While(l) => of(l.body.id),
                _ => None,
            };
            match checkpoint {
                Some(checkpoint) => self.replace(stmt, checkpoint, &mut stmts),
                None => stmts.push(stmt),
            }
        }
        block.stmts = stmts;
    }

    fn replace(&mut self, stmt: Stmt, checkpoint: &Checkpoint, stmts: &mut Vec<Stmt>) {
        let free = Free::of(&stmt).without_constants(&self.function);
        self.check(&free, checkpoint);
        let carried = match &stmt {
            Stmt::For(l) => l.carried.clone(),
            Stmt::While(l) => l.carried.clone(),
            _ => Vec::new(),
        };
        let state: Vec<Memory> = carried.iter().map(|c| self.state(c, stmts)).collect();
        let mut segment = self.segment(&free, state, &carried, checkpoint);
        match stmt {
            Stmt::For(l) => self.counted(&l, &mut segment, checkpoint, stmts),
            Stmt::While(l) => self.unbounded(&l, &mut segment, checkpoint, stmts),
            _ => {}
        }
        for (c, memory) in carried.iter().zip(&segment.state) {
            stmts.push(load(c.result, *memory));
        }
        self.segments.push(segment.function);
    }

    /// A variable for what the loop carries.
    fn state(&mut self, carried: &Carried, stmts: &mut Vec<Stmt>) -> Memory {
        let info = self.function.value(carried.inside).clone();
        let memory = self.function.new_memory(MemoryInfo {
            ty: info.ty,
            name: info.name.map_or("state".into(), |name| name.text),
            span: info.span,
            origin: Origin::Local,
        });
        stmts.push(Stmt::Alloc {
            memory,
            init: Init::Operand(Operand::Value(carried.init)),
        });
        memory
    }

    /// The segment with parameters for all that the loop mentions, and the loads and stores of what it
    /// carries. The names of values and memories are the same in both functions.
    fn segment(
        &mut self,
        free: &Free,
        state: Vec<Memory>,
        carried: &[Carried],
        checkpoint: &Checkpoint,
    ) -> Segment {
        let mut function = Function {
            name: checkpoint.name.clone(),
            params: Vec::new(),
            result_type: Type::Unit,
            result_tokens: None,
            result: Operand::Unit,
            pins: Vec::new(),
            checkpoints: Vec::new(),
            ..self.function.clone()
        };
        for memory in &mut function.memories {
            if let Origin::Param(_) = memory.origin {
                memory.origin = Origin::Local;
            }
        }
        let mut segment = Segment {
            state: state.clone(),
            inits: Vec::new(),
            function,
            args: Vec::new(),
            span: checkpoint.span,
        };
        let mut stmts = Vec::new();
        for value in &free.values {
            match self.literals.get(value) {
                Some(expr) => stmts.push(Stmt::Let {
                    value: *value,
                    expr: expr.clone(),
                }),
                None => segment.value(*value),
            }
        }
        for memory in free.read.difference(&free.written) {
            segment.lend(*memory, false);
        }
        for memory in free.written.iter().chain(&state) {
            segment.lend(*memory, true);
        }
        let function = &mut segment.function;
        function.own_params = function.params.len();
        function.standing = Standing::Fixed;
        for (c, memory) in carried.iter().zip(&state) {
            let info = function.value(c.inside).clone();
            let init = function.new_value(info);
            segment.inits.push(init);
            stmts.push(load(init, *memory));
        }
        function.body = Block {
            id: function.new_block(),
            stmts,
            yields: Vec::new(),
        };
        self.share_pins(free, &mut segment.function);
        segment
    }

    /// What is asked of the results of functions is asked where they are called.
    fn share_pins(&mut self, free: &Free, segment: &mut Function) {
        let about = |pin: &Pin| match &pin.what {
            Pinned::Scalar(ty) | Pinned::Integer(ty) => ty.is_of_callee(&free.called),
            Pinned::Same(a, b) => a.is_of_callee(&free.called) || b.is_of_callee(&free.called),
            Pinned::Const { .. } | Pinned::Gives { .. } | Pinned::Lent { .. } => false,
        };
        let pins = std::mem::take(&mut self.function.pins);
        (segment.pins, self.function.pins) = pins.into_iter().partition(about);
    }

    fn check(&mut self, free: &Free, checkpoint: &Checkpoint) {
        let unnamed = |ty: &Type| ty.contains(&|ty| matches!(ty, Type::Unknown | Type::Var(_)));
        let function = &self.function;
        let mut problem = |span, what: &str, hint| {
            let what = what.to_string();
            self.problems.push(Problem {
                span,
                what,
                hint,
                variable: None,
            });
        };
        for value in &free.values {
            let info = function.value(*value);
            if !info.ty.is_scalar() {
                problem(
                    info.span,
                    "a loop with `#[checkpoint]` uses this value, but it is not known to be a number",
                    "annotate the `let` that binds it",
                );
            }
        }
        for memory in free.read.iter().chain(&free.written) {
            let info = function.memory(*memory);
            if unnamed(&info.ty) {
                problem(
                    info.span,
                    "a loop with `#[checkpoint]` uses this variable, but its type is not known",
                    "annotate the `let` that binds it",
                );
            }
        }
        for memory in &free.moved {
            let info = function.memory(*memory);
            if !info.ty.is_copy() {
                problem(
                    info.span,
                    "a loop with `#[checkpoint]` moves this variable away",
                    "take what is in it with `std::mem::take`, or lend it",
                );
            }
        }
        if free.fails {
            problem(
                checkpoint.span,
                "a loop with `#[checkpoint]` cannot make the function return an error",
                "leave the loop with `break` and return the error after it",
            );
        }
        if free.calls_arguments {
            problem(
                checkpoint.span,
                "a loop with `#[checkpoint]` cannot call a function that is an argument",
                "call a differentiated function by its name",
            );
        }
    }

    /// A number of the function around the segment.
    fn count(&mut self, name: Option<Name>, expr: Expr, stmts: &mut Vec<Stmt>) -> Value {
        number(&mut self.function, name, expr, stmts)
    }
}

impl Segment {
    /// A parameter in front of the others, which is a count.
    fn own(&mut self, name: &str) -> Value {
        let info = ValueInfo {
            ty: Type::USIZE,
            name: Name::kept(name),
            span: self.span,
        };
        let value = self.function.new_value(info);
        self.param(
            name.into(),
            Type::USIZE,
            Passing::Value,
            Operand::Value(value),
        );
        value
    }

    /// Parameters that were made last come first.
    fn own_first(&mut self, count: usize) {
        self.function.params.rotate_right(count);
        for (at, param) in self.function.params.iter().enumerate() {
            for memory in param.binding.memories() {
                self.function.memories[memory.index()].origin = Origin::Param(at);
            }
        }
        self.function.own_params = self.function.params.len();
        self.function.standing = Standing::Fixed;
    }

    fn value(&mut self, value: Value) {
        let info = self.function.value(value).clone();
        let name = info.name.map_or("value".into(), |name| name.text);
        self.param(name, info.ty, Passing::Value, Operand::Value(value));
        self.args.push(Arg::Operand(Operand::Value(value)));
    }

    fn lend(&mut self, memory: Memory, mutable: bool) {
        let info = self.function.memory(memory).clone();
        let at = self.function.params.len();
        self.function.memories[memory.index()].origin = Origin::Param(at);
        let (passing, arg) = match mutable {
            true => (Passing::RefMut, Arg::RefMut(Place::whole(memory))),
            false => (Passing::Ref, Arg::Ref(Place::whole(memory))),
        };
        // It is no receiver there.
        let name = match info.name.as_str() {
            "self" => "this".into(),
            _ => info.name,
        };
        self.param(name, info.ty, passing, Operand::Memory(memory));
        self.args.push(arg);
    }

    fn param(&mut self, name: String, ty: Type, passing: Passing, binding: Operand) {
        self.function.params.push(Param {
            name,
            span: self.span,
            passing,
            tokens: None,
            ty,
            binding,
        });
    }

    /// Lets what the loop carries begin with what is lent.
    fn begin(&self, carried: &mut [Carried]) {
        for (c, init) in carried.iter_mut().zip(&self.inits) {
            c.init = *init;
        }
    }

    /// Ends the segment: what the loop carries is stored.
    fn store(&mut self, carried: &[Carried]) {
        for (c, memory) in carried.iter().zip(&self.state) {
            self.function.body.stmts.push(Stmt::Store {
                place: Place::whole(*memory),
                value: c.result,
            });
        }
    }
}

fn load(value: Value, memory: Memory) -> Stmt {
    let expr = Expr::Load(Place::whole(memory));
    Stmt::Let { value, expr }
}

/// A new `usize`.
fn number(function: &mut Function, name: Option<Name>, expr: Expr, stmts: &mut Vec<Stmt>) -> Value {
    let value = function.new_value(ValueInfo {
        ty: Type::USIZE,
        name,
        span: Span::call_site(),
    });
    stmts.push(Stmt::Let { value, expr });
    value
}
