//! The adjoint of what a loop makes of each item gives way to that of the items.
//!
//! The loop takes an element of the one and adds to the same element of the other, which was zeroed for it.
//! Where nobody looks at the one again, it holds the other as well: there is nothing to be made and filled
//! with zeros.

use crate::ir::*;

pub(super) fn adjoints(function: &mut Function) {
    let mut body = std::mem::take(&mut function.body.stmts);
    block(function, &mut body);
    function.body.stmts = body;
}

fn block(function: &Function, stmts: &mut Vec<Stmt>) {
    for stmt in stmts.iter_mut() {
        for inner in stmt.blocks_mut() {
            block(function, &mut inner.stmts);
        }
    }
    let mut at = 0;
    while at < stmts.len() {
        match Overwritten::at(function, stmts, at) {
            Some(found) => found.apply(stmts, at),
            None => at += 1,
        }
    }
}

struct Overwritten {
    /// The adjoint that is zeroed, and the one that it takes the place of.
    zeroed: Memory,
    taken: Memory,
    /// Where the loop stands, and where in it the addition.
    at: usize,
    addition: usize,
}

impl Overwritten {
    /// The adjoint that is zeroed by the statement at this position.
    fn at(function: &Function, stmts: &[Stmt], at: usize) -> Option<Self> {
        let Stmt::Alloc {
            memory: zeroed,
            init: Init::ZeroVec(length),
        } = stmts[at]
        else {
            return None;
        };
        let is_floats = |memory: Memory| matches!(&function.memory(memory).ty, Type::Vec(item) if item.is_float());
        let of = (at + 1..stmts.len()).find(|of| stmts[*of].mentions(zeroed) > 0)?;
        let Stmt::For(l) = &stmts[of] else {
            return None;
        };
        if !is_floats(zeroed) || stmts[of].mentions(zeroed) != 1 || !is_whole(stmts, l, length) {
            return None;
        }
        let (addition, index) = (l.body.stmts.iter().enumerate()).find_map(|(at, s)| match s {
            Stmt::Update {
                place,
                subtract: false,
                ..
            } if place.memory == zeroed => Some((at, &place.path)),
            _ => None,
        })?;
        let by_item = [Projection::Index(l.var)];
        let taken = (l.body.stmts[..addition].iter()).find_map(|stmt| match stmt {
            Stmt::Let {
                expr: Expr::Take(place),
                ..
            } if place.path == by_item && is_floats(place.memory) => Some(place.memory),
            _ => None,
        })?;
        let uses = |stmts: &[Stmt]| stmts.iter().map(|s| s.mentions(taken)).sum::<usize>();
        let is_own = (stmts[..of].iter())
            .any(|s| matches!(s, Stmt::Alloc { memory, .. } if *memory == taken));
        let returned = function.result.memories();
        let alone = uses(&stmts[of..=of]) == 1
            && uses(&stmts[of + 1..]) == 0
            && is_own
            && same(function, taken, zeroed)
            && ![taken, zeroed]
                .iter()
                .any(|memory| returned.contains(memory));
        (index[..] == by_item && alone).then_some(Overwritten {
            zeroed,
            taken,
            at: of,
            addition,
        })
    }

    fn apply(self, stmts: &mut Vec<Stmt>, zeroing: usize) {
        let Overwritten {
            zeroed,
            taken,
            at,
            addition,
        } = self;
        let length = match &stmts[zeroing] {
            Stmt::Alloc {
                init: Init::ZeroVec(length),
                ..
            } => Some(*length),
            _ => None,
        };
        if let Stmt::For(l) = &mut stmts[at]
            && let Stmt::Update { place, value, .. } = l.body.stmts[addition].clone()
        {
            l.body.stmts[addition] = Stmt::Store { place, value };
        }
        for stmt in &mut stmts[at..] {
            let mut rename = |used: Use<'_>| match used {
                Use::Place(place, _) if place.memory == zeroed => place.memory = taken,
                Use::Moved(memory) if *memory == zeroed => *memory = taken,
                _ => {}
            };
            stmt.uses(&mut rename);
            for inner in stmt.blocks_mut() {
                inner.all_uses(&mut rename);
            }
        }
        // It may be longer than what the loop goes over.
        let cut = length.map(|length| Stmt::Truncate {
            place: Place::whole(taken),
            length,
            old_length: None,
        });
        stmts.splice(at + 1..at + 1, cut);
        stmts.remove(zeroing);
    }
}

fn same(function: &Function, a: Memory, b: Memory) -> bool {
    function.memory(a).ty == function.memory(b).ty
}

/// Whether the loop reaches every element of what is this long.
fn is_whole(stmts: &[Stmt], l: &For, length: Value) -> bool {
    let defined = |value: Value| {
        stmts.iter().find_map(|stmt| match stmt {
            Stmt::Let { value: of, expr } if *of == value => Some(expr),
            _ => None,
        })
    };
    let alike = match (defined(l.to), defined(length)) {
        _ if l.to == length => true,
        (Some(Expr::Len(a)), Some(Expr::Len(b))) => a == b && is_recorded(stmts, a.memory),
        _ => false,
    };
    let from_zero = defined(l.from).is_some_and(|from| from.is_number(0.0));
    alike && from_zero && !l.inclusive && l.exit.is_none()
}

/// Whether it is a memory of the primal, which stays as it is.
fn is_recorded(stmts: &[Stmt], memory: Memory) -> bool {
    stmts.iter().any(|stmt| {
        matches!(stmt, Stmt::Recall { memory: of, .. } | Stmt::Alloc { memory: of, init: Init::Seen(_) }
            if *of == memory)
    })
}
