//! The decomposition into singular values, and what is solved by it. As with the other decompositions, the
//! gradient is that of the matrix that was decomposed.

use super::orthogonal::{add, dynamic};
use crate::library::UnaryRule;
use crate::{Differentiable, Function, GradientOf, Ref, Scalar, name};
use nalgebra::allocator::Allocator;
use nalgebra::{
    DMatrix, DefaultAllocator, Dim, DimDiff, DimMin, DimMinimum, DimSub, OMatrix, OVector, SVD, U1,
};

/// A decomposition that gives what is closest to a solution.
pub trait LeastSquares<B: Differentiable>: Differentiable {
    /// The type of an element.
    type Item: Scalar;
    /// The solution.
    type Solution: Differentiable + Clone;

    /// The shortest one of those `x` for which `a * x` is closest to `b`; singular values of no more than
    /// `eps` count as zero.
    fn solution(&self, b: &B, eps: Self::Item) -> Option<Self::Solution>;
    /// Adds the adjoints. They are no numbers where a singular value counts as zero: the rank of what is
    /// decomposed may change there.
    fn adjoints(
        &self,
        operands: (&B, Self::Item),
        solution: &Self::Solution,
        d_solution: &GradientOf<Self::Solution>,
        d_self: &mut GradientOf<Self>,
        d_b: &mut GradientOf<B>,
    );
}

/// What is closest to a solution of `a * x = b`, where `a` is what was decomposed.
#[inline]
pub fn least_squares<A: LeastSquares<B>, B: Differentiable>(
    a: &A,
    b: &B,
    eps: A::Item,
) -> Option<A::Solution> {
    a.solution(b, eps)
}

/// What the backward pass reads.
type Kept<A, B> = (
    <A as LeastSquares<B>>::Item,
    Option<<A as LeastSquares<B>>::Solution>,
);

#[doc(hidden)]
#[allow(non_camel_case_types, missing_debug_implementations)]
pub enum least_squares {}

#[doc(hidden)]
impl least_squares {
    #[inline]
    pub fn forward<A: LeastSquares<B>, B: Differentiable>(
        a: &A,
        b: &B,
        eps: A::Item,
    ) -> (Option<A::Solution>, Kept<A, B>) {
        let solution = a.solution(b, eps);
        (solution.clone(), (eps, solution))
    }

    pub fn backward<A: LeastSquares<B>, B: Differentiable>(
        (eps, solution): &Kept<A, B>,
        a: &A,
        d_a: &mut GradientOf<A>,
        b: &B,
        d_b: &mut GradientOf<B>,
        d_result: Option<GradientOf<A::Solution>>,
    ) -> A::Item {
        if let (Some(solution), Some(d)) = (solution, d_result) {
            a.adjoints((b, *eps), solution, &d, d_a, d_b);
        }
        A::Item::default()
    }
}

impl<A: LeastSquares<B>, B: Differentiable, E> Function<(Ref<A>, Ref<B>, E)> for least_squares {
    type Output = Option<A::Solution>;
    type Cache = Kept<A, B>;
    type Calls = Vec<Self::Cache>;
}

