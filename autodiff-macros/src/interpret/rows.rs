//! Float functions by name.

pub(super) fn row(name: &str, x: &[f64], n: Option<i64>) -> f64 {
    match name {
        "sin" => x[0].sin(),
        "cos" => x[0].cos(),
        "tan" => x[0].tan(),
        "tanh" => x[0].tanh(),
        "sinh" => x[0].sinh(),
        "cosh" => x[0].cosh(),
        "exp" => x[0].exp(),
        "ln" => x[0].ln(),
        "ln_1p" => x[0].ln_1p(),
        "sqrt" => x[0].sqrt(),
        "abs" => x[0].abs(),
        "recip" => x[0].recip(),
        "atan" => x[0].atan(),
        "trunc" => x[0].trunc(),
        "floor" => x[0].floor(),
        "exp_m1" => x[0].exp_m1(),
        "copysign" => x[0].copysign(x[1]),
        "max" => x[0].max(x[1]),
        "min" => x[0].min(x[1]),
        "hypot" => x[0].hypot(x[1]),
        "atan2" => x[0].atan2(x[1]),
        "powf" => x[0].powf(x[1]),
        "mul_add" => x[0].mul_add(x[1], x[2]),
        "clamp" => x[0].clamp(x[1], x[2]),
        "powi" => x[0].powi(n.unwrap_or(1) as i32),
        other => panic!("no float function `{other}` here"),
    }
}

/// The runtime's helpers that derivative rows call.
pub(super) fn runtime(path: &str, x: &[f64], n: Option<i64>) -> f64 {
    let half = |tie: bool, yes: bool| {
        if tie {
            0.5
        } else if yes {
            1.0
        } else {
            0.0
        }
    };
    match path {
        "guarded" if x[0] == 0.0 || x[1] == 0.0 => 0.0,
        "guarded" => x[0] * x[1],
        "bounded" if x[1] == 0.0 => 0.0,
        "bounded" => x[0] * x[1],
        "finite" => x[0] * x[1].clamp(f64::MIN, f64::MAX),
        "partial::abs" => {
            if x[0] == 0.0 {
                0.0
            } else {
                x[0].signum()
            }
        }
        "partial::max" => half(x[0] == x[1], x[0] > x[1]),
        "partial::min" => half(x[0] == x[1], x[0] < x[1]),
        "partial::below" => half(false, x[0] < x[1]),
        "partial::clamp" => half(false, x[0] >= x[1] && x[0] <= x[2]),
        "partial::reciprocal" => x[0].recip(),
        "partial::hypot" => {
            if x[1] == 0.0 {
                0.0
            } else {
                x[0] / x[1]
            }
        }
        "partial::atan2" => x[1] / (x[0] * x[0] + x[1] * x[1]),
        "partial::powi" => f64::from(n.unwrap_or(0) as i32) * x[0].powi(n.unwrap_or(0) as i32 - 1),
        "partial::powf" => x[1] * x[0].powf(x[1] - 1.0),
        "partial::powf_exponent" => x[0].ln() * x[0].powf(x[1]),
        other => panic!("no runtime function `{other}` here"),
    }
}
