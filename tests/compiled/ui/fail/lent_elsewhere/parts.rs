//! What gives a part of something, in a file of its own.

use autodiff::{Differentiable, differentiate};

#[derive(Differentiable)]
pub struct Grid {
    pub cells: Vec<f64>,
    pub width: usize,
}

#[differentiate]
impl Grid {
    pub fn row(&self, i: usize) -> &[f64] {
        &self.cells[i * self.width..(i + 1) * self.width]
    }

    pub fn changed(&mut self, i: usize) -> &mut f64 {
        &mut self.cells[i]
    }

    /// No part of it.
    pub fn name(&self) -> &'static str {
        "grid"
    }
}

#[differentiate]
pub fn head(x: &[f64]) -> &[f64] {
    &x[..2]
}

#[differentiate]
pub fn squares(x: &[f64]) -> impl Iterator<Item = f64> + '_ {
    x.iter().map(|v| v * v)
}
