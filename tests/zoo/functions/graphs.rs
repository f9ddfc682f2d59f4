//! Computational graphs: their values and gradients are those of the function.

use autodiff::differentiate;
use autodiff::graph::Graph;

/// Compares with the function's own value and gradient; `wanted` are the inputs by name. An input that
/// the graph does not have was not read.
fn agrees(graph: &Graph, (value, wanted): (f64, Vec<(String, f64)>)) {
    assert_eq!(graph.value().to_bits(), value.to_bits());
    let mut drawn = 0;
    for (name, gradient) in &wanted {
        let found = graph.wire(name);
        drawn += usize::from(found.is_some());
        let found = found.map_or(0.0, |wire| wire.gradient);
        let near = (found - gradient).abs() <= 1e-12 * gradient.abs().max(1.0);
        assert!(
            near,
            "{name}: the graph says {found}, the gradient is {gradient}"
        );
    }
    let is_input = |wire: &&autodiff::graph::Wire| wire.source == autodiff::graph::Source::Input;
    assert_eq!(drawn, graph.wires().iter().filter(is_input).count());
    let svg = graph.to_svg();
    assert!(svg.starts_with("<svg") && svg.ends_with("</svg>\n"));
    assert!(!svg.contains("NaN"), "{svg}");
}

fn of(name: &str, gradient: &[f64]) -> Vec<(String, f64)> {
    let gradient = gradient.iter().enumerate();
    gradient
        .map(|(i, d)| (format!("{name}[{i}]"), *d))
        .collect()
}

fn numbers(gradient: &[(&str, f64)]) -> Vec<(String, f64)> {
    gradient
        .iter()
        .map(|(name, d)| ((*name).into(), *d))
        .collect()
}

#[differentiate(graph)]
fn every_gate(x: f64, y: f64) -> f64 {
    let q = (x * 2.0 - y / 3.0 + 1.0).tanh() * x.powi(3) - 1.5 / y;
    let r = q.exp().max(y).min(4.0) + (x - 0.0) * 1.0 + (2.0 - x) * x + x.hypot(y);
    -(r % 0.7)
        + y.powf(x)
        + 2.0_f64.powf(y)
        + x.mul_add(y, q)
        + x.abs().sqrt().recip()
        + x * x
        + (x + x)
}

#[test]
fn every_operation_is_a_gate() {
    for (x, y) in [(0.6, 1.7), (-0.8, 2.0), (1.3, 0.4)] {
        let (value, (dx, dy)) = every_gate::value_and_gradient(x, y);
        if value.is_nan() {
            continue;
        }
        agrees(
            &every_gate::graph(x, y),
            (value, numbers(&[("x", dx), ("y", dy)])),
        );
    }
}

#[differentiate(graph)]
fn horner(c: &[f64], x: f64) -> f64 {
    let mut sum = 0.0;
    for c in c.iter().rev() {
        sum = sum * x + c;
    }
    sum
}

#[test]
fn loops_are_unrolled() {
    let c = [0.5, -1.0, 0.25, 2.0];
    let (value, (dc, dx)) = horner::value_and_gradient(&c, 1.5);
    let mut wanted = of("c", &dc);
    wanted.push(("x".into(), dx));
    let graph = horner::graph(&c, 1.5);
    agrees(&graph, (value, wanted));
    let sums = graph.gates().iter().filter(|gate| gate.label == "+");
    assert_eq!(sums.count(), 4);
    assert_eq!(horner::graph(&[], 1.5).value(), 0.0);
}

#[differentiate(graph)]
fn decided(x: &[f64], limit: f64) -> f64 {
    let mut sum = 0.0;
    for (i, v) in x.iter().enumerate() {
        if *v < 0.0 {
            continue;
        }
        sum += if i % 2 == 0 { v.ln_1p() } else { v * limit };
        if sum > limit {
            return sum * sum;
        }
    }
    match x.len() {
        0 => limit,
        _ => sum - limit,
    }
}

#[test]
fn only_the_branches_that_ran_are_drawn() {
    for (x, limit) in [
        (&[0.2, -1.0, 0.4, 0.7][..], 9.0),
        (&[1.0, 2.0, 3.0], 1.5),
        (&[], 0.3),
    ] {
        let (value, (dx, d)) = decided::value_and_gradient(x, limit);
        let mut wanted = of("x", &dx);
        wanted.push(("limit".into(), d));
        agrees(&decided::graph(x, limit), (value, wanted));
    }
}

#[differentiate(graph)]
fn root(x: f64) -> f64 {
    let mut guess = x;
    while (guess * guess - x).abs() > 1e-3 {
        guess = 0.5 * (guess + x / guess);
    }
    guess
}

#[test]
fn iterations_until_something_holds() {
    let (value, dx) = root::value_and_gradient(7.0);
    agrees(&root::graph(7.0), (value, numbers(&[("x", dx)])));
}

#[differentiate(graph)]
fn moved(x: &[f64], rounds: usize) -> f64 {
    let mut a = x.to_vec();
    let mut grid = [[0.0; 2]; 2];
    let mut copies = vec![[x[1], 2.0]; 3];
    copies[0][0] *= 3.0;
    for round in 0..rounds {
        a.swap(0, round);
        a[1] *= x[round];
        grid[round % 2][0] = a[0];
        grid[1][1] += a[3];
    }
    a.push(grid[0][0] * grid[1][1]);
    let copy = grid;
    grid[0] = copy[1];
    let mut b = x.to_vec();
    b[1..3].copy_from_slice(&a[2..4]);
    b[3..].fill(x[2]);
    a[..2].copy_from_slice(&b[1..3]);
    let last = a.pop().unwrap_or(0.0);
    let pair = (a[0] * a[1], last);
    pair.0 + pair.1 * grid[0][1] - copy[1][0] + a[3] * b[3] + b[0] * copies[0][0] * copies[2][0]
}

