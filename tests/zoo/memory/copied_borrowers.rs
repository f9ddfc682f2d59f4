//! Structs that hold references and are `Copy`: their methods take copies of them, also of one that is lent.

use autodiff::{Differentiable, check, differentiate};

#[differentiate]
pub(crate) mod views {
    use super::*;

    #[derive(Differentiable, Clone, Copy)]
    pub struct View<'l> {
        pub xs: &'l [f64],
        pub scale: f64,
    }

    impl View<'_> {
        fn at(self, i: usize) -> f64 {
            self.xs[i] * self.scale
        }

        fn pair(self, i: usize, j: usize) -> f64 {
            if i == j {
                return self.at(i).sin();
            }
            self.at(i) * self.at(j)
        }

        fn len(&self) -> usize {
            self.xs.len()
        }

        fn energy(&self) -> f64 {
            (1..self.len()).map(|i| self.pair(i, i - 1)).sum()
        }

        fn below(self, i: usize) -> f64 {
            match i {
                0 => self.xs[0],
                _ => self.xs[i] * self.below(i - 1),
            }
        }
    }

    pub fn total(view: &View, t: f64) -> f64 {
        let mut sum = 0.0;
        for i in 0..view.len() {
            let scale = view.at(i) * t;
            sum += scale.sin();
        }
        sum + view.energy()
    }

    pub fn in_a_loop(x: &[f64], steps: usize) -> f64 {
        let view = View {
            xs: &x[1..],
            scale: x[0],
        };
        let mut sum = 0.0;
        for step in 0..steps {
            sum += total(&view, step as f64);
        }
        sum
    }

    pub fn in_a_branch(x: &[f64]) -> f64 {
        let view = View {
            xs: &x[1..],
            scale: x[0],
        };
        match x[1] > 0.0 {
            true => total(&view, x[2]) * view.at(1),
            false => view.pair(1, 1),
        }
    }

    fn bent(view: &View, i: usize) -> f64 {
        view.below(i) * view.at(i)
    }

    pub fn that_call_themselves(views: &[View]) -> f64 {
        views.iter().map(|view| bent(view, 2)).sum()
    }

    fn first(view: View) -> f64 {
        view.xs[0] * view.scale
    }

    fn bent_first(view: &View, t: f64) -> f64 {
        first(*view).sin() * t
    }

    pub fn given_away(view: &View, t: f64) -> f64 {
        bent_first(view, t) + view.scale
    }

    #[derive(Differentiable)]
    pub struct Model<'l> {
        pub view: View<'l>,
        pub bias: f64,
    }

    impl Model<'_> {
        fn value(&self, i: usize) -> f64 {
            self.view.at(i) + self.bias * self.view.pair(i, 0)
        }
    }

    fn all(models: &[Model]) -> f64 {
        models
            .iter()
            .map(|model| model.value(1) + model.view.at(0))
            .sum()
    }

    pub fn in_fields(x: &[f64]) -> f64 {
        let model = Model {
            view: View {
                xs: &x[1..],
                scale: x[0],
            },
            bias: x[1],
        };
        let mut sum = 0.0;
        for i in 0..2 {
            sum += model.value(i);
        }
        sum
    }
}
use views::*;

const AT: [f64; 4] = [0.5, 1.25, -0.75, 0.3];

#[test]
fn copies_of_lent_structs_look_at_them() {
    check::gradient(
        |x: &[f64]| in_a_loop(x, 3),
        |x: &[f64]| in_a_loop::gradient(x, 3),
        &AT,
    )
    .unwrap();
    check::gradient(
        |x: &[f64]| in_a_loop(x, 0) + x[0],
        |x: &[f64]| {
            let mut g = in_a_loop::gradient(x, 0);
            g[0] += 1.0;
            g
        },
        &AT,
    )
    .unwrap();
    check::gradient(in_a_branch, in_a_branch::gradient, &AT).unwrap();
    let (d_view, d_t) = given_away::gradient(
        &View {
            xs: &[0.5],
            scale: 2.0,
        },
        3.0,
    );
    assert_eq!(
        (d_view.scale, d_t),
        (1.0 + 0.5 * 3.0 * 1.0f64.cos(), 1.0f64.sin())
    );
    let (d_views, xs) = (that_call_themselves::gradient, [0.5, -1.5, 2.0]);
    assert_eq!(
        d_views(&[View {
            xs: &xs,
            scale: 2.0
        }])[0]
            .scale,
        -1.5 * 2.0
    );
    check::gradient(in_fields, in_fields::gradient, &AT).unwrap();
}