macro_rules! singular {
    ($T:ident) => {
        impl<R: DimMin<C>, C: Dim> Differentiable for SVD<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>
                + Allocator<DimMinimum<R, C>, C>
                + Allocator<R, DimMinimum<R, C>>
                + Allocator<DimMinimum<R, C>>,
        {
            type Gradient = OMatrix<$T, R, C>;
            type Shadow = OMatrix<$T, R, C>;
            fn zero_gradient(&self) -> OMatrix<$T, R, C> {
                let rows = self.u.as_ref().map_or(0, |u| u.nrows());
                let columns = self.v_t.as_ref().map_or(0, |v_t| v_t.ncols());
                OMatrix::zeros_generic(R::from_usize(rows), C::from_usize(columns))
            }
        }

        impl<R: DimMin<C>, C: Dim> UnaryRule<{ name("svd") }> for OMatrix<$T, R, C>
        where
            DimMinimum<R, C>: DimSub<U1>,
            DefaultAllocator: Allocator<R, C>
                + Allocator<C>
                + Allocator<R>
                + Allocator<DimDiff<DimMinimum<R, C>, U1>>
                + Allocator<DimMinimum<R, C>, C>
                + Allocator<R, DimMinimum<R, C>>
                + Allocator<DimMinimum<R, C>>,
        {
            type Output = SVD<$T, R, C>;
            type Kept = ();
            /// The backward pass needs both kinds of vectors.
            fn forward(&self) -> (Self::Output, ()) {
                (SVD::new(self.clone_owned(), true, true), ())
            }
            fn operand(&self, (): &(), d: &Self, d_self: &mut Self) {
                *d_self += d;
            }
        }

        impl<R: DimMin<C>, C: Dim> UnaryRule<{ name("singular_values") }> for SVD<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>
                + Allocator<DimMinimum<R, C>, C>
                + Allocator<R, DimMinimum<R, C>>
                + Allocator<DimMinimum<R, C>>,
        {
            type Output = OVector<$T, DimMinimum<R, C>>;
            type Kept = ();
            fn forward(&self) -> (Self::Output, ()) {
                (self.singular_values.clone_owned(), ())
            }
            fn operand(&self, (): &(), d: &Self::Output, d_self: &mut OMatrix<$T, R, C>) {
                if let (Some(u), Some(v_t)) = (&self.u, &self.v_t) {
                    let (u, d) = (dynamic(u), DMatrix::from_diagonal(&dynamic(d).column(0)));
                    add(d_self, &(u * d * dynamic(v_t)));
                }
            }
        }

        impl<R: DimMin<C>, C: Dim, K: Dim> LeastSquares<OMatrix<$T, R, K>> for SVD<$T, R, C>
        where
            DimMinimum<R, C>: DimSub<U1>,
            DefaultAllocator: Allocator<R, C>
                + Allocator<C>
                + Allocator<R>
                + Allocator<DimDiff<DimMinimum<R, C>, U1>>
                + Allocator<R, K>
                + Allocator<C, K>
                + Allocator<DimMinimum<R, C>, K>
                + Allocator<DimMinimum<R, C>, C>
                + Allocator<R, DimMinimum<R, C>>
                + Allocator<DimMinimum<R, C>>,
        {
            type Item = $T;
            type Solution = OMatrix<$T, C, K>;
            fn solution(&self, b: &OMatrix<$T, R, K>, eps: $T) -> Option<Self::Solution> {
                self.solve(b, eps).ok()
            }
            fn adjoints(
                &self,
                (b, eps): (&OMatrix<$T, R, K>, $T),
                solution: &OMatrix<$T, C, K>,
                d_solution: &OMatrix<$T, C, K>,
                d_self: &mut OMatrix<$T, R, C>,
                d_b: &mut OMatrix<$T, R, K>,
            ) {
                let (Some(u), Some(v_t)) = (&self.u, &self.v_t) else {
                    return;
                };
                if self.singular_values.iter().any(|value| *value <= eps) {
                    d_self.fill(<$T>::NAN);
                    d_b.fill(<$T>::NAN);
                    return;
                }
                let (u, v_t) = (dynamic(u), dynamic(v_t));
                let (x, d_x) = (dynamic(solution), dynamic(d_solution));
                let values = dynamic(&self.singular_values);
                let scaled = |mut rows: DMatrix<$T>| {
                    for (mut row, value) in rows.row_iter_mut().zip(&values) {
                        row /= *value;
                    }
                    rows
                };
                // By the pseudo-inverse, and by its transpose.
                let inverted = |y: &DMatrix<$T>| v_t.tr_mul(&scaled(u.tr_mul(y)));
                let transposed = |y: &DMatrix<$T>| &u * scaled(&v_t * y);
                let d_inside = transposed(&d_x);
                let decomposed = &u * DMatrix::from_diagonal(&values.column(0)) * &v_t;
                let residual = dynamic(b) - decomposed * &x;
                let outside = &d_x - v_t.tr_mul(&(&v_t * &d_x));
                let mut d_a = residual * inverted(&d_inside).transpose();
                d_a += transposed(&x) * outside.transpose();
                d_a -= &d_inside * x.transpose();
                add(d_self, &d_a);
                add(d_b, &d_inside);
            }
        }
    };
}
for_floats!(singular);
