//! What generated code tells of a run, put together to a graph.

use super::places::{Found, Places, keys};
use super::{Gate, Graph, Key, Leaves, Source, Step, Wire, labels};
use crate::{Differentiable, GradientOf, Number, Scalar};
use std::collections::BTreeMap;

/// Gathers the gates of a run. Generated code calls it; wires are named by their numbers.
#[derive(Debug, Default)]
pub struct Builder {
    wires: Vec<Wire>,
    gates: Vec<Gate>,
    places: Places,
    /// The wires of arguments and their parts that were read.
    inputs: BTreeMap<Vec<Key>, usize>,
    titles: BTreeMap<Key, &'static str>,
    /// The call that is going on.
    call: Option<Call>,
}

#[derive(Debug)]
struct Call {
    gate: Gate,
    /// How many outputs each part of what the call gives has.
    parts: Vec<usize>,
    /// The output that the next pass backward is about, and the part that is seeded next.
    output: usize,
    part: usize,
}

impl Builder {
    /// Without gates.
    #[must_use]
    pub fn new() -> Self {
        Builder::default()
    }

    fn wire(&mut self, name: &str, value: f64, source: Source) -> usize {
        self.wires.push(Wire {
            name: name.into(),
            value,
            gradient: 0.0,
            source,
        });
        self.wires.len() - 1
    }

    /// An argument that is a number.
    pub fn input<N: Number>(&mut self, name: &str, value: N) -> usize {
        self.wire(name, N::f64(value), Source::Input)
    }

    /// An argument that has parts.
    pub fn argument(&mut self, name: &'static str, place: &[Step]) {
        if let Some(root) = self.places.argument(place).first() {
            self.titles.insert(*root, name);
        }
    }

    /// A number that does not depend on the arguments.
    pub fn constant<N: Number>(&mut self, value: N) -> usize {
        self.wire("", N::f64(value), Source::Constant)
    }

    fn constant_of(&self, wire: usize) -> Option<f64> {
        let wire = &self.wires[wire];
        (wire.source == Source::Constant).then_some(wire.value)
    }

    /// An operation: its operands with the partials with respect to them. One that changes nothing,
    /// as the addition of zero, gives the wire it got.
    pub fn gate<T: Scalar>(
        &mut self,
        name: &str,
        operation: &str,
        value: T,
        operands: &[(usize, T)],
    ) -> usize {
        let value = <T as Number>::f64(value);
        // A wire that is read twice is one input.
        let operands = match *operands {
            [(a, d_a), (b, d_b)] if a == b => vec![(a, d_a + d_b)],
            ref operands => operands.to_vec(),
        };
        let constants: Vec<_> = operands.iter().map(|(w, _)| self.constant_of(*w)).collect();
        let mut operands = operands.into_iter();
        let flowing = || constants.iter().filter(|c| c.is_none()).count();
        if flowing() == 0 {
            return self.wire(name, value, Source::Constant);
        }
        let Some(label) = labels::of(operation, &constants) else {
            let through = operands.find(|(w, _)| self.constant_of(*w).is_none());
            return through.map_or(0, |(wire, _)| wire);
        };
        // A constant beside one operand stands in the label.
        let all = constants.len() > 2;
        let kept = operands.filter(|(w, _)| all || self.constant_of(*w).is_none());
        let (inputs, partials) = kept.map(|(w, d)| (w, <T as Number>::f64(d))).unzip();
        let output = self.wire(name, value, Source::Gate(self.gates.len()));
        self.gates.push(Gate {
            label,
            inputs,
            outputs: vec![output],
            partials,
        });
        output
    }

    fn at(&mut self, key: &[Key], value: f64) -> usize {
        match self.places.find(key) {
            Found::Wire(wire) => wire,
            Found::Constant => self.wire("", value, Source::Constant),
            Found::Argument(root) => {
                if let Some(wire) = self.inputs.get(&root) {
                    return *wire;
                }
                let name = self.title(&root);
                let wire = self.wire(&name, value, Source::Input);
                self.inputs.insert(root, wire);
                wire
            }
        }
    }

