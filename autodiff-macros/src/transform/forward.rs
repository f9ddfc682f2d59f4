//! The forward function: the user's function, with records of what the backward pass will read.

use super::known::Known;
use super::moves::{first_move, is_left_whole, move_copies};
use crate::analysis::{Item, Plan, Source, Structure};
use crate::ir::*;
use rustc_hash::FxHashMap;

/// Adds to the prepared function the records of the plan.
pub(crate) fn forward(
    function: &Function,
    plan: &Plan,
    structure: &Structure<'_>,
    known: &Known,
    snapshots: &FxHashMap<Memory, Place>,
) -> Function {
    let mut forward = function.clone();
    let mut body = forward.body.clone();
    let returned = forward.result.memories();
    Recorder {
        plan,
        structure,
        known,
        function: &mut forward,
        snapshots,
        returned,
    }
    .block(&mut body, &[], None, true);
    forward.body = body;
    forward
}

/// Adds to the blocks of a statement the records of the plan, for a function that has both passes in one
/// body; gives the statements before it, and the number of iterations of a loop if that is recorded.
pub(crate) fn inside(
    function: &mut Function,
    plan: &Plan,
    structure: &Structure<'_>,
    known: &Known,
    snapshots: &FxHashMap<Memory, Place>,
    stmt: &mut Stmt,
) -> (Vec<Stmt>, Option<Value>) {
    let mut before = Vec::new();
    let mut recorder = Recorder {
        plan,
        structure,
        known,
        function,
        snapshots,
        returned: Vec::new(),
    };
    let counted = recorder.enter(stmt, &mut before, None);
    before.extend(recorder.reserve(stmt));
    (before, counted.map(|(_, count)| count))
}

struct Recorder<'a> {
    plan: &'a Plan,
    structure: &'a Structure<'a>,
    function: &'a mut Function,
    /// The copies that are made for calls.
    snapshots: &'a FxHashMap<Memory, Place>,
    /// Memories that are moved into the result, and so cannot be moved into the cache.
    returned: Vec<Memory>,
    known: &'a Known,
}

