//! `if` as statement and as value, logic, early return.

use crate::support::scalars;

scalars! {
    value(x, y) { if x > y { x * y } else { x - y * y } } at (1.5, -0.75), (-2.0, 0.5);
    statement(x, y) { let mut v = x * y; if x > y { v *= x; } v } at (1.5, -0.75), (-2.0, 0.5);
    statement_with_else(x, y) {
        let mut v = x * y;
        let mut w = y;
        if x > y { v *= x; } else { w += v; v = w * 2.0; }
        v * w
    } at (1.5, -0.75), (-2.0, 0.5);
    chain(x) {
        if x < -1.0 { x * x } else if x < 0.0 { x.exp() } else if x < 1.0 { x.sin() } else { 2.0 * x }
    } at (-2.0), (-0.5), (0.5), (1.5);
    nested(x, y) {
        if x > 0.0 {
            if y > 0.0 { x * y } else { let v = x - y; v * v }
        } else {
            if y > 0.0 { x.exp() * y } else { x * x * y }
        }
    } at (1.5, 0.75), (1.5, -0.75), (-1.5, 0.75), (-1.5, -0.75);
    several_values(x, y) {
        let (a, b) = if x > y { (x * y, x) } else { (y, x * x) };
        a * b + a
    } at (1.5, -0.75), (-2.0, 0.5);
    value_of_one_arm(x, y) { if x > y { x } else { 3.0 } } at (1.5, -0.75), (-2.0, 0.5);
    inside_an_expression(x, y) { x * if y > 0.0 { y } else { -y } + 1.0 } at (1.5, -0.75), (-2.0, 0.5);
    as_an_argument(x, y) { (if x > y { x } else { y }).exp().ln_1p() } at (1.5, -0.75), (-2.0, 0.5);
    local_in_an_arm(x, y) {
        let mut v = y;
        if x > 0.0 { let w = x * y; let w = w * w; v += w; }
        v * x
    } at (1.5, -0.75), (-2.0, 0.5);
    condition_of_a_changed_value(x) { let mut v = x; if v > 0.0 { v = -v; } v.exp() } at (1.5), (-2.0);
    two_conditions_of_one_value(x) {
        let mut v = x;
        if v > 0.0 { v = v - 3.0; }
        if v < 0.0 { v = v * v; }
        v * x
    } at (1.5), (-2.0), (3.5);
    and(x, y) { if x > 0.0 && y > 0.0 { x * y } else { x + y } } at (1.5, 0.75), (1.5, -0.75), (-1.5, 0.75);
    or(x, y) { if x > 0.0 || y > 0.0 { x * y } else { x * x + y } } at (1.5, 0.75), (1.5, -0.75), (-1.5, -0.75);
    not(x, y) { if !(x > y) { x * y } else { x * x } } at (1.5, -0.75), (-2.0, 0.5);
    named_condition(x, y) { let above = x > y; let both = above & (y < 1.0); if both { x * y } else { y } } at (1.5, -0.75), (-2.0, 0.5);
    bool_operators(x, y) { if (x > 0.0) ^ (y > 0.0) | false { x * y } else { x / 2.0 } } at (1.5, 0.75), (1.5, -0.75);
    comparisons(x, y) {
        let mut v = x;
        if x >= y { v += y; }
        if x <= y { v *= y; }
        if x != y { v -= 0.5 * y; }
        if x == y { v = 0.0; }
        v
    } at (1.5, -0.75), (-2.0, 0.5);
    deferred(x, y) { let v; if x > y { v = x * y; } else { v = y * y; } v * x } at (1.5, -0.75), (-2.0, 0.5);
    early_return(x, y) { if x > y { return x * y; } let v = x * x; v + y } at (1.5, -0.75), (-2.0, 0.5);
    returns_everywhere(x, y) {
        if x > 1.0 { return x * x * y; }
        if y > 0.0 { return y.exp() * x; } else if x < -1.0 { return x - y; }
        x * y
    } at (1.5, -0.75), (0.5, 0.5), (-2.0, -0.5), (0.5, -0.25);
    return_in_nested_if(x, y) {
        let mut v = x * y;
        if x > 0.0 {
            v += x;
            if y > 0.0 { v *= y; return v * x; }
            v *= 2.0;
        } else {
            v -= y;
        }
        v * v
    } at (1.5, 0.75), (1.5, -0.75), (-1.5, 0.75);
    return_as_value(x, y) { let v = if x > y { x * 2.0 } else { return y * x; }; v * y } at (1.5, -0.75), (-2.0, 0.5);
    return_of_a_block(x) { let v = { if x > 0.0 { return x.sin(); } x * x }; v * x } at (1.5), (-2.0);
    selection_of_integers(x: f64) { let n = if x > 0.0 { 2 } else { 3 }; x.powi(n) * n as f64 } at (1.5), (-2.0);
    branch_on_integers(x: f64) { let mut v = x; for n in 0..4 { if n % 2 == 0 { v *= x; } else { v += n as f64; } } v } at (1.25), (-0.75);
    assertion(x, y) {
        assert!(x * x >= 0.0);
        debug_assert!(y * y >= 0.0, "y is {}", y);
        assert_eq!(1 + 1, 2);
        x * y
    } at (1.5, -0.75), (-2.0, 0.5);
    guarded_by_panic(x, y) { if x > 100.0 { panic!("x is too large: {x}"); } x * y } at (1.5, -0.75), (-2.0, 0.5);
    unreachable_arm(x, y) { let v = if x < 100.0 { x * y } else { unreachable!() }; v * v } at (1.5, -0.75), (-2.0, 0.5);
    piecewise_huber(x) { let a = x.abs(); if a <= 1.0 { 0.5 * x * x } else { a - 0.5 } } at (0.5), (-0.75), (1.5), (-2.0);
    leaky_relu(x) { if x > 0.0 { x } else { 0.01 * x } } at (1.5), (-2.0);
    stable_log1p_exp(x) { if x > 0.0 { x + (1.0 + (-x).exp()).ln() } else { (1.0 + x.exp()).ln() } } at (1.5), (-2.0);
}
