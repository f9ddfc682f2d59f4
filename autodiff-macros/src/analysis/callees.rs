//! Which of the called functions are differentiated, and which only called.

use super::Activity;
use crate::ir::*;

impl Activity {
    /// The targets of all calls that are differentiated.
    pub(super) fn called(&self, function: &Function) -> Vec<Target> {
        let mut called = Vec::new();
        function.body.walk(&mut |stmt| {
            if let Stmt::Call(call) = stmt
                && self.call(call)
            {
                called.push(call.target.clone());
            }
        });
        called
    }

    /// What the callers of plain functions see: these have no companion that could name a type.
    pub(crate) fn plain_callees(&self, function: &Function) -> Vec<Callee> {
        let mut plain = Vec::new();
        let mut differentiated = self.called(function);
        differentiated.extend(self.differentiated.iter().cloned());
        function.body.walk(&mut |stmt| {
            if let Stmt::Call(call) = stmt
                && !differentiated.contains(&call.target)
            {
                plain.push(function.callee(call));
            }
        });
        plain
    }
}
