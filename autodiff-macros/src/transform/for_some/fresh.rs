//! Shadows that hold nothing yet: a callee may overwrite them, so that nobody has to fill them with zeros.
//!
//! The caller says so with the type `Fresh` in place of `Wanted`. Where the first that happens to such a
//! shadow is a loop that adds to each element once, row by row or one by one, that loop assigns; any other
//! shadow is filled with zeros at the beginning.

use crate::ir::*;

/// Under conditions, whether the shadows of these arguments are fresh; says whether that saves something.
pub(super) fn overwritten(backward: &mut Function, arguments: &[usize]) -> bool {
    let shadows: Vec<(usize, Memory)> = (0..backward.memories.len() as u32)
        .map(Memory)
        .filter_map(|memory| match backward.memory(memory).origin {
            Origin::Shadow(at) if backward.params.get(at)?.passing == Passing::Ref => {
                Some((at, memory))
            }
            _ => None,
        })
        .collect();
    // One of which the caller cannot say so would be left as it is.
    let covered = shadows.iter().all(|(at, _)| arguments.contains(at));
    let saves = |(_, shadow): &(usize, Memory)| Assigned::of(backward, *shadow).is_some();
    if !covered || !shadows.iter().any(saves) {
        return false;
    }
    for (at, shadow) in shadows {
        if let Some(assigned) = Assigned::of(backward, shadow) {
            assigned.apply(backward, at, shadow);
            continue;
        }
        let place = Place::whole(shadow);
        let mut before = Vec::new();
        if_fresh(
            backward,
            at,
            &mut before,
            vec![Stmt::Zero { place }],
            Vec::new(),
        );
        before.append(&mut backward.body.stmts);
        backward.body.stmts = before;
    }
    true
}

/// A loop of the body that adds to each element of a shadow once, before anybody else looks at it.
struct Assigned {
    /// The shadow, or what the loop sees of it, and where in the body it is first looked at.
    memory: Memory,
    first: usize,
    /// Where the loop stands in the body, and where the addition, or the loop with it, in the loop.
    at: usize,
    inner: usize,
    /// How many elements each iteration adds to, where it adds to a row.
    row: Option<Length>,
}

/// The length of a row.
#[derive(Clone)]
enum Length {
    /// Known before the loop.
    Value(Value),
    /// That of an argument, asked in the loop.
    Of(Place),
}

impl Assigned {
    fn of(function: &Function, shadow: Memory) -> Option<Self> {
        if !function.memory(shadow).ty.has_ranges() {
            return None;
        }
        let stmts = &function.body.stmts;
        let first = stmts.iter().position(|stmt| stmt.mentions(shadow) > 0)?;
        // A span of the shadow that a loop goes through.
        let (memory, at, count) = match &stmts[first] {
            Stmt::View {
                memories,
                place,
                from: None,
                count,
                mutable: true,
                ..
            } if place.path.is_empty() => {
                let [memory] = &memories[..] else {
                    return None;
                };
                let looped = stmts.iter().position(|stmt| stmt.mentions(*memory) > 0)?;
                let mentions = stmts.iter().map(|stmt| stmt.mentions(*memory));
                (mentions.sum::<usize>() == 1).then_some((*memory, looped, Some(*count)))?
            }
            _ => (shadow, first, None),
        };
        let Stmt::For(l) = &stmts[at] else {
            return None;
        };
        let whole = count.is_none_or(|count| count == l.to);
        if !whole || !is_from_zero(&[stmts], l) || stmts[at].mentions(memory) != 1 {
            return None;
        }
        let body = &l.body.stmts;
        let inner = body.iter().position(|stmt| stmt.mentions(memory) > 0)?;
        match &body[inner] {
            stmt if is_addition(stmt, memory, l.var) => Some(Assigned {
                memory,
                first,
                at,
                inner,
                row: None,
            }),
            Stmt::View { .. } if count.is_none() => Assigned::by_rows(function, at, l, inner),
            _ => None,
        }
    }

