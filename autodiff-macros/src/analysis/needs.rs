//! What the backward pass reads of the primal: the operands of partials, indices of places, trip
//! counts, decisions, lengths, and the memory that calls are passed again.

use super::{Activity, Item, Structure};
use crate::ir::*;
use crate::rules::{Formula, Node};
use std::collections::BTreeSet;

/// The needs of one function.
pub(crate) struct Needs {
    pub(crate) items: BTreeSet<Item>,
    /// The bodies of the loops whose number of iterations must be recorded.
    pub(crate) trips: BTreeSet<BlockId>,
}

/// One use of a row of the table.
pub(crate) struct RowUse<'a> {
    pub(crate) structure: &'a Structure<'a>,
    pub(crate) operands: &'a [Value],
    pub(crate) result: Value,
}

impl RowUse<'_> {
    /// What a partial reads. A cosine of the same angle that the primal has computed is not computed
    /// again.
    fn reads(&self, formula: Formula, read: &mut dyn FnMut(Value)) {
        match formula.0 {
            Node::Operand(i) => read(self.operands[*i]),
            Node::Result => read(self.result),
            Node::Number(_) => {}
            Node::Neg(a) => self.reads(*a, read),
            Node::Operator(_, a, b) => {
                self.reads(*a, read);
                self.reads(*b, read);
            }
            Node::Method(name, items) => match self.at_hand(name, items) {
                Some(value) => read(value),
                None => items.iter().for_each(|item| self.reads(*item, read)),
            },
            Node::Runtime(_, items) => items.iter().for_each(|item| self.reads(*item, read)),
        }
    }

    /// The value of the primal that a partial's function of the operands is.
    pub(crate) fn at_hand(&self, name: &'static str, items: &[Formula]) -> Option<Value> {
        let operands: Option<Vec<Value>> = (items.iter())
            .map(|item| match item.0 {
                Node::Operand(i) => Some(self.operands[*i]),
                _ => None,
            })
            .collect();
        let block = self.structure.block_of(self.result);
        self.structure.row(name, &operands?, block)
    }
}

impl Needs {
    pub(crate) fn of(function: &Function, structure: &Structure<'_>, activity: &Activity) -> Self {
        let mut needs = Needs {
            items: BTreeSet::new(),
            trips: BTreeSet::new(),
        };
        needs.block(function, structure, activity, &function.body);
        for (at, param) in function.params.iter().enumerate() {
            let by_value = param.passing == Passing::Value && param.ty.carries_gradient();
            // An argument that nobody asks for may become a variable that has an adjoint.
            if by_value && (activity.asks_for(at) || activity.operand(&param.binding)) {
                needs.returned_adjoint(function, structure, activity, param);
            }
        }
        needs
    }

    /// A returned adjoint that nothing flows into takes its shape from the argument.
    fn returned_adjoint(
        &mut self,
        function: &Function,
        structure: &Structure<'_>,
        activity: &Activity,
        param: &Param,
    ) {
        let from_result =
            |m: &Memory| activity.memory(*m) && function.result.memories().contains(m);
        match &param.binding {
            Operand::Memory(m) if from_result(m) => {}
            Operand::Value(v) if !param.ty.is_float() && !activity.value(*v) => {
                self.value(function.owned_copy(*v).unwrap_or(*v));
            }
            Operand::Memory(m) if !param.ty.tells_shape() => match structure.length(*m) {
                Some(length) => self.value(length),
                None => self.memory(*m),
            },
            _ => {}
        }
    }

    fn value(&mut self, value: Value) {
        self.items.insert(Item::Value(value));
    }

    fn memory(&mut self, memory: Memory) {
        self.items.insert(Item::Memory(memory));
    }

    fn path(&mut self, place: &Place) {
        place.values().into_iter().for_each(|v| self.value(v));
    }

    fn block(
        &mut self,
        function: &Function,
        structure: &Structure<'_>,
        activity: &Activity,
        block: &Block,
    ) {
        for stmt in &block.stmts {
            self.stmt(function, structure, activity, stmt);
            for inner in stmt.blocks() {
                self.block(function, structure, activity, inner);
            }
        }
    }