#[test]
fn wires_are_followed_through_memory() {
    let x = [0.3, -0.7, 1.1, 0.9];
    for rounds in 0..4 {
        let (value, dx) = moved::value_and_gradient(&x, rounds);
        agrees(&moved::graph(&x, rounds), (value, of("x", &dx)));
    }
}

#[differentiate]
fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[differentiate]
fn dense(w: &[f64], x: &[f64], out: &mut [f64]) {
    for i in 0..out.len() {
        for j in 0..x.len() {
            out[i] += w[i * x.len() + j] * x[j];
        }
    }
}

#[differentiate]
fn polar(r: f64, angle: f64) -> (f64, [f64; 2]) {
    (r, [r * angle.cos(), r * angle.sin()])
}

#[differentiate(graph)]
fn network(w: &[f64], x: &[f64], scale: f64) -> f64 {
    let mut hidden = vec![scale; 2];
    dense(&w[..4], x, &mut hidden);
    let hidden: Vec<f64> = hidden.iter().map(|z| sigmoid(*z)).collect();
    let (r, point) = polar(hidden[0], w[4]);
    let mut sum = r;
    for (i, h) in hidden.iter().enumerate() {
        sum += h * point[i];
    }
    sum
}

#[test]
fn a_call_is_one_gate() {
    let (w, x) = ([0.1, 0.5, -0.3, -0.8, 0.6], [0.2, 0.4]);
    let (value, (dw, dx, d_scale)) = network::value_and_gradient(&w, &x, 0.5);
    let mut wanted = of("w", &dw);
    wanted.extend(of("x", &dx));
    wanted.push(("scale".into(), d_scale));
    let graph = network::graph(&w, &x, 0.5);
    agrees(&graph, (value, wanted));
    let count = |label: &str| {
        graph
            .gates()
            .iter()
            .filter(|gate| gate.label == label)
            .count()
    };
    assert_eq!(
        (count("dense"), count("sigmoid"), count("polar")),
        (1, 2, 1)
    );
    assert_eq!(
        graph.wire("hidden[1]").map(|wire| wire.value > 0.0),
        Some(true)
    );
}

#[differentiate(graph)]
fn power(x: f64, n: u32) -> f64 {
    match n {
        0 => 1.0,
        n if n % 2 == 0 => power(x * x, n / 2),
        n => x * power(x, n - 1),
    }
}

#[test]
fn a_function_that_calls_itself_is_drawn_once() {
    let (value, dx) = power::value_and_gradient(1.1, 5);
    agrees(&power::graph(1.1, 5), (value, numbers(&[("x", dx)])));
    assert_eq!(power::graph(1.1, 0).gates().len(), 0);
}

#[derive(autodiff::Differentiable, Clone)]
struct Layer {
    w: [f64; 2],
    b: f64,
    steep: bool,
}

#[differentiate]
impl Layer {
    #[differentiate(graph)]
    fn apply(&self, x: f64, out: Option<f64>) -> f64 {
        let mut local = Layer {
            b: self.b * x,
            ..self.clone()
        };
        local.w[0] += self.w[1];
        let sum = local.w[0] * x + local.b;
        if self.steep {
            sum.tanh()
        } else {
            sum + out.unwrap_or(x)
        }
    }
}

#[test]
fn fields_are_inputs() {
    for (steep, out) in [(true, None), (false, Some(2.0)), (false, None)] {
        let layer = Layer {
            w: [0.5, -0.25],
            b: 0.1,
            steep,
        };
        let (value, (d, dx, d_out)) = layer.apply_value_and_gradient(0.7, out);
        let mut wanted = of("self.w", &d.w);
        wanted.extend(numbers(&[
            ("self.b", d.b),
            ("x", dx),
            ("out.Some.0", d_out.unwrap_or(0.0)),
        ]));
        agrees(&layer.apply_graph(0.7, out), (value, wanted));
    }
}

#[differentiate(graph)]
fn single(x: f32, w: &[[f32; 2]]) -> f32 {
    w.iter()
        .map(|[a, b]| a * x + b)
        .fold(0.0, |sum, v| sum + v * v) as f64 as f32
}

#[test]
fn single_precision_is_shown_in_double() {
    let w = [[0.5, 0.25], [-1.0, 2.0]];
    let (value, (dx, dw)) = single::value_and_gradient(0.75, &w);
    let graph = single::graph(0.75, &w);
    assert_eq!(graph.value(), f64::from(value));
    assert_eq!(graph.wire("x").map(|x| x.gradient as f32), Some(dx));
    assert_eq!(
        graph.wire("w[1][0]").map(|w| w.gradient as f32),
        Some(dw[1][0])
    );
}

#[differentiate(graph)]
fn length<T: num_traits::Float, const N: usize>(x: &[T; N], factor: T) -> T {
    let squares = x.iter().fold(T::zero(), |sum, x| sum + *x * *x);
    (squares * factor).sqrt() + T::one()
}

#[test]
fn type_parameters_are_numbers() {
    let (value, (dx, d_factor)) = length::value_and_gradient(&[3.0, 4.0], 0.5);
    let mut wanted = of("x", &dx);
    wanted.push(("factor".into(), d_factor));
    agrees(&length::graph(&[3.0, 4.0], 0.5), (value, wanted));
}
