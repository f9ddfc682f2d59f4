//! The textual form of a function, for dumps, golden files and the verifier's messages.

use super::*;
use std::fmt::{self, Display, Formatter};

impl Display for Function {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "fn {}(", self.name)?;
        for (i, param) in self.params.iter().enumerate() {
            let comma = if i == 0 { "" } else { ", " };
            let passing = match param.passing {
                Passing::Value => "",
                Passing::Ref => "&",
                Passing::RefMut => "&mut ",
            };
            write!(f, "{comma}{}: {passing}{:?}", param.name, param.ty)?;
            write!(f, " = {}", self.operand(&param.binding))?;
        }
        writeln!(f, ") -> {:?} {{", self.result_type)?;
        if self.seed != Operand::Unit {
            writeln!(f, "  seed {}", self.operand(&self.seed))?;
        }
        self.block(f, &self.body, 1)?;
        writeln!(f, "  return {}", self.operand(&self.result))?;
        writeln!(f, "}}")
    }
}

impl Function {
    fn v(&self, value: Value) -> String {
        match self.values.get(value.index()).and_then(|i| i.name.as_ref()) {
            Some(name) => format!("%{}.{}", value.0, name.text),
            None => format!("%{}", value.0),
        }
    }

    fn vs(&self, values: &[Value]) -> String {
        let texts: Vec<_> = values.iter().map(|v| self.v(*v)).collect();
        texts.join(", ")
    }

    fn m(&self, memory: Memory) -> String {
        let name = self.memories.get(memory.index()).map(|m| m.name.as_str());
        format!("@{}.{}", memory.0, name.unwrap_or("?"))
    }

    fn p(&self, place: &Place) -> String {
        let mut text = self.m(place.memory);
        for projection in &place.path {
            text += &match projection {
                Projection::Index(i) => format!("[{}]", self.v(*i)),
                Projection::Range(from, to) => {
                    let end = |v: &Option<Value>| v.map(|v| self.v(v)).unwrap_or_default();
                    format!("[{}..{}]", end(from), end(to))
                }
                Projection::Field(i) => format!(".{i}"),
                Projection::Member(name) => format!(".{name}"),
                Projection::Text => ".as_str()".into(),
                Projection::Payload(variant, field) => format!("@{}", variant.key(field)),
            };
        }
        text
    }

    fn operand(&self, operand: &Operand) -> String {
        let list = |items: &[Operand]| {
            let texts: Vec<_> = items.iter().map(|o| self.operand(o)).collect();
            texts.join(", ")
        };
        let named = |path: &str, fields: &[(String, Operand)]| {
            let fields = fields
                .iter()
                .map(|(name, item)| format!("{name}: {}", self.operand(item)));
            let fields: Vec<_> = fields.collect();
            format!("{path} {{ {} }}", fields.join(", "))
        };
        match operand {
            Operand::Unit => "()".into(),
            Operand::Value(v) => self.v(*v),
            Operand::Memory(m) => self.m(*m),
            Operand::Tuple(items) => format!("({})", list(items)),
            Operand::Array(items) => format!("[{}]", list(items)),
            Operand::Struct(path, fields) => named(path.text(), fields),
            Operand::Variant {
                variant, fields, ..
            } => named(variant.0.text(), fields),
            Operand::Failure(m) => format!("Err({})", self.m(*m)),
        }
    }

    fn recorded(&self, recorded: &Recorded) -> String {
        let at = match &recorded.at {
            At::Whole => String::new(),
            At::Branch => "?".into(),
            At::Span {
                block,
                cursor,
                from,
                count,
            } => {
                let cursor = cursor.then(|| format!("b{}", block.0)).unwrap_or_default();
                let from = from
                    .map(|v| format!(" + {}", self.v(v)))
                    .unwrap_or_default();
                format!("[{cursor}{from}..][..{}]", self.v(*count))
            }
            At::Last => "[last]".into(),
            At::Itself => "[itself]".into(),
            At::Cursor {
                block,
                cursor,
                ordinal,
            } => {
                let cursor = if *cursor {
                    format!("b{}", block.0)
                } else {
                    String::new()
                };
                let ordinal = ordinal.map(|v| format!("+{}", self.v(v)));
                format!("[{cursor}{}]", ordinal.unwrap_or_default())
            }
        };
        format!("record#{}{at}", recorded.field.0)
    }