    /// What a place is called in the source.
    fn title(&self, key: &[Key]) -> String {
        let mut title = String::new();
        for step in key {
            match step {
                Key::Memory(_) | Key::Result(_) => {
                    title += self.titles.get(step).copied().unwrap_or_default();
                }
                Key::Index(i) => title += &format!("[{i}]"),
                Key::Field(name) => title += &format!(".{name}"),
            }
        }
        title
    }

    /// The wire that stands at a place.
    pub fn load<N: Number>(&mut self, place: &[Step], value: N) -> usize {
        self.at(&keys(place).0, N::f64(value))
    }

    /// Puts a wire to a place, and to all places below it.
    pub fn store(&mut self, place: &[Step], wire: usize) {
        self.places.store(place, wire);
    }

    /// Nothing flows from a place any more.
    pub fn clear(&mut self, place: &[Step]) {
        self.places.clear(place);
    }

    /// Puts a wire to so many elements.
    pub fn fill(&mut self, place: &[Step], wire: usize, length: usize) {
        self.places.fill(place, wire, length);
    }

    /// Copies the wires of a place, and of all places below it.
    pub fn copy(&mut self, to: &[Step], from: &[Step]) {
        self.places.copy(to, from);
    }

    /// The same of so many elements.
    pub fn copy_elements(&mut self, to: &[Step], from: &[Step], length: usize) {
        self.places.copy_elements(to, from, length);
    }

    /// Puts the wires of the first element to all others, of so many.
    pub fn repeat(&mut self, place: &[Step], length: usize) {
        self.places.repeat(place, length);
    }

    /// Exchanges the wires of two places.
    pub fn swap(&mut self, a: &[Step], b: &[Step]) {
        self.places.swap(a, b);
    }

    /// A call begins.
    pub fn enter(&mut self, label: &str) {
        self.call = Some(Call {
            gate: Gate {
                label: label.into(),
                inputs: Vec::new(),
                outputs: Vec::new(),
                partials: Vec::new(),
            },
            parts: Vec::new(),
            output: 0,
            part: 0,
        });
    }

    /// A number that it takes.
    pub fn takes_wire(&mut self, wire: usize) {
        if let Some(call) = &mut self.call {
            call.gate.inputs.push(wire);
        }
    }

    /// Something that it takes, which stands at this place.
    pub fn takes<T: Leaves + ?Sized>(&mut self, place: &[Step], content: &T) {
        let (root, first) = keys(place);
        content.leaves(&mut Vec::new(), &mut |below, value| {
            let wire = self.at(&shifted(&root, first, below), value);
            self.takes_wire(wire);
        });
    }

    /// A number that it gives.
    pub fn gives_wire<N: Number>(&mut self, name: &str, value: N) -> usize {
        let wire = self.wire(name, N::f64(value), Source::Gate(self.gates.len()));
        if let Some(call) = &mut self.call {
            call.gate.outputs.push(wire);
            call.parts.push(1);
        }
        wire
    }

    /// Something that it gives, which stands at this place now.
    pub fn gives<T: Leaves + ?Sized>(&mut self, name: &str, place: &[Step], content: &T) {
        let (root, first) = keys(place);
        let mut outputs = Vec::new();
        content.leaves(&mut Vec::new(), &mut |below, value| {
            let title = self.title(below);
            let title = if name.is_empty() {
                title
            } else {
                format!("{name}{title}")
            };
            let wire = self.wire(&title, value, Source::Gate(self.gates.len()));
            self.places.put_wire(shifted(&root, first, below), wire);
            outputs.push(wire);
        });
        if let Some(call) = &mut self.call {
            call.parts.push(outputs.len());
            call.gate.outputs.extend(outputs);
        }
    }

    /// How many numbers the call gives.
    #[must_use]
    pub fn outputs(&self) -> usize {
        let call = self.call.as_ref();
        call.map_or(0, |call| call.gate.outputs.len())
    }

    /// Where in the part that is seeded next the output is that this pass is about.
    fn next_part(&mut self) -> Option<usize> {
        let call = self.call.as_mut()?;
        let before: usize = call.parts[..call.part].iter().sum();
        let length = call.parts.get(call.part)?;
        call.part += 1;
        let position = call.output.checked_sub(before)?;
        (position < *length).then_some(position)
    }

