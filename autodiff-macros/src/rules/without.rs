//! The methods of `std`'s floats that have no row, each with its reason.

/// Why the float method of this name has no row, or `None` if it has one or is not known.
pub(crate) fn why_without(name: &str) -> Option<&'static str> {
    WITHOUT
        .iter()
        .find(|(names, _)| names.contains(&name))
        .map(|(_, reason)| *reason)
}

/// What is stable in Rust 1.95. Methods that are not (`maximum`, `minimum`, `gamma`, `erf`, …) cannot
/// be called at all.
const WITHOUT: &[(&[&str], &str)] = &[
    (
        &[
            "is_nan",
            "is_infinite",
            "is_finite",
            "is_subnormal",
            "is_normal",
            "is_sign_positive",
            "is_sign_negative",
            "is_positive",
            "is_negative",
            "classify",
            "total_cmp",
        ],
        "its result is no float: nothing flows through it",
    ),
    (
        &["to_bits", "to_be_bytes", "to_le_bytes", "to_ne_bytes"],
        "it looks at the representation of a float, which has no derivative",
    ),
    (
        &["to_int_unchecked"],
        "an integer has no derivative, and the method is unsafe",
    ),
    (
        &["next_up", "next_down"],
        "the neighbour of a float is no function of real numbers",
    ),
    (
        &["abs_sub"],
        "it is deprecated, because it is not what its name says: write `(a - b).max(0.0)`",
    ),
    (
        &["sin_cos"],
        "it has two results: it is taken for `sin` and `cos`, which have rows",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::find;

    /// Names each method, so that a misspelt one does not compile.
    macro_rules! methods {
        ($($name:ident)*) => {{
            $(let _ = (f32::$name, f64::$name);)*
            [$(stringify!($name)),*]
        }};
    }

    #[test]
    #[allow(deprecated)]
    fn every_float_method_of_std_has_a_row_or_a_reason() {
        let safe = methods!(
            abs abs_sub acos acosh asin asinh atan atan2 atanh cbrt ceil clamp classify copysign cos
            cosh div_euclid exp exp2 exp_m1 floor fract hypot is_finite is_infinite is_nan is_normal
            is_sign_negative is_sign_positive is_subnormal ln ln_1p log log10 log2 max midpoint min
            mul_add next_down next_up powf powi recip rem_euclid round round_ties_even signum sin
            sin_cos sinh sqrt tan tanh to_be_bytes to_bits to_degrees to_le_bytes to_ne_bytes
            to_radians total_cmp trunc
        );
        for name in safe
            .into_iter()
            .chain(["to_int_unchecked", "is_positive", "is_negative"])
        {
            let (row, reason) = (find(name).is_some(), why_without(name).is_some());
            assert!(row != reason, "{name}: row: {row}, reason: {reason}");
        }
    }
}
