//! The computational graph of one run of a function, and its picture.
//!
//! The attribute's argument `graph` puts a function `graph` beside the others. It runs the function for
//! the arguments it is given and gives the gates that it came through: loops unrolled, only the
//! branches that were taken.
//!
//! ```
//! use autodiff::differentiate;
//!
//! #[differentiate(graph)]
//! fn f(x: f64, y: f64, z: f64) -> f64 {
//!     let q = x + y;
//!     q * z
//! }
//!
//! let graph = f::graph(-2.0, 5.0, -4.0);
//! assert_eq!(graph.value(), -12.0);
//! assert_eq!(graph.wire("q").unwrap().gradient, -4.0);
//! assert!(graph.to_svg().starts_with("<svg"));
//! ```
//!
//! In the picture of [`Graph::to_svg`] inputs stand to the left and gates are circles; above each wire
//! stands the value that flows forward, below it the gradient that flows back.

mod builder;
mod labels;
mod layout;
mod leaves;
mod places;
mod svg;

pub use builder::Builder;
pub use leaves::Leaves;
pub use places::{Key, Step};

/// The gates that a function came through, with all values and gradients.
#[derive(Clone, Debug)]
pub struct Graph {
    pub(crate) wires: Vec<Wire>,
    pub(crate) gates: Vec<Gate>,
    pub(crate) output: usize,
}

/// A number that flows from an input, or from the gate that computes it, to gates.
#[derive(Clone, Debug, PartialEq)]
pub struct Wire {
    /// What the number is called in the source: `q`, `x[2]`; empty if it has no name.
    pub name: String,
    /// What flows forward.
    pub value: f64,
    /// What flows back: the derivative of the graph's value with respect to this one.
    pub gradient: f64,
    /// What it comes from.
    pub source: Source,
}

/// What a wire comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// An argument, or an element of one.
    Input,
    /// A number that does not depend on the arguments.
    Constant,
    /// The gate of this position in [`Graph::gates`].
    Gate(usize),
}

/// An operation: a part of an expression, or a whole call of a differentiated function.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    /// What stands in its circle: `+`, `exp`, `1/x`, the name of the function.
    pub label: String,
    /// The wires that it reads, by their positions in [`Graph::wires`].
    pub inputs: Vec<usize>,
    /// The wires that come from it; more than one only of a call.
    pub outputs: Vec<usize>,
    /// The partial of each output with respect to each input, output by output.
    pub partials: Vec<f64>,
}

impl Graph {
    /// What the function gave.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.wires[self.output].value
    }

    /// All wires that reach the result, each behind those that it depends on.
    #[must_use]
    pub fn wires(&self) -> &[Wire] {
        &self.wires
    }

    /// All gates that reach the result, in the order in which they ran.
    #[must_use]
    pub fn gates(&self) -> &[Gate] {
        &self.gates
    }

    /// The last wire of this name: `q`, `x[2]`, `self.w`.
    #[must_use]
    pub fn wire(&self, name: &str) -> Option<&Wire> {
        self.wires.iter().rfind(|wire| wire.name == name)
    }

    /// The graph as a picture in the format SVG.
    #[must_use]
    pub fn to_svg(&self) -> String {
        svg::picture(self)
    }

    /// The chain rule: from the result back to the inputs.
    pub(crate) fn sweep(&mut self) {
        self.wires[self.output].gradient = 1.0;
        for gate in self.gates.iter().rev() {
            let rows = gate.partials.chunks(gate.inputs.len().max(1));
            for (output, row) in gate.outputs.iter().zip(rows) {
                let d = self.wires[*output].gradient;
                // As in generated code: an infinite partial passes nothing on of nothing.
                if d == 0.0 {
                    continue;
                }
                for (input, partial) in gate.inputs.iter().zip(row) {
                    self.wires[*input].gradient += d * partial;
                }
            }
        }
    }
}
