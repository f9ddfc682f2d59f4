//! How memory began: its adjoint goes to what it was put together or copied of. Of an array of copies
//! that is the sum of their adjoints.

use super::Backward;
use crate::ir::*;

impl Backward<'_> {
    pub(super) fn adjoint_of_alloc(&mut self, shadow: Memory, init: &Init) {
        let whole = Place::whole(shadow);
        match init {
            Init::Operand(operand) => self.distribute(operand, &whole),
            Init::Inside { of, .. } => self.distribute(&Operand::Value(*of), &whole),
            Init::VecOf(items) => self.distribute(&Operand::Array(items.clone()), &whole),
            Init::Repeat {
                value: Operand::Value(value),
                ..
            } if self.primal.activity.value(*value)
                && self.primal.function.value(*value).ty.is_float() =>
            {
                let d = self.read_shadow(*value, Expr::Sum(whole));
                self.add(*value, d, false);
            }
            Init::Repeat { value, .. } if self.primal.activity.operand(value) => {
                self.adjoint_of_copies(value, &whole);
            }
            Init::Clone(place) if self.primal.activity.memory(place.memory) => {
                let to = self.shadow_place(place);
                self.stmts.push(Stmt::Accumulate { to, from: whole });
            }
            _ => {}
        }
    }

    /// Hands the sum of the elements of `copies` to the operand that they are copies of.
    pub(super) fn adjoint_of_copies(&mut self, operand: &Operand, copies: &Place) {
        if let Operand::Memory(memory) = operand {
            let to = self.shadow_place(&Place::whole(*memory));
            self.add_elements(to, copies);
            return;
        }
        let span = self.out.memory(copies.memory).span;
        let sum = self.out.new_memory(MemoryInfo {
            ty: self.primal.function.operand_type(operand).gradient(),
            name: "sum".into(),
            span,
            origin: Origin::Local,
        });
        self.stmts.push(Stmt::Alloc {
            memory: sum,
            init: Init::Zero,
        });
        self.add_elements(Place::whole(sum), copies);
        self.distribute(operand, &Place::whole(sum));
    }

    /// `for i in 0..copies.len() { to += copies[i]; }`
    fn add_elements(&mut self, to: Place, copies: &Place) {
        let span = self.out.memory(copies.memory).span;
        let index = |name: Option<Name>| ValueInfo {
            ty: Type::USIZE,
            name,
            span,
        };
        let from = self.index(0);
        let length = self.emit(index(None), Expr::Len(copies.clone()));
        let var = self.out.new_value(index(Name::made("i")));
        let from_place = copies.then(Projection::Index(var));
        let body = Block {
            id: self.out.new_block(),
            stmts: vec![Stmt::Accumulate {
                to,
                from: from_place,
            }],
            yields: Vec::new(),
        };
        self.stmts.push(Stmt::For(Box::new(For {
            var,
            from,
            to: length,
            inclusive: false,
            reversed: false,
            carried: Vec::new(),
            exit: None,
            body,
            span,
        })));
    }
}
