//! A long short-term memory whose gates are diagonal, predicting a sequence.

use autodiff::differentiate;

#[differentiate]
pub fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// One layer: its state, the hidden part before the cells, becomes the next one.
#[differentiate]
pub fn layer(weights: &[f64], biases: &[f64], state: &mut [f64], input: &[f64]) {
    let b = input.len();
    let (hidden, cell) = state.split_at_mut(b);
    for i in 0..b {
        let forget = sigmoid(input[i] * weights[i] + biases[i]);
        let ingate = sigmoid(hidden[i] * weights[b + i] + biases[b + i]);
        let outgate = sigmoid(input[i] * weights[2 * b + i] + biases[2 * b + i]);
        let change = f64::tanh(hidden[i] * weights[3 * b + i] + biases[3 * b + i]);
        cell[i] = cell[i] * forget + ingate * change;
        hidden[i] = outgate * cell[i].tanh();
    }
}

/// `prediction` becomes what follows `input`; the state moves on.
#[differentiate]
pub fn predict(
    main: &[f64],
    extra: &[f64],
    state: &mut [f64],
    input: &[f64],
    prediction: &mut [f64],
) {
    let b = input.len();
    for i in 0..b {
        prediction[i] = input[i] * extra[i];
    }
    let layers = main.len() / (8 * b);
    for j in 0..layers {
        let (weights, biases) = main[8 * b * j..8 * b * (j + 1)].split_at(4 * b);
        let state = &mut state[2 * b * j..2 * b * (j + 1)];
        layer(weights, biases, state, &*prediction);
        prediction.copy_from_slice(&state[..b]);
    }
    for i in 0..b {
        prediction[i] = prediction[i] * extra[b + i] + extra[2 * b + i];
    }
}

/// The mean loss of the predictions of a sequence of vectors of `b` numbers.
#[differentiate(wrt(main, extra))]
pub fn loss(main: &[f64], extra: &[f64], state: &[f64], sequence: &[f64], b: usize) -> f64 {
    let count = sequence.len() / b - 1;
    let mut state = state.to_vec();
    let mut prediction = vec![0.0; b];
    let mut total = 0.0;
    for t in 0..count {
        let input = &sequence[t * b..(t + 1) * b];
        let gold = &sequence[(t + 1) * b..(t + 2) * b];
        predict(main, extra, &mut state, input, &mut prediction);
        let mut sum = 2.0;
        for y in &prediction {
            sum += y.exp();
        }
        let normaliser = sum.ln();
        for i in 0..b {
            total += gold[i] * (prediction[i] - normaliser);
        }
    }
    -total / (count * b) as f64
}
