//! Makes explicit what the backward pass will ask for: copies of memory that a call reads and that
//! is written later, lengths that an assignment is about to change, and lengths of `Vec`s whose
//! shadows will be as long.

use super::moves::{may_take, moves};
use super::snapshots::{self, Snapshots};
use crate::analysis::{Activity, Asked, ShadowShape, Structure, reshapes, shadow_shape};
use crate::ir::*;
use rustc_hash::FxHashMap;

pub(super) struct Prepared {
    /// The function with these statements added. Its meaning is the same.
    pub(super) function: Function,
    /// The lengths, by memory.
    pub(super) lengths: FxHashMap<Memory, Value>,
    /// What each of the copies for calls is a copy of.
    pub(super) originals: FxHashMap<Memory, Place>,
}

pub(super) fn prepare(function: &Function, asked: &Asked) -> Prepared {
    let structure = Structure::of(function);
    let activity = Activity::of(function, asked);
    let mut prepared = function.clone();
    let mut body = std::mem::replace(&mut prepared.body, empty(function.body.id));
    let mut prepare = Prepare {
        structure: &structure,
        activity: &activity,
        function: &mut prepared,
        position: 0,
        lengths: FxHashMap::default(),
        snapshots: Snapshots::default(),
    };
    prepare.block(&mut body);
    prepare.lengths_of_arguments(&mut body);
    let Prepare {
        lengths, snapshots, ..
    } = prepare;
    prepared.body = body;
    Prepared {
        function: prepared,
        lengths,
        originals: snapshots.originals(),
    }
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
    lengths: FxHashMap<Memory, Value>,
    snapshots: Snapshots,
}