    fn expr(&self, expr: &Expr) -> String {
        match expr {
            Expr::Literal(t) | Expr::Const(t) => t.text().to_string(),
            Expr::Unary(op, v) => format!("{op:?} {}", self.v(*v)),
            Expr::Binary(op, a, b) => format!("{op:?} {}, {}", self.v(*a), self.v(*b)),
            Expr::Cast(v, ty) => format!("{} as {ty:?}", self.v(*v)),
            Expr::Rule(rule, vs) => format!("{} {}", rule.name, self.vs(vs)),
            Expr::Method(name, vs) => format!(".{name} {}", self.vs(vs)),
            Expr::Load(p) => format!("load {}", self.p(p)),
            Expr::Len(p) => format!("len {}", self.p(p)),
            Expr::Is(p, pattern) => format!("is {}: {}", self.p(p), pattern.text()),
            Expr::Runtime(name, vs) => format!("::{name} {}", self.vs(vs)),
            Expr::StopGradient(v) => format!("stop_gradient {}", self.v(*v)),
            Expr::Take(p) => format!("take {}", self.p(p)),
            Expr::Pop(p) => format!("pop {}", self.p(p)),
            Expr::Sum(p) => format!("sum {}", self.p(p)),
            Expr::Recorded(r) => self.recorded(r),
            Expr::Aggregate(o) => format!("aggregate {}", self.operand(o)),
            Expr::Unwrap(v) => format!("unwrap {}", self.v(*v)),
            Expr::Wanted(arguments) => format!("wanted {arguments:?}"),
            Expr::Fresh(argument) => format!("fresh {argument}"),
            Expr::Zero(None) => "zero".into(),
            Expr::Zero(Some(v)) => format!("zero like {}", self.v(*v)),
        }
    }

    fn init(&self, init: &Init) -> String {
        match init {
            Init::Operand(o) => self.operand(o),
            Init::VecOf(items) => format!("vec {}", self.operand(&Operand::Array(items.clone()))),
            Init::Repeat { value, count } => match count {
                Count::Array(n) => format!("[{}; {}]", self.operand(value), n.text()),
                Count::Vec(n) => format!("vec [{}; {}]", self.operand(value), self.v(*n)),
            },
            Init::Clone(p) => format!("clone {}", self.p(p)),
            Init::Seen(p) => format!("elements of {}", self.p(p)),
            Init::Borrower(_, places) => {
                let places: Vec<_> = places.iter().map(|p| self.p(p)).collect();
                format!("lend {}", places.join(", "))
            }
            Init::Inside { of, .. } => format!("inside {}", self.v(*of)),
            Init::NoError => "no error".into(),
            Init::Zero => "zero".into(),
            Init::ZeroVec(n) => format!("zero vec {}", self.v(*n)),
            Init::Spare(path, p) => format!("spare of {} like {}", path.text(), self.p(p)),
            Init::ZeroLike(p) => format!("zero like {}", self.p(p)),
        }
    }

    fn carried(&self, carried: &[Carried]) -> String {
        let texts: Vec<_> = carried
            .iter()
            .map(|c| format!("{} = {}", self.v(c.inside), self.v(c.init)))
            .collect();
        format!("({})", texts.join(", "))
    }

    fn block(&self, f: &mut Formatter<'_>, block: &Block, depth: usize) -> fmt::Result {
        for stmt in &block.stmts {
            self.stmt(f, stmt, depth)?;
        }
        if !block.yields.is_empty() {
            let pad = "  ".repeat(depth);
            writeln!(f, "{pad}yield {}", self.vs(&block.yields))?;
        }
        Ok(())
    }

