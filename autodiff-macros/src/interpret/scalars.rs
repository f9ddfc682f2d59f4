//! Methods without a derivative, and constants.

use super::data::Data;

pub(super) fn method(name: &str, args: &[Data]) -> Data {
    match (name, args) {
        ("min", [Data::Int(a), Data::Int(b)]) => Data::Int(*a.min(b)),
        ("max", [Data::Int(a), Data::Int(b)]) => Data::Int(*a.max(b)),
        ("abs", [Data::Int(a)]) => Data::Int(a.abs()),
        ("abs_diff", [Data::Int(a), Data::Int(b)]) => Data::Int((a - b).abs()),
        ("pow", [Data::Int(a), Data::Int(b)]) => Data::Int(a.pow(*b as u32)),
        ("rem_euclid", [Data::Int(a), Data::Int(b)]) => Data::Int(a.rem_euclid(*b)),
        ("div_ceil", [Data::Int(a), Data::Int(b)]) => Data::Int((a + b - 1) / b),
        ("is_power_of_two", [Data::Int(a)]) => Data::Bool(a.count_ones() == 1),
        ("saturating_sub", [Data::Int(a), Data::Int(b)]) => Data::Int((a - b).max(0)),
        ("saturating_add", [Data::Int(a), Data::Int(b)]) => Data::Int(a.saturating_add(*b)),
        ("saturating_mul", [Data::Int(a), Data::Int(b)]) => Data::Int(a.saturating_mul(*b)),
        ("is_nan", [Data::Float(x)]) => Data::Bool(x.is_nan()),
        (name, args) => panic!("the method {name} of {args:?}"),
    }
}

pub(super) fn constant(path: &str) -> Data {
    match path.replace(' ', "").as_str() {
        "f64::EPSILON" => Data::Float(f64::EPSILON),
        "f64::MAX" => Data::Float(f64::MAX),
        "f64::INFINITY" => Data::Float(f64::INFINITY),
        "f64::NEG_INFINITY" => Data::Float(f64::NEG_INFINITY),
        "std::f64::consts::PI" => Data::Float(std::f64::consts::PI),
        "i32::MIN" => Data::Int(i64::from(i32::MIN)),
        "LIMIT" => Data::Int(7),
        other => panic!("the constant {other}"),
    }
}
