//! The computational graph of a function, as lectures on backpropagation draw it: values above the
//! wires, gradients below. The pictures stand in `docs/`, too, and this program compares with them.
//!
//! `cargo run --example graph`

use autodiff::differentiate;
use autodiff::graph::Graph;
use std::error::Error;
use std::path::Path;

#[differentiate(graph)]
fn f(x: f64, y: f64, z: f64) -> f64 {
    let q = x + y;
    q * z
}

/// A neuron with two inputs, and the sigmoid as the gates it is made of.
#[differentiate(graph)]
fn neuron(w0: f64, x0: f64, w1: f64, x1: f64, w2: f64) -> f64 {
    1.0 / (1.0 + (-(w0 * x0 + w1 * x1 + w2)).exp())
}

#[differentiate]
fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// The same with the sigmoid as one gate, the weights and the inputs as slices.
#[differentiate(graph)]
fn unit(w: &[f64], x: &[f64]) -> f64 {
    let mut score = w[x.len()];
    for i in 0..x.len() {
        score += w[i] * x[i];
    }
    sigmoid(score)
}

/// Writes the picture to `target/` and compares it with that in `docs/`.
fn draw(graph: &Graph, name: &str) -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("target").join(name);
    std::fs::create_dir_all(root.join("target"))?;
    std::fs::write(&file, graph.to_svg())?;
    println!("{}", file.display());
    let documented = std::fs::read_to_string(root.join("docs").join(name))?;
    assert_eq!(graph.to_svg(), documented, "docs/{name} is out of date");
    Ok(())
}

fn rounded(graph: &Graph, name: &str) -> Option<(f64, f64)> {
    let round = |x: f64| (x * 100.0).round() / 100.0;
    let wire = graph.wire(name)?;
    Some((round(wire.value), round(wire.gradient)))
}

fn main() -> Result<(), Box<dyn Error>> {
    let graph = f::graph(-2.0, 5.0, -4.0);
    assert_eq!(rounded(&graph, "q"), Some((3.0, -4.0)));
    assert_eq!(rounded(&graph, "z"), Some((-4.0, 3.0)));
    draw(&graph, "graph.svg")?;

    let graph = neuron::graph(2.0, -1.0, -3.0, -2.0, -3.0);
    let gates: Vec<_> = graph.gates().iter().map(|gate| &*gate.label).collect();
    assert_eq!(gates, ["*", "*", "+", "+", "*-1", "exp", "+1", "1/x"]);
    assert_eq!(rounded(&graph, "w0"), Some((2.0, -0.2)));
    assert_eq!(rounded(&graph, "x1"), Some((-2.0, -0.59)));
    draw(&graph, "neuron.svg")?;

    let graph = unit::graph(&[2.0, -3.0, -3.0], &[-1.0, -2.0]);
    assert_eq!(rounded(&graph, "w[0]"), Some((2.0, -0.2)));
    assert_eq!(
        graph.gates().last().map(|gate| &*gate.label),
        Some("sigmoid")
    );
    draw(&graph, "unit.svg")
}
