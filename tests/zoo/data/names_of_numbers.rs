//! Other names of numbers, arrays and `Vec`s, of the same file and of others: what is called by such a name has the
//! shape of what it stands for, for callers, too.

use crate::of_another_file as far;
use crate::of_another_file::{Index as At, Points, Triple, neighbours};
use crate::support::{scalars, whole_functions};
use autodiff::{Differentiable, differentiate};

type Count = u32;
type Row = [f64];

mod near {
    pub(super) type Id = u8;
    pub(super) type Ids = [Id; 2];
}

#[differentiate]
fn picked(v: &Triple, at: At) -> far::Real {
    let next: far::Index = at + 1;
    v[at] * v[next % 3]
}

#[differentiate]
fn repeated(x: f64, n: Count) -> far::Real {
    let mut y = x;
    for _ in 0..n {
        y = y.sin() + x * n as f64;
    }
    y
}

#[differentiate]
fn by_ids(ids: near::Ids, first: near::Id, row: &Row) -> f64 {
    let of_all: f64 = ids.iter().map(|&id| row[id as usize].exp()).sum();
    of_all * row[first as usize]
}

#[differentiate]
fn sum_of(points: &Points) -> f64 {
    points.iter().map(|p| p[0] * p[1] + p[2]).sum()
}

#[derive(Differentiable, Clone, Debug)]
struct Grid {
    width: At,
    values: Vec<far::Real>,
}
#[differentiate]
impl Grid {
    fn offset(row: At, column: far::Index) -> At {
        2 * row + column
    }
    fn at(&self, row: At, column: At) -> f64 {
        self.values[Self::offset(row, column)] * self.width as f64
    }
    fn add(&mut self, at: At, x: far::Real) {
        self.values[at] += x * self.values[0];
    }
}

#[differentiate]
fn of_grid(x: &Row) -> f64 {
    let mut grid = Grid {
        width: 2,
        values: x.to_vec(),
    };
    grid.add(1, x[2]);
    let k: At = 1;
    grid.at(0, k) * grid.at(1, 0) + neighbours(x, k) + neighbours(&grid.values, 0)
}

scalars! {
    named_numbers(x: f64, y: f64) {
        let at: At = 1;
        let all = [x, y, x * y];
        picked(&all, at) * repeated(x, 2) + picked(&all, 2) + by_ids([0, 2], 1, &all)
    } at (0.5, 1.25), (-0.75, 0.5);

    named_lists(x: f64, y: f64) {
        let points: Points = vec![[x, y, x], [y, y, 1.0]];
        sum_of(&points) * x + sum_of(&vec![[x * y, x, y]])
    } at (0.5, 1.25), (-0.75, 0.5);
}

mod in_methods {
    use super::*;

    whole_functions! { of_grid }
}
