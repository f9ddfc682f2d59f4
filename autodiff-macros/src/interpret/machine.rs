//! Executes one function.

use super::arithmetic::{binary, literal, zero_of};
use super::data::{Data, Spot};
use super::rows;
use super::scalars::{constant, method};
use crate::ir::*;
use rustc_hash::FxHashMap;

/// What a forward function leaves: for each field all that was recorded, and the lengths at which
/// the blocks' cursors start.
pub(super) type Cache = FxHashMap<Field, Vec<Data>>;

pub(super) struct Machine<'a> {
    function: &'a Function,
    pub(super) values: FxHashMap<Value, Data>,
    pub(super) memories: FxHashMap<Memory, Data>,
    pub(super) cache: Cache,
    cursors: FxHashMap<BlockId, usize>,
    /// Where the records of the current loop begin.
    rooms: FxHashMap<Field, usize>,
    /// Where the room begins that is made at once for all runs of a loop.
    gathered: FxHashMap<Field, usize>,
    /// The arguments whose adjoints are wanted; without a list all.
    pub(super) wanted: Option<Vec<bool>>,
}

impl<'a> Machine<'a> {
    /// `homes` says which block each field is recorded in.
    pub(super) fn new(function: &'a Function, homes: &[BlockId], cache: Cache) -> Self {
        let mut cursors = FxHashMap::default();
        for (field, block) in homes.iter().enumerate() {
            let recorded = cache.get(&Field(field as u32)).map_or(0, Vec::len);
            cursors.insert(*block, recorded);
        }
        Machine {
            function,
            values: FxHashMap::default(),
            memories: FxHashMap::default(),
            cache,
            cursors,
            rooms: FxHashMap::default(),
            gathered: FxHashMap::default(),
            wanted: None,
        }
    }

    pub(super) fn run(&mut self) -> Data {
        let function = self.function;
        self.block(&function.body);
        self.operand(&function.result)
    }

    pub(super) fn bind(&mut self, operand: &Operand, data: Data) {
        match operand {
            Operand::Unit => {}
            Operand::Value(v) => {
                self.values.insert(*v, data);
            }
            Operand::Memory(m) => {
                self.memories.insert(*m, data);
            }
            Operand::Tuple(items) | Operand::Array(items) => {
                for (item, part) in items.iter().zip(data.list()) {
                    self.bind(item, part.clone());
                }
            }
            Operand::Struct(path, _) => panic!("structs are not interpreted: {}", path.text()),
            other => panic!("enums are not interpreted: {other:?}"),
        }
    }

    fn value(&self, value: Value) -> Data {
        match self.values.get(&value) {
            Some(data) => data.clone(),
            None => panic!("%{} has no value", value.0),
        }
    }

    fn index(&self, value: Value) -> usize {
        usize::try_from(self.value(value).int()).expect("an index is not negative")
    }

    fn operand(&self, operand: &Operand) -> Data {
        match operand {
            Operand::Unit => Data::Unit,
            Operand::Value(v) => self.value(*v),
            Operand::Memory(m) => self.memories[m].clone(),
            Operand::Tuple(items) => Data::Tuple(items.iter().map(|i| self.operand(i)).collect()),
            Operand::Array(items) => Data::List(items.iter().map(|i| self.operand(i)).collect()),
            Operand::Struct(path, _) => panic!("structs are not interpreted: {}", path.text()),
            other => panic!("enums are not interpreted: {other:?}"),
        }
    }

    fn spot(&self, place: &Place) -> Spot {
        self.memories[&place.memory].spot(&place.path, &|v| self.index(v))
    }

    fn load(&self, place: &Place) -> Data {
        self.memories[&place.memory].get(&self.spot(place))
    }

    fn store(&mut self, place: &Place, data: Data) {
        let spot = self.spot(place);
        if let Some(memory) = self.memories.get_mut(&place.memory) {
            memory.set(&spot, data);
        }
    }

    fn record(&self, recorded: &Recorded) -> Data {
        let all = &self.cache[&recorded.field];
        let at = match &recorded.at {
            At::Span { .. } => panic!("spans are not interpreted"),
            At::Whole | At::Branch | At::Last | At::Itself => 0,
            At::Cursor {
                block,
                cursor,
                ordinal,
            } => {
                let room = self.rooms.get(&recorded.field).copied().unwrap_or(0);
                let start = if *cursor { self.cursors[block] } else { room };
                start + ordinal.map_or(0, |v| self.index(v))
            }
        };
        all[at].clone()
    }

