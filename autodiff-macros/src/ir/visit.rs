//! What a statement reads and writes, and renaming.

use super::*;

impl Place {
    pub(crate) fn whole(memory: Memory) -> Self {
        Place {
            memory,
            path: Vec::new(),
        }
    }

    pub(crate) fn then(&self, projection: Projection) -> Self {
        let mut place = self.clone();
        place.path.push(projection);
        place
    }

    fn for_values(&mut self, f: &mut dyn FnMut(&mut Value)) {
        for projection in &mut self.path {
            match projection {
                Projection::Index(i) => f(i),
                Projection::Range(from, to) => from.iter_mut().chain(to).for_each(&mut *f),
                Projection::Field(_)
                | Projection::Member(_)
                | Projection::Text
                | Projection::Payload(..) => {}
            }
        }
    }

    /// Puts one value in the place's path in the place of another.
    pub(crate) fn rename(&mut self, from: Value, to: Value) {
        self.for_values(&mut |v| {
            if *v == from {
                *v = to;
            }
        });
    }

    /// The values in the place's path.
    pub(crate) fn values(&self) -> Vec<Value> {
        let mut values = Vec::new();
        self.clone().for_values(&mut |v| values.push(*v));
        values
    }
}

impl Operand {
    pub(crate) fn for_leaves(
        &mut self,
        value: &mut dyn FnMut(&mut Value),
        memory: &mut dyn FnMut(&mut Memory),
    ) {
        match self {
            Operand::Unit => {}
            Operand::Value(v) => value(v),
            Operand::Memory(m) | Operand::Failure(m) => memory(m),
            _ => {
                for item in self.parts_mut() {
                    item.for_leaves(value, memory);
                }
            }
        }
    }

    pub(crate) fn values(&self) -> Vec<Value> {
        let mut values = Vec::new();
        self.clone()
            .for_leaves(&mut |v| values.push(*v), &mut |_| {});
        values
    }

    pub(crate) fn memories(&self) -> Vec<Memory> {
        let mut memories = Vec::new();
        self.clone()
            .for_leaves(&mut |_| {}, &mut |m| memories.push(*m));
        memories
    }
}

/// How a statement or expression touches a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Only the length is looked at.
    Length,
    Read,
    Write,
    /// Read and written.
    Update,
}

impl Access {
    pub(crate) fn reads(self) -> bool {
        matches!(self, Access::Read | Access::Update)
    }
    pub(crate) fn writes(self) -> bool {
        matches!(self, Access::Write | Access::Update)
    }
}

