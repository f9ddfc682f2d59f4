//! The adjoint of an array of copies of an aggregate: the sum of the adjoints of the copies.

use super::Backward;
use crate::ir::*;

impl Backward<'_> {
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
