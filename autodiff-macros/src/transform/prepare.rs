//! Makes explicit what the backward pass will ask for: copies of memory that a call reads and that
//! is written later, and lengths that an assignment is about to change.

use crate::analysis::{Activity, Structure};
use crate::ir::*;

/// The function with these statements added; its meaning is the same.
pub(crate) fn prepare(function: &Function) -> Function {
    let structure = Structure::of(function);
    let activity = Activity::of(function);
    let mut prepared = function.clone();
    let mut body = std::mem::replace(&mut prepared.body, empty(function.body.id));
    Prepare {
        structure: &structure,
        activity: &activity,
        function: &mut prepared,
        position: 0,
    }
    .block(&mut body);
    prepared.body = body;
    prepared
}

fn empty(id: BlockId) -> Block {
    Block {
        id,
        stmts: Vec::new(),
        yields: Vec::new(),
    }
}

struct Prepare<'a> {
    structure: &'a Structure<'a>,
    activity: &'a Activity,
    function: &'a mut Function,
    /// Counts statements as [`Structure`] does.
    position: usize,
}

impl Prepare<'_> {
    fn block(&mut self, block: &mut Block) {
        for mut stmt in std::mem::take(&mut block.stmts) {
            self.position += 1;
            match &mut stmt {
                Stmt::Call(call) if self.activity.call(call) => {
                    for arg in &mut call.args {
                        if let Arg::Ref(place) = arg
                            && !self.stays(place.memory, block.id)
                        {
                            let (copy, alloc) = self.copy(place);
                            block.stmts.push(alloc);
                            *place = Place::whole(copy);
                        }
                    }
                }
                Stmt::Assign {
                    place, old_length, ..
                } if self.activity.memory(place.memory) => {
                    let floats = matches!(
                        self.function.place_type(place),
                        Some(Type::Vec(item)) if item.is_float()
                    );
                    if floats {
                        let value = self.function.new_value(ValueInfo {
                            ty: Type::USIZE,
                            name: Some(Name {
                                text: "length".into(),
                                by_user: false,
                            }),
                            span: self.function.memory(place.memory).span,
                        });
                        let expr = Expr::Len(place.clone());
                        block.stmts.push(Stmt::Let { value, expr });
                        *old_length = Some(value);
                    }
                }
                _ => {}
            }
            for inner in stmt.blocks_mut() {
                self.block(inner);
            }
            block.stmts.push(stmt);
        }
        self.position += 1;
    }

    /// Whether the backward pass finds the memory as the call found it.
    fn stays(&self, memory: Memory, block: BlockId) -> bool {
        self.function.passing(memory) != Some(Passing::RefMut)
            && self.structure.is_stable(memory, self.position, block)
    }

    fn copy(&mut self, place: &Place) -> (Memory, Stmt) {
        let info = self.function.memory(place.memory).clone();
        let ty = match self.function.place_type(place) {
            Some(Type::Slice(item)) => Type::Vec(item),
            Some(ty) => ty,
            None => Type::Unknown,
        };
        let memory = self.function.new_memory(MemoryInfo {
            ty,
            origin: Origin::Local,
            ..info
        });
        let init = Init::Clone(place.clone());
        (memory, Stmt::Alloc { memory, init })
    }
}
