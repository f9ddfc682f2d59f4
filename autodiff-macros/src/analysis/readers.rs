//! Who reads again what a forward pass was lent: of the lists of the arguments, the adjoints that they are read
//! for; of the copies of lists in the cache, the calls that these are handed to.

use super::Arguments;
use crate::ir::*;
use rustc_hash::FxHashMap;

/// For each parameter of a finished backward pass the arguments for whose adjoints it is looked at again;
/// nothing if that may be for all.
pub(crate) fn read_for(backward: &Function) -> Vec<Option<Vec<usize>>> {
    let mut sets = vec![Arguments::default(); backward.params.len()];
    let mut conditions = FxHashMap::default();
    backward.body.walk(&mut |stmt| {
        if let Stmt::Let {
            value,
            expr: Expr::Wanted(arguments),
        } = stmt
        {
            conditions.insert(*value, Arguments::of(arguments));
        }
    });
    let mut reads = Reads {
        backward,
        conditions,
        sets: &mut sets,
    };
    reads.block(&backward.body, Arguments::ALWAYS);
    for value in backward.result.memories() {
        reads.memory(value, Arguments::ALWAYS);
    }
    let known = |set: Arguments| (set != Arguments::ALWAYS).then(|| set.positions());
    sets.into_iter().map(known).collect()
}

struct Reads<'a> {
    backward: &'a Function,
    /// What is asked where a branch is taken only for some arguments.
    conditions: FxHashMap<Value, Arguments>,
    sets: &'a mut [Arguments],
}

impl Reads<'_> {
    fn block(&mut self, block: &Block, around: Arguments) {
        for stmt in &block.stmts {
            let set = match stmt {
                Stmt::View { only, .. } if !only.is_empty() => {
                    innermost(around, Arguments::of(only))
                }
                _ => around,
            };
            stmt.look(&mut |used| {
                if let Use::Place(Place { memory, .. }, _) | Use::Moved(memory) = used {
                    self.memory(*memory, set);
                }
            });
            if let Stmt::If {
                condition,
                then,
                els,
                ..
            } = stmt
            {
                let asked = self.conditions.get(condition).copied();
                self.block(then, asked.map_or(set, |asked| innermost(set, asked)));
                self.block(els, set);
            } else {
                stmt.blocks()
                    .into_iter()
                    .for_each(|inner| self.block(inner, set));
            }
        }
    }

    fn memory(&mut self, memory: Memory, set: Arguments) {
        if let Origin::Param(at) = self.backward.memory(memory).origin {
            self.sets[at] = self.sets[at].and(set);
        }
    }
}

/// What stands under two conditions is done for no more arguments than the inner one says.
fn innermost(around: Arguments, inner: Arguments) -> Arguments {
    match around.has(inner) {
        true => inner,
        false => around,
    }
}

/// The copies of lists that a finished backward pass reads, and who they are handed to.
pub(crate) fn lent(backward: &Function, layout: &Layout) -> Vec<Lent> {
    let mut copies: FxHashMap<Memory, Field> = FxHashMap::default();
    let mut all: Vec<Lent> = Vec::new();
    backward.body.walk(&mut |stmt| {
        if let Stmt::Recall { memory, from } = stmt
            && layout.field(from.field).storage == Storage::Slices
        {
            copies.insert(*memory, from.field);
            if all.iter().all(|lent| lent.record != from.field) {
                all.push(Lent {
                    record: from.field,
                    readers: Vec::new(),
                    is_whole: false,
                    is_looked_at: false,
                });
            }
        }
    });
    let mut note = |memory: Memory, f: &dyn Fn(&mut Lent)| {
        let field = copies.get(&memory);
        let lent = all.iter_mut().find(|lent| Some(&lent.record) == field);
        lent.into_iter().for_each(f);
    };
    backward.body.walk(&mut |stmt| {
        if let Stmt::Backward(call) = stmt {
            let positions = positions(layout, call);
            for (i, place) in shared(call).enumerate() {
                let at = positions.as_ref().and_then(|all| all.get(i).copied());
                note(place.memory, &|lent| match at {
                    _ if !place.path.is_empty() => lent.is_looked_at = true,
                    Some(at) => lent.readers.push((call.cache.field, at)),
                    None => lent.is_whole = true,
                });
            }
            return;
        }
        let is_part = matches!(stmt, Stmt::View { .. });
        stmt.look(&mut |used| match used {
            Use::Place(place, access) => {
                let is_part = is_part || access == Access::Length || !place.path.is_empty();
                note(place.memory, &|lent| match is_part {
                    true => lent.is_looked_at = true,
                    false => lent.is_whole = true,
                });
            }
            Use::Moved(memory) => note(*memory, &|lent| lent.is_whole = true),
            Use::Value(_) => {}
        });
    });
    all
}

/// What a call is lent as it was in the forward pass.
fn shared(call: &Backward) -> impl Iterator<Item = &Place> {
    call.args.iter().filter_map(|arg| match arg {
        BackwardArg::Ref { place, .. } => Some(place),
        BackwardArg::RefMut(_) | BackwardArg::Function { .. } => None,
    })
}

/// Where these stand among the arguments of a function that the attribute was put on.
fn positions(layout: &Layout, call: &Backward) -> Option<Vec<usize>> {
    let callee = layout.field(call.cache.field).ty.callee()?;
    match &callee.target {
        Target::Function(path) if !path.text().starts_with("::") => {}
        _ => return None,
    }
    let args = callee.args.iter().enumerate();
    let references = args.filter(|(_, ty)| matches!(ty, Type::Ref(_, false)));
    let positions: Vec<usize> = references.map(|(at, _)| at).collect();
    (positions.len() == shared(call).count()).then_some(positions)
}
