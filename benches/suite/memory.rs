//! The benchmark's long short-term memory: 1024 steps of 14 numbers.

use crate::case::{Case, keep, numbers, parts};
use crate::objectives::lstm::{loss, sigmoid};
use std::hint::black_box;

struct Memory {
    main: Vec<f64>,
    extra: Vec<f64>,
    state: Vec<f64>,
    sequence: Vec<f64>,
    b: usize,
}

/// What is recorded of a unit of a layer in a step.
#[derive(Clone, Copy, Default)]
struct Unit {
    input: f64,
    hidden: f64,
    cell: f64,
    forget: f64,
    ingate: f64,
    outgate: f64,
    change: f64,
    tanh: f64,
}

impl Memory {
    fn by_hand(&self, g: &mut [f64]) -> f64 {
        let Memory { main, extra, b, .. } = self;
        let b = *b;
        let [d_main, d_extra] = parts(g, [main.len(), extra.len()]);
        let layers = main.len() / (8 * b);
        let count = self.sequence.len() / b - 1;
        let scale = -1.0 / (count * b) as f64;
        let mut units = vec![Unit::default(); count * layers * b];
        // The adjoints of the predictions are known as soon as these are.
        let mut d_predictions = vec![0.0; count * b];
        let (mut hidden, mut cell) = (vec![0.0; layers * b], vec![0.0; layers * b]);
        for (j, state) in self.state.chunks_exact(2 * b).enumerate() {
            hidden[j * b..(j + 1) * b].copy_from_slice(&state[..b]);
            cell[j * b..(j + 1) * b].copy_from_slice(&state[b..]);
        }
        let mut z = vec![0.0; b];
        let mut total = 0.0;
        for t in 0..count {
            let input = &self.sequence[t * b..(t + 1) * b];
            let gold = &self.sequence[(t + 1) * b..(t + 2) * b];
            for i in 0..b {
                z[i] = input[i] * extra[i];
            }
            for j in 0..layers {
                let (w, bias) = main[8 * b * j..8 * b * (j + 1)].split_at(4 * b);
                let units = &mut units[(t * layers + j) * b..][..b];
                let hidden = &mut hidden[j * b..(j + 1) * b];
                let cell = &mut cell[j * b..(j + 1) * b];
                for i in 0..b {
                    let forget = sigmoid(z[i] * w[i] + bias[i]);
                    let ingate = sigmoid(hidden[i] * w[b + i] + bias[b + i]);
                    let outgate = sigmoid(z[i] * w[2 * b + i] + bias[2 * b + i]);
                    let change = (hidden[i] * w[3 * b + i] + bias[3 * b + i]).tanh();
                    let next = cell[i] * forget + ingate * change;
                    let tanh = next.tanh();
                    units[i] = Unit {
                        input: z[i],
                        hidden: hidden[i],
                        cell: cell[i],
                        forget,
                        ingate,
                        outgate,
                        change,
                        tanh,
                    };
                    cell[i] = next;
                    hidden[i] = outgate * tanh;
                    z[i] = hidden[i];
                }
            }
            let d_y = &mut d_predictions[t * b..(t + 1) * b];
            let (mut sum, mut golds, mut terms) = (2.0, 0.0, 0.0);
            for i in 0..b {
                let y = z[i] * extra[b + i] + extra[2 * b + i];
                d_y[i] = y.exp();
                sum += d_y[i];
                golds += gold[i];
                terms += gold[i] * y;
            }
            total += terms - golds * sum.ln();
            for i in 0..b {
                d_y[i] = scale * (gold[i] - golds * d_y[i] / sum);
            }
        }
        d_main.fill(0.0);
        d_extra.fill(0.0);
        let (mut d_hidden, mut d_cell) = (vec![0.0; layers * b], vec![0.0; layers * b]);
        let mut d_z = vec![0.0; b];
        for t in (0..count).rev() {
            let last = &units[(t * layers + layers - 1) * b..][..b];
            for i in 0..b {
                let d_y = d_predictions[t * b + i];
                d_extra[b + i] += d_y * last[i].outgate * last[i].tanh;
                d_extra[2 * b + i] += d_y;
                d_z[i] = d_y * extra[b + i];
            }
            for j in (0..layers).rev() {
                let w = &main[8 * b * j..][..4 * b];
                let (d_w, d_bias) = d_main[8 * b * j..8 * b * (j + 1)].split_at_mut(4 * b);
                let units = &units[(t * layers + j) * b..][..b];
                let d_hidden = &mut d_hidden[j * b..(j + 1) * b];
                let d_cell = &mut d_cell[j * b..(j + 1) * b];
                for i in 0..b {
                    let u = units[i];
                    let d_next = d_z[i] + d_hidden[i];
                    let d_c = d_cell[i] + d_next * u.outgate * (1.0 - u.tanh * u.tanh);
                    let d_outgate = d_next * u.tanh * u.outgate * (1.0 - u.outgate);
                    let d_forget = d_c * u.cell * u.forget * (1.0 - u.forget);
                    let d_ingate = d_c * u.change * u.ingate * (1.0 - u.ingate);
                    let d_change = d_c * u.ingate * (1.0 - u.change * u.change);
                    d_bias[i] += d_forget;
                    d_bias[b + i] += d_ingate;
                    d_bias[2 * b + i] += d_outgate;
                    d_bias[3 * b + i] += d_change;
                    d_w[i] += d_forget * u.input;
                    d_w[b + i] += d_ingate * u.hidden;
                    d_w[2 * b + i] += d_outgate * u.input;
                    d_w[3 * b + i] += d_change * u.hidden;
                    d_cell[i] = d_c * u.forget;
                    d_z[i] = d_forget * w[i] + d_outgate * w[2 * b + i];
                    d_hidden[i] = d_ingate * w[b + i] + d_change * w[3 * b + i];
                }
            }
            for i in 0..b {
                d_extra[i] += d_z[i] * self.sequence[t * b + i];
            }
        }
        total * scale
    }
}

pub fn cases() -> Vec<Case> {
    [2, 4].map(case).into()
}

fn case(layers: usize) -> Case {
    let b = 14;
    let all = keep(Memory {
        main: numbers(8 * b * layers, 0.0),
        extra: numbers(3 * b, 1.0),
        state: numbers(2 * b * layers, 2.0),
        sequence: numbers(1024 * b, 3.0),
        b,
    });
    let Memory {
        main,
        extra,
        state,
        sequence,
        ..
    } = all;
    Case::new(
        format!("LSTM, {layers} layers, 1024 steps"),
        main.len() + extra.len(),
        move || loss(black_box(main), extra, state, sequence, b),
        move |g| {
            let [d_main, d_extra] = parts(g, [main.len(), extra.len()]);
            let main = black_box(main);
            loss::value_and_gradient_into(main, d_main, extra, d_extra, state, sequence, b)
        },
        move |g| black_box(all).by_hand(g),
    )
}
