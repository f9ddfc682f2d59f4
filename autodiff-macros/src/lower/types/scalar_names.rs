//! The methods of numbers, truth values and characters that have no derivative, by their names.

use crate::rules;

/// What a method without a derivative gives.
#[derive(Clone, Copy)]
pub(in crate::lower) enum Gives {
    /// The type of the receiver, which the arguments have too.
    Same,
    /// The type of the receiver; the argument is a `u32`.
    SameOfU32,
    Bool,
    U32,
    Unsigned,
}

pub(in crate::lower) const INTEGER_METHODS: [(&str, Gives); 44] = [
    ("min", Gives::Same),
    ("max", Gives::Same),
    ("clamp", Gives::Same),
    ("abs", Gives::Same),
    ("signum", Gives::Same),
    ("rem_euclid", Gives::Same),
    ("div_euclid", Gives::Same),
    ("div_ceil", Gives::Same),
    ("next_multiple_of", Gives::Same),
    ("next_power_of_two", Gives::Same),
    ("isqrt", Gives::Same),
    ("midpoint", Gives::Same),
    ("saturating_add", Gives::Same),
    ("saturating_sub", Gives::Same),
    ("saturating_mul", Gives::Same),
    ("saturating_div", Gives::Same),
    ("wrapping_add", Gives::Same),
    ("wrapping_sub", Gives::Same),
    ("wrapping_mul", Gives::Same),
    ("wrapping_div", Gives::Same),
    ("wrapping_rem", Gives::Same),
    ("wrapping_neg", Gives::Same),
    ("wrapping_abs", Gives::Same),
    ("swap_bytes", Gives::Same),
    ("reverse_bits", Gives::Same),
    ("pow", Gives::SameOfU32),
    ("saturating_pow", Gives::SameOfU32),
    ("wrapping_pow", Gives::SameOfU32),
    ("wrapping_shl", Gives::SameOfU32),
    ("wrapping_shr", Gives::SameOfU32),
    ("rotate_left", Gives::SameOfU32),
    ("rotate_right", Gives::SameOfU32),
    ("is_power_of_two", Gives::Bool),
    ("is_positive", Gives::Bool),
    ("is_negative", Gives::Bool),
    ("is_multiple_of", Gives::Bool),
    ("count_ones", Gives::U32),
    ("count_zeros", Gives::U32),
    ("leading_zeros", Gives::U32),
    ("trailing_zeros", Gives::U32),
    ("ilog2", Gives::U32),
    ("ilog10", Gives::U32),
    ("abs_diff", Gives::Unsigned),
    ("unsigned_abs", Gives::Unsigned),
];

pub(in crate::lower) const CHAR_TESTS: [&str; 14] = [
    "is_alphabetic",
    "is_alphanumeric",
    "is_numeric",
    "is_uppercase",
    "is_lowercase",
    "is_whitespace",
    "is_ascii_alphabetic",
    "is_ascii_digit",
    "is_ascii_uppercase",
    "is_ascii_lowercase",
    "is_ascii",
    "is_ascii_alphanumeric",
    "is_ascii_punctuation",
    "is_ascii_whitespace",
];

/// Other characters that a character is the same as in another case.
pub(in crate::lower) const CHAR_CASES: [&str; 2] = ["to_ascii_lowercase", "to_ascii_uppercase"];

pub(in crate::lower) const FLOAT_TESTS: [&str; 8] = [
    "is_nan",
    "is_finite",
    "is_infinite",
    "is_normal",
    "is_subnormal",
    "is_sign_positive",
    "is_sign_negative",
    "to_bits",
];

/// Whether it asks a float for something that is none.
pub(in crate::lower) fn is_float_test(name: &str) -> bool {
    FLOAT_TESTS.contains(&name)
}

/// Whether a method of numbers or truth values has this name.
pub(in crate::lower) fn is_of_scalars(name: &str) -> bool {
    const OTHERS: [&str; 11] = [
        "clone",
        "to_owned",
        "into",
        "try_into",
        "then",
        "then_some",
        "partial_cmp",
        "total_cmp",
        "cmp",
        "sin_cos",
        "as_ref",
    ];
    OTHERS.contains(&name)
        || FLOAT_TESTS.contains(&name)
        || INTEGER_METHODS.iter().any(|(n, _)| *n == name)
        || rules::find(name).is_some()
        || rules::why_without(name).is_some()
}