    /// `d_w[i * n..(i + 1) * n]`, and a loop over all of it.
    fn by_rows(function: &Function, at: usize, l: &For, view: usize) -> Option<Self> {
        let (outer, body) = (&function.body.stmts, &l.body.stmts);
        let Stmt::View {
            memories,
            place,
            from: None,
            count,
            mutable: true,
            ..
        } = &body[view]
        else {
            return None;
        };
        let ([memory], [Projection::Range(Some(from), Some(to))]) =
            (&memories[..], &place.path[..])
        else {
            return None;
        };
        let (from, to) = (*from, *to);
        let defined = |value: Value| {
            (outer[..at].iter().chain(body)).find_map(|stmt| match stmt {
                Stmt::Let { value: of, expr } if *of == value => Some(expr),
                _ => None,
            })
        };
        let times = |value: Value| match defined(value)? {
            Expr::Binary(Binary::Mul, a, b) if a == count => Some(*b),
            Expr::Binary(Binary::Mul, a, b) if b == count => Some(*a),
            _ => None,
        };
        let next = |value: Value| match defined(value) {
            Some(Expr::Binary(Binary::Add, a, b)) => {
                *a == l.var && defined(*b).is_some_and(|one| one.is_number(1.0))
            }
            _ => false,
        };
        if times(from) != Some(l.var) || !times(to).is_some_and(next) {
            return None;
        }
        let length = match defined(*count) {
            Some(Expr::Len(place))
                if place.path.is_empty()
                    && function.passing(place.memory) == Some(Passing::Ref) =>
            {
                Length::Of(place.clone())
            }
            _ => {
                let inside = body.iter().any(|stmt| stmt.defines().contains(count));
                (!inside && *count != l.var).then_some(Length::Value(*count))?
            }
        };
        let inner = body.iter().rposition(|stmt| stmt.mentions(*memory) > 0)?;
        let once = body
            .iter()
            .map(|stmt| stmt.mentions(*memory))
            .sum::<usize>()
            == 1;
        let Stmt::For(row) = &body[inner] else {
            return None;
        };
        let adds = row
            .body
            .stmts
            .iter()
            .any(|stmt| is_addition(stmt, *memory, row.var));
        let whole = row.to == *count && is_from_zero(&[outer, body], row);
        (once && adds && whole).then_some(Assigned {
            memory: *memory,
            first: at,
            at,
            inner,
            row: Some(length),
        })
    }

    /// Lets the loop assign where the shadow is fresh, and fills the rest with zeros.
    fn apply(self, function: &mut Function, argument: usize, shadow: Memory) {
        let mut stmts = std::mem::take(&mut function.body.stmts);
        let (mut zeroed, memory) = (Vec::new(), self.memory);
        let behind = match &mut stmts[self.at] {
            Stmt::For(l) => {
                let to = l.to;
                match (&self.row, &mut l.body.stmts[self.inner]) {
                    (Some(row), Stmt::For(inner)) => {
                        assign(function, argument, &mut inner.body.stmts, memory);
                        Some(row.end(function, to, &mut zeroed))
                    }
                    _ => {
                        assign(function, argument, &mut l.body.stmts, memory);
                        Some(to)
                    }
                }
            }
            _ => None,
        };
        // What tells where the rest begins stands before the loop.
        let rest = Place::whole(shadow).then(Projection::Range(behind, None));
        zeroed.push(Stmt::Zero { place: rest });
        let mut before = Vec::new();
        if_fresh(function, argument, &mut before, zeroed, Vec::new());
        stmts.splice(self.first..self.first, before);
        function.body.stmts = stmts;
    }
}

impl Length {
    /// Where the last row ends.
    fn end(&self, function: &mut Function, rows: Value, stmts: &mut Vec<Stmt>) -> Value {
        let mut index = |expr: Expr| {
            let value = function.value_like(rows, Type::USIZE);
            stmts.push(Stmt::Let { value, expr });
            value
        };
        let length = match self {
            Length::Value(value) => *value,
            Length::Of(place) => index(Expr::Len(place.clone())),
        };
        index(Expr::Binary(Binary::Mul, rows, length))
    }
}

/// Whether the loop counts from zero to its end; `known` are the statements around it.
fn is_from_zero(known: &[&Vec<Stmt>], l: &For) -> bool {
    let zero = |stmt: &Stmt| matches!(stmt, Stmt::Let { value, expr } if *value == l.from && expr.is_number(0.0));
    let from_zero = known.iter().any(|stmts| stmts.iter().any(zero));
    from_zero && !l.inclusive && l.exit.is_none()
}