    fn stmt(&self, f: &mut Formatter<'_>, stmt: &Stmt, depth: usize) -> fmt::Result {
        let pad = "  ".repeat(depth);
        write!(f, "{pad}")?;
        match stmt {
            Stmt::Let { value, expr } => {
                let ty = self.values.get(value.index()).map(|i| &i.ty);
                writeln!(f, "{}: {ty:?} = {}", self.v(*value), self.expr(expr))
            }
            Stmt::Store { place, value } => writeln!(f, "{} = {}", self.p(place), self.v(*value)),
            Stmt::Update {
                place,
                value,
                subtract,
            } => {
                let op = if *subtract { "-=" } else { "+=" };
                writeln!(f, "{} {op} {}", self.p(place), self.v(*value))
            }
            Stmt::Alloc { memory, init } => {
                let ty = self.memories.get(memory.index()).map(|i| &i.ty);
                writeln!(f, "{}: {ty:?} = {}", self.m(*memory), self.init(init))
            }
            Stmt::Fill { place, value } => {
                writeln!(f, "fill {}, {}", self.p(place), self.v(*value))
            }
            Stmt::Copy { to, from } => writeln!(f, "copy {}, {}", self.p(to), self.p(from)),
            Stmt::Assign { place, operand, .. } => {
                writeln!(f, "assign {}, {}", self.p(place), self.operand(operand))
            }
            Stmt::Push { place, operand } => {
                writeln!(f, "push {}, {}", self.p(place), self.operand(operand))
            }
            Stmt::Truncate { place, length, .. } => {
                writeln!(f, "truncate {}, {}", self.p(place), self.v(*length))
            }
            Stmt::Lengthen { place, length } => {
                writeln!(f, "lengthen {}, {}", self.p(place), self.v(*length))
            }
            Stmt::Swap { a, b } => writeln!(f, "swap {}, {}", self.p(a), self.p(b)),
            Stmt::If {
                condition,
                then,
                els,
                results,
            } => {
                writeln!(f, "{} = if {}", self.vs(results), self.v(*condition))?;
                self.block(f, then, depth + 1)?;
                writeln!(f, "{pad}else")?;
                self.block(f, els, depth + 1)
            }
            Stmt::For(l) => {
                let results: Vec<_> = l.carried.iter().map(|c| c.result).collect();
                let dots = if l.inclusive { "..=" } else { ".." };
                let rev = if l.reversed { " rev" } else { "" };
                writeln!(
                    f,
                    "{} = for {} in {}{dots}{}{rev} carrying {} exit {:?}",
                    self.vs(&results),
                    self.v(l.var),
                    self.v(l.from),
                    self.v(l.to),
                    self.carried(&l.carried),
                    l.exit
                )?;
                self.block(f, &l.body, depth + 1)
            }
            Stmt::While(l) => {
                let results: Vec<_> = l.carried.iter().map(|c| c.result).collect();
                let carried = self.carried(&l.carried);
                writeln!(f, "{} = while carrying {carried}", self.vs(&results))?;
                self.block(f, &l.condition, depth + 1)?;
                writeln!(f, "{pad}do")?;
                self.block(f, &l.body, depth + 1)
            }
            Stmt::Call(call) => {
                let args: Vec<_> = call.args.iter().map(|a| self.arg(a)).collect();
                let result = call.result.map(|v| self.v(v)).unwrap_or_default();
                let target = call.target.text();
                let field = call.recorded.map(|f| format!(" record#{}", f.0));
                writeln!(
                    f,
                    "{result} = call {target}({}){}",
                    args.join(", "),
                    field.unwrap_or_default()
                )
            }
            Stmt::Check(check) => {
                let operands: Vec<_> = check.operands.iter().map(|o| self.operand(o)).collect();
                writeln!(f, "{}!({})", check.mac.text(), operands.join(", "))
            }
            Stmt::Fail(fail) => {
                let error = fail.error.as_ref().map_or("from", Tokens::text);
                writeln!(f, "fail {}: {error}", self.m(fail.memory))
            }
            Stmt::Forget { fields } => writeln!(f, "forget {fields:?}"),
            Stmt::Settle { shadow, of } => writeln!(f, "settle {}, {}", self.p(shadow), self.p(of)),
            Stmt::Room { field, from, count } => {
                let (from, count) = (self.v(*from), self.v(*count));
                writeln!(f, "room record#{}, {from}, {count}", field.0)
            }
            Stmt::Announce { field, count } => {
                writeln!(f, "announce record#{}, {}", field.0, self.v(*count))
            }
            Stmt::Turn { fields } => writeln!(f, "turn {fields:?}"),
            Stmt::Keep { field, place } => {
                writeln!(f, "record#{} = copy {}", field.0, self.p(place))
            }
            Stmt::Record {
                field,
                operand,
                clone,
                at,
            } => {
                let clone = if *clone { "clone " } else { "" };
                let at = at.map(|v| format!("[{}]", self.v(v))).unwrap_or_default();
                let operand = self.operand(operand);
                writeln!(f, "record#{}{at} = {clone}{operand}", field.0)
            }
            Stmt::Reserve {
                field,
                count,
                filled,
            } => {
                let filled = if *filled { " filled" } else { "" };
                writeln!(f, "reserve record#{}, {}{filled}", field.0, self.v(*count))
            }
            Stmt::View {
                memories,
                place,
                from,
                count,
                mutable,
                only,
            } => {
                let only = match &only[..] {
                    [] => String::new(),
                    only => format!(" if wanted {only:?}"),
                };
                let kind = if *mutable { "view mut" } else { "view" };
                let from = from.map(|v| self.v(v)).unwrap_or_default();
                let names: Vec<_> = memories.iter().map(|m| self.m(*m)).collect();
                let (names, place, count) = (names.join(", "), self.p(place), self.v(*count));
                let from = format!("from {from} count {count}");
                writeln!(f, "{names} = {kind} {place} {from}{only}")
            }
            Stmt::Accumulate { to, from } => {
                writeln!(f, "accumulate {}, {}", self.p(to), self.p(from))
            }
            Stmt::Zero { place } => writeln!(f, "zero {}", self.p(place)),
            Stmt::Recall { memory, from } => {
                writeln!(f, "{} = recall {}", self.m(*memory), self.recorded(from))
            }
            Stmt::Rewind { block, by } => {
                let by = by.map(|v| self.v(v)).unwrap_or_else(|| "1".into());
                writeln!(f, "rewind b{} by {by}", block.0)
            }
            Stmt::Draw(draw) => {
                let result = draw.result.map(|v| format!("{} = ", self.v(v)));
                let result = result.unwrap_or_default();
                writeln!(f, "{result}draw {}{:?}", draw.what, draw.args)
            }
            Stmt::Backward(call) => {
                let results: Vec<_> = call
                    .results
                    .iter()
                    .map(|r| r.map(|v| self.v(v)).unwrap_or_else(|| "_".into()))
                    .collect();
                let args: Vec<_> = call.args.iter().map(|a| self.backward_arg(a)).collect();
                let seed = call.seed.as_ref().map(|o| self.operand(o));
                writeln!(
                    f,
                    "{} = backward {}({}; {}; {})",
                    results.join(", "),
                    call.target.text(),
                    self.recorded(&call.cache),
                    args.join(", "),
                    seed.unwrap_or_default()
                )
            }
        }
    }

    fn arg(&self, arg: &Arg) -> String {
        match arg {
            Arg::Operand(o) => self.operand(o),
            Arg::Ref(p) => format!("&{}", self.p(p)),
            Arg::RefMut(p) => format!("&mut {}", self.p(p)),
            Arg::Struct(borrower) => format!("{} of {}", borrower.name, borrower.parts().len()),
            Arg::Function {
                passed, captures, ..
            } => format!("{passed:?} of {captures}"),
        }
    }

    fn backward_arg(&self, arg: &BackwardArg) -> String {
        match arg {
            BackwardArg::Ref { place, shadow } => {
                let shadow = shadow.as_ref().map(|p| format!(", &mut {}", self.p(p)));
                format!("&{}{}", self.p(place), shadow.unwrap_or_default())
            }
            BackwardArg::RefMut(p) => format!("&mut {}", self.p(p)),
            BackwardArg::Function { passed, captures } => format!("{passed:?} of {captures}"),
        }
    }
}
