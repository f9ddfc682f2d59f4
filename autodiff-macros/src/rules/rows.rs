//! Reads the table: its rows, evaluated with formulas for operands.

use std::f64::consts::{LN_2, LN_10, PI};
use std::sync::LazyLock;

use super::formula::partial;
use super::{Formula, Node, Partial, PartialKind, Rule};

/// Makes a [`Rule`] of each row. The domain in which tests sample a row is not read here.
macro_rules! rules {
    ($(
        $(#[$doc:meta])*
        scalar fn $name:ident($($operand:ident $(: $Type:ty)?),*) -> $result:ident
            on $domain:tt $partials:tt
    )*) => {
        pub(crate) static ROWS: LazyLock<Vec<Rule>> = LazyLock::new(|| vec![$({
            let [$($operand),*] = std::array::from_fn(|i| Formula::new(Node::Operand(i)));
            #[allow(unused_variables, reason = "few rows read their result")]
            let $result = Formula::new(Node::Result);
            let mut rule = Rule {
                name: stringify!($name),
                partials: [$($operand),*].map(|_| None).into(),
            };
            partials!(rule $partials);
            rule
        }),*]);
    };
}

/// Notes the partials of a row, one after the other.
macro_rules! partials {
    ($rule:ident {}) => {};
    ($rule:ident { $operand:ident => guarded $partial:expr; $($rest:tt)* }) => {
        $rule.note($operand, $partial, PartialKind::Guarded);
        partials!($rule { $($rest)* });
    };
    ($rule:ident { $operand:ident => $partial:expr; $($rest:tt)* }) => {
        $rule.note($operand, $partial, PartialKind::Plain);
        partials!($rule { $($rest)* });
    };
}

include!("table.rs");

impl Rule {
    /// Notes the partial derivative with respect to an operand; where it is 0 everywhere, nothing flows.
    fn note(&mut self, operand: Formula, formula: impl Into<Formula>, kind: PartialKind) {
        let formula = formula.into();
        if let Node::Operand(position) = operand.0
            && !formula.is_zero()
        {
            self.partials[*position] = Some(Partial { formula, kind });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Operator, find};

    fn partial(name: &str, position: usize) -> &'static Partial {
        find(name).unwrap().partials[position].as_ref().unwrap()
    }

    #[test]
    fn rows_build_their_expressions() {
        let sin = partial("sin", 0);
        assert_eq!(sin.kind, PartialKind::Plain);
        let Node::Method("cos", receiver) = sin.formula.0 else {
            panic!("{sin:?}");
        };
        assert!(matches!(receiver[0].0, Node::Operand(0)));

        let exp = partial("exp", 0);
        assert_eq!(exp.kind, PartialKind::Guarded);
        assert!(matches!(exp.formula.0, Node::Result));

        let base = partial("powf", 0);
        let Node::Runtime("partial::powf", operands) = base.formula.0 else {
            panic!("{base:?}");
        };
        assert!(matches!(operands[1].0, Node::Operand(1)));

        let degrees = partial("to_degrees", 0);
        assert!(matches!(degrees.formula.0, Node::Number(x) if (x - 57.2957795).abs() < 1e-7));

        let tan = partial("tan", 0);
        assert!(matches!(
            tan.formula.0,
            Node::Operator(Operator::Add, Formula(Node::Number(1.0)), _)
        ));
    }

    #[test]
    fn nothing_flows_into_an_integer() {
        assert!(find("powi").unwrap().partials[1].is_none());
    }

    #[test]
    fn nothing_flows_through_what_is_constant_between_jumps() {
        let constant = [
            "signum",
            "floor",
            "ceil",
            "round",
            "round_ties_even",
            "trunc",
            "div_euclid",
        ];
        for rule in ROWS.iter() {
            let flows = rule.partials[0].is_some();
            assert_eq!(flows, !constant.contains(&rule.name), "{}", rule.name);
        }
    }

    #[test]
    fn names_are_unique() {
        for (i, rule) in ROWS.iter().enumerate() {
            assert!(
                ROWS[..i].iter().all(|other| other.name != rule.name),
                "{}",
                rule.name
            );
        }
    }
}
