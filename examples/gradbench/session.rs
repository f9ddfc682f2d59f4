//! A small session of our own: answers that are known in closed form, Jacobians against central
//! differences of objectives, and messages that make no sense.

use crate::protocol;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::f64::consts::{LN_2, PI};

/// Plays the session, and fails where an answer is wrong.
pub fn play() -> Result<()> {
    let known = known_answers()?;
    let nonsense = answers_to_nonsense()?;
    let slopes = slopes()?;
    println!(
        "a session of our own: {known} answers as known, {slopes} slopes as differences have them, \
         {nonsense} mistakes answered"
    );
    Ok(())
}

fn ask(message: &Value) -> Value {
    protocol::answer(message.to_string().as_bytes())
}

fn evaluate(module: &str, function: &str, input: &Value) -> Result<Value> {
    let answer = ask(&json!({
        "id": 1, "kind": "evaluate", "module": module, "function": function, "input": input,
    }));
    ensure!(answer["id"] == 1 && answer["success"] == true, "{answer}");
    ensure!(answer["timings"][0]["name"] == "evaluate", "{answer}");
    Ok(answer["output"].clone())
}

/// The numbers of a JSON value, in the order of the names of its fields.
fn numbers(value: &Value, into: &mut Vec<f64>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| numbers(item, into)),
        Value::Object(fields) => fields.values().for_each(|field| numbers(field, into)),
        other => into.extend(other.as_f64()),
    }
}

fn all_numbers(value: &Value) -> Vec<f64> {
    let mut all = Vec::new();
    numbers(value, &mut all);
    all
}

fn ensure_close(what: &str, actual: &[f64], expected: &[f64], tolerance: f64) -> Result<()> {
    ensure!(actual.len() == expected.len(), "{what}: {actual:?}");
    for (a, e) in actual.iter().zip(expected) {
        let off = (a - e).abs() / e.abs().max(1.0);
        ensure!(off <= tolerance, "{what}: {actual:?}, not {expected:?}");
    }
    Ok(())
}

fn known_answers() -> Result<usize> {
    let point = json!({
        "d": 1, "k": 1, "n": 1, "m": 0, "gamma": 1.0,
        "x": [[1.5]], "alpha": [0.25], "mu": [[0.5]], "q": [[0.0]], "l": [[]],
    });
    let density = -0.5 * (2.0 * PI).ln() - 0.5 - LN_2 - 0.5;
    let cases = [
        ("hello", "square", json!(3.0), vec![9.0]),
        ("hello", "double", json!(3.0), vec![6.0]),
        (
            "llsq",
            "primal",
            json!({ "x": [0.5, 0.25], "n": 3 }),
            vec![0.9375],
        ),
        (
            "llsq",
            "gradient",
            json!({ "x": [0.5, 0.25], "n": 3 }),
            vec![1.5, -1.5],
        ),
        (
            "lse",
            "primal",
            json!({ "x": [0.0, LN_2] }),
            vec![3f64.ln()],
        ),
        (
            "lse",
            "gradient",
            json!({ "x": [0.0, LN_2] }),
            vec![1.0 / 3.0, 2.0 / 3.0],
        ),
        (
            "det",
            "primal",
            json!({ "A": [1, 2, 3, 4], "ell": 2 }),
            vec![-2.0],
        ),
        (
            "det",
            "gradient",
            json!({ "A": [1, 2, 3, 4], "ell": 2 }),
            vec![4.0, -3.0, -2.0, 1.0],
        ),
        (
            "ode",
            "primal",
            json!({ "x": [0.5, 0.25], "s": 4 }),
            vec![1.0, 0.25],
        ),
        (
            "ode",
            "gradient",
            json!({ "x": [0.5, 0.25], "s": 4, "min_runs": 3 }),
            vec![0.5, 1.0],
        ),
        ("gmm", "objective", point.clone(), vec![density]),
        // The fields alpha, l, mu, q.
        ("gmm", "jacobian", point, vec![0.0, 1.0, -1.0]),
    ];
    for (module, function, input, expected) in &cases {
        let output = all_numbers(&evaluate(module, function, input)?);
        ensure_close(&format!("{module}::{function}"), &output, expected, 1e-12)?;
    }
    Ok(cases.len())
}

/// Numbers without a pattern, of the shape `rows` by `columns`.
fn matrix(rows: usize, columns: usize, seed: f64) -> Value {
    let number = |i: usize| (seed + 1.7 * i as f64).sin();
    let row = |r: usize| (0..columns).map(|c| number(r * columns + c)).collect();
    (0..rows).map(row).collect::<Vec<Vec<f64>>>().into()
}

/// Asks for the objective with one number of the input moved both ways: the slope along it.
fn slope(module: &str, input: &Value, path: &str) -> Result<Vec<f64>> {
    let step = 1e-5;
    let moved = |by: f64| -> Result<Vec<f64>> {
        let mut input = input.clone();
        let number = input.pointer_mut(path).context("no such number")?;
        *number = json!(number.as_f64().context("no number")? + by);
        Ok(all_numbers(&evaluate(module, "objective", &input)?))
    };
    let (up, down) = (moved(step)?, moved(-step)?);
    let slope = |(u, d): (&f64, &f64)| (u - d) / (2.0 * step);
    Ok(up.iter().zip(&down).map(slope).collect())
}

