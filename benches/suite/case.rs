//! One row of the table: a function, its generated gradient, the hand-written one, and perhaps a
//! peer's; how they are checked against each other and measured.

use std::hint::black_box;
use std::time::Instant;

type Primal = Box<dyn FnMut() -> f64>;

/// Overwrites the buffer with the gradient and returns the value.
type Gradient = Box<dyn FnMut(&mut [f64]) -> f64>;

pub struct Case {
    name: String,
    length: usize,
    tolerance: f64,
    primal: Primal,
    generated: Gradient,
    by_hand: Gradient,
    peer: Option<(&'static str, Gradient)>,
}

/// Medians, in seconds.
pub struct Row {
    pub name: String,
    pub primal: f64,
    pub generated: f64,
    pub by_hand: f64,
    pub peer: Option<(&'static str, f64)>,
}

impl Case {
    /// `length` is that of the gradient.
    pub fn new(
        name: impl Into<String>,
        length: usize,
        primal: impl FnMut() -> f64 + 'static,
        generated: impl FnMut(&mut [f64]) -> f64 + 'static,
        by_hand: impl FnMut(&mut [f64]) -> f64 + 'static,
    ) -> Self {
        Case {
            name: name.into(),
            length,
            tolerance: 1e-9,
            primal: Box::new(primal),
            generated: Box::new(generated),
            by_hand: Box::new(by_hand),
            peer: None,
        }
    }

    /// Gradients may differ by this much, relative to their largest component.
    pub fn within(self, tolerance: f64) -> Self {
        Case { tolerance, ..self }
    }

    /// The same on a tape.
    pub fn tape(self, gradient: impl FnMut(&mut [f64]) -> f64 + 'static) -> Self {
        let peer = Some(("reverse", Box::new(gradient) as Gradient));
        Case { peer, ..self }
    }

    /// The same with dual numbers.
    pub fn dual(self, gradient: impl FnMut(&mut [f64]) -> f64 + 'static) -> Self {
        let peer = Some(("num-dual", Box::new(gradient) as Gradient));
        Case { peer, ..self }
    }

    pub fn is_called(&self, part: &str) -> bool {
        self.name.contains(part)
    }

    /// Fails unless all gradients and values are the same up to rounding; then measures for about
    /// as many seconds.
    pub fn row(self, seconds: f64) -> Row {
        let Case {
            name,
            length,
            tolerance,
            ..
        } = self;
        let same = |what, actual: &[f64], expected: &[f64]| {
            assert_same(&name, what, actual, expected, tolerance);
        };
        let mut primal = self.primal;
        let mut generated = self.generated;
        let mut by_hand = self.by_hand;
        let (mut g, mut h, mut p) = (vec![1.0; length], vec![2.0; length], vec![3.0; length]);
        let value = primal();
        let values = [generated(&mut g), by_hand(&mut h)];
        same("value", &values, &[value, value]);
        same("generated", &g, &h);
        let (peer_name, mut peer) = self.peer.unzip();
        if let Some(peer) = &mut peer {
            same("the peer's value", &[peer(&mut p)], &[value]);
            same("the peer's", &p, &h);
        }
        let mut runs: Vec<Box<dyn FnMut() -> f64>> = vec![
            Box::new(primal),
            Box::new(move || generated(&mut g)),
            Box::new(move || by_hand(&mut h)),
        ];
        if let Some(mut peer) = peer {
            runs.push(Box::new(move || peer(&mut p)));
        }
        let medians = interleaved(&mut runs, seconds);
        Row {
            name,
            primal: medians[0],
            generated: medians[1],
            by_hand: medians[2],
            peer: peer_name.map(|name| (name, medians[3])),
        }
    }
}

/// The median time of a call of each. Another order each round: none is always the one that finds the
/// caches warm.
fn interleaved(runs: &mut [Box<dyn FnMut() -> f64>], seconds: f64) -> Vec<f64> {
    let timed = |run: &mut dyn FnMut() -> f64, calls: usize| {
        let start = Instant::now();
        for _ in 0..calls {
            black_box(run());
        }
        start.elapsed().as_secs_f64() / calls as f64
    };
    // A sample is long against the clock's resolution.
    let calls: Vec<usize> = (runs.iter_mut())
        .map(|run| (3e-5 / timed(run, 1)).ceil().clamp(1.0, 1e4) as usize)
        .collect();
    let mut samples = vec![Vec::new(); runs.len()];
    let start = Instant::now();
    for round in 0.. {
        for k in 0..runs.len() {
            let which = (k + round) % runs.len();
            samples[which].push(timed(&mut runs[which], calls[which]));
        }
        if round >= 2 && start.elapsed().as_secs_f64() > seconds {
            break;
        }
    }
    samples.iter_mut().map(|times| median(times)).collect()
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn assert_same(name: &str, what: &str, actual: &[f64], expected: &[f64], tolerance: f64) {
    let scale = expected.iter().fold(1e-300_f64, |s, x| s.max(x.abs()));
    for (i, (a, e)) in actual.iter().zip(expected).enumerate() {
        let same = (a - e).abs() <= tolerance * scale;
        assert!(same, "{name}, {what}, component {i}: {a}, and {e} by hand");
    }
}

/// Input that lives as long as the program.
pub fn keep<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// Numbers between -1 and 1 without a pattern.
pub fn numbers(count: usize, seed: f64) -> Vec<f64> {
    (0..count)
        .map(|i| (seed + 1.0 + 1.7 * i as f64 + 1e-3 * (i * i % 1009) as f64).sin())
        .collect()
}

/// The parts of a buffer, of these lengths.
pub fn parts<const N: usize>(mut buffer: &mut [f64], lengths: [usize; N]) -> [&mut [f64]; N] {
    lengths.map(|length| {
        let (part, rest) = std::mem::take(&mut buffer).split_at_mut(length);
        buffer = rest;
        part
    })
}
