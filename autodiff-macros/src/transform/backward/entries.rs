//! Elements of matrices: their adjoints are found by their positions, and nothing of them is recorded.

use super::Backward;
use crate::ir::*;

impl Backward<'_> {
    /// What was read adds to the adjoint of the matrix; what was written takes its adjoint from there.
    pub(super) fn adjoint_of_entry(&mut self, call: &Call) {
        let Some(at) = call.entry(self.primal.function) else {
            return;
        };
        let (Some(Arg::Ref(matrix) | Arg::RefMut(matrix)), at) =
            (call.args.first(), self.replay_operand(at))
        else {
            return;
        };
        let is_read = matches!(call.args.first(), Some(Arg::Ref(_)));
        let read = call.result.filter(|_| is_read);
        let read = read.and_then(|result| self.take(result));
        if is_read && read.is_none() {
            return;
        }
        let mut later = Vec::new();
        let Some(shadow) =
            self.shadow_argument(matrix, false, &mut Vec::new(), Place::is_apart, &mut later)
        else {
            return;
        };
        let written = match call.args.get(2) {
            Some(Arg::Operand(Operand::Value(value))) => Some(*value),
            _ => None,
        };
        let written = written.filter(|value| self.primal.activity.value(*value));
        let taken = written.map(|value| {
            let info = self.primal.function.value(value).clone();
            let name = info.name.as_ref().map_or("entry", |name| &name.text);
            self.out.new_value(ValueInfo {
                name: Name::made(format!("d_{name}")),
                ..info
            })
        });
        let (name, seed) = match read {
            Some(d) => ("add_to_entry", Some(Arg::Operand(Operand::Value(d)))),
            None => ("take_entry", None),
        };
        let Some(target) = call.target.beside(name) else {
            return;
        };
        let mut args = vec![Arg::RefMut(shadow), Arg::Operand(at)];
        args.extend(seed);
        self.stmts.push(Stmt::Call(Box::new(Call {
            target,
            args,
            open: Vec::new(),
            result: taken,
            name: name.to_string(),
            span: call.span,
            consumes: false,
            generated_only: false,
            recorded: None,
        })));
        self.stmts.append(&mut later);
        if let (Some(value), Some(d)) = (written, taken) {
            self.add(value, d, false);
        }
    }
}
