//! Looking at what a statement uses, without changing it and without copying what stands in it.

use super::{Stmt, Use, Value};

impl Stmt {
    /// [`Stmt::uses`] for who only looks.
    pub(crate) fn look(&self, f: &mut dyn FnMut(Use<'_>)) {
        let mut see = |value: Value| f(Use::Value(&mut { value }));
        match self {
            Stmt::If { condition, .. } => see(*condition),
            Stmt::For(l) => {
                see(l.from);
                see(l.to);
                l.carried.iter().for_each(|c| see(c.init));
            }
            Stmt::While(l) => l.carried.iter().for_each(|c| see(c.init)),
            other => other.clone().uses(f),
        }
    }
}
