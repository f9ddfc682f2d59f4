//! A recurrent network, unrolled over time, learns a sonnet by heart, letter by letter.
//!
//! `cargo run --release --example recurrent`

mod support;

use anyhow::{Context, Result, ensure};
use autodiff::check::Check;
use autodiff::differentiate;
use autodiff::nn::{affine, cross_entropy, norm, tanh};
use indicatif::{ProgressBar, ProgressStyle};
use support::data;
use support::random::Random;

const TEXT: &str = include_str!("data/sonnet18.txt");
const STATE: usize = 64;
const EPOCHS: usize = 400;

/// The state after one more symbol. Each symbol has a bias of its own, which is how it gets in.
#[differentiate]
fn next(p: &[f64], symbols: usize, state: &[f64], symbol: usize) -> Vec<f64> {
    let bias = &p[symbol * STATE..(symbol + 1) * STATE];
    let recurrent = &p[symbols * STATE..(symbols + STATE) * STATE];
    let z: Vec<f64> = affine(recurrent, bias, state);
    z.iter().map(|&z| tanh(z)).collect()
}

/// The scores of the symbol that comes after a state.
#[differentiate]
fn scores(p: &[f64], symbols: usize, state: &[f64]) -> Vec<f64> {
    let (w, b) = p[(symbols + STATE) * STATE..].split_at(symbols * STATE);
    affine(w, b, state)
}

/// The cost of a line: how little each next letter was expected.
#[differentiate(wrt(p))]
fn loss(p: &[f64], symbols: usize, line: &[usize]) -> f64 {
    let mut state = vec![0.0; STATE];
    let mut sum = 0.0;
    for t in 1..line.len() {
        state = next(p, symbols, &state, line[t - 1]);
        sum += cross_entropy(&scores(p, symbols, &state), line[t]);
    }
    sum
}

/// The letters of a line, each the most likely one after those before it.
fn recite(p: &[f64], alphabet: &[char], symbols: usize, line: usize) -> String {
    let mut text = String::new();
    let mut symbol = alphabet.len() + line;
    let mut state = vec![0.0; STATE];
    while !text.ends_with('\n') && text.len() < 100 {
        state = next(p, symbols, &state, symbol);
        symbol = data::best(&scores(p, symbols, &state)[..alphabet.len()]);
        text.push(alphabet[symbol]);
    }
    text
}

fn main() -> Result<()> {
    let mut alphabet: Vec<char> = TEXT.chars().collect();
    alphabet.sort_unstable();
    alphabet.dedup();
    // Each line begins with a symbol of its own, which says the number of the line.
    let number = |c: char| alphabet.binary_search(&c);
    let mut lines = Vec::new();
    for (i, line) in TEXT.split_inclusive('\n').enumerate() {
        let mut symbols = vec![alphabet.len() + i];
        for c in line.chars() {
            symbols.push(number(c).ok().context("a letter is not in the alphabet")?);
        }
        lines.push(symbols);
    }
    let symbols = alphabet.len() + lines.len();
    let letters = TEXT.chars().count() as f64;

    let mut random = Random(11);
    let mut p = random.weights(symbols * STATE, STATE);
    p.extend(random.weights(STATE * STATE, 4 * STATE));
    p.extend(random.weights(symbols * STATE, STATE));
    p.resize(p.len() + symbols, 0.0);
    let report = Check::new().directions(10).run(
        |p| loss(p, symbols, &lines[0]),
        |p| loss::gradient(p, symbols, &lines[0]),
        &p,
    )?;
    println!("gradient through a line against central differences: {report}");

    let bits = |nats: f64| nats / 2f64.ln();
    let bar = ProgressBar::new(EPOCHS as u64).with_style(ProgressStyle::with_template(
        "{bar:40} epoch {pos}/{len}  {msg}",
    )?);
    let mut order: Vec<usize> = (0..lines.len()).collect();
    let mut gradient = vec![0.0; p.len()];
    let mut cost = f64::INFINITY;
    for epoch in 0..EPOCHS {
        random.shuffle(&mut order);
        let rate = 0.3 * (1.0 - epoch as f64 / EPOCHS as f64);
        let mut sum = 0.0;
        for &line in &order {
            sum += loss::value_and_gradient_into(&p, &mut gradient, symbols, &lines[line]);
            // A gradient through many steps can explode: no step is longer than the rate.
            let step = rate / norm(&gradient).max(1.0);
            for (p, d) in p.iter_mut().zip(&gradient) {
                *p -= step * d;
            }
        }
        cost = bits(sum / letters);
        bar.set_message(format!("{cost:.3} bits a letter"));
        bar.inc(1);
    }
    bar.finish();

    println!("{cost:.3} bits a letter; by heart:\n");
    let recited: String = (0..lines.len())
        .map(|line| recite(&p, &alphabet, symbols, line))
        .collect();
    print!("{recited}");
    ensure!(
        cost < 0.1,
        "a letter should need less than a tenth of a bit"
    );
    ensure!(recited == TEXT, "the sonnet should be known by heart");
    Ok(())
}
