//! The backward pass of an `if`: an `if` on the same condition.

use super::Backward;
use super::terms::{Adjoints, Term};
use crate::ir::*;
use std::collections::BTreeSet;

/// A branch's backward pass and the terms that leave it.
struct Branch {
    stmts: Vec<Stmt>,
    terms: Adjoints,
}

impl Backward<'_> {
    pub(super) fn adjoint_of_if(
        &mut self,
        condition: Value,
        then: &Block,
        els: &Block,
        results: &[Value],
    ) {
        let seeds: Vec<Option<Value>> = results.iter().map(|v| self.take(*v)).collect();
        let mut then = self.branch(then, &seeds);
        let mut els = self.branch(els, &seeds);
        let targets: BTreeSet<Value> = then.terms.keys().chain(els.terms.keys()).copied().collect();
        let mut split = Vec::new();
        for target in targets {
            let (a, b) = (then.terms.get(&target), els.terms.get(&target));
            if let (Some(a), Some(b)) = (a, b)
                && a == b
                && a.iter().all(|term| seeds.contains(&Some(term.value)))
            {
                // Both branches pass the same adjoint on.
                for term in a.clone() {
                    self.add(target, term.value, term.negative);
                }
            } else {
                split.push(target);
            }
        }
        let then = self.close(&mut then, &split);
        let els = self.close(&mut els, &split);
        if split.is_empty() && then.stmts.is_empty() && els.stmts.is_empty() {
            return;
        }
        let mut here = Vec::new();
        for target in &split {
            let info = self.primal.function.value(*target);
            let name = info.name.as_ref().map_or("part", |name| &name.text);
            here.push(self.out.new_value(ValueInfo {
                ty: info.ty.gradient(),
                name: Name::made(format!("d_{name}")),
                span: info.span,
            }));
        }
        let condition = self.value(condition);
        self.stmts.push(Stmt::If {
            condition,
            then,
            els,
            results: here.clone(),
        });
        for (target, value) in split.into_iter().zip(here) {
            self.add(target, value, false);
        }
    }

    fn branch(&mut self, block: &Block, seeds: &[Option<Value>]) -> Branch {
        let outer = self.enter();
        if self.primal.activity.block(block) {
            if self.has_cursor(block.id) {
                let block = block.id;
                self.stmts.push(Stmt::Rewind { block, by: None });
            }
            self.replay(block);
        }
        for (value, seed) in block.yields.iter().zip(seeds) {
            if let Some(seed) = seed {
                self.add(*value, *seed, false);
            }
        }
        self.adjoint_block(block);
        let (stmts, terms) = self.leave(outer);
        Branch { stmts, terms }
    }

    /// The branch as a block that yields its part of the adjoint of each target.
    fn close(&mut self, branch: &mut Branch, targets: &[Value]) -> Block {
        let outer = self.enter();
        self.stmts = std::mem::take(&mut branch.stmts);
        let yields = targets
            .iter()
            .map(|target| {
                let none: Vec<Term> = Vec::new();
                let terms = branch.terms.get(target).unwrap_or(&none).clone();
                if terms.is_empty() {
                    self.zero(*target)
                } else {
                    self.unnamed_sum(*target, &terms)
                }
            })
            .collect();
        let (stmts, _) = self.leave(outer);
        Block {
            id: self.out.new_block(),
            stmts,
            yields,
        }
    }
}