    fn block(&mut self, block: &Block) {
        for stmt in &block.stmts {
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Fail(_) => panic!("errors are not interpreted"),
            Stmt::Let { value, expr } => {
                let data = self.expr(*value, expr);
                self.values.insert(*value, data);
            }
            Stmt::Store { place, value } => self.store(place, self.value(*value)),
            Stmt::Update {
                place,
                value,
                subtract,
            } => {
                let (a, b) = (self.load(place).float(), self.value(*value).float());
                let total = if *subtract { a - b } else { a + b };
                self.store(place, Data::Float(total));
            }
            Stmt::Alloc { memory, init } => {
                let data = self.init(*memory, init);
                self.memories.insert(*memory, data);
            }
            Stmt::Fill { place, value } => {
                let count = self.load(place).list().len();
                let item = self.value(*value);
                self.store(place, Data::List(vec![item; count]));
            }
            Stmt::Copy { to, from } => self.store(to, self.load(from)),
            Stmt::Assign { place, operand, .. } => self.store(place, self.operand(operand)),
            Stmt::Push { place, operand } => {
                let mut items = self.load(place).list().to_vec();
                items.push(self.operand(operand));
                self.store(place, Data::List(items));
            }
            Stmt::Truncate { place, length, .. } => {
                let mut items = self.load(place).list().to_vec();
                items.truncate(self.index(*length));
                self.store(place, Data::List(items));
            }
            Stmt::Lengthen { place, length } => {
                let mut items = self.load(place).list().to_vec();
                items.resize(self.index(*length), Data::Float(0.0));
                self.store(place, Data::List(items));
            }
            Stmt::Swap { a, b } => {
                let (x, y) = (self.load(a), self.load(b));
                self.store(a, y);
                self.store(b, x);
            }
            Stmt::If {
                condition,
                then,
                els,
                results,
            } => {
                let taken = if self.value(*condition).bool() {
                    then
                } else {
                    els
                };
                self.block(taken);
                self.assign(results, &taken.yields);
            }
            Stmt::For(l) => self.counted(l),
            Stmt::While(l) => {
                let insides: Vec<_> = l.carried.iter().map(|c| c.inside).collect();
                let inits: Vec<_> = l.carried.iter().map(|c| c.init).collect();
                let results: Vec<_> = l.carried.iter().map(|c| c.result).collect();
                self.assign(&insides, &inits);
                loop {
                    self.block(&l.condition);
                    if !self.value(l.condition.yields[0]).bool() {
                        break;
                    }
                    self.block(&l.body);
                    self.assign(&insides, &l.body.yields);
                }
                self.assign(&results, &insides);
            }
            Stmt::Forget { .. } | Stmt::Turn { .. } | Stmt::Settle { .. } => {
                panic!("one body is not interpreted")
            }
            Stmt::Keep { field, place } => {
                let data = self.load(place);
                self.cache.entry(*field).or_default().push(data);
            }
            Stmt::Record {
                field, operand, at, ..
            } => {
                let data = self.operand(operand);
                let room = self.rooms.get(field).copied().unwrap_or(0);
                let at = at.map(|v| room + self.index(v));
                let records = self.cache.entry(*field).or_default();
                match at {
                    Some(at) => records[at] = data,
                    None => records.push(data),
                }
            }
            Stmt::Reserve {
                field,
                count,
                filled: true,
            } => {
                let count = self.index(*count);
                let records = self.cache.entry(*field).or_default();
                self.rooms.insert(*field, records.len());
                self.gathered.insert(*field, records.len());
                records.resize(records.len() + count, Data::Unit);
            }
            Stmt::Room { field, from, .. } => {
                let row = self.gathered[field] + self.index(*from);
                self.rooms.insert(*field, row);
            }
            Stmt::Reserve { .. } | Stmt::Announce { .. } | Stmt::Check(_) => {}
            Stmt::View { place, .. } => panic!("a view of {place:?}"),
            Stmt::Accumulate { to, from } => {
                let part = self.load(from);
                let mut total = self.load(to);
                total.add(&part);
                self.store(to, total);
            }
            Stmt::Zero { place } => self.store(place, self.load(place).zero()),
            Stmt::Recall { memory, from } => {
                let data = self.record(from);
                self.memories.insert(*memory, data);
            }
            Stmt::Rewind { block, by } => {
                let by = by.map_or(1, |v| self.index(v));
                if let Some(cursor) = self.cursors.get_mut(block) {
                    *cursor -= by;
                }
            }
            Stmt::Call(call) => panic!("a call of {}", call.target.text()),
            Stmt::Backward(call) => panic!("a call of {}", call.target.text()),
            Stmt::Draw(draw) => panic!("a call of the builder's {}", draw.what),
        }
    }

    /// All at once, as in a rotation.
    fn assign(&mut self, to: &[Value], from: &[Value]) {
        let data: Vec<_> = from.iter().map(|v| self.value(*v)).collect();
        self.values.extend(to.iter().copied().zip(data));
    }

