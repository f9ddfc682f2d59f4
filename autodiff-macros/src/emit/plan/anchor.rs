//! Where a literal needs its type.
//!
//! The user's annotations are not printed again, and rustc must not infer another type from what is:
//! a method cannot be called on a number of unknown type, and numbers of unknown type become `f64`
//! and `i32`. A value is anchored if its type follows from what it is computed from.

use super::facts::{Definition, Facts};
use super::fold::Fate;
use super::webs::{Web, Webs};
use crate::ir::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// What is printed with its type.
#[derive(Default)]
pub(super) struct Annotated {
    pub(super) literals: FxHashSet<Value>,
    pub(super) variables: FxHashSet<Web>,
    pub(super) memories: FxHashSet<Memory>,
}

pub(super) fn annotated(
    function: &Function,
    facts: &Facts<'_>,
    fates: &[Fate],
    webs: &Webs,
) -> Annotated {
    let (mut inits, mut spans) = (FxHashMap::default(), FxHashMap::default());
    function.body.walk(&mut |stmt| match stmt {
        Stmt::Alloc { memory, init } => {
            inits.insert(*memory, init);
        }
        Stmt::View {
            memories, place, ..
        } => {
            spans.extend(memories.iter().map(|memory| (*memory, place.memory)));
        }
        _ => {}
    });
    let mut anchoring = Anchoring {
        function,
        facts,
        fates,
        webs,
        inits,
        spans,
        known: FxHashMap::default(),
        annotated: Annotated::default(),
    };
    function.body.walk(&mut |stmt| anchoring.stmt(stmt));
    anchoring.annotated
}

struct Anchoring<'a> {
    function: &'a Function,
    facts: &'a Facts<'a>,
    fates: &'a [Fate],
    webs: &'a Webs,
    inits: FxHashMap<Memory, &'a Init>,
    /// What spans are taken of.
    spans: FxHashMap<Memory, Memory>,
    known: FxHashMap<Value, bool>,
    annotated: Annotated,
}

