//! What is added to a row or a column of a matrix is added in its place.
//!
//! A part that is lent to be changed is lowered as a copy that goes back. Where nothing else is done to
//! it than `part += &b;`, there is neither a copy nor anything to be recorded.

use crate::ir::*;

/// The functions that read such a part, write it, add to it and take from it.
const PARTS: [[&str; 4]; 3] = [
    ["row", "set_row", "add_to_row", "sub_from_row"],
    ["column", "set_column", "add_to_column", "sub_from_column"],
    [
        "index_axis",
        "set_index_axis",
        "add_to_index_axis",
        "sub_from_index_axis",
    ],
];

pub(super) fn change_in_place(function: &mut Function) {
    let mut uses = Uses::default();
    function.body.look_all(&mut |used| uses.count(&used));
    uses.count_in_operand(&function.result);
    rewrite(&mut function.body, &uses);
}

/// How often each memory and each value is used.
#[derive(Default)]
struct Uses {
    memories: rustc_hash::FxHashMap<Memory, usize>,
    values: rustc_hash::FxHashMap<Value, usize>,
}

impl Uses {
    fn count(&mut self, used: &Use<'_>) {
        match used {
            Use::Place(place, _) => *self.memories.entry(place.memory).or_default() += 1,
            Use::Moved(memory) => *self.memories.entry(**memory).or_default() += 1,
            Use::Value(value) => *self.values.entry(**value).or_default() += 1,
        }
    }

    fn count_in_operand(&mut self, operand: &Operand) {
        for memory in operand.memories() {
            *self.memories.entry(memory).or_default() += 1;
        }
        for value in operand.values() {
            *self.values.entry(value).or_default() += 1;
        }
    }
}

fn rewrite(block: &mut Block, uses: &Uses) {
    for stmt in &mut block.stmts {
        stmt.blocks_mut()
            .into_iter()
            .for_each(|inner| rewrite(inner, uses));
    }
    let mut at = 0;
    while at < block.stmts.len() {
        if let Some(lent) = Lent::at(&block.stmts[at..], uses) {
            lent.replace(&mut block.stmts, at);
        }
        at += 1;
    }
}

/// A part that is read, added to and written back.
struct Lent {
    /// The call that reads the part.
    read: Call,
    names: [&'static str; 4],
    copy: Memory,
    /// How many statements there are from reading it to writing it.
    length: usize,
}

impl Lent {
    fn at(stmts: &[Stmt], uses: &Uses) -> Option<Lent> {
        let [Stmt::Call(read), Stmt::Alloc { memory, init }, ..] = stmts else {
            return None;
        };
        let names = PARTS.into_iter().find(|names| is_linear(read, names[0]))?;
        let Some(Arg::Ref(matrix)) = read.args.first() else {
            return None;
        };
        let (part, copy) = (read.result?, *memory);
        let is_part = matches!(init, Init::Operand(Operand::Value(value)) if *value == part);
        if !is_part || uses.values.get(&part) != Some(&1) || !matrix.path.is_empty() {
            return None;
        }
        let mut found = 0;
        for (i, stmt) in stmts.iter().enumerate().skip(2) {
            if let Stmt::Call(call) = stmt
                && is_linear(call, names[1])
                && is_write(call, read, copy)
            {
                // It is nowhere else than where it is added to and written back.
                let all = uses.memories.get(&copy) == Some(&(found + 1));
                return (found > 0 && all).then(|| Lent {
                    read: (**read).clone(),
                    names,
                    copy,
                    length: i + 1,
                });
            }
            if let Some(by) = added(stmt, copy) {
                if by.memory == matrix.memory || by.memory == copy {
                    return None;
                }
                found += 1;
                continue;
            }
            // Nobody else looks at the matrix meanwhile.
            let mut mentions = false;
            stmt.look(&mut |used| {
                mentions |= match used {
                    Use::Place(place, _) => place.memory == matrix.memory,
                    Use::Moved(memory) => *memory == matrix.memory,
                    Use::Value(_) => false,
                };
            });
            if mentions || !stmt.blocks().is_empty() {
                return None;
            }
        }
        None
    }

    fn replace(&self, stmts: &mut Vec<Stmt>, at: usize) {
        let lent: Vec<Stmt> = stmts.drain(at..at + self.length).collect();
        let inside = lent.into_iter().take(self.length - 1).skip(2);
        let replaced: Vec<Stmt> = inside.map(|stmt| self.in_place(stmt)).collect();
        stmts.splice(at..at, replaced);
    }

    fn in_place(&self, stmt: Stmt) -> Stmt {
        let (Some(by), Stmt::Call(call)) = (added(&stmt, self.copy).cloned(), &stmt) else {
            return stmt;
        };
        let name = if is_linear(call, "sub_assign") {
            self.names[3]
        } else {
            self.names[2]
        };
        let (Some(Arg::Ref(matrix)), Some(target)) =
            (self.read.args.first(), call.target.beside(name))
        else {
            return stmt;
        };
        let mut args = vec![Arg::RefMut(matrix.clone())];
        args.extend(self.read.args.iter().skip(1).cloned());
        args.push(Arg::Ref(by));
        Stmt::Call(Box::new(Call {
            target,
            args,
            name: name.to_string(),
            ..(**call).clone()
        }))
    }
}

/// What is added to the copy, or taken from it.
fn added(stmt: &Stmt, copy: Memory) -> Option<&Place> {
    match stmt {
        Stmt::Call(call) if is_linear(call, "add_assign") || is_linear(call, "sub_assign") => {
            match &call.args[..] {
                [Arg::RefMut(to), Arg::Ref(by)] if *to == Place::whole(copy) => Some(by),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether the call writes the copy to where the part was read.
fn is_write(call: &Call, read: &Call, copy: Memory) -> bool {
    match (&call.args[..], &read.args[..]) {
        ([Arg::RefMut(to), written @ .., Arg::Ref(from)], [Arg::Ref(of), at @ ..]) => {
            let same = |(a, b): (&Arg, &Arg)| matches!((a, b), (Arg::Operand(a), Arg::Operand(b)) if a == b);
            to == of
                && *from == Place::whole(copy)
                && written.len() == at.len()
                && written.iter().zip(at).all(same)
        }
        _ => false,
    }
}

fn is_linear(call: &Call, name: &str) -> bool {
    call.target.is_linear() && call.name == name
}
