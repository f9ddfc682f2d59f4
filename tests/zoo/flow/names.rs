//! Names that would collide with what the generated code calls its own.

use crate::support::scalars;

type Real = f64;

scalars! {
    cache(cache) { let d_cache = cache * cache; d_cache * cache } at (1.5), (-2.0);
    d_result(d_result, result) { let value = d_result * result; value * d_result } at (1.5, -0.75), (-2.0, 0.5);
    adjoint_prefix(x, d_x) { let d_d_x = x * d_x; let d_y = d_d_x * x; d_y * d_d_x } at (1.5, -0.75), (-2.0, 0.5);
    numbered(x, x_2) { let x = x * x_2; let x = x * x; let x_2 = x * x_2; x * x_2 } at (1.25, -0.75), (-0.5, 0.5);
    after_operations(exp, sum) { let product = exp.exp() * sum; let quotient = product / (2.0 + sum * sum); (quotient + exp).exp() } at (0.5, -0.75), (-2.0, 0.5);
    raw(r#type) { let r#match = r#type * r#type; r#match * r#type } at (1.5), (-2.0);
    like_a_function(alone_, f) { let sin = alone_ * f; let f = sin.sin(); f * alone_ } at (1.5, -0.75), (-2.0, 0.5);
    like_the_prelude(some, none) { let vec = some * none; let assert = vec * some; assert + none } at (1.5, -0.75), (-2.0, 0.5);
    underscores(_x, __y) { let _t = _x * __y; let __t17 = _t * _x; __t17 * __y } at (1.5, -0.75), (-2.0, 0.5);
    unicode(θ, Δ) { let ω = θ.sin() * Δ; ω * θ } at (1.5, -0.75), (-2.0, 0.5);
    upper_case(X, Y) { let Z = X * Y; Z * Z + X } at (1.5, -0.75), (-2.0, 0.5);
    same_name_in_arms(x, y) {
        let v = x;
        let w = if x > y { let v = v * y; v * v } else { let v = v + y; v * x };
        v * w
    } at (1.5, -0.75), (-2.0, 0.5);
    shadowed_in_loop(x, y) { let v = x; let mut s = y; for _ in 0..3 { let v = v * s; let v = v.sin(); s += v * x; } s * v } at (1.5, -0.75), (-2.0, 0.5);
    shadowed_with_another_type(x: f64) { let n = x * x; let m = n; let n = 3; let mut s = m; for n in 0..n { let n = n as f64; s = s * n + x; } s * n as f64 } at (1.25), (-0.75);
    loop_variable_shadows(x: f64) { let i = x * 2.0; let mut s = i; for i in 0..3 { s = s * x + i as f64; } s * i } at (1.25), (-0.75);
    aliased(x: Real, y: Real) { let v: Real = x * y; let w: Real = 2.0; v * w + x } at (1.5, -0.75), (-2.0, 0.5);
}