impl Anchoring<'_> {
    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Let { value, expr } if self.fates[value.index()] != Fate::Dropped => {
                match expr {
                    Expr::Rule(_, operands) | Expr::Method(_, operands) => {
                        if let Some(receiver) = operands.first() {
                            self.require(*receiver);
                        }
                    }
                    Expr::Cast(from, _) if !self.has_default_type(*from) => self.require(*from),
                    Expr::Binary(op, a, b)
                        if op.is_comparison()
                            && !self.has_default_type(*a)
                            && !self.anchored(*a)
                            && !self.anchored(*b) =>
                    {
                        self.require(*a);
                    }
                    _ => {}
                }
                if self.fates[value.index()] == Fate::Kept && !self.has_default_type(*value) {
                    self.require(*value);
                }
            }
            // What is pushed into it may come after what is done with it.
            Stmt::Alloc {
                memory,
                init: Init::VecOf(items),
            } if items.is_empty() && can_be_written(&self.function.memory(*memory).ty) => {
                self.annotated.memories.insert(*memory);
            }
            // What comes to be in it may come after it is asked for.
            Stmt::Alloc { memory, init } if self.holds_nothing(init) => {
                let ty = &self.function.memory(*memory).ty;
                if !ty.contains(&|ty| *ty == Type::Unknown) {
                    self.annotated.memories.insert(*memory);
                }
            }
            Stmt::If { results, .. } => self.default_types(results.iter().copied()),
            Stmt::For(l) => self.default_types(l.carried.iter().map(|c| c.inside)),
            Stmt::While(l) => self.default_types(l.carried.iter().map(|c| c.inside)),
            _ => {}
        }
    }

    /// Whether it is `None`, or a list of nothing else.
    fn holds_nothing(&self, init: &Init) -> bool {
        match init {
            Init::Operand(operand) | Init::Repeat { value: operand, .. } => self.is_none(operand),
            Init::VecOf(items) => !items.is_empty() && items.iter().all(|item| self.is_none(item)),
            _ => false,
        }
    }

    fn is_none(&self, operand: &Operand) -> bool {
        match operand {
            Operand::Variant { fields, ty, .. } => {
                fields.is_empty() && matches!(ty, Type::Option(_))
            }
            Operand::Value(value) => match &self.facts.definitions[value.index()] {
                Definition::Expr(Expr::Aggregate(operand)) => self.is_none(operand),
                _ => false,
            },
            Operand::Array(items) => {
                !items.is_empty() && items.iter().all(|item| self.is_none(item))
            }
            _ => false,
        }
    }

    fn default_types(&mut self, values: impl Iterator<Item = Value>) {
        for value in values {
            if !self.has_default_type(value) && self.fates[value.index()] == Fate::Kept {
                self.require(value);
            }
        }
    }

    /// Whether rustc would choose the type of the value if nothing else determined it.
    fn has_default_type(&self, value: Value) -> bool {
        match &self.function.value(value).ty {
            Type::Int(name) => *name == "i32",
            Type::Float(float) => *float == Float::F64,
            Type::Integer(_) => false,
            _ => true,
        }
    }

    fn anchored(&mut self, value: Value) -> bool {
        if let Some(known) = self.known.get(&value) {
            return *known;
        }
        let anchored = self.is_anchored(value);
        self.known.insert(value, anchored);
        anchored
    }

    fn is_anchored(&mut self, value: Value) -> bool {
        // Literals of such types are written with their types everywhere.
        if self.function.value(value).ty.is_generic_float() {
            return true;
        }
        if self.fates[value.index()] == Fate::Kept
            && self.annotated.variables.contains(&self.webs.web(value))
        {
            return true;
        }
        match self.facts.definitions[value.index()] {
            Definition::Given | Definition::Call { .. } => true,
            Definition::If(stmt, i) => stmt
                .blocks()
                .iter()
                .any(|branch| self.anchored(branch.yields[i])),
            Definition::Variable(l) => self.anchored(l.from) || self.anchored(l.to),
            Definition::Inside(c) | Definition::Result(c) => self.anchored(c.init),
            Definition::Expr(expr) => match expr {
                Expr::Literal(tokens) => {
                    !tokens
                        .text()
                        .starts_with(|c: char| c.is_ascii_digit() || c == '-')
                        || ["f32", "f64", "i", "u"]
                            .iter()
                            .any(|suffix| tokens.text().contains(suffix))
                }
                Expr::Unary(_, v) | Expr::StopGradient(v) => self.anchored(*v),
                Expr::Binary(op, a, b) => {
                    op.is_comparison() || self.anchored(*a) || self.anchored(*b)
                }
                Expr::Load(place) | Expr::Take(place) | Expr::Pop(place) | Expr::Sum(place) => {
                    self.anchored_memory(place.memory)
                }
                Expr::Runtime(_, operands) => {
                    operands.is_empty() || operands.iter().any(|v| self.anchored(*v))
                }
                Expr::Zero(None) => false,
                _ => true,
            },
        }
    }

    fn anchored_memory(&mut self, memory: Memory) -> bool {
        let memory = self.whole(memory);
        if self.annotated.memories.contains(&memory) {
            return true;
        }
        match self.inits.get(&memory) {
            Some(Init::Operand(operand)) => self.anchored_operand(operand),
            Some(Init::VecOf(items)) => {
                let items: Vec<_> = items.iter().collect();
                items.into_iter().any(|item| self.anchored_operand(item))
            }
            Some(Init::Repeat { value, .. }) => self.anchored_operand(value),
            Some(Init::Clone(place)) => self.anchored_memory(place.memory),
            Some(Init::Zero | Init::ZeroVec(_) | Init::ZeroLike(_) | Init::Spare(..)) => false,
            Some(Init::Inside { .. } | Init::Seen(_) | Init::NoError | Init::Borrower(..))
            | None => true,
        }
    }

    /// The memory that a span is taken of.
    fn whole(&self, memory: Memory) -> Memory {
        self.spans.get(&memory).copied().unwrap_or(memory)
    }

    fn anchored_operand(&mut self, operand: &Operand) -> bool {
        match operand {
            // Each float by itself: what stands beside it tells nothing.
            Operand::Tuple(items) => {
                let is_float = |item: &&Operand| {
                    let ty = self.function.operand_type(item);
                    ty.contains(&Type::is_float)
                };
                let floats: Vec<_> = items.iter().filter(is_float).collect();
                if !floats.is_empty() {
                    return floats.into_iter().all(|item| self.anchored_operand(item));
                }
            }
            Operand::Array(items) => {
                return items.iter().any(|item| self.anchored_operand(item));
            }
            _ => {}
        }
        let mut items = operand.values().into_iter();
        items.any(|v| self.anchored(v))
            || operand
                .memories()
                .into_iter()
                .any(|m| self.anchored_memory(m))
    }

    /// Makes sure that the type is known where the value is used.
    fn require(&mut self, value: Value) {
        if self.anchored(value) {
            return;
        }
        self.known.insert(value, true);
        if self.fates[value.index()] == Fate::Kept {
            match self.facts.definitions[value.index()] {
                Definition::Variable(l) => self.require(l.from),
                _ => {
                    self.annotated.variables.insert(self.webs.web(value));
                    for member in self.webs.members(self.webs.web(value)) {
                        self.known.insert(*member, true);
                    }
                }
            }
            return;
        }
        let Definition::Expr(expr) = self.facts.definitions[value.index()] else {
            return;
        };
        match expr {
            Expr::Literal(_) | Expr::Zero(None) => {
                self.annotated.literals.insert(value);
            }
            Expr::Load(place) | Expr::Take(place) | Expr::Pop(place) | Expr::Sum(place) => {
                self.annotated.memories.insert(self.whole(place.memory));
            }
            Expr::Unary(_, v) | Expr::StopGradient(v) | Expr::Binary(_, v, _) => self.require(*v),
            Expr::Runtime(_, operands) => {
                if let Some(first) = operands.first() {
                    self.require(*first);
                }
            }
            _ => {}
        }
    }
}

/// Whether the type of an empty `Vec` stands beside it: where nothing but methods of the items tells it.
fn can_be_written(ty: &Type) -> bool {
    let is_plain = |item: &Type| matches!(item, Type::Named(name) if !name.text().contains('\''));
    match ty {
        Type::Vec(item) if let Type::Tuple(parts) = &**item => {
            parts.iter().all(|part| is_plain(part) || part.is_of_std())
        }
        Type::Vec(item) => is_plain(item) || ty.is_of_std(),
        ty => ty.is_of_std(),
    }
}
