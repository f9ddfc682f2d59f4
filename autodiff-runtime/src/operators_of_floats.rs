//! Operators on references to floats, as functions ask for them that are generic over what is added and scaled.

use crate::{
    AssigningOperator, AssigningOperatorByRef, Operator, OperatorByRef, OperatorOfRefs,
    OperatorOnRef, UnaryOperatorOnRef, name,
};

macro_rules! floats {
    ($($F:ident)*) => {$(
        impl<const NAME: u64> OperatorOfRefs<NAME, $F> for $F
        where
            $F: Operator<NAME, $F, Output = $F>,
        {
            type Output = $F;
            type Cache = <$F as Operator<NAME, $F>>::Cache;
            #[inline(always)]
            fn forward(&self, rhs: &$F) -> ($F, Self::Cache) {
                Operator::forward(*self, *rhs)
            }
            #[inline(always)]
            fn backward(
                &self,
                cache: &Self::Cache,
                d_self: &mut $F,
                _: &$F,
                d_rhs: &mut $F,
                d_result: $F,
            ) {
                let (left, right) = <$F as Operator<NAME, $F>>::backward(cache, d_result);
                *d_self += left;
                *d_rhs += right;
            }
        }

        impl<const NAME: u64> OperatorOnRef<NAME, $F> for $F
        where
            $F: Operator<NAME, $F, Output = $F>,
        {
            type Output = $F;
            type Cache = <$F as Operator<NAME, $F>>::Cache;
            #[inline(always)]
            fn forward(&self, rhs: $F) -> ($F, Self::Cache) {
                Operator::forward(*self, rhs)
            }
            #[inline(always)]
            fn backward(&self, cache: &Self::Cache, d_self: &mut $F, d_result: $F) -> $F {
                let (left, right) = <$F as Operator<NAME, $F>>::backward(cache, d_result);
                *d_self += left;
                right
            }
        }

        impl<const NAME: u64> OperatorByRef<NAME, $F> for $F
        where
            $F: Operator<NAME, $F, Output = $F>,
        {
            type Output = $F;
            type Cache = <$F as Operator<NAME, $F>>::Cache;
            #[inline(always)]
            fn forward(self, rhs: &$F) -> ($F, Self::Cache) {
                Operator::forward(self, *rhs)
            }
            #[inline(always)]
            fn backward(cache: &Self::Cache, _: &$F, d_rhs: &mut $F, d_result: $F) -> $F {
                let (left, right) = <$F as Operator<NAME, $F>>::backward(cache, d_result);
                *d_rhs += right;
                left
            }
        }

        impl<const NAME: u64> AssigningOperatorByRef<NAME, $F> for $F
        where
            $F: AssigningOperator<NAME, $F>,
        {
            type Cache = <$F as AssigningOperator<NAME, $F>>::Cache;
            #[inline(always)]
            fn forward(&mut self, rhs: &$F) -> ((), Self::Cache) {
                AssigningOperator::forward(self, *rhs)
            }
            #[inline(always)]
            fn backward(cache: &Self::Cache, d_self: &mut $F, _: &$F, d_rhs: &mut $F) {
                *d_rhs += <$F as AssigningOperator<NAME, $F>>::backward(cache, d_self);
            }
        }

        impl UnaryOperatorOnRef<{ name("neg") }> for $F {
            type Output = $F;
            type Cache = ();
            #[inline(always)]
            fn forward(&self) -> ($F, ()) {
                (-*self, ())
            }
            #[inline(always)]
            fn backward(&self, (): &(), d_self: &mut $F, d_result: $F) {
                *d_self -= d_result;
            }
        }
    )*};
}
floats!(f32 f64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_references_is_added_to() {
        const MUL: u64 = name("mul");
        let (value, cache) = OperatorOfRefs::<MUL, f64>::forward(&3.0, &2.0);
        let (mut d_left, mut d_right) = (1.0, 10.0);
        let (left, right) = (&mut d_left, &mut d_right);
        OperatorOfRefs::<MUL, f64>::backward(&3.0, &cache, left, &2.0, right, 4.0);
        assert_eq!((value, d_left, d_right), (6.0, 9.0, 22.0));
        let (_, cache) = OperatorOnRef::<MUL, f64>::forward(&3.0, 2.0);
        let right = OperatorOnRef::<MUL, f64>::backward(&3.0, &cache, &mut d_left, 1.0);
        assert_eq!((d_left, right), (11.0, 3.0));
        let (_, cache) = OperatorByRef::<MUL, f64>::forward(3.0, &2.0);
        let left = <f64 as OperatorByRef<MUL, f64>>::backward(&cache, &2.0, &mut d_right, 1.0);
        assert_eq!((left, d_right), (2.0, 25.0));
        let (mut x, mut d_x) = (3.0, 1.0);
        const ASSIGNED: u64 = name("mul_assign");
        let ((), cache) = AssigningOperatorByRef::<ASSIGNED, f64>::forward(&mut x, &2.0);
        <f64 as AssigningOperatorByRef<ASSIGNED, f64>>::backward(
            &cache,
            &mut d_x,
            &2.0,
            &mut d_right,
        );
        assert_eq!((x, d_x, d_right), (6.0, 2.0, 28.0));
        let (value, ()) = UnaryOperatorOnRef::<{ name("neg") }>::forward(&3.0);
        UnaryOperatorOnRef::<{ name("neg") }>::backward(&3.0, &(), &mut d_x, 1.0);
        assert_eq!((value, d_x), (-3.0, 1.0));
    }
}
