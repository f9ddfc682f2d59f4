//! The picture.

use super::layout::{self, Box, Layout, Node, RADIUS};
use super::{Graph, Source, labels};
use std::fmt::Write;

const STYLE: &str = "text{font:13px Helvetica,Arial,sans-serif;text-anchor:middle}\
.wire,.gate{fill:none;stroke:#222}.gate{fill:#fff}\
.value{fill:#1a8a2e}.gradient{fill:#d0211c}.constant,.name{fill:#777}.name{font-style:italic}";

pub(super) fn picture(graph: &Graph) -> String {
    let layout = layout::of(graph);
    let mut svg = String::new();
    // Nothing can go wrong where a `String` is written to.
    let _ = write(graph, &layout, &mut svg);
    svg
}

fn write(graph: &Graph, layout: &Layout, svg: &mut String) -> std::fmt::Result {
    let (width, height) = (layout.width.ceil(), layout.height.ceil());
    writeln!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">"#
    )?;
    writeln!(svg, "<style>{STYLE}</style>")?;
    writeln!(
        svg,
        r##"<rect width="{width}" height="{height}" fill="#fff"/>"##
    )?;
    for line in &layout.lines {
        let points = with_end(layout, line);
        writeln!(svg, r#"<path class="wire" d="{}"/>"#, curve(&points))?;
    }
    for placed in &layout.boxes {
        source(graph, placed, svg)?;
        if let Some(wire) = placed.wire {
            numbers(graph, placed, wire, svg)?;
        }
    }
    svg.push_str("</svg>\n");
    Ok(())
}

/// The points of a line, up to where it meets its gate: lines that meet one gate do so in the order
/// in which they come.
fn with_end(layout: &Layout, line: &layout::Line) -> Vec<(f64, f64)> {
    let end = &layout.boxes[line.to];
    let height = |line: &layout::Line| line.points.last().map_or(0.0, |point| point.1);
    let beside = layout.lines.iter().filter(|other| other.to == line.to);
    let (mut above, mut all) = (0.0, 0.0);
    for other in beside {
        all += 1.0;
        if height(other) < height(line) {
            above += 1.0;
        }
    }
    let mut points = line.points.clone();
    let (x, y) = match end.node {
        Node::Gate(_) => {
            let turn = (above - (all - 1.0) / 2.0) * (1.2 / f64::max(all, 2.0));
            let (sin, cos) = turn.sin_cos();
            (end.x + RADIUS - RADIUS * cos, end.y + RADIUS * sin)
        }
        Node::Wire(_) => (end.x, end.y),
    };
    points.push((x, y));
    points
}

/// A curve that is level at each point.
fn curve(points: &[(f64, f64)]) -> String {
    let mut d = String::new();
    for (i, (x, y)) in points.iter().enumerate() {
        let _ = match i.checked_sub(1).map(|before| points[before]) {
            None => write!(d, "M{x:.1} {y:.1}"),
            Some((_, from)) if (from - y).abs() < 0.05 => write!(d, "H{x:.1}"),
            Some((before, from)) => {
                let middle = (before + x) / 2.0;
                write!(d, "C{middle:.1} {from:.1} {middle:.1} {y:.1} {x:.1} {y:.1}")
            }
        };
    }
    d
}

/// An input by its name, a constant by its number, a gate as a circle.
fn source(graph: &Graph, placed: &Box, svg: &mut String) -> std::fmt::Result {
    let middle = placed.x + placed.body / 2.0;
    match placed.node {
        Node::Wire(wire) => {
            let wire = &graph.wires[wire];
            let (text, class) = match wire.source {
                Source::Input => (wire.name.clone(), ""),
                Source::Constant => (labels::number(wire.value), "constant"),
                Source::Gate(_) => return Ok(()),
            };
            text_at(svg, class, middle, placed.y + 4.5, &text)
        }
        Node::Gate(gate) => {
            let label = &graph.gates[gate].label;
            let (x, y) = (placed.x, placed.y - RADIUS);
            writeln!(
                svg,
                r#"<rect class="gate" x="{x:.1}" y="{y:.1}" width="{:.1}" height="{:.1}" rx="{RADIUS}"/>"#,
                placed.body,
                2.0 * RADIUS
            )?;
            text_at(svg, "", middle, placed.y + 4.5, label)
        }
    }
}

/// The piece of a wire with the value above it and the gradient below.
fn numbers(graph: &Graph, placed: &Box, wire: usize, svg: &mut String) -> std::fmt::Result {
    let wire = &graph.wires[wire];
    let (from, to) = (placed.x + placed.body, placed.x + placed.width);
    let (middle, y) = ((from + to) / 2.0, placed.y);
    writeln!(svg, r#"<path class="wire" d="M{from:.1} {y:.1}H{to:.1}"/>"#)?;
    text_at(svg, "value", middle, y - 5.0, &labels::flow(wire.value))?;
    text_at(
        svg,
        "gradient",
        middle,
        y + 15.0,
        &labels::flow(wire.gradient),
    )?;
    if let Source::Gate(_) = wire.source
        && !wire.name.is_empty()
    {
        text_at(svg, "name", middle, y - 18.0, &wire.name)?;
    }
    Ok(())
}

fn text_at(svg: &mut String, class: &str, x: f64, y: f64, text: &str) -> std::fmt::Result {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let class = match class {
        "" => String::new(),
        class => format!(r#" class="{class}""#),
    };
    writeln!(svg, r#"<text{class} x="{x:.1}" y="{y:.1}">{text}</text>"#)
}