    /// The adjoint of a number that the call gives.
    pub fn seed<T: Scalar>(&mut self) -> T {
        crate::literal(if self.next_part().is_some() { 1.0 } else { 0.0 })
    }

    /// The adjoint of something that the call gives.
    pub fn seed_like<T: Differentiable<Gradient: Leaves>>(&mut self, value: &T) -> GradientOf<T> {
        let mut seed = value.zero_gradient();
        self.seed_into(&mut seed);
        seed
    }

    /// The adjoint of something that the call has changed, in place of zeros.
    pub fn seed_into<G: Leaves + ?Sized>(&mut self, shadow: &mut G) {
        if let Some(mut position) = self.next_part() {
            shadow.set_one(&mut position);
        }
    }

    /// What a pass backward gave for an argument.
    pub fn partials<G: Leaves + ?Sized>(&mut self, gradient: &G) {
        let Some(call) = &mut self.call else { return };
        gradient.leaves(&mut Vec::new(), &mut |_, partial| {
            call.gate.partials.push(partial);
        });
    }

    /// The pass backward for one output is done.
    pub fn next_output(&mut self) {
        if let Some(call) = &mut self.call {
            call.output += 1;
            call.part = 0;
        }
    }

    /// The call is done. Its constant arguments are not drawn.
    pub fn leave(&mut self) {
        let Some(Call { mut gate, .. }) = self.call.take() else {
            return;
        };
        let flows: Vec<_> = gate
            .inputs
            .iter()
            .map(|w| self.constant_of(*w).is_none())
            .collect();
        let mut of_inputs = flows.iter();
        gate.inputs.retain(|_| of_inputs.next() == Some(&true));
        let mut of_partials = flows.iter().cycle();
        gate.partials.retain(|_| of_partials.next() == Some(&true));
        self.gates.push(gate);
    }

    /// The graph of what the result depends on.
    #[must_use]
    pub fn finish(self, output: usize) -> Graph {
        let mut reached = vec![false; self.wires.len()];
        reached[output] = true;
        for gate in self.gates.iter().rev() {
            if gate.outputs.iter().any(|wire| reached[*wire]) {
                let inputs = gate.inputs.iter();
                inputs.for_each(|wire| reached[*wire] = true);
            }
        }
        let is_reached = |gate: &Gate| gate.outputs.iter().any(|wire| reached[*wire]);
        let mut gates: Vec<_> = self.gates.into_iter().map(Some).collect();
        let mut gate_numbers = vec![0; gates.len()];
        let mut kept = Vec::new();
        for (at, gate) in gates.iter_mut().enumerate() {
            if let Some(gate) = gate.take_if(|gate| is_reached(gate)) {
                gate_numbers[at] = kept.len();
                kept.push(gate);
            }
        }
        let mut wire_numbers = vec![0; reached.len()];
        let mut wires = Vec::new();
        for (at, mut wire) in self.wires.into_iter().enumerate() {
            let beside = match wire.source {
                Source::Gate(gate) => gates.get(gate).is_some_and(Option::is_none),
                _ => false,
            };
            if reached[at] || beside {
                if let Source::Gate(gate) = &mut wire.source {
                    *gate = gate_numbers[*gate];
                }
                wire_numbers[at] = wires.len();
                wires.push(wire);
            }
        }
        for wire in kept
            .iter_mut()
            .flat_map(|gate| gate.inputs.iter_mut().chain(&mut gate.outputs))
        {
            *wire = wire_numbers[*wire];
        }
        let mut graph = Graph {
            wires,
            gates: kept,
            output: wire_numbers[output],
        };
        graph.sweep();
        graph
    }
}

/// A place below another one, whose elements are counted from `first` on.
fn shifted(root: &[Key], first: usize, below: &[Key]) -> Vec<Key> {
    let mut below = below.to_vec();
    if let Some(Key::Index(i)) = below.first_mut() {
        *i += first;
    }
    root.iter().copied().chain(below).collect()
}