    fn stmt(
        &mut self,
        function: &Function,
        structure: &Structure<'_>,
        activity: &Activity,
        stmt: &Stmt,
    ) {
        match stmt {
            Stmt::Let { value, expr } if activity.value(*value) => {
                self.expr(structure, activity, *value, expr);
            }
            Stmt::Store { place, .. } | Stmt::Update { place, .. } | Stmt::Fill { place, .. }
                if activity.memory(place.memory) =>
            {
                self.path(place);
            }
            Stmt::Push { place, .. } if activity.memory(place.memory) => self.path(place),
            Stmt::Assign {
                place, old_length, ..
            }
            | Stmt::Truncate {
                place, old_length, ..
            } if activity.memory(place.memory) => {
                self.path(place);
                old_length.iter().for_each(|v| self.value(*v));
            }
            Stmt::Copy { to: a, from: b } | Stmt::Swap { a, b } if activity.memory(a.memory) => {
                self.path(a);
                self.path(b);
            }
            Stmt::Alloc { memory, init } if activity.memory(*memory) => {
                self.shape(function, structure, *memory, init);
            }
            Stmt::If {
                condition,
                then,
                els,
                ..
            } if (activity.block(then) || activity.block(els)) => {
                self.value(*condition);
            }
            Stmt::For(l) if activity.block(&l.body) => {
                self.value(l.from);
                if l.exit.is_some() {
                    self.trips.insert(l.body.id);
                    if l.reversed {
                        self.value(l.to);
                    }
                } else {
                    self.value(l.to);
                }
            }
            Stmt::While(l) if activity.block(&l.body) => {
                self.trips.insert(l.body.id);
            }
            Stmt::Call(call) if activity.call(call) => {
                unused_result(function, activity, call)
                    .iter()
                    .for_each(|v| self.value(*v));
                if let Some(at) = call.entry(function) {
                    at.values().into_iter().for_each(|v| self.value(v));
                }
                for arg in &call.args {
                    match arg {
                        Arg::Operand(_) | Arg::Function { .. } | Arg::Struct(_) => {}
                        Arg::Ref(place) => {
                            self.path(place);
                            // What nothing flows into has a shadow of its own, in its shape.
                            if !call.target.is_linear() || !activity.memory(place.memory) {
                                self.memory(place.memory);
                            }
                        }
                        Arg::RefMut(place) => self.path(place),
                    }
                }
            }
            _ => {}
        }
    }

    fn expr(&mut self, structure: &Structure<'_>, activity: &Activity, value: Value, expr: &Expr) {
        match expr {
            Expr::Binary(Binary::Mul, a, b) => {
                if activity.value(*a) {
                    self.value(*b);
                }
                if activity.value(*b) {
                    self.value(*a);
                }
            }
            Expr::Binary(Binary::Div, a, b) => {
                if activity.value(*a) || activity.value(*b) {
                    self.value(*b);
                }
                if activity.value(*b) {
                    self.value(value);
                }
            }
            Expr::Binary(Binary::Rem, a, b) if activity.value(*b) => {
                self.value(*a);
                self.value(*b);
            }
            Expr::Rule(rule, operands) => {
                for (partial, operand) in rule.partials.iter().zip(operands) {
                    let Some(partial) = partial else { continue };
                    if activity.value(*operand) {
                        let row = RowUse {
                            structure,
                            operands,
                            result: value,
                        };
                        row.reads(partial.formula, &mut |read| self.value(read));
                    }
                }
            }
            Expr::Load(place) => self.path(place),
            _ => {}
        }
    }

    /// The shape of the shadow of a local memory.
    fn shape(
        &mut self,
        function: &Function,
        structure: &Structure<'_>,
        memory: Memory,
        init: &Init,
    ) {
        // The shadow of what is returned is the adjoint that comes in.
        let returned = function.result.memories().contains(&memory);
        let foreign = returned || !structure.has_shadow(memory);
        match shadow_shape(function, structure.length(memory), memory, init) {
            _ if foreign || handed_on(function, structure, memory) => {}
            ShadowShape::Type => {}
            ShadowShape::Length(n) => self.value(n),
            ShadowShape::LengthOf(place) => self.path(&place),
            ShadowShape::Primal => self.memory(memory),
        }
        // Accumulating into what was cloned indexes it again.
        if let Init::Clone(place) = init {
            self.path(place);
        }
    }
}

