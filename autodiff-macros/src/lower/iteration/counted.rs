//! Items of ranges beside other iterators, `(1..).zip(x)`: what their type is shows where they are used.

use crate::lower::types::infer;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// Where nothing says otherwise they are of the type of indices.
    pub(in crate::lower) fn settle_counts(&mut self) {
        for counted in self.pending.counted.clone() {
            let ty = self.function.value(counted.from).ty.clone();
            if let Type::Var(_) = self.infer.shallow(&ty)
                && let infer::Kind::Int = self.infer.kind(&ty)
            {
                self.infer.unify(&ty, &Type::USIZE);
            }
        }
    }

    /// Of that type they are the index itself, or counted from it.
    pub(in crate::lower) fn unite_counts(&mut self) {
        for counted in std::mem::take(&mut self.pending.counted) {
            if self.function.value(counted.from).ty != Type::USIZE {
                continue;
            }
            let from_zero = self.integers.get(&counted.from) == Some(&0);
            let same = match from_zero {
                true => counted.result,
                false => counted.cast,
            };
            self.function.body.rename(same, counted.index);
        }
    }
}