impl Prepare<'_> {
    fn block(&mut self, block: &mut Block) {
        for mut stmt in std::mem::take(&mut block.stmts) {
            self.position += 1;
            match &mut stmt {
                Stmt::Call(call) if self.activity.call(call) => {
                    let linear = call.target.is_linear();
                    for arg in &mut call.args {
                        if let Arg::Ref(place) = arg
                            && !(linear && self.activity.memory(place.memory))
                            && !self.stays(place.memory, block.id)
                        {
                            let copy = self.snapshot(place, block.id, &mut block.stmts);
                            *place = Place::whole(copy);
                        }
                    }
                }
                Stmt::Let {
                    expr: Expr::Load(place),
                    value,
                } if self.is_moved_and_replaced(*value, place, block.id) => {
                    let (copy, alloc) = self.snapshots.take_to_move(self.function, place);
                    block.stmts.push(alloc);
                    *place = Place::whole(copy);
                }
                Stmt::Let {
                    expr: Expr::Load(place),
                    value,
                } if self.is_moved_from_constant(*value, place) => {
                    let (copy, alloc) = snapshots::copy(self.function, place);
                    block.stmts.push(alloc);
                    *place = Place::whole(copy);
                }
                Stmt::Assign { place, operand, .. } if self.needs_exchange(place, operand) => {
                    let new = self.new_content(place, operand.clone(), &mut block.stmts);
                    stmt = Stmt::Swap {
                        a: place.clone(),
                        b: Place::whole(new),
                    };
                }
                Stmt::Truncate {
                    place, old_length, ..
                } if self.activity.memory(place.memory) => {
                    let (value, length) = self.length(place.clone());
                    block.stmts.push(length);
                    *old_length = Some(value);
                }
                Stmt::Assign {
                    place, old_length, ..
                } if self.activity.memory(place.memory)
                    && self
                        .function
                        .place_type(place)
                        .is_some_and(|ty| is_vec_of_floats(&ty)) =>
                {
                    let (value, length) = self.length(place.clone());
                    block.stmts.push(length);
                    *old_length = Some(value);
                }
                _ => {}
            }
            for inner in stmt.blocks_mut() {
                self.block(inner);
            }
            let made = match &stmt {
                Stmt::Alloc { memory, init } => Some((*memory, init.clone())),
                _ => None,
            };
            block.stmts.push(stmt);
            if let Some((memory, init)) = made
                && self.activity.memory(memory)
                && shadow_shape(self.function, None, memory, &init) == ShadowShape::Primal
                && is_vec_of_floats(&self.function.memory(memory).ty)
            {
                let (value, length) = self.length(Place::whole(memory));
                block.stmts.push(length);
                self.lengths.insert(memory, value);
            }
        }
        self.position += 1;
        self.final_lengths(block);
    }

    /// A `Vec` that grows, shrinks, is exchanged or assigned as a whole may have another length
    /// behind the last statement that changes it, which is where its shadow begins.
    fn final_lengths(&mut self, block: &mut Block) {
        let mut here = Vec::new();
        for stmt in &block.stmts {
            if let Stmt::Alloc { memory, .. } = stmt
                && self.activity.memory(*memory)
                && is_vec_of_floats(&self.function.memory(*memory).ty)
            {
                here.push(*memory);
            }
        }
        if block.id == self.function.body.id {
            let params = self.function.params.iter();
            let vecs = params.filter(|p| p.passing == Passing::Value && is_vec_of_floats(&p.ty));
            here.extend(vecs.flat_map(|p| p.binding.memories()));
        }
        // The shadow of what is returned is the adjoint that comes in.
        let returned = self.function.result.memories();
        here.retain(|memory| !returned.contains(memory));
        for memory in here {
            if let Some(length) = self.final_length(block, memory) {
                self.lengths.insert(memory, length);
            }
        }
    }

    /// The length behind the last statement that changes it; where a branch moves the `Vec` away after it has
    /// changed it, as an early `return` does, the length is a result of the branch.
    fn final_length(&mut self, block: &mut Block, memory: Memory) -> Option<Value> {
        let at = block
            .stmts
            .iter()
            .rposition(|stmt| reshapes(stmt, memory))?;
        let last = &mut block.stmts[at];
        let moved = moves(last, memory) || may_take(self.function, last, memory);
        let (value, length) = self.length(Place::whole(memory));
        match last {
            Stmt::If {
                then, els, results, ..
            } if moved => {
                for arm in [then, els] {
                    let inside = self.final_length(arm, memory).unwrap_or_else(|| {
                        let (value, length) = self.length(Place::whole(memory));
                        arm.stmts.insert(0, length);
                        value
                    });
                    arm.yields.push(inside);
                }
                results.push(value);
            }
            _ => block.stmts.insert(at + 1, length),
        }
        Some(value)
    }

    /// `Vec`s that are passed by value.
    fn lengths_of_arguments(&mut self, body: &mut Block) {
        for param in self.function.params.clone() {
            if let (Passing::Value, Operand::Memory(memory)) = (param.passing, &param.binding)
                && is_vec_of_floats(&param.ty)
                && !self.lengths.contains_key(memory)
            {
                let (value, length) = self.length(Place::whole(*memory));
                body.stmts.insert(0, length);
                self.lengths.insert(*memory, value);
            }
        }
    }

    fn length(&mut self, place: Place) -> (Value, Stmt) {
        let value = self.function.new_value(ValueInfo {
            ty: Type::USIZE,
            name: Name::made("length"),
            span: self.function.memory(place.memory).span,
        });
        let expr = Expr::Len(place);
        (value, Stmt::Let { value, expr })
    }

    /// Whether an assignment drops content whose adjoint has a shape that only the content tells.
    fn needs_exchange(&self, place: &Place, operand: &Operand) -> bool {
        let ty = self.function.place_type(place);
        self.activity.memory(place.memory)
            && self.function.assigns_gradient(place, operand)
            && ty.is_none_or(|ty| !ty.tells_shape() && !is_vec_of_floats(&ty) && !ty.is_float())
    }

    /// The variable of what is assigned: once exchanged, it keeps what the assignment drops.
    fn new_content(&mut self, place: &Place, operand: Operand, stmts: &mut Vec<Stmt>) -> Memory {
        if let Operand::Memory(memory) = operand
            && self.function.memory(memory).origin == Origin::Local
        {
            return memory;
        }
        let info = self.function.memory(place.memory);
        let memory = MemoryInfo {
            ty: self.function.place_type(place).unwrap_or(Type::Unknown),
            name: format!("{}_next", info.name),
            span: info.span,
            origin: Origin::Local,
        };
        let memory = self.function.new_memory(memory);
        let init = Init::Operand(operand);
        stmts.push(Stmt::Alloc { memory, init });
        memory
    }

    /// Whether content is moved away that an assignment will replace: the exchange, or the length, that
    /// the assignment is made of looks at what was there.
    fn is_moved_and_replaced(&self, value: Value, place: &Place, block: BlockId) -> bool {
        !self.function.value(value).ty.is_copy()
            && self.activity.memory(place.memory)
            && !self.structure.is_stable(place.memory, self.position, block)
    }

    /// Whether an element is moved out of an array that is a constant.
    fn is_moved_from_constant(&self, value: Value, place: &Place) -> bool {
        let is_constant = matches!(self.function.memory(place.memory).origin, Origin::Const(_));
        is_constant && !place.path.is_empty() && !self.function.value(value).ty.is_copy()
    }

    /// Whether the backward pass finds the memory as the call found it.
    fn stays(&self, memory: Memory, block: BlockId) -> bool {
        self.function.passing(memory) != Some(Passing::RefMut)
            && self.structure.is_stable(memory, self.position, block)
    }

    fn snapshot(&mut self, place: &Place, block: BlockId, stmts: &mut Vec<Stmt>) -> Memory {
        let (structure, position) = (self.structure, self.position);
        if let Some(copy) = self.snapshots.find(structure, place, block, position) {
            return copy;
        }
        let (copy, alloc) = (self.snapshots).take(self.function, place, block, position);
        stmts.push(alloc);
        copy
    }
}

fn is_vec_of_floats(ty: &Type) -> bool {
    matches!(ty, Type::Vec(item) if item.is_float())
}