/// One thing that a statement uses.
pub(crate) enum Use<'a> {
    Value(&'a mut Value),
    Place(&'a mut Place, Access),
    /// A memory moved or copied out as a whole.
    Moved(&'a mut Memory),
}

fn operand_uses(operand: &mut Operand, f: &mut dyn FnMut(Use<'_>)) {
    match operand {
        Operand::Unit => {}
        Operand::Value(v) => f(Use::Value(v)),
        Operand::Memory(m) | Operand::Failure(m) => f(Use::Moved(m)),
        _ => {
            for item in operand.parts_mut() {
                operand_uses(item, f);
            }
        }
    }
}

pub(super) fn place_uses(place: &mut Place, access: Access, f: &mut dyn FnMut(Use<'_>)) {
    place.for_values(&mut |v| f(Use::Value(v)));
    f(Use::Place(place, access));
}

fn argument_uses<N>(args: &mut [(N, CheckArg)], f: &mut dyn FnMut(Use<'_>)) {
    for (_, arg) in args {
        match arg {
            CheckArg::Value(v) => f(Use::Value(v)),
            CheckArg::Place(p) => place_uses(p, Access::Read, f),
            CheckArg::Error(m) => f(Use::Moved(m)),
        }
    }
}

fn recorded_uses(recorded: &mut Recorded, f: &mut dyn FnMut(Use<'_>)) {
    match &mut recorded.at {
        At::Cursor { ordinal, .. } => ordinal.iter_mut().for_each(|v| f(Use::Value(v))),
        At::Span { from, count, .. } => {
            from.iter_mut().for_each(|v| f(Use::Value(v)));
            f(Use::Value(count));
        }
        At::Whole | At::Branch | At::Last | At::Itself => {}
    }
}

impl Expr {
    /// Every operand of the expression, mutable so that it can be renamed.
    pub(crate) fn uses(&mut self, f: &mut dyn FnMut(Use<'_>)) {
        match self {
            Expr::Literal(_)
            | Expr::Const(_)
            | Expr::Wanted(_)
            | Expr::Fresh(_)
            | Expr::Zero(None) => {}
            Expr::Unary(_, v)
            | Expr::Cast(v, _)
            | Expr::StopGradient(v)
            | Expr::Unwrap(v)
            | Expr::Zero(Some(v)) => f(Use::Value(v)),
            Expr::Binary(_, a, b) => {
                f(Use::Value(a));
                f(Use::Value(b));
            }
            Expr::Rule(_, vs) | Expr::Method(_, vs) | Expr::Runtime(_, vs) => {
                vs.iter_mut().for_each(|v| f(Use::Value(v)));
            }
            Expr::Load(place) | Expr::Sum(place) | Expr::Is(place, _) => {
                place_uses(place, Access::Read, f)
            }
            Expr::Len(place) => place_uses(place, Access::Length, f),
            Expr::Take(place) | Expr::Pop(place) => place_uses(place, Access::Update, f),
            Expr::Recorded(recorded) => recorded_uses(recorded, f),
            Expr::Aggregate(operand) => operand_uses(operand, f),
        }
    }

    /// Whether evaluating it once more, or not at all, changes nothing but time.
    pub(crate) fn is_pure(&self) -> bool {
        !matches!(self, Expr::Take(_) | Expr::Pop(_))
    }
}

impl Init {
    fn uses(&mut self, f: &mut dyn FnMut(Use<'_>)) {
        match self {
            Init::Operand(operand) => operand_uses(operand, f),
            Init::VecOf(items) => items.iter_mut().for_each(|i| operand_uses(i, f)),
            Init::Repeat { value, count } => {
                operand_uses(value, f);
                if let Count::Vec(n) = count {
                    f(Use::Value(n));
                }
            }
            Init::Clone(place) | Init::Seen(place) => place_uses(place, Access::Read, f),
            Init::Borrower(_, all) => all.iter_mut().for_each(|p| place_uses(p, Access::Read, f)),
            Init::Inside { of, .. } => f(Use::Value(of)),
            Init::Zero | Init::NoError => {}
            Init::ZeroVec(n) => f(Use::Value(n)),
            Init::ZeroLike(place) | Init::Spare(_, place) => place_uses(place, Access::Length, f),
        }
    }
}

impl Stmt {
    /// Every operand of the statement itself; what stands in its blocks is not visited, what they
    /// yield is theirs.
    pub(crate) fn uses(&mut self, f: &mut dyn FnMut(Use<'_>)) {
        match self {
            Stmt::Let { expr, .. } => expr.uses(f),
            Stmt::Store { place, value } => {
                f(Use::Value(value));
                place_uses(place, Access::Write, f);
            }
            Stmt::Update { place, value, .. } => {
                f(Use::Value(value));
                place_uses(place, Access::Update, f);
            }
            Stmt::Alloc { init, .. } => init.uses(f),
            Stmt::Fill { place, value } => {
                f(Use::Value(value));
                place_uses(place, Access::Write, f);
            }
            Stmt::Copy { to, from } => {
                place_uses(from, Access::Read, f);
                place_uses(to, Access::Write, f);
            }
            Stmt::Assign {
                place,
                operand,
                old_length,
            } => {
                old_length.iter_mut().for_each(|v| f(Use::Value(v)));
                operand_uses(operand, f);
                place_uses(place, Access::Write, f);
            }
            Stmt::Push { place, operand } => {
                operand_uses(operand, f);
                place_uses(place, Access::Update, f);
            }
            Stmt::Truncate {
                place,
                length,
                old_length,
            } => {
                old_length.iter_mut().for_each(|v| f(Use::Value(v)));
                f(Use::Value(length));
                place_uses(place, Access::Update, f);
            }
            Stmt::Lengthen { place, length } => {
                f(Use::Value(length));
                place_uses(place, Access::Update, f);
            }
            Stmt::Swap { a, b } => {
                place_uses(a, Access::Update, f);
                place_uses(b, Access::Update, f);
            }
            Stmt::If { condition, .. } => f(Use::Value(condition)),
            Stmt::For(l) => {
                f(Use::Value(&mut l.from));
                f(Use::Value(&mut l.to));
                l.carried
                    .iter_mut()
                    .for_each(|c| f(Use::Value(&mut c.init)));
            }
            Stmt::While(l) => l
                .carried
                .iter_mut()
                .for_each(|c| f(Use::Value(&mut c.init))),
            Stmt::Call(call) => {
                for arg in &mut call.args {
                    match arg {
                        Arg::Operand(operand) => operand_uses(operand, f),
                        Arg::Ref(place) => place_uses(place, Access::Read, f),
                        Arg::RefMut(place) => place_uses(place, Access::Update, f),
                        Arg::Function { .. } | Arg::Struct(_) => {}
                    }
                }
            }
            Stmt::Check(check) => {
                check.operands.iter_mut().for_each(|o| operand_uses(o, f));
                argument_uses(&mut check.args, f);
            }
            Stmt::Fail(fail) => {
                fail.from.iter_mut().for_each(|m| f(Use::Moved(m)));
                argument_uses(&mut fail.captures, f);
                let mut place = Place::whole(fail.memory);
                f(Use::Place(&mut place, Access::Write));
                fail.memory = place.memory;
            }
            Stmt::View {
                place,
                from,
                count,
                mutable,
                ..
            } => {
                from.iter_mut().for_each(|v| f(Use::Value(v)));
                f(Use::Value(count));
                let access = if *mutable {
                    Access::Update
                } else {
                    Access::Read
                };
                place_uses(place, access, f);
            }
            Stmt::Record { operand, at, .. } => {
                operand_uses(operand, f);
                at.iter_mut().for_each(|v| f(Use::Value(v)));
            }
            Stmt::Forget { .. } | Stmt::Turn { .. } => {}
            Stmt::Settle { shadow, of } => {
                place_uses(shadow, Access::Read, f);
                place_uses(of, Access::Length, f);
            }
            Stmt::Keep { place, .. } => place_uses(place, Access::Read, f),
            Stmt::Reserve { count, .. } | Stmt::Announce { count, .. } => f(Use::Value(count)),
            Stmt::Room { from, count, .. } => {
                f(Use::Value(from));
                f(Use::Value(count));
            }
            Stmt::Accumulate { to, from } => {
                place_uses(from, Access::Read, f);
                place_uses(to, Access::Update, f);
            }
            Stmt::Zero { place } => place_uses(place, Access::Write, f),
            Stmt::Recall { from, .. } => recorded_uses(from, f),
            Stmt::Rewind { by, .. } => by.iter_mut().for_each(|v| f(Use::Value(v))),
            Stmt::Draw(draw) => draw.uses(f),
            Stmt::Backward(call) => {
                recorded_uses(&mut call.cache, f);
                call.seed.iter_mut().for_each(|o| operand_uses(o, f));
                for arg in &mut call.args {
                    match arg {
                        BackwardArg::Ref { place, shadow } => {
                            place_uses(place, Access::Read, f);
                            if let Some(shadow) = shadow {
                                place_uses(shadow, Access::Update, f);
                            }
                        }
                        BackwardArg::RefMut(shadow) => place_uses(shadow, Access::Update, f),
                        BackwardArg::Function { .. } => {}
                    }
                }
            }
        }
    }

    /// The values that the statement defines in the block it stands in.
    pub(crate) fn defines(&self) -> Vec<Value> {
        match self {
            Stmt::Let { value, .. } => vec![*value],
            Stmt::If { results, .. } => results.clone(),
            Stmt::For(l) => l.carried.iter().map(|c| c.result).collect(),
            Stmt::While(l) => l.carried.iter().map(|c| c.result).collect(),
            Stmt::Call(call) => call.result.into_iter().collect(),
            Stmt::Draw(draw) => draw.result.into_iter().collect(),
            Stmt::Backward(call) => call.results.iter().flatten().copied().collect(),
            _ => Vec::new(),
        }
    }
}