fn is_addition(stmt: &Stmt, memory: Memory, index: Value) -> bool {
    matches!(stmt, Stmt::Update { place, subtract: false, .. }
        if place.memory == memory && place.path[..] == [Projection::Index(index)])
}

/// Turns the addition to the memory into an assignment where the shadow of the argument is fresh.
fn assign(function: &mut Function, argument: usize, stmts: &mut Vec<Stmt>, memory: Memory) {
    for stmt in std::mem::take(stmts) {
        match &stmt {
            Stmt::Update { place, value, .. } if place.memory == memory => {
                let store = Stmt::Store {
                    place: place.clone(),
                    value: *value,
                };
                if_fresh(function, argument, stmts, vec![store], vec![stmt]);
            }
            _ => stmts.push(stmt),
        }
    }
}

/// `if fresh { then } else { els }`
fn if_fresh(
    function: &mut Function,
    argument: usize,
    stmts: &mut Vec<Stmt>,
    then: Vec<Stmt>,
    els: Vec<Stmt>,
) {
    let condition = function.new_value(ValueInfo {
        ty: Type::Bool,
        name: None,
        span: proc_macro2::Span::call_site(),
    });
    stmts.push(Stmt::Let {
        value: condition,
        expr: Expr::Fresh(argument),
    });
    let mut block = |stmts| Block {
        id: function.new_block(),
        stmts,
        yields: Vec::new(),
    };
    let (then, els) = (block(then), block(els));
    stmts.push(Stmt::If {
        condition,
        then,
        els,
        results: Vec::new(),
    });
}

/// Tells the calls of a backward pass, which nobody calls but who would fill its shadows with zeros, that the
/// shadows which they are the first to look at are fresh: gives the arguments, with who is called.
pub(in crate::transform) fn note_fresh(
    layout: &mut Layout,
    backward: &Function,
) -> Vec<(usize, Tokens)> {
    let mut found = Vec::new();
    for (i, info) in (0..).zip(&backward.memories) {
        let Origin::Shadow(at) = info.origin else {
            continue;
        };
        let shadow = Memory(i);
        let is_list = matches!(&info.ty, Type::Slice(of) | Type::Vec(of) | Type::Array(of, _) if of.is_float());
        let mut stmts = backward.body.stmts.iter();
        let first = stmts.find(|stmt| stmt.mentions(shadow) > 0);
        if let Some(stmt @ Stmt::Backward(call)) = first
            && is_list
            && backward
                .params
                .get(at)
                .is_some_and(|p| p.passing == Passing::Ref)
            && stmt.mentions(shadow) == 1
            && let Some((argument, path, arguments)) = lent(layout, call, shadow)
            && is_only_one(backward, call.cache.field)
        {
            let wanted = &mut layout.fields[call.cache.field.index()].wanted;
            wanted.resize(arguments, Wanted::Always);
            if let Some(wanted @ Wanted::Always) = wanted.get_mut(argument) {
                *wanted = Wanted::Fresh;
                found.push((at, path));
            }
        }
    }
    found
}

/// The argument of a free function that the shadow goes with, the function, and how many arguments it has.
fn lent(layout: &Layout, call: &Backward, shadow: Memory) -> Option<(usize, Tokens, usize)> {
    let (FieldType::Cache(callee) | FieldType::Calls(callee)) = &layout.field(call.cache.field).ty
    else {
        return None;
    };
    let Target::Function(path) = &callee.target else {
        return None;
    };
    let references = callee.args.iter().enumerate();
    let references = references.filter(|(_, ty)| matches!(ty, Type::Ref(_, false)));
    let references: Vec<usize> = references.map(|(at, _)| at).collect();
    let shadows = call.args.iter().filter_map(|arg| match arg {
        BackwardArg::Ref { shadow, .. } => Some(shadow),
        _ => None,
    });
    let shadows: Vec<_> = shadows.collect();
    let whole = Some(Place::whole(shadow));
    let at = shadows.iter().position(|lent| **lent == whole)?;
    let plain = references.len() == shadows.len() && !path.text().starts_with("::");
    plain.then(|| (references[at], path.clone(), callee.args.len()))
}

/// Whether one call alone reads the field.
fn is_only_one(backward: &Function, field: Field) -> bool {
    let mut calls = 0;
    backward.body.walk(&mut |stmt| {
        calls += usize::from(matches!(stmt, Stmt::Backward(call) if call.cache.field == field));
    });
    calls == 1
}
