//! Carried values that no iteration changes are the values that they began with.

use crate::ir::*;

pub(super) fn unchanged(function: &mut Function) {
    let mut renames = Vec::new();
    block(&mut function.body, &mut renames);
    // A later rename may concern what an earlier one leads to.
    for (from, to) in renames {
        function.body.rename(from, to);
        function.result.for_leaves(
            &mut |v| {
                if *v == from {
                    *v = to;
                }
            },
            &mut |_| {},
        );
    }
}

fn block(of: &mut Block, renames: &mut Vec<(Value, Value)>) {
    for stmt in &mut of.stmts {
        for inner in stmt.blocks_mut() {
            block(inner, renames);
        }
        if let Stmt::For(l) = stmt {
            let mut kept = Vec::new();
            let mut yields = Vec::new();
            let before = renames.len();
            // Renames found inside concern the yields that are compared here.
            for (from, to) in &renames[..before] {
                l.body.rename(*from, *to);
            }
            for (at, c) in l.carried.drain(..).enumerate() {
                let next = l.body.yields[at];
                if next == c.inside && l.exit.is_none() {
                    renames.push((c.inside, c.init));
                    renames.push((c.result, c.init));
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
