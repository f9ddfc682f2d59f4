//! Statements once more in the same function, with values and blocks of their own.

use crate::ir::*;
use rustc_hash::FxHashMap;

pub(super) struct Copier<'a> {
    function: &'a mut Function,
    values: FxHashMap<Value, Value>,
}

impl<'a> Copier<'a> {
    pub(super) fn new(function: &'a mut Function) -> Self {
        Copier {
            function,
            values: FxHashMap::default(),
        }
    }

    /// In copies, the second value stands where the first one stood.
    pub(super) fn stands_for(&mut self, value: Value, here: Value) {
        self.values.insert(value, here);
    }

    /// What a value is in copies.
    pub(super) fn copied(&self, value: Value) -> Value {
        self.values.get(&value).copied().unwrap_or(value)
    }

    fn define(&mut self, value: &mut Value) {
        let mut info = self.function.value(*value).clone();
        // The user gave the name to the first.
        info.name = info.name.and_then(|name| Name::made(name.text));
        let copy = self.function.new_value(info);
        self.values.insert(*value, copy);
        *value = copy;
    }

    /// The copy of a statement without memory of its own.
    pub(super) fn copy(&mut self, stmt: &Stmt) -> Stmt {
        let mut copy = stmt.clone();
        copy.uses(&mut |used| {
            if let Use::Value(v) = used {
                *v = self.copied(*v);
            }
        });
        match &mut copy {
            Stmt::Let { value, .. } => self.define(value),
            Stmt::For(l) => {
                self.define(&mut l.var);
                l.carried
                    .iter_mut()
                    .for_each(|c| self.define(&mut c.inside));
            }
            _ => {}
        }
        for block in copy.blocks_mut() {
            self.block(block);
        }
        match &mut copy {
            Stmt::If { results, .. } => results.iter_mut().for_each(|v| self.define(v)),
            Stmt::For(l) => l
                .carried
                .iter_mut()
                .for_each(|c| self.define(&mut c.result)),
            _ => {}
        }
        copy
    }

    fn block(&mut self, block: &mut Block) {
        block.id = self.function.new_block();
        block.stmts = block.stmts.iter().map(|stmt| self.copy(stmt)).collect();
        block.yields.iter_mut().for_each(|v| *v = self.copied(*v));
    }
}
