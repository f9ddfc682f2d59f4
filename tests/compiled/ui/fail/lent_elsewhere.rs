use autodiff::differentiate;

#[path = "lent_elsewhere/parts.rs"]
mod parts;
use parts::{Grid, head, squares};

#[differentiate]
fn methods(grid: &Grid) -> f64 {
    grid.row(1)[0]
}

#[differentiate]
fn changing(mut grid: Grid, x: f64) -> f64 {
    *grid.changed(0) += x;
    grid.cells[0]
}

#[differentiate]
fn functions(x: &[f64]) -> f64 {
    head(x)[0]
}

#[differentiate]
fn iterators(x: &[f64]) -> f64 {
    squares(x).sum()
}

fn main() {}
