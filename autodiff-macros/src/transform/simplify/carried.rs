//! Carried values that no iteration changes are the values that they began with.

use super::Renames;
use crate::ir::*;

pub(super) fn unchanged(function: &mut Function) {
    let mut renames = Renames::default();
    block(&mut function.body, &mut renames);
    renames.apply(function);
}

fn block(of: &mut Block, renames: &mut Renames) {
    for stmt in &mut of.stmts {
        for inner in stmt.blocks_mut() {
            block(inner, renames);
        }
        if let Stmt::For(l) = stmt
            && l.exit.is_none()
        {
            let mut yields = Vec::new();
            let all = l.carried.drain(..).zip(l.body.yields.drain(..));
            let mut kept = Vec::new();
            for (c, next) in all {
                // What inner loops leave unchanged is known by now.
                if renames.resolve(next) == c.inside {
                    renames.add(c.inside, c.init);
                    renames.add(c.result, c.init);
                } else {
                    kept.push(c);
                    yields.push(next);
                }
            }
            l.carried = kept;
            l.body.yields = yields;
        }
    }
}
