//! Rotations, points, translations and isometries. The gradient of a rotation is a matrix, that of a unit
//! quaternion the vector of its coordinates `i`, `j`, `k` and `w`, that of a unit complex number the vector of
//! its real and its imaginary part. They are not projected: of such a gradient only what lies along the
//! rotations means something, since nothing else can be changed in one.

/// The rule of a function of one operand that keeps nothing.
macro_rules! one {
    ([$($generics:tt)*] $name:literal, $A:ty => $Output:ty, |$a:ident| $value:expr,
        |$b:ident, $d:ident| $adjoint:expr) => {
        impl<$($generics)*> $crate::library::UnaryRule<{ $crate::name($name) }> for $A {
            type Output = $Output;
            type Kept = ();
            #[inline]
            fn forward(&self) -> ($Output, ()) {
                let $a = self;
                ($value, ())
            }
            #[inline]
            fn operand(
                &self,
                (): &(),
                $d: &$crate::GradientOf<$Output>,
                d_self: &mut $crate::GradientOf<$A>,
            ) {
                let $b = self;
                $crate::accumulate(d_self, &$adjoint);
            }
        }
    };
}

/// The rule of a function of two operands that keeps nothing: its value, and both adjoints.
macro_rules! two {
    ([$($generics:tt)*] $name:literal, $A:ty, $B:ty => $Output:ty,
        |$a:ident, $b:ident| $value:expr, |$d:ident| $left:expr, $right:expr) => {
        impl<$($generics)*> $crate::library::BinaryRule<{ $crate::name($name) }, $B> for $A {
            type Output = $Output;
            type Kept = ();
            #[inline]
            fn forward(&self, rhs: &$B) -> ($Output, ()) {
                let ($a, $b) = (self, rhs);
                ($value, ())
            }
            #[inline]
            #[allow(unused_variables)]
            fn left(
                &self,
                rhs: &$B,
                (): &(),
                $d: &$crate::GradientOf<$Output>,
                d_self: &mut $crate::GradientOf<$A>,
            ) {
                let ($a, $b) = (self, rhs);
                $crate::accumulate(d_self, &$left);
            }
            #[inline]
            #[allow(unused_variables)]
            fn right(
                &self,
                rhs: &$B,
                (): &(),
                $d: &$crate::GradientOf<$Output>,
                d_rhs: &mut $crate::GradientOf<$B>,
            ) {
                let ($a, $b) = (self, rhs);
                $crate::accumulate(d_rhs, &$right);
            }
        }
    };
}

mod angles;
mod axes;
mod gradient;
mod isometries;
mod points;
mod rotations;
mod turn;
mod units;

pub use gradient::IsometryGradient;
