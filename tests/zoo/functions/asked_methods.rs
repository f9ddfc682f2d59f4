//! Methods that only read, called on variables that can be changed: in the conditions of loops, and between changes.

use autodiff::{Differentiable, differentiate};

#[differentiate]
mod tanks {
    use super::*;

    #[derive(Clone, Debug, Differentiable)]
    pub struct Tank {
        levels: Vec<f64>,
        leak: f64,
        steps: usize,
    }

    pub trait Gauge {
        fn reading(&self, at: usize) -> f64;
        fn drained(&mut self, by: f64) -> f64;
    }

    impl Tank {
        fn of(x: &[f64]) -> Tank {
            Tank {
                levels: x.to_vec(),
                leak: x[1] * x[1],
                steps: 0,
            }
        }
        fn level(&self, at: usize) -> f64 {
            self.levels[at].abs().sqrt() * self.levels[at] + self.leak
        }
        fn energy(&self) -> f64 {
            self.levels.iter().map(|l| l.sin() * l.tanh()).sum()
        }
        fn step(&mut self, k: f64) {
            for level in &mut self.levels {
                *level += k;
            }
            self.steps += 1;
        }
    }

    impl Gauge for Tank {
        fn reading(&self, at: usize) -> f64 {
            self.levels[at].sin() * self.leak
        }
        fn drained(&mut self, by: f64) -> f64 {
            self.levels[0] *= by;
            self.levels[0] * self.leak
        }
    }

    pub fn in_conditions(x: &[f64]) -> f64 {
        let mut tank = Tank::of(x);
        while tank.level(0) < 3.7 && tank.steps < 9 {
            tank.step(0.3 + x[2] * x[2]);
        }
        let mut left = 0;
        while !(tank.reading(1) > 0.2) {
            tank.levels[1] += x[0] * 0.1;
            left += 1;
            if left > 4 {
                break;
            }
        }
        tank.energy() + tank.level(1)
    }

    pub fn between_changes(x: &[f64]) -> f64 {
        let mut tank = Tank::of(x);
        let mut total = 0.0;
        for (i, v) in x.iter().enumerate() {
            let before = tank.level(i) * tank.energy();
            tank.step(v * before * 0.1);
            total += before * tank.reading(0) + tank.drained(0.5 + v * v);
            if total > 0.5 {
                tank.levels[i] = tank.energy() * 0.1;
                tank.leak += tank.level(2);
            }
        }
        total + tank.energy()
    }

    fn settled(tank: &mut Tank, k: f64) -> f64 {
        let before = tank.clone();
        while tank.level(0) > 0.6 && tank.steps < 5 {
            tank.step(-k * tank.reading(0));
        }
        before.level(0) * tank.level(0)
    }

    pub fn in_functions(x: &[f64]) -> f64 {
        let mut tank = Tank::of(x);
        let first = settled(&mut tank, x[0] * 0.4);
        tank.leak *= x[2];
        first + settled(&mut tank, 0.3) * tank.energy()
    }
}
use tanks::{between_changes, in_conditions, in_functions};

crate::support::whole_functions! { in_conditions between_changes in_functions }
