//! Runs a function forward and backward and compares with central differences.

use super::data::Data;
use super::machine::{Cache, Machine};
use crate::diagnostics::Errors;
use crate::ir::*;
use crate::lower::{self, InMemory};
use crate::transform::{Asked, Passes, Transformed, transform};
use rustc_hash::FxHashMap;

/// A function given as source text.
fn lowered(source: &str) -> Function {
    let item: syn::ItemFn = syn::parse_str(source).expect("the source parses");
    let mut errors = Errors::new();
    let function = lower::function(&item, None, &mut InMemory::default(), &mut errors);
    if let Some(tokens) = errors.finish() {
        panic!("{tokens}\n{source}");
    }
    let mut function = function.expect("a function without errors");
    // As the attribute does: caches hold many calls.
    function.standing = Standing::Free;
    verify(&function).unwrap_or_else(|e| panic!("{e}\n{function}\n{source}"));
    function
}

fn transformed(function: &Function, passes: Passes, asked: &Asked) -> Transformed {
    match transform(function, passes, asked) {
        Ok(derivative) => derivative,
        Err(problems) => panic!("{}\n{function}", problems[0].what),
    }
}

/// What a function that was only lowered gives: its result and the final contents of what is passed
/// by `&mut`, as one list.
pub(crate) fn run(function: &Function, args: &[Data]) -> Data {
    outputs(function, args, None).0
}

/// Result and final contents of what is passed by `&mut`, as one list.
fn outputs(function: &Function, args: &[Data], wanted: Option<&[bool]>) -> (Data, Cache) {
    let mut machine = Machine::new(function, &[], FxHashMap::default());
    machine.wanted = wanted.map(<[bool]>::to_vec);
    for (param, arg) in function.params.iter().zip(args) {
        machine.bind(&param.binding, arg.clone());
    }
    let mut all = vec![machine.run()];
    for param in &function.params {
        if param.passing == Passing::RefMut
            && let Operand::Memory(m) = param.binding
        {
            all.push(machine.memories[&m].clone());
        }
    }
    (Data::List(all), machine.cache)
}

fn weighted(data: &mut Data) -> f64 {
    let mut total = 0.0;
    let mut k = 0.0;
    data.floats(&mut |x| {
        k += 1.0;
        total += weight(k) * *x;
    });
    total
}

fn weight(k: f64) -> f64 {
    0.7 + (1.3 * k).sin()
}

/// The gradient of the weighted sum of all outputs, one entry for each argument; of those that are not
/// asked for, anything. With `wanted`, from the passes for callers that leave the others out.
fn gradient(
    derivative: &Transformed,
    args: &[Data],
    asked: &[bool],
    wanted: Option<&[bool]>,
) -> Vec<Data> {
    let some = derivative.for_some.as_ref().filter(|_| wanted.is_some());
    let (forward, backward) = match some {
        Some(some) => (&some.forward, &some.backward),
        None => (&derivative.forward, &derivative.backward),
    };
    let (out, cache) = outputs(forward, args, wanted);
    let mut seeds = out.clone();
    let mut k = 0.0;
    seeds.floats(&mut |x| {
        k += 1.0;
        *x = weight(k);
    });
    let mut machine = Machine::new(backward, &derivative.homes, cache);
    machine.wanted = wanted.map(<[bool]>::to_vec);
    machine.bind(&backward.seed, seeds.list()[0].clone());
    let mut mutable = seeds.list()[1..].iter();
    let mut shadows = FxHashMap::default();
    for (at, arg) in args.iter().enumerate() {
        let of = |origin: Origin| {
            let found = backward.memories.iter().position(|m| m.origin == origin);
            found.map(|i| Memory(i as u32))
        };
        if let Some(m) = of(Origin::Param(at)) {
            machine.memories.insert(m, arg.clone());
        }
        let shadow = match derivative.prepared.params[at].passing {
            Passing::Value => continue,
            Passing::Ref => arg.zero(),
            Passing::RefMut => mutable.next().expect("a seed for each").clone(),
        };
        if let Some(m) = of(Origin::Shadow(at)) {
            machine.memories.insert(m, shadow);
            shadows.insert(at, m);
        }
    }
    let returned = machine.run();
    let params = &derivative.prepared.params;
    let by_value = |at: usize| {
        let param = &params[at];
        asked[at] && param.passing == Passing::Value && param.ty.carries_gradient()
    };
    let mut returned = match (0..params.len()).filter(|at| by_value(*at)).count() {
        1 => vec![returned],
        0 => Vec::new(),
        _ => returned.list().to_vec(),
    }
    .into_iter();
    (0..params.len())
        .map(|at| match shadows.get(&at) {
            Some(m) => machine.memories[m].clone(),
            None if by_value(at) => returned.next().expect("an adjoint for each"),
            None => args[at].zero(),
        })
        .collect()
}

