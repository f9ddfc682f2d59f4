//! Where everything stands: layers from left to right, by `dagre`.
//!
//! The box of a wire's source is as wide as the source and a piece of the wire, which has room for the
//! numbers; behind that piece the wire parts.

use super::{Graph, Source, labels};
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, RankAlign, RankDir};

/// How large letters are, and circles.
pub(super) const LETTER: f64 = 8.0;
pub(super) const RADIUS: f64 = 17.0;
const HEIGHT: f64 = 44.0;
const MARGIN: f64 = 12.0;

/// What has a box: an input, a constant, a gate, or one of several outputs of a gate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Node {
    Wire(usize),
    Gate(usize),
}

/// A node with the middle of its left edge, and its width: with and without the piece of wire.
#[derive(Clone, Debug)]
pub(super) struct Box {
    pub(super) node: Node,
    /// The wire of which a piece is part of the box.
    pub(super) wire: Option<usize>,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) body: f64,
}

/// A piece of wire between two boxes, by points.
pub(super) struct Line {
    pub(super) to: usize,
    pub(super) points: Vec<(f64, f64)>,
}

pub(super) struct Layout {
    pub(super) boxes: Vec<Box>,
    pub(super) lines: Vec<Line>,
    pub(super) width: f64,
    pub(super) height: f64,
}

pub(super) fn of(graph: &Graph) -> Layout {
    let mut boxes = boxes(graph);
    let mut layers = dagre::graph::Graph::new();
    for (at, placed) in boxes.iter().enumerate() {
        let label = NodeLabel {
            width: placed.width,
            height: HEIGHT,
            ..NodeLabel::default()
        };
        layers.set_node(at.to_string(), Some(label));
    }
    let edges = edges(graph, &boxes);
    for (from, to) in &edges {
        let label = Some(EdgeLabel::default());
        layers.set_edge(from.to_string(), to.to_string(), label, None);
    }
    let options = LayoutOptions {
        rankdir: RankDir::LR,
        rank_align: RankAlign::Top,
        nodesep: 14.0,
        edgesep: 14.0,
        ranksep: 36.0,
        marginx: MARGIN,
        marginy: MARGIN,
        ..LayoutOptions::default()
    };
    dagre::layout(&mut layers, Some(options));
    for (at, placed) in boxes.iter_mut().enumerate() {
        if let Some(label) = layers.node(&at.to_string()) {
            placed.x = label.x.unwrap_or_default() - placed.width / 2.0;
            placed.y = label.y.unwrap_or_default();
        }
    }
    // The first input stands above the last.
    let inputs = boxes
        .iter()
        .filter(|placed| matches!(placed.node, Node::Wire(_)));
    let inputs: Vec<f64> = inputs.map(|placed| placed.y).collect();
    let upside_down = inputs.first() > inputs.last();
    let bottom = boxes.iter().map(|placed| placed.y).fold(0.0, f64::max);
    let turned = |y: f64| match upside_down {
        true => bottom + HEIGHT / 2.0 + MARGIN - y,
        false => y,
    };
    for placed in &mut boxes {
        placed.y = turned(placed.y);
    }
    let lines = edges.iter().map(|(from, to)| {
        let bends = layers.edge(&from.to_string(), &to.to_string(), None);
        let bends = bends
            .map(|label| label.points.as_slice())
            .unwrap_or_default();
        // The first and the last are where dagre would cut the boxes.
        let inner = bends.get(1..bends.len().max(2) - 1).unwrap_or_default();
        let (from, end) = (&boxes[*from], &boxes[*to]);
        let mut points = vec![(from.x + from.width, from.y)];
        points.extend(inner.iter().map(|point| (point.x, turned(point.y))));
        points.retain(|point| point.0 >= from.x + from.width && point.0 < end.x);
        Line { to: *to, points }
    });
    let lines = lines.collect();
    let (right, bottom) = boxes
        .iter()
        .fold((0.0f64, 0.0f64), |(right, bottom), placed| {
            (
                right.max(placed.x + placed.width),
                bottom.max(placed.y + HEIGHT / 2.0),
            )
        });
    Layout {
        boxes,
        lines,
        width: right + MARGIN,
        height: bottom + MARGIN,
    }
}

/// How wide a text is.
pub(super) fn width(text: &str) -> f64 {
    text.chars().count() as f64 * LETTER
}

/// The boxes of the sources of all wires, and of the gates that have several outputs.
fn boxes(graph: &Graph) -> Vec<Box> {
    let mut boxes = Vec::new();
    let new = |node, wire: Option<usize>, body: f64| {
        let piece = wire.map_or(0.0, |wire| piece(graph, wire));
        Box {
            node,
            wire,
            x: 0.0,
            y: 0.0,
            width: body + piece,
            body,
        }
    };
    for (at, wire) in graph.wires.iter().enumerate() {
        match wire.source {
            Source::Input => boxes.push(new(Node::Wire(at), Some(at), width(&wire.name) + 6.0)),
            Source::Constant => {
                let text = labels::number(wire.value);
                boxes.push(new(Node::Wire(at), None, width(&text) + 6.0));
            }
            Source::Gate(number) => {
                let gate = &graph.gates[number];
                let is_only = gate.outputs.len() == 1;
                if gate.outputs.first() == Some(&at) {
                    let wire = is_only.then_some(at);
                    let body = (width(&gate.label) + 12.0).max(2.0 * RADIUS);
                    boxes.push(new(Node::Gate(number), wire, body));
                }
                if !is_only {
                    boxes.push(new(Node::Wire(at), Some(at), 0.0));
                }
            }
        }
    }
    boxes
}

/// The length of the piece of a wire that carries its numbers.
fn piece(graph: &Graph, wire: usize) -> f64 {
    let wire = &graph.wires[wire];
    let numbers = [labels::flow(wire.value), labels::flow(wire.gradient)];
    let name = match wire.source {
        Source::Gate(_) => width(&wire.name),
        _ => 0.0,
    };
    let longest = numbers.iter().map(|text| width(text)).fold(name, f64::max);
    longest + 10.0
}

fn edges(graph: &Graph, boxes: &[Box]) -> Vec<(usize, usize)> {
    let position = |node: Node| boxes.iter().position(|placed| placed.node == node);
    let source = |wire: usize| match graph.wires[wire].source {
        Source::Gate(gate) if graph.gates[gate].outputs.len() == 1 => position(Node::Gate(gate)),
        _ => position(Node::Wire(wire)),
    };
    let mut edges = Vec::new();
    for (number, gate) in graph.gates.iter().enumerate() {
        let here = position(Node::Gate(number));
        let inputs = gate.inputs.iter().map(|wire| (source(*wire), here));
        let outputs = gate.outputs.iter().filter(|_| gate.outputs.len() > 1);
        let outputs = outputs.map(|wire| (here, position(Node::Wire(*wire))));
        for (from, to) in inputs.chain(outputs) {
            if let (Some(from), Some(to)) = (from, to)
                && !edges.contains(&(from, to))
            {
                edges.push((from, to));
            }
        }
    }
    edges
}
