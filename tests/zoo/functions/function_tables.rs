//! Lists of functions: called by their index, one after the other, and with what stands beside them.

use crate::support::whole_functions;
use autodiff::differentiate;

#[differentiate]
pub fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
pub fn bent(x: f64) -> f64 {
    if x > 0.3 { x.ln_1p() } else { 0.2 * x }
}

/// By an index that is known, one that the loop gives, and one that depends on a value.
#[differentiate]
pub fn indexed(p: &[f64]) -> f64 {
    let layers = [f64::tanh, square, bent];
    let gates: [fn(f64) -> f64; 2] = [|x| x / (1.0 + x * x), f64::cos];
    let mut x = layers[1](p[0]) + p[2];
    for i in 0..5 {
        let kind = if x > 0.8 { 2 } else { i % 2 };
        x = 0.5 * layers[i % 3](x * p[1]) + layers[kind](p[2]) * gates[kind % 2](x);
        let gate = gates[i % 2];
        x += gate(p[0]) * gate(x);
    }
    x
}

/// All of them: as references, as copies, with weights, in boxes that hold what a closure captures.
#[differentiate]
pub fn each(p: &[f64]) -> f64 {
    let scale = p[1] * 0.5;
    let table: &[(f64, fn(f64) -> f64)] = &[
        (0.5, square),
        (p[2], f64::sin),
        (1.5, |x| x / (1.0 + x * x)),
    ];
    let mut total: f64 = table.iter().map(|(w, f)| w * f(p[0])).sum();
    for &(w, f) in table {
        total += f(w) * f(total);
    }
    let boxes: Vec<Box<dyn Fn(f64) -> f64>> = vec![
        Box::new(bent),
        Box::new(|x| x * scale),
        Box::new(move |x| x + scale),
    ];
    for (i, f) in boxes.iter().enumerate() {
        total += f(p[i]) * (i as f64 + 0.5);
    }
    boxes.iter().rev().fold(total, |x, f| f(x))
        + [f64::exp, square].iter().map(|f| f(p[2])).sum::<f64>()
}

type Gate = fn(f64) -> f64;

#[differentiate]
pub fn twice(gate: Gate, x: f64) -> f64 {
    gate(gate(x))
}

/// Of a type that has a name, and named by strings.
#[differentiate]
pub fn of_named_type(p: &[f64]) -> f64 {
    let table: [(&str, f64, Gate); 3] = [
        ("square", 0.5, square),
        ("bent", p[2], bent),
        ("sine", 1.5, f64::sin),
    ];
    let mut total = 0.0;
    for (name, w, gate) in table {
        total += w * gate(p[0]) * if name.starts_with('s') { p[1] } else { 1.0 };
    }
    let chosen: Gate = if p[0] > 0.1 { square } else { bent };
    total + twice(chosen, p[1]) + twice(bent, p[2])
}

whole_functions! { indexed each of_named_type }