/// The paths of the numbers of a field.
fn paths(input: &Value, path: &str, into: &mut Vec<String>) {
    match input.pointer(path) {
        Some(Value::Array(items)) => {
            for i in 0..items.len() {
                paths(input, &format!("{path}/{i}"), into);
            }
        }
        _ => into.push(path.to_owned()),
    }
}

fn slopes() -> Result<usize> {
    let mixture = json!({
        "d": 3, "k": 2, "n": 4, "m": 2, "gamma": 0.75, "x": matrix(4, 3, 0.0),
        "alpha": [0.5, -0.25], "mu": matrix(2, 3, 1.0), "q": matrix(2, 3, 2.0), "l": matrix(2, 3, 3.0),
    });
    let memory = json!({
        "main_params": matrix(4, 12, 0.0), "extra_params": matrix(3, 3, 1.0),
        "state": matrix(4, 3, 2.0), "sequence": matrix(5, 3, 3.0),
    });
    let mut count = 0;
    for (module, input, fields) in [
        ("gmm", mixture, &["/alpha", "/l", "/mu", "/q"][..]),
        ("lstm", memory, &["/main_params", "/extra_params"]),
    ] {
        let jacobian = all_numbers(&evaluate(module, "jacobian", &input)?);
        let mut all = Vec::new();
        (fields.iter()).for_each(|field| paths(&input, field, &mut all));
        let mut expected = Vec::new();
        for path in &all {
            expected.extend(slope(module, &input, path)?);
        }
        ensure_close(module, &jacobian, &expected, 1e-6)?;
        count += expected.len();
    }
    for turn in [0.0, 0.3] {
        count += slopes_of_a_camera(turn)?;
    }
    Ok(count)
}

/// The first two rows of a Jacobian, and its last entry, are the slopes of the errors.
fn slopes_of_a_camera(turn: f64) -> Result<usize> {
    let input = json!({
        "n": 2, "m": 3, "p": 4, "x": [0.5, -0.75, 4.0], "w": 0.5, "feat": [0.25, 0.125],
        "cam": [turn, -turn, 0.5 * turn, 0.1, 0.2, -0.3, 1.5, 0.2, -0.1, 0.3, 0.1],
    });
    let jacobian = evaluate("ba", "jacobian", &input)?;
    let mut all = Vec::new();
    (["/cam", "/x", "/w"].iter()).for_each(|field| paths(&input, field, &mut all));
    let (mut first, mut second, mut last) = (Vec::new(), Vec::new(), 0.0);
    for path in &all {
        // Two errors, how often they are repeated, and the same for the error of the weight.
        let slopes = slope("ba", &input, path)?;
        first.push(slopes[0]);
        second.push(slopes[1]);
        last = slopes[3];
    }
    let mut expected = [first, second].concat();
    expected.push(last);
    // What turns a camera that is not turned is differentiated in its first-order form.
    ensure_close("ba", &all_numbers(&jacobian["vals"]), &expected, 1e-4)?;
    let columns = all_numbers(&jacobian["cols"]);
    ensure!(
        columns[10..15] == [10.0, 22.0, 23.0, 24.0, 31.0],
        "{columns:?}"
    );
    ensure!(columns.last() == Some(&34.0), "{columns:?}");
    let rows = all_numbers(&jacobian["rows"]);
    ensure!(
        rows[..3] == [0.0, 15.0, 30.0] && rows.last() == Some(&124.0),
        "{rows:?}"
    );
    Ok(expected.len())
}

fn answers_to_nonsense() -> Result<usize> {
    let of = |module: &str, function: &str, input: Value| json!({ "id": "x", "kind": "evaluate", "module": module, "function": function, "input": input });
    let messages = [
        json!({ "id": "x" }),
        json!({ "id": "x", "kind": "define", "module": "tensor" }),
        json!({ "id": "x", "kind": "evaluate", "module": "hello", "function": "square" }),
        of("hello", "cube", json!(1.0)),
        of("hello", "square", json!({})),
        of("llsq", "primal", json!({ "x": [1.0], "n": 1 })),
        of("lse", "gradient", json!({ "x": [] })),
        of("det", "primal", json!({ "A": [1.0, 2.0], "ell": 2 })),
        of("ode", "primal", json!({ "x": [1.0], "s": 0 })),
        of("ode", "primal", json!({ "x": [1.0], "s": -3 })),
        of("gmm", "objective", json!({ "d": 2 })),
        of(
            "lstm",
            "jacobian",
            json!({
                "main_params": [[1.0]], "extra_params": [], "state": [], "sequence": [[1.0], [2.0]],
            }),
        ),
        of(
            "ba",
            "jacobian",
            json!({
                "n": 1, "m": 1, "p": u64::MAX, "cam": vec![0; 11], "x": [0, 0, 1], "w": 1, "feat": [0, 0],
            }),
        ),
    ];
    for message in &messages {
        let answer = ask(message);
        ensure!(
            answer["id"] == "x" && answer["success"] == false,
            "{answer}"
        );
        ensure!(answer["error"].is_string(), "{answer}");
    }
    for line in ["", "{", "[]", "\"a\""] {
        let answer = protocol::answer(line.as_bytes());
        ensure!(
            answer["success"] == false && answer["error"].is_string(),
            "{answer}"
        );
    }
    ensure!(ask(&json!({ "id": 7, "kind": "rest" })) == json!({ "id": 7 }));
    ensure!(ask(&json!({ "id": 8, "kind": "start", "eval": "gmm" }))["tool"] == "autodiff");
    Ok(messages.len() + 4)
}
