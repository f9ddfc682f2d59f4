//! Operators and literals.

use super::data::Data;
use crate::ir::*;

pub(super) fn zero_of(ty: &Type) -> Data {
    match ty {
        Type::Float(_) => Data::Float(0.0),
        Type::Array(item, n) => {
            let count = n.text().parse().expect("a literal length");
            Data::List(vec![zero_of(item); count])
        }
        Type::Tuple(items) => Data::Tuple(items.iter().map(zero_of).collect()),
        _ => Data::Unit,
    }
}

pub(super) fn literal(text: &str, ty: &Type) -> Data {
    let plain = text.replace(['_', ' '], "");
    match ty {
        Type::Bool => Data::Bool(plain == "true"),
        Type::Int(name) => {
            let plain = plain.trim_end_matches(name);
            Data::Int(plain.parse().expect("an integer literal"))
        }
        _ => {
            let plain = plain.trim_end_matches("f64").trim_end_matches("f32");
            Data::Float(plain.parse().expect("a float literal"))
        }
    }
}

pub(super) fn binary(op: Binary, a: Data, b: Data) -> Data {
    match (a, b) {
        (Data::Float(a), Data::Float(b)) => match op {
            Binary::Add => Data::Float(a + b),
            Binary::Sub => Data::Float(a - b),
            Binary::Mul => Data::Float(a * b),
            Binary::Div => Data::Float(a / b),
            Binary::Rem => Data::Float(a % b),
            _ => Data::Bool(compare(op, a.partial_cmp(&b))),
        },
        (Data::Int(a), Data::Int(b)) => match op {
            Binary::Add => Data::Int(a + b),
            Binary::Sub => Data::Int(a - b),
            Binary::Mul => Data::Int(a * b),
            Binary::Div => Data::Int(a / b),
            Binary::Rem => Data::Int(a % b),
            Binary::BitAnd => Data::Int(a & b),
            Binary::BitOr => Data::Int(a | b),
            Binary::BitXor => Data::Int(a ^ b),
            Binary::Shl => Data::Int(a << b),
            Binary::Shr => Data::Int(a >> b),
            _ => Data::Bool(compare(op, Some(a.cmp(&b)))),
        },
        (Data::Bool(a), Data::Bool(b)) => match op {
            Binary::BitAnd => Data::Bool(a & b),
            Binary::BitOr => Data::Bool(a | b),
            Binary::BitXor => Data::Bool(a ^ b),
            _ => Data::Bool(compare(op, Some(a.cmp(&b)))),
        },
        (a, b) => panic!("{op:?} of {a:?} and {b:?}"),
    }
}

fn compare(op: Binary, order: Option<std::cmp::Ordering>) -> bool {
    let Some(order) = order else {
        return op == Binary::Ne;
    };
    match op {
        Binary::Eq => order.is_eq(),
        Binary::Ne => order.is_ne(),
        Binary::Lt => order.is_lt(),
        Binary::Le => order.is_le(),
        Binary::Gt => order.is_gt(),
        Binary::Ge => order.is_ge(),
        other => panic!("{other:?} is no comparison"),
    }
}
