//! Values that are not set and own memory: in a loop, the first iteration would move what stands before it.

use crate::ir::Block;
use crate::lower::builder::Deferred;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// Makes such values anew in each branch of a loop that gives them.
    pub(in crate::lower) fn make_in_branches(&mut self) {
        let mut stmts = std::mem::take(&mut self.function.body.stmts);
        let mut replaced = Vec::new();
        for stmt in &mut stmts {
            self.made_in(stmt, false, &mut replaced);
        }
        self.function.body.stmts = stmts;
        replaced.retain(|value| self.function.body.count(*value) == 0);
        let stmts = &mut self.function.body.stmts;
        stmts.retain(|stmt| !stmt.defines().iter().any(|value| replaced.contains(value)));
    }

    fn made_in(&mut self, stmt: &mut Stmt, in_loop: bool, replaced: &mut Vec<Value>) {
        let in_loop = in_loop || matches!(stmt, Stmt::For(_) | Stmt::While(_));
        for block in stmt.blocks_mut() {
            for inner in &mut block.stmts {
                self.made_in(inner, in_loop, replaced);
            }
            if in_loop {
                self.given_by(block, replaced);
            }
        }
    }

    fn given_by(&mut self, block: &mut Block, replaced: &mut Vec<Value>) {
        for given in &mut block.yields {
            let info = self.function.value(*given).clone();
            if info.ty.is_copy() || !self.pending.deferred.contains(&(*given, Deferred::Zero)) {
                continue;
            }
            if let Some(expr) = self.start(&info.ty, Deferred::Zero, &mut block.stmts, info.span) {
                let value = self.function.new_value(info);
                block.stmts.push(Stmt::Let { value, expr });
                replaced.push(*given);
                *given = value;
            }
        }
    }
}
