//! What stands in a statement and in a block, at any depth.

use super::*;

impl Stmt {
    /// Calls `f` for the blocks of a structured statement, in the order in which they stand.
    fn each_block<'a>(&'a self, f: &mut dyn FnMut(&'a Block)) {
        match self {
            Stmt::If { then, els, .. } => {
                f(then);
                f(els);
            }
            Stmt::For(l) => f(&l.body),
            Stmt::While(l) => {
                f(&l.condition);
                f(&l.body);
            }
            _ => {}
        }
    }

    fn each_block_mut<'a>(&'a mut self, f: &mut dyn FnMut(&'a mut Block)) {
        match self {
            Stmt::If { then, els, .. } => {
                f(then);
                f(els);
            }
            Stmt::For(l) => f(&mut l.body),
            Stmt::While(l) => {
                f(&mut l.condition);
                f(&mut l.body);
            }
            _ => {}
        }
    }

    /// The blocks of a structured statement, in the order in which they stand.
    pub(crate) fn blocks(&self) -> Vec<&Block> {
        let mut blocks = Vec::new();
        self.each_block(&mut |block| blocks.push(block));
        blocks
    }

    /// How often the statement, or what stands in its blocks, mentions a memory.
    pub(crate) fn mentions(&self, memory: Memory) -> usize {
        let mut count = 0;
        let mut look = |used: Use<'_>| {
            count += usize::from(match used {
                Use::Place(place, _) => place.memory == memory,
                Use::Moved(moved) => *moved == memory,
                Use::Value(_) => false,
            });
        };
        self.look(&mut look);
        self.each_block(&mut |block| block.look_all(&mut look));
        count
    }

    pub(crate) fn blocks_mut(&mut self) -> Vec<&mut Block> {
        let mut blocks = Vec::new();
        self.each_block_mut(&mut |block| blocks.push(block));
        blocks
    }
}

impl Block {
    /// Calls `f` for every statement of the block and of the blocks in it, outer ones first.
    pub(crate) fn walk<'a>(&'a self, f: &mut dyn FnMut(&'a Stmt)) {
        for stmt in &self.stmts {
            f(stmt);
            stmt.each_block(&mut |block| block.walk(f));
        }
    }

    /// Every operand in the block and the blocks in it, yields included.
    pub(crate) fn all_uses(&mut self, f: &mut dyn FnMut(Use<'_>)) {
        for stmt in &mut self.stmts {
            stmt.uses(f);
            stmt.each_block_mut(&mut |block| block.all_uses(f));
        }
        self.yields.iter_mut().for_each(|v| f(Use::Value(v)));
    }

    /// [`Block::all_uses`] for who only looks.
    pub(crate) fn look_all(&self, f: &mut dyn FnMut(Use<'_>)) {
        for stmt in &self.stmts {
            stmt.look(f);
            stmt.each_block(&mut |block| block.look_all(f));
        }
        (self.yields.iter()).for_each(|value| f(Use::Value(&mut { *value })));
    }

    /// How often the block and the blocks in it use a value, yields included.
    pub(crate) fn count(&self, value: Value) -> usize {
        let mut found = 0;
        self.look_all(&mut |used| {
            found += usize::from(matches!(used, Use::Value(v) if *v == value));
        });
        found
    }

    /// Replaces the uses of a value by another.
    pub(crate) fn rename(&mut self, from: Value, to: Value) {
        self.all_uses(&mut |u| {
            if let Use::Value(v) = u
                && *v == from
            {
                *v = to;
            }
        });
    }
}
