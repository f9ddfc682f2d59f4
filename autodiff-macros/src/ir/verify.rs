//! The verifier: what every stage may rely on. It runs after each stage in debug builds.

use super::*;
use rustc_hash::FxHashSet;
use std::fmt::Debug;

/// Checks that a function is well formed: each value is defined once and before it is used, regions
/// yield as many values as their statement has results, block ids are unique.
pub(crate) fn verify(function: &Function) -> Result<(), String> {
    let mut checker = Checker {
        function,
        defined: Flags::default(),
        ever: Flags::default(),
        memories: Flags::default(),
        blocks: FxHashSet::default(),
    };
    for param in &function.params {
        checker.define_operand(&param.binding)?;
    }
    checker.define_operand(&function.seed)?;
    for (i, memory) in function.memories.iter().enumerate() {
        if !matches!(
            memory.origin,
            Origin::Local | Origin::Recalled | Origin::View
        ) {
            checker.memories.insert(Memory(i as u32));
        }
    }
    checker.block(&function.body, 0)?;
    // The body's values are still in scope for the result.
    checker.used_operand(&function.result, &format_args!("the result"))
}

struct Checker<'a> {
    function: &'a Function,
    defined: Flags<Value>,
    ever: Flags<Value>,
    memories: Flags<Memory>,
    blocks: FxHashSet<BlockId>,
}

impl Checker<'_> {
    fn define(&mut self, value: Value) -> Result<(), String> {
        if value.index() >= self.function.values.len() {
            return Err(format!("%{} does not exist", value.0));
        }
        if !self.ever.insert(value) {
            return Err(format!("%{} is defined twice", value.0));
        }
        self.defined.insert(value);
        Ok(())
    }

    fn define_operand(&mut self, operand: &Operand) -> Result<(), String> {
        for value in operand.values() {
            self.define(value)?;
        }
        self.memories.extend(operand.memories());
        Ok(())
    }

    fn used(&self, value: Value, by: &dyn Debug) -> Result<(), String> {
        if self.defined.contains(&value) {
            Ok(())
        } else {
            Err(format!(
                "%{} is used by {by:?} where it is not defined",
                value.0
            ))
        }
    }

    fn used_operand(&self, operand: &Operand, by: &dyn Debug) -> Result<(), String> {
        for value in operand.values() {
            self.used(value, by)?;
        }
        for memory in operand.memories() {
            if !self.memories.contains(&memory) {
                return Err(format!("@{} is used by {by:?} where it is not", memory.0));
            }
        }
        Ok(())
    }

    /// A block in a scope of its own, which first defines `bound`.
    fn scoped(&mut self, block: &Block, bound: &[Value], yields: usize) -> Result<(), String> {
        let defined = self.defined.clone();
        let memories = self.memories.clone();
        for value in bound {
            self.define(*value)?;
        }
        self.block(block, yields)?;
        self.defined = defined;
        self.memories = memories;
        Ok(())
    }

    fn block(&mut self, block: &Block, yields: usize) -> Result<(), String> {
        if !self.blocks.insert(block.id) {
            return Err(format!("block b{} stands twice", block.id.0));
        }
        for stmt in &block.stmts {
            self.stmt(stmt)?;
        }
        if block.yields.len() != yields {
            let found = block.yields.len();
            return Err(format!("block b{} yields {found} of {yields}", block.id.0));
        }
        for value in &block.yields {
            self.used(*value, &format_args!("a yield"))?;
        }
        Ok(())
    }

    fn stmt(&mut self, stmt: &Stmt) -> Result<(), String> {
        let mut failure = None;
        let this = &*self;
        stmt.look(&mut |used| {
            let outcome = match used {
                Use::Value(v) => this.used(*v, stmt),
                Use::Place(Place { memory, .. }, _) | Use::Moved(memory) => {
                    if this.memories.contains(memory) {
                        Ok(())
                    } else {
                        Err(format!("@{} is used by {stmt:?} where it is not", memory.0))
                    }
                }
            };
            if let Err(text) = outcome {
                failure.get_or_insert(text);
            }
        });
        if let Some(text) = failure {
            return Err(text);
        }
        match stmt {
            Stmt::If {
                then, els, results, ..
            } => {
                self.scoped(then, &[], results.len())?;
                self.scoped(els, &[], results.len())?;
            }
            Stmt::For(l) => {
                let mut bound = vec![l.var];
                bound.extend(l.carried.iter().map(|c| c.inside));
                if l.exit.is_some_and(|at| at >= l.carried.len()) {
                    return Err("a loop's exit is not carried".into());
                }
                self.scoped(&l.body, &bound, l.carried.len())?;
            }
            Stmt::While(l) => {
                // The carried values are bound once, for the condition and the body.
                let defined = self.defined.clone();
                for c in &l.carried {
                    self.define(c.inside)?;
                }
                self.scoped(&l.condition, &[], 1)?;
                self.scoped(&l.body, &[], l.carried.len())?;
                self.defined = defined;
            }
            Stmt::Alloc { memory, init } => {
                self.memories.insert(*memory);
                if let Init::Inside { error, .. } = init {
                    self.memories.extend(*error);
                }
            }
            Stmt::Recall { memory, .. } => {
                self.memories.insert(*memory);
            }
            Stmt::View { memories, .. } => self.memories.extend(memories.iter().copied()),
            _ => {}
        }
        for value in stmt.defines() {
            self.define(value)?;
        }
        Ok(())
    }
}
