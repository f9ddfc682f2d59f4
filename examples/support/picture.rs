//! Pictures of curves, as SVG files below `target/`.

use anyhow::Result;
use plotters::coord::Shift;
use plotters::prelude::*;
use std::ops::Range;
use std::path::PathBuf;

/// A colour, a name, and points from left to right.
pub struct Curve {
    pub name: &'static str,
    pub color: RGBColor,
    pub points: Vec<(f64, f64)>,
}

/// What is written at a chart, and the part of the plane that it shows.
pub struct Frame<'a> {
    pub title: &'a str,
    pub x: (&'a str, Range<f64>),
    pub y: (&'a str, Range<f64>),
}

/// Where a picture goes.
pub fn path(name: &str) -> Result<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/target"));
    std::fs::create_dir_all(&folder)?;
    Ok(folder.join(name))
}

/// Draws curves into a chart, with a legend.
pub fn curves(
    area: &DrawingArea<SVGBackend, Shift>,
    frame: &Frame,
    corner: SeriesLabelPosition,
    curves: &[Curve],
) -> Result<()> {
    let mut chart = ChartBuilder::on(area)
        .caption(frame.title, ("sans-serif", 18))
        .margin(10)
        .x_label_area_size(if frame.x.0.is_empty() { 24 } else { 40 })
        .y_label_area_size(if frame.y.0.is_empty() { 32 } else { 52 })
        .build_cartesian_2d(frame.x.1.clone(), frame.y.1.clone())?;
    chart
        .configure_mesh()
        .x_labels(6)
        .y_labels(6)
        .light_line_style(WHITE)
        .x_desc(frame.x.0)
        .y_desc(frame.y.0)
        .draw()?;
    for curve in curves {
        let style = curve.color.stroke_width(2);
        chart
            .draw_series(LineSeries::new(curve.points.iter().copied(), style))?
            .label(curve.name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], style));
    }
    chart
        .configure_series_labels()
        .position(corner)
        .border_style(BLACK.mix(0.3))
        .background_style(WHITE.mix(0.9))
        .draw()?;
    Ok(())
}
