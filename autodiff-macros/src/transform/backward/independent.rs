//! Which loops have iterations that are independent of each other, but for sums.

use super::Primal;
use crate::analysis::Definition;
use crate::ir::*;

impl Primal<'_> {
    /// Whether no iteration needs what another one made, except to add to it.
    pub(super) fn is_independent(&self, l: &For) -> bool {
        l.exit.is_none()
            && self.activity.block(&l.body)
            && self.carries_only_sums(l)
            && self.keeps_memory(&l.body, self.structure.position_of(l.var))
    }

    fn carries_only_sums(&self, l: &For) -> bool {
        l.carried.iter().zip(&l.body.yields).all(|(c, next)| {
            if !self.activity.value(c.inside) {
                return true;
            }
            let adds = matches!(
                self.structure.definition(*next),
                Definition::Let(Expr::Binary(Binary::Add | Binary::Sub, left, _)) if *left == c.inside
            );
            adds && l.body.count(c.inside) == 1 && l.body.count(*next) == 1
        })
    }

    /// No iteration writes active memory from outside, and what it reads there stays as it is.
    fn keeps_memory(&self, body: &Block, position: usize) -> bool {
        let mut inside = Vec::new();
        body.walk(&mut |stmt| {
            if let Stmt::Alloc { memory, .. } = stmt {
                inside.push(*memory);
            }
        });
        let mut kept = true;
        body.walk(&mut |stmt| {
            stmt.look(&mut |used| match used {
                Use::Place(place, access) if self.activity.memory(place.memory) => {
                    let stable = self.structure.is_stable(place.memory, position, body.id);
                    let outside = !inside.contains(&place.memory);
                    kept &= !outside || (!access.writes() && stable);
                }
                Use::Moved(memory) if self.activity.memory(*memory) => {
                    kept &= inside.contains(memory);
                }
                _ => {}
            });
        });
        kept
    }
}
