//! Adjoints of memory: shadows, and the statements that read and write them.

use super::Backward;
use crate::analysis::{ShadowShape, shadow_shape};
use crate::ir::*;

impl Backward<'_> {
    pub(super) fn new_shadow(&mut self, memory: Memory, origin: Origin) -> Memory {
        let info = self.primal.function.memory(memory);
        let ty = match origin {
            Origin::Shadow(_) => info.ty.shadow(),
            _ => info.ty.gradient(),
        };
        let (name, span) = (format!("d_{}", info.name), info.span);
        self.out.new_memory(MemoryInfo {
            ty,
            name,
            span,
            origin,
        })
    }

    /// Gives the memories of this block that a statement touches their shadows: this is the last
    /// statement that does, and so the first here.
    pub(super) fn shadows_for(&mut self, block: &Block, stmt: &Stmt) {
        if let Stmt::Let { value, expr } = stmt
            && let Expr::Load(place) = expr
            && place.path.is_empty()
            && !self.primal.function.value(*value).ty.is_scalar()
        {
            // The adjoint of the content moved out may become the shadow.
            return;
        }
        let mut touched = Vec::new();
        mentioned(stmt, &mut touched);
        for memory in touched {
            if self.home(memory) == Some(block.id) && self.primal.activity.memory(memory) {
                self.ensure_shadow(memory);
            }
        }
    }

    /// The block that a shadow of the memory's own belongs to: that which allocates the memory.
    fn home(&self, memory: Memory) -> Option<BlockId> {
        if self.primal.originals.contains_key(&memory) {
            return None;
        }
        match self.primal.structure.allocation(memory) {
            Some((block, _)) => Some(block),
            None => (self.primal.function.passing(memory) == Some(Passing::Value))
                .then_some(self.primal.function.body.id),
        }
    }

    /// A shadow of zeros, if the memory has none yet.
    pub(super) fn ensure_shadow(&mut self, memory: Memory) {
        if self.scope.shadows.contains_key(&memory) {
            return;
        }
        let function = self.primal.function;
        let length = self.primal.structure.length(memory);
        let shape = match (self.primal.structure.allocation(memory), length) {
            (Some((_, init)), length) => shadow_shape(function, length, memory, init),
            (None, _) if function.memory(memory).ty.tells_shape() => ShadowShape::Type,
            (None, Some(length)) => ShadowShape::Length(length),
            (None, None) => ShadowShape::Primal,
        };
        let init = match shape {
            ShadowShape::Type => Init::Zero,
            ShadowShape::Length(n) => Init::ZeroVec(self.value(n)),
            ShadowShape::LengthOf(place) => {
                let place = self.place_for_length(&place);
                let info = ValueInfo {
                    ty: Type::USIZE,
                    name: None,
                    span: function.memory(memory).span,
                };
                Init::ZeroVec(self.emit(info, Expr::Len(place)))
            }
            ShadowShape::Primal => {
                let place = self.primal_place(&Place::whole(memory));
                Init::ZeroLike(place)
            }
        };
        self.allocate_shadow(memory, init);
    }

    pub(super) fn allocate_shadow(&mut self, memory: Memory, init: Init) {
        let shadow = self.new_shadow(memory, Origin::Local);
        self.stmts.push(Stmt::Alloc {
            memory: shadow,
            init,
        });
        self.scope.shadows.insert(memory, shadow);
    }

    pub(super) fn adjoint_of_load(&mut self, value: Value, place: &Place) {
        let Some(d) = self.take(value) else { return };
        if !self.primal.activity.memory(place.memory) {
            return;
        }
        let place = self.primal.originals.get(&place.memory).unwrap_or(place);
        let ty = &self.primal.function.value(value).ty;
        if ty.is_scalar() {
            let place = self.shadow_place(place);
            self.stmts.push(Stmt::Update {
                place,
                value: d,
                subtract: false,
            });
            return;
        }
        let fresh = !self.scope.shadows.contains_key(&place.memory);
        if fresh && place.path.is_empty() && self.same_block(value, place.memory) {
            self.allocate_shadow(place.memory, Init::Operand(Operand::Value(d)));
            return;
        }
        let part = self.temporary(value, ty.gradient(), d);
        let to = self.shadow_place(place);
        let from = Place::whole(part);
        self.stmts.push(Stmt::Accumulate { to, from });
    }

    fn same_block(&self, value: Value, memory: Memory) -> bool {
        self.home(memory) == Some(self.primal.structure.block_of(value))
    }

    pub(super) fn adjoint_of_memory(&mut self, stmt: &Stmt) {
        let activity = self.primal.activity;
        match stmt {
            Stmt::Store { place, value } if activity.memory(place.memory) => {
                let shadow = self.shadow_place(place);
                if activity.value(*value) {
                    let d = self.read_shadow(*value, Expr::Take(shadow));
                    self.add(*value, d, false);
                } else {
                    self.stmts.push(Stmt::Zero { place: shadow });
                }
            }
            Stmt::Update {
                place,
                value,
                subtract,
            } if activity.memory(place.memory) && activity.value(*value) => {
                let shadow = self.shadow_place(place);
                let d = self.read_shadow(*value, Expr::Load(shadow));
                self.add(*value, d, *subtract);
            }
            Stmt::Fill { place, value } if activity.memory(place.memory) => {
                let shadow = self.shadow_place(place);
                if activity.value(*value) {
                    let d = self.read_shadow(*value, Expr::Sum(shadow.clone()));
                    self.add(*value, d, false);
                }
                self.stmts.push(Stmt::Zero { place: shadow });
            }
            Stmt::Copy { to, from } if activity.memory(to.memory) => {
                self.adjoint_of_copy(to, from);
            }
            Stmt::Swap { a, b } if activity.memory(a.memory) => {
                let (a, b) = (self.shadow_place(a), self.shadow_place(b));
                self.stmts.push(Stmt::Swap { a, b });
            }
            Stmt::Push { place, operand } if activity.memory(place.memory) => {
                self.adjoint_of_push(place, operand);
            }
            Stmt::Truncate {
                place,
                old_length: Some(length),
                ..
            } if activity.memory(place.memory) => {
                let (place, length) = (self.shadow_place(place), self.value(*length));
                self.stmts.push(Stmt::Lengthen { place, length });
            }
            Stmt::Assign {
                place,
                operand,
                old_length,
            } if activity.memory(place.memory)
                && self.primal.function.assigns_gradient(place, operand) =>
            {
                self.adjoint_of_assign(place, operand, *old_length);
            }
            Stmt::Alloc { memory, init } if activity.memory(*memory) => {
                if let Some(shadow) = self.scope.shadows.get(memory).copied() {
                    self.adjoint_of_alloc(shadow, init);
                }
            }
            _ => {}
        }
    }

    /// What a shadow holds, as the adjoint of a value.
    pub(super) fn read_shadow(&mut self, value: Value, expr: Expr) -> Value {
        let ty = self.primal.function.value(value).ty.gradient();
        self.emit_like(value, ty, expr)
    }

    fn adjoint_of_copy(&mut self, to: &Place, from: &Place) {
        let same = to.memory == from.memory;
        let active = self.primal.activity.memory(from.memory);
        let ty = self.primal.function.place_type(to);
        let d_to = self.shadow_place(to);
        let mut source = d_to.clone();
        if active && same {
            let part = self.out.new_memory(MemoryInfo {
                ty: ty.map_or(Type::Unknown, |ty| ty.gradient()),
                name: "part".into(),
                span: self.primal.function.memory(to.memory).span,
                origin: Origin::Local,
            });
            self.stmts.push(Stmt::Alloc {
                memory: part,
                init: Init::Clone(d_to.clone()),
            });
            self.stmts.push(Stmt::Zero {
                place: d_to.clone(),
            });
            source = Place::whole(part);
        }
        if active {
            let d_from = self.shadow_place(from);
            self.stmts.push(Stmt::Accumulate {
                to: d_from,
                from: source,
            });
        }
        if !(active && same) {
            self.stmts.push(Stmt::Zero { place: d_to });
        }
    }

    /// What was assigned takes the adjoint along; what stood there before has none yet.
    fn adjoint_of_assign(&mut self, place: &Place, operand: &Operand, old_length: Option<Value>) {
        let memory = self.primal.function.memory(place.memory);
        let (name, span) = (memory.name.clone(), memory.span);
        let ty = self.primal.function.place_type(place);
        let shadow = self.shadow_place(place);
        let part = self.out.new_memory(MemoryInfo {
            ty: ty.map_or(Type::Unknown, |ty| ty.gradient()),
            name: format!("d_{name}_next"),
            span,
            origin: Origin::Local,
        });
        self.stmts.push(Stmt::Alloc {
            memory: part,
            init: Init::Clone(shadow.clone()),
        });
        match old_length {
            None => self.stmts.push(Stmt::Zero { place: shadow }),
            Some(length) => {
                let zeros = self.out.new_memory(MemoryInfo {
                    name: format!("d_{name}_before"),
                    ..self.out.memory(part).clone()
                });
                let init = Init::ZeroVec(self.value(length));
                self.stmts.push(Stmt::Alloc {
                    memory: zeros,
                    init,
                });
                self.stmts.push(Stmt::Assign {
                    place: shadow,
                    operand: Operand::Memory(zeros),
                    old_length: None,
                });
            }
        }
        self.distribute(operand, &Place::whole(part));
    }

    /// What was pushed takes the last adjoint.
    fn adjoint_of_push(&mut self, place: &Place, operand: &Operand) {
        let memory = self.primal.function.memory(place.memory);
        let (name, span) = (format!("d_{}_last", memory.name), memory.span);
        let item = self.primal.function.place_type(place);
        let item = item.and_then(|ty| self.primal.function.element_of(&ty));
        let ty = item.map_or(Type::Unknown, |item| item.gradient());
        let shadow = self.shadow_place(place);
        let info = ValueInfo {
            ty: ty.clone(),
            name: Name::made("last"),
            span,
        };
        let d = self.emit(info, Expr::Pop(shadow));
        if let Operand::Value(value) = operand {
            if self.primal.activity.value(*value) {
                self.add(*value, d, false);
            }
            return;
        }
        let part = self.out.new_memory(MemoryInfo {
            ty,
            name,
            span,
            origin: Origin::Local,
        });
        let init = Init::Operand(Operand::Value(d));
        self.stmts.push(Stmt::Alloc { memory: part, init });
        self.distribute(operand, &Place::whole(part));
    }

    pub(super) fn index(&mut self, i: usize) -> Value {
        let info = ValueInfo {
            ty: Type::USIZE,
            name: None,
            span: proc_macro2::Span::call_site(),
        };
        self.emit(info, integer(i))
    }
}

/// Every memory that a statement or a block inside it mentions, except the one it allocates.
fn mentioned(stmt: &Stmt, found: &mut Vec<Memory>) {
    stmt.look(&mut |used| match used {
        Use::Place(place, access) if access != Access::Length => found.push(place.memory),
        Use::Moved(memory) => found.push(*memory),
        _ => {}
    });
    for block in stmt.blocks() {
        for inner in &block.stmts {
            mentioned(inner, found);
        }
    }
}
