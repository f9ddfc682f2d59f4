//! Operators and methods that macros of a differentiated module make, without an attribute in the macro.

use crate::support::scalars;
use autodiff::differentiate;

#[differentiate]
mod model {
    use autodiff::Differentiable;
    use std::fmt;
    use std::ops::{Add, AddAssign, Mul, Neg, Sub};

    #[derive(Differentiable, Clone, Copy, Debug, PartialEq, Default)]
    pub struct Color(pub [f64; 3]);

    #[derive(Differentiable, Clone, Copy, Debug)]
    pub struct Meters(pub f64);

    macro_rules! by_item {
        ($trait:ident, $fn:ident, $op:tt) => {
            impl $trait for Color {
                type Output = Color;
                fn $fn(self, rhs: Color) -> Color {
                    Color([self.0[0] $op rhs.0[0], self.0[1] $op rhs.0[1], self.0[2] $op rhs.0[2]])
                }
            }
        };
    }
    by_item!(Add, add, +);
    by_item!(Sub, sub, -);
    by_item!(Mul, mul, *);

    macro_rules! unit {
        ($($name:ident),*) => {
            $(
                impl $name {
                    pub fn squared(self) -> f64 {
                        self.0 * self.0
                    }
                }

                impl fmt::Display for $name {
                    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        write!(f, "{} {}", self.0, stringify!($name))
                    }
                }

                /// A trait that cannot have derivatives.
                impl AsRef<f64> for $name {
                    fn as_ref(&self) -> &f64 {
                        &self.0
                    }
                }

                impl Mul<f64> for $name {
                    type Output = $name;
                    fn mul(self, k: f64) -> $name {
                        $name(self.0 * k * k)
                    }
                }

                /// It has an attribute of its own.
                #[autodiff::differentiate]
                impl AddAssign for $name {
                    fn add_assign(&mut self, other: $name) {
                        self.0 += other.0;
                    }
                }
            )*
        };
    }
    unit!(Meters);

    /// A trait from elsewhere for a type that has no gradient.
    #[derive(Clone, Copy)]
    pub struct Index(usize);
    macro_rules! shift {
        ($name:ty) => {
            impl Neg for $name {
                type Output = usize;
                fn neg(self) -> usize {
                    10 - self.0
                }
            }
        };
    }
    shift!(Index);

    pub fn shade(x: f64, y: f64) -> f64 {
        let mut c = Color([x, y, x * y]);
        let mut far = Meters(y);
        for i in 0..3 {
            let d = c * Color([y, 0.5, x]) - c;
            if i != 1 {
                c = c + d;
            }
            far += Meters(x) * d.0[0];
        }
        c.0[0] * c.0[1] + far.squared() + c.0[2]
    }
}

scalars! {
    operators_of_macros(x: f64, y: f64) {
        model::shade(x, y) * model::shade(y, 0.5)
    } at (0.7, 0.4), (-0.3, 0.9);
}
