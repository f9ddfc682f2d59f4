//! Structs that hold references: made by functions that may fail, taken by value and made anew of others.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Debug, Clone, Copy)]
pub struct Table<'a> {
    xs: &'a [f64],
    scale: f64,
    shift: [f64; 2],
}

#[derive(Debug)]
pub enum Bad {
    Short(usize),
    Negative,
}

#[differentiate]
impl<'a> Table<'a> {
    pub fn new(xs: &'a [f64], scale: f64) -> Option<Self> {
        if xs.len() < 2 {
            return None;
        }
        let shift = [scale, xs[0] * scale];
        if scale < -5.0 {
            None
        } else {
            Some(Table {
                xs,
                scale: scale * scale,
                shift,
            })
        }
    }

    pub fn checked(xs: &'a [f64], scale: f64) -> Result<Table<'a>, Bad> {
        if xs.len() < 2 {
            return Err(Bad::Short(xs.len()));
        } else if scale < -5.0 {
            return Err(Bad::Negative);
        }
        let Some(first) = xs.first() else {
            return Err(Bad::Short(0));
        };
        Ok(Self {
            xs: &xs[1..],
            scale: first * scale,
            shift: [0.5, scale],
        })
    }

    pub fn at(&self, x: f64) -> f64 {
        self.xs.iter().map(|v| (v * x).sin()).sum::<f64>() * self.scale + self.shift[1] * x
    }

    pub fn scaled(self, scale: f64) -> Self {
        Table { scale, ..self }
    }

    pub fn moved(mut self, by: f64) -> Self {
        self.shift[1] += by * self.scale;
        self
    }

    pub fn grow(&mut self, by: f64) {
        self.scale *= by;
        self.shift[1] += by;
    }

    pub fn tail(&self) -> Table<'a> {
        Table {
            xs: &self.xs[1..],
            ..*self
        }
    }
}

/// `?` hands the error on.
#[differentiate]
pub fn both(xs: &[f64], scale: f64) -> Result<f64, Bad> {
    let table = Table::checked(xs, scale)?;
    let other = Table::checked(&xs[..xs.len() - 1], scale)?;
    Ok(table.at(scale) * other.at(0.5) + table.shift[1])
}

#[differentiate]
pub fn made_or_not_of(a: &[f64]) -> f64 {
    let Some(table) = Table::new(a, a[1]) else {
        return a[0];
    };
    let s = match Table::new(&a[..1], a[0]) {
        Some(none) => none.at(2.0),
        None => table.at(a[0]),
    };
    s + Table::new(a, a[0] - 9.0).map_or(a[1], |t| t.at(0.5))
}

#[differentiate]
pub fn unwrapped_of(a: &[f64]) -> f64 {
    let table = Table::new(a, a[1]).unwrap();
    let copy = table;
    table.at(a[0]) * copy.at(0.25)
}

#[differentiate]
pub fn chosen_of(a: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..3 {
        if let Ok(table) = Table::checked(a, a[i % 2] * i as f64) {
            s += table.at(a[0]);
        }
    }
    s + both(a, a[1]).unwrap_or(0.0) + both(&a[..1], 2.0).unwrap_or(a[0])
}

#[differentiate]
pub fn taken_of(a: &[f64]) -> f64 {
    let table = Table::new(a, a[1]).unwrap();
    let scaled = table.scaled(a[0] * 0.5);
    let moved = scaled.moved(a[1]).moved(0.5 * a[0]);
    table.at(0.5) * moved.at(a[0]) + scaled.at(a[1]) + table.tail().at(a[0])
}

#[differentiate]
pub fn taken_in_a_loop_of(a: &[f64]) -> f64 {
    let table = Table::new(a, 0.5).unwrap();
    let mut s = a[0];
    for i in 0..3 {
        s += 0.1 * table.moved(a[1] * i as f64).scaled(s).at(s);
    }
    s * table.scale
}

/// What is read of it before it changes is a copy.
#[differentiate]
pub fn changed_of(a: &[f64]) -> f64 {
    let Some(mut table) = Table::new(a, a[1]) else {
        return a[0];
    };
    let (before, shift) = (table.scale, table.shift);
    let mut s = a[0];
    for i in 0..2 {
        table.grow(a[i]);
        s += before * table.scale + shift[1] * table.shift[1];
    }
    s * table.at(0.5)
}

slices! {
    changed(a) { changed_of(a) } at [0.5, -1.25, 0.75], [-1.5, 0.5];
    made_or_not(a) { made_or_not_of(a) } at [0.5, -1.25, 0.75], [-1.5, 0.5];
    unwrapped(a) { unwrapped_of(a) } at [0.5, -1.25, 0.75], [-1.5, 0.5];
    chosen(a) { chosen_of(a) } at [0.5, -1.25, 0.75], [-1.5, 0.5, 1.0];
    taken(a) { taken_of(a) } at [0.5, -1.25, 0.75], [-1.5, 0.5];
    taken_in_a_loop(a) { taken_in_a_loop_of(a) } at [0.5, -1.25, 0.75], [-1.5, 0.5];
}
