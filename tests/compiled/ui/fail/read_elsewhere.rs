use autodiff::{Differentiable, differentiate};

#[differentiate]
pub mod model {
    use super::*;

    #[derive(Differentiable)]
    pub struct Design {
        pub rows: Vec<f64>,
        offset: f64,
    }

    fn private(x: f64) -> f64 {
        x * x
    }

    impl Design {
        pub fn new(offset: f64) -> Self {
            Design { rows: vec![offset, 2.0], offset }
        }

        pub fn by_private(&self) -> impl Iterator<Item = f64> + '_ {
            self.rows.iter().map(|x| private(*x))
        }

        pub fn by_field(&self) -> impl Iterator<Item = f64> + '_ {
            self.rows.iter().map(|x| x * self.offset)
        }
    }
}

#[differentiate]
fn called(x: f64) -> f64 {
    let design = model::Design::new(x);
    design.by_private().sum::<f64>()
}

use model::Design;

#[differentiate]
fn lent(design: &Design, x: f64) -> f64 {
    design.by_private().sum::<f64>() + x * design.by_field().sum::<f64>()
}

fn main() {}