    fn counted(&mut self, l: &For) {
        let (from, to) = (self.value(l.from).int(), self.value(l.to).int());
        let to = if l.inclusive { to + 1 } else { to };
        let mut order: Vec<i64> = (from..to).collect();
        if l.reversed {
            order.reverse();
        }
        let insides: Vec<_> = l.carried.iter().map(|c| c.inside).collect();
        let inits: Vec<_> = l.carried.iter().map(|c| c.init).collect();
        let results: Vec<_> = l.carried.iter().map(|c| c.result).collect();
        self.assign(&insides, &inits);
        for i in order {
            self.values.insert(l.var, Data::Int(i));
            self.block(&l.body);
            self.assign(&insides, &l.body.yields);
            if l.exit.is_some_and(|at| self.value(insides[at]).bool()) {
                break;
            }
        }
        self.assign(&results, &insides);
    }

    fn init(&self, memory: Memory, init: &Init) -> Data {
        match init {
            Init::Operand(operand) => self.operand(operand),
            Init::VecOf(items) => Data::List(items.iter().map(|i| self.operand(i)).collect()),
            Init::Repeat { value, count } => {
                let count = match count {
                    Count::Array(n) => n.text().parse().expect("a literal length"),
                    Count::Vec(n) => self.index(*n),
                };
                Data::List(vec![self.operand(value); count])
            }
            Init::Clone(place) => self.load(place),
            Init::Zero => zero_of(&self.function.memory(memory).ty),
            Init::ZeroVec(n) => Data::List(vec![Data::Float(0.0); self.index(*n)]),
            Init::ZeroLike(place) | Init::Spare(_, place) => self.load(place).zero(),
            Init::Inside { .. } | Init::Seen(_) | Init::NoError | Init::Borrower(..) => {
                panic!("calls are not interpreted")
            }
        }
    }

    fn expr(&mut self, value: Value, expr: &Expr) -> Data {
        let ty = &self.function.value(value).ty;
        match expr {
            Expr::Is(..) | Expr::Unwrap(_) => panic!("enums are not interpreted"),
            Expr::Literal(tokens) => literal(tokens.text(), ty),
            Expr::Const(tokens) => constant(tokens.text()),
            Expr::Unary(op, v) => match (op, self.value(*v)) {
                (Unary::Neg, Data::Float(x)) => Data::Float(-x),
                (Unary::Neg, Data::Int(n)) => Data::Int(-n),
                (_, Data::Bool(b)) => Data::Bool(!b),
                (op, other) => panic!("{op:?} {other:?}"),
            },
            Expr::Binary(op, a, b) => binary(*op, self.value(*a), self.value(*b)),
            Expr::Cast(v, to) => match (self.value(*v), to) {
                (Data::Int(n), Type::Float(_)) => Data::Float(n as f64),
                (Data::Float(x), Type::Int(_)) => Data::Int(x as i64),
                (other, _) => other,
            },
            Expr::Rule(rule, vs) => {
                let (x, n) = self.floats(vs);
                Data::Float(rows::row(rule.name, &x, n))
            }
            Expr::Runtime(path @ ("trips" | "trips_inclusive"), vs) => {
                let (a, b, step) = (self.value(vs[0]).int(), self.value(vs[1]).int(), 0);
                let step = vs.get(2).map_or(step, |v| self.value(*v).int());
                let extra = i64::from(*path == "trips_inclusive");
                Data::Int(((b + extra - a).max(0) + step - 1) / step)
            }
            Expr::Runtime("total_less", vs) => {
                let (x, _) = self.floats(vs);
                Data::Bool(x[0].total_cmp(&x[1]).is_lt())
            }
            Expr::Runtime(path, vs) => {
                let (x, n) = self.floats(vs);
                Data::Float(rows::runtime(path, &x, n))
            }
            Expr::Method(name, vs) => {
                let args: Vec<_> = vs.iter().map(|v| self.value(*v)).collect();
                method(name, &args)
            }
            Expr::Load(place) => self.load(place),
            Expr::Len(place) => Data::Int(self.load(place).list().len() as i64),
            Expr::StopGradient(v) => self.value(*v),
            Expr::Pop(place) => {
                let mut items = self.load(place).list().to_vec();
                let last = items.pop().expect("an item to take off");
                self.store(place, Data::List(items));
                last
            }
            Expr::Take(place) => {
                let data = self.load(place);
                self.store(place, data.zero());
                data
            }
            Expr::Sum(place) => Data::Float(self.load(place).sum()),
            Expr::Recorded(recorded) => self.record(recorded),
            Expr::Aggregate(operand) => self.operand(operand),
            Expr::Wanted(arguments) => {
                let wanted = |at: &usize| self.wanted.as_ref().is_none_or(|list| list[*at]);
                Data::Bool(arguments.iter().any(wanted))
            }
            // Its shadows are zeros, to which adding is assigning.
            Expr::Fresh(_) => Data::Bool(false),
            Expr::Zero(_) => zero_of(ty),
        }
    }

    fn floats(&self, vs: &[Value]) -> (Vec<f64>, Option<i64>) {
        let (mut floats, mut int) = (Vec::new(), None);
        for v in vs {
            match self.value(*v) {
                Data::Float(x) => floats.push(x),
                Data::Int(n) => int = Some(n),
                other => panic!("{other:?} for a float"),
            }
        }
        (floats, int)
    }
}
