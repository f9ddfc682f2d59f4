//! Methods that lend a part of what they are called on, which is changed there: `*grid.at_mut(i, j) += v`, on variables,
//! fields, items and arguments.

use autodiff::{Differentiable, differentiate};

#[differentiate]
mod grids {
    use super::*;

    #[derive(Clone, Debug, Differentiable)]
    pub struct Grid {
        cols: usize,
        cells: Vec<f64>,
        touched: usize,
        sum: f64,
    }

    #[derive(Clone, Debug, Differentiable)]
    pub struct World {
        grids: Vec<Grid>,
        front: Grid,
    }

    impl Grid {
        fn of(x: &[f64]) -> Grid {
            Grid {
                cols: 2,
                cells: vec![x[0], x[1], x[2], x[0] * x[1]],
                touched: 0,
                sum: 0.0,
            }
        }
        fn at_mut(&mut self, r: usize, c: usize) -> &mut f64 {
            &mut self.cells[r * self.cols + c]
        }
        /// What else it does is done, too.
        fn noted(&mut self, at: usize) -> &mut f64 {
            self.touched += 1;
            self.sum += self.cells[at] * self.cells[at];
            let at = at + 0;
            &mut self.cells[at]
        }
        fn row_mut(&mut self, r: usize) -> &mut [f64] {
            let n = self.cols;
            &mut self.cells[r * n..(r + 1) * n]
        }
        fn get(&self, r: usize, c: usize) -> f64 {
            self.cells[r * self.cols + c]
        }
        fn total(&self) -> f64 {
            self.cells.iter().map(|c| c * c).sum::<f64>() + self.sum * self.touched as f64
        }
    }

    impl World {
        fn front_mut(&mut self) -> &mut Grid {
            &mut self.front
        }
        fn grid_mut(&mut self, at: usize) -> &mut Grid {
            &mut self.grids[at]
        }
    }

    fn doubled(v: &mut f64, by: f64) {
        *v *= 2.0 * by;
    }

    fn smooth(grid: &mut Grid, k: f64) {
        for i in 0..2 {
            let before = grid.get(i, 0);
            // What stands on the right is read before the element is changed.
            *grid.at_mut(i, 1) = grid.get(i, 1) * before + k;
            *grid.at_mut(i, 0) += before * grid.get(i, 1);
            if before > 0.5 {
                *grid.at_mut(1, i) *= k;
            }
        }
    }

    pub fn in_loops(x: &[f64]) -> f64 {
        let mut grid = Grid::of(x);
        for (i, v) in x.iter().enumerate() {
            *grid.at_mut(i % 2, i / 2) += v * grid.get(0, 1);
            let before = grid.get(1, 1);
            *grid.at_mut(1, 1) = before * before + v.sin();
        }
        grid.total()
    }

    pub fn in_branches(x: &[f64]) -> f64 {
        let mut grid = Grid::of(x);
        if x[0] > 0.8 {
            *grid.at_mut(0, 0) -= x[1] * x[1];
        } else if x[1] > 0.0 {
            let cell = grid.at_mut(0, 1);
            *cell *= x[2];
            *cell += *cell * x[0];
        }
        grid.row_mut(1)[0] = x[0] * grid.get(0, 0);
        for v in grid.row_mut(0) {
            *v *= x[2];
        }
        grid.total()
    }

    pub fn in_functions(x: &[f64]) -> f64 {
        let mut grid = Grid::of(x);
        smooth(&mut grid, x[2]);
        doubled(grid.at_mut(0, 1), x[0]);
        let kept = grid.clone();
        *grid.at_mut(0, 0) = 3.0;
        smooth(&mut grid, x[1]);
        grid.total() * kept.get(0, 0) + kept.total()
    }

    pub fn with_effects(x: &[f64]) -> f64 {
        let mut grid = Grid::of(x);
        *grid.noted(1) *= x[0];
        for i in 0..2 {
            *grid.noted(i) += x[1] * grid.sum;
        }
        grid.total()
    }

    pub fn parts_of_parts(x: &[f64]) -> f64 {
        let mut world = World {
            grids: vec![Grid::of(x), Grid::of(&[x[1], x[2], x[0]])],
            front: Grid::of(x),
        };
        *world.front.at_mut(0, 1) += x[0];
        for (i, v) in x.iter().take(2).enumerate() {
            *world.grids[i].at_mut(0, i) *= v * v;
            *world.grid_mut(i).at_mut(1, 0) += v.exp();
        }
        *world.front_mut().at_mut(1, 1) -= x[2];
        let front = world.front_mut();
        front.sum += x[0] * x[1];
        front.touched = 2;
        world.front.total() * world.grids.iter().map(Grid::total).sum::<f64>()
    }

    pub fn not_at_all(x: &[f64]) -> f64 {
        let mut grid = Grid::of(x);
        for i in 2..x.len() - 1 {
            *grid.at_mut(0, i) = 0.0;
        }
        let mut left = 0;
        while grid.cells[0] < 1.0 && left < 5 {
            *grid.at_mut(0, 0) += 0.3 * x[0] * x[0];
            left += 1;
        }
        grid.total()
    }
}
use grids::*;

crate::support::whole_functions! { in_loops in_branches in_functions with_effects parts_of_parts not_at_all }
