//! What stands in a statement and in a block, at any depth.

use super::*;

impl Stmt {
    /// The blocks of a structured statement, in the order in which they stand.
    pub(crate) fn blocks(&self) -> Vec<&Block> {
        match self {
            Stmt::If { then, els, .. } => vec![then, els],
            Stmt::For(l) => vec![&l.body],
            Stmt::While(l) => vec![&l.condition, &l.body],
            _ => Vec::new(),
        }
    }

    pub(crate) fn blocks_mut(&mut self) -> Vec<&mut Block> {
        match self {
            Stmt::If { then, els, .. } => vec![then, els],
            Stmt::For(l) => vec![&mut l.body],
            Stmt::While(l) => vec![&mut l.condition, &mut l.body],
            _ => Vec::new(),
        }
    }
}

impl Block {
    /// Calls `f` for every statement of the block and of the blocks in it, outer ones first.
    pub(crate) fn walk<'a>(&'a self, f: &mut dyn FnMut(&'a Stmt)) {
        for stmt in &self.stmts {
            f(stmt);
            for block in stmt.blocks() {
                block.walk(f);
            }
        }
    }

    /// Every operand in the block and the blocks in it, yields included.
    pub(crate) fn all_uses(&mut self, f: &mut dyn FnMut(Use<'_>)) {
        for stmt in &mut self.stmts {
            stmt.uses(f);
            for block in stmt.blocks_mut() {
                block.all_uses(f);
            }
        }
        self.yields.iter_mut().for_each(|v| f(Use::Value(v)));
    }

    /// [`Block::all_uses`] for who only looks.
    pub(crate) fn look_all(&self, f: &mut dyn FnMut(Use<'_>)) {
        for stmt in &self.stmts {
            stmt.look(f);
            stmt.blocks()
                .into_iter()
                .for_each(|block| block.look_all(f));
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