/// The result of a call, where nothing flows into it and its zero adjoint takes its shape from it. What a
/// statement drops is left out if it is a method's that may as well give nothing.
pub(crate) fn unused_result(
    function: &Function,
    activity: &Activity,
    call: &Call,
) -> Option<Value> {
    let result = call.result?;
    let info = function.value(result);
    let mut bound = info.name.as_ref().is_some_and(|name| name.by_user);
    let open = info.ty.carries_gradient() && !info.ty.is_copy() && !activity.value(result);
    if open && call.is_open() && !bound {
        function.body.walk(&mut |stmt| {
            stmt.look(&mut |used| bound |= matches!(used, Use::Value(v) if *v == result));
        });
    }
    (open && (bound || !call.is_open())).then_some(result)
}

/// Whether all that happens to a local memory is that its content is moved out as a whole, where it was
/// made: the adjoint of that is its shadow.
fn handed_on(function: &Function, structure: &Structure<'_>, memory: Memory) -> bool {
    let (mut uses, mut moved_out) = (0, false);
    function.body.walk(&mut |stmt| {
        stmt.look(&mut |used| match used {
            Use::Place(place, _) => uses += usize::from(place.memory == memory),
            Use::Moved(other) => uses += usize::from(*other == memory),
            Use::Value(_) => {}
        });
        if let Stmt::Let {
            value,
            expr: Expr::Load(place),
        } = stmt
            && *place == Place::whole(memory)
        {
            let home = structure.allocation(memory).map(|(block, _)| block);
            moved_out =
                home == Some(structure.block_of(*value)) && !function.value(*value).ty.is_scalar();
        }
    });
    moved_out && uses == 1 && !function.result.memories().contains(&memory)
}

/// Where the shadow of a local memory takes its shape from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ShadowShape {
    /// From its type.
    Type,
    /// So many floats.
    Length(Value),
    /// As long as this place, a slice of floats.
    LengthOf(Place),
    /// From the memory itself.
    Primal,
}

/// `length` is that of a `Vec` whose shadow is made from it.
pub(crate) fn shadow_shape(
    function: &Function,
    length: Option<Value>,
    memory: Memory,
    init: &Init,
) -> ShadowShape {
    let ty = &function.memory(memory).ty;
    if ty.tells_shape() {
        return ShadowShape::Type;
    }
    if let Some(length) = length {
        return ShadowShape::Length(length);
    }
    let of_floats = matches!(ty, Type::Vec(item) if item.is_float());
    match init {
        Init::Repeat {
            count: Count::Vec(n),
            ..
        } if of_floats => ShadowShape::Length(*n),
        Init::Clone(place) if of_floats && keeps_its_length(function, place) => {
            ShadowShape::LengthOf(place.clone())
        }
        _ => ShadowShape::Primal,
    }
}

/// Whether the backward pass sees the place as long as it is anywhere in the function.
fn keeps_its_length(function: &Function, place: &Place) -> bool {
    let by_shadow = function.passing(place.memory) == Some(Passing::RefMut);
    let resizable = !matches!(
        function.memory(place.memory).ty,
        Type::Array(..) | Type::Slice(_)
    );
    let only_indices =
        (place.path.iter()).all(|p| matches!(p, Projection::Index(_) | Projection::Range(..)));
    length_is_at_hand(function, place) && only_indices && !(by_shadow && resizable)
}

/// Whether the backward pass knows the length of what stands at a place without its content: it is
/// passed again, or its shadow is, or the type says it.
pub(crate) fn length_is_at_hand(function: &Function, place: &Place) -> bool {
    let info = function.memory(place.memory);
    match function.passing(place.memory) {
        Some(Passing::Ref) => true,
        Some(Passing::RefMut) => info.ty.carries_gradient(),
        _ if matches!(info.origin, Origin::Const(_)) => true,
        _ => {
            let mut whole = place.clone();
            while let Some(Projection::Range(..)) = whole.path.last() {
                whole.path.pop();
            }
            matches!(function.place_type(&whole), Some(Type::Array(..)))
        }
    }
}
