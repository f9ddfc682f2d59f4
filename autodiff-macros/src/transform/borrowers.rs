//! Structs that hold references are made just before the calls that take them.

use crate::ir::*;

/// Makes the structs that calls of a generated function take.
pub(crate) fn made(function: &mut Function) {
    let mut body = std::mem::replace(&mut function.body, empty());
    block(function, &mut body);
    function.body = body;
}

fn empty() -> Block {
    Block {
        id: BlockId(0),
        stmts: Vec::new(),
        yields: Vec::new(),
    }
}

fn block(function: &mut Function, within: &mut Block) {
    for mut stmt in std::mem::take(&mut within.stmts) {
        for inner in stmt.blocks_mut() {
            block(function, inner);
        }
        if let Stmt::Call(call) = &mut stmt {
            arguments(function, call, &mut within.stmts);
        }
        within.stmts.push(stmt);
    }
}

fn arguments(function: &mut Function, call: &mut Call, stmts: &mut Vec<Stmt>) {
    let mut args = std::mem::take(&mut call.args).into_iter();
    while let Some(arg) = args.next() {
        let Arg::Struct(borrower) = arg else {
            call.args.push(arg);
            continue;
        };
        let places = places(&borrower, &mut args);
        let (memory, alloc) = borrowed(function, &borrower, places);
        stmts.push(alloc);
        call.args.push(Arg::Ref(Place::whole(memory)));
    }
}

/// What such a struct is made of: the arguments behind it.
pub(super) fn places(borrower: &Borrower, rest: &mut dyn Iterator<Item = Arg>) -> Vec<Place> {
    let parts = rest.take(borrower.parts().len());
    let places = parts.filter_map(|arg| match arg {
        Arg::Ref(place) => Some(place),
        _ => None,
    });
    places.collect()
}

/// Such a struct as a memory.
pub(super) fn borrowed(
    function: &mut Function,
    borrower: &Borrower,
    places: Vec<Place>,
) -> (Memory, Stmt) {
    let memory = function.new_memory(MemoryInfo {
        ty: borrower.ty.clone(),
        name: borrower.name.clone(),
        span: borrower.span,
        origin: Origin::Local,
    });
    let init = Init::Borrower(Box::new(borrower.clone()), places);
    (memory, Stmt::Alloc { memory, init })
}