/// Differences of larger values are rounded too much to tell anything.
const LARGEST: f64 = 1e4;

/// Panics unless the forward pass gives what the lowered function gives, bit by bit, and the gradient
/// agrees with central differences of that function at the arguments, with respect to all and to one of them. Returns how many
/// slopes had to be left out, because two step widths disagree, where the function has a kink, or because
/// the value is too large.
pub(crate) fn check(source: &str, args: &[Data]) -> usize {
    let mut kinks = 0;
    let plain = lowered(source);
    let mut expected = Vec::new();
    let mut value = outputs(&plain, args, None).0;
    value.floats(&mut |x| expected.push(x.to_bits()));
    let size = weighted(&mut value).abs();
    let all = vec![true; args.len()];
    let mut one = vec![false; args.len()];
    one[source.len() % args.len()] = true;
    for (passes, asked) in [
        (Passes::ALL, &all),
        (Passes::NONE, &all),
        (Passes::ALL, &one),
    ] {
        let passes = Passes {
            spans: false,
            ..passes
        };
        let asks = match asked.contains(&false) {
            true => Asked::only(asked.clone()),
            false => Asked::ALL,
        };
        let derivative = transformed(&plain, passes, &asks);
        let context = || {
            format!(
                "{source}\n{plain}\n{}\n{}\n{}",
                derivative.prepared, derivative.forward, derivative.backward
            )
        };
        for function in [&derivative.forward, &derivative.backward] {
            verify(function).unwrap_or_else(|e| panic!("{e}\n{}", context()));
        }
        let mut found = Vec::new();
        (outputs(&derivative.forward, args, None).0).floats(&mut |x| found.push(x.to_bits()));
        assert_eq!(found, expected, "another value\n{}", context());
        let mut exact = Vec::new();
        for mut part in gradient(&derivative, args, asked, None) {
            part.floats(&mut |x| exact.push(*x));
        }
        agree_for_some(&derivative, args, &context);
        let mut at = 0;
        for arg in 0..args.len() {
            let mut count = 0;
            args[arg].clone().floats(&mut |_| count += 1);
            if !asked[arg] {
                at += count;
                continue;
            }
            for i in 0..count {
                let slope = |h: f64| {
                    let value = |h: f64| {
                        let mut moved = args.to_vec();
                        let mut k = 0;
                        moved[arg].floats(&mut |x| {
                            if k == i {
                                *x += h;
                            }
                            k += 1;
                        });
                        weighted(&mut outputs(&plain, &moved, None).0)
                    };
                    (value(h) - value(-h)) / (2.0 * h)
                };
                let (near, far) = (slope(5e-4), slope(1e-3));
                let (a, n) = (exact[at], (4.0 * near - far) / 3.0);
                at += 1;
                let scale = 1.0f64.max(a.abs()).max(n.abs());
                if (near - far).abs() > 3e-5 * scale || size > LARGEST {
                    kinks += 1;
                    continue;
                }
                assert!(
                    (a - n).abs() <= 1e-6 * scale,
                    "argument {arg}, float {i}: analytic {a}, numerical {n}\n{}",
                    context()
                );
            }
        }
    }
    kinks
}

/// Panics unless the passes for callers that leave arguments out give the very same adjoints of the
/// others, whatever is left out.
fn agree_for_some(derivative: &Transformed, args: &[Data], context: &dyn Fn() -> String) {
    let Some(some) = &derivative.for_some else {
        return;
    };
    for function in [&some.forward, &some.backward] {
        verify(function).unwrap_or_else(|e| panic!("{e}\n{function}\n{}", context()));
    }
    let all = vec![true; args.len()];
    let expected = gradient(derivative, args, &all, None);
    for left_out in 0..1usize << some.arguments.len() {
        let mut wanted = all.clone();
        for (bit, at) in some.arguments.iter().enumerate() {
            wanted[*at] = left_out >> bit & 1 == 0;
        }
        if !wanted.contains(&true) {
            continue;
        }
        let found = gradient(derivative, args, &all, Some(&wanted));
        for (at, (mut found, mut expected)) in found.into_iter().zip(expected.clone()).enumerate() {
            let mut bits = [Vec::new(), Vec::new()];
            found.floats(&mut |x| bits[0].push(x.to_bits()));
            expected.floats(&mut |x| bits[1].push(x.to_bits()));
            assert!(
                !wanted[at] || bits[0] == bits[1],
                "argument {at} of {wanted:?}: {found:?}, not {expected:?}\n{}\n{}\n{}",
                some.forward,
                some.backward,
                context()
            );
        }
    }
}

/// Shorthand for arguments.
pub(crate) fn floats(items: &[f64]) -> Data {
    Data::List(items.iter().copied().map(Data::Float).collect())
}
