//! The vectors that belong to singular values, and the inverse that they make. The sign of a pair of vectors is
//! nothing that determines them.

use super::orthogonal::{add, dynamic};
use crate::library::{BinaryRule, UnaryRule};
use crate::name;
use nalgebra::allocator::Allocator;
use nalgebra::{
    DMatrix, DefaultAllocator, Dim, DimDiff, DimMin, DimMinimum, DimSub, OMatrix, RealField, SVD,
    U1,
};

/// By how much singular vectors turn into one another: no number where their singular values are equal.
fn turned<T: RealField + Copy>(inner: &DMatrix<T>, values: &DMatrix<T>) -> DMatrix<T> {
    DMatrix::from_fn(inner.nrows(), inner.ncols(), |i, j| {
        let distance = values[j] * values[j] - values[i] * values[i];
        match i == j {
            true => T::zero(),
            false if distance == T::zero() => T::zero() / T::zero(),
            false => (inner[(i, j)] - inner[(j, i)]) / distance,
        }
    })
}

/// The adjoint of `u s vᵀ` by that of `u`; with its factors exchanged, by that of `v`.
fn of_vectors<T: RealField + Copy>(
    [u, v]: [&DMatrix<T>; 2],
    values: &DMatrix<T>,
    d: &DMatrix<T>,
) -> DMatrix<T> {
    let mut inner = turned(&u.tr_mul(d), values);
    let mut across = d - u * u.tr_mul(d);
    for (j, value) in values.iter().enumerate() {
        inner.column_mut(j).scale_mut(*value);
        across.column_mut(j).unscale_mut(*value);
    }
    (u * inner + across) * v.transpose()
}

/// The adjoint of what was inverted.
fn of_inverse<T: RealField + Copy>(
    a: &DMatrix<T>,
    inverse: &DMatrix<T>,
    d: &DMatrix<T>,
) -> DMatrix<T> {
    let transposed = inverse.transpose();
    let d_transposed = d.transpose();
    let outside = &d_transposed - a * (inverse * &d_transposed);
    let inside = &d_transposed - (&d_transposed * inverse) * a;
    outside * inverse * &transposed + &transposed * inverse * inside - &transposed * d * &transposed
}

macro_rules! vectors {
    ($T:ident) => {
        vectors!(@vectors $T "u", u, R, DimMinimum<R, C>,
            |u, v, values, d| of_vectors([&u, &v], &values, &d));
        vectors!(@vectors $T "v_t", v_t, DimMinimum<R, C>, C,
            |u, v, values, d| of_vectors([&v, &u], &values, &d.transpose()).transpose());
        vectors!(@inverse $T OMatrix<$T, R, C>, |a, eps| a.clone().pseudo_inverse(eps),
            |a| (dynamic(a), a.singular_values().min()));
        vectors!(@inverse $T SVD<$T, R, C>, |a, eps| a.clone().pseudo_inverse(eps),
            |a| (
                a.clone().recompose().map_or_else(|_| DMatrix::zeros(0, 0), |a| dynamic(&a)),
                a.singular_values.min(),
            ));
    };
    (@vectors $T:ident $name:literal, $field:ident, $Rows:ty, $Columns:ty,
        |$u:ident, $v:ident, $values:ident, $d:ident| $adjoint:expr) => {
        impl<R: DimMin<C>, C: Dim> UnaryRule<{ name($name) }> for SVD<$T, R, C>
        where
            DefaultAllocator: Allocator<R, C>
                + Allocator<DimMinimum<R, C>, C>
                + Allocator<R, DimMinimum<R, C>>
                + Allocator<DimMinimum<R, C>>,
        {
            type Output = Option<OMatrix<$T, $Rows, $Columns>>;
            type Kept = ();
            fn forward(&self) -> (Self::Output, ()) {
                (self.$field.clone(), ())
            }
            fn operand(&self, (): &(), d: &Self::Output, d_self: &mut OMatrix<$T, R, C>) {
                if let (Some(u), Some(v_t), Some(d)) = (&self.u, &self.v_t, d) {
                    let ($u, $v, $d) = (dynamic(u), dynamic(v_t).transpose(), dynamic(d));
                    let $values = dynamic(&self.singular_values);
                    add(d_self, &$adjoint);
                }
            }
        }
    };
    (@inverse $T:ident $A:ty, |$a:ident, $eps:ident| $inverse:expr,
        |$b:ident| $of_adjoint:expr) => {
        impl<R: DimMin<C>, C: Dim> BinaryRule<{ name("pseudo_inverse") }, $T> for $A
        where
            DimMinimum<R, C>: DimSub<U1>,
            DefaultAllocator: Allocator<R, C>
                + Allocator<C, R>
                + Allocator<C>
                + Allocator<R>
                + Allocator<DimDiff<DimMinimum<R, C>, U1>>
                + Allocator<DimMinimum<R, C>, C>
                + Allocator<R, DimMinimum<R, C>>
                + Allocator<DimMinimum<R, C>>,
        {
            type Output = Option<OMatrix<$T, C, R>>;
            type Kept = Self::Output;
            fn forward(&self, eps: &$T) -> (Self::Output, Self::Output) {
                let ($a, $eps) = (self, *eps);
                let inverse = $inverse.ok();
                (inverse.clone(), inverse)
            }
            /// It is no number where a singular value counts as zero: the rank may change there.
            fn left(
                &self,
                eps: &$T,
                inverse: &Self::Output,
                d: &Self::Output,
                d_self: &mut OMatrix<$T, R, C>,
            ) {
                let $b = self;
                if let (Some(inverse), Some(d)) = (inverse, d) {
                    let (a, least) = $of_adjoint;
                    match least > *eps {
                        true => add(d_self, &of_inverse(&a, &dynamic(inverse), &dynamic(d))),
                        false => d_self.fill(<$T>::NAN),
                    }
                }
            }
            fn right(&self, _eps: &$T, _kept: &Self::Output, _d: &Self::Output, _d_eps: &mut $T) {}
        }
    };
}
for_floats!(vectors);
