//! What a list begins as copies of stands in memory, where that is no number: its adjoint is the sum of theirs, and
//! begins as zeros of its shape.

use crate::ir::*;

pub(super) fn keep_items(function: &mut Function) {
    let empty = Block {
        id: function.body.id,
        stmts: Vec::new(),
        yields: Vec::new(),
    };
    let mut body = std::mem::replace(&mut function.body, empty);
    block(function, &mut body);
    function.body = body;
}

fn block(function: &mut Function, of: &mut Block) {
    for mut stmt in std::mem::take(&mut of.stmts) {
        for inner in stmt.blocks_mut() {
            block(function, inner);
        }
        if let Stmt::Alloc {
            memory: list,
            init: Init::Repeat { value: item, .. },
        } = &mut stmt
            && let Operand::Value(value) = *item
            // Of a `None` alone the list tells what it could be.
            && let Type::Vec(ty) | Type::Array(ty, _) = function.memory(*list).ty.clone()
        {
            let (ty, span) = (*ty, function.value(value).span);
            if !ty.is_scalar() && !ty.tells_shape() {
                let memory = function.new_memory(MemoryInfo {
                    ty,
                    name: "item".into(),
                    span,
                    origin: Origin::Local,
                });
                *item = Operand::Memory(memory);
                of.stmts.push(Stmt::Alloc {
                    memory,
                    init: Init::Operand(Operand::Value(value)),
                });
            }
        }
        of.stmts.push(stmt);
    }
}
