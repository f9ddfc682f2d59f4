//! Expressions of derivative rows, put together by Rust's own operators and method calls.

use std::ops::{Add, Div, Mul, Neg, Rem, Sub};

/// A node of a row's expression. The table is built once, so its nodes live as long as the process,
/// and rows may use an operand as often as they like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Formula(pub(crate) &'static Node);

#[derive(Debug)]
pub(crate) enum Node {
    /// The operand of this position.
    Operand(usize),
    Result,
    Number(f64),
    Neg(Formula),
    Operator(Operator, Formula, Formula),
    /// A float method of `std`, receiver first.
    Method(&'static str, Vec<Formula>),
    /// A function of the runtime crate, by its path below `::autodiff`.
    Runtime(&'static str, Vec<Formula>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
}

impl Formula {
    pub(crate) fn new(node: Node) -> Self {
        Formula(Box::leak(Box::new(node)))
    }

    /// Whether it is 0 whatever the operands are.
    pub(super) fn is_zero(self) -> bool {
        matches!(self.0, Node::Number(number) if *number == 0.0)
    }
}

impl From<f64> for Formula {
    fn from(number: f64) -> Self {
        Formula::new(Node::Number(number))
    }
}

macro_rules! operators {
    ($($Trait:ident $method:ident),*) => {$(
        impl<T: Into<Formula>> $Trait<T> for Formula {
            type Output = Formula;
            fn $method(self, right: T) -> Formula {
                Formula::new(Node::Operator(Operator::$Trait, self, right.into()))
            }
        }
        impl $Trait<Formula> for f64 {
            type Output = Formula;
            fn $method(self, right: Formula) -> Formula {
                Formula::new(Node::Operator(Operator::$Trait, self.into(), right))
            }
        }
    )*};
}
operators!(Add add, Sub sub, Mul mul, Div div, Rem rem);

impl Neg for Formula {
    type Output = Formula;
    fn neg(self) -> Formula {
        Formula::new(Node::Neg(self))
    }
}

/// The float methods of `std` that rows use.
macro_rules! methods {
    ($($name:ident($($argument:ident),*)),* $(,)?) => {
        impl Formula {
            $(pub(crate) fn $name(self $(, $argument: impl Into<Formula>)*) -> Formula {
                Formula::new(Node::Method(stringify!($name), vec![self $(, $argument.into())*]))
            })*
        }
    };
}
methods!(
    abs(),
    cos(),
    cosh(),
    div_euclid(divisor),
    hypot(other),
    ln(),
    sin(),
    sinh(),
    sqrt(),
);

/// The functions of `::autodiff::partial`: derivatives that are not one expression.
pub(crate) mod partial {
    use super::{Formula, Node};

    macro_rules! functions {
        ($($name:ident($($argument:ident),*)),* $(,)?) => {$(
            pub(crate) fn $name($($argument: Formula),*) -> Formula {
                Formula::new(Node::Runtime(
                    concat!("partial::", stringify!($name)),
                    vec![$($argument),*],
                ))
            }
        )*};
    }
    functions!(
        abs(x),
        atan2(y, x),
        atanh(x),
        below(a, b),
        clamp(x, low, high),
        copysign(x, sign),
        hypot(x, length),
        max(a, b),
        min(a, b),
        powf(x, p, power),
        powf_exponent(x, p, power),
        powi(x, n),
        reciprocal(x),
    );
}
