//! Loops under `#[checkpoint]`: the backward pass runs their iterations again.

use crate::support::slices;
use autodiff::differentiate;

#[differentiate]
fn turned(y: &[f64; 2], p: f64) -> [f64; 2] {
    [y[0] + 0.125 * p * y[1].sin(), y[1] - 0.125 * y[0] * y[0]]
}

slices! {
    /// The state is numbers, some of them integers.
    numbers(a) {
        let (mut x, mut y, mut steps) = (a[0], 1.0, 0);
        #[checkpoint]
        for i in 0..11 {
            let before = x;
            x = (x * y + a[i % 2]).sin();
            y = before * 0.5 + y;
            if x > 0.5 { steps += i; }
        }
        x * y + steps as f64
    } at [0.75, -0.5], [-1.25, 0.5];

    /// The state is an array that is assigned, and a `Vec` that is changed in place.
    memory(a) {
        let mut y = [a[0], a[1]];
        let mut seen = vec![0.0; 3];
        #[checkpoint(snapshots = 2)]
        for i in 1..=7usize {
            y = turned(&y, a[1]);
            seen[i % 3] += 0.25 * (y[0] * seen[(i + 1) % 3] + y[1]).sin();
        }
        y[0] * y[1] + seen[0] * seen[1] + seen[2]
    } at [0.75, -0.5], [-1.25, 0.5];

    /// Backwards, with an early end that the data decide.
    left(a) {
        let mut sum = a[0];
        #[checkpoint]
        for i in (2i32..20).rev() {
            if sum > 3.0 { break; }
            if i % 3 == 0 { continue; }
            sum += a[1] * a[1] * sum.cos() + 0.25 * f64::from(i);
        }
        sum * a[1]
    } at [0.75, -0.5], [-1.25, 0.5];

    /// For as long as it is needed.
    endless(a) {
        let (mut x, mut best) = (4.0 + a[0], [0.0; 2]);
        #[checkpoint]
        while x > 1.0 && best[1] < 100.0 {
            x = x * 0.75 + 0.03125 * a[1] * x;
            best[0] += x * x;
            if best[0] > 60.0 { break; }
        }
        #[checkpoint]
        loop {
            best[1] = best[1] * best[1] + x;
            if best[1] > 4.0 { break; }
            x += a[0] * a[0];
        }
        best[0] * a[0] + best[1] * x
    } at [0.75, -0.5], [-1.25, 0.5];

    /// Over items, one loop in another.
    nested(a) {
        let mut state = vec![a[1]; 2];
        let mut sum = 0.0;
        #[checkpoint]
        for x in a.iter().chain(a) {
            let mut inner = *x;
            #[checkpoint]
            for k in 0..5 {
                inner = (inner + state[k % 2]).sin() * a[0];
            }
            state[0] += inner * inner;
            sum += state[0] * state[1];
        }
        sum
    } at [0.75, -0.5], [-1.25, 0.5];

    /// None at all, and one.
    few(a) {
        let mut x = a[0] * a[1];
        #[checkpoint]
        for i in 3..3 { x *= a[i]; }
        #[checkpoint]
        for i in 0..1 { x *= a[i]; }
        x
    } at [0.75, -0.5], [-1.25, 0.5];
}

/// The state grows, is a struct, and is what was lent.
#[derive(autodiff::Differentiable, Clone, Debug)]
struct Body {
    position: f64,
    velocity: f64,
    trace: Vec<f64>,
}

#[differentiate]
impl Body {
    fn run(&mut self, force: f64, steps: usize) -> f64 {
        let h = 0.125;
        #[checkpoint]
        for i in 0..steps {
            self.velocity -= h * self.position.sin() * force;
            self.position += h * self.velocity;
            if i % 4 == 0 {
                self.trace.push(self.position * force);
            }
        }
        self.trace.iter().map(|x| x * x).sum()
    }

    #[differentiate(wrt(force))]
    fn energy(&self, force: f64, steps: usize) -> f64 {
        let mut body = self.clone();
        let trace = body.run(force, steps);
        trace + body.position * body.velocity
    }
}

#[test]
fn of_a_struct() {
    let body = Body {
        position: 1.25,
        velocity: 0.25,
        trace: vec![],
    };
    for steps in [0, 1, 2, 17, 100] {
        let (value, slope) = body.energy_value_and_gradient(0.75, steps);
        assert_eq!(value, body.energy(0.75, steps));
        let at = |h: f64| body.energy(0.75 + h, steps);
        let numerical = (at(1e-5) - at(-1e-5)) / 2e-5;
        assert!(
            (slope - numerical).abs() < 1e-6 * (1.0 + slope.abs()),
            "{steps}: {slope} {numerical}"
        );
    }
}

/// Generic over the float and the length, with an early return, and data that nobody asks for.
#[differentiate(wrt(x))]
fn relaxed<T: num_traits::Float, const N: usize>(x: &[T; N], data: &[T], tolerance: T) -> T {
    let mut y = *x;
    #[checkpoint(snapshots = 3)]
    for _ in 0..50 {
        let mut change = T::zero();
        for i in 0..N {
            let next = (y[i] + x[i] * data[i]).sin();
            change = change + (next - y[i]).abs();
            y[i] = next;
        }
        if change < tolerance {
            return y[0] * y[N - 1];
        }
    }
    y[0]
}

#[test]
fn generic() {
    let (x, data) = ([0.5, -0.75, 1.0], [0.5, 0.25, 0.75]);
    for tolerance in [0.5, 1e-3, 0.0] {
        let gradient = relaxed::gradient(&x, &data, tolerance);
        for i in 0..3 {
            let at = |h: f64| {
                let mut x = x;
                x[i] += h;
                relaxed(&x, &data, tolerance)
            };
            let numerical = (at(1e-5) - at(-1e-5)) / 2e-5;
            assert!(
                (gradient[i] - numerical).abs() < 1e-8,
                "{i}: {gradient:?} {numerical}"
            );
        }
    }
}

#[differentiate]
trait Flow {
    const H: f64;
    fn slope(&self, y: f64) -> f64;
}
#[derive(autodiff::Differentiable, Clone)]
struct Pull {
    k: f64,
}
#[differentiate]
impl Flow for Pull {
    const H: f64 = 0.1;
    fn slope(&self, y: f64) -> f64 {
        self.k * y.sin()
    }
}

#[differentiate]
fn flowed<C: Flow, const N: usize>(flow: &C, other: &impl Flow, y: [f64; N]) -> f64 {
    let mut y = y;
    #[checkpoint]
    for i in 0..20 {
        y[i % N] += C::H * flow.slope(y[0]);
        y[0] += 0.01 * other.slope(y[N - 1]);
    }
    y[0] * y[N - 1]
}

crate::support::scalars! {
    of_objects(x: f64, y: f64) {
        flowed(&Pull { k: x }, &Pull { k: x * y }, [x, y])
    } at (1.25, 0.5), (0.75, 1.5);
}