impl Recorder<'_> {
    /// `bound` are the values that exist when the block begins, `ordinal` says which of the reserved
    /// places an iteration's records have.
    fn block(&mut self, block: &mut Block, bound: &[Value], ordinal: Option<Value>, is_body: bool) {
        let mut stmts = Vec::new();
        let mut whole = Vec::new();
        // Outside loops and branches the cache is put together at the end; where the function calls
        // itself, what the calls record must not come between the records of one iteration.
        let at_end = is_body || self.plan.is_recursive(block.id);
        for value in bound {
            let target = if at_end { &mut whole } else { &mut stmts };
            target.extend(self.record_value(*value, ordinal));
        }
        if is_body {
            for param in &self.function.params {
                for value in param.binding.values() {
                    whole.extend(self.record_value(value, None));
                }
            }
        }
        for (at, mut stmt) in std::mem::take(&mut block.stmts).into_iter().enumerate() {
            let counted = self.enter(&mut stmt, &mut stmts, ordinal);
            if let Stmt::Call(call) = &mut stmt {
                call.recorded = self.plan.call(block.id, at);
                // What is recorded cannot be taken by a call that makes no cache.
                call.consumes &= call.recorded.is_some() || !self.records_receiver(call);
                self.see_elements(call);
            }
            let room = self.reserve(&stmt);
            stmts.extend(room);
            self.copy_into_cache(&mut stmt);
            let defined = stmt.defines();
            stmts.push(stmt);
            for value in defined {
                let at_once = !at_end || self.known.given_away.contains(&value);
                let target = if at_once { &mut stmts } else { &mut whole };
                target.extend(self.record_value(value, ordinal));
            }
            if let Some((field, count)) = counted {
                let record = Stmt::Record {
                    field,
                    operand: Operand::Value(count),
                    clone: false,
                    at: ordinal.filter(|_| self.is_assigned(field)),
                };
                let target = if at_end { &mut whole } else { &mut stmts };
                target.push(record);
            }
        }
        for (field, (source, home)) in (0..).map(Field).zip(&self.plan.sources) {
            if let Source::Item(Item::Memory(memory)) = source
                && *home == block.id
                && self.kept_slice(*memory).is_none()
            {
                self.record_memory(field, *memory, &mut stmts, &mut whole);
            }
        }
        stmts.append(&mut whole);
        block.stmts = stmts;
    }

    /// Copies of slices are made in the cache at once; the call itself reads what they are copies of.
    fn copy_into_cache(&self, stmt: &mut Stmt) {
        if let Stmt::Alloc { memory, .. } = stmt
            && let Some((field, of)) = self.kept_slice(*memory)
        {
            let place = of.clone();
            *stmt = Stmt::Keep { field, place };
        }
        let Stmt::Call(call) = stmt else { return };
        for arg in &mut call.args {
            if let Arg::Ref(place) = arg
                && let Some((_, of)) = self.kept_slice(place.memory)
            {
                *place = of.clone();
            }
        }
    }

    fn kept_slice(&self, memory: Memory) -> Option<(Field, &Place)> {
        let field = self.plan.field(Item::Memory(memory))?;
        let is_slice = self.plan.layout.field(field).storage == Storage::Slices;
        Some((field, self.snapshots.get(&memory).filter(|_| is_slice)?))
    }

    /// A memory is moved into the cache at the end; if it is moved elsewhere, it is cloned before. Where it may
    /// be moved and may be changed, a clone is moved.
    fn record_memory(
        &mut self,
        field: Field,
        memory: Memory,
        stmts: &mut Vec<Stmt>,
        end: &mut Vec<Stmt>,
    ) {
        let is_copy = self.function.memory(memory).ty.is_copy();
        let moved = first_move(self.function, stmts, memory);
        let record = Stmt::Record {
            field,
            operand: Operand::Memory(memory),
            clone: !is_copy && (moved.is_some() || self.returned.contains(&memory)),
            at: None,
        };
        match moved.filter(|_| !is_copy) {
            None => {
                if !is_copy && !is_left_whole(self.function, stmts, memory) {
                    move_copies(self.function, stmts, memory);
                }
                end.push(record);
            }
            Some(at) => stmts.insert(at, record),
        }
    }

    /// The elements of a matrix that stays as it is are not copied, unless to be recorded.
    fn see_elements(&self, call: &mut Call) {
        let memory = call
            .result
            .and_then(|result| self.structure.seen_by(result));
        if let Some(memory) = memory
            && self.plan.field(Item::Memory(memory)).is_none()
            && let Some(target) = call.target.beside("seen_elements")
        {
            call.target = target;
        }
    }

    fn records_receiver(&self, call: &Call) -> bool {
        matches!(call.args.first(), Some(Arg::Ref(place))
            if self.plan.field(Item::Memory(place.memory)).is_some())
    }

    fn record_value(&self, value: Value, ordinal: Option<Value>) -> Option<Stmt> {
        let field = self.plan.field(Item::Value(value))?;
        Some(Stmt::Record {
            field,
            operand: Operand::Value(value),
            clone: self.known.given_away.contains(&value),
            at: ordinal.filter(|_| self.is_assigned(field)),
        })
    }

    /// Records inside the statement's blocks. A loop whose iterations are counted gets a counter.
    fn enter(
        &mut self,
        stmt: &mut Stmt,
        before: &mut Vec<Stmt>,
        outer: Option<Value>,
    ) -> Option<(Field, Value)> {
        match stmt {
            Stmt::If { then, els, .. } => {
                self.block(then, &[], None, false);
                self.block(els, &[], None, false);
                None
            }
            Stmt::For(l) => {
                let mut bound = vec![l.var];
                bound.extend(l.carried.iter().map(|c| c.inside));
                let (ordinal, first) = self.ordinal(l, outer).unzip();
                let first = first.unwrap_or_default();
                self.block(&mut l.body, &bound, ordinal, false);
                l.body.stmts.splice(0..0, first);
                let field = self.plan.trips(l.body.id)?;
                let count = self.count(&mut l.carried, &mut l.body, before);
                Some((field, count))
            }
            Stmt::While(l) => {
                let bound: Vec<_> = l.carried.iter().map(|c| c.inside).collect();
                self.block(&mut l.body, &bound, None, false);
                let field = self.plan.trips(l.body.id)?;
                let count = self.count(&mut l.carried, &mut l.body, before);
                Some((field, count))
            }
            _ => None,
        }
    }

    fn count(
        &mut self,
        carried: &mut Vec<Carried>,
        body: &mut Block,
        before: &mut Vec<Stmt>,
    ) -> Value {
        let mut counter = || {
            self.function.new_value(ValueInfo {
                ty: Type::USIZE,
                name: Name::made("iterations"),
                span: proc_macro2::Span::call_site(),
            })
        };
        let (init, inside, one, next, result) =
            (counter(), counter(), counter(), counter(), counter());
        for (value, number) in [(init, 0), (one, 1)] {
            self.function.values[value.index()].name = None;
            let stmt = Stmt::Let {
                value,
                expr: integer(number),
            };
            if value == init {
                before.push(stmt);
            } else {
                body.stmts.push(stmt);
            }
        }
        body.stmts.push(Stmt::Let {
            value: next,
            expr: Expr::Binary(Binary::Add, inside, one),
        });
        body.yields.push(next);
        carried.push(Carried {
            init,
            inside,
            result,
        });
        result
    }

    /// Storage for the records of a loop over `0..n`, sized once; an array for all of a nest of
    /// constant loops stands in front of the outermost.
    fn reserve(&mut self, stmt: &Stmt) -> Vec<Stmt> {
        let Stmt::For(l) = stmt else {
            return Vec::new();
        };
        if !self.is_sized(l) {
            return Vec::new();
        }
        let mut stmts = Vec::new();
        let mut trips = None;
        for (at, (source, block)) in self.plan.sources.iter().enumerate() {
            let field = Field(at as u32);
            if !self.is_kept_together(Field(at as u32)) {
                continue;
            }
            let array = match self.plan.layout.field(field).storage {
                Storage::Array(_) => self.structure.nest(*block),
                _ => None,
            };
            let count = match array {
                Some(nest) if nest.root != l.body.id => continue,
                Some(nest) if *block != l.body.id => {
                    let value = self.function.value_like(l.to, Type::USIZE);
                    let expr = integer(nest.total);
                    stmts.push(Stmt::Let { value, expr });
                    value
                }
                None if *block != l.body.id => continue,
                _ if self.known.zeros.contains(&l.from) => l.to,
                _ => *trips.get_or_insert_with(|| {
                    let value = self.function.value_like(l.to, Type::USIZE);
                    let expr = Expr::Method("saturating_sub", vec![l.to, l.from]);
                    stmts.push(Stmt::Let { value, expr });
                    value
                }),
            };
            stmts.push(Stmt::Reserve {
                field,
                count,
                filled: self.is_filled(*source),
            });
        }
        stmts
    }

    /// Whether the loop runs over `a..b`, to its end.
    fn is_sized(&self, l: &For) -> bool {
        let index = self.function.value(l.var).ty == Type::USIZE;
        index && !l.inclusive && l.exit.is_none()
    }

    /// Whether the records of the field are assigned to places that are there already.
    fn is_assigned(&self, field: Field) -> bool {
        let source = self.plan.sources[field.index()].0;
        self.is_filled(source) && self.is_kept_together(field)
    }

    /// Whether nothing comes between the records of one loop.
    fn is_kept_together(&self, field: Field) -> bool {
        let info = self.plan.layout.field(field);
        match info.storage {
            Storage::Calls => false,
            Storage::Stack | Storage::Slices => !self.plan.is_recursive(info.block),
            Storage::Whole | Storage::Branch | Storage::Array(_) => true,
        }
    }

    /// Whether such records are assigned to places that are there already.
    fn is_filled(&self, source: Source) -> bool {
        match source {
            Source::Item(Item::Value(value)) => {
                let ty = &self.function.value(value).ty;
                ty.is_scalar() && !matches!(ty, Type::Char | Type::Unit)
            }
            Source::Trips(_) => true,
            Source::Item(Item::Memory(_)) | Source::Call(..) => false,
        }
    }

    /// Which iteration it is, in the order in which they run, of all that the loops of a constant
    /// nest run.
    fn ordinal(&mut self, l: &For, outer: Option<Value>) -> Option<(Value, Vec<Stmt>)> {
        let nest = self.structure.nest(l.body.id);
        let fields = (0..).map(Field).zip(&self.plan.sources);
        let mut here = fields.filter(|(_, (_, b))| *b == l.body.id);
        let recorded = nest.is_some() || here.any(|(field, _)| self.is_assigned(field));
        if !recorded || !self.is_sized(l) {
            return None;
        }
        let mut stmts = Vec::new();
        let mut index = |expr| {
            let value = self.function.value_like(l.var, Type::USIZE);
            stmts.push(Stmt::Let { value, expr });
            value
        };
        let mut ordinal = l.var;
        if !l.reversed && !self.known.zeros.contains(&l.from) {
            ordinal = index(Expr::Binary(Binary::Sub, l.var, l.from));
        }
        if l.reversed {
            let one = index(integer(1));
            let last = index(Expr::Binary(Binary::Sub, l.to, one));
            ordinal = index(Expr::Binary(Binary::Sub, last, l.var));
        }
        if let (Some(nest), Some(outer)) = (nest, outer)
            && nest.root != l.body.id
        {
            let trips = index(integer(nest.trips));
            let before = index(Expr::Binary(Binary::Mul, outer, trips));
            ordinal = index(Expr::Binary(Binary::Add, before, ordinal));
        }
        Some((ordinal, stmts))
    }
}
