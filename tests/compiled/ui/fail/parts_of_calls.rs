use autodiff::{Differentiable, differentiate};

#[derive(Clone, Differentiable)]
struct Grid {
    cells: Box<[f64; 2]>,
    scale: f64,
}

#[differentiate]
impl Grid {
    fn scaled(&self, x: f64) -> f64 {
        self.scale * x
    }
}

#[differentiate]
fn tail(x: &[f64]) -> Option<&[f64]> {
    if x.is_empty() { None } else { Some(&x[1..]) }
}

#[differentiate]
fn optional(x: &[f64]) -> f64 {
    tail(x).unwrap()[0]
}

#[differentiate]
fn behind(grid: &Grid) -> f64 {
    grid.cells[0]
}

#[differentiate]
fn applied(grid: &Grid, f: impl Fn(&Grid, f64) -> f64) -> f64 {
    f(grid, grid.scale)
}

#[differentiate]
fn by_path(grid: &Grid) -> f64 {
    applied(grid, Grid::scaled)
}

#[differentiate]
trait Area {
    fn of(&self, x: f64) -> f64;
}

#[differentiate]
trait Cost {
    fn of(&self, x: f64) -> f64;
}

#[differentiate]
impl Area for Grid {
    fn of(&self, x: f64) -> f64 {
        self.scale * x
    }
}

#[differentiate]
impl Cost for Grid {
    fn of(&self, x: f64) -> f64 {
        self.scale + x
    }
}

#[differentiate]
fn both(grid: &Grid, x: f64) -> f64 {
    Area::of(grid, x) * <Grid as Cost>::of(grid, x)
}

fn main() {}
