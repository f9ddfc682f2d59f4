//! Points of a phase space: what functions that are generic over states are called with.

use autodiff::{Differentiable, differentiate};
use std::ops::{Add, AddAssign, Div, Mul, MulAssign, Neg, Sub, SubAssign};

#[derive(Differentiable, Clone, Copy, Debug, Default, PartialEq)]
pub struct Phase {
    pub x: f64,
    pub v: f64,
}

#[differentiate]
pub fn phase(x: f64, v: f64) -> Phase {
    Phase { x, v }
}

#[differentiate]
mod operators {
    use super::*;

    impl Add for Phase {
        type Output = Phase;
        fn add(self, other: Phase) -> Phase {
            Phase {
                x: self.x + other.x,
                v: self.v + other.v,
            }
        }
    }

    impl Sub for Phase {
        type Output = Phase;
        fn sub(self, other: Phase) -> Phase {
            Phase {
                x: self.x - other.x,
                v: self.v - other.v,
            }
        }
    }

    impl Neg for Phase {
        type Output = Phase;
        fn neg(self) -> Phase {
            Phase {
                x: -self.x,
                v: -self.v,
            }
        }
    }

    impl Mul<f64> for Phase {
        type Output = Phase;
        fn mul(self, by: f64) -> Phase {
            Phase {
                x: self.x * by,
                v: self.v * by,
            }
        }
    }

    impl Div<f64> for Phase {
        type Output = Phase;
        fn div(self, by: f64) -> Phase {
            Phase {
                x: self.x / by,
                v: self.v / by,
            }
        }
    }

    impl Mul<Phase> for f64 {
        type Output = Phase;
        fn mul(self, of: Phase) -> Phase {
            Phase {
                x: self * of.x,
                v: self * of.v,
            }
        }
    }

    impl AddAssign for Phase {
        fn add_assign(&mut self, other: Phase) {
            self.x += other.x;
            self.v += other.v;
        }
    }

    impl SubAssign for Phase {
        fn sub_assign(&mut self, other: Phase) {
            self.x -= other.x;
            self.v -= other.v;
        }
    }

    impl MulAssign<f64> for Phase {
        fn mul_assign(&mut self, by: f64) {
            self.x *= by;
            self.v *= by;
        }
    }

    impl<'a> Add<&'a Phase> for &'a Phase {
        type Output = Phase;
        fn add(self, other: &Phase) -> Phase {
            Phase {
                x: self.x + other.x,
                v: self.v + other.v,
            }
        }
    }

    impl Mul<f64> for &Phase {
        type Output = Phase;
        fn mul(self, by: f64) -> Phase {
            Phase {
                x: self.x * by,
                v: self.v * by,
            }
        }
    }
}
